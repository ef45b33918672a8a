"""Whether a learner has shown a whole unit, row by row, and what is still missing.

A unit is shown when every exercise of it is competent, and every row of it is scored by a criterion that is. Rows that
no exercise scores yet are said to be so: nobody is given a unit on rows that were never looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sim.assessment.exercise import Exercise
from sim.assessment.gradebook_tables import SubmissionRow
from sim.assessment.marks import COMPETENT, NOT_YET
from sim.assessment.standing import latest, result_of, standings
from sim.assessment.unit_rows import UnitRow, all_exercises, scored_by, unit_rows

NOT_HANDED_IN: Final = "not handed in"
NOT_SCORED: Final = "no exercise scores this row yet"
State = Literal["competent", "not yet competent", "to be marked", "not handed in", "no exercise scores this row yet"]


@dataclass(frozen=True)
class RowState:
    """A row of the unit, how it stands, and where: exercise and title of each criterion, with its result."""

    row: UnitRow
    state: State
    where: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Award:
    """How a learner stands in a unit; `exercises` has the attempt that counts, None where nothing was handed in."""

    learner: str
    unit: str
    rows: tuple[RowState, ...]
    exercises: tuple[tuple[Exercise, SubmissionRow | None], ...]

    @property
    def is_complete(self) -> bool:
        """Whether the whole unit is shown."""
        done = [row is not None and result_of(row) == COMPETENT for _, row in self.exercises]
        return bool(done) and all(done) and all(one.state == COMPETENT for one in self.rows)

    def of(self, state: str) -> list[RowState]:
        """The rows that stand so."""
        return [one for one in self.rows if one.state == state]


def award(
    learner: str,
    unit: str,
    submissions: Sequence[SubmissionRow],
    exercises: Sequence[Exercise] | None = None,
    rows: Sequence[UnitRow] | None = None,
) -> Award:
    """How a learner stands in a unit.

    Args:
        learner: the learner code.
        unit: the unit, such as 105090L2.
        submissions: of the gradebook; the last attempt of each exercise counts.
        exercises: other exercises than those of the workbook.
        rows: other rows than those of the two units.
    """
    known = all_exercises() if exercises is None else list(exercises)
    last = {exercise: row for (who, exercise), row in latest(submissions).items() if who == learner}
    results = {
        (exercise, one.mark.criterion): str(one.result) for exercise, row in last.items() for one in standings(row)
    }
    scores = scored_by(known)
    states = []
    for row in unit_rows() if rows is None else rows:
        if row.unit != unit:
            continue
        where = tuple(
            (exercise.id, criterion.title, results.get((exercise.id, criterion.id), NOT_HANDED_IN))
            for exercise, criterion in scores.get(row.row, [])
        )
        states.append(RowState(row, _state([result for *_, result in where]), where))
    of_unit = tuple((exercise, last.get(exercise.id)) for exercise in known if exercise.unit == unit)
    return Award(learner, unit, tuple(states), of_unit)


def _state(results: Sequence[str]) -> State:
    """The best of several: a row is shown where one criterion that scores it is competent."""
    for state in (COMPETENT, "to be marked", NOT_YET, NOT_HANDED_IN):
        if state in results:
            return state
    return NOT_SCORED


__all__ = ["NOT_HANDED_IN", "NOT_SCORED", "Award", "RowState", "award"]
