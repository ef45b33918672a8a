"""Whatever a trainee decides, the shop stays a shop: every lever drawn at random, and what must always hold."""

import math
from collections.abc import Generator
from typing import Any

import pytest
import simpy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.policy import Lever, Policy, levers, with_levers
from sim.run import build, run
from sim.scenario import scenario_names
from sim.world.world import World
from tests.claims import check
from tests.conftest import differing_kinds, scenario_like

FEW, MANY = 12, 200
LIVELY = {"base.r": 1.5, "base.conversion": 0.4, "conduct.misuser": 1.0, "phish.per_mailbox_month": 4.0}
LIVELY |= {"payment.hangs": 0.1, "chargeback.friendly": 0.05, "payout.short": 0.1, "refund.slip": 0.3}
LIVELY |= {"fraud.attempt": 0.1, "return.changes_mind": 0.2, "payment.pays_later": 0.8}
LIVELY |= {"outage.change_failure": 0.5, "loss.change": 0.5, "outage.hardware_per_year": 20.0, "loss.hardware": 0.5}
LIVELY |= {"server.own": 1.0, "flaw.per_year": 100.0, "flaw.used_per_day": 0.1, "pc.malware_per_month": 1.0}
LIVELY |= {"break_in.skimmer": 0.3, "break_in.prices": 0.3, "break_in.data": 0.2, "break_in.ransomware": 0.2}
LIVELY |= {"pc.adware_per_year": 10.0, "flood.per_year": 50.0}
LIVELY |= {"own_data.per_month": 20.0, "takedown.per_month": 20.0, "authority.complains": 0.5, "referral.tells": 0.5}
LIVELY |= {"stuffing.waves_per_year": 30.0, "stuffing.fits": 0.02, "guess.per_year": 30.0, "guess.short": 0.5}
LIVELY |= {"insider.per_account_year": 2.0, "supplier.per_account_year": 5.0, "access.leavers_per_year": 30.0}
LIVELY |= {"parcel.lost": 0.1}
LIVELY |= {"sellers.count": 6.0, "sellers.items_each": 30.0, "sellers.check_errs": 0.1, "prank.per_year": 60.0}
LIVELY |= {"wash.per_year": 20.0, "deal.per_pair_year": 20.0, "bait.per_seller_year": 20.0}
LIVELY |= {"fake_review.per_seller_year": 20.0, "reviews.writes": 0.3}
LIVELY |= {"member.inherited": 0.5, "publish.slip_promotion": 0.3}
SHOP = scenario_like("loose-ledger", customers=60, days=30, parameters=LIVELY, system="marketplace")
"""Few people who order often, and everything that can happen to a shop."""


def value_of(lever: Lever) -> st.SearchStrategy[Any]:
    """Any value that the form allows."""
    if lever.choices:
        return st.sampled_from(list(lever.choices))
    if isinstance(lever.default, bool):
        return st.booleans()
    if isinstance(lever.default, int):
        return st.integers(math.ceil(lever.low or 0), math.floor(lever.high or 0))
    return st.floats(lever.low, lever.high, allow_nan=False)


any_policy = st.fixed_dictionaries({lever.path: value_of(lever) for lever in levers()}).map(
    lambda values: with_levers(Policy(), values)
)


@settings(max_examples=FEW, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(policy=any_policy)
def test_a_shop_stays_a_shop(policy: Policy) -> None:
    """A few policies drawn over all levers at once, so that mechanisms meet each other."""
    check(run(policy, SHOP, seed=3))


@pytest.mark.slow
@settings(max_examples=MANY, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(policy=any_policy, seed=st.integers(1, 50))
def test_two_hundred_shops_stay_shops(policy: Policy, seed: int) -> None:
    """The same for many, each with luck of its own."""
    check(run(policy, SHOP, seed=seed))


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(policy=any_policy)
def test_the_same_decisions_give_the_same_log(policy: Policy) -> None:
    """Twice the same policy and seed: the same bytes, whatever is decided."""
    assert run(policy, SHOP, seed=2).log.digest() == run(policy, SHOP, seed=2).log.digest()


@pytest.mark.slow
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(policy=any_policy, seed=st.integers(1, 50))
def test_planning_ahead_changes_nothing(policy: Policy, seed: int) -> None:
    """Visits are planned for several days in one pass; whoever something new brings in between must not be missed."""
    with pytest.MonkeyPatch.context() as patch:
        ahead = run(policy, SHOP, seed).log
        patch.setattr("sim.processes.visits.LONGEST_PLAN_DAYS", 1)
        assert not differing_kinds(ahead, run(policy, SHOP, seed).log)


@pytest.mark.slow
@pytest.mark.parametrize("name", scenario_names())
def test_the_shop_of_every_scenario_stays_a_shop(name: str) -> None:
    """Small and short, as it is."""
    check(run(scenario=scenario_like(name, customers=60, days=40, parameters=LIVELY), seed=3))


def watch_the_shelf(world: World) -> Generator[simpy.Event, object, None]:
    """Six times a day: nothing is less than nothing, and what is kept for customers is theirs."""
    while True:
        assert (world.shop.on_hand >= 0).all()
        assert (world.shop.reserved >= 0).all()
        yield world.env.timeout(1 / 6)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(policy=any_policy, seed=st.integers(1, 50))
def test_no_shelf_ever_holds_less_than_nothing(policy: Policy, seed: int) -> None:
    """Whatever is sold, sent later, sent back, stolen or miscounted."""
    world = build(policy, SHOP, seed)
    world.start(watch_the_shelf(world))
    while world.env.peek() <= SHOP.days:
        world.env.step()
