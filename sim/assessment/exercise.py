"""An exercise, declared once in `exercises/<id>/exercise.json`; lessons, checks and marking all read it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Final, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from sim.assessment.criteria import (
    NAME,
    OWN_WORDS,
    SIMULATED,
    AnswersCriterion,
    Criterion,
    EffectCriterion,
    FirstStepCriterion,
    FoundCriterion,
    Frozen,
    Gate,
    IncidentCriterion,
    RubricCriterion,
)
from sim.compare import HEADLINES
from sim.places import EXERCISES
from sim.policy import Lever, find_lever
from sim.scenario import Scenario, first_problem, load_scenario

MOST_LEVERS: Final = 5


ALL_MARKS: Final = 100
MOST_SIMULATED: Final = 30
"""Of the 100 marks, at most so many hang on how the simulated shop came out (design section 8)."""
Task = Literal["policy", "inspection", "questions", "written"]


class Ask(Frozen):
    """A text that the trainee is asked to write."""

    id: str = Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=60)
    title: str = Field(max_length=80)
    least_words: int = Field(default=0, ge=0, le=400)


class Quota(Frozen):
    """How many questions of a row each trainee is asked."""

    row: str
    count: int = Field(ge=1, le=12)


STANDARD_ASKS: Final = (
    Ask(id="what_happened", title="What happened and why", least_words=20),
    Ask(id="in_my_shop", title="In my shop"),
)


class Exercise(Frozen):
    """What is asked, what may be decided, and what counts.

    `task` is the kind of task: decide (`policy`), find what is wrong (`inspection`), answer questions on one's own run
    (`questions`), or write a procedure (`written`).
    `scenarios` has the scenario of the lesson first; all of them are used in marking.
    """

    id: str = Field(pattern=NAME, max_length=40)
    title: str = Field(max_length=120)
    unit: Literal["105090L2", "105094L3"]
    rows: tuple[str, ...]
    minutes: int = Field(ge=5, le=120)
    role: str
    decide: str
    marked_how: str
    task: Task
    levers: tuple[str, ...] = Field(max_length=MOST_LEVERS)
    scenarios: tuple[str, ...] = Field(min_length=1)
    practice_seeds: int = Field(ge=2, le=50)
    """Seeds 1 to this number are shown to the trainee; marking uses others."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    asks: tuple[Ask, ...] = STANDARD_ASKS
    """Texts to write, besides the reason for the decisions and for the prediction."""
    questions: tuple[Quota, ...] = ()
    """In an exercise of questions, how many of each row; the bank is `exercises/<id>/questions.json`."""

    @field_validator("levers")
    @classmethod
    def _levers(cls, paths: tuple[str, ...]) -> tuple[str, ...]:
        for path in paths:
            find_lever(path)
        return paths

    @model_validator(mode="after")
    def _scenarios(self) -> Self:
        for name in self.scenarios:
            load_scenario(name)
        return self

    @property
    def scenario(self) -> Scenario:
        """The scenario in which the trainee practises."""
        return load_scenario(self.scenarios[0])

    @model_validator(mode="after")
    def _criteria(self) -> Self:
        ids = [criterion.id for criterion in self.criteria]
        if len(set(ids)) != len(ids):
            raise ValueError("criteria: each id once")
        for criterion in self.criteria:
            closed = set(getattr(criterion, "levers", ())) - set(self.levers)
            if closed:
                raise ValueError(f"criterion {criterion.id}: {', '.join(sorted(closed))}: not a lever of the exercise")
            unasked = set(getattr(criterion, "reads", ())) - {*OWN_WORDS, *(ask.id for ask in self.asks)}
            if unasked:
                raise ValueError(f"criterion {criterion.id}: {', '.join(sorted(unasked))}: not asked in the exercise")
        return self

    @model_validator(mode="after")
    def _weights(self) -> Self:
        whole = sum(criterion.weight for criterion in self.criteria)
        if whole != ALL_MARKS:
            raise ValueError(f"criteria: weights: allowed {ALL_MARKS} in all, given {whole}")
        simulated = sum(criterion.weight for criterion in self.criteria if isinstance(criterion, SIMULATED))
        if simulated > MOST_SIMULATED:
            raise ValueError(
                f"criteria: weight of simulated results: allowed up to {MOST_SIMULATED}, given {simulated}"
            )
        return self

    @model_validator(mode="after")
    def _criteria_of_the_task(self) -> Self:
        looks = [one.id for one in self.criteria if isinstance(one, FoundCriterion | FirstStepCriterion)]
        if looks and self.task != "inspection":
            raise ValueError(f"criterion {looks[0]}: allowed in a task of the kind inspection, given {self.task}")
        return self

    @model_validator(mode="after")
    def _questions(self) -> Self:
        if bool(self.questions) != (self.task == "questions"):
            raise ValueError("questions: allowed in an exercise whose task is questions, and needed there")
        asked = {quota.row: quota.count for quota in self.questions}
        if len(asked) != len(self.questions):
            raise ValueError("questions: row: allowed each once, given one twice")
        for criterion in self.criteria:
            if isinstance(criterion, AnswersCriterion):
                count = sum(asked.get(row, 0) for row in criterion.rows)
                if criterion.least_right > count:
                    raise ValueError(
                        f"criterion {criterion.id}: least_right: allowed up to {count}, the questions of its rows, "
                        f"given {criterion.least_right}"
                    )
        return self

    @model_validator(mode="after")
    def _levers_of_the_task(self) -> Self:
        if not self.levers and self.task in ("policy", "written"):
            raise ValueError(f"levers: allowed 1 to {MOST_LEVERS} in a task of this kind, given none")
        return self

    def open_levers(self) -> list[Lever]:
        """The levers a trainee may move, in the order of the form."""
        return [find_lever(path) for path in self.levers]


def exercise_names() -> list[str]:
    """Ids of the exercises, sorted; the folder is the registry."""
    return sorted(path.parent.name for path in EXERCISES.glob("*/exercise.json"))


@lru_cache(maxsize=64)
def load_exercise(name: str) -> Exercise:
    """Read an exercise by its id.

    Raises:
        ValueError: no such exercise, or its file is malformed; one line that says what.
    """
    if not re.fullmatch(NAME, name) or name not in exercise_names():
        raise ValueError(f"exercise: allowed {', '.join(exercise_names())}, given {name[:60]!r}")
    path = EXERCISES / name / "exercise.json"
    try:
        exercise = Exercise.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise ValueError(f"{name}/exercise.json: {first_problem(error)}") from None
    if exercise.id != name:
        raise ValueError(f"{name}/exercise.json: id: allowed {name!r}, given {exercise.id!r}")
    return exercise


__all__ = [
    "ALL_MARKS",
    "HEADLINES",
    "MOST_SIMULATED",
    "STANDARD_ASKS",
    "AnswersCriterion",
    "Ask",
    "Criterion",
    "EffectCriterion",
    "Exercise",
    "Gate",
    "IncidentCriterion",
    "Quota",
    "RubricCriterion",
    "Task",
    "exercise_names",
    "load_exercise",
]
