"""An exercise, declared once in `exercises/<id>/exercise.json`; lessons, checks and marking all read it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from sim.assessment.figures import is_known
from sim.compare import HEADLINES
from sim.places import EXERCISES
from sim.policy import Lever, find_lever
from sim.rules import rules
from sim.scenario import Scenario, first_problem, load_scenario

NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MOST_LEVERS = 5


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Gate(_Frozen):
    """A condition without which its criterion is not met; means over all runs of the marking."""

    measure: str
    least_change: float | None = None
    most_change: float | None = None
    most: float | None = None
    """Largest mean that is allowed under the trainee's policy, whatever the shop does today."""
    words: str

    @field_validator("measure")
    @classmethod
    def _known(cls, measure: str) -> str:
        return _known_measure(measure)


class EffectCriterion(_Frozen):
    """Met when a measure's paired change is large enough, good in every scenario, and its interval leaves zero out."""

    kind: Literal["effect"]
    id: str = Field(pattern=NAME)
    title: str
    rows: tuple[str, ...]
    measure: str
    least_change: float
    """In the good direction, in the unit of the measure."""
    more_is_better: bool = True
    levers: tuple[str, ...] = ()
    """Where named, only these decisions are laid over today's shop, so that no other decision hides what they do."""
    gates: tuple[Gate, ...] = ()
    evidence: tuple[str, ...]
    """Kinds of event that prove it."""

    @field_validator("measure")
    @classmethod
    def _known(cls, measure: str) -> str:
        return _known_measure(measure)


class IncidentCriterion(_Frozen):
    """Met when these rules find, on the mean of the runs, no more than so many incidents."""

    kind: Literal["incidents"]
    id: str = Field(pattern=NAME)
    title: str
    rows: tuple[str, ...]
    rules: tuple[str, ...]
    most: float = Field(ge=0)
    """Incidents a run, on the mean of all runs."""
    gates: tuple[Gate, ...] = ()

    @field_validator("rules")
    @classmethod
    def _known(cls, named: tuple[str, ...]) -> tuple[str, ...]:
        unknown = sorted(set(named) - set(rules()))
        if unknown:
            raise ValueError(f"no such rule: {', '.join(unknown)}")
        return named


Criterion = Annotated[EffectCriterion | IncidentCriterion, Field(discriminator="kind")]


class Exercise(_Frozen):
    """What is asked, what may be decided, and what counts.

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
    levers: tuple[str, ...] = Field(min_length=1, max_length=MOST_LEVERS)
    scenarios: tuple[str, ...] = Field(min_length=1)
    practice_seeds: int = Field(ge=2, le=50)
    """Seeds 1 to this number are shown to the trainee; marking uses others."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)

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
        return self

    def open_levers(self) -> list[Lever]:
        """The levers a trainee may move, in the order of the form."""
        return [find_lever(path) for path in self.levers]


def _known_measure(name: str) -> str:
    if not is_known(name):
        raise ValueError(f"no such measure: {name}")
    return name


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
    "HEADLINES",
    "Criterion",
    "EffectCriterion",
    "Exercise",
    "Gate",
    "IncidentCriterion",
    "exercise_names",
    "load_exercise",
]
