"""Directions of the levers on delivery, answers and goodwill."""

from sim.codes import ABOUT, HARMS, TASKS
from sim.run import Run
from tests.direction import MANY_ORDERS, SHOP, Count, Neutral, Row, cost_of, rows, rows_where, total

DELIVERY = ("fulfilment", "satisfaction", "website")
LATE, WRONG_THING = HARMS.index("late parcel"), HARMS.index("wrong thing in the parcel")
MANY_LATE = {"parcel.mean_days": 5.0, "complain.late": 1.0, **MANY_ORDERS}
CROWDED = {"enquiry.per_visit": 0.2, "enquiry.handling_hours": 1.0}


def waited(*about: str) -> Count:
    """Mean hours until messages about something are taken up."""
    codes = [ABOUT.index(word) for word in about]

    def count(life: Run) -> float:
        table = life.log.table("enquiry_answered")
        return float(table["waited_hours"][sum(table["about"] == code for code in codes) > 0].mean())

    return count


ROWS = (
    Row(
        "delivery.promise_days",
        (8, 2),
        rows("order_placed"),
        "up",
        DELIVERY,
        customers=1500,
        why="a short promise sells more",
    ),
    Row(
        "delivery.promise_days",
        (5, 2),
        rows_where("harm", "cause", LATE),
        "up",
        DELIVERY,
        parameters=MANY_ORDERS,
        why="more parcels come later than promised",
    ),
    Row(
        "delivery.carrier",
        ("usual", "express"),
        rows_where("harm", "cause", LATE),
        "down",
        DELIVERY,
        parameters=MANY_LATE,
        both={"delivery.promise_days": 3},
        why="fewer parcels come late",
    ),
    Row("delivery.carrier", ("usual", "express"), cost_of("parcels"), "up", DELIVERY, why="each parcel costs more"),
    Row(
        "delivery.second_person_checks",
        (False, True),
        rows_where("harm", "cause", WRONG_THING),
        "down",
        SHOP,
        parameters={"parcel.mispick": 0.1, **MANY_ORDERS},
        why="fewer wrong things are sent",
    ),
    Row(
        "delivery.second_person_checks",
        (False, True),
        rows_where("work", "task", TASKS.index("parcel check")),
        "up",
        SHOP,
        why="it takes staff time",
    ),
    Row(
        "service.goodwill_for",
        ("all", "regular customers"),
        cost_of("goodwill"),
        "down",
        SHOP,
        parameters=MANY_LATE,
        both={"service.goodwill_hkd": 50},
        why="fewer people get it",
    ),
    Row(
        "service.goodwill_for",
        ("all", "nobody"),
        cost_of("goodwill"),
        "down",
        SHOP,
        rule="to nothing",
        parameters=MANY_LATE,
        both={"service.goodwill_hkd": 50},
        why="nobody gets it",
    ),
    Row(
        "service.answer_first",
        ("in order", "complaints"),
        waited("late parcel"),
        "down",
        SHOP,
        rule="never against",
        parameters={**MANY_LATE, **CROWDED},
        both={"service.clerks": 1},
        why="complaints are taken up sooner",
    ),
    Row(
        "service.answer_first",
        ("complaints", "questions"),
        waited("question"),
        "down",
        SHOP,
        rule="never against",
        parameters={**MANY_LATE, **CROWDED},
        both={"service.clerks": 1},
        why="questions are taken up sooner",
    ),
    Row(
        "service.clerks",
        (1, 4),
        rows("enquiry_repeated"),
        "down",
        SHOP,
        parameters=CROWDED,
        why="fewer customers have to write again",
    ),
    Row(
        "delivery.signature",
        (False, True),
        rows("parcel_lost"),
        "down",
        DELIVERY,
        parameters={"parcel.lost": 0.2, **MANY_ORDERS},
        why="somebody has to sign for it",
    ),
    Row(
        "delivery.if_lost",
        ("pay back", "send again"),
        cost_of("replacements"),
        "up",
        (*DELIVERY, "service"),
        parameters={"parcel.lost": 0.2, "complain.never_came": 1.0, **MANY_ORDERS},
        why="the goods go out twice",
    ),
    Row(
        "service.helpers",
        (0, 3),
        waited("question", "late parcel"),
        "down",
        SHOP,
        rule="never against",
        parameters={**MANY_LATE, **CROWDED, "helper.taught_hours": 0},
        both={"service.clerks": 1},
        why="somebody more answers",
    ),
    Row(
        "service.helpers_do",
        ("answers", "answers and checks"),
        rows_where("work", "by_helper", True),
        "up",
        SHOP,
        parameters={"helper.taught_hours": 0, "helper.taught_more_hours": 0},
        both={"service.helpers": 2, "monitoring.price_check_days": 2},
        why="helpers count and check as well",
    ),
    Row(
        "service.goodwill_hkd",
        (0, 50),
        total("healed", "size"),
        "up",
        SHOP,
        rule="never against",
        parameters={**MANY_LATE, **CROWDED},
        both={"service.clerks": 1},
        why="it makes up for waiting",
    ),
)

NEUTRAL = (
    Neutral("delivery.promise_days", 2, "a promise where nothing is delivered", without=("fulfilment",)),
    Neutral("delivery.carrier", "express", "a carrier where nothing is delivered", without=("fulfilment",)),
    Neutral("delivery.signature", True, "a signature where nothing is delivered", without=("fulfilment",)),
    Neutral("delivery.if_lost", "send again", "no parcel is ever lost", parameters={"parcel.lost": 0.0}),
    Neutral("delivery.second_person_checks", True, "a second look where nothing is delivered", without=("fulfilment",)),
    Neutral("service.helpers", 3, "nobody paid and nobody taught", without=("service",)),
    Neutral("service.helpers_do", "answers and checks", "there are no helpers"),
    Neutral("service.goodwill_for", "nobody", "no goodwill to be had"),
    Neutral("service.answer_first", "complaints", "nobody writes to the shop", without=("service",)),
)
