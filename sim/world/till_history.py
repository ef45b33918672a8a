"""What the till charged in the past: a crossed-out price is held against it."""

from __future__ import annotations

from collections import defaultdict

from sim.streams import Integers


class TillHistory:
    """Prices of each item since take-over; before it, the usual one."""

    def __init__(self, till_cents: Integers) -> None:
        self._first = till_cents.copy()
        self._last = till_cents.copy()
        self._changes: dict[int, list[tuple[float, int]]] = defaultdict(list)

    def note(self, till_cents: Integers, now: float) -> None:
        """Prices may have changed at this moment."""
        for item in (till_cents != self._last).nonzero()[0].tolist():
            self._changes[item].append((now, int(till_cents[item])))
        self._last = till_cents.copy()

    def lowest(self, item: int, now: float, days: float) -> int:
        """The lowest price charged for an item in the `days` before a moment, HK cents."""
        begin = int(self._first[item])
        found = []
        for moment, cents in self._changes.get(item, ()):
            if moment <= now - days:
                begin = cents
            else:
                found.append(cents)
        return min([begin, *found])

    def as_of(self, moment: float) -> Integers:
        """What the till charged for each item at a moment of the past, HK cents."""
        then = self._first.copy()
        for item, changes in self._changes.items():
            for when, cents in changes:
                if when > moment:
                    break
                then[item] = cents
        return then
