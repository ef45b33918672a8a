"""Second marking: who is looked at twice, whether two markers agree, and where they must be reconciled.

Looked at twice are a sample that nobody can steer, and everything on the edge. The second marker is not told what the
first one found.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from scipy.stats import chi2

from sim.assessment.criteria import EffectCriterion, IncidentCriterion
from sim.assessment.gradebook_tables import SubmissionRow
from sim.assessment.marks import COMPETENT
from sim.assessment.standing import Standing, standings

SAMPLE_SHARE: Final = 0.1
"""Of all submissions, rounded up: our choice, and common in moderation."""
LEAST_PAIRS: Final = 20
"""Our choice: with fewer pairs of markings a kappa says next to nothing."""
_SURE: Final = 0.95

Why = Literal["sample", "borderline", "sample and borderline"]


@dataclass(frozen=True)
class Second:
    """A criterion that is looked at twice, and why."""

    standing: Standing
    why: Why

    @property
    def is_done(self) -> bool:
        """Whether the second marker has looked."""
        return self.standing.second is not None

    @property
    def first_says(self) -> bool | None:
        """Competent by the first marking, a person's or the machine's; None where nobody has read."""
        rubric, first = self.standing.rubric, self.standing.first
        if rubric is None:
            return self.standing.mark.result == COMPETENT
        return None if first is None else first.level >= rubric.competent_from

    @property
    def second_says(self) -> bool | None:
        """Competent by the second marking; None while there is none."""
        rubric, second = self.standing.rubric, self.standing.second
        if second is None:
            return None
        return second.level >= (rubric.competent_from if rubric else 1)

    @property
    def is_unresolved(self) -> bool:
        """Whether the two stand on different sides of the line and nobody has decided since."""
        second, override = self.standing.second, self.standing.override
        if second is None or self.first_says == self.second_says:
            return False
        return override is None

    def is_open_to(self, marker: str) -> bool:
        """Whether this marker may look: not done yet, there is something to compare with, and it is not their own."""
        first = self.standing.first
        if self.is_done or self.standing.override is not None:
            return False
        return first is None or first.marker != marker


def sample(rows: Sequence[SubmissionRow], fingerprint: str) -> set[str]:
    """Digests of the submissions in the sample: a tenth of them, rounded up, and one at least.

    The order is HMAC-SHA256 of the digest under the print of the secret: the same whoever asks, and not to be steered
    by who is handed in when. Copies are left out of the draw, since a person looks at them anyhow.

    Args:
        rows: all submissions.
        fingerprint: print of the gradebook's secret.
    """
    size = math.ceil(SAMPLE_SHARE * len(rows))

    def place(digest: str) -> str:
        return hmac.new(fingerprint.encode(), f"second marking\x1f{digest}".encode(), hashlib.sha256).hexdigest()

    return set(sorted((row.digest for row in rows if row.alike is None), key=place)[:size])


def seconds(rows: Sequence[SubmissionRow], fingerprint: str) -> list[Second]:
    """Everything that is to be looked at twice, or was, in the order of learner, exercise, attempt and criterion."""
    drawn = sample(rows, fingerprint)
    found = []
    for row in rows:
        if row.alike is not None:
            continue
        for one in standings(row):
            is_read = one.rubric is not None and one.first is not None
            in_sample, edge = row.digest in drawn and is_read, is_borderline(one)
            if in_sample or edge or one.second is not None:
                both = "sample and borderline" if in_sample and edge else "borderline" if edge else "sample"
                found.append(Second(one, both))  # type: ignore[arg-type]
    return found


def due(rows: Sequence[SubmissionRow], fingerprint: str) -> frozenset[int]:
    """Ids of the marks that a second marker is still to look at, so that pages keep back what was found first."""
    waiting = (one.standing for one in seconds(rows, fingerprint) if not one.is_done)
    return frozenset(one.mark.id for one in waiting if one.override is None)


def is_borderline(standing: Standing) -> bool:
    """Whether a result is on the edge.

    Words: the level found is the lowest that is competent, or the one below. The shop: the threshold lies inside the
    95 % interval, of the mean change for an effect, and of the mean number for incidents (taken as Poisson counts).
    """
    if standing.rubric is not None:
        first, line = standing.first, standing.rubric.competent_from
        return first is not None and first.level in (line - 1, line)
    if not isinstance(standing.criterion, EffectCriterion | IncidentCriterion) or not standing.mark.effects:
        return False
    overall = standing.mark.effects[-1]
    if isinstance(standing.criterion, EffectCriterion):
        asked = standing.criterion.least_change * (1 if standing.criterion.more_is_better else -1)
        return overall.low <= asked <= overall.high
    low, high = mean_count_interval(overall.yours, overall.worlds)
    return low <= standing.criterion.most <= high


def mean_count_interval(mean: float, worlds: int) -> tuple[float, float]:
    """95 % interval of a mean number of incidents over so many runs (Garwood 1936, exact for Poisson counts)."""
    total, tail = mean * worlds, (1 - _SURE) / 2
    low = float(chi2.ppf(tail, 2 * total)) / 2 if total > 0 else 0.0
    return low / worlds, float(chi2.ppf(1 - tail, 2 * total + 2)) / 2 / worlds


@dataclass(frozen=True)
class Agreement:
    """How far first and second markers agree.

    Attributes:
        pairs: texts that two people have read.
        same_level: how many got the same level twice.
        same_side: how many stand on the same side of the competent line.
        kappa: weighted with squares, 1 always the same, 0 no better than chance; None where it has no value.
        machine_pairs: edges of the simulated shop that a person looked at.
        machine_same: on how many of them the person said what the machine said.
    """

    pairs: int
    same_level: int
    same_side: int
    kappa: float | None
    machine_pairs: int
    machine_same: int

    @property
    def words(self) -> list[str]:
        """What it means, a sentence each."""
        return [*self._of_people(), *self._of_machine()]

    def _of_people(self) -> list[str]:
        if not self.pairs:
            return ["No text has been read by two people yet."]
        told = [
            f"Texts read by two people: {self.pairs}. The same level: {self.same_level}. "
            f"On the same side of the competent line: {self.same_side}."
        ]
        if self.kappa is None:
            return [*told, "Kappa has no value: there is one text only, or all got one and the same level."]
        told.append(
            f"Weighted kappa is {self.kappa:.2f}. 1 means always the same level, 0 means no better than chance, and "
            "levels far apart count more than neighbours."
        )
        if self.pairs < LEAST_PAIRS:
            told.append(f"With {self.pairs} texts that figure can be far off by luck; wait for {LEAST_PAIRS} or more.")
        return told

    def _of_machine(self) -> list[str]:
        if not self.machine_pairs:
            return []
        return [
            f"Edges of the simulated shop that a person looked at: {self.machine_pairs}. "
            f"Judged as by the machine: {self.machine_same}."
        ]


def agreement(found: Sequence[Second]) -> Agreement:
    """Agreement over everything that was looked at twice."""
    done = [one for one in found if one.is_done]
    people = [one for one in done if one.standing.rubric is not None]
    machine = [one for one in done if one.standing.rubric is None]
    levels = [
        (one.standing.first.level, one.standing.second.level)
        for one in people
        if one.standing.first and one.standing.second
    ]
    return Agreement(
        len(levels),
        sum(first == second for first, second in levels),
        sum(one.first_says == one.second_says for one in people),
        _kappa(tuple(levels)),
        len(machine),
        sum(one.first_says == one.second_says for one in machine),
    )


@lru_cache(maxsize=16)
def _kappa(levels: tuple[tuple[int, int], ...]) -> float | None:
    """Cohen's kappa with squared weights; None for one text, or where all levels are one and the same."""
    if len(levels) < 2 or len({level for pair in levels for level in pair}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    firsts, others = zip(*levels, strict=True)
    top = max(*firsts, *others)
    value = float(cohen_kappa_score(firsts, others, labels=list(range(top + 1)), weights="quadratic"))
    return value if math.isfinite(value) else None


__all__ = [
    "LEAST_PAIRS",
    "SAMPLE_SHARE",
    "Agreement",
    "Second",
    "agreement",
    "due",
    "is_borderline",
    "mean_count_interval",
    "sample",
    "seconds",
]
