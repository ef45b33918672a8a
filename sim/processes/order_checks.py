"""What checks of orders cost honest customers: some cannot order, some will not pay first, some are not reached.

The checks hold for all orders of a shop that is open to outside sellers.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import LOST
from sim.processes.day_orders import DayOrders
from sim.processes.visits import Visits
from sim.streams import Integers
from sim.world.staff import ANSWER
from sim.world.world import World

CENTS = 100
LIMIT, PAY, CALL = (
    LOST.index(word)
    for word in ("too many orders from one telephone", "would not pay before packing", "not reached by telephone")
)


def start(world: World) -> None:
    """Let clerks call customers back, if they do."""
    if world.policy.platform.call_back_hkd:
        world.when_settled.append(lambda _, today: call_back(world, today))


def are_made(world: World) -> bool:
    """Is anything of an order checked?"""
    levers = world.policy.platform
    return world.sellers is not None and bool(levers.order_limit or levers.pay_first or levers.call_back_hkd)


def stopped(world: World, visits: Visits, which: Integers) -> list[tuple[int, Integers]]:
    """Which of these visitors, who want to buy, do not get past the checks: codes of LOST, and visits of each.

    With a limit of L orders, those whose telephone has placed L already: share^L, as if each order might be followed by
    one more from the same telephone.
    """
    numbers, levers = world.numbers, world.policy.platform
    shares = (
        (LIMIT, numbers["orders.one_telephone"] ** levers.order_limit if levers.order_limit else 0.0, True),
        (PAY, numbers["orders.pay_at_the_door"] if levers.pay_first else 0.0, True),
        (CALL, numbers["orders.not_reached"] if levers.call_back_hkd else 0.0, False),
    )
    lost = []
    for reason, share, is_for_all in shares:
        if not share or not len(which):
            continue
        gone = world.streams.some(f"checks of orders: {LOST[reason]}", visits.day, visits.who[which]) < share
        if not is_for_all:
            gone &= visits.dollars[which] >= levers.call_back_hkd
        lost.append((reason, which[gone]))
        which = which[~gone]
    return lost


def call_back(world: World, today: DayOrders) -> None:
    """A clerk calls everybody who ordered for that much."""
    calls = int((np.asarray(today.total_cents) >= world.policy.platform.call_back_hkd * CENTS).sum())
    if calls:
        world.start(_calls(world, calls * world.numbers["orders.call_minutes"] / 60.0))


def _calls(world: World, hours: float) -> Generator[simpy.Event, object, None]:
    yield from world.staff.work("calling customers back", hours, ANSWER)
