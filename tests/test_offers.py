"""Offers in the shop: sales that begin and end, prices crossed out, members, pairs, what a cancellation gives back."""

from collections import Counter

import numpy as np
import pytest

from sim.codes import CAUSES, HARMS
from sim.run import run
from sim.scenario import Scenario
from sim.streams import Streams
from sim.world.shop import Shop, partners
from tests.conftest import MakeScenario, differing_kinds
from tests.offers import EVERY_OFFER, FLASH, TO_ALL, half_members, new, with_offers
from tests.test_settling import random_moments, run_with_interruptions


@pytest.fixture(scope="module")
def shop(make_scenario: MakeScenario) -> Scenario:
    """Customers, prices and mails; half of the customers are members."""
    return half_members(make_scenario)


def test_a_cancelled_line_gives_back_what_was_paid_for_it(make_scenario: MakeScenario) -> None:
    """Not the price without the discount, or a cancelled order would earn its customer money."""
    scenario = make_scenario(
        customers=400,
        days=45,
        policy={**EVERY_OFFER, "monitoring.stock_count_days": 180},
        parameters={"stock.drift": 0.05},
    )
    life = run(scenario=scenario, seed=1)
    lines = new(life, "order_line")
    paid = {
        (order, item): quantity * (charged - off)
        for order, item, quantity, charged, off in zip(
            *(lines[name].tolist() for name in ("order", "item", "quantity", "charged_cents", "discount_cents")),
            strict=True,
        )
    }
    counts = Counter(zip(lines["order"].tolist(), lines["item"].tolist(), strict=True))
    gone = life.log.table("line_cancelled")
    refunds = zip(gone["order"].tolist(), gone["item"].tolist(), gone["refund_cents"].tolist(), strict=True)
    known = [(paid[order, item], cents) for order, item, cents in refunds if counts[order, item] == 1]
    assert len(known) > 5
    assert all(expected == cents for expected, cents in known)


def test_empty_changes_leave_a_shop_with_every_offer_as_it_was(make_scenario: MakeScenario) -> None:
    """Blocks must add up to the same day however it is cut, budgets and sales included."""
    scenario = make_scenario(customers=700, days=40, policy=EVERY_OFFER, parameters={"member.inherited": 0.5})
    plain = run(scenario=scenario, seed=2).log
    more = run_with_interruptions(scenario, 2, random_moments(2, scenario.days))
    assert not differing_kinds(plain, more)
    assert len(plain.table("coupon_refused")["day"]) > 0
    assert len(plain.table("floor_held")["day"]) > 0


def test_a_flash_sale_begins_and_ends_on_page_and_till(make_scenario: MakeScenario) -> None:
    """Lines in the sale are charged the reduced price, later ones the usual price again."""
    scenario = make_scenario(
        customers=1500,
        days=40,
        mechanisms=("publishing",),
        parameters={
            "publish.price_changes_per_day": 0.0,
            "publish.promotions_per_week": 0.0,
            "publish.slip_promotion": 0.0,
            "publish.minutes": 1.0,
        },
    )
    life = with_offers(scenario, flash__per_quarter=6, flash__items=200, flash__depth_percent=40, flash__hours=48)
    shown, changed = life.log.table("offer_shown"), life.log.table("price_changed")
    assert (shown["offer"] == FLASH).all()
    assert len(shown["day"]) == 200 * 3, "one every 15 days, from the middle of the first gap"
    begins, ends = np.unique(shown["day"]), np.append(np.unique(changed["day"][~changed["promotion"]]), np.inf)
    lines, usual = new(life, "order_line"), Shop().usual_cents
    cut = lines["charged_cents"] < usual[lines["item"]]
    inside = np.zeros(len(lines["day"]), dtype=bool)
    for begin, end in zip(begins, ends, strict=False):
        assert end - begin >= 2.0
        inside |= (lines["day"] > begin) & (lines["day"] <= end)
    assert cut.sum() > 20
    assert not cut[~inside].any()
    assert (lines["charged_cents"][cut] == np.rint(0.6 * usual[lines["item"][cut]])).all()


def test_a_flash_sale_brings_some_orders_forward(make_scenario: MakeScenario) -> None:
    """Whoever bought in the sale comes a little less in the weeks after it; nobody else does."""
    scenario = make_scenario(customers=1500, days=60, mechanisms=("publishing",))
    life = with_offers(scenario, flash__per_quarter=3, flash__items=200, flash__depth_percent=50, flash__hours=96)
    placed, lines = new(life, "order_placed"), new(life, "order_line")
    in_sale = lines["charged_cents"] <= 0.6 * Shop().usual_cents[lines["item"]]
    less = placed["pull_season"] < 1
    assert less.any(), "the corner shop has no season here, so only the dip lowers this"
    for customer, day in zip(placed["customer"][less].tolist(), placed["day"][less].tolist(), strict=True):
        earlier = in_sale & (lines["customer"] == customer) & (lines["day"] < day) & (lines["day"] > day - 30)
        assert earlier.any()
    weekly = with_offers(scenario)
    assert not (new(weekly, "order_placed")["pull_season"] < 1).any()


def test_the_start_and_the_end_of_a_flash_sale_can_be_missed(make_scenario: MakeScenario) -> None:
    """They are entered by hand like a weekly promotion, and each has a luck of its own."""
    scenario = make_scenario(
        customers=60,
        days=40,
        mechanisms=("publishing",),
        parameters={"publish.slip_promotion": 0.5, "publish.promotions_per_week": 0.0},
    )
    life = with_offers(scenario, flash__per_quarter=6, flash__items=100)
    born = life.log.table("fault_born")
    for cause in ("missed start", "missed end"):
        assert (born["cause"] == CAUSES.index(cause)).sum() > 20
    found = life.log.table("fault_found")
    assert len(found["day"]) > 20


def test_an_honest_crossed_out_price_was_charged_and_an_invented_one_is_found(shop: Scenario) -> None:
    """The rule finds each invented one; some buyers do too."""
    honest = with_offers(shop, prices__was_price="lowest of the last 28 days")
    shown = honest.log.table("offer_shown")
    crossed = shown["was_cents"] > 0
    assert crossed.sum() > 20
    assert (shown["was_cents"][crossed] == shown["lowest_cents"][crossed]).all()
    assert (shown["was_cents"][crossed] > shown["price_cents"][crossed]).all()
    assert "TD-02" not in set(honest.incidents()["rule"])
    false = with_offers(shop, prices__was_price="a higher price never charged")
    shown = false.log.table("offer_shown")
    assert (false.incidents()["rule"] == "TD-02").sum() == (shown["day"] >= 0).sum()
    placed = new(false, "order_placed")
    assert (placed["pull_was"] > 1).any()
    assert (new(honest, "order_placed")["pull_was"] >= 1).all()


def test_whoever_notices_an_invented_price_is_let_down(shop: Scenario, make_scenario: MakeScenario) -> None:
    """Once a day at most, and only buyers of an item that showed one."""
    parameters = {"publish.promotions_per_week": 100.0, "publish.slip_promotion": 0.0, "notice.was_price": 1.0}
    scenario = make_scenario(
        customers=400, days=45, mechanisms=("publishing", "satisfaction"), policy=TO_ALL, parameters=parameters
    )
    life = with_offers(scenario, prices__was_price="a higher price never charged")
    harm, lines = life.log.table("harm"), new(life, "order_line")
    misled = harm["cause"] == HARMS.index("crossed-out price not true")
    reduced = np.unique(lines["order"][lines["charged_cents"] < 0.9 * Shop().usual_cents[lines["item"]]])
    assert misled.sum() > 20
    assert len(np.unique(harm["order"][misled])) == misled.sum()
    assert np.isin(reduced, harm["order"][misled]).mean() > 0.9
    honest = with_offers(scenario, prices__was_price="lowest of the last 28 days")
    assert not (honest.log.table("harm")["cause"] == HARMS.index("crossed-out price not true")).any()


def test_only_members_pay_the_member_price(shop: Scenario) -> None:
    """Others do not even see it: not one of their events differs."""
    usual, cheaper = with_offers(shop), with_offers(shop, prices__member_percent=20)
    placed = new(cheaper, "order_placed")
    members = np.unique(placed["customer"][placed["member_cents"] > 0])
    assert len(members) > 20
    luck = Streams(1).some("member: inherited", 0, np.arange(400))
    assert (luck[members] < 0.5).all()
    others = np.flatnonzero(luck >= 0.5)
    assert not differing_kinds(usual.log, cheaper.log, others)
    assert (placed["pull_member_price"][placed["member_cents"] > 0] > 1).all()


def test_the_second_of_a_pair_is_the_neighbour_and_costs_less(shop: Scenario) -> None:
    life = with_offers(shop, prices__bundle_percent=20)
    lines = new(life, "order_line")
    second = lines["bundle"].nonzero()[0]
    assert len(second) > 5
    assert (lines["discount_cents"] > 0).nonzero()[0].tolist() == second.tolist()
    off = lines["charged_cents"] - np.rint(0.8 * lines["charged_cents"])
    assert (lines["discount_cents"][second] == off[second]).all()
    for line in second.tolist():
        mates = lines["item"][lines["order"] == lines["order"][line]]
        assert lines["item"][line] in [partners()[item] for item in mates.tolist()]
