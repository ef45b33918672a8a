"""One kind of round over the pages: what it looks at, what it finds, and how often it is made."""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.processes import repair
from sim.world.shop import PRICE, PROMOTION
from sim.world.world import World


class Round:
    """One kind of round: what it looks at, and what it found.

    A round over part of the pages either goes on where the last one ended, so that a page has its turn every 1 / share
    rounds, or draws other pages each time, so that the rounds until its turn are geometric.

    Args:
        world: the world.
        task: the name of the round, a word of TASKS.
        fields: what is looked at on a page.
        percent: share of the pages looked at each time.
        days: between two rounds; a review may move it.

    Attributes:
        looked_at: pages looked at since the last review.
        found_since: faults found since then.
    """

    def __init__(self, world: World, task: str, fields: tuple[int, ...], percent: int, days: float) -> None:
        self.world = world
        self.task = task
        self.fields = fields
        self.pages = math.ceil(world.shop.items * percent / 100)
        self.place = int(world.shop.items * world.streams.one(f"{task} begins with", 0, 0))
        self.found: list[tuple[int, int]] = []
        self.days = float(days)
        self.looked_at = self.found_since = 0

    def interval(self) -> float:
        """Days to the next round."""
        return self.days

    @property
    def hours(self) -> float:
        """Staff time of one round: `check.hours` for all pages, in proportion for fewer."""
        numbers = self.world.numbers
        hours = numbers["check.hours"] * self.pages / self.world.shop.items
        return hours * numbers["check.one_field"] if self.fields in ((PRICE,), (PROMOTION,)) else hours

    def look(self) -> int:
        """Look at the pages whose turn it is; a fault that is there is seen with chance `check.finds`."""
        world, day = self.world, int(self.world.now)
        self.found = []
        looked = self._pages(day)
        for field in self.fields:
            wrong = np.flatnonzero(world.shop.wrong(field) if looked is None else world.shop.wrong(field) & looked)
            seen = world.streams.some("check sees", day, wrong, field) < world.numbers["check.finds"]
            self.found += [(field, int(item)) for item in wrong[seen]]
        for field, item in self.found:
            repair.find(world, item, field, "check")
        self.looked_at += self.pages
        self.found_since += len(self.found)
        return len(self.found)

    def _pages(self, day: int) -> NDArray[np.bool_] | None:
        """Which pages have their turn; None if all."""
        world, items = self.world, self.world.shop.items
        if self.pages == items:
            return None
        if world.policy.monitoring.sample == "in turn":
            chosen = (self.place + np.arange(self.pages)) % items
            self.place = (self.place + self.pages) % items
        else:
            luck = world.streams.some(f"{self.task} looks at", day, np.arange(items))
            chosen = luck.argsort()[: self.pages]
        looked = np.zeros(items, dtype=np.bool_)
        looked[chosen] = True
        return looked

    def put_right(self) -> Generator[simpy.Event, object, None]:
        """Repair what was found."""
        faults, self.found = self.found, []
        yield from repair.mend(self.world, faults, "check")
