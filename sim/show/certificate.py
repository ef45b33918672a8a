"""The certificate of competence of a learner in a unit; or, as long as something is missing, what is missing."""

from __future__ import annotations

from html import escape

from sim.assessment.exercise import ALL_MARKS
from sim.assessment.gradebook_tables import SubmissionRow
from sim.assessment.marks import COMPETENT, NOT_YET, WAITS
from sim.assessment.standing import marks_of, result_of
from sim.assessment.unit_award import NOT_HANDED_IN, NOT_SCORED, Award
from sim.show import markup
from sim.show.people_part import day_of, marks_words
from sim.show.report_page import report_page, written_with

_MISSING = {
    WAITS: "Waiting for a person",
    NOT_YET: "Not yet competent",
    NOT_HANDED_IN: "Not handed in",
    NOT_SCORED: "No exercise of the workbook scores these rows yet",
}


def award_page(standing: Award, unit_title: str) -> tuple[str, str]:
    """The page for a learner and a unit.

    Returns:
        Its kind, `certificate` or `statement`, and the page.
    """
    kind = "certificate" if standing.is_complete else "statement"
    body = _certificate(standing, unit_title) if standing.is_complete else _statement(standing, unit_title)
    return kind, report_page(f"{kind.capitalize()}: {standing.learner}, {standing.unit}", body, kind)


def _certificate(standing: Award, unit_title: str) -> str:
    return (
        "<h1>Certificate of competence</h1>"
        f'<p>The holder of learner code</p><p class="who">{escape(standing.learner)}</p>'
        f'<p>has shown every row of the unit</p><p class="who">{escape(unit_title)}</p>'
        + markup.paragraphs(
            f"Exercises of the unit: {len(standing.exercises)}, all competent. Rows of the unit: {len(standing.rows)}, "
            "each scored by a criterion that is competent.",
        )
        + _exercises(standing)
        + '<div class="sign"><div>Assessor (code and signature)</div><div>Date</div>'
        "<div>Training centre</div><div>Name of the holder, kept by the training centre</div></div>"
        + markup.paragraphs("The evidence is in the portfolio of this learner code.", written_with())
    )


def _statement(standing: Award, unit_title: str) -> str:
    shown = standing.of(COMPETENT)
    parts = [
        f"<h1>Statement of progress: {escape(unit_title)}</h1>",
        f'<p class="who">{escape(standing.learner)}</p>',
        markup.paragraphs(
            f"{len(shown)} of the {len(standing.rows)} rows of the unit are shown.",
            "This is no certificate: the rows below are still missing.",
        ),
        _exercises(standing),
    ]
    for state, words in _MISSING.items():
        missing = standing.of(state)
        if missing:
            body = [
                (one.row.row, one.row.text, "; ".join(f"{exercise}: {title}" for exercise, title, _ in one.where))
                for one in missing
            ]
            columns = ("Row", "What it asks for", "Where") if state != NOT_SCORED else ("Row", "What it asks for")
            cut = [line[: len(columns)] for line in body]
            parts.append(markup.table(f"{words}: {len(missing)}", columns, cut))
    if shown:
        listed = [(one.row.row, one.row.text) for one in shown]
        parts.append(markup.table(f"Shown: {len(shown)}", ("Row", "What it asks for"), listed))
    parts.append(markup.paragraphs(written_with()))
    return "".join(parts)


def _exercises(standing: Award) -> str:
    body = [(exercise.title, *_told(row)) for exercise, row in standing.exercises]
    columns = ("Exercise", "Result", "Marks", "Marked on", "Workbook")
    return markup.table("The exercises of the unit", columns, body)


def _told(row: SubmissionRow | None) -> tuple[str, ...]:
    if row is None:
        return (NOT_HANDED_IN, "", "", "")
    return (result_of(row), marks_words(marks_of(row), ALL_MARKS), day_of(row.marked_at), row.workbook)


__all__ = ["award_page"]
