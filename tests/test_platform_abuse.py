"""People who abuse the platform: what they do to the shop, what is put right, and how well the house decides."""

from typing import Any

import numpy as np
import pytest

from sim.codes import FINDERS, HARMS, LOST
from sim.codes_of_the_platform import ABUSE_GATES, ABUSES
from sim.pages import attack_diary
from sim.run import Run, build, run
from sim.scenario import Scenario
from sim.world.shop import PLENTY
from sim.world.world import World
from tests.conftest import differing_kinds, scenario_like
from tests.direction import MANY_ORDERS
from tests.directions.platform import NO_ABUSE, OPEN
from tests.handwritten import Story, value
from tests.test_settling import random_moments, run_with_interruptions

RATES = dict(
    zip(
        ABUSES,
        (
            "prank.per_year",
            "wash.per_year",
            "fake_review.per_seller_year",
            "deal.per_pair_year",
            "bait.per_seller_year",
        ),
        strict=True,
    )
)
OFTEN = 12.0
NOBODY_TELLS = {f"{what}.tip_days": 1000.0 for what in ("wash", "deal", "bait", "fake_review")}
NOBODY_TELLS |= {"fake_review.reported_days": 1000.0, "sellers.warning_ignored": 0.0, "sellers.check_errs": 0.0}
SOLD_OUT = LOST.index("sold out")
PARCELS = ("fulfilment", "platform")
WASH, REVIEWS, DEAL, BAIT = (ABUSES.index(word) for word in ABUSES[1:])


def shop_with(*threats: str, **changes: Any) -> Scenario:
    """A shop in which these abuses happen often, and no others."""
    numbers = {**OPEN, **NO_ABUSE, **NOBODY_TELLS, **{RATES[threat]: OFTEN for threat in threats}}
    settings = {"customers": 20, "days": 60, "mechanisms": (*PARCELS, "reviews"), **changes}
    settings["parameters"] = {**numbers, **changes.get("parameters", {})}
    settings["policy"] = {"reviews.shown": True, **changes.get("policy", {})}
    return scenario_like(**settings)


def lived(scenario: Scenario, seed: int = 2) -> World:
    """A world at the end of its days."""
    world = build(scenario.reference_policy(), scenario, seed)
    while world.env.peek() <= scenario.days:
        world.env.step()
    world.log.close()
    return world


@pytest.mark.parametrize("threat", ABUSES)
def test_nobody_does_what_nobody_sets_out_to_do(threat: str) -> None:
    """A rate of nothing gives nothing; only what has a rate is tried."""
    tried = run(scenario=shop_with(threat), seed=2).log.table("abuse_tried")
    assert set(tried["threat"].tolist()) == {ABUSES.index(threat)}
    assert not len(run(scenario=shop_with(), seed=2).log.table("abuse_tried")["day"])


def test_gates_only_ever_stop() -> None:
    """Pranksters set out alike whatever is decided; what better checks let through, worse ones did too."""
    checks = {"platform.order_limit": 2, "platform.pay_first": True, "platform.call_back_hkd": 50}
    open_shop, careful = (
        run(scenario=shop_with(ABUSES[0], policy=policy), seed=2).log.table("abuse_tried") for policy in ({}, checks)
    )
    assert np.array_equal(open_shop["day"], careful["day"])
    assert np.array_equal(open_shop["item"], careful["item"])
    assert (open_shop["stopped_by"] == 0).all()
    assert 0 <= (careful["stopped_by"] == 0).sum() < 0.2 * len(careful["day"])
    limit = ABUSE_GATES.index("too many orders from one telephone")
    bouts = len(np.unique(np.floor(careful["day"])))
    assert (careful["stopped_by"] == limit).sum() == (12 - 2 * 2) * bouts


def test_goods_of_false_orders_come_back() -> None:
    """Nobody else orders here: what is not on the shelf, or kept aside, is what is on its way and back again."""
    world = lived(shop_with(ABUSES[0], customers=1, days=90, parameters={"parcel.capacity_ratio": 100.0}), seed=5)
    assert not (world.log.table("order_placed")["day"] >= 0).any()
    orders, back = (len(world.log.table(kind)["day"]) for kind in ("fake_order", "fake_parcel_back"))
    shop = world.shop
    assert back > 0
    assert np.array_equal(shop.record, shop.on_hand)
    assert (PLENTY - shop.on_hand).sum() + shop.reserved.sum() == orders - back
    assert (shop.reserved >= 0).all()


def test_false_orders_spoil_the_figures() -> None:
    """The shop takes them for sales and orders more than its customers want."""
    delivered = []
    for threats in ((), ABUSES[:1]):
        scenario = shop_with(*threats, customers=300, mechanisms=(*PARCELS, "stock"))
        delivered.append(run(scenario=scenario, seed=2).log.table("stock_delivered")["units"].sum())
    assert delivered[1] > delivered[0]


def test_an_agreement_raises_all_prices_of_both_and_its_end_takes_them_back() -> None:
    world = lived(shop_with(ABUSES[3], policy={"platform.seller_check_days": 5}, parameters={"deal.check_sees": 1.0}))
    agreed, began, ended = (world.log.table(kind) for kind in ("prices_agreed", "abuse_began", "abuse_ended"))
    assert len(ended["day"]) > 0
    assert (agreed["price_cents"] > 1.1 * agreed["before_cents"]).all()
    over = set(zip(ended["seller"].tolist(), ended["began"].tolist(), strict=True))
    spells = zip(began["seller"].tolist(), began["day"].tolist(), strict=True)
    still = [seller for seller, day in spells if (seller, day) not in over]
    assert world.sellers is not None
    dearer = np.isin(world.sellers.of_item, [*still, *(world.sellers.rival(seller) for seller in still)])
    assert (world.shop.list_cents[~dearer] == world.shop.usual_cents[~dearer]).all()
    assert (world.shop.list_cents[dearer] > world.shop.usual_cents[dearer]).all()


def test_a_bait_turns_customers_away_to_something_dearer() -> None:
    """Each customer who is offered the dearer item had a line of the bait cancelled at that moment."""
    parameters = {**MANY_ORDERS, "bait.depth": 0.7, "bait.units": 0.0}
    log = run(scenario=shop_with(ABUSES[4], customers=1500, parameters=parameters), seed=2).log
    offered, cancelled, shown = (log.table(kind) for kind in ("dearer_offered", "line_cancelled", "bait_shown"))
    assert len(offered["day"]) > 10
    lines = set(zip(cancelled["day"].tolist(), cancelled["order"].tolist(), cancelled["item"].tolist(), strict=True))
    told = zip(offered["day"].tolist(), offered["order"].tolist(), offered["item"].tolist(), strict=True)
    assert set(told) <= lines
    assert (offered["dearer"] > offered["item"]).all()
    assert (shown["price_cents"] < 0.31 * shown["before_cents"]).all()


def test_bought_reviews_move_the_stars_until_they_are_taken_down() -> None:
    """Nobody else writes here: where nothing bought stands any more, an item is as if it had no reviews."""
    policy = {"platform.review_check_days": 3}
    numbers = {"reviews.writes": 0.0, "reviews.writes_let_down": 0.0, "fake_review.check_sees": 1.0}
    world = lived(shop_with(ABUSES[2], policy=policy, parameters=numbers))
    shown, removed = (
        np.bincount(world.log.table(kind)["item"], minlength=world.shop.items)
        for kind in ("fake_review", "fake_review_removed")
    )
    assert world.shop.review_logit is not None
    assert removed.sum() > 0
    assert (world.shop.review_logit[shown == removed] == 0).all()
    assert (world.shop.review_logit[shown > removed] != 0).all()


def test_a_seller_who_is_off_sells_nothing() -> None:
    policy = {"platform.seller_check_days": 5, "platform.answer": "suspend"}
    numbers = {**MANY_ORDERS, "deal.check_sees": 1.0, "sellers.deterred": 0.0}
    life = run(scenario=shop_with(ABUSES[3], customers=300, policy=policy, parameters=numbers), seed=2)
    off, back, lines = (life.log.table(kind) for kind in ("seller_answered", "seller_back", "order_line"))
    items = life.log.table("seller_item")
    assert len(off["day"]) >= 4
    for seller, day in zip(off["seller"].tolist(), off["day"].tolist(), strict=True):
        returns = back["day"][(back["seller"] == seller) & (back["day"] > day)]
        until = float(returns.min()) if len(returns) else life.days
        theirs = np.isin(lines["item"], items["item"][items["seller"] == seller])
        assert not (theirs & (lines["day"] > day) & (lines["day"] < until)).any()
        assert (theirs & (lines["day"] < day)).any()


def test_settling_more_often_changes_nothing() -> None:
    """False orders, sellers who go and come back, and like goods hold at their moments, whoever is settled when."""
    scenario = scenario_like(
        "partner-sellers",
        customers=300,
        days=30,
        parameters={**MANY_ORDERS, **dict.fromkeys(RATES.values(), OFTEN)},
        policy={"platform.answer": "suspend", "platform.seller_check_days": 3, "platform.order_limit": 2},
    )
    often = run_with_interruptions(scenario, 4, random_moments(4, 30))
    once = run(scenario=scenario, seed=4).log
    assert once.counts()["seller_back"] > 0
    assert not differing_kinds(once, often)


def test_like_goods_are_bought_where_a_seller_is_off() -> None:
    """Where nobody takes like goods more visits are lost, and no line of the rival's is gained."""
    policy = {"platform.seller_check_days": 3, "platform.answer": "suspend"}
    numbers = {**MANY_ORDERS, "sellers.check_errs": 0.2}
    none, all_of_them = (
        run(
            scenario=shop_with(customers=300, policy=policy, parameters={**numbers, "sellers.like_goods": share}),
            seed=2,
        )
        for share in (0.0, 1.0)
    )
    lost = [(life.log.table("visit_lost")["reason"] == SOLD_OUT).sum() for life in (none, all_of_them)]
    assert lost[0] > 2 * lost[1]


def test_buyers_whom_praise_misled_are_let_down() -> None:
    """Only who bought the praised item while the praise stood is let down, a week later."""
    numbers = {**MANY_ORDERS, "fake_review.smears": 0.0, "fake_review.disappoints": 1.0}
    mechanisms = (*PARCELS, "reviews", "satisfaction")
    scenario = shop_with(ABUSES[2], customers=300, parameters=numbers, mechanisms=mechanisms)
    log = run(scenario=scenario, seed=2).log
    harm, lines, began = log.table("harm"), log.table("order_line"), log.table("abuse_began")
    told = harm["order"][harm["cause"] == HARMS.index("a bought review believed")]
    assert len(told) > 5
    for order in told.tolist():
        own = lines["order"] == order
        praised = began["item"][began["day"] < np.ceil(lines["day"][own]).max()]
        assert np.isin(lines["item"][own], praised).any()


def abuse(story: Story, kind: str, day: float, threat: int, seller: int, **values: Any) -> None:
    """An event of one abuse."""
    story.tell(kind, day, threat=threat, seller=seller, **values)


def told() -> Run:
    """Three abuses: one noticed after 4 days, one after 6, one never; one honest seller and one honest review hit."""
    story = Story()
    for day, threat, seller in ((2, DEAL, 0), (10, BAIT, 3), (30, WASH, 1)):
        abuse(story, "abuse_began", day, threat, seller, item=7)
    for day, threat, seller, began in ((6, DEAL, 0, 2.0), (16, BAIT, 3, 10.0), (20, BAIT, 3, 10.0)):
        abuse(story, "abuse_found", day, threat, seller, began=began, finder=FINDERS.index("check"))
    for day, seller, right in ((7, 0, True), (17, 3, True), (21, 3, True), (22, 2, False)):
        story.tell("seller_answered", day, seller=seller, threat=DEAL, answer=0, right=right, stops=right and day != 17)
    story.tell("fake_review_removed", 9, seller=1, item=7, stars=5, shown=3.0)
    for by_mistake in (True, False):
        story.tell("review_refused", 9, customer=4, order=1, item=7, stars=4, by_mistake=by_mistake)
    return story.end()


def test_measures_of_decisions_by_hand() -> None:
    """Dwell (4 + 6 + 20) / 3 in a run of 50 days; 4 of 6 decisions right; 2 of 3 abuses noticed."""
    life = told()
    assert value(life, "abuse_dwell_days") == pytest.approx(10)
    assert value(life, "abuse_precision") == pytest.approx(4 / 6)
    assert value(life, "abuse_recall") == pytest.approx(2 / 3)


def test_the_diary_names_the_seller() -> None:
    words = attack_diary(told())["words"].tolist()
    assert words[0].startswith("an agreement on prices by seller 0: it begins with ")
    assert "seller 2 is warned (an agreement on prices; wrongly: there was nothing)" in words
    assert "seller 3 is warned (an agreement on prices; rightly, and the seller goes on)" in words
