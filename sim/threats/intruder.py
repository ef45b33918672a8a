"""A stranger in an account of the back office: what the rights of the account let them do, and what betrays them.

How long they stay is never drawn. A review of sign-ins, a price that nobody can explain, or somebody outside ends it.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import ACTIONS, COSTS, FINDERS
from sim.processes import feelings, goods_in, leavers, repair
from sim.processes.routine import every
from sim.world.accounts import COUPONS, EXPORT, INSTALL, PRICES, REFUND, STOCK, Accounts
from sim.world.history import order_number
from sim.world.shop import PRICE
from sim.world.staff import REPAIR, ROUTINE
from sim.world.world import World

MONEY, DATA, APP, GOODS = range(4)
"""What an intruder may want beside other prices; each is wanted or not by luck of its own."""


def start(world: World) -> None:
    """Begin to look for intruders; once in a world, whatever threats there are."""
    intruders = Intruders(world)
    world.start(intruders.watch())
    hours = world.numbers["phish.review_hours"]
    world.start(every(world, "log review", world.policy.security.log_review_days, hours, intruders.review))


def take(world: World, account: int) -> None:
    """A stranger is in; the rest follows from the rights of the account."""
    if account in world.taken:
        return
    world.taken[account] = world.now
    world.ever_taken = True
    world.log.record("account_taken", day=world.now, account=account)
    world.start(alter_prices(world, account, world.now))
    world.start(outside_notice(world, account, world.now))
    if world.accounts is not None:
        _misuse(world, world.accounts, account)


def _may(world: World, account: int, action: str) -> bool:
    return world.accounts is None or world.accounts.may(account, action)


def alter_prices(world: World, account: int, taken: float) -> Generator[simpy.Event, object, None]:
    """Within two days the intruder cuts the prices of dear items, on page and till."""
    day, streams, numbers = int(taken), world.streams, world.numbers
    if not _may(world, account, PRICES):
        return
    yield world.env.timeout(2 * streams.one("intruder waits", day, account))
    if world.taken.get(account) != taken:
        return
    with world.change() as shop:
        dear = np.arange(shop.items // 2, shop.items)
        luck = streams.some("intruder chooses", day, dear, account)
        for item in dear[np.argsort(luck)[: int(numbers["phish.items_altered"])]].tolist():
            low = max(1, round(int(shop.master_cents()[item]) * (1 - numbers["phish.price_cut"])))
            repair.give_birth(world, item, PRICE, "intruder", (low, low))


def _misuse(world: World, accounts: Accounts, account: int) -> None:
    """Begin what this intruder wants and the account may."""
    day, part = int(world.now), np.arange(GOODS + 1)
    wants = world.streams.some("intruder wants", day, part, account) < world.numbers["access.wants"]
    if wants[MONEY] and (accounts.may(account, REFUND) or accounts.may(account, COUPONS)):
        world.start(drain(world, account, world.now))
    if wants[DATA] and accounts.may(account, EXPORT):
        world.start(_copies_the_list(world, account, world.now))
    if wants[APP] and accounts.may(account, INSTALL) and account not in accounts.apps:
        accounts.apps[account] = world.now
        note(world, account, INSTALL)
    if wants[GOODS] and accounts.may(account, STOCK):
        _false_stock(world, account)


def note(world: World, account: int, action: str, *, insider: bool = False, cents: int = 0, people: int = 0) -> None:
    """Write down what was done with the rights of an account, and what it cost."""
    world.log.record(
        "rights_misused",
        day=world.now,
        account=account,
        insider=insider,
        action=ACTIONS.index(action),
        cents=cents,
        people=people,
    )
    if cents:
        world.log.record("cost", day=world.now, what=COSTS.index("misuse of accounts"), cents=cents)


def drain(
    world: World, account: int, since: float, *, insider: bool = False, action: str | None = None
) -> Generator[simpy.Event, object, None]:
    """Day after day money is paid out, until nobody can get in that way any more.

    Args:
        world: the world.
        account: whose rights are used.
        since: when it began; a later spell in the same account has a drain of its own.
        insider: the owner of the account does it.
        action: with which right; by default refunds, or coupons where the account may make no refunds.
    """
    accounts, numbers = world.accounts, world.numbers
    assert accounts is not None
    if action is None:
        action = REFUND if accounts.may(account, REFUND) else COUPONS
    cents = round(numbers["access.refund_cents_day" if action == REFUND else "access.coupon_cents_day"])
    while True:
        yield world.env.timeout(1.0)
        inside = accounts.insiders if insider else world.taken
        if inside.get(account) != since and (insider or accounts.apps.get(account) != since):
            return
        note(world, account, action, insider=insider, cents=cents)


def _copies_the_list(world: World, account: int, taken: float) -> Generator[simpy.Event, object, None]:
    """A day later the list of customers is copied; later still it shows up in public."""
    yield world.env.timeout(1.0)
    if world.taken.get(account) != taken:
        return
    known = np.flatnonzero(world.people.orders > 0)
    note(world, account, EXPORT, people=len(known))
    yield from becomes_known(world, account, known)


def becomes_known(world: World, account: int, who: np.ndarray) -> Generator[simpy.Event, object, None]:
    """Stolen data show up in public; some of those whose data they are learn of it."""
    numbers, day = world.numbers, int(world.now)
    luck = world.streams.one("stolen data become known", day, account)
    learns = who[world.streams.some("learns of stolen data", day, who, account) < numbers["access.theft_learns"]]
    yield world.env.timeout(-math.log1p(-luck) * numbers["access.theft_known_days"])
    orders = order_number(world.people.last_day[learns].astype(np.int64), learns)
    feelings.harm(world, learns, orders, "data stolen", np.full(len(learns), numbers["leave.data_stolen"]))


def _false_stock(world: World, account: int) -> None:
    """The record of some items says more than is there."""
    items, numbers = np.arange(world.shop.items), world.numbers
    luck = world.streams.some("false stock", int(world.now), items, account)
    chosen = np.sort(luck.argsort()[: int(numbers["access.false_items"])])
    with world.change(stock_only=True) as shop:
        shop.record[chosen] += int(numbers["access.false_units"])
    goods_in.log_errors(world, chosen)
    note(world, account, STOCK)


def outside_notice(world: World, account: int, taken: float) -> Generator[simpy.Event, object, None]:
    """Sooner or later somebody outside tells the shop."""
    luck = world.streams.one("outside notice", int(taken), account)
    yield world.env.timeout(-math.log1p(-luck) * world.numbers["phish.outside_notice_days"])
    if world.taken.get(account) == taken:
        yield from shut_out(world, account, "outside")


def shut_out(world: World, account: int, finder: str) -> Generator[simpy.Event, object, None]:
    """Close the account, then put right what the intruder altered."""
    taken = world.taken.pop(account)
    world.log.record("account_closed", day=world.now, account=account, taken=taken, finder=FINDERS.index(finder))
    world.log.record("cost", day=world.now, what=COSTS.index("incident"), cents=int(world.numbers["phish.loss_cents"]))
    for tell in world.when_data_lost:
        tell("an account was taken over", account)
    leavers.close(world, account, leavers.FOUND)
    faults = [(PRICE, int(item)) for item in np.flatnonzero(by_intruder(world))]
    for field, item in faults:
        repair.find(world, item, field, "outside" if finder == "outside" else "review")
    yield from world.staff.work("clean-up", world.numbers["phish.clean_up_hours"], REPAIR)
    with world.change():
        repair.put_right(world, faults)


def by_intruder(world: World) -> np.ndarray:
    """Items whose open price fault is an intruder's work."""
    cause = world.shop.fault_cause[PRICE] == 4
    return world.shop.wrong(PRICE) & cause


class Intruders:
    """What may betray an intruder: a review of sign-ins, or prices that nobody can explain."""

    def __init__(self, world: World) -> None:
        self.world = world

    def review(self) -> int:
        """Read who signed in and what was changed: every taken account is found, and every app of a thief."""
        world = self.world
        found = sorted(world.taken)
        for account in found:
            world.start(shut_out(world, account, "review"))
        others = sum(ask() for ask in world.when_reviewed)  # whoever else is in the system may be found too
        if world.accounts is None:
            return len(found) + others
        for account, installed in sorted(world.accounts.apps.items()):
            world.log.record("app_removed", day=world.now, account=account, installed=installed)
        found += list(world.accounts.apps)
        world.accounts.apps.clear()
        return len(found) + others + sum(look() for look in world.accounts.when_reviewed)

    def watch(self) -> Generator[simpy.Event, object, None]:
        """When a check or a customer has had an intruder's price put right, staff ask who set it."""
        world = self.world
        before = 0
        while True:
            yield world.env.timeout(1.0)
            now = int(by_intruder(world).sum()) if self.world.ever_taken else 0
            if world.taken and now < before:
                account = min(world.taken, key=lambda name: world.taken[name])
                yield from world.staff.work("log review", world.numbers["phish.review_hours"], ROUTINE)
                if account in world.taken:
                    yield from shut_out(world, account, "check")
            before = now
