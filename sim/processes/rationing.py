"""Scarce stock: who gets what when not everybody can have everything."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.streams import Integers


def ration(
    row: Integers, item: Integers, units: Integers, offered: Integers, free: Integers, scarce: NDArray[np.bool_]
) -> tuple[Integers, NDArray[np.bool_]]:
    """Units that each line gets, and whether they were on the shelf, when not everybody can have everything.

    First come, first served. Whoever finds that what they came for, their first line, is sold out buys nothing; of
    another line they take what is left. An item that is not scarce is had in any case.
    """
    units, right = units.copy(), np.ones(len(units), dtype=bool)
    touched = np.zeros(row[-1] + 1, dtype=bool)
    touched[row[scarce[item]]] = True
    sold: dict[int, int] = {}
    last, leaves = -1, False
    for line in np.flatnonzero(touched[row]).tolist():
        thing, is_first = int(item[line]), int(row[line]) != last
        last = int(row[line])
        taken = sold.get(thing, 0)
        left = max(int(offered[line]) - taken, 0) if scarce[thing] else int(units[line])
        leaves = left == 0 if is_first else leaves
        had = 0 if leaves else min(int(units[line]), left)
        if scarce[thing]:
            right[line] = int(free[line]) - taken >= had
            sold[thing] = taken + had
        units[line] = had
    return units, right
