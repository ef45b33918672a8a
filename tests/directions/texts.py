"""Directions of the levers on text messages."""

from sim.codes import MAILS
from tests.direction import MAIL, Neutral, Row, incidents, rows, rows_where

EVERYONE = {"outreach.audience": "everyone", "outreach.newsletters_per_month": 0}

ROWS = (
    Row(
        "texts.per_month",
        (0, 3),
        rows("visit"),
        "up",
        MAIL,
        both=EVERYONE,
        why="some texts bring more visits",
    ),
    Row(
        "texts.per_month",
        (2, 8),
        rows("unsubscribe_requested"),
        "up",
        MAIL,
        both=EVERYONE,
        why="beyond patience, more people ask to be left alone",
    ),
    Row(
        "texts.check_register",
        (False, True),
        incidents("UE-08"),
        "down",
        MAIL,
        rule="to nothing",
        both={**EVERYONE, "texts.per_month": 2},
        why="no text goes to a number on the register without consent",
    ),
    Row(
        "texts.check_register",
        (False, True),
        rows_where("message_sent", "mail", MAILS.index("text message")),
        "down",
        MAIL,
        both={**EVERYONE, "texts.per_month": 2},
        why="fewer people can be texted",
    ),
)

NEUTRAL = (
    Neutral("texts.per_month", 4, "texts of a shop that never writes", without=("messages",)),
    Neutral("texts.check_register", True, "a register that nobody needs, without texts"),
)
