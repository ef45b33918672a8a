"""Prices change and promotions start and end; each change is entered by hand, on the page and at the till.

A slip leaves the page, or page and till, as they were. A second reader catches most slips before they go live.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.processes import repair
from sim.world.shop import NOT_WRONG, PRICE, PROMOTION
from sim.world.staff import PUBLISH
from sim.world.world import World

PROMOTION_DAYS = 7
START_OF_WEEK = 0
OPENING_SHARE = 9.0 / 24.0  # changes are due at opening time


def start(world: World) -> None:
    """Begin the daily price changes and the weekly promotions."""
    world.shop.promotion_depth = world.numbers["publish.promotion_depth"]
    world.start(daily_changes(world))


def daily_changes(world: World) -> Generator[simpy.Event, object, None]:
    """On each working day: new prices; on Mondays, last week's promotions end and this week's start."""
    numbers, streams, shop = world.numbers, world.streams, world.shop
    items = np.arange(shop.items)
    chance = min(numbers["publish.price_changes_per_day"] / shop.items, 1.0)
    changes = streams.days("price change", world.scenario.days, items) < chance
    for day in range(world.scenario.days):
        yield world.until(day + OPENING_SHARE)
        if world.calendar.weekday(day) == START_OF_WEEK:
            luck = streams.some("promotion choice", day, items)
            chosen = np.argsort(luck)[: int(numbers["publish.promotions_per_week"])]
            ended = np.setdiff1d(np.flatnonzero(shop.on_promotion), chosen)
            started = np.setdiff1d(chosen, np.flatnonzero(shop.on_promotion))
            world.start(publish(world, day, ended, started, items[:0]))
        if world.calendar.is_working_day(day):
            changed = np.flatnonzero(changes[day])
            if len(changed):
                world.start(publish(world, day, items[:0], items[:0], changed))


def publish(
    world: World, day: int, ended: np.ndarray, started: np.ndarray, changed: np.ndarray
) -> Generator[simpy.Event, object, None]:
    """Enter a batch of changes; page, till and master move when the batch goes live."""
    numbers = world.numbers
    count = len(ended) + len(started) + len(changed)
    minutes = numbers["publish.minutes"]
    if world.policy.publishing.second_person_checks:
        minutes += numbers["publish.second_minutes"]
    yield from world.staff.work("publishing", count * minutes / 60.0, PUBLISH)
    with world.change() as shop:
        step = numbers["publish.price_step"] * (2 * world.streams.some("price step", day, changed) - 1)
        for item, move in zip(changed.tolist(), step.tolist(), strict=True):
            old_page, old_till = int(shop.page_cents[item]), int(shop.till_cents[item])
            # prices wander around the usual one, so that the shop stays the shop it is
            drift = 0.5 * np.log(shop.list_cents[item] / shop.usual_cents[item])
            shop.list_cents[item] = max(1, round(shop.list_cents[item] * float(np.exp(move - drift))))
            _go_live(world, day, item, PRICE, "slip at the keyboard", "publish.slip", old_page, old_till)
        for group, on, cause in ((ended, False, "missed end"), (started, True, "missed start")):
            for item in group.tolist():
                old_page, old_till = int(shop.page_cents[item]), int(shop.till_cents[item])
                shop.on_promotion[item] = on
                _go_live(world, day, item, PROMOTION, cause, "publish.slip_promotion", old_page, old_till)


def _go_live(
    world: World, day: int, item: int, field: int, cause: str, chance: str, old_page: int, old_till: int
) -> None:
    """Show and charge the new master price, unless somebody slipped and nobody noticed."""
    shop, streams, numbers = world.shop, world.streams, world.numbers
    master = shop.master_of(item)
    world.log.record(
        "price_changed", day=world.now, item=item, price_cents=master, promotion=bool(shop.on_promotion[item])
    )
    open_faults = [(f, item) for f in (PRICE, PROMOTION) if shop.wrong_since[f, item] > NOT_WRONG]
    for fault_field, _ in open_faults:  # whoever edits the page sees what was wrong with it
        repair.find(world, item, fault_field, "check")
    repair.put_right(world, open_faults)
    slips = streams.one("slip", day, item, field) < numbers[chance]
    caught = streams.one("second reader", day, item, field) < numbers["publish.second_person_catches"]
    if not slips or (caught and world.policy.publishing.second_person_checks) or old_page == master:
        shop.page_cents[item] = shop.till_cents[item] = master
    elif streams.one("slip where", day, item, field) < numbers["publish.till_only"]:
        repair.give_birth(world, item, field, cause, old_page, master)
    else:
        repair.give_birth(world, item, field, cause, old_page, old_till)
