"""Faults on page and till: how they are born, found and put right."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np
import simpy

from sim.codes import CAUSES, FINDERS
from sim.processes import rights
from sim.processes.offer_on_page import keep_page
from sim.world.accounts import PRICES
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


def mend(world: World, faults: Sequence[tuple[int, int]], finder: str) -> Generator[simpy.Event, object, None]:
    """Staff put found faults right: spoilt batches as a whole, the rest together or in the order of the house.

    Args:
        world: the world.
        faults: field and item of each.
        finder: who found them, a word of FINDERS; the rest of a batch is found by the same.
    """
    levers = world.policy.repair
    if levers.whole_batch and faults:
        batches, together = _of_their_batches(world, faults)
        for field, item in together:
            if (field, item) not in faults:
                find(world, item, field, finder)
        yield from _work_and_right(world, len(batches) * world.numbers["repair.batch_minutes"], together)
        faults = [fault for fault in faults if fault not in together]
    minutes = world.numbers["repair.minutes"]
    if levers.first == "all at once":
        yield from _work_and_right(world, len(faults) * minutes, faults)
        return
    for fault in sorted(faults, key=lambda fault: (_urgency(world, *fault), fault)):
        yield from _work_and_right(world, minutes, [fault])


def _work_and_right(
    world: World, minutes: float, faults: Sequence[tuple[int, int]]
) -> Generator[simpy.Event, object, None]:
    if not faults:
        return
    if any(field != CONTENT for field, _ in faults) and rights.must_wait(world, PRICES):
        yield from rights.wait(world, PRICES)
    if minutes:
        yield from world.staff.work("repair", minutes / 60.0, REPAIR)
    with world.change():
        put_right(world, faults)


def _of_their_batches(world: World, faults: Sequence[tuple[int, int]]) -> tuple[set[int], list[tuple[int, int]]]:
    """The spoilt batches that faults belong to, and all open faults of these."""
    shop = world.shop
    batches = {int(shop.fault_batch[fault]) for fault in faults} - {NO_BATCH}
    is_one = (shop.wrong_since > NOT_WRONG) & np.isin(shop.fault_batch, list(batches))
    return batches, [(int(field), int(item)) for field, item in zip(*is_one.nonzero(), strict=True)]


def _urgency(world: World, field: int, item: int) -> float:
    """The lower, the sooner it is put right."""
    shop, first = world.shop, world.policy.repair.first
    if first == "oldest":
        return float(shop.wrong_since[field, item])
    if first == "best sellers":
        return -float(world.usual_units[item])
    master = shop.master_of(item)
    return -float(max(abs(shop.page_cents[item] - master), abs(shop.till_cents[item] - master)))


def reported(
    world: World, item: int, fields: tuple[int, ...] = (PRICE, PROMOTION)
) -> Generator[simpy.Event, object, None]:
    """A customer's report leads to a look at the item, and to a repair if it is still wrong."""
    faults = [(field, item) for field in fields if world.shop.wrong_since[field, item] > NOT_WRONG]
    for field, _ in faults:
        find(world, item, field, "customer")
    yield from mend(world, faults, "customer")
