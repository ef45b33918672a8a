"""Many policies in the same worlds, shared out over processes; the result is the same for any number of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.assessment.figures import FIGURES, take_all
from sim.executors import results_of
from sim.measures import MEASURES
from sim.policy import Policy
from sim.rules import rules
from sim.run import run
from sim.scenario import Scenario

NAMES: Final = (*MEASURES, *FIGURES)
"""Measures, and the figures that exercises may ask for, in the order of the columns of an outcome."""

Tick = Callable[[int], object]


@dataclass(frozen=True)
class Outcome:
    """What one policy comes to in the worlds of a class run.

    Attributes:
        measures: a row a seed, a column a measure in the order of `NAMES`; no number where a measure has no value.
        incidents: a row a seed, a column a rule in the order of `rules()`: how many incidents it found.
    """

    measures: NDArray[np.float64]
    incidents: NDArray[np.int64]

    def values(self, measure: str) -> NDArray[np.float64]:
        """One measure, seed by seed."""
        return self.measures[:, NAMES.index(measure)]


Job = tuple[Policy, int]
Figures = tuple[list[float], list[int]]


def run_policies(
    policies: Sequence[Policy],
    scenario: Scenario,
    seeds: Sequence[int],
    *,
    workers: int = 1,
    cluster: str | None = None,
    tick: Tick | None = None,
) -> list[Outcome]:
    """Run every policy on every seed; equal policies are run once.

    Args:
        policies: in any order; the outcomes come in the same.
        scenario: the world all of them run in.
        seeds: which luck; the same for all.
        workers: processes that share the runs.
        cluster: address of a cluster that makes them instead.
        tick: called with the number of runs that have just ended.

    Raises:
        BadInputError: a worker process died, for example for want of memory, or the cluster cannot be used.
    """
    different = list({policy.model_dump_json(): policy for policy in policies}.values())
    jobs = [(policy, seed) for policy in different for seed in seeds]
    figures: list[Figures] = []
    with results_of(partial(_one_run, scenario), jobs, workers, cluster) as made:
        for one in made:
            figures.append(one)
            if tick:
                tick(1)
    outcomes = {}
    for place, policy in enumerate(different):
        own = figures[place * len(seeds) : (place + 1) * len(seeds)]
        outcomes[policy.model_dump_json()] = Outcome(
            np.array([measures for measures, _ in own], dtype=np.float64),
            np.array([incidents for _, incidents in own], dtype=np.int64).reshape(len(seeds), len(rules())),
        )
    return [outcomes[policy.model_dump_json()] for policy in policies]


def count_runs(policies: Sequence[Policy], seeds: Sequence[int]) -> int:
    """How many runs `run_policies` makes, for a progress bar."""
    return len({policy.model_dump_json() for policy in policies}) * len(seeds)


def _one_run(scenario: Scenario, job: Job) -> Figures:
    return _figures(job[0], scenario, job[1])


def _figures(policy: Policy, scenario: Scenario, seed: int) -> Figures:
    made = run(policy, scenario, seed)
    found = made.incidents()["rule"].value_counts()
    figures = take_all(made)
    return [figures[name] for name in NAMES], [int(found.get(rule, 0)) for rule in rules()]


__all__ = ["NAMES", "Outcome", "Tick", "count_runs", "run_policies"]
