"""The regular review: rounds as often as needs ask, worked by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.codes import TASKS
from sim.policy import with_levers
from sim.processes.needs_review import Needs
from sim.processes.rounds import Round
from sim.run import build, run
from sim.world.world import World
from tests.conftest import MakeScenario


@pytest.fixture
def world(make_scenario: MakeScenario) -> World:
    """A world on its first morning; the house bears one fault in a hundred pages."""
    scenario = make_scenario(customers=1, days=10, mechanisms=())
    return build(scenario.reference_policy(), scenario, 1)


@pytest.mark.parametrize(
    ("found", "looked_at", "before", "after"),
    [
        (40, 1000, 20.0, 5.0),  # four times too much: four times as often
        (8, 1000, 20.0, 20.0),  # between half and the whole of what is borne: as it is
        (4, 1000, 20.0, 30.0),  # two and a half times as rare would do; rarer by half at most
        (0, 1000, 70.0, 90.0),  # nothing found: no rarer than the lever allows
        (900, 1000, 20.0, 1.0),  # and no more often
        (0, 0, 20.0, 20.0),  # nobody has looked: nothing to learn
    ],
)
def test_the_interval_follows_what_is_found(
    world: World, found: int, looked_at: int, before: float, after: float
) -> None:
    rounds = SimpleNamespace(found_since=found, looked_at=looked_at, days=before)
    moved = Needs(world, rounds).review()  # type: ignore[arg-type]
    assert rounds.days == pytest.approx(after)
    assert moved == (before != after)
    world.log.close()
    assert len(world.log.table("procedure_reviewed")["day"]) == (looked_at > 0)


def test_a_round_counts_pages_and_faults(world: World) -> None:
    """A quarter of 400 pages; nothing is wrong on the first morning."""
    rounds = Round(world, "price check", (0, 1), 25, 14)
    rounds.look()
    assert (rounds.looked_at, rounds.found_since) == (100, 0)
    assert rounds.interval() == 14


def test_the_rounds_of_a_run_keep_to_their_reviews(make_scenario: MakeScenario) -> None:
    """Each round comes after the interval that held when the one before had ended."""
    scenario = make_scenario(
        customers=1, days=180, mechanisms=("publishing",), parameters={"publish.slip": 0.4}, round_the_clock=True
    )
    levers = {"monitoring.review_days": 60, "monitoring.price_check_days": 30}
    log = run(with_levers(scenario.reference_policy(), levers), scenario, seed=1).log
    reviewed, checks = log.table("procedure_reviewed"), log.table("check_done")
    assert (reviewed["after"] < reviewed["before"]).any()
    due = checks["due"][checks["task"] == TASKS.index("price check")]
    gaps = due[1:] - due[:-1]
    for begin, gap in zip(due[:-1].tolist(), gaps.tolist(), strict=True):
        before = np.flatnonzero(reviewed["day"] <= begin)
        asked = float(reviewed["after"][before[-1]]) if len(before) else 30.0
        ended = float(checks["day"][checks["due"] == begin][0])  # the interval is asked for when the round has ended
        between = np.flatnonzero((reviewed["day"] > begin) & (reviewed["day"] <= ended))
        asked = float(reviewed["after"][between[-1]]) if len(between) else asked
        assert gap == pytest.approx(asked)
