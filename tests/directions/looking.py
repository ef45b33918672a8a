"""Directions of the levers on what rounds look at and on the automatic comparison."""

import numpy as np

from sim.codes import FIELDS
from sim.run import Run
from tests.direction import (
    MANY_ORDERS,
    MANY_SLIPS,
    Count,
    Neutral,
    Row,
    days_of_wrong_content,
    wrong_price_lines,
)

OLD_PAGES = {"content.faults_per_item_day": 0.003}


def days_of_wrong(field: str) -> Count:
    """Item-days with an open fault in a field."""
    code = FIELDS.index(field)

    def count(life: Run) -> float:
        born, repaired = life.log.table("fault_born"), life.log.table("fault_repaired")
        begun, done = born["day"][born["field"] == code], repaired["field"] == code
        open_ends = np.isin(begun, repaired["born_day"][done], invert=True)
        ended = (repaired["day"] - repaired["born_day"])[done].sum()
        return float(ended + (life.days - begun[open_ends]).sum())

    return count


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
)

NEUTRAL = (
    Neutral("monitoring.price_check_percent", 10, "a part of no price check", without=("publishing",)),
    Neutral("monitoring.price_check_of", "prices", "kinds of price check without publishing", without=("publishing",)),
    Neutral("monitoring.content_check_percent", 10, "a part of no content check", without=("publishing",)),
    Neutral("monitoring.sample", "at random", "a sample of all pages is all pages"),
)
