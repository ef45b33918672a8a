"""The debrief of a class run: one page that asks for nothing from outside, a table of the figures, and a summary."""

from __future__ import annotations

import csv
import io
import math
import os
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any

from sim.assessment.exercise import HEADLINES
from sim.classroom.class_run import ClassRun, Group
from sim.classroom.decisions import splits, value_words
from sim.classroom.picture import PROFIT, measure_rows
from sim.classroom.questions import policies, questions
from sim.classroom.worlds import NAMES
from sim.show.debrief_parts import class_picture, decisions_part, expected_part, planned_events, says
from sim.show.debrief_talk import law_part, mattered_part, question_box

SMALL_CLASS = 5
"""In a smaller class people can guess whose square is whose."""

PAGE, TABLE = "debrief.html", "class.csv"


def debrief_body(done: ClassRun) -> str:
    """The page without its head, to be shown inside another page."""
    parts = [f"<h1>Debrief: {escape(done.scenario.title)}</h1>", _contents(done), what_was_run(done)]
    parts += [exercise_part(done, group) for group in done.groups]
    parts.append(_how_to_read(done))
    return f'<style>{_css()}</style><div class="debrief">{"".join(parts)}</div>'


def debrief_page(done: ClassRun, body: str | None = None) -> str:
    """The whole page: opens from disk, needs no script and no network, prints on A4.

    Args:
        done: the class run.
        body: what `debrief_body` gave, if it was drawn already.
    """
    style, inside = (body or debrief_body(done)).split("</style>", 1)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(f'Debrief: {done.scenario.title}')}</title>{style}body {{ margin: 0; }}</style></head>"
        f"<body><main>{inside}</main></body></html>\n"
    )


def _css() -> str:
    return (Path(__file__).parent / "debrief.css").read_text(encoding="utf-8")


def _contents(done: ClassRun) -> str:
    links = [f'<li><a href="#exercise-{g.exercise.id}">{escape(g.exercise.title)}</a></li>' for g in done.groups]
    return f'<nav aria-label="On this page"><ul>{"".join(links)}</ul></nav>' if len(links) > 1 else ""


def what_was_run(done: ClassRun) -> str:
    """Scenario, story, planned events, number of hand-ins and shops, versions."""
    scenario = done.scenario
    last = scenario.start_date + timedelta(days=scenario.days - 1)
    facts = {
        "Scenario": scenario.title,
        "Hand-ins": str(done.hand_ins),
        "Shops": f"{len(done.seeds)} for each policy, the same for all (seeds {done.seeds[0]} to {done.seeds[-1]})",
        "Each shop": f"{scenario.customers:,} people, {scenario.days} days, {scenario.start_date} to {last}",
        "Made with": done.made_with or "not recorded",
    }
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    return (
        f'<section><h2>What was run</h2>{says(scenario.story)}<dl class="facts">{listed}</dl>'
        f"<h3>Planned events</h3>{planned_events(scenario)}</section>"
    )


def exercise_part(done: ClassRun, group: Group) -> str:
    """Everything about the hand-ins for one exercise."""
    exercise, count = group.exercise, len(group.members)
    found = splits(group)
    practised = exercise.scenario
    elsewhere = (
        ""
        if practised.name == done.scenario.name
        else f"They were made for “{practised.title}”; here they run in “{done.scenario.title}”."
    )
    parts = [
        f'<section class="exercise" aria-labelledby="exercise-{exercise.id}">',
        f'<h2 id="exercise-{exercise.id}">{escape(exercise.title)}</h2>',
        says(
            f"{policies(count)} {'was' if count == 1 else 'were'} handed in for this exercise.",
            f"To decide: {exercise.decide[0].lower()}{exercise.decide[1:]}",
            elsewhere,
        ),
        _who_is_who(count),
        "<h3>The class picture</h3>",
        class_picture(group),
        "<h3>What the class decided</h3>",
        decisions_part(done, group),
        "<h3>What the class expected, and what happened</h3>",
        expected_part(group),
        "<h3>Which decision mattered in this class</h3>",
        mattered_part(group, found),
        "<h3>The law</h3>",
        law_part(done, group),
        "<h3>Three questions for the discussion</h3>",
        *(question_box(place, one) for place, one in enumerate(questions(done, group), start=1)),
        "</section>",
    ]
    return "".join(parts)


def _who_is_who(count: int) -> str:
    if count == 1:
        return says(
            "There is one hand-in only: these figures are one person's. Talk about them with that person.",
            kind="caution",
        )
    if count < SMALL_CLASS:
        return says(
            "In so small a class people may guess whose policy is whose. Think before you show this page to all.",
            kind="caution",
        )
    return ""


def _how_to_read(done: ClassRun) -> str:
    return (
        "<section><h2>How to read this page</h2>"
        + says(
            f"Every policy and the shop as it is ran in the same {len(done.seeds)} shops: same customers, same luck.",
            "A change is the mean of the paired differences; “give or take” is half its 95 % interval.",
            "A change is clear when its interval leaves zero out; otherwise it may be luck.",
            "No shop of this page was seen in a lesson, so figures differ a little from those on a trainee's screen.",
            "Customers, staff and shops are invented; the law is quoted with its section and the date of the text.",
            "The page has no learner codes, and class.csv has none either.",
        )
        + "</section>"
    )


def class_table(done: ClassRun) -> str:
    """The figures as CSV: a row for the shop as it is, then a row for each policy, in an order that means nothing."""
    paths = list(dict.fromkeys(path for group in done.groups for path in group.exercise.levers))
    measures = list(NAMES)
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["exercise", "policy", *paths, *measures, *(f"{name}_change" for name in measures)])
    for group in done.groups:
        for number, member in enumerate(group.members, start=1):
            values = [member.values.get(path, "") for path in paths]
            means = [_plain(group.mean(member, name)) for name in measures]
            changes = [_plain(group.change(member, name).mean) for name in measures]
            rows.writerow([group.exercise.id, number, *values, *means, *changes])
    return file.getvalue()


def _plain(value: float) -> str:
    return f"{value:.6g}" if math.isfinite(value) else ""


def _or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None


def debrief_summary(done: ClassRun) -> dict[str, Any]:
    """What the page says, in short, as plain values for JSON."""
    return {
        "scenario": done.scenario.name,
        "seeds": list(done.seeds),
        "hand_ins": done.hand_ins,
        "exercises": {group.exercise.id: _group_summary(done, group) for group in done.groups},
    }


def _group_summary(done: ClassRun, group: Group) -> dict[str, Any]:
    figures = {
        row.measure: {
            "today": _or_none(row.today),
            "middle": _or_none(row.middle),
            "better": row.better,
            "worse": row.worse,
        }
        for row in measure_rows(group)
        if row.measure in (*HEADLINES, PROFIT)
    }
    settings = {
        lever.path: sorted(value_words(lever, member.values[lever.path]) for member in group.members)
        for lever in group.levers()
    }
    asked = [{"about": one.about, "question": one.text, "figures": list(one.figures)} for one in questions(done, group)]
    return {"policies": len(group.members), "measures": figures, "decisions": settings, "questions": asked}


def write_debrief(done: ClassRun, folder: Path, body: str | None = None) -> tuple[Path, Path]:
    """Write the page and the table, aside first and then both in their places.

    Args:
        done: the class run.
        folder: an existing folder.
        body: what `debrief_body` gave, if it was drawn already.

    Returns:
        Where the page and the table are.

    Raises:
        OSError: the folder cannot be written to; what stood there before stays.
    """
    content = {PAGE: debrief_page(done, body), TABLE: class_table(done)}
    aside = {name: folder / f".{name}.{os.getpid()}.part" for name in content}
    try:
        for name, part in aside.items():
            part.write_text(content[name], encoding="utf-8")
        for name, part in aside.items():
            part.replace(folder / name)
    finally:
        for part in aside.values():
            part.unlink(missing_ok=True)
    return folder / PAGE, folder / TABLE


__all__ = ["class_table", "debrief_body", "debrief_page", "debrief_summary", "write_debrief"]
