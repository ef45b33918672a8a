"""Directions of the levers on what is filed and how long it is kept."""

from sim.codes import PROOFS
from tests.direction import MANY_ORDERS, Neutral, Row, incidents, rows, rows_where

DESK = ("records", "satisfaction", "service")
MANY_QUESTIONS = {"enquiry.per_visit": 0.2, **MANY_ORDERS}

ROWS = (
    Row(
        "records.filing",
        ("by hand", "one inbox"),
        rows("answer_not_filed"),
        "down",
        DESK,
        parameters=MANY_QUESTIONS,
        why="fewer answers are not on file",
    ),
    Row(
        "records.keep_orders_years",
        (7, 1),
        rows_where("dispute", "proof", PROOFS.index("destroyed")),
        "up",
        DESK,
        parameters={"record.old_disputes_month": 10.0},
        why="more disputes find nothing on file",
    ),
    Row(
        "records.keep_orders_years",
        (7, 6),
        incidents("RK-01"),
        "up",
        DESK,
        rule="never against",
        why="sales records are destroyed too soon",
    ),
    Row(
        "records.keep_messages_years",
        (4, 3),
        incidents("PD-14"),
        "down",
        DESK,
        rule="to nothing",
        why="nothing is kept without a reason",
    ),
)

NEUTRAL = (
    Neutral("records.filing", "one inbox", "filing without records", without=("records",)),
    Neutral("records.keep_orders_years", 1, "destroying without records", without=("records",)),
    Neutral("records.keep_messages_years", 12, "keeping without records", without=("records",)),
)
