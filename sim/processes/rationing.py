"""Scarce stock: who gets what when not everybody can have everything."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.streams import Floats, Integers


class Demand(NamedTuple):
    """Lines in the order of their moments, and the stock that each meets; arrays of one length.

    Attributes:
        row: which visit, counted from 0.
        item, units: what is wanted.
        offered: units that the record has when the day's other sales are left out.
        free: units that are on the shelf and not sold; likewise.
    """

    row: Integers
    item: Integers
    units: Integers
    offered: Integers
    free: Integers


class Had(NamedTuple):
    """What each line gets.

    Attributes:
        units: how many.
        right: were they on the shelf?
        beyond: how many of them the shop's own record no longer had.
    """

    units: Integers
    right: NDArray[np.bool_]
    beyond: Integers


def ration(demand: Demand, scarce: NDArray[np.bool_], moment: Floats | None = None, delay_days: float = 0.0) -> Had:
    """Who gets what when not everybody can have everything: first come, first served.

    Whoever finds that what they came for, their first line, is sold out buys nothing; of another line they take what is
    left. An item that is not scarce is had in any case.

    Args:
        demand: the lines.
        scarce: is there perhaps too little of an item? One entry an item.
        moment: of each line, in days; needed where the page hears of sales late.
        delay_days: how long after a sale the page still offers what was sold.
    """
    row, item, units, offered, free = demand
    units, right, beyond = units.copy(), np.ones(len(units), dtype=bool), np.zeros(len(units), dtype=np.int64)
    touched = np.zeros(row[-1] + 1, dtype=bool)
    touched[row[scarce[item]]] = True
    sold: dict[int, int] = {}
    unheard: dict[int, list[tuple[float, int]]] = {}  # sales of an item that the page does not know of yet
    last, leaves = -1, False
    for line in np.flatnonzero(touched[row]).tolist():
        thing, is_first = int(item[line]), int(row[line]) != last
        last = int(row[line])
        taken = sold.get(thing, 0)
        known = taken
        if moment is not None and thing in unheard:
            heard_until = float(moment[line]) - delay_days
            unheard[thing] = [sale for sale in unheard[thing] if sale[0] > heard_until]
            known = taken - sum(count for _, count in unheard[thing])
        left = max(int(offered[line]) - known, 0) if scarce[thing] else int(units[line])
        leaves = left == 0 if is_first else leaves
        had = 0 if leaves else min(int(units[line]), left)
        if scarce[thing]:
            right[line] = int(free[line]) - taken >= had
            beyond[line] = min(max(taken + had - max(int(offered[line]), 0), 0), had)
            sold[thing] = taken + had
            if moment is not None:
                unheard.setdefault(thing, []).append((float(moment[line]), had))
        units[line] = had
    return Had(units, right, beyond)
