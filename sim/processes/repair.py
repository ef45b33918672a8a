"""Faults on page and till: how they are born, found and put right."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import simpy

from sim.codes import CAUSES, FINDERS
from sim.processes.offer_on_page import keep_page
from sim.world.shop import CONTENT, NO_BATCH, NOT_WRONG, PRICE, PROMOTION
from sim.world.staff import REPAIR
from sim.world.world import World


def give_birth(world: World, item: int, field: int, cause: str, shown: tuple[int, int], batch: int = NO_BATCH) -> None:
    """A fault begins. Call inside `world.change()`.

    Args:
        world: the world.
        item: where.
        field: what goes wrong.
        cause: a word of CAUSES.
        shown: what is shown and charged from now on, cents.
        batch: number of the batch of changes that went wrong as a whole.
    """
    shop = world.shop
    shop.fault_batch[field, item] = batch
    lowest = int(shop.floor_cents[item])  # the system takes no price below it, whoever types it in
    page, till = max(shown[0], lowest), max(shown[1], lowest)
    shop.page_cents[item], shop.till_cents[item] = page, till
    shop.fault_cause[field, item] = CAUSES.index(cause)  # the latest hand on it, also when it was wrong before
    if shop.wrong_since[field, item] == NOT_WRONG:
        shop.wrong_since[field, item] = world.now
        world.log.record(
            "fault_born",
            day=world.now,
            item=item,
            field=field,
            cause=CAUSES.index(cause),
            shown_cents=page,
            charged_cents=till,
            master_cents=shop.master_of(item),
        )


def find(world: World, item: int, field: int, finder: str) -> None:
    """Somebody notices an open fault."""
    world.log.record("fault_found", day=world.now, item=item, field=field, finder=FINDERS.index(finder))


def put_right(world: World, faults: Sequence[tuple[int, int]]) -> None:
    """Close faults (field, item). Call inside `world.change()`."""
    shop = world.shop
    for field, item in faults:
        born = shop.wrong_since[field, item]
        if born == NOT_WRONG:
            continue
        shop.wrong_since[field, item] = NOT_WRONG
        if field != CONTENT:
            shop.righted_at[item] = world.now
        else:
            shop.described_wrong[item] = False
            if shop.licence_until[item] <= world.now:
                shop.licence_until[item] = 1e9  # the picture is replaced by one the shop owns
        world.log.record("fault_repaired", day=world.now, item=item, field=field, born_day=born)
        if shop.wrong_since[PRICE, item] == NOT_WRONG and shop.wrong_since[PROMOTION, item] == NOT_WRONG:
            shop.page_cents[item] = shop.till_cents[item] = shop.master_of(item)
            keep_page(world, item)


def mend(world: World, faults: Sequence[tuple[int, int]]) -> Generator[simpy.Event, object, None]:
    """Staff put found faults (field, item) right, all in one go."""
    if not faults:
        return
    hours = len(faults) * world.numbers["repair.minutes"] / 60.0
    if hours:
        yield from world.staff.work("repair", hours, REPAIR)
    with world.change():
        put_right(world, faults)


def reported(
    world: World, item: int, fields: tuple[int, ...] = (PRICE, PROMOTION)
) -> Generator[simpy.Event, object, None]:
    """A customer's report leads to a look at the item, and to a repair if it is still wrong."""
    faults = [(field, item) for field in fields if world.shop.wrong_since[field, item] > NOT_WRONG]
    for field, _ in faults:
        find(world, item, field, "customer")
    yield from mend(world, faults)
