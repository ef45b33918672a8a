"""Small pieces of HTML that all panels of a lesson share: lines, tables, the strip of headline measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

from sim.assessment.exercise import HEADLINES
from sim.show.looks import Look, look
from sim.show.practice import MONEY
from sim.show.saved_work import Effect
from sim.show.verdict import good_or_bad


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """The stylesheet of the lessons."""
    return (Path(__file__).parent / "lesson.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def script() -> str:
    """The script of the lessons: it gives the handles of sliders the names that screen readers say."""
    return (Path(__file__).parent / "lesson.js").read_text(encoding="utf-8")


def paragraphs(*sentences: str) -> str:
    """One sentence a paragraph."""
    return "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences if sentence)


def line(text: str, kind: str = "") -> str:
    """A line that reports something; `kind` is empty, "good" or "trouble", and the words say it as well."""
    return f'<div class="storesim-line {kind}" role="status">{escape(text)}</div>' if text else ""


def lines(texts: Iterable[str], kind: str = "") -> str:
    """Several lines, one under the other."""
    return "".join(line(text, kind) for text in texts)


def table(
    caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = (), kind: str = ""
) -> str:
    """A table with a caption; columns whose places are in `numbers` stand to the right; `kind` names its style."""

    def cells(tag: str, values: Sequence[str]) -> str:
        parts = []
        for place, value in enumerate(values):
            scope = ' scope="col"' if tag == "th" else ""
            name = ' class="number"' if place in numbers else ""
            parts.append(f"<{tag}{scope}{name}>{escape(str(value))}</{tag}>")
        return "".join(parts)

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    head = f"<caption>{escape(caption)}</caption><thead><tr>{cells('th', columns)}</tr></thead>"
    name = f' class="{kind}"' if kind else ""
    return f'<div class="scroll"><table{name}>{head}<tbody>{body}</tbody></table></div>'


def strip(today: Mapping[str, float], effects: Mapping[str, Effect], shops: int) -> str:
    """The headline measures, always in sight; margin and cost beside them.

    Args:
        today: values in the shop as it is, by measure; what is missing is still being worked out.
        effects: what the shown run gave, by measure; empty before the first run.
        shops: in how many shops that was.
    """
    parts = []
    for measure in (*HEADLINES, *MONEY):
        shown = look(measure)
        beside = ' class="beside"' if measure in MONEY else ""
        parts.append(f"<div{beside}>{_card(shown, measure, today.get(measure), effects.get(measure))}</div>")
    where = "the first shop" if shops == 1 else f"mean of {shops} shops"
    if effects:
        says = f"Your last run, {where}, beside the shop today"
    else:
        says = f"The shop today, {where}" if shops else "The shop today is being opened ..."
    parts.append(f'<div class="whole small">{says}</div>')
    return f'<div class="storesim-strip" role="group" aria-label="The measures always in sight">{"".join(parts)}</div>'


def _card(shown: Look, measure: str, today: float | None, one: Effect | None) -> str:
    name = f'<div class="name">{escape(shown.label)}</div>'
    if one is None or one.yours is None or one.change is None:
        now = "..." if today is None else shown.text(today)
        return f'{name}<div class="now">{escape(now)}</div>'
    change = shown.text(one.change, signed=True)
    verdict = good_or_bad(measure, one)
    was = shown.text(one.today) if one.today is not None else "no value"
    return (
        f'{name}<div class="now">{escape(shown.text(one.yours))}</div>'
        f'<div class="small">today {escape(was)}<br>{escape(change)}, {escape(verdict)}</div>'
    )


__all__ = ["line", "lines", "paragraphs", "script", "strip", "stylesheet", "table"]
