"""What people found and decided about one criterion: levels in words, comments, and the history of overrides."""

from __future__ import annotations

from html import escape

from sim.assessment.gradebook_tables import PersonMarkRow
from sim.assessment.marks import WAITS
from sim.assessment.standing import Standing
from sim.show import markup


def day_of(moment: str) -> str:
    """The date of a moment that was kept."""
    return moment[:10]


def marks_words(marks: float | None, of: float | None) -> str:
    """Marks, as people write them."""
    if of is None:
        return "no marks were kept"
    return f"{marks:.1f} of {of:g} marks" if marks is not None else f"marks still open, of {of:g}"


def people_part(standing: Standing) -> str:
    """Everything that people wrote about a criterion; empty where nobody wrote anything and nobody reads for it."""
    parts = []
    rubric = standing.rubric
    if rubric is not None:
        found = standing.first.level if standing.first else None
        rows = [
            (f"{level}", words, "competent" if level >= rubric.competent_from else "not yet", _here(level, found))
            for level, words in enumerate(rubric.levels)
        ]
        parts.append(
            markup.table("The levels", ("Level", "What the words are like", "Counts as", "Found"), rows, kind="levels")
        )
    for role, one in (("First", standing.first), ("Second", standing.second)):
        if one is not None:
            parts.append(markup.paragraphs(_found(role, one, standing)))
    for change in standing.mark.overrides:
        parts.append(
            f'<p class="override"><strong>Overridden</strong> by {escape(change.marker)} on {day_of(change.at)}: '
            f"{escape(change.old_result)} became {escape(change.new_result)}. Reason: {escape(change.reason)}</p>"
        )
    if not parts and standing.result == WAITS:
        parts.append(markup.paragraphs("A person is waited for."))
    return "".join(parts)


def _here(level: int, found: int | None) -> str:
    return "\u2190 found here" if level == found else ""


def _found(role: str, one: PersonMarkRow, standing: Standing) -> str:
    level = f"level {one.level}" if standing.rubric else ("competent" if one.level else "not yet competent")
    comment = f" Comment: {one.comment}" if one.comment else ""
    return f"{role} marking: {level}, by {one.marker} on {day_of(one.at)}.{comment}"


__all__ = ["day_of", "marks_words", "people_part"]
