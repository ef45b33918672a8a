"""Equal inputs, equal logs, byte for byte: twice in one process, and in processes that hash text differently."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.run import Run, replicate, run
from sim.scenario import Scenario

ROOT = Path(__file__).resolve().parents[1]
CODE = "from sim.run import run; print(run(scenario={name!r}, seed=4, days=70, customers=200).log.digest())"
SMALL = ("corner-shop", pytest.param("festival-rush", marks=pytest.mark.slow))


def test_two_runs_of_one_seed_are_equal(tiny: Scenario, tiny_run: Run) -> None:
    """Marks are re-run; a log that cannot be had again cannot be marked."""
    assert run(scenario=tiny, seed=1).log.digest() == tiny_run.log.digest()


def test_another_seed_is_another_life(tiny: Scenario, tiny_run: Run) -> None:
    """A digest that never changes would prove nothing."""
    assert run(scenario=tiny, seed=2).log.digest() != tiny_run.log.digest()


def test_replications_are_the_runs_of_their_seeds(tiny: Scenario, tiny_run: Run) -> None:
    """A seed must give the same life alone and among others: nothing may leak from one run into the next."""
    lives = replicate(scenario=tiny, seeds=(3, 1))
    assert lives[1].log.digest() == tiny_run.log.digest()
    assert [life.seed for life in lives] == [3, 1]


@pytest.mark.parametrize("name", SMALL)
def test_runs_are_equal_in_processes_that_hash_differently(name: str) -> None:
    """The order of a set of words differs between processes; no event may hang on it."""
    started = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", CODE.format(name=name)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    digests = [process.communicate(timeout=60)[0].strip() for process in started]
    assert all(len(digest) == 32 for digest in digests), digests
    assert digests[0] == digests[1]
    assert run(scenario=name, seed=4, days=70, customers=200).log.digest() == digests[0]
