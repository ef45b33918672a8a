"""Directions of the levers on what rounds look at and on the automatic comparison."""

from tests.direction import (
    MANY_ORDERS,
    MANY_SLIPS,
    Neutral,
    Row,
    days_of_wrong,
    days_of_wrong_content,
    rows_where,
    wrong_price_lines,
)

EVERY_SIX_HOURS = {"monitoring.compare_hours": 6}
OLD_PAGES = {"content.faults_per_item_day": 0.003}


ROWS = (
    Row(
        "monitoring.price_check_percent",
        (100, 10),
        wrong_price_lines,
        "up",
        ("publishing",),
        parameters={**MANY_SLIPS, **MANY_ORDERS},
        both={"monitoring.price_check_days": 3},
        why="pages wait longer for their turn",
    ),
    Row(
        "monitoring.price_check_of",
        ("prices and promotions", "prices"),
        days_of_wrong("promotion"),
        "up",
        ("publishing",),
        parameters=MANY_SLIPS,
        both={"monitoring.price_check_days": 3},
        why="promotions are not looked at",
    ),
    Row(
        "monitoring.content_check_percent",
        (100, 20),
        days_of_wrong_content,
        "up",
        ("publishing",),
        parameters=OLD_PAGES,
        both={"monitoring.content_check_days": 5},
        why="pages wait longer for their turn",
    ),
    Row(
        "monitoring.sample",
        ("in turn", "at random"),
        days_of_wrong_content,
        "up",
        ("publishing",),
        parameters=OLD_PAGES,
        both={"monitoring.content_check_days": 3, "monitoring.content_check_percent": 25},
        why="some pages have no turn for long",
    ),
    Row(
        "monitoring.compare_hours",
        (0, 24),
        wrong_price_lines,
        "down",
        ("publishing",),
        parameters={**MANY_SLIPS, **MANY_ORDERS},
        both={"monitoring.price_check_days": 60},
        why="wrong prices are found the next day",
    ),
    Row(
        "monitoring.compare_tolerance_percent",
        (0, 10),
        rows_where("alarm_raised", "is_true", False),
        "down",
        ("publishing",),
        both=EVERY_SIX_HOURS,
        why="fewer false alarms",
    ),
    Row(
        "monitoring.compare_tolerance_percent",
        (0, 10),
        days_of_wrong("price"),
        "up",
        ("publishing",),
        parameters={**MANY_SLIPS, "compare.misread": 0.0},
        both={**EVERY_SIX_HOURS, "monitoring.price_check_days": 60},
        why="small faults pass",
    ),
)

NEUTRAL = (
    Neutral("monitoring.price_check_percent", 10, "a part of no price check", without=("publishing",)),
    Neutral("monitoring.price_check_of", "prices", "kinds of price check without publishing", without=("publishing",)),
    Neutral("monitoring.content_check_percent", 10, "a part of no content check", without=("publishing",)),
    Neutral("monitoring.sample", "at random", "a sample of all pages is all pages"),
    Neutral("monitoring.compare_hours", 1, "a comparison without publishing", without=("publishing",)),
    Neutral("monitoring.compare_tolerance_percent", 0, "the tolerance of no comparison"),
)
