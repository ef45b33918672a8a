"""Many policies in the same worlds, shared out over processes; the result is the same for any number of them."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.assessment.figures import FIGURES, take_all
from sim.measures import MEASURES
from sim.policy import Policy
from sim.rules import rules
from sim.run import run
from sim.scenario import Scenario

LARGEST_BATCH = 25
BATCHES_A_WORKER = 8
"""Batches are small enough that the progress bar moves and no worker is left waiting for the last one."""

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
    tick: Tick | None = None,
) -> list[Outcome]:
    """Run every policy on every seed; equal policies are run once.

    Args:
        policies: in any order; the outcomes come in the same.
        scenario: the world all of them run in.
        seeds: which luck; the same for all.
        workers: processes that share the runs.
        tick: called with the number of runs that have just ended.

    Raises:
        ValueError: a worker process died, for example for want of memory.
    """
    different = list({policy.model_dump_json(): policy for policy in policies}.values())
    jobs = [(policy, seed) for policy in different for seed in seeds]
    figures: list[Figures] = []
    for batch in _work_off(jobs, scenario, workers):
        figures += batch
        if tick:
            tick(len(batch))
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


def _work_off(jobs: Sequence[Job], scenario: Scenario, workers: int) -> Iterator[list[Figures]]:
    """Figures in the order of the jobs, batch by batch."""
    if workers <= 1:
        yield from (_run_batch(([job], scenario)) for job in jobs)
        return
    size = min(LARGEST_BATCH, max(1, len(jobs) // (workers * BATCHES_A_WORKER)))
    batches = [(jobs[start : start + size], scenario) for start in range(0, len(jobs), size)]
    pool = ProcessPoolExecutor(
        min(workers, len(batches)), mp_context=get_context("spawn"), initializer=_leave_ctrl_c_to_the_parent
    )
    try:
        yield from pool.map(_run_batch, batches)
    except BrokenProcessPool:
        raise ValueError("workers: a worker process ended before its work; try fewer with --workers") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_ctrl_c_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run_batch(batch: tuple[Sequence[Job], Scenario]) -> list[Figures]:
    jobs, scenario = batch
    return [_figures(policy, scenario, seed) for policy, seed in jobs]


def _figures(policy: Policy, scenario: Scenario, seed: int) -> Figures:
    made = run(policy, scenario, seed)
    found = made.incidents()["rule"].value_counts()
    figures = take_all(made)
    return [figures[name] for name in NAMES], [int(found.get(rule, 0)) for rule in rules()]


__all__ = ["NAMES", "Outcome", "Tick", "count_runs", "run_policies"]
