"""Rounds over prices, promotions, descriptions and pictures; and the content that stops being true by itself."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.processes import repair
from sim.processes.needs_review import reviews
from sim.processes.rounds import Round
from sim.processes.routine import every
from sim.world.shop import CONTENT, PRICE, PROMOTION
from sim.world.world import World

PRICE_CHECK_FIELDS = {"prices and promotions": (PRICE, PROMOTION), "prices": (PRICE,), "promotions": (PROMOTION,)}


def start(world: World) -> None:
    """Begin both rounds and the birth of content faults."""
    monitoring = world.policy.monitoring
    world.start(content_ages(world))
    fields = PRICE_CHECK_FIELDS[monitoring.price_check_of]
    prices = Round(world, "price check", fields, monitoring.price_check_percent, monitoring.price_check_days)
    pages = Round(world, "content check", (CONTENT,), monitoring.content_check_percent, monitoring.content_check_days)
    for rounds in (prices, pages):
        world.start(every(world, rounds.task, rounds.interval, rounds.hours, rounds.look, rounds.put_right))
    if monitoring.review_days:
        world.start(reviews(world, prices))


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
