"""The evidence portfolio of one trainee, and the class sheet: pages to print, to file and to show a verifier."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sim.assessment.exercise import ALL_MARKS, load_exercise
from sim.assessment.gradebook_tables import SubmissionRow
from sim.assessment.marks import COMPETENT, WAITS
from sim.assessment.standing import latest, marks_of, result_of, standings
from sim.assessment.unit_award import NOT_SCORED, Award, award
from sim.assessment.unit_rows import UNITS
from sim.show import markup
from sim.show.assessor_evidence import evidence_page
from sim.show.people_part import day_of, marks_words
from sim.show.report_page import report_page, written_with

HOW_TO_READ = (
    "A trainee goes by a code, and so do the markers; no name is kept.",
    "What was decided was run in shops that the trainee had not seen, beside the shop as it is today: the same "
    "customers, the same luck. Each figure can be run again.",
    "Words were read by a person. A result that a person decided in place of another shows both, with the reason.",
    "An exercise is competent when each of its criteria is. The marks stand beside the result, never in its place.",
    "The customers are invented, and an incident is not a conviction.",
)


def portfolio_page(learner: str, rows: Sequence[SubmissionRow]) -> str:
    """Everything about one trainee: the rows of the units, then every exercise with its evidence.

    Args:
        learner: the learner code.
        rows: all submissions of the gradebook.
    """
    own = [row for row in rows if row.learner == learner]
    counting = [row for (who, _), row in latest(rows).items() if who == learner]
    units = sorted({load_exercise(row.exercise).unit for row in own})
    parts = [
        f"<h1>Evidence portfolio: {escape(learner)}</h1>",
        markup.paragraphs(*HOW_TO_READ),
        "<h2>What was handed in</h2>",
        _attempts(own, counting),
        *(_unit(award(learner, unit, rows)) for unit in units),
        "<h2>The evidence</h2>",
        *(f'<section class="attempt">{evidence_page(row, is_portfolio=True)}</section>' for row in counting),
        markup.paragraphs(written_with()),
    ]
    return report_page(f"Evidence portfolio: {learner}", "".join(parts))


def _attempts(own: Sequence[SubmissionRow], counting: Sequence[SubmissionRow]) -> str:
    ids = {row.id for row in counting}
    body = [
        (
            load_exercise(row.exercise).title,
            f"{row.attempt}",
            result_of(row),
            marks_words(marks_of(row), ALL_MARKS),
            day_of(row.marked_at),
            row.workbook,
            "yes" if row.id in ids else "no, an earlier attempt",
        )
        for row in own
    ]
    columns = ("Exercise", "Attempt", "Result", "Marks", "Marked on", "Workbook", "Counts")
    return markup.table("All attempts; the last one counts", columns, body)


def _unit(standing: Award) -> str:
    body = []
    for one in standing.rows:
        if one.state == NOT_SCORED:
            continue
        where = "; ".join(f"{exercise}: {title} ({result})" for exercise, title, result in one.where)
        body.append((one.row.row, one.row.text, one.state, where))
    shown, all_rows = len(standing.of(COMPETENT)), len(standing.rows)
    caption = f"{shown} of {all_rows} rows are shown"
    columns = ("Row", "What it asks for", "How it stands", "Exercise and criterion")
    rest = [(one.row.row, one.row.text) for one in standing.of(NOT_SCORED)]
    unscored = markup.table(f"Rows that no exercise scores yet: {len(rest)}", columns[:2], rest) if rest else ""
    return f"<h2>{escape(UNITS[standing.unit])}, row by row</h2>{markup.table(caption, columns, body)}{unscored}"


def class_page(rows: Sequence[SubmissionRow]) -> str:
    """The class sheet: the attempt that counts of everybody, in the order of the codes."""
    found = latest(rows)
    exercises = sorted({exercise for _, exercise in found})
    learners = sorted({learner for learner, _ in found})
    body = [(learner, *(_cell(found.get((learner, exercise))) for exercise in exercises)) for learner in learners]
    waiting = [
        (row.learner, row.exercise, one.mark.title, "look at both" if one.is_withheld else "nobody has read it yet")
        for row in found.values()
        for one in standings(row)
        if one.result == WAITS or one.is_withheld
    ]
    parts = [
        "<h1>Class sheet</h1>",
        markup.paragraphs(
            "In the order of the learner codes; this sheet does not rank anybody.",
            "The last attempt of each exercise counts.",
            "Marks are blank until a person has read all words.",
        ),
        markup.table(f"{len(learners)} learner codes", ("Learner", *exercises), body),
        "<h2>What is still open</h2>",
        markup.table("Waiting for a person", ("Learner", "Exercise", "Criterion", "Why"), waiting)
        if waiting
        else markup.paragraphs("Nothing waits for a person."),
        markup.paragraphs(written_with()),
    ]
    return report_page("Class sheet", "".join(parts))


def _cell(row: SubmissionRow | None) -> str:
    if row is None:
        return "not handed in"
    marks = marks_of(row)
    return f"{result_of(row)}{'' if marks is None else f', {marks:.1f} of {ALL_MARKS}'}"


__all__ = ["class_page", "portfolio_page"]
