"""Offers in the shop: money that closes, codes that leak or run dry, sales that begin and end, prices crossed out."""

import math
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.codes import CAUSES, CODES, HARMS, LOST, OFFERS
from sim.policy import with_levers
from sim.policy.lever import Levers
from sim.policy.prices import Flash, Prices
from sim.run import Run, run
from sim.scenario import Scenario
from sim.streams import Streams
from sim.world.people import People
from sim.world.shop import Shop, partners
from tests.conftest import MakeScenario, differing_kinds
from tests.test_settling import random_moments, run_with_interruptions

FAR_OUT = 4.0
SENT, LEAKED = CODES.index("sent"), CODES.index("leaked")
FLASH = OFFERS.index("flash sale")
TO_ALL = {"outreach.newsletters_per_month": 0, "outreach.audience": "everyone", "coupons.floor_hkd": 0}
EVERY_OFFER: dict[str, Any] = {
    **TO_ALL,
    "coupons.depth_percent": 40,
    "coupons.per_quarter": 6,
    "coupons.code": "public word",
    "coupons.budget_hkd": 500,
    "prices.floor_percent": 10,
    "prices.was_price": "a higher price never charged",
    "prices.member_percent": 10,
    "prices.bundle_percent": 30,
    "flash.per_quarter": 6,
    "flash.items": 60,
    "flash.hours": 48,
}
FEW_STAFF_NEEDED = {"publish.minutes": 0.0, "publish.second_minutes": 0.0}


@pytest.fixture(scope="module")
def shop(make_scenario: MakeScenario) -> Scenario:
    """Customers, prices and mails; half of the customers are members."""
    return make_scenario(
        customers=400,
        days=45,
        mechanisms=("messages", "publishing", "satisfaction"),
        parameters={"member.inherited": 0.5},
        policy=TO_ALL,
    )


def with_offers(shop: Scenario, seed: int = 1, **values: Any) -> Run:
    """A run under other levers; `coupons__budget_hkd` stands for `coupons.budget_hkd`."""
    levers = {name.replace("__", "."): value for name, value in values.items()}
    return run(with_levers(shop.reference_policy(), levers), shop, seed)


def new(life: Run, kind: str) -> dict[str, np.ndarray]:
    """The events of a kind since take-over."""
    table = life.log.table(kind)
    return {name: values[table["day"] >= 0] for name, values in table.items()}


def of_order(life: Run, cents: np.ndarray) -> np.ndarray:
    """Cents of order lines summed by order, in the order of `order_placed`."""
    lines, placed = new(life, "order_line"), new(life, "order_placed")
    by_number = np.argsort(placed["order"])
    place = by_number[np.searchsorted(placed["order"][by_number], lines["order"])]
    return np.bincount(place, weights=lines["quantity"] * cents, minlength=len(placed["day"]))


def any_levers(group: type[Levers], prefix: str) -> st.SearchStrategy[dict[str, Any]]:
    """Any values of some of the levers of a group."""
    choices: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in group.model_fields.items():
        extra = dict(field.json_schema_extra)
        bounds = {key: getattr(mark, key) for mark in field.metadata for key in ("ge", "le") if hasattr(mark, key)}
        if "choices" in extra:
            choices[f"{prefix}.{name}"] = st.sampled_from(sorted(extra["choices"]))
        elif isinstance(field.default, bool):
            choices[f"{prefix}.{name}"] = st.booleans()
        else:
            choices[f"{prefix}.{name}"] = st.integers(bounds["ge"], bounds["le"])
    return st.fixed_dictionaries({}, optional=choices)


def assert_money_closes(life: Run) -> None:
    """Each order is worth its lines as charged less what was taken off, to the cent; no line lies below the floor."""
    placed, lines = new(life, "order_placed"), new(life, "order_line")
    net = lines["charged_cents"] - lines["discount_cents"]
    assert np.array_equal(placed["value_cents"], of_order(life, net))
    assert np.array_equal(placed["discount_cents"], of_order(life, lines["discount_cents"]))
    parts = placed["coupon_cents"] + placed["member_cents"] + placed["bundle_cents"]
    assert np.array_equal(placed["discount_cents"], parts)
    assert np.array_equal(placed["coupon"], placed["coupon_cents"] > 0)
    assert (lines["discount_cents"] >= 0).all()
    floor = life.policy.prices.floor_percent
    if floor:
        assert (100 * net >= (100 + floor) * lines["cost_cents"]).all()


@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    prices=any_levers(Prices, "prices"),
    flash=any_levers(Flash, "flash"),
    depth=st.integers(0, 90),
    code=st.sampled_from(["personal", "public word"]),
    budget=st.sampled_from([0, 500, 5000]),
    seed=st.integers(1, 1000),
)
def test_money_closes_and_the_floor_holds_under_any_offers(
    make_scenario: MakeScenario,
    prices: dict[str, Any],
    flash: dict[str, Any],
    depth: int,
    code: str,
    budget: int,
    seed: int,
) -> None:
    """Also while intruders cut prices, and while staff mistype them."""
    scenario = make_scenario(
        customers=150,
        days=40,
        parameters={"member.inherited": 0.5, "phish.per_mailbox_month": 6.0, "publish.slip_promotion": 0.3},
    )
    levers = {
        **TO_ALL,
        **prices,
        **flash,
        "coupons.depth_percent": depth,
        "coupons.code": code,
        "coupons.budget_hkd": budget,
    }
    life = run(with_levers(scenario.reference_policy(), levers), scenario, seed)
    assert_money_closes(life)
    cancelled = life.log.table("line_cancelled")
    assert (cancelled["refund_cents"] >= 0).all()


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


# --- coupons ----------------------------------------------------------------------------------------------------------


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


# --- prices -----------------------------------------------------------------------------------------------------------


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


# --- how many take an offer ----------------------------------------------------------------------------------------


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
