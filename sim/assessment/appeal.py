"""An appeal: a stored mark is worked out once more from what was handed in, and laid beside the stored one.

Nothing is changed by it. The worlds of the marking are run again from the stored content and the secret; where the
same workbook and libraries are at work, their logs are the same byte for byte, or something is wrong.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from sim.assessment.criteria import Criterion, EffectCriterion
from sim.assessment.exercise import load_exercise
from sim.assessment.figures import look_of
from sim.assessment.gradebook import Gradebook
from sim.assessment.gradebook_tables import EffectRow, MarkRow, SubmissionRow
from sim.assessment.marking import Case, mark, withhold
from sim.assessment.marks import CriterionMark, Effect
from sim.assessment.secret import fingerprint
from sim.assessment.standing import Standing
from sim.assessment.submission import Submission
from sim.assessment.worlds import Size, World, jobs_of, one_world
from sim.reading import BadInputError
from sim.run import made_with
from sim.show.looks import Look

_CLOSE: Final = 1e-9
"""Figures come back from the database as they went in; this is for databases that round the last digit."""


@dataclass(frozen=True)
class Side:
    """A criterion then and now, in words; `None` where it was not there."""

    title: str
    then: str | None
    now: str | None
    is_same: bool


@dataclass(frozen=True)
class Appeal:
    """What came of it."""

    row: SubmissionRow
    worlds: int
    different: tuple[tuple[str, int], ...]
    """Scenario and seed of each world whose logs differ from the stored ones."""
    sides: tuple[Side, ...]
    made_with: str
    """Here, today."""
    seeds_fit: bool
    """Whether the worlds are those that the secret gives for this learner and exercise."""
    content_fits: bool
    """Whether the stored content has the digest it was stored under."""

    @property
    def is_same(self) -> bool:
        """Whether content, worlds, logs and results are the stored ones."""
        return self.content_fits and self.seeds_fit and not self.different and all(one.is_same for one in self.sides)

    @property
    def is_other_version(self) -> bool:
        """Whether another workbook or library is at work than on the day of marking."""
        return self.row.made_with != self.made_with

    @property
    def words(self) -> list[str]:
        """What came of it, a sentence each."""
        told = []
        if not self.content_fits:
            told.append("What is stored is not what was handed in: its print differs from the one it was stored under.")
        if not self.seeds_fit:
            told.append("The shops are not those that the secret gives for this learner and exercise.")
        if self.is_other_version:
            told.append(
                f"Marked then with {self.row.made_with}; today with {self.made_with}. "
                "Figures may differ for that reason alone."
            )
        if self.worlds:
            told.append(
                f"All {self.worlds} shops were run again: the same, byte for byte."
                if not self.different
                else f"{len(self.different)} of {self.worlds} shops run differently from then."
            )
        else:
            told.append("No shop was run for this exercise.")
        told.append(
            "Every result and figure is the same."
            if all(one.is_same for one in self.sides)
            else "Some results or figures differ; then and now stand side by side."
        )
        return [*told, "The stored mark stays as it is, whatever comes out here."]


def find(book: Gradebook, learner: str, exercise: str, attempt: int | None = None) -> SubmissionRow:
    """The submission that is appealed against; the last attempt unless one is named.

    Raises:
        BadInputError: there is none.
    """
    found = [row for row in book.submissions() if (row.learner, row.exercise) == (learner, exercise)]
    named = [row for row in found if attempt is None or row.attempt == attempt]
    if not named:
        known = ", ".join(f"{row.attempt}" for row in found)
        allowed = f"attempts {known}" if found else "a learner and an exercise that are in the gradebook"
        which = f"attempt {attempt}" if found else f"{learner[:60]}, {exercise[:60]}"
        raise BadInputError(f"appeal: allowed {allowed}, given {which}")
    return named[-1]


def appeal_in_steps(
    book: Gradebook, row: SubmissionRow, secret: bytes, size: Size | None = None
) -> Generator[tuple[int, int], None, Appeal]:
    """Work a stored mark out once more.

    Args:
        book: the gradebook; it is only read.
        row: the submission.
        secret: of the training centre; its print must be the gradebook's.
        size: customers and days, where the marking was rehearsed in a smaller shop.

    Yields:
        Worlds done and worlds in all, before the first and after each.

    Returns:
        What came of it.

    Raises:
        BadInputError: another secret, or what is stored cannot be read by this workbook.
    """
    if book.secret_print() not in (None, fingerprint(secret)):
        raise BadInputError("--secret-file: allowed the secret that the gradebook was begun with, given another")
    try:
        submission = Submission.model_validate(json.loads(row.content))
        exercise = load_exercise(row.exercise)
    except (ValidationError, ValueError):
        raise BadInputError(
            f"appeal: allowed what this workbook can read, given {row.exercise} of workbook {row.workbook}; "
            f"use the workbook it was marked with: {row.made_with}"
        ) from None
    worlds_each = min(Counter(world.scenario for world in row.worlds).values(), default=1)
    jobs = jobs_of(submission, secret, worlds_each, size)
    stored = {(world.scenario, world.seed): (world.digest_today, world.digest_yours) for world in row.worlds}
    again: list[World] = []
    yield 0, len(jobs)
    for job in jobs:
        again.append(one_world(job))
        yield len(again), len(jobs)
    different = [(one.scenario, one.seed) for one in again if stored.get((one.scenario, one.seed)) != one.digests]
    marking = mark(Case(exercise, submission, again, secret, book.first(row.learner, row.exercise)))
    if row.alike:
        marking = withhold(marking, row.alike)
    return Appeal(
        row,
        len(again),
        tuple(different),
        _sides(row, marking.criteria),
        made_with(),
        [(job.scenario, job.seed) for job in jobs] == [(world.scenario, world.seed) for world in row.worlds],
        hashlib.sha256(row.content.encode("utf-8")).hexdigest() == row.digest,
    )


def _sides(row: SubmissionRow, now: tuple[CriterionMark, ...]) -> tuple[Side, ...]:
    stored = {mark.criterion: mark for mark in row.marks}
    made = {mark.criterion: mark for mark in now}
    sides = []
    for criterion in dict.fromkeys([*stored, *made]):
        then, today = stored.get(criterion), made.get(criterion)
        title = then.title if then else made[criterion].title
        same = then is not None and today is not None and _is_same(then, today)
        shown = _look(Standing(row, then).criterion if then else None)
        sides.append(
            Side(
                title,
                _told(then.result, then.effects, shown) if then else None,
                _told(today.result, today.effects, shown) if today else None,
                same,
            )
        )
    return tuple(sides)


def _is_same(then: MarkRow, now: CriterionMark) -> bool:
    if then.result != now.result or len(then.effects) != len(now.effects):
        return False
    pairs = zip(then.effects, now.effects, strict=True)
    shares = then.share is None or (now.share is not None and _near(then.share, now.share))
    return shares and all(
        old.scenario == new.scenario
        and all(_near(getattr(old, name), getattr(new, name)) for name in ("today", "yours", "change", "low", "high"))
        for old, new in pairs
    )


def _near(one: float, other: float) -> bool:
    both_none = math.isnan(one) and math.isnan(other)
    return both_none or math.isclose(one, other, rel_tol=_CLOSE, abs_tol=_CLOSE)


def _look(criterion: Criterion | None) -> Look:
    if isinstance(criterion, EffectCriterion):
        return look_of(criterion.measure)
    return Look("Incidents in a run", "count", "down")


def _told(result: str, effects: Sequence[EffectRow | Effect], shown: Look) -> str:
    if not effects:
        return result
    last = effects[-1]
    change, low, high = (shown.text(value, signed=True) for value in (last.change, last.low, last.high))
    return f"{result}; {shown.label}: {change} ({low} to {high}) in {last.worlds} shops"


__all__ = ["Appeal", "Side", "appeal_in_steps", "find"]
