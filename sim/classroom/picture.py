"""The picture of a class: headline figures against today, what was expected against what happened, and the law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.assessment.exercise import HEADLINES
from sim.assessment.figures import look_of as look
from sim.classroom.class_run import Group, mean_value
from sim.rules import Rule, rules

PROFIT = "net_margin_hkd"
WAYS = ("up", "same", "down")


@dataclass(frozen=True)
class MeasureRow:
    """One measure: the shop today, the class, and how many policies are clearly better or worse than today.

    Attributes:
        measure: its name.
        today: mean of the runs of the shop as it is.
        values: mean of each policy's runs, in the order of the group.
        better: policies whose 95 % interval of the change lies on the good side of zero.
        worse: likewise on the bad side.
    """

    measure: str
    today: float
    values: tuple[float, ...]
    better: int
    worse: int

    @property
    def unclear(self) -> int:
        """Policies whose change may be luck, or that changed nothing."""
        return len(self.values) - self.better - self.worse

    @property
    def lowest(self) -> float:
        """The smallest of the class; no number if no policy has a value."""
        return float(np.nanmin(self.values)) if np.isfinite(self.values).any() else float("nan")

    @property
    def middle(self) -> float:
        """The median of the class."""
        return float(np.nanmedian(self.values)) if np.isfinite(self.values).any() else float("nan")

    @property
    def highest(self) -> float:
        """The largest of the class."""
        return float(np.nanmax(self.values)) if np.isfinite(self.values).any() else float("nan")


@dataclass(frozen=True)
class Expected:
    """One headline measure: how many expected and how many got each direction, and how many foresaw their own."""

    measure: str
    expected: dict[str, int]
    happened: dict[str, int]
    right: int
    misses: dict[tuple[str, str], int]
    """How many expected one direction and got another."""

    @property
    def asked(self) -> int:
        """How many said what they expected."""
        return sum(self.expected.values())

    @property
    def wrong(self) -> int:
        """How many expected something else than happened."""
        return self.asked - self.right


@dataclass(frozen=True)
class Broken:
    """One rule and how often it found an incident."""

    rule: Rule
    policies: int
    """Policies with an incident in at least one run."""
    per_run: float
    """Incidents a run, mean over the class."""
    today: float
    """Incidents a run in the shop as it is."""


def measure_rows(group: Group) -> list[MeasureRow]:
    """The three headline measures, the exercise's own if it is another, and the profit."""
    return [_measure_row(group, measure) for measure in dict.fromkeys([*HEADLINES, group.goal, PROFIT])]


def _measure_row(group: Group, measure: str) -> MeasureRow:
    directions = [change.direction for change in group.changes(measure)]
    good = look(measure).better or "up"
    bad = "down" if good == "up" else "up"
    values = tuple(group.mean(member, measure) for member in group.members)
    return MeasureRow(
        measure, mean_value(group.today.values(measure)), values, directions.count(good), directions.count(bad)
    )


def predictions(group: Group) -> list[Expected]:
    """For each headline measure what the class expected against what its own policies came to."""
    found = []
    for measure in HEADLINES:
        pairs = [
            (member.expected[measure], group.change(member, measure).direction)
            for member in group.members
            if measure in member.expected
        ]
        found.append(
            Expected(
                measure,
                {way: sum(expected == way for expected, _ in pairs) for way in WAYS},
                {way: sum(happened == way for _, happened in pairs) for way in WAYS},
                sum(expected == happened for expected, happened in pairs),
                {(one, other): pairs.count((one, other)) for one in WAYS for other in WAYS if one != other},
            )
        )
    return found


def broken_rules(group: Group) -> list[Broken]:
    """Rules that found something under a policy of the class or in the shop as it is; most policies first."""
    found = []
    for place, rule in enumerate(rules().values()):
        counts = np.array([member.outcome.incidents[:, place] for member in group.members])
        today = float(group.today.incidents[:, place].mean())
        if counts.any() or today:
            found.append(Broken(rule, int(counts.any(axis=1).sum()), float(counts.mean()), today))
    return sorted(found, key=lambda one: (-one.policies, one.rule.id))


def better_but_dearer(group: Group) -> list[int]:
    """Places of the policies that clearly better a headline measure and clearly cost profit."""
    places = []
    for place, member in enumerate(group.members):
        gains = [m for m in dict.fromkeys([*HEADLINES, group.goal]) if _is_better(group, place, m)]
        if gains and group.change(member, PROFIT).direction == "down":
            places.append(place)
    return places


def _is_better(group: Group, place: int, measure: str) -> bool:
    return group.change(group.members[place], measure).direction == look(measure).better


def bettered(group: Group, places: Sequence[int]) -> str:
    """The headline measure that most of these policies clearly better."""
    names = list(dict.fromkeys([group.goal, *HEADLINES]))
    return max(names, key=lambda name: sum(_is_better(group, place, name) for place in places))


__all__ = [
    "PROFIT",
    "WAYS",
    "Broken",
    "Expected",
    "MeasureRow",
    "better_but_dearer",
    "bettered",
    "broken_rules",
    "measure_rows",
    "predictions",
]
