"""Prices change and promotions start and end: when staff are told of what."""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.processes.changes import Batch, announce, due_of, flash_changes, price_changes, promotion_changes
from sim.processes.entering import pay_for_the_feed, publish
from sim.streams import Integers
from sim.world.shop import PRICE
from sim.world.world import World

START_OF_WEEK = 0
OPENING_SHARE = 9.0 / 24.0  # changes are announced at opening time
QUARTER = 90.0


def start(world: World) -> None:
    """Begin the daily price changes, the weekly promotions and the flash sales."""
    world.shop.promotion_depth = world.numbers["publish.promotion_depth"]
    world.start(daily_changes(world))
    if world.policy.publishing.entry == "feed":
        world.start(pay_for_the_feed(world))
    if world.policy.flash.per_quarter:
        world.start(flash_sales(world))


def daily_changes(world: World) -> Generator[simpy.Event, object, None]:
    """On each working day: new prices; on Mondays, last week's promotions end and this week's start."""
    numbers, streams, shop, calendar = world.numbers, world.streams, world.shop, world.calendar
    items, days = np.arange(shop.items), world.scenario.days
    chance = min(numbers["publish.price_changes_per_day"] / shop.items, 1.0)
    day_of, changed = np.nonzero(streams.days("price change", days, items) < chance)
    batches: dict[int, Batch] = {}
    for change in price_changes(world, day_of, changed):
        if calendar.is_working_day(change.day):
            if change.day not in batches:
                batches[change.day] = Batch(change.day, PRICE, due_of(world, change.day + OPENING_SHARE), [])
            batches[change.day].changes.append(change)
    told = [(batch.day + OPENING_SHARE, batch.due, change) for batch in batches.values() for change in batch.changes]
    moments, due = np.array([when for *when, _ in told]).reshape(-1, 2).T
    announce(world, moments, due, [change for *_, change in told])
    for day in range(days):
        monday = calendar.weekday(day) == START_OF_WEEK
        if not monday and day not in batches:
            continue
        yield world.until(day + OPENING_SHARE)
        if monday:
            luck = streams.some("promotion choice", day, items)
            chosen = np.zeros(shop.items, dtype=bool)
            chosen[np.argsort(luck)[: int(numbers["publish.promotions_per_week"])]] = True
            ended = np.flatnonzero(shop.on_promotion & ~chosen)
            started = np.flatnonzero(chosen & ~shop.on_promotion)
            world.start(publish(world, promotion_changes(world, day, ended, started)))
        if day in batches:
            world.start(publish(world, batches[day]))


def flash_sales(world: World) -> Generator[simpy.Event, object, None]:
    """Short sales at even distances, from the middle of the first gap, on working days at opening time."""
    levers, gap = world.policy.flash, QUARTER / world.policy.flash.per_quarter
    world.shop.flash_depth = levers.depth_percent / 100
    due = gap / 2
    while due < world.scenario.days:
        day = math.floor(due)
        while not world.calendar.is_working_day(day):
            day += 1
        yield world.until(day + OPENING_SHARE)
        luck = world.streams.some("flash choice", day, np.arange(world.shop.items))
        chosen = np.sort(np.argsort(luck)[: levers.items])
        world.start(publish(world, flash_changes(world, day, chosen, begins=True)))
        world.start(_end_of_flash(world, day, chosen))
        due += gap


def _end_of_flash(world: World, day: int, chosen: Integers) -> Generator[simpy.Event, object, None]:
    yield world.env.timeout(world.policy.flash.hours / 24.0)
    yield from publish(world, flash_changes(world, day, chosen, begins=False))
