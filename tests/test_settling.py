"""Settling more often changes nothing: empty changes at random moments leave the log as it was.

Customers are settled in blocks between changes of the shop. If a block gave other results than its halves, the speed of
the engine would be bought with wrong answers.
"""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from sim.events import EventLog
from sim.run import build, run
from sim.scenario import Scenario
from sim.world.world import World

SOLD_OUT = 1
EMPTY_CHANGES = 400
SEEDS = (1, 2, 3, 4)


def interruptions(world: World, moments: np.ndarray) -> Iterator[object]:
    """Change nothing, at these moments."""
    for moment in moments:
        yield world.until(moment)
        with world.change():
            pass


def run_with_interruptions(scenario: Scenario, seed: int, moments: np.ndarray) -> EventLog:
    """Run a world to its end as `run` does, with one more process in it."""
    world = build(scenario.reference_policy(), scenario, seed)
    world.start(interruptions(world, moments))
    while world.env.peek() <= scenario.days:
        world.env.step()
    world.log.close()
    return world.log


def random_moments(seed: int, days: int) -> np.ndarray:
    """Many moments, half of them crowded into a few hours where many visits fall."""
    rng = np.random.default_rng(seed)
    spread = rng.uniform(0, days, EMPTY_CHANGES // 2)
    crowded = rng.integers(0, days, EMPTY_CHANGES // 2) + rng.uniform(0.8, 0.9, EMPTY_CHANGES // 2)
    return np.sort(np.concatenate((spread, crowded)))


@pytest.fixture(scope="module")
def usual(make_scenario: Callable[..., Scenario]) -> Scenario:
    """A small shop with all mechanisms."""
    return make_scenario(customers=300, days=45)


@pytest.fixture(scope="module")
def scarce(make_scenario: Callable[..., Scenario]) -> Scenario:
    """A shop that orders little, late, and sells more than its past led it to expect: things sell out."""
    return make_scenario(
        customers=800,
        days=45,
        policy={"supply.cover_days": 7},
        parameters={"stock.lead_days": 30, "base.discovery_per_day": 0.01, "basket.extra_lines": 4},
        planned=({"kind": "sales peak", "day": 5, "days": 30, "factor": 4.0},),
    )


def assert_invariant(scenario: Scenario, seed: int, differences: Callable[..., list[str]]) -> EventLog:
    """A run with empty changes must equal the run without; returns the log."""
    plain = run(scenario=scenario, seed=seed).log
    more = run_with_interruptions(scenario, seed, random_moments(seed, scenario.days))
    found = differences(plain, more)
    assert not found, f"seed {seed}: empty changes altered the events of {', '.join(found)}"
    assert plain.digest() == more.digest()
    return plain


@pytest.mark.parametrize("seed", SEEDS)
def test_empty_changes_leave_the_usual_shop_as_it_was(
    usual: Scenario, seed: int, differences: Callable[..., list[str]]
) -> None:
    """The blocks of a day must add up to the same day however it is cut."""
    assert_invariant(usual, seed, differences)


@pytest.mark.parametrize("seed", SEEDS)
def test_empty_changes_leave_a_shop_that_sells_out_as_it_was(
    scarce: Scenario, seed: int, differences: Callable[..., list[str]]
) -> None:
    """Scarce stock goes to the earliest visits, in whichever block they fall."""
    log = assert_invariant(scarce, seed, differences)
    lost = int((log.table("visit_lost")["reason"] == SOLD_OUT).sum())
    assert lost > 20, f"the shop was to sell out, but only {lost} visits were lost to empty shelves"
