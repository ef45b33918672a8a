"""What a criterion may ask for, and what it weighs; an exercise is made of these."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from sim.assessment.figures import is_known
from sim.assessment.findings import FaultKind
from sim.rules import rules

NAME: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
OWN_WORDS: Final = ("reason", "prediction")
"""Texts that every plan comes with; others are asked for by the exercise."""


class Frozen(BaseModel):
    """A declaration in a file: every field is known, nothing changes it."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Gate(Frozen):
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


class _Criterion(Frozen):
    id: str = Field(pattern=NAME)
    title: str
    rows: tuple[str, ...]
    weight: int = Field(ge=1, le=100)
    """Of the 100 marks of the exercise."""


class EffectCriterion(_Criterion):
    """Met when a measure's paired change is large enough, good in every scenario, and its interval leaves zero out."""

    kind: Literal["effect"]
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


class IncidentCriterion(_Criterion):
    """Met when these rules find, on the mean of the runs, no more than so many incidents."""

    kind: Literal["incidents"]
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


class AnswersCriterion(_Criterion):
    """Met when enough questions on the trainee's own run, of the rows that it covers, are answered right."""

    kind: Literal["answers"]
    least_right: int = Field(ge=1)


class RubricCriterion(_Criterion):
    """Marked by a person: the trainee's own words against the words of the levels."""

    kind: Literal["rubric"]
    reads: tuple[str, ...] = Field(min_length=1)
    """Which texts: `reason`, `prediction`, or ids of what the exercise asks for."""
    levels: tuple[str, ...] = Field(min_length=2, max_length=6)
    """What a text of level 0, 1, 2 ... is like."""
    competent_from: int = Field(ge=1)
    """The lowest level that is competent."""

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.competent_from >= len(self.levels):
            raise ValueError(f"competent_from: allowed 1 to {len(self.levels) - 1}, given {self.competent_from}")
        return self


class FoundCriterion(_Criterion):
    """Met when enough of what is wrong is found and few flags are false; only the kinds of fault named count."""

    kind: Literal["found"]
    faults: tuple[FaultKind, ...] = Field(min_length=1)
    least_found: float = Field(gt=0, le=1)
    """Share of the faults of these kinds."""
    most_false: float = Field(ge=0, lt=1)
    """Share of the flags of these kinds that are on pages which are right."""


class FirstStepCriterion(_Criterion):
    """Met when enough of what is wrong is found and answered with a right first step; each step counts the same.

    Of the faults that ask for one step, the share that is found and answered with it; then the mean over the steps. So
    nobody gets far with one answer for everything.
    """

    kind: Literal["first-step"]
    least_right: float = Field(gt=0, le=1)
    """Mean share; what is not found has no right step."""


Criterion = Annotated[
    EffectCriterion | IncidentCriterion | AnswersCriterion | RubricCriterion | FoundCriterion | FirstStepCriterion,
    Field(discriminator="kind"),
]
SIMULATED: Final = (EffectCriterion, IncidentCriterion)
"""Criteria that look at how the simulated shop came out."""


def _known_measure(name: str) -> str:
    if not is_known(name):
        raise ValueError(f"no such measure: {name}")
    return name


__all__ = [
    "NAME",
    "OWN_WORDS",
    "SIMULATED",
    "AnswersCriterion",
    "Criterion",
    "EffectCriterion",
    "FirstStepCriterion",
    "FoundCriterion",
    "Frozen",
    "Gate",
    "IncidentCriterion",
    "RubricCriterion",
]
