"""Marks as tables for other programs: the class sheet, and what Moodle and Canvas import.

By learner code, never by place. Only the last attempt of each exercise counts, and marks that are not complete are
left blank, which both programs take for "keep what is there".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sim.assessment.exercise import ALL_MARKS
from sim.assessment.gradebook_tables import SubmissionRow
from sim.assessment.mark_sheet import safe_cell
from sim.assessment.marks import WAITS
from sim.assessment.standing import latest, marks_of, result_of, standings

CLASS_COLUMNS: Final = (
    "learner",
    "exercise",
    "attempt",
    "result",
    "marks",
    "of",
    "competent criteria",
    "criteria",
    "to be marked",
    "overrides",
    "remark",
    "workbook",
    "marked_at",
)


def class_csv(rows: Sequence[SubmissionRow]) -> str:
    """The class sheet: a row a learner and exercise."""
    body = []
    for row in latest(rows).values():
        parts = standings(row)
        body.append(
            [
                row.learner,
                row.exercise,
                row.attempt,
                result_of(row),
                _marks(row),
                ALL_MARKS,
                sum(one.result == "competent" for one in parts),
                len(parts),
                sum(one.result == WAITS for one in parts),
                sum(one.override is not None for one in parts),
                row.alike or "",
                row.workbook,
                row.marked_at,
            ]
        )
    return "\ufeff" + _text(CLASS_COLUMNS, body)


def moodle_csv(rows: Sequence[SubmissionRow]) -> str:
    """For Moodle's grade import: the ID number, then marks and feedback for each exercise, which the teacher maps."""
    exercises, learners = _both(rows)
    found = latest(rows)
    head = ["ID number"]
    for exercise in exercises:
        head += [f"{exercise} (of {ALL_MARKS})", f"{exercise} feedback"]
    body = []
    for learner in learners:
        cells: list[Any] = [learner]
        for exercise in exercises:
            row = found.get((learner, exercise))
            cells += ["", ""] if row is None else [_marks(row), feedback(row)]
        body.append(cells)
    return _text(head, body)


def canvas_csv(rows: Sequence[SubmissionRow]) -> str:
    """For Canvas's gradebook import: its four columns, one an exercise, and the row of points possible.

    The learner code goes to "SIS Login ID", by which Canvas finds people; its own "ID" stays blank.
    """
    exercises, learners = _both(rows)
    found = latest(rows)
    head = ["Student", "ID", "SIS Login ID", "Section", *(f"Storesim {exercise}" for exercise in exercises)]
    body: list[list[Any]] = [["Points Possible", "", "", "", *([ALL_MARKS] * len(exercises))]]
    for learner in learners:
        marks = [_marks(found[learner, exercise]) if (learner, exercise) in found else "" for exercise in exercises]
        body.append([learner, "", learner, "", *marks])
    return _text(head, body)


def feedback(row: SubmissionRow) -> str:
    """The result and each criterion, in one line."""
    parts = "; ".join(f"{one.mark.title}: {one.result}" for one in standings(row))
    return f"{result_of(row).capitalize()}. {parts}."


def _marks(row: SubmissionRow) -> str:
    marks = marks_of(row)
    return "" if marks is None else f"{marks:.1f}"


def _both(rows: Sequence[SubmissionRow]) -> tuple[list[str], list[str]]:
    return sorted({row.exercise for row in rows}), sorted({row.learner for row in rows})


def _text(head: Sequence[str], body: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in head])
    writer.writerows([safe_cell(value) for value in row] for row in body)
    return text.getvalue()


__all__ = ["CLASS_COLUMNS", "canvas_csv", "class_csv", "feedback", "moodle_csv"]
