"""Directions of the levers on professional conduct."""

from sim.codes import ASKERS, GIFT_ANSWERS, TASKS
from sim.processes.privacy_desk import OWNER
from sim.run import Run
from tests.direction import Neutral, Row, cost_of, rows_where

CONDUCT = ("conduct", "satisfaction")
A_MISUSER = {"conduct.misuser": 1.0}
MANY_GIFTS = {"gift.offers_per_year": 200.0}
MANY_REQUESTS = {"request.per_month": 60.0}
TAKEN = GIFT_ANSWERS.index("taken, and nobody told")


def given_away(life: Run) -> float:
    """Data handed to people without a ground."""
    table = life.log.table("data_request_answered")
    return float((table["granted"] & (table["asker"] > ASKERS.index("a court"))).sum())


def owners_wait(life: Run) -> float:
    """Mean days that customers wait for their own data."""
    table = life.log.table("data_request_answered")
    return float(table["waited_days"][table["asker"] == OWNER].mean())


ROWS = (
    Row(
        "conduct.second_approval",
        (False, True),
        cost_of("credits without a complaint"),
        "down",
        CONDUCT,
        parameters=A_MISUSER,
        days=120,
        why="a colleague asks for the complaint",
    ),
    Row(
        "conduct.ledger_review_days",
        (0, 14),
        cost_of("credits without a complaint"),
        "down",
        CONDUCT,
        parameters=A_MISUSER,
        days=120,
        why="somebody looks at the ledger",
    ),
    Row(
        "conduct.ledger_review_days",
        (0, 14),
        rows_where("work", "task", TASKS.index("credit ledger review")),
        "up",
        CONDUCT,
        why="looking takes staff time",
    ),
    Row(
        "conduct.gift_rule",
        ("none", "ask and write down"),
        rows_where("gift_offered", "answer", TAKEN),
        "down",
        CONDUCT,
        parameters=MANY_GIFTS,
        why="gifts are written down",
    ),
    Row(
        "conduct.gift_rule",
        ("none", "refuse all"),
        cost_of("favours to a supplier"),
        "down",
        CONDUCT,
        parameters=MANY_GIFTS,
        days=120,
        why="no favour is owed",
    ),
    Row(
        "conduct.data_requests",
        ("hand out", "ask what for"),
        given_away,
        "down",
        CONDUCT,
        parameters=MANY_REQUESTS,
        why="some have no answer to the question",
    ),
    Row(
        "conduct.data_requests",
        ("ask what for", "check and write down"),
        given_away,
        "down",
        CONDUCT,
        parameters=MANY_REQUESTS,
        why="hardly anybody passes for somebody else",
    ),
    Row(
        "conduct.data_requests",
        ("hand out", "check and write down"),
        owners_wait,
        "up",
        CONDUCT,
        parameters=MANY_REQUESTS,
        why="customers have to show who they are",
    ),
)

NEUTRAL = (
    Neutral("conduct.second_approval", True, "a second approval of nothing", without=("account attacks",)),
    Neutral("conduct.ledger_review_days", 7, "a review where no credits are given", without=("conduct",)),
    Neutral("conduct.gift_rule", "refuse all", "a rule on gifts that nobody offers"),
    Neutral("conduct.data_requests", "check and write down", "a procedure for requests that nobody makes"),
)
