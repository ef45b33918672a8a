"""A class run: what everyone handed in, laid over the shop of one scenario and run in the same worlds.

From here on nobody has a name: a `ClassRun` holds policies and what was expected of them, never a learner code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from sim.assessment.exercise import Exercise, load_exercise
from sim.assessment.submission import Submission
from sim.classroom.worlds import Outcome, Tick, count_runs, run_policies
from sim.policy import Lever, Policy, lever_value, with_levers
from sim.scenario import Scenario

FIRST_SEED = 51
"""Lessons show seeds up to 50, so a class meets shops that nobody has practised in."""


@dataclass(frozen=True)
class Change:
    """Mean of paired differences over the seeds, with its 95 % interval (Student's)."""

    mean: float
    low: float
    high: float

    @property
    def direction(self) -> str:
        """`up` or `down` when the interval leaves zero out, else `same`."""
        if self.low > 0:
            return "up"
        return "down" if self.high < 0 else "same"


@dataclass(frozen=True)
class Member:
    """One hand-in without its author: the policy, what was expected, and what came of it."""

    policy: Policy
    values: dict[str, Any]
    expected: dict[str, str]
    outcome: Outcome


@dataclass(frozen=True)
class Group:
    """The hand-ins for one exercise, in an order that says nothing about who or how good."""

    exercise: Exercise
    members: tuple[Member, ...]
    today: Outcome

    def change(self, member: Member, measure: str) -> Change:
        """What a member's policy changes against the shop as it is today."""
        return paired_change(member.outcome.values(measure) - self.today.values(measure))

    def mean(self, member: Member, measure: str) -> float:
        """A measure under a member's policy, mean of the runs that have a value."""
        return mean_value(member.outcome.values(measure))

    def changes(self, measure: str) -> list[Change]:
        """What every member's policy changes."""
        return [self.change(member, measure) for member in self.members]

    @property
    def goal(self) -> str:
        """The measure that the exercise is about: that of its first criterion with an effect."""
        return next((item.measure for item in self.exercise.criteria if item.kind == "effect"), "retention_rate")

    def levers(self) -> list[Lever]:
        """The levers that were open."""
        return self.exercise.open_levers()


@dataclass(frozen=True)
class ClassRun:
    """Everything the debrief is made from."""

    scenario: Scenario
    seeds: tuple[int, ...]
    today: Outcome
    reference: Policy
    groups: tuple[Group, ...]
    made_with: str = field(default="")

    @property
    def hand_ins(self) -> int:
        """How many hand-ins there are in all exercises."""
        return sum(len(group.members) for group in self.groups)


def mean_value(values: NDArray[np.float64]) -> float:
    """Mean of the runs that have a value; no number if none has."""
    finite = values[np.isfinite(values)]
    return float(finite.mean()) if len(finite) else float("nan")


def paired_change(differences: NDArray[np.float64]) -> Change:
    """Mean +- t(0.975, n - 1) s / sqrt(n) of the differences that have a value; no numbers for fewer than two."""
    finite = differences[np.isfinite(differences)]
    count = len(finite)
    if count < 2:
        return Change(float("nan"), float("nan"), float("nan"))
    mean = float(finite.mean())
    half = float(stdtrit(count - 1, 0.975) * finite.std(ddof=1) / np.sqrt(count))
    return Change(mean, mean - half, mean + half)


def class_policies(submissions: Sequence[Submission], scenario: Scenario) -> list[Policy]:
    """The reference policy of the scenario, then every hand-in's decisions laid over it."""
    reference = scenario.reference_policy()
    return [reference, *(with_levers(reference, item.decisions[0].values) for item in submissions)]


def class_seeds(count: int) -> tuple[int, ...]:
    """The seeds of a class run.

    Raises:
        ValueError: fewer than two.
    """
    if count < 2:
        raise ValueError(f"seeds: allowed two or more, given {count}")
    return tuple(range(FIRST_SEED, FIRST_SEED + count))


def run_class(
    submissions: Sequence[Submission],
    scenario: Scenario,
    seeds: Sequence[int],
    *,
    workers: int = 1,
    cluster: str | None = None,
    tick: Tick | None = None,
    made_with: str = "",
) -> ClassRun:
    """Run everyone's policy and the shop as it is today in the same worlds.

    Args:
        submissions: one or more; several exercises may be mixed.
        scenario: the shop that all of them run, whatever scenario they practised in.
        seeds: two or more, all different.
        workers: processes that share the runs; the result does not depend on it.
        cluster: address of a cluster that makes them instead.
        tick: called with the number of runs that have just ended.
        made_with: versions to print on the page.

    Raises:
        ValueError: no submission, too few seeds, or a worker process died or the cluster cannot be used.
    """
    if not submissions:
        raise ValueError("class: allowed one hand-in or more, given none")
    if len(seeds) < 2 or len(set(seeds)) != len(seeds):
        raise ValueError(f"seeds: allowed two or more different seeds, given {list(seeds)[:5]}")
    shuffled = sorted(submissions, key=_shuffle_key)
    policies = class_policies(shuffled, scenario)
    today, *outcomes = run_policies(policies, scenario, seeds, workers=workers, cluster=cluster, tick=tick)
    groups = []
    for name in sorted({item.exercise for item in shuffled}):
        exercise = load_exercise(name)
        members = tuple(
            Member(
                policy,
                {path: lever_value(policy, path) for path in exercise.levers},
                dict(item.prediction.expected),
                outcome,
            )
            for item, policy, outcome in zip(shuffled, policies[1:], outcomes, strict=True)
            if item.exercise == name
        )
        groups.append(Group(exercise, members, today))
    return ClassRun(scenario, tuple(seeds), today, policies[0], tuple(groups), made_with)


def count_class_runs(submissions: Sequence[Submission], scenario: Scenario, seeds: Sequence[int]) -> int:
    """How many runs a class needs, for a progress bar."""
    return count_runs(class_policies(submissions, scenario), seeds)


def _shuffle_key(submission: Submission) -> str:
    """The same order every time, and one in which nobody finds a learner: by a hash of all that was handed in."""
    return sha256(f"class order\x1f{submission.model_dump_json()}".encode()).hexdigest()


__all__ = [
    "FIRST_SEED",
    "Change",
    "ClassRun",
    "Group",
    "Member",
    "class_seeds",
    "count_class_runs",
    "mean_value",
    "paired_change",
    "run_class",
]
