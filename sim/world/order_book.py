"""The orders of the last weeks by moment: what the system knows of them, and would forget with its data."""

from __future__ import annotations

from collections import deque

import numpy as np

from sim.streams import Floats, Integers


class OrderBook:
    """Orders by the day on which they were placed.

    Args:
        days: how many of the latest days are kept.
    """

    def __init__(self, days: int) -> None:
        self._days: deque[tuple[Integers, Floats, Integers, Integers]] = deque(maxlen=days)

    def note(self, visitors: Integers, moments: Floats, who: Integers, orders: Integers) -> None:
        """Keep a day: who visited and when, and which of them placed which order. Nothing is worked out yet."""
        self._days.append((visitors, moments, who, orders))

    def between(self, begin: float, end: float) -> tuple[Integers, Integers]:
        """Customers and orders with begin < moment <= end, oldest first."""
        found = [(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))]
        for visitors, moments, who, orders in self._days:
            if not len(who) or moments[0] > end or moments[-1] <= begin:
                continue
            by_name = np.argsort(visitors)  # nobody visits twice a day
            moment = moments[by_name[np.searchsorted(visitors, who, sorter=by_name)]]
            inside = (moment > begin) & (moment <= end)
            found.append((who[inside], orders[inside]))
        customers, numbers = (np.concatenate(column) for column in zip(*found, strict=True))
        return customers, numbers
