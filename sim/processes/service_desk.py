"""Questions and complaints queue for a clerk; waiting beyond a working day is a harm, quick help heals."""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import ABOUT
from sim.processes import feelings, repair
from sim.streams import Floats, Integers
from sim.world.history import order_number
from sim.world.staff import ANSWER
from sim.world.world import World

HARM_OF = {
    "charged more than shown": "leave.overcharged",
    "late parcel": "leave.late",
    "cancelled line": "leave.cancelled",
    "refused a reward": "leave.refused",
}
CHANCE_OF = {
    "charged more than shown": "complain.overcharged",
    "late parcel": "complain.late",
    "cancelled line": "complain.cancelled",
    "refused a reward": "complain.refused",
}


def questions(world: World, day: int, who: NDArray[np.integer], moment: Floats, asks: NDArray[np.bool_]) -> None:
    """Some visitors write to the shop with a question."""
    writes = asks.nonzero()[0]
    if len(writes):
        orders = order_number(day, who[writes])
        for customer, order, begins in zip(who[writes].tolist(), orders.tolist(), moment[writes].tolist(), strict=True):
            world.start(enquiry(world, customer, order, "question", begins))


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


def enquiry(
    world: World, customer: int, order: int, about: str, begins: float, cents: int = 0, item: int | None = None
) -> Generator[simpy.Event, object, None]:
    """One message to the shop, from writing to the answer and what it sets right."""
    numbers = world.numbers
    yield world.until(begins)
    asked, code = world.now, ABOUT.index(about)
    day = math.floor(asked)
    world.log.record("enquiry", day=asked, customer=customer, order=order, about=code)
    strict = world.policy.security.mail_filter == "strict" and world.has("phishing")
    if strict and world.streams.one("mail held back", day, customer) < numbers["strict.enquiry_delay"]:
        yield world.env.timeout(1.0)
    hours = -math.log1p(-world.streams.one("handling time", day, customer)) * numbers["enquiry.handling_hours"]
    begun = yield from world.staff.work("answering", hours, ANSWER)
    waited = begun - asked
    world.log.record(
        "enquiry_answered", day=world.now, customer=customer, order=order, about=code, waited_hours=24.0 * waited
    )
    waited_days = 0.0
    if waited > 1.0:  # no working day fits into less than a day
        waited_days = max(0.0, world.calendar.working_hours_between(asked, begun) / world.calendar.hours_per_day - 1.0)
    if waited_days > 0:
        size = np.array([numbers["leave.waited"] * waited_days])
        feelings.harm(world, np.array([customer]), np.array([order]), "waited for an answer", size)
    if about == "question":
        return
    if cents:
        world.log.record("refund", day=world.now, customer=customer, order=order, amount_cents=cents)
    goodwill = world.policy.service.goodwill_hkd
    if goodwill:
        world.log.record("cost", day=world.now, what=3, cents=goodwill * 100)
    waited_days = max(0.0, waited_days - numbers["recover.goodwill_days"] * goodwill / 50.0)
    share = numbers["recover.share_at_once"] * numbers["recover.per_day"] ** waited_days
    feelings.heal(world, customer, order, share * numbers[HARM_OF[about]])
    if item is not None:
        yield from repair.reported(world, item)
