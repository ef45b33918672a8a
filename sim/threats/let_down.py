"""Buyers whom a seller misled: some days after the order some of them see it, and are let down."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, NamedTuple

import numpy as np
import simpy

from sim.processes import feelings
from sim.processes.day_orders import DayOrders
from sim.streams import Integers
from sim.world.world import World


class Sight(NamedTuple):
    """What buyers come to see: the word of HARMS, and the parameters of the chance to see it and of its size."""

    harm: str
    seen: str
    size: str


DEARER = Sight("dearer than elsewhere", "deal.noticed", "leave.dearer")
PRAISED = Sight("a bought review believed", "fake_review.disappoints", "leave.bought_review")


def buyers_of(world: World, items: Sequence[int], sight: Sight) -> Callable[[Any, DayOrders], None]:
    """What to do with the orders of a day while these items mislead; to be told of each day (`World.when_settled`)."""
    wanted = np.array(items)

    def told(_: Any, today: DayOrders) -> None:
        lines = np.flatnonzero(np.isin(today.item, wanted))
        if not len(lines):
            return
        who, first = np.unique(today.line_who[lines], return_index=True)
        order = today.line_order[lines][first]
        luck = world.streams.some(f"buyer sees: {sight.harm}", int(world.now), who)
        sees = luck < world.numbers[sight.seen]
        if sees.any():
            world.start(_learn(world, who[sees], order[sees], sight))

    return told


def _learn(world: World, who: Integers, order: Integers, sight: Sight) -> Generator[simpy.Event, object, None]:
    yield world.env.timeout(world.numbers["sellers.seen_days"])
    feelings.harm(world, who, order, sight.harm, np.full(len(who), world.numbers[sight.size]))
