"""Prices change and promotions start and end; each change is entered by hand, on the page and at the till.

A slip leaves the page, or page and till, as they were. A second reader catches most slips before they go live.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from typing import NamedTuple

import numpy as np
import simpy

from sim.codes import FIELDS, OFFERS
from sim.processes import repair
from sim.processes.offer_on_page import keep_page
from sim.streams import Integers
from sim.world.shop import NOT_WRONG, PRICE, PROMOTION
from sim.world.staff import PUBLISH
from sim.world.world import World

PROMOTION_DAYS = 7
START_OF_WEEK = 0
OPENING_SHARE = 9.0 / 24.0  # changes are due at opening time
SLIPS = ("slip", "second reader", "slip where")
QUARTER = 90.0
WEEKLY, FLASH = range(len(OFFERS))
FLASH_BEGINS, FLASH_ENDS = len(FIELDS), len(FIELDS) + 1  # parts of the luck of slips; the fields have their own


def start(world: World) -> None:
    """Begin the daily price changes, the weekly promotions and the flash sales."""
    world.shop.promotion_depth = world.numbers["publish.promotion_depth"]
    world.start(daily_changes(world))
    if world.policy.flash.per_quarter:
        world.start(flash_sales(world))


def daily_changes(world: World) -> Generator[simpy.Event, object, None]:
    """On each working day: new prices; on Mondays, last week's promotions end and this week's start."""
    numbers, streams, shop, calendar = world.numbers, world.streams, world.shop, world.calendar
    items, days = np.arange(shop.items), world.scenario.days
    chance = min(numbers["publish.price_changes_per_day"] / shop.items, 1.0)
    day_of, changed = np.nonzero(streams.days("price change", days, items) < chance)
    batches: dict[int, list[Change]] = {day: [] for day in range(days)}
    for change in price_changes(world, day_of, changed):
        if calendar.is_working_day(change.day):
            batches[change.day].append(change)
    for day in range(days):
        monday = calendar.weekday(day) == START_OF_WEEK
        if not monday and not batches[day]:
            continue
        yield world.until(day + OPENING_SHARE)
        if monday:
            luck = streams.some("promotion choice", day, items)
            chosen = np.zeros(shop.items, dtype=bool)
            chosen[np.argsort(luck)[: int(numbers["publish.promotions_per_week"])]] = True
            ended = np.flatnonzero(shop.on_promotion & ~chosen)
            started = np.flatnonzero(chosen & ~shop.on_promotion)
            world.start(publish(world, promotion_changes(world, day, ended, started)))
        if batches[day]:
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


class Change(NamedTuple):
    """One change to enter, and the luck of entering it.

    Attributes:
        day, item, field: what it is about.
        move: change of ln of the list price; 0 for a promotion.
        promoted: is the item on offer afterwards? None where that stays.
        offer: which kind of offer, a code of OFFERS.
        slip, second, where: luck of a slip, of the second reader, and of where the slip happens.
    """

    day: int
    item: int
    field: int
    move: float
    promoted: bool | None
    slip: float
    second: float
    where: float
    offer: int = WEEKLY


def price_changes(world: World, days: Integers, items: Integers) -> list[Change]:
    """The new prices of these items on these days."""
    step = world.numbers["publish.price_step"] * (2 * world.streams.some("price step", days, items) - 1)
    return _changes(world, days, items, PRICE, step.tolist(), [None] * len(items))


def promotion_changes(world: World, day: int, ended: Integers, started: Integers) -> list[Change]:
    """Promotions of a Monday: those that end, then those that start."""
    items = np.concatenate((ended, started))
    promoted = [False] * len(ended) + [True] * len(started)
    return _changes(world, np.full(len(items), day), items, PROMOTION, [0.0] * len(items), promoted)


def flash_changes(world: World, day: int, items: Integers, *, begins: bool) -> list[Change]:
    """Begin or end of a flash sale; `day` is that on which it began, and each end has a luck of its own."""
    days, count = np.full(len(items), day), len(items)
    part = FLASH_BEGINS if begins else FLASH_ENDS
    return _changes(world, days, items, PROMOTION, [0.0] * count, [begins] * count, FLASH, part)


def _changes(
    world: World,
    days: Integers,
    items: Integers,
    field: int,
    moves: list[float],
    promoted: Sequence[bool | None],
    offer: int = WEEKLY,
    part: int | None = None,
) -> list[Change]:
    lucks = (world.streams.some(purpose, days, items, field if part is None else part).tolist() for purpose in SLIPS)
    fields, offers = [field] * len(items), [offer] * len(items)
    return [
        Change(*values)
        for values in zip(days.tolist(), items.tolist(), fields, moves, promoted, *lucks, offers, strict=True)
    ]


def publish(world: World, batch: Sequence[Change]) -> Generator[simpy.Event, object, None]:
    """Enter a batch of changes; page, till and master move when the batch goes live."""
    numbers, shop = world.numbers, world.shop
    minutes = numbers["publish.minutes"]
    if world.policy.publishing.second_person_checks:
        minutes += numbers["publish.second_minutes"]
    yield from world.staff.work("publishing", len(batch) * minutes / 60.0, PUBLISH)
    with world.change():
        for change in batch:
            item = change.item
            old_page, old_till = int(shop.page_cents[item]), int(shop.till_cents[item])
            if change.promoted is None:
                # prices wander around the usual one, so that the shop stays the shop it is
                drift = 0.5 * math.log(shop.list_cents[item] / shop.usual_cents[item])
                new = max(1, round(shop.list_cents[item] * math.exp(change.move - drift)))
                shop.list_cents[item] = max(new, int(shop.floor_cents[item]))
            else:
                (shop.in_flash if change.offer == FLASH else shop.on_promotion)[item] = change.promoted
            _go_live(world, change, old_page, old_till)


def _go_live(world: World, change: Change, old_page: int, old_till: int) -> None:
    """Show and charge the new master price, unless somebody slipped and nobody noticed."""
    shop, numbers, item, field = world.shop, world.numbers, change.item, change.field
    master = shop.master_of(item)
    world.log.record("price_changed", day=world.now, item=item, price_cents=master, promotion=shop.on_offer(item))
    open_faults = [(f, item) for f in (PRICE, PROMOTION) if shop.wrong_since[f, item] > NOT_WRONG]
    if open_faults:
        for fault_field, _ in open_faults:  # whoever edits the page sees what was wrong with it
            repair.find(world, item, fault_field, "check")
        repair.put_right(world, open_faults)
    slips = change.slip < numbers["publish.slip" if field == PRICE else "publish.slip_promotion"]
    caught = world.policy.publishing.second_person_checks and change.second < numbers["publish.second_person_catches"]
    if not slips or caught or old_page == master:
        shop.page_cents[item] = shop.till_cents[item] = master
        keep_page(world, item, change.offer if change.promoted else None)
        return
    cause = "slip at the keyboard" if field == PRICE else "missed start" if change.promoted else "missed end"
    at_till_only = change.where < numbers["publish.till_only"]
    repair.give_birth(world, item, field, cause, old_page, master if at_till_only else old_till)
