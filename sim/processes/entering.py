"""Changes are entered on page and till: by hand, with a template for a whole batch, or by a feed from the price list.

By hand, a slip leaves the page, or page and till, as they were. A template is a file: less to type, but its rows can
shift, and then each item of the batch gets the price of the one before. A feed hardly slips; when it breaks, the whole
batch stays as it was until somebody notices. A second reader catches most slips and shifted files, no broken feed.

A batch is due a working day after it was announced. From then on the master record holds what was announced, and
whatever is not entered yet is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from functools import partial

import simpy

from sim.codes import CAUSES, COSTS
from sim.processes import repair, rights
from sim.processes.changes import FLASH, Batch, Change
from sim.processes.offer_on_page import keep_page
from sim.world.accounts import PRICES
from sim.world.shop import NOT_WRONG, PRICE, PROMOTION
from sim.world.staff import PUBLISH
from sim.world.world import World

MONTH = 30
NOT_YET = CAUSES.index("not yet entered")


@dataclass
class Entry:
    """What has become of a batch so far.

    Attributes:
        holds: does the master record hold it already, because it was due before it was entered?
        is_entered: have staff done it?
    """

    holds: bool = False
    is_entered: bool = False


def pay_for_the_feed(world: World) -> Generator[simpy.Event, object, None]:
    """The feed is paid by the month."""
    while True:
        cents = round(world.numbers["publish.feed_cents_month"])
        world.log.record("cost", day=world.now, what=COSTS.index("price feed"), cents=cents)
        yield world.env.timeout(MONTH)


def publish(world: World, batch: Batch) -> Generator[simpy.Event, object, None]:
    """Enter a batch of changes; page, till and master move when the batch goes live, the master when it is due."""
    if not batch.changes:
        return
    entry, hours = Entry(), hours_for(world, len(batch.changes))
    asks = rights.must_wait(world, PRICES)
    if (
        asks or not world.staff.serves_at_once("publishing") or hours > world.numbers["publish.due_hours"]
    ):  # else it will be entered in time
        world.until(batch.due).callbacks.append(partial(_falls_due, world, batch, entry))
    if asks:
        yield from rights.wait(world, PRICES)
    yield from world.staff.work("publishing", hours, PUBLISH)
    entry.is_entered = True
    with world.change():
        _enter(world, batch, entry)


def hours_for(world: World, changes: int) -> float:
    """Staff time to enter so many changes in one go."""
    numbers, levers = world.numbers, world.policy.publishing
    if levers.entry == "template":
        minutes = numbers["publish.template_batch_minutes"] + changes * numbers["publish.template_minutes"]
    else:
        minutes = changes * numbers["publish.feed_minutes" if levers.entry == "feed" else "publish.minutes"]
    if levers.second_person_checks:
        minutes += changes * numbers["publish.second_minutes"]
    return minutes / 60.0


def _falls_due(world: World, batch: Batch, entry: Entry, _: simpy.Event) -> None:
    """What is not entered by now holds nevertheless: pages and till are wrong until it is."""
    if entry.is_entered:
        return
    entry.holds = True
    shop = world.shop
    with world.change():
        for change in batch.changes:
            item, field = change.item, change.field
            world.log.record("change_late", day=world.now, item=item, field=field, reason=change.reason)
            master = _move_master(world, change)
            shown = (int(shop.page_cents[item]), int(shop.till_cents[item]))
            if shown != (master, master):
                repair.give_birth(world, item, field, "not yet entered", shown)


def _move_master(world: World, change: Change) -> int:
    """From now on this is the price that should be shown and charged; returns it, cents."""
    shop, item = world.shop, change.item
    if change.promoted is None:
        # prices wander around the usual one, so that the shop stays the shop it is
        drift = 0.5 * math.log(shop.list_cents[item] / shop.usual_cents[item])
        new = max(1, round(shop.list_cents[item] * math.exp(change.move - drift)))
        shop.list_cents[item] = max(new, int(shop.floor_cents[item]))
    else:
        (shop.in_flash if change.offer == FLASH else shop.on_promotion)[item] = change.promoted
    master = shop.master_of(item)
    world.log.record("price_changed", day=world.now, item=item, price_cents=master, promotion=shop.on_offer(item))
    return master


def _enter(world: World, batch: Batch, entry: Entry) -> None:
    """Let the batch go live. Call inside `world.change()`."""
    shop, numbers, levers, changes = world.shop, world.numbers, world.policy.publishing, batch.changes
    before = [(int(shop.page_cents[change.item]), int(shop.till_cents[change.item])) for change in changes]
    if entry.holds:
        masters = [shop.master_of(change.item) for change in changes]
    else:
        masters = [_move_master(world, change) for change in changes]
    where = (batch.day, batch.part)
    if levers.entry == "feed" and world.streams.one("feed breaks", *where) < numbers["publish.feed_breaks"]:
        for change, master, shown in zip(changes, masters, before, strict=True):
            _goes_wrong(world, batch, change, master, "feed broken", shown)
        return
    for change in changes:
        _see_what_is_wrong(world, change.item)
    catches = numbers["publish.second_person_catches"] if levers.second_person_checks else 0.0
    if levers.entry == "template" and _rows_shift(world, where, catches):
        for change, master, cents in zip(changes, masters, masters[-1:] + masters[:-1], strict=True):
            _goes_wrong(world, batch, change, master, "shifted rows", (cents, cents))
        return
    share = {"by hand": 1.0, "template": numbers["publish.template_slips"], "feed": numbers["publish.feed_slips"]}
    for change, master, shown in zip(changes, masters, before, strict=True):
        if change.second < catches or not _slips(world, change, share[levers.entry]) or shown[0] == master:
            _is_right(world, change, master, holds=entry.holds)
        else:
            _slip(world, change, master, shown)


def _rows_shift(world: World, where: tuple[int, int], catches: float) -> bool:
    """Do the rows of a file shift, and a second reader does not see it?"""
    shift = world.streams.one("rows shift", *where) < world.numbers["publish.template_shift"]
    return shift and world.streams.one("second reader of a file", *where) >= catches


def _see_what_is_wrong(world: World, item: int) -> None:
    """Whoever edits the page sees what was wrong with it, and puts it right."""
    shop = world.shop
    open_faults = [(field, item) for field in (PRICE, PROMOTION) if shop.wrong_since[field, item] > NOT_WRONG]
    for field, _ in open_faults:
        if shop.fault_cause[field, item] != NOT_YET:  # that it was not entered yet was known
            repair.find(world, item, field, "check")
    if open_faults:
        repair.put_right(world, open_faults)


def _goes_wrong(world: World, batch: Batch, change: Change, master: int, cause: str, shown: tuple[int, int]) -> None:
    """A change goes wrong with its batch, unless what is shown and charged happens to be right."""
    if shown == (master, master):
        _is_right(world, change, master)
    else:
        repair.give_birth(world, change.item, change.field, cause, shown, batch.number)


def _is_right(world: World, change: Change, master: int, *, holds: bool = False) -> None:
    """Show and charge what should be; where it `holds` already, an offer was shown when the late change was righted."""
    shop, item = world.shop, change.item
    shop.page_cents[item] = shop.till_cents[item] = master
    keep_page(world, item, change.offer if change.promoted and not holds else None)


def _slips(world: World, change: Change, share: float) -> bool:
    """Does a hand slip, with a share of the slips that there are by hand?"""
    return change.slip < share * world.numbers["publish.slip" if change.field == PRICE else "publish.slip_promotion"]


def _slip(world: World, change: Change, master: int, before: tuple[int, int]) -> None:
    """The page, or page and till, stay as they were; `before` is what was shown and charged, cents."""
    cause = "missed start" if change.promoted else "missed end"
    if change.field == PRICE:
        cause = "slip at the keyboard"
    at_till_only = change.where < world.numbers["publish.till_only"]
    repair.give_birth(world, change.item, change.field, cause, (before[0], master if at_till_only else before[1]))
