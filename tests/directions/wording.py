"""Directions of the levers on what stands in messages."""

from sim.codes import COSTS, MAILS
from sim.codes_of_duties import NOT_STOPPED
from sim.run import Run
from tests.direction import Count, Neutral, Row, cost_of, incidents, messages_after_a_request, rows, rows_where

DUTIES = ("duties", "messages", "satisfaction", "season")
EVERYONE = {"outreach.audience": "everyone", "outreach.newsletters_per_month": 4}
MANY_WANT_TO_STOP = {"message.unsubscribe": 0.05}
SHORT = {"wording.later_days": 20.0, "authority.complains": 0.0}
RECEIVED = COSTS.index("received for customers' names")


def lost(why: str) -> Count:
    """Requests for no more messages that were lost for a reason."""
    return rows_where("stop_request_lost", "why", NOT_STOPPED.index(why))


def opened(life: Run) -> float:
    """Mails opened."""
    return float(life.log.table("message_sent")["opened"].sum())


def received(life: Run) -> float:
    """Cents received for names and for advertising."""
    table = life.log.table("cost")
    return -float(table["cents"][table["what"] == RECEIVED].sum())


ROWS = (
    Row(
        "wording.sender",
        ("name and street address", "a first name only"),
        opened,
        "down",
        DUTIES,
        both=EVERYONE,
        why="nobody knows who writes",
    ),
    Row(
        "wording.sender",
        ("name and street address", "name and P.O. box"),
        incidents("UE-01"),
        "up",
        DUTIES,
        "never against",
        both=EVERYONE,
        why="a box is no address",
    ),
    Row(
        "wording.statement",
        ("clear", "none"),
        rows("unsubscribe_requested"),
        "down",
        DUTIES,
        parameters=MANY_WANT_TO_STOP,
        both=EVERYONE,
        why="people do not find how to stop",
    ),
    Row(
        "wording.languages",
        ("Chinese and English", "English only"),
        lost("could not read how to"),
        "up",
        DUTIES,
        parameters=MANY_WANT_TO_STOP,
        both=EVERYONE,
        why="some read no English",
    ),
    Row(
        "wording.unsubscribe_fee_hkd",
        (0, 30),
        rows("unsubscribe_requested"),
        "down",
        DUTIES,
        parameters=MANY_WANT_TO_STOP,
        both=EVERYONE,
        why="who pays for being left alone",
    ),
    Row(
        "wording.link_days",
        (60, 5),
        lost("the link was dead"),
        "up",
        DUTIES,
        parameters={**MANY_WANT_TO_STOP, **SHORT},
        both=EVERYONE,
        why="late readers find a dead link",
    ),
    Row(
        "wording.mailbox_days",
        (60, 0),
        lost("nobody read the reply"),
        "up",
        DUTIES,
        parameters={**MANY_WANT_TO_STOP, **SHORT},
        both=EVERYONE,
        why="replies go nowhere",
    ),
    Row(
        "wording.first_mail_notice",
        (True, False),
        incidents("PD-05"),
        "up",
        DUTIES,
        "never against",
        both=EVERYONE,
        why="new customers are not told",
    ),
    Row(
        "wording.subject_percent",
        (0, 70),
        opened,
        "up",
        DUTIES,
        parameters={"authority.complains": 0.0},
        both=EVERYONE,
        why="a bold subject is opened",
    ),
    Row(
        "wording.subject_percent",
        (0, 70),
        rows("harm"),
        "up",
        DUTIES,
        both=EVERYONE,
        why="nobody gets what it promised",
    ),
    Row(
        "wording.partner_goods",
        (False, True),
        received,
        "up",
        DUTIES,
        both=EVERYONE,
        why="the partner pays",
    ),
    Row(
        "wording.keep_requests_months",
        (36, 1),
        messages_after_a_request,
        "up",
        DUTIES,
        parameters=MANY_WANT_TO_STOP,
        both=EVERYONE,
        days=120,
        why="the shop forgets who said stop",
    ),
    Row(
        "wording.bought_addresses",
        (0, 100),
        rows_where("message_sent", "mail", MAILS.index("mail to a bought address")),
        "up",
        DUTIES,
        why="strangers get a mail",
    ),
    Row(
        "wording.bought_addresses",
        (0, 100),
        cost_of("bought addresses"),
        "up",
        DUTIES,
        why="addresses cost money",
    ),
)

NEUTRAL = tuple(
    Neutral(lever, other, "words of messages, without duties", without=("duties",))
    for lever, other in (
        ("wording.sender", "a first name only"),
        ("wording.statement", "none"),
        ("wording.languages", "English only"),
        ("wording.unsubscribe_fee_hkd", 50),
        ("wording.link_days", 0),
        ("wording.mailbox_days", 0),
        ("wording.first_mail_notice", False),
        ("wording.subject_percent", 90),
        ("wording.partner_goods", True),
        ("wording.keep_requests_months", 1),
        ("wording.bought_addresses", 500),
    )
)
