"""Rounds over prices, promotions, descriptions and pictures; and the content that stops being true by itself."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.processes import repair
from sim.processes.routine import every
from sim.world.shop import CONTENT, PRICE, PROMOTION
from sim.world.staff import REPAIR
from sim.world.world import World


def start(world: World) -> None:
    """Begin both rounds and the birth of content faults."""
    monitoring, hours = world.policy.monitoring, world.numbers["check.hours"]
    world.start(content_ages(world))
    for task, days, fields in (
        ("price check", monitoring.price_check_days, (PRICE, PROMOTION)),
        ("content check", monitoring.content_check_days, (CONTENT,)),
    ):
        rounds = Round(world, fields)
        world.start(every(world, task, days, hours, rounds.look, rounds.put_right))


class Round:
    """One kind of round: what it looks at, and what it found."""

    def __init__(self, world: World, fields: tuple[int, ...]) -> None:
        self.world = world
        self.fields = fields
        self.found: list[tuple[int, int]] = []

    def look(self) -> int:
        """Look at every page once; a fault that is there is seen with chance `check.finds`."""
        world, day = self.world, int(self.world.now)
        self.found = []
        for field in self.fields:
            wrong = np.flatnonzero(world.shop.wrong(field))
            seen = world.streams.some("check sees", day, wrong, field) < world.numbers["check.finds"]
            self.found += [(field, int(item)) for item in wrong[seen]]
        for field, item in self.found:
            repair.find(world, item, field, "check")
        return len(self.found)

    def put_right(self) -> Generator[simpy.Event, object, None]:
        """Repair what was found, in one go."""
        if self.found:
            faults, self.found = self.found, []
            hours = len(faults) * self.world.numbers["repair.minutes"] / 60.0
            if hours:
                yield from self.world.staff.work("repair", hours, REPAIR)
            with self.world.change():
                repair.put_right(self.world, faults)


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
    repair.give_birth(
        world, item, CONTENT, "change in the goods", int(shop.page_cents[item]), int(shop.till_cents[item])
    )
