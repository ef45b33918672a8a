"""What a customer wants: how many lines, which items, how many units. Drawn before the shop is asked.

A basket is worth the customer's gamma-gamma value at usual prices. It is spread evenly over its lines; a line of value w with
q units is the item whose usual price lies nearest to w / q, give or take three neighbours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.streams import Floats, Integers
from sim.world.history import wanted_value
from sim.world.world import World

NEIGHBOURS = 3


def line_counts(world: World, day: int | Integers, who: NDArray[np.integer]) -> Integers:
    """Lines of each basket: one and a geometric number more."""
    more = world.numbers["basket.extra_lines"]
    if more <= 0:
        return np.ones(len(who), dtype=np.int64)
    luck = world.streams.some("basket lines", day, who)
    return 1 + np.floor(np.log1p(-luck) / np.log(more / (1 + more))).astype(np.int64)


def items_wanted(
    world: World, day: int | Integers, who: NDArray[np.integer], part: int | Integers, line_dollars: Floats
) -> tuple[Integers, Integers]:
    """Item and units of one line for each customer (`part` is the line's number within the basket)."""
    shop, streams = world.shop, world.streams
    again = world.numbers["basket.extra_quantity"]
    luck = streams.some("basket units", day, who, part)
    units = 1 + (luck < again).astype(np.int64) + (luck < again * again)
    units = np.maximum(units, np.ceil(line_dollars / shop.usual_dollars[-1]).astype(np.int64))
    nearest = np.searchsorted(shop.usual_dollars, line_dollars / units)
    shift = np.floor(streams.some("basket item", day, who, part) * (2 * NEIGHBOURS + 1)).astype(np.int64) - NEIGHBOURS
    return np.clip(nearest + shift, 0, shop.items - 1), units


def usual_demand(world: World, day: Integers, who: NDArray[np.integer]) -> Floats:
    """Units of each item in the baskets of these past orders."""
    lines = line_counts(world, day, who)
    dollars = np.repeat(wanted_value(world, day, who) / lines, lines)
    first = np.cumsum(lines) - lines
    part = np.arange(lines.sum()) - np.repeat(first, lines)
    item, units = items_wanted(world, np.repeat(day, lines), np.repeat(who, lines), part, dollars)
    return np.bincount(item, weights=units, minlength=world.shop.items)
