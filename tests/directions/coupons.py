"""Directions of the levers on coupons."""

from tests.direction import COUPONS, MAIL, Neutral, Row, rows, rows_where, total

ROWS = (
    Row("coupons.depth_percent", (0, 20), rows("order_placed"), "up", MAIL, both=COUPONS, why="more orders"),
    Row(
        "coupons.depth_percent",
        (0, 20),
        total("order_placed", "discount_cents"),
        "up",
        MAIL,
        both=COUPONS,
        why="discounts are given",
    ),
    Row(
        "coupons.per_quarter",
        (1, 6),
        rows_where("order_placed", "coupon", True),
        "up",
        MAIL,
        both=COUPONS,
        why="more orders use one",
    ),
    Row(
        "coupons.valid_days",
        (3, 30),
        rows_where("order_placed", "coupon", True),
        "up",
        MAIL,
        both=COUPONS,
        why="more orders use one",
    ),
    Row(
        "coupons.floor_hkd",
        (0, 800),
        rows_where("order_placed", "coupon", True),
        "down",
        MAIL,
        both=COUPONS,
        why="fewer orders reach the floor",
    ),
    Row(
        "coupons.to_group",
        ("everybody", "gone quiet"),
        rows("message_sent"),
        "down",
        MAIL,
        both=COUPONS,
        why="fewer people receive one",
    ),
)

NEUTRAL = (
    Neutral("coupons.valid_days", 30, "validity of a coupon that is worth nothing"),
    Neutral("coupons.floor_hkd", 0, "floor of a coupon that is worth nothing"),
    Neutral("coupons.per_quarter", 6, "number of coupons that are worth nothing"),
    Neutral("coupons.to_group", "best", "audience of a coupon that is worth nothing"),
    Neutral(
        "coupons.valid_days",
        30,
        "validity of coupons that are never sent",
        both={"coupons.depth_percent": 20, "coupons.per_quarter": 0},
    ),
    Neutral("coupons.depth_percent", 20, "coupons that are never sent", both={"coupons.per_quarter": 0}),
)
