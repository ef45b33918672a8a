"""Directions of the levers on repair and on customers who bought at a wrong price."""

from sim.codes import ABOUT
from tests.direction import MANY_SLIPS, MANY_WRONG_PRICES, SHOP, Neutral, Row, days_of_wrong, mean, rows, rows_where

ALL_NOTICE = {**MANY_WRONG_PRICES, "notice.overcharged": 1.0, "complain.overcharged": 1.0}
SOON_FOUND = {"monitoring.price_check_days": 1, "service.clerks": 8}


SPOILT_FILES = {"publish.template_shift": 0.5, "publish.price_changes_per_day": 20.0, "base.r": 4.0}
BUSY = {"enquiry.per_visit": 0.2, "enquiry.handling_hours": 1.5, "base.r": 1.5}

ROWS = (
    Row(
        "repair.first",
        ("all at once", "oldest"),
        days_of_wrong("price"),
        "down",
        ("publishing",),
        parameters={**MANY_SLIPS, "publish.price_changes_per_day": 30.0, "repair.minutes": 30.0},
        both={"monitoring.price_check_days": 7},
        why="pages need not wait for the last of the list",
    ),
    Row(
        "repair.whole_batch",
        (False, True),
        days_of_wrong("price"),
        "down",
        ("fulfilment", "publishing", "satisfaction", "service"),
        parameters={**SPOILT_FILES, "notice.overcharged": 1.0, "complain.overcharged": 1.0},
        both={"publishing.entry": "template", "monitoring.price_check_days": 3, "monitoring.price_check_percent": 10},
        why="one page found leads to all of its batch",
    ),
    Row(
        "service.overtime_hours",
        (0, 3),
        mean("enquiry_answered", "waited_hours"),
        "down",
        SHOP,
        parameters=BUSY,
        both={"service.clerks": 1},
        why="the queue is shorter in the morning",
    ),
    Row(
        "repair.overcharged",
        ("who complain", "everybody"),
        rows("buyer_told"),
        "up",
        SHOP,
        parameters=ALL_NOTICE,
        both=SOON_FOUND,
        why="buyers are told",
    ),
    Row(
        "repair.overcharged",
        ("who complain", "everybody"),
        rows_where("enquiry", "about", ABOUT.index("charged more than shown")),
        "down",
        SHOP,
        rule="never against",
        parameters=ALL_NOTICE,
        both=SOON_FOUND,
        why="whoever is told need not complain",
    ),
    Row(
        "repair.undercharged",
        ("honour", "cancel"),
        rows("sale_cancelled"),
        "up",
        SHOP,
        parameters=MANY_WRONG_PRICES,
        both=SOON_FOUND,
        why="orders are cancelled",
    ),
)

NEUTRAL = (
    Neutral("repair.first", "best sellers", "an order of no repairs", without=("publishing",)),
    Neutral("repair.whole_batch", True, "by hand there are no batches to spoil"),
    Neutral("service.overtime_hours", 4, "nobody waits, so nobody stays", both={"service.clerks": 8}),
    Neutral("repair.overcharged", "everybody", "nobody can pay too much", without=("publishing",)),
    Neutral("repair.undercharged", "cancel", "nobody can pay too little", without=("publishing",)),
)
