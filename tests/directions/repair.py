"""Directions of the levers on repair and on customers who bought at a wrong price."""

from sim.codes import ABOUT
from tests.direction import MANY_WRONG_PRICES, SHOP, Neutral, Row, rows, rows_where

ALL_NOTICE = {**MANY_WRONG_PRICES, "notice.overcharged": 1.0, "complain.overcharged": 1.0}
SOON_FOUND = {"monitoring.price_check_days": 1, "service.clerks": 8}


ROWS = (
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
    Neutral("repair.overcharged", "everybody", "nobody can pay too much", without=("publishing",)),
    Neutral("repair.undercharged", "cancel", "nobody can pay too little", without=("publishing",)),
)
