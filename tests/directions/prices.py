"""Directions of the levers on prices and offers."""

import numpy as np

from sim.codes import CODES, HARMS, OFFERS
from sim.run import Run
from sim.world.shop import Shop
from tests.direction import COUPONS, MAIL, Neutral, Row, rows, rows_where, total

PRICED = ("publishing", "satisfaction")
ALL_ON_SALE = {"publish.promotions_per_week": 100.0, "publish.slip_promotion": 0.0}
MEMBERS = {"member.inherited": 0.5}
BIG_SALES = {"flash.per_quarter": 6, "flash.items": 200, "flash.hours": 96, "flash.depth_percent": 50}
QUIET = {"publish.promotions_per_week": 0.0, "publish.price_changes_per_day": 0.0, "publish.slip_promotion": 0.0}


def lines_at_half_price(life: Run) -> float:
    """Order lines charged at 60 % of the usual price or less."""
    table = life.log.table("order_line")
    return float((table["charged_cents"] <= 0.6 * Shop().usual_cents[table["item"]]).sum())


def lowest_margin(life: Run) -> float:
    """The lowest price that a line was sold at, as a share of its cost."""
    table = life.log.table("order_line")
    return float(np.min((table["charged_cents"] - table["discount_cents"]) / table["cost_cents"]))


ROWS = (
    Row(
        "coupons.budget_hkd",
        (0, 500),
        total("order_placed", "discount_cents"),
        "down",
        MAIL,
        both={**COUPONS, "coupons.per_quarter": 3},
        customers=1000,
        why="no more is given away than was meant to be",
    ),
    Row(
        "coupons.budget_hkd",
        (0, 500),
        rows_where("harm", "cause", HARMS.index("coupon refused")),
        "up",
        MAIL,
        both={**COUPONS, "coupons.per_quarter": 3},
        customers=1000,
        why="whoever comes too late is let down",
    ),
    Row(
        "coupons.code",
        ("personal", "public word"),
        rows_where("order_placed", "coupon_from", CODES.index("leaked")),
        "up",
        MAIL,
        both={**COUPONS, "outreach.audience": "recorded consent"},
        parameters={"coupon.leak_per_day": 0.2},
        customers=1500,
        why="people use it to whom it was not sent",
    ),
    Row(
        "prices.offers_add_up",
        (True, False),
        total("order_placed", "coupon_cents"),
        "down",
        (*MAIL, "publishing"),
        parameters=ALL_ON_SALE,
        both=COUPONS,
        customers=1000,
        why="a coupon gives less on what is reduced already",
    ),
    Row(
        "prices.floor_percent",
        (0, 20),
        lowest_margin,
        "up",
        (*MAIL, "publishing"),
        both={**COUPONS, "coupons.depth_percent": 50},
        customers=1000,
        why="no line is sold for less",
    ),
    Row(
        "prices.was_price",
        ("none", "lowest of the last 28 days"),
        rows("order_placed"),
        "up",
        PRICED,
        parameters={**ALL_ON_SALE, "was.pull": 2.0},
        customers=1000,
        why="an old price beside the new one makes it look cheaper",
    ),
    Row(
        "prices.was_price",
        ("lowest of the last 28 days", "a higher price never charged"),
        rows_where("harm", "cause", HARMS.index("crossed-out price not true")),
        "up",
        PRICED,
        parameters=ALL_ON_SALE,
        customers=1000,
        why="some find out that it is not true",
    ),
    Row(
        "prices.member_percent",
        (0, 10),
        total("order_placed", "member_cents"),
        "up",
        ("satisfaction",),
        parameters=MEMBERS,
        why="members pay less",
    ),
    Row(
        "prices.member_percent",
        (0, 20),
        rows("order_placed"),
        "up",
        ("satisfaction",),
        parameters=MEMBERS,
        why="members buy more",
    ),
    Row(
        "prices.bundle_percent",
        (0, 20),
        total("order_line", "quantity"),
        "up",
        ("satisfaction",),
        customers=1000,
        why="some take the second item as well",
    ),
    Row(
        "flash.per_quarter",
        (0, 6),
        rows_where("offer_shown", "offer", OFFERS.index("flash sale")),
        "up",
        PRICED,
        why="items go on a flash sale",
    ),
    Row(
        "flash.depth_percent",
        (10, 50),
        rows("order_placed"),
        "up",
        PRICED,
        both=BIG_SALES,
        customers=2000,
        why="a deeper cut sells more",
    ),
    Row(
        "flash.items",
        (5, 50),
        rows_where("offer_shown", "offer", OFFERS.index("flash sale")),
        "up",
        PRICED,
        both={"flash.per_quarter": 6},
        why="more items are in it",
    ),
    Row(
        "flash.hours",
        (6, 96),
        lines_at_half_price,
        "up",
        PRICED,
        both=BIG_SALES,
        parameters=QUIET,
        customers=2000,
        why="more is sold while it lasts",
    ),
)

NEUTRAL = (
    Neutral("coupons.budget_hkd", 500, "budget of a coupon that is worth nothing"),
    Neutral("coupons.code", "public word", "code of a coupon that is worth nothing"),
    Neutral("prices.offers_add_up", False, "a shop with one kind of offer only"),
    Neutral("prices.floor_percent", 20, "a shop without any offer", without=("publishing", "phishing")),
    Neutral("prices.was_price", "a higher price never charged", "a shop without any offer", without=("publishing",)),
    Neutral("prices.member_percent", 20, "a shop without members"),
    Neutral("prices.bundle_percent", 20, "pairs that nobody sees", parameters={"bundle.sees": 0.0}),
    Neutral("flash.per_quarter", 6, "a shop that changes no prices", without=("publishing",)),
    Neutral("flash.depth_percent", 50, "depth of sales that do not take place"),
    Neutral("flash.items", 50, "size of sales that do not take place"),
    Neutral("flash.hours", 96, "length of sales that do not take place"),
)
