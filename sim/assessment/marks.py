"""What marking gives: results, figures, conditions and proofs, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from sim.assessment.evidence import Evidence

Result = Literal["competent", "not yet competent", "to be marked"]
COMPETENT: Final = "competent"
NOT_YET: Final = "not yet competent"
WAITS: Final = "to be marked"
OVERALL: Final = "all"
"""In place of a scenario: over all of them."""
BY_A_PERSON: Final = "The trainee's own words are marked by a person, on the levels that the exercise names."


@dataclass(frozen=True)
class Effect:
    """A paired change in one scenario, or over all of them: means, and the 95 % interval of the mean change."""

    scenario: str
    today: float
    yours: float
    change: float
    low: float
    high: float
    worlds: int


@dataclass(frozen=True)
class GateResult:
    """Whether a condition holds, with its figure."""

    words: str
    measure: str
    figure: float
    bound: float
    holds: bool
    shown: str
    """The figure with its label, as people read it."""

    @property
    def told(self) -> str:
        """The condition and how it stands, in words."""
        return f"Condition: {self.words}. {self.shown}. {'It holds.' if self.holds else 'It does not hold.'}"


@dataclass(frozen=True)
class Proof:
    """A piece of evidence and the world it lies in."""

    scenario: str
    seed: int
    evidence: Evidence


@dataclass(frozen=True)
class CriterionMark:
    """The result of one criterion, why, and what proves it."""

    criterion: str
    title: str
    result: Result
    reasons: tuple[str, ...]
    effects: tuple[Effect, ...] = ()
    gates: tuple[GateResult, ...] = ()
    proofs: tuple[Proof, ...] = ()
    share: float | None = None
    """Of the criterion's weight, 0 to 1; None while it waits for a person."""


@dataclass(frozen=True)
class Marking:
    """Everything that marking a submission gives."""

    criteria: tuple[CriterionMark, ...]
    worlds: tuple[tuple[str, int, str, str], ...]
    """Scenario, seed and digests of both logs, so that any of it can be run again and compared."""
    made_with: str


def overall(results: Iterable[str]) -> Result:
    """The result of a whole exercise: competent where every criterion is; open while a person's mark could decide."""
    found = set(results)
    if NOT_YET in found:
        return NOT_YET
    return WAITS if WAITS in found else COMPETENT


__all__ = [
    "BY_A_PERSON",
    "COMPETENT",
    "NOT_YET",
    "OVERALL",
    "WAITS",
    "CriterionMark",
    "Effect",
    "GateResult",
    "Marking",
    "Proof",
    "Result",
    "overall",
]
