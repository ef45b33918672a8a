"""Directions of the levers on reviews and on the banner of the front page."""

from sim.run import Run
from tests.direction import COUPONS, MANY_ORDERS, Neutral, Row, cost_of, rows, total

SHOWN = ("fulfilment", "reviews")
STRONG = {"reviews.writes": 0.5, "reviews.writes_let_down": 0.6, "reviews.slope": 1.0}
UNHAPPY = {"parcel.mean_days": 6.0, "reviews.writes": 0.02, "reviews.writes_let_down": 0.4}


def mean_stars(life: Run) -> float:
    """Mean of the stars written."""
    return float(life.log.table("review_written")["stars"].mean())


ROWS = (
    Row(
        "reviews.shown",
        (False, True),
        rows("order_placed"),
        "up",
        SHOWN,
        parameters={**STRONG, **MANY_ORDERS},
        customers=1500,
        days=90,
        why="good reviews of a shop that delivers in time sell",
    ),
    Row(
        "reviews.shown",
        (False, True),
        rows("order_placed"),
        "down",
        SHOWN,
        parameters={**STRONG, "parcel.mean_days": 15.0},
        customers=600,
        days=90,
        why="bad reviews of a shop that is late drive customers off",
    ),
    Row(
        "reviews.ask_after_delivery",
        (False, True),
        rows("review_written"),
        "up",
        SHOWN,
        both={"reviews.shown": True},
        customers=600,
        why="more customers write when asked",
    ),
    Row(
        "reviews.ask_after_delivery",
        (False, True),
        mean_stars,
        "up",
        SHOWN,
        parameters={**UNHAPPY, "reviews.asked": 0.3},
        both={"reviews.shown": True},
        customers=1500,
        why="unasked, mostly the unhappy write",
    ),
    Row(
        "website.banner",
        ("none", "this week's promotions"),
        rows("order_placed"),
        "up",
        ("publishing", "website"),
        customers=1500,
        parameters={"website.banner_share": 0.4},
        why="a lower price sells more often",
    ),
    Row(
        "website.banner",
        ("none", "the newest coupon"),
        total("order_placed", "discount_cents"),
        "up",
        ("messages", "website"),
        customers=1500,
        parameters={"website.banner_share": 0.4},
        both={**COUPONS, "outreach.audience": "ticked box"},
        why="people who received no coupon use it too",
    ),
    Row(
        "website.banner",
        ("none", "this week's promotions"),
        cost_of("website"),
        "up",
        ("website",),
        rule="never against",
        why="somebody must make it",
    ),
)

NEUTRAL = (
    Neutral("reviews.shown", True, "a shop in a world without reviews", without=("reviews",)),
    Neutral("reviews.ask_after_delivery", True, "reviews that are not shown"),
    Neutral("website.banner", "this week's promotions", "a shop without pages of its own", without=("website",)),
)
