"""Goods that are not what the customer wanted: not as the page described them, or not what was ordered.

The page was untrue when the line was sold, or the packer took the wrong thing. Either shows when the parcel arrives, to
those who notice. A second person who looks into every parcel catches most wrong picks; it takes staff time.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.processes import feelings
from sim.processes.blocks import joined
from sim.processes.service_desk import complain
from sim.streams import Floats, Integers
from sim.world.history import order_day
from sim.world.staff import ROUTINE
from sim.world.world import World

UNTRUE, WRONG_THING = "goods not as described", "wrong thing in the parcel"
ONE_GO_HOURS = 1.0


class Lines(NamedTuple):
    """Packed lines that their buyers will find wrong, an entry each; `cents` is what the shop will pay for it."""

    who: Integers
    order: Integers
    item: Integers
    cents: Integers
    is_wrong_thing: NDArray[np.bool_]


_NO_NUMBERS = np.zeros(0, dtype=np.int64)
NONE = Lines(_NO_NUMBERS, _NO_NUMBERS, _NO_NUMBERS, _NO_NUMBERS, np.zeros(0, dtype=bool))


def packed(
    world: World,
    who: Integers,
    order: Integers,
    item: Integers,
    units: Integers,
    net: Integers,
    untrue: NDArray[np.bool_],
) -> Lines:
    """Of the lines packed now, those that will disappoint: luck by order and item, whatever else is in the parcel."""
    numbers, streams, day = world.numbers, world.streams, order_day(order)
    wrong = streams.some("picks the wrong thing", day, who, item) < numbers["parcel.mispick"]
    if world.policy.delivery.second_person_checks:
        caught = streams.some("second look into a parcel", day, who, item) < numbers["parcel.check_finds"]
        wrong &= ~caught
        hours = len(np.unique(order)) * numbers["parcel.check_minutes"] / 60.0
        for _ in range(round(world.scale)):
            world.start(_checks(world, hours / round(world.scale)))
    at = (wrong | untrue).nonzero()[0]
    if not len(at):
        return NONE
    who, order, item, day, wrong = who[at], order[at], item[at], day[at], wrong[at]
    chance = np.where(wrong, numbers["notice.wrong_thing"], numbers["notice.not_as_described"])
    seen = streams.some("notice wrong goods", day, who, item) < chance
    again = units[at] * world.shop.cost_cents[item] + round(numbers["parcel.cost_cents"])
    cents = np.where(wrong, again, units[at] * net[at])
    return Lines(who[seen], order[seen], item[seen], cents[seen], wrong[seen])


def _checks(world: World, hours: float) -> Generator[simpy.Event, object, None]:
    """A second person looks into the parcels of a day, an hour at a time; the courier does not wait for it."""
    while hours > 0:
        yield from world.staff.work("parcel check", min(hours, ONE_GO_HOURS), ROUTINE)
        hours -= ONE_GO_HOURS


def on_the_road(world: World, wrong: Lines, order: Integers, moment: Floats) -> None:
    """Let lines fall due on the day on which their parcel arrives; `order` and `moment` are those of all parcels."""
    if not len(wrong.order):
        return
    place = order.argsort()
    arrival = moment[place[order.searchsorted(wrong.order, sorter=place)]]
    inside = arrival < world.scenario.days
    world.put_off("wrong goods", arrival[inside], arrival[inside], *(column[inside] for column in wrong))


def arrived(world: World, day: int) -> None:
    """Customers open the parcels of a day: a harm for each cause, and some write."""
    blocks = world.due.pop(("wrong goods", day), [])
    if not blocks:
        return
    moment, who, order, item, cents, is_wrong_thing = joined(blocks)
    by_moment = moment.argsort(kind="stable")
    for cause, size, mine in (
        (UNTRUE, world.numbers["leave.not_as_described"], ~is_wrong_thing),
        (WRONG_THING, world.numbers["leave.wrong_thing"], is_wrong_thing),
    ):
        lines = by_moment[mine[by_moment]]
        if not len(lines):
            continue
        customers, first = np.unique(who[lines], return_index=True)
        feelings.harm(world, customers, order[lines][first], cause, np.full(len(customers), size))
        # of two parcels of a day each is a matter of its own
        orders, first, owner = np.unique(order[lines], return_index=True, return_inverse=True)
        total = np.bincount(owner, weights=cents[lines]).astype(np.int64)
        complain(world, day, who[lines][first], orders, cause, total, item[lines][first])
