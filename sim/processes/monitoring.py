"""Rounds over prices, promotions, descriptions and pictures; and the content that stops being true by itself."""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.processes import repair
from sim.processes.routine import every
from sim.world.shop import CONTENT, PRICE, PROMOTION
from sim.world.world import World

PRICE_CHECK_FIELDS = {"prices and promotions": (PRICE, PROMOTION), "prices": (PRICE,), "promotions": (PROMOTION,)}


def start(world: World) -> None:
    """Begin both rounds and the birth of content faults."""
    monitoring = world.policy.monitoring
    world.start(content_ages(world))
    fields = PRICE_CHECK_FIELDS[monitoring.price_check_of]
    for rounds, days in (
        (Round(world, "price check", fields, monitoring.price_check_percent), monitoring.price_check_days),
        (Round(world, "content check", (CONTENT,), monitoring.content_check_percent), monitoring.content_check_days),
    ):
        world.start(every(world, rounds.task, days, rounds.hours, rounds.look, rounds.put_right))


class Round:
    """One kind of round: what it looks at, and what it found.

    A round over part of the pages either goes on where the last one ended, so that a page has its turn every 1 / share
    rounds, or draws other pages each time, so that the rounds until its turn are geometric.

    Args:
        world: the world.
        task: the name of the round, a word of TASKS.
        fields: what is looked at on a page.
        percent: share of the pages looked at each time.
    """

    def __init__(self, world: World, task: str, fields: tuple[int, ...], percent: int) -> None:
        self.world = world
        self.task = task
        self.fields = fields
        self.pages = math.ceil(world.shop.items * percent / 100)
        self.place = int(world.shop.items * world.streams.one(f"{task} begins with", 0, 0))
        self.found: list[tuple[int, int]] = []

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


def content_ages(world: World) -> Generator[simpy.Event, object, None]:
    """Descriptions stop being true at random; a picture stops being allowed when its licence ends."""
    shop, streams = world.shop, world.streams
    items = np.arange(shop.items)
    rate = world.numbers["content.faults_per_item_day"]
    reference = world.scenario.reference_policy().monitoring.content_check_days
    age = streams.some("content fault age", 0, items) * reference
    old = np.flatnonzero(
        (streams.some("content fault at take-over", 0, items) < rate * reference) & (age < reference / 2)
    )
    with world.change():
        for item in old.tolist():
            _age(world, item, goods_change=True)
    births = streams.days("content fault", world.scenario.days, items) < -np.expm1(-rate)
    licences = np.ceil(shop.licence_until)
    eventful = births.any(axis=1) | np.isin(np.arange(world.scenario.days), licences)
    born, what = births.nonzero()
    when = born + streams.some("content fault moment", born, what)
    begins = born.searchsorted(np.arange(world.scenario.days + 1))
    for day in np.flatnonzero(eventful).tolist():
        today = slice(begins[day], begins[day + 1])
        moments, new = when[today], what[today]
        ended = np.flatnonzero((shop.licence_until > day - 1) & (shop.licence_until <= day))
        for moment, item, goods_change in sorted(
            [
                *zip(moments.tolist(), new.tolist(), [True] * len(new), strict=True),
                *((float(day), number, False) for number in ended.tolist()),
            ]
        ):
            yield world.until(moment)
            with world.change():
                _age(world, item, goods_change=goods_change)


def _age(world: World, item: int, *, goods_change: bool) -> None:
    """The description stops being true, or the picture's licence ends."""
    shop = world.shop
    shop.described_wrong[item] |= goods_change
    if not goods_change:
        world.log.record("licence_ended", day=world.now, item=item)
    shown = (int(shop.page_cents[item]), int(shop.till_cents[item]))
    repair.give_birth(world, item, CONTENT, "change in the goods", shown)
