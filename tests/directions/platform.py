"""Directions of the levers on false orders, bought reviews and outside sellers."""

from sim.codes import LOST
from sim.codes_of_the_platform import ABUSES
from sim.run import Run
from tests.direction import MANY_ORDERS, Count, Neutral, Row, hours_of, rows, rows_where

WITH_PARCELS = ("fulfilment", "platform")
WITH_REVIEWS = ("fulfilment", "platform", "reviews")
OPEN = {"sellers.count": 6.0, "sellers.items_each": 30.0}
MANY_FALSE_ORDERS = {**OPEN, "prank.per_year": 40.0, "wash.per_year": 4.0, "wash.tip_days": 1000.0}
MANY_BOUGHT = {**OPEN, "fake_review.per_seller_year": 6.0, "reviews.writes": 0.5, **MANY_ORDERS}
MANY_SCHEMES = {**OPEN, "deal.per_pair_year": 6.0, "bait.per_seller_year": 6.0, "bait.tip_days": 300.0}
MANY_SCHEMES |= {"deal.tip_days": 300.0, **MANY_ORDERS}
SHOWN = {"reviews.shown": True}
NO_ABUSE = dict.fromkeys(
    ("prank.per_year", "wash.per_year", "deal.per_pair_year", "bait.per_seller_year", "fake_review.per_seller_year"),
    0.0,
)
NO_FRICTION = {"orders.one_telephone": 0.0, "orders.pay_at_the_door": 0.0}
NO_FRICTION |= {"reviews.unproven": 0.0, "reviews.refused_by_mistake": 0.0, "orders.not_reached": 0.0}
DEAL, BAIT = ABUSES.index("an agreement on prices"), ABUSES.index("a bait price")
WRONG = rows_where("seller_answered", "right", False)
GOT_THROUGH = rows_where("abuse_tried", "stopped_by", 0)


def days_of(threat: int) -> Count:
    """Days for which abuses of one sort went on, summed; open ones count to the end of the run."""

    def count(life: Run) -> float:
        began, ended = life.log.table("abuse_began"), life.log.table("abuse_ended")
        first, last = began["day"][began["threat"] == threat], ended["day"][ended["threat"] == threat]
        return float(last.sum() + (len(first) - len(last)) * life.days - first.sum())

    return count


def lost_for(reason: str) -> Count:
    """Purchases lost at the page for a reason."""
    return rows_where("visit_lost", "reason", LOST.index(reason))


ROWS = (
    Row(
        "platform.order_limit",
        (0, 1),
        rows("fake_order"),
        "down",
        WITH_PARCELS,
        rule="never against",
        parameters=MANY_FALSE_ORDERS,
        customers=20,
        why="who orders again and again from one telephone is stopped",
    ),
    Row(
        "platform.order_limit",
        (0, 1),
        lost_for("too many orders from one telephone"),
        "up",
        WITH_PARCELS,
        rule="never against",
        parameters={**OPEN, **MANY_ORDERS},
        why="families share a telephone",
    ),
    Row(
        "platform.pay_first",
        (False, True),
        rows("fake_order"),
        "down",
        WITH_PARCELS,
        rule="never against",
        parameters=MANY_FALSE_ORDERS,
        customers=20,
        why="who does not mean it does not pay",
    ),
    Row(
        "platform.pay_first",
        (False, True),
        rows("order_placed"),
        "down",
        WITH_PARCELS,
        parameters={**OPEN, **MANY_ORDERS, "orders.pay_at_the_door": 0.3},
        why="some want to pay at the door",
    ),
    Row(
        "platform.call_back_hkd",
        (0, 50),
        rows("fake_order"),
        "down",
        WITH_PARCELS,
        rule="never against",
        parameters=MANY_FALSE_ORDERS,
        customers=20,
        why="a call shows that nobody means it",
    ),
    Row(
        "platform.call_back_hkd",
        (0, 50),
        hours_of("calling customers back"),
        "up",
        WITH_PARCELS,
        rule="never against",
        parameters={**OPEN, **MANY_ORDERS},
        why="calls take time",
    ),
    Row(
        "platform.call_back_hkd",
        (0, 50),
        lost_for("not reached by telephone"),
        "up",
        WITH_PARCELS,
        rule="never against",
        parameters={**OPEN, **MANY_ORDERS},
        why="some customers are not reached",
    ),
    Row(
        "platform.reviews_by",
        ("anybody", "buyers only"),
        rows("fake_review"),
        "down",
        WITH_REVIEWS,
        parameters=MANY_BOUGHT,
        both=SHOWN,
        customers=20,
        days=90,
        why="whoever sells praise seldom buys first",
    ),
    Row(
        "platform.reviews_by",
        ("anybody", "buyers only"),
        rows("review_refused"),
        "up",
        WITH_REVIEWS,
        parameters=MANY_BOUGHT,
        both=SHOWN,
        why="some honest buyers cannot show an order",
    ),
    Row(
        "platform.review_hold_days",
        (0, 5),
        rows("fake_review"),
        "down",
        WITH_REVIEWS,
        parameters=MANY_BOUGHT,
        both=SHOWN,
        customers=20,
        days=90,
        why="side by side a burst is seen",
    ),
    Row(
        "platform.review_hold_days",
        (0, 5),
        rows("review_refused"),
        "up",
        WITH_REVIEWS,
        parameters={**MANY_BOUGHT, "reviews.refused_by_mistake": 0.2},
        both=SHOWN,
        why="some honest reviews are taken for bought",
    ),
    Row(
        "platform.review_check_days",
        (0, 5),
        days_of(ABUSES.index("bought reviews")),
        "down",
        WITH_REVIEWS,
        parameters=MANY_BOUGHT,
        both=SHOWN,
        customers=20,
        days=120,
        why="bought reviews stand for a shorter time",
    ),
    Row(
        "platform.review_check_days",
        (0, 5),
        rows("review_refused"),
        "up",
        WITH_REVIEWS,
        parameters={**MANY_BOUGHT, "fake_review.check_errs": 0.2},
        both=SHOWN,
        why="some honest ones are taken down with them",
    ),
    Row(
        "platform.seller_check_days",
        (0, 7),
        days_of(DEAL),
        "down",
        WITH_PARCELS,
        parameters=MANY_SCHEMES,
        customers=20,
        days=120,
        why="prices that rise together are seen",
    ),
    Row(
        "platform.seller_check_days",
        (0, 7),
        days_of(BAIT),
        "down",
        WITH_PARCELS,
        parameters=MANY_SCHEMES,
        customers=20,
        days=120,
        why="cancelled orders are seen",
    ),
    Row(
        "platform.seller_check_days",
        (0, 3),
        WRONG,
        "up",
        WITH_PARCELS,
        rule="never against",
        parameters={**OPEN, "sellers.check_errs": 0.05},
        customers=20,
        why="now and then an honest seller is suspected",
    ),
    Row(
        "platform.stock_proof",
        (False, True),
        rows("bait_shown"),
        "down",
        WITH_PARCELS,
        parameters=MANY_SCHEMES,
        customers=20,
        days=120,
        why="who has nothing can prove nothing",
    ),
    Row(
        "platform.stock_proof",
        (False, True),
        hours_of("proof of stock"),
        "up",
        WITH_PARCELS,
        rule="never against",
        parameters=OPEN,
        customers=20,
        why="proofs are looked at",
    ),
    Row(
        "platform.cancel_limit",
        (0, 2),
        days_of(BAIT),
        "down",
        WITH_PARCELS,
        parameters={**MANY_SCHEMES, "bait.depth": 0.6},
        customers=600,
        days=120,
        why="a seller who cancels is stopped by the program",
    ),
    Row(
        "platform.cancel_limit",
        (0, 1),
        WRONG,
        "up",
        ("fulfilment", "platform", "stock"),
        rule="never against",
        parameters={**OPEN, **MANY_ORDERS, "stock.drift": 0.1},
        why="an honest seller's stock may be counted wrong",
    ),
    Row(
        "platform.answer",
        ("warn", "suspend"),
        GOT_THROUGH,
        "down",
        WITH_PARCELS,
        parameters={**MANY_SCHEMES, **MANY_FALSE_ORDERS, "sellers.deterred": 0.5},
        customers=20,
        days=120,
        why="some sellers do not dare",
    ),
    Row(
        "platform.answer",
        ("warn", "suspend"),
        lost_for("sold out"),
        "up",
        WITH_PARCELS,
        rule="never against",
        parameters={**OPEN, **MANY_ORDERS, "sellers.check_errs": 0.2},
        both={"platform.seller_check_days": 5},
        why="whoever is off sells nothing",
    ),
    Row(
        "platform.answer",
        ("suspend", "suspend and report"),
        hours_of("sellers who broke the rules"),
        "up",
        WITH_PARCELS,
        rule="never against",
        parameters={**OPEN, "sellers.check_errs": 0.2},
        both={"platform.seller_check_days": 5},
        customers=20,
        why="a report takes time",
    ),
)

NEUTRAL = (
    Neutral("platform.order_limit", 1, "a limit that nobody reaches", parameters={**OPEN, **NO_ABUSE, **NO_FRICTION}),
    Neutral("platform.pay_first", True, "everybody pays first anyway", parameters={**OPEN, **NO_ABUSE, **NO_FRICTION}),
    Neutral("platform.call_back_hkd", 50, "a shop without outside sellers"),
    Neutral("platform.reviews_by", "buyers only", "a shop without outside sellers", both=SHOWN),
    Neutral("platform.review_hold_days", 7, "reviews that are not shown", parameters={**OPEN, **NO_ABUSE}),
    Neutral("platform.review_check_days", 7, "reviews that are not shown", parameters=OPEN),
    Neutral("platform.seller_check_days", 7, "a shop without outside sellers"),
    Neutral("platform.stock_proof", True, "a shop without outside sellers"),
    Neutral("platform.cancel_limit", 1, "no parcels, so none is cancelled", parameters=OPEN, without=("fulfilment",)),
    Neutral("platform.answer", "suspend", "nobody breaks the rules", parameters={**OPEN, **NO_ABUSE}),
)
