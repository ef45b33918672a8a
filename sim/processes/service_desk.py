"""Questions and complaints queue for a clerk; waiting beyond a working day is a harm, quick help heals.

Each customer has a patience, drawn with the message. Whoever is still waiting when it ends writes again, which takes
staff time too, and may complain about it. Every working day of waiting beyond the first is a harm on the day itself,
answered or not.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from functools import partial

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import ABOUT, COSTS
from sim.processes import credits, feelings, money_back, refund_rule, repair, rights, road
from sim.streams import Floats, Integers
from sim.world.accounts import COUPONS
from sim.world.history import order_number
from sim.world.shop import CONTENT, PRICE, PROMOTION
from sim.world.staff import ANSWER
from sim.world.world import World

HARM_OF = {
    "charged more than shown": "leave.overcharged",
    "late parcel": "leave.late",
    "cancelled line": "leave.cancelled",
    "refused a reward": "leave.refused",
    "goods not as described": "leave.not_as_described",
    "wrong thing in the parcel": "leave.wrong_thing",
    "promise forgotten": "leave.promise",
    "parcel never came": "leave.never_came",
    "charged twice": "leave.charged_twice",
    "refund late": "leave.refund_late",
    "account taken over": "leave.account_taken",
}
CHANCE_OF = {
    "charged more than shown": "complain.overcharged",
    "late parcel": "complain.late",
    "cancelled line": "complain.cancelled",
    "refused a reward": "complain.refused",
    "goods not as described": "complain.not_as_described",
    "wrong thing in the parcel": "complain.wrong_thing",
    "promise forgotten": "complain.promise",
    "charged twice": "complain.charged_twice",
    "refund late": "complain.refund_late",
    "account taken over": "complain.account_taken",
    "parcel never came": "complain.never_came",
}
QUESTION, NOT_ANSWERED, OVERCHARGED = "question", "not answered", "charged more than shown"
LUCK_OF_WAITING = ("patience", "complains about waiting", "handling time of a second message")
ONE_DAY, TWO_DAYS = 1.0, 2.0  # working days that nobody minds, and after which the first harm falls due


def questions(world: World, day: int, who: NDArray[np.integer], moment: Floats, asks: NDArray[np.bool_]) -> None:
    """Some visitors write to the shop with a question.

    Most meet a free clerk and need no process of their own: the clock calls back when they come and are served.
    """
    writes = asks.nonzero()[0]
    if not len(writes):
        return
    is_held = _mail_is_held(world)
    for customer, begins in zip(who[writes].tolist(), moment[writes].tolist(), strict=True):
        order = order_number(day, customer)
        if is_held:
            world.start(enquiry(world, customer, order, QUESTION, begins))
        else:
            world.until(begins).callbacks.append(partial(_question, world, customer, order))


def _question(world: World, customer: int, order: int, _: simpy.Event) -> None:
    """A question arrives."""
    matter = Matter(customer, order, QUESTION, world.now)
    world.log.record("enquiry", day=matter.asked, customer=customer, order=order, about=ABOUT.index(QUESTION))
    handling = world.streams.one("handling time", math.floor(matter.asked), customer)
    hours = -math.log1p(-handling) * world.numbers["enquiry.handling_hours"]
    if world.staff.has_somebody_free("answering"):
        matter.begun = world.staff.work_at_once("answering", hours, partial(_answered, world, matter))
    else:
        world.start(_runs_out_of_patience(world, matter))
        world.start(_waits(world, matter))
        world.start(_waits_for_a_clerk(world, matter, hours))


def _waits_for_a_clerk(world: World, matter: Matter, hours: float) -> Generator[simpy.Event, object, None]:
    yield from world.staff.work("answering", hours, _priority(world, matter.about), matter.taken_up)
    _answered(world, matter)


def _mail_is_held(world: World) -> bool:
    """Does the filter keep some messages of customers for a day?"""
    return world.policy.security.mail_filter == "strict" and world.has("phishing")


def complain(
    world: World,
    day: int,
    who: NDArray[np.integer],
    orders: Integers,
    about: str,
    cents: Integers,
    items: Integers | None,
) -> None:
    """Some of those who suffered a harm write to the shop the next day."""
    if not world.has("service") or not len(who):
        return
    writes = np.flatnonzero(world.streams.some(f"complain: {about}", day, who) < world.numbers[CHANCE_OF[about]])
    moments = day + 1 + world.moments("complaint moment", day, who[writes])
    for index, begins in zip(writes.tolist(), moments.tolist(), strict=True):
        item = int(items[index]) if items is not None else None
        world.start(enquiry(world, int(who[index]), int(orders[index]), about, begins, int(cents[index]), item))


@dataclass
class Matter:
    """What a customer has written about, and how long they have waited.

    Attributes:
        begun: when a clerk takes it up, once that is known.
        days_harmed: working days of waiting that have been felt so far.
    """

    customer: int
    order: int
    about: str
    asked: float
    begun: float = math.inf
    days_harmed: float = 0.0

    def taken_up(self, moment: float) -> None:
        """A clerk will begin at that moment."""
        self.begun = moment


def enquiry(
    world: World, customer: int, order: int, about: str, begins: float, cents: int = 0, item: int | None = None
) -> Generator[simpy.Event, object, None]:
    """One message to the shop, from writing to the answer and what it sets right."""
    numbers = world.numbers
    yield world.until(begins)
    if about == OVERCHARGED and world.paid_back[order] >= cents > 0:
        return  # has been told and paid back already
    matter = Matter(customer, order, about, world.now)
    day = math.floor(matter.asked)
    world.log.record("enquiry", day=matter.asked, customer=customer, order=order, about=ABOUT.index(about))
    if about != QUESTION:
        world.people.complained_day[customer] = math.floor(matter.asked)
    is_held = _mail_is_held(world)
    is_held = is_held and world.streams.one("mail held back", day, customer) < numbers["strict.enquiry_delay"]
    if is_held or not world.staff.has_somebody_free("answering"):  # nobody else will wait in working hours
        world.start(_runs_out_of_patience(world, matter))
        world.start(_waits(world, matter))
    if is_held:
        yield world.env.timeout(1.0)
    hours = -math.log1p(-world.streams.one("handling time", day, customer)) * numbers["enquiry.handling_hours"]
    yield from world.staff.work("answering", hours, _priority(world, about), matter.taken_up)
    waited_days = _answered(world, matter)
    if about == QUESTION:
        return
    if about == OVERCHARGED:  # less what went back unasked meanwhile
        cents, world.paid_back[order] = max(0, round(cents - world.paid_back[order])), math.inf
    _set_right(world, about, customer, order, cents)
    goodwill = _goodwill_hkd(world, customer)
    if goodwill:
        waited_days += yield from rights.wait(world, COUPONS)
        yield from credits.after_a_complaint(world, customer, order, goodwill * 100)
        world.log.record("cost", day=world.now, what=COSTS.index("goodwill"), cents=goodwill * 100)
    waited_days = max(0.0, waited_days - numbers["recover.goodwill_days"] * goodwill / 50.0)
    share = numbers["recover.share_at_once"] * numbers["recover.per_day"] ** waited_days
    feelings.heal(world, customer, order, share * numbers[HARM_OF[about]])
    if item is not None and about != "wrong thing in the parcel":
        fields = (CONTENT,) if about == "goods not as described" else (PRICE, PROMOTION)
        yield from repair.reported(world, item, fields)


def _priority(world: World, about: str) -> int:
    first = world.policy.service.answer_first
    mine = "questions" if about == QUESTION else "complaints"
    return ANSWER - 1 if first == mine else ANSWER


def _set_right(world: World, about: str, customer: int, order: int, cents: int) -> None:
    """What the answer to a complaint sets right, beside kind words: goods, money, or a reason why not."""
    if about == "wrong thing in the parcel":
        world.log.record("cost", day=world.now, what=COSTS.index("replacements"), cents=cents)
    elif about == "charged twice":
        money_back.second_charge_found(world, world.money.second_charges[order], money_back.BY_CUSTOMER)
    elif about == road.NEVER_CAME:
        world.start(road.settle(world, customer, order, cents))
    elif cents and refund_rule.refuses(world, about):
        refund_rule.refuse(world, customer, order, cents)
    elif cents:
        money_back.owe(world, customer, order, cents, money_back.COMPLAINT)


def _goodwill_hkd(world: World, customer: int) -> int:
    """What this customer gets beside the refund, HK$."""
    service = world.policy.service
    if service.goodwill_for == "nobody":
        return 0
    is_regular = world.people.orders[customer] >= world.numbers["goodwill.regular_orders"]
    return service.goodwill_hkd if service.goodwill_for == "all" or is_regular else 0


def _answered(world: World, matter: Matter) -> float:
    """Record the answer and the rest of the waiting; returns the working days waited beyond the first."""
    waited = matter.begun - matter.asked
    world.log.record(
        "enquiry_answered",
        day=world.now,
        customer=matter.customer,
        order=matter.order,
        about=ABOUT.index(matter.about),
        waited_hours=24.0 * waited,
    )
    for tell in world.when_answered:
        tell(matter)
    if waited <= ONE_DAY:  # no working day fits into less than a day
        return 0.0
    hours = world.calendar.working_hours_between(matter.asked, matter.begun)
    waited_days = max(0.0, hours / world.calendar.hours_per_day - ONE_DAY)
    _feel_the_wait(world, matter, waited_days)
    return waited_days


def _feel_the_wait(world: World, matter: Matter, waited_days: float) -> None:
    """Let the customer feel what they have waited by now and not felt yet."""
    size = world.numbers["leave.waited"] * (waited_days - matter.days_harmed)
    if size > 0:
        who, order = np.array([matter.customer]), np.array([matter.order])
        feelings.harm(world, who, order, "waited for an answer", np.array([size]))
        matter.days_harmed = waited_days


def _waits(world: World, matter: Matter) -> Generator[simpy.Event, object, None]:
    """Day after day without an answer: each working day beyond the first is felt when it is over."""
    calendar, days = world.calendar, TWO_DAYS
    while True:
        yield world.until(calendar.after_work(matter.asked, days * calendar.hours_per_day))
        if matter.begun <= world.now:
            return
        _feel_the_wait(world, matter, days - ONE_DAY)
        days += 1


def _runs_out_of_patience(world: World, matter: Matter) -> Generator[simpy.Event, object, None]:
    """Whoever has waited longer than they will bear writes again, once."""
    day, customer = math.floor(matter.asked), matter.customer
    patience, complaint, handling = (
        world.streams.one(f"{purpose}: {matter.about}", day, customer) for purpose in LUCK_OF_WAITING
    )
    numbers, calendar = world.numbers, world.calendar
    hours = -math.log1p(-patience) * numbers["enquiry.patience_days"] * calendar.hours_per_day
    yield world.until(calendar.after_work(matter.asked, hours))
    if matter.begun <= world.now:
        return
    complains = complaint < numbers["complain.not_answered"]
    again = Matter(customer, matter.order, NOT_ANSWERED, world.now)
    world.log.record(
        "enquiry_repeated",
        day=world.now,
        customer=customer,
        order=matter.order,
        about=ABOUT.index(matter.about),
        waited_hours=24.0 * (world.now - matter.asked),
        complains=complains,
    )
    if complains:
        code = ABOUT.index(NOT_ANSWERED)
        world.log.record("enquiry", day=world.now, customer=customer, order=matter.order, about=code)
    hours = -math.log1p(-handling) * numbers["enquiry.handling_hours"]
    about = NOT_ANSWERED if complains else matter.about
    yield from world.staff.work("answering", hours, _priority(world, about), again.taken_up)
    if complains:
        _answered(world, again)
