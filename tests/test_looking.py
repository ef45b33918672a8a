"""Rounds over part of the pages: what they look at, what it takes, and what comes of a staff that is finite."""

import numpy as np
import pytest

from sim.codes import TASKS
from sim.policy import with_levers
from sim.processes.monitoring import Round
from sim.run import Run, build, run
from sim.world.shop import CONTENT, PRICE, PROMOTION, catalogue
from tests.conftest import MakeScenario

PRICE_CHECK = TASKS.index("price check")
PAGES = len(catalogue())


def test_in_turn_every_page_has_its_turn_once_in_a_full_turn(make_scenario: MakeScenario) -> None:
    """A quarter each time: after four rounds every page was looked at exactly once; by lot, some were not."""
    scenario = make_scenario(customers=1, days=1)
    policy = with_levers(scenario.reference_policy(), {"monitoring.sample": "in turn"})
    for sample, is_all in (("in turn", True), ("at random", False)):
        world = build(with_levers(policy, {"monitoring.sample": sample}), scenario, 1)
        rounds = Round(world, "price check", (PRICE, PROMOTION), 25)
        looked = np.sum([rounds._pages(day) for day in range(4)], axis=0)
        assert looked.sum() == PAGES
        assert (looked == 1).all() == is_all


def test_a_round_takes_time_for_what_it_looks_at(make_scenario: MakeScenario) -> None:
    """`check.hours` is for all pages and both things; a tenth of them takes a tenth."""
    world = build(make_scenario().reference_policy(), make_scenario(customers=1, days=1), 1)
    full = world.numbers["check.hours"]
    assert Round(world, "price check", (PRICE, PROMOTION), 100).hours == full
    assert Round(world, "price check", (PRICE, PROMOTION), 10).hours == pytest.approx(full / 10)
    assert Round(world, "price check", (PRICE,), 50).hours == pytest.approx(full / 2 * world.numbers["check.one_field"])
    assert Round(world, "content check", (CONTENT,), 50).hours == pytest.approx(full / 2)


def lateness(life: Run) -> tuple[float, int]:
    """Mean days from when price checks were due to their end, and how many were left out."""
    table, due = life.log.table("check_done"), life.log.table("check_due")
    mine = table["task"] == PRICE_CHECK
    due_days = due["day"][due["task"] == PRICE_CHECK]
    ends = np.full(len(due_days), float(life.days))
    ends[: mine.sum()] = table["day"][mine]
    return float((ends - due_days).mean()), int(table["left_out"][mine].sum())


def test_one_clerk_with_more_duties_checks_late(make_scenario: MakeScenario) -> None:
    """All pages each week by one person: in time while there is little else, late when customers write all day."""
    policy = {"service.clerks": 1, "monitoring.price_check_days": 7}
    found = []
    for hours in (0.05, 1.5):
        duties = {"enquiry.handling_hours": hours, "enquiry.per_visit": 0.1, "base.r": 1.5}
        scenario = make_scenario(customers=300, days=56, policy=policy, parameters=duties)
        found.append(lateness(run(scenario=scenario, seed=1)))
    (idle, none), (busy, _) = found
    assert (idle < 1.5, none) == (True, 0), "nights and Sundays at most"
    assert busy > idle + 3
