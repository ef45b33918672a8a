"""A trainee's own shop: a scenario, a seed that nobody else has, and the number that draws the questions.

The materials hold no question and no answer: both follow from the run, in the lesson as in marking.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from sim.assessment.exercise import Exercise
from sim.assessment.own_materials import PRACTICE_LEARNER, PRACTICE_SECRET, own_number
from sim.assessment.questions import Question, ask, draw_questions, templates
from sim.run import Run, run
from sim.scenario import Scenario, load_scenario

FIRST_SEED: Final = 2**32
LAST_SEED: Final = 2**53 - 1
"""Every reader of JSON keeps whole numbers up to here."""


class OwnRun(BaseModel):
    """The content of the materials of an exercise of questions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    scenario: str = Field(max_length=40)
    seed: int = Field(ge=FIRST_SEED, le=LAST_SEED)
    draw: int = Field(ge=0, le=LAST_SEED)


def make(exercise: Exercise, learner: str, secret: bytes) -> dict[str, Any]:
    """A learner's own materials for an exercise of questions, as plain values for a file."""
    return own_run(exercise, learner, secret).model_dump(mode="json")


def own_run(exercise: Exercise, learner: str, secret: bytes) -> OwnRun:
    """Which run is a learner's own: scenario, seed and draw follow from the secret, the exercise and the learner."""
    numbers = {what: own_number(secret, exercise.id, learner, what) for what in ("scenario", "seed", "questions")}
    return OwnRun(
        scenario=exercise.scenarios[numbers["scenario"] % len(exercise.scenarios)],
        seed=FIRST_SEED + numbers["seed"] % (LAST_SEED + 1 - FIRST_SEED),
        draw=numbers["questions"] % (LAST_SEED + 1),
    )


def practice_run(exercise: Exercise) -> OwnRun:
    """The shop that everybody may practise on; its questions never count."""
    return own_run(exercise, PRACTICE_LEARNER, PRACTICE_SECRET)


def run_own(
    own: OwnRun, scenario: Scenario | None = None, *, customers: int | None = None, days: int | None = None
) -> Run:
    """Run a learner's own shop as it is.

    Args:
        own: which shop.
        scenario: another world in place of its own, for rehearsals.
        customers: a smaller number of them, for rehearsals.
        days: fewer of them, for rehearsals.
    """
    chosen = scenario or load_scenario(own.scenario)
    return run(chosen.reference_policy(), chosen, own.seed, customers=customers, days=days)


def questions_of(exercise: Exercise, own: OwnRun, finished: Run) -> tuple[Question, ...]:
    """The questions of a learner, filled in and answered by their own run."""
    quotas = [(quota.row, quota.count) for quota in exercise.questions]
    return draw_questions(exercise.id, quotas, finished, own.draw)


def worked_questions(exercise: Exercise, ids: Sequence[str], finished: Run) -> tuple[Question, ...]:
    """Questions to work through on the practice shop, about other things than those that are practised there."""
    bank = {one.id: one for one in templates(exercise.id)}
    made = (ask(bank[name], finished, practice_run(exercise).draw + 1) for name in ids)
    return tuple(question for question in made if question is not None)


__all__ = [
    "FIRST_SEED",
    "LAST_SEED",
    "OwnRun",
    "make",
    "own_run",
    "practice_run",
    "questions_of",
    "run_own",
    "worked_questions",
]
