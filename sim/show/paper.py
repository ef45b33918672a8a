"""An exercise on paper: one printable page with the task, the trainee's own materials and room for the answers."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from sim.assessment.exercise import HEADLINES, Exercise
from sim.assessment.own_materials import Materials
from sim.assessment.shop_front_file import ShopFront
from sim.assessment.submission import FORMAT
from sim.assessment.unit_rows import UNITS, row_texts
from sim.policy import lever_value
from sim.show import front_lists, markup
from sim.show.looks import lever_range, lever_text, look

EMPTY_LINES: Final = 24
"""Rows of the table in which findings are written by hand."""
_STYLE: Final = """
body { font-family: system-ui, "Noto Sans", "Noto Sans CJK TC", sans-serif; font-size: 14px; line-height: 1.4;
  color: #1b2a49; max-width: 980px; margin: 24px auto; padding: 0 16px; }
h1 { font-size: 24px; } h2 { font-size: 19px; margin: 24px 0 6px; }
p { margin: 4px 0 8px; max-width: 76ch; }
table { border-collapse: collapse; width: 100%; margin: 6px 0 14px; font-size: 13px; }
caption { text-align: left; font-weight: 600; padding: 4px 0; }
th, td { border: 1px solid #aab1bd; padding: 4px 8px; text-align: left; vertical-align: top; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr, .page { break-inside: avoid; }
.shelf { display: grid; grid-template-columns: repeat(4, 1fr); gap: 8px; margin: 8px 0 14px; }
.page { border: 1px solid #5b6472; border-radius: 4px; padding: 6px 10px; }
.quiet { color: #4a5260; } .shop-name { font-weight: 600; } .price { font-size: 17px; font-weight: 700; }
.offer { font-size: 13px; border: 1px solid #1b2a49; border-radius: 3px; padding: 0 5px; }
.blank { border: 1px solid #5b6472; height: 150px; margin: 4px 0 14px; }
.empty td { height: 24px; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } }
"""


def paper(exercise: Exercise, learner: str, materials: Materials | None, *, is_practice: bool = False) -> str:
    """The page as HTML; every text in it is escaped, and nothing on it asks anybody outside."""
    rows = [(name, row_texts().get(name, "")) for name in exercise.rows]
    parts = [
        f"<h1>{escape(exercise.title)}</h1>",
        markup.paragraphs(
            f"Learner code: {learner}",
            "To practise on: this never counts." if is_practice and materials is not None else "",
            f"About {exercise.minutes} minutes.",
        ),
        _part("Who you are today", markup.paragraphs(exercise.role)),
        _part("What you decide", markup.paragraphs(exercise.decide)),
        _part("How you are marked", markup.paragraphs(exercise.marked_how)),
        markup.table(f"What it practises: {UNITS[exercise.unit]}", ("Row", "What you learn"), rows),
    ]
    if materials is not None and exercise.task == "inspection":
        parts += _inspection(ShopFront.model_validate(materials.content))
    elif exercise.levers:
        parts += _plan(exercise)
    for ask in exercise.asks:
        least = f" (at least {ask.least_words} words)" if ask.least_words else ""
        parts.append(f'<h2>{escape(ask.title)}{least}</h2><div class="blank"></div>')
    parts.append(markup.paragraphs("This is my own work: yes / no"))
    head = f'<meta charset="utf-8"><title>{escape(exercise.title)}</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def _part(title: str, inside: str) -> str:
    return f"<h2>{escape(title)}</h2>{inside}"


def _inspection(front: ShopFront) -> list[str]:
    count = len(front.pages)
    empty = "".join("<tr class='empty'><td></td><td></td><td></td></tr>" for _ in range(EMPTY_LINES))
    return [
        _part(f"{front.shop}: its {count} pages in the morning of {front.today}", front_lists.shelf(front)),
        _part("What you know", front_lists.rules()),
        *(_part(name, table) for name, table in front_lists.lists(front)),
        _part("Your findings", front_lists.choices()),
        "<table><caption>One line for each thing that is wrong</caption><thead><tr><th scope='col'>No.</th>"
        f"<th scope='col'>What is wrong</th><th scope='col'>First step</th></tr></thead><tbody>{empty}</tbody></table>",
    ]


def _plan(exercise: Exercise) -> list[str]:
    today = exercise.scenario.reference_policy()
    rows = [
        (lever.label, lever_range(lever), lever_text(lever, lever_value(today, lever.path)), "")
        for lever in exercise.open_levers()
    ]
    expected = [(look(measure).label, "up / the same / down") for measure in HEADLINES]
    return [
        markup.table("Your plan", ("Decision", "Allowed", "Today", "You decide"), rows),
        '<h2>I choose this plan because</h2><div class="blank"></div>',
        markup.table("Your prediction, against the shop today", ("Measure", "It goes"), expected),
        '<h2>I expect this because</h2><div class="blank"></div>',
    ]


def empty_submission(exercise: Exercise, learner: str, workbook: str) -> dict[str, Any]:
    """A hand-in with nothing decided and nothing declared yet, to be filled in by hand."""
    today = exercise.scenario.reference_policy()
    content: dict[str, Any] = {
        "format": FORMAT,
        "workbook": workbook,
        "exercise": exercise.id,
        "learner": learner,
        "answers": {ask.id: "" for ask in exercise.asks},
        "declaration": False,
    }
    if exercise.levers:
        values = {path: lever_value(today, path) for path in exercise.levers}
        content["decisions"] = [{"day": 0, "values": values, "reason": ""}]
        content["prediction"] = {"expected": {}, "because": ""}
    if exercise.task == "inspection":
        content["findings"] = []
    return content


__all__ = ["empty_submission", "paper"]
