"""Coupons: what people react to, codes that work once, leak or run dry, and how many are redeemed."""

import math

import numpy as np
import pytest

from sim.codes import HARMS, LOST
from sim.scenario import Scenario
from sim.streams import Streams
from sim.world.people import People
from tests.conftest import MakeScenario, differing_kinds
from tests.offers import FAR_OUT, LEAKED, SENT, TO_ALL, half_members, new, with_offers


@pytest.fixture(scope="module")
def shop(make_scenario: MakeScenario) -> Scenario:
    """Customers, prices and mails; half of the customers are members."""
    return half_members(make_scenario)


def test_nobody_reacts_to_the_part_of_a_coupon_beyond_the_cap(make_scenario: MakeScenario) -> None:
    """50 % and 90 % off bring the same visits and the same orders of the same lines; only the money differs."""
    scenario = make_scenario(customers=400, days=60, mechanisms=("messages",), policy=TO_ALL)
    half, most = (with_offers(scenario, coupons__depth_percent=depth) for depth in (50, 90))
    assert differing_kinds(half.log, most.log) == ["order_placed", "order_line", "campaign"]
    given_away = [new(life, "order_placed") for life in (half, most)]
    assert np.array_equal(given_away[0]["order"], given_away[1]["order"])
    assert given_away[1]["coupon_cents"].sum() == pytest.approx(1.8 * given_away[0]["coupon_cents"].sum(), rel=1e-3)


def test_a_personal_code_works_once(shop: Scenario) -> None:
    """And an order too small for the coupon does not use it up."""
    life = with_offers(shop, coupons__depth_percent=20, coupons__floor_hkd=300)
    placed, campaigns = new(life, "order_placed"), life.log.table("campaign")
    assert len(campaigns["day"]) == 1
    assert placed["coupon"].sum() > 5
    customers = placed["customer"][placed["coupon"]]
    assert len(customers) == len(np.unique(customers))
    assert not placed["is_first"][placed["coupon"]].any()
    too_small = (placed["pull_coupon"] > 1) & ~placed["coupon"]
    later = np.isin(placed["customer"][too_small], customers)
    assert too_small.any()
    assert later.any(), "somebody should use the coupon after a small order"


def test_a_campaign_never_gives_away_more_than_its_budget(make_scenario: MakeScenario) -> None:
    """And nobody uses a code after it has stopped; whoever tries is let down, and pays in full or leaves."""
    scenario = make_scenario(customers=1500, days=45, mechanisms=("messages", "satisfaction"), policy=TO_ALL)
    free = with_offers(scenario, coupons__depth_percent=20)
    capped = with_offers(scenario, coupons__depth_percent=20, coupons__budget_hkd=500)
    assert new(free, "order_placed")["coupon_cents"].sum() > 2 * 50_000
    placed, refused = new(capped, "order_placed"), capped.log.table("coupon_refused")
    assert 0 < placed["coupon_cents"].sum() <= 50_000
    (stopped,) = capped.log.table("budget_spent")["day"]
    assert placed["day"][placed["coupon"]].max() < stopped <= refused["day"].min()
    assert 0 < refused["paid"].sum() < len(refused["paid"])
    paid = {(who, day) for who, day in zip(placed["customer"].tolist(), placed["day"].tolist(), strict=True)}
    at_the_till = list(zip(refused["customer"].tolist(), refused["day"].tolist(), strict=True))
    assert [key in paid for key in at_the_till] == refused["paid"].tolist()
    harm, lost = capped.log.table("harm"), capped.log.table("visit_lost")
    assert (harm["cause"] == HARMS.index("coupon refused")).sum() == len(refused["day"])
    assert (lost["reason"] == LOST.index("coupon refused")).sum() == (~refused["paid"]).sum()
    assert len(np.unique(refused["customer"])) == len(refused["day"]), "once refused, nobody tries again"


def test_a_public_word_is_found_by_people_to_whom_it_was_not_sent(make_scenario: MakeScenario) -> None:
    """Only by people who look for deals, by more of them each day, and by new customers too."""
    scenario = make_scenario(
        customers=4000,
        days=60,
        mechanisms=("messages",),
        parameters={"coupon.leak_per_day": 0.1, "base.discovery_per_day": 0.01},
        policy={**TO_ALL, "outreach.audience": "recorded consent"},
    )
    life = with_offers(scenario, coupons__depth_percent=20, coupons__code="public word", coupons__valid_days=30)
    own = with_offers(scenario, coupons__depth_percent=20, coupons__valid_days=30)
    assert not (new(own, "order_placed")["coupon_from"] == LEAKED).any()
    placed, sent = new(life, "order_placed"), life.log.table("message_sent")
    (sending,) = np.unique(np.floor(sent["day"]))
    leaked = placed["coupon_from"] == LEAKED
    assert not np.isin(placed["customer"][leaked], sent["customer"]).any()
    assert np.isin(placed["customer"][placed["coupon_from"] == SENT], sent["customer"]).all()
    assert placed["is_first"][leaked].any()
    assert (~placed["is_first"][leaked]).any()
    age = np.floor(placed["day"][leaked]) - sending
    assert (age <= 30).all()
    early, late = (age <= 15).sum(), (age > 15).sum()
    assert late - early > 2 * math.sqrt(late + early), "more people know the word later on"
    assert (placed["pull_coupon"][leaked] > 1).all()
    prone = People(4000, scenario.numbers(), Streams(1)).deal_prone[placed["customer"]] > 0
    days = np.floor(placed["day"]) - sending
    luck = Streams(1).some("comes across the code", int(sending), placed["customer"])
    knows = (luck < -np.expm1(-0.1 * days)) & (days >= 1) & (days <= 30)
    others = prone & ~np.isin(placed["customer"], sent["customer"])
    assert np.array_equal(leaked, knows & others), "1 - exp(-k t) of the deal-prone know the word after t days"


def test_a_personal_coupon_changes_nobody_to_whom_it_was_not_sent(make_scenario: MakeScenario) -> None:
    """The offers of others are no event in a customer's life."""
    scenario = make_scenario(
        customers=400, days=45, mechanisms=("messages",), policy={**TO_ALL, "outreach.audience": "recorded consent"}
    )
    without, with_coupon = with_offers(scenario), with_offers(scenario, coupons__depth_percent=50)
    sent = with_coupon.log.table("message_sent")["customer"]
    others = np.setdiff1d(np.arange(400), sent)
    assert len(others) > 100
    assert not differing_kinds(without.log, with_coupon.log, others)
    assert "order_placed" in differing_kinds(without.log, with_coupon.log, np.unique(sent))


@pytest.mark.slow
def test_three_quarters_never_redeem_and_an_eighth_of_active_customers_do(make_scenario: MakeScenario) -> None:
    """.737 are left cold for good, .120 redeem in a campaign (Complete Journey, median depth 24 %, active households).

    Both are binomial shares: four standard errors. Active here is whoever ordered in the 90 days before.
    """
    scenario = make_scenario(customers=20_000, days=60, mechanisms=("messages",), policy=TO_ALL)
    life = with_offers(scenario, coupons__depth_percent=25, coupons__valid_days=30, coupons__per_quarter=3)
    never = scenario.numbers()["coupon.never"]
    cold = People(20_000, scenario.numbers(), Streams(1)).deal_prone == 0
    assert cold.mean() == pytest.approx(never, abs=FAR_OUT * math.sqrt(never * (1 - never) / len(cold)))
    placed, sent = life.log.table("order_placed"), life.log.table("message_sent")
    used = placed["coupon"]
    assert not cold[placed["customer"][used]].any()
    first = sent["campaign"] == sent["campaign"][0]
    day, got = sent["day"][0], sent["customer"][first]
    recent = (placed["day"] < day) & (placed["day"] > day - 90)
    active = np.intersect1d(got, placed["customer"][recent])
    redeemed = np.isin(active, placed["customer"][used & (placed["day"] < day + 31)]).mean()
    assert redeemed == pytest.approx(0.120, abs=FAR_OUT * math.sqrt(0.12 * 0.88 / len(active)))
