"""What stands: the result of each criterion once people have read and decided, with its marks.

A mark in the gradebook is never changed. What a person found stands beside it, and so does every override; this page
says what follows from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pydantic import TypeAdapter, ValidationError

from sim.assessment.criteria import SIMULATED, Criterion, RubricCriterion
from sim.assessment.exercise import load_exercise
from sim.assessment.gradebook_tables import MarkRow, OverrideRow, PersonMarkRow, SubmissionRow
from sim.assessment.marks import COMPETENT, NOT_YET, WAITS, Result, overall

FIRST: Final = "first"
SECOND: Final = "second"
_CRITERION: Final[TypeAdapter[Criterion]] = TypeAdapter(Criterion)


@dataclass(frozen=True)
class Standing:
    """One criterion of one submission as it stands now."""

    submission: SubmissionRow
    mark: MarkRow

    @cached_property
    def criterion(self) -> Criterion | None:
        """As it was declared on the day of marking; as it is today where that was not kept; None where it is gone."""
        if self.mark.declared is not None:
            try:
                return _CRITERION.validate_json(self.mark.declared)
            except ValidationError:  # a kind that this storesim no longer knows
                return None
        try:
            criteria = load_exercise(self.submission.exercise).criteria
        except ValueError:
            return None
        return next((one for one in criteria if one.id == self.mark.criterion), None)

    @property
    def rubric(self) -> RubricCriterion | None:
        """The criterion where it is one that a person reads for."""
        return self.criterion if isinstance(self.criterion, RubricCriterion) else None

    @property
    def first(self) -> PersonMarkRow | None:
        """The first marking, as it was last corrected."""
        return self._latest(FIRST)

    @property
    def second(self) -> PersonMarkRow | None:
        """The second marking."""
        return self._latest(SECOND)

    def _latest(self, role: str) -> PersonMarkRow | None:
        found = [one for one in self.mark.by_people if one.role == role]
        return found[-1] if found else None

    @property
    def override(self) -> OverrideRow | None:
        """The latest override; it counts."""
        return self.mark.overrides[-1] if self.mark.overrides else None

    @property
    def is_withheld(self) -> bool:
        """Whether somebody else handed in the same, and nobody has decided yet."""
        return self.submission.alike is not None and self.override is None

    @property
    def waits_to_be_read(self) -> bool:
        """Whether there are words here that nobody has read yet."""
        return self.rubric is not None and self.result == WAITS

    @property
    def _before_override(self) -> tuple[Result, float | None]:
        """Result and share from the machine, or from the level that the first marker gave."""
        rubric, first = self.rubric, self.first
        if self.submission.alike is not None:  # the same work as somebody else's earns nothing until a person decides
            return NOT_YET, min(self.mark.share or 0.0, _line(self.criterion)[1])
        if rubric is None or first is None:
            return self.mark.result, self.mark.share  # type: ignore[return-value]
        return (
            COMPETENT if first.level >= rubric.competent_from else NOT_YET,
            first.level / (len(rubric.levels) - 1),
        )

    @property
    def result(self) -> Result:
        """Competent, not yet competent, or to be marked."""
        return self.override.new_result if self.override else self._before_override[0]  # type: ignore[return-value]

    @property
    def share(self) -> float | None:
        """Of the weight, 0 to 1. An override moves it just across the line, and no further."""
        result, share = self._before_override
        if self.override is None or self.override.new_result == result:
            return share
        least, most = _line(self.criterion)
        if self.override.new_result == COMPETENT:
            return max(share or 0.0, least)
        return min(share or 0.0, most)

    @property
    def marks(self) -> float | None:
        """Weight x share; None while a person is waited for, or where no weight was kept."""
        weight, share = self.mark.weight, self.share
        return None if weight is None or share is None else weight * share


def _line(criterion: Criterion | None) -> tuple[float, float]:
    """The least share that is competent, and the greatest that is not; 0 and 1 where the kind has no such line."""
    if isinstance(criterion, RubricCriterion):
        top = len(criterion.levels) - 1
        return criterion.competent_from / top, (criterion.competent_from - 1) / top
    return (1.0, 0.0) if isinstance(criterion, SIMULATED) else (0.0, 1.0)


def standings(row: SubmissionRow) -> list[Standing]:
    """Every criterion of a submission as it stands."""
    return [Standing(row, mark) for mark in row.marks]


def result_of(row: SubmissionRow) -> Result:
    """The result of the whole exercise."""
    return overall(one.result for one in standings(row))


def marks_of(row: SubmissionRow) -> float | None:
    """Marks of the exercise, of 100; None while one of its criteria has none."""
    marks = [one.marks for one in standings(row)]
    known = [one for one in marks if one is not None]
    return sum(known) if len(known) == len(marks) else None


def latest(rows: Sequence[SubmissionRow]) -> dict[tuple[str, str], SubmissionRow]:
    """By learner and exercise, sorted: the attempt that counts, which is the last one."""
    found: dict[tuple[str, str], SubmissionRow] = {}
    for row in sorted(rows, key=lambda one: (one.learner, one.exercise, one.attempt)):
        found[row.learner, row.exercise] = row
    return found


__all__ = ["FIRST", "SECOND", "Standing", "latest", "marks_of", "result_of", "standings"]
