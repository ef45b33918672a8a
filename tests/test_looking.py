"""Rounds over part of the pages: what they look at, what it takes, and what comes of a staff that is finite."""

import numpy as np
import pytest

from sim.codes import FINDERS, TASKS
from sim.policy import with_levers
from sim.processes import repair
from sim.processes.monitoring import Round
from sim.run import Run, build, run
from sim.world.shop import CONTENT, PRICE, PROMOTION, catalogue
from tests.conftest import MakeScenario

PRICE_CHECK = TASKS.index("price check")
QUIET = {
    "publish.price_changes_per_day": 0.0,
    "publish.promotions_per_week": 0.0,
    "content.faults_per_item_day": 0.0,
    "range.models_per_month": 0.0,
}
"""Parameters of a shop in which nothing goes wrong by itself."""
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


# --- the automatic comparison ---------------------------------------------------------------------------------------


def test_the_program_finds_what_differs_by_more_than_the_tolerance(make_scenario: MakeScenario) -> None:
    """Two pages are wrong by 3 and by 12 %; each tolerance finds those above it, and only prices, not descriptions."""
    scenario = make_scenario(
        customers=1, days=1, mechanisms=("publishing",), parameters={**QUIET, "compare.misread": 0.0}
    )
    for tolerance, expected in ((0, {100, 200}), (5, {200}), (20, set())):
        levers = {"monitoring.compare_hours": 6, "monitoring.compare_tolerance_percent": tolerance}
        world = build(with_levers(scenario.reference_policy(), levers), scenario, 1)
        with world.change() as shop:
            for item, factor in ((100, 0.97), (200, 1.12)):
                page = round(shop.page_cents[item] * factor)
                repair.give_birth(world, item, PRICE, "slip at the keyboard", (page, page))
            repair.give_birth(world, 300, CONTENT, "change in the goods", (int(shop.page_cents[300]),) * 2)
        world.env.run(until=0.9)
        world.log.close()
        found, repaired = world.log.table("fault_found"), world.log.table("fault_repaired")
        assert set(found["item"].tolist()) == set(repaired["item"].tolist()) == expected
        assert (found["finder"] == FINDERS.index("program")).all()
        alarms = world.log.table("alarm_raised")
        assert set(alarms["item"].tolist()) == expected, "one alarm a page, however often it is read"
        assert alarms["is_true"].all()


def test_too_small_a_tolerance_drowns_the_staff(make_scenario: MakeScenario) -> None:
    """Every hour, without a tolerance: alarms take more than half of all hours, and few are true."""
    scenario = make_scenario(customers=50, days=21)
    hours, precise = [], []
    for tolerance in (0, 10):
        levers = {"monitoring.compare_hours": 1, "monitoring.compare_tolerance_percent": tolerance}
        life = run(with_levers(scenario.reference_policy(), levers), scenario, 1)
        work = life.log.table("work")
        hours.append(float(work["hours"][work["task"] == TASKS.index("alarms")].sum()))
        precise.append(life.measures().loc["alarm_precision", "value"])
    assert hours[0] > 100
    assert hours[1] < 20
    assert precise[0] < 0.1 < precise[1]
