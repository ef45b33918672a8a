"""Somebody asks for a customer's data: colleagues, friends, suppliers, the customers themselves, a court.

Requests and the clerk's doubts are drawn first. The stricter the procedure, the more of those without a ground are
refused, and the longer those with one wait. A customer whose data was given away may learn of it some time later.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import ASKERS
from sim.processes import feelings, rights
from sim.processes.authorities import aggrieve
from sim.processes.credits import MONTH
from sim.streams import poisson
from sim.world.accounts import EXPORT
from sim.world.history import order_number
from sim.world.staff import ANSWER
from sim.world.world import World

OWNER, COURT = ASKERS.index("the customer"), ASKERS.index("a court")
ENTITLED = (OWNER, COURT)
SHARES = ("own", "court", "colleague", "friend", "supplier")
"""The parameters `request.share_...` of `ASKERS`, in their order."""
DOUBTS = {"hand out": "request.doubts", "ask what for": "request.asked", "check and write down": "request.checked"}


def start(world: World) -> None:
    """Let the requests come in."""
    world.start(requests(world))


def requests(world: World) -> Generator[simpy.Event, object, None]:
    """Every request of the run, in its order of time."""
    numbers, streams = world.numbers, world.streams
    known = np.flatnonzero(world.people.orders > 0)
    days = np.arange(world.scenario.days)
    rate = numbers["request.per_month"] / MONTH * world.scale
    counts = poisson(streams.some("data requests", days, np.zeros(len(days), dtype=np.int64)), rate)
    if not len(known):
        return
    day = np.repeat(days, counts)
    part = np.arange(len(day)) - np.repeat(counts.cumsum() - counts, counts)
    who, asker, hour = streams.several(
        ("data request: whose", "data request: who asks", "data request: moment"), day, part
    )
    customer = known[(who * len(known)).astype(np.int64)]
    shares = np.array([numbers[f"request.share_{name}"] for name in SHARES])
    askers = np.searchsorted(shares.cumsum()[:-1] / shares.sum(), asker, side="right")
    moment = day + world.hour_of(hour)
    for place in np.argsort(moment, kind="stable").tolist():
        yield world.until(float(moment[place]))
        world.start(request(world, int(customer[place]), int(askers[place]), int(part[place])))


def request(world: World, customer: int, asker: int, part: int) -> Generator[simpy.Event, object, None]:
    """One request, from asking to the answer and what comes of it."""
    numbers, streams, procedure = world.numbers, world.streams, world.policy.conduct.data_requests
    asked, day = world.now, math.floor(world.now)
    doubt, learns, later = (
        streams.one(purpose, day, customer, part) for purpose in ("clerk doubts", "learns of it", "learns of it when")
    )
    world.log.record("data_requested", day=asked, customer=customer, asker=asker)
    checks, is_entitled = procedure == "check and write down", asker in ENTITLED
    minutes = numbers["request.minutes"] + numbers["request.check_minutes"] * checks
    if rights.must_wait(world, EXPORT):
        yield from rights.wait(world, EXPORT)
    yield from world.staff.work("requests for data", minutes / 60.0, ANSWER)
    if checks and asker == OWNER:
        yield world.env.timeout(numbers["request.proof_days"])  # until the customer has shown who they are
    granted = is_entitled or doubt >= numbers[DOUBTS[procedure]]
    world.log.record(
        "data_request_answered",
        day=world.now,
        customer=customer,
        asker=asker,
        granted=granted,
        recorded=checks,
        waited_days=world.now - asked,
    )
    if granted and not is_entitled and learns < numbers["request.learns"]:
        yield world.env.timeout(-math.log1p(-later) * numbers["request.learns_days"])
        who = np.array([customer])
        order = order_number(world.people.last_day[who].astype(np.int64), who)
        feelings.harm(world, who, order, "data given away", np.array([numbers["leave.data_given"]]))
        aggrieve(world, who, "data passed on")
