"""Data are copied, copying breaks in silence, and one day the copies are needed.

Nobody notices that copying has stopped until somebody tries to get data back: in a test, or when they are lost. What
was entered since the last copy that can be used is lost: prices go back to older ones, and orders must be typed in
again from the mails to customers.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import BACKUP_COPIES, MENDERS
from sim.processes import repair
from sim.processes.bills import MONTH_DAYS, monthly
from sim.processes.routine import ONE_GO_HOURS, every
from sim.world.backups import HOURS_A_DAY, OFF_LINE, SAME_MACHINE, Backups, Recovery
from sim.world.order_book import OrderBook
from sim.world.shop import PRICE, PROMOTION
from sim.world.staff import ROUTINE
from sim.world.world import World

LOST_IN_RECOVERY = "lost in the recovery"
AFTER_MIDNIGHT = 1e-3  # the orders of a day are known when it is over


def start(world: World) -> None:
    """Begin copying, its silent breaks, the tests of it, and its bills."""
    policy, numbers = world.policy.continuity, world.numbers
    copies = BACKUP_COPIES.index(policy.backup_copies)
    world.backups = Backups(numbers, world.streams, float(policy.backup_hours), copies)
    world.order_book = OrderBook(math.ceil(numbers["recovery.paper_days"]) + 2)
    world.log.record("backups_kept", day=0.0, every_hours=policy.backup_hours, copies=copies)
    world.start(breaks(world, world.backups))
    if policy.restore_test_days:
        hours = numbers["backup.test_hours"]
        world.start(every(world, "restore test", policy.restore_test_days, hours, lambda: mend(world, "restore test")))
    more_often = max(HOURS_A_DAY / policy.backup_hours - 1, 0.0)
    monthly(world, "backups", numbers["backup.cents"] * more_often * MONTH_DAYS)
    if copies != SAME_MACHINE:
        monthly(world, "backups", numbers["backup.second_cents"])
    if copies == OFF_LINE:
        monthly(world, "backups", numbers["backup.offline_cents"])


def breaks(world: World, backups: Backups) -> Generator[simpy.Event, object, None]:
    """Copying breaks at a rate and says nothing; it may be broken at take-over, long after it was last tried."""
    numbers, streams = world.numbers, world.streams
    rate = numbers["backup.breaks_per_day"]
    if rate > 0:
        age = -math.log1p(-streams.one("copying broken at take-over", 0, 0)) / rate
        if age < numbers["backup.untried_days"]:
            backups.broken_since = age - numbers["backup.untried_days"]
            world.log.record("backup_broke", day=backups.broken_since)
    days = np.arange(world.scenario.days)
    luck = streams.some("copying breaks", days, np.zeros_like(days))
    for day in np.flatnonzero(luck < -math.expm1(-rate)).tolist():
        yield world.until(day + streams.one("copying breaks at", day, 0))
        if backups.broken_since is None:
            backups.broken_since = world.now
            world.log.record("backup_broke", day=world.now)


def mend(world: World, finder: str) -> int:
    """Somebody tries to get data back; what is broken is mended. Returns how much was found."""
    backups = world.backups
    if backups is None or backups.broken_since is None:
        return 0
    since, backups.broken_since = backups.broken_since, None
    world.log.record("backup_mended", day=world.now, since=since, finder=MENDERS.index(finder))
    return 1


def recovery_of(
    world: World, day: int, cause: int, *, chance: float, machine_lost: bool, only_offline: bool = False
) -> Recovery | None:
    """What comes of an outage that begins now: None if no data are lost in it."""
    if world.backups is None or world.streams.one("data lost", day, cause) >= chance:
        return None
    world.log.record("data_lost", day=world.now, cause=cause)
    return world.backups.recover(day, cause, world.now, machine_lost=machine_lost, only_offline=only_offline)


def days_to_recover(world: World, recovery: Recovery) -> float:
    """How long it takes to bring the data back, with the tries that fail, in days."""
    numbers = world.numbers
    hours = numbers["recovery.hours"] + max(recovery.tries - 1, 0) * numbers["recovery.try_hours"]
    return (hours if recovery.from_copy else numbers["recovery.by_hand_hours"]) / HOURS_A_DAY


def data_are_back(world: World, lost: float, recovery: Recovery) -> None:
    """The shop opens with older data: prices of then are on page and till, orders since then are missing."""
    shop = world.shop
    then = world.tills.as_of(recovery.point)
    with world.change():
        differ = np.flatnonzero((then != shop.till_cents) & (then != shop.master_cents()))
        for item in differ.tolist():
            reduced = round(int(shop.list_cents[item]) * (1 - shop.promotion_depth))
            field = PROMOTION if shop.on_offer(item) or int(then[item]) == reduced else PRICE
            repair.give_birth(world, item, field, LOST_IN_RECOVERY, (int(then[item]), int(then[item])))
    world.log.record(
        "data_recovered",
        day=world.now,
        lost=lost,
        point=recovery.point,
        hours_lost=(lost - recovery.point) * HOURS_A_DAY,
        hours=(world.now - lost) * HOURS_A_DAY,
        from_copy=recovery.from_copy,
        items=len(differ),
    )
    mend(world, "loss of data")
    world.start(orders_typed_in(world, lost, recovery.point))


def orders_typed_in(world: World, lost: float, point: float) -> Generator[simpy.Event, object, None]:
    """Orders that the system has forgotten are typed in again; their papers are incomplete until then."""
    yield world.until(math.floor(lost) + 1 + AFTER_MIDNIGHT)
    if world.order_book is None:
        return
    who, order = world.order_book.between(point, lost)
    known = [block[1] for block in world.due.get(("records", 0), [])]
    if known:  # whose papers are missing anyway
        new = ~np.isin(order, np.concatenate(known))
        who, order = who[new], order[new]
    if not len(who):
        return
    world.log.record_block("record_missing", len(who), day=world.now, customer=who, order=order)
    left = len(who) * world.numbers["recovery.order_minutes"] / 60.0
    while left > 0:
        yield from world.staff.work("orders typed in again", min(left, ONE_GO_HOURS), ROUTINE)
        left -= ONE_GO_HOURS
    world.log.record_block("record_completed", len(who), day=world.now, customer=who, order=order)
