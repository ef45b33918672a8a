"""What a customer wants: how many lines, which items, how many units. Drawn before the shop is asked.

A basket is worth the customer's gamma-gamma value at usual prices, spread evenly over its lines; a line of value w with
q units is the item whose usual price lies nearest to w / q, give or take three neighbours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.streams import Floats, Integers
from sim.world.history import wanted_value
from sim.world.world import World

NEIGHBOURS = 3


def line_counts(world: World, luck: Floats) -> Integers:
    """Lines of each basket: one and a geometric number more."""
    more = world.numbers["basket.extra_lines"]
    if more <= 0:
        return np.ones(len(luck), dtype=np.int64)
    return 1 + np.floor(np.log1p(-luck) / np.log(more / (1 + more))).astype(np.int64)


class Lines:
    """The lines of many baskets, one after the other.

    Attributes:
        basket: which of the baskets a line belongs to.
        item, units: of each line.
    """

    def __init__(
        self, world: World, day: int | Integers, who: NDArray[np.integer], count: Integers, dollars: Floats
    ) -> None:
        self.basket = basket = np.arange(len(who)).repeat(count)
        part = np.arange(len(basket)) - (count.cumsum() - count)[basket]
        days = day if isinstance(day, int) else day[basket]
        self.item, self.units = items_wanted(world, days, who[basket], part, (dollars / count)[basket])


def items_wanted(
    world: World, day: int | Integers, who: NDArray[np.integer], part: int | Integers, line_dollars: Floats
) -> tuple[Integers, Integers]:
    """Item and units of each line (`part` is the line's number within its basket)."""
    shop = world.shop
    again = world.numbers["basket.extra_quantity"]
    luck, shift = world.streams.several(("basket units", "basket item"), day, who, part)
    units = 1 + (luck < again).astype(np.int64) + (luck < again * again)
    dearest = shop.usual_dollars[-1]
    if line_dollars.size and line_dollars.max() > dearest:
        units = np.maximum(units, np.ceil(line_dollars / dearest).astype(np.int64))
    nearest = shop.usual_dollars.searchsorted(line_dollars / units)
    item = nearest + (shift * (2 * NEIGHBOURS + 1)).astype(np.int64) - NEIGHBOURS
    return np.minimum(np.maximum(item, 0), shop.items - 1), units


def usual_demand(world: World, day: Integers, who: NDArray[np.integer]) -> Floats:
    """Units of each item in the baskets of these past orders."""
    count = line_counts(world, world.streams.some("basket lines", day, who))
    lines = Lines(world, day, who, count, wanted_value(world, day, who))
    return np.bincount(lines.item, weights=lines.units, minlength=world.shop.items).astype(np.float64)
