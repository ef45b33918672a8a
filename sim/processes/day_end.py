"""The end of a day, in blocks: who ordered, who leaves, what is remembered, what arrived.

What happens to a customer acts from the next morning; what happens to the shop acts at its moment.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kinds import CONSENTS
from sim.processes import feelings
from sim.processes.service_desk import complain
from sim.streams import Floats, Integers
from sim.world.people import ACTIVE, NEVER, PROSPECT
from sim.world.world import World


class DayOrders:
    """Orders and lines of one day, gathered from its blocks."""

    def __init__(self) -> None:
        self._orders: list[tuple[NDArray[np.generic], ...]] = []
        self._lines: list[tuple[NDArray[np.generic], ...]] = []

    def add_orders(self, *columns: NDArray[np.generic]) -> None:
        """Customer, order, pull, pull of a coupon, value at usual prices, value paid."""
        self._orders.append(columns)

    def add_lines(self, *columns: NDArray[np.generic]) -> None:
        """Customer, order, item, units, charged cents a unit, cents charged beyond what was shown."""
        self._lines.append(columns)

    def orders(self) -> list[NDArray[np.generic]]:
        """The columns of `add_orders`, joined; empty list if there was no order."""
        return [np.concatenate(column) for column in zip(*self._orders, strict=True)]

    def lines(self) -> list[NDArray[np.generic]]:
        """The columns of `add_lines`, joined."""
        return [np.concatenate(column) for column in zip(*self._lines, strict=True)]


def close_day(world: World, day: int, today: DayOrders) -> None:
    """Apply to customers what the day brought."""
    orders = today.orders()
    if orders:
        who, order, pull, pull_coupon, usual, paid = orders
        lines = today.lines()
        _take_up(world, day, who, order, pull, pull_coupon, usual, paid)
        if world.has("fulfilment"):
            world.due["packing", 0].append((who, order, lines))
        if world.has("records"):
            _file_records(world, day, who, order)
        _overcharged(world, day, lines)
    if world.has("fulfilment"):
        _arrivals(world, day)


def _take_up(world: World, day: int, who, order, pull: Floats, pull_coupon: Floats, usual: Floats, paid: Floats) -> None:  # type: ignore[no-untyped-def]
    people, numbers = world.people, world.numbers
    newcomers = who[people.status[who] == PROSPECT]
    people.set_status(newcomers, ACTIVE)
    people.orders[who] += 1
    people.last_day[who] = day
    if world.has("messages") and len(newcomers):
        _ask_consent(world, day, newcomers)
    keep = numbers["price.memory"]
    level = np.log(np.maximum(paid, 1.0) / np.maximum(usual, 1.0))
    people.reference_log[who] = keep * people.reference_log[who] + (1 - keep) * level
    used = pull_coupon > 1
    if used.any():
        _bring_forward(world, day, who[used], pull_coupon[used])
    feelings.after_orders(world, day, who, order, pull)


def _bring_forward(world: World, day: int, who: NDArray[np.integer], pull: Floats) -> None:
    """A share of the extra orders was only brought forward: visits fall by as much over the next weeks.

    factor = 1 - dip (1 - 1/pull) / (usual orders in that time), not below 0.
    """
    people, numbers = world.people, world.numbers
    days = numbers["coupon.dip_days"]
    missing = numbers["coupon.dip"] * (1 - 1 / pull)
    people.dip_factor[who] = np.maximum(1 - missing / np.maximum(days * people.order_rate[who], 1e-9), 0)
    people.dip_until[who] = day + 1 + days
    spent = who[people.coupon_until[who] > day]
    people.coupon_until[spent] = NEVER


def _ask_consent(world: World, day: int, who: NDArray[np.integer]) -> None:
    people, numbers, form = world.people, world.numbers, world.policy.outreach.consent_form
    luck = world.streams.some("consent: ticked", 0, who)
    if form == "clear question":
        ticked = luck < numbers["consent.clear_question"]
    elif form == "box ticked in advance":
        ticked = luck < numbers["consent.ticked_in_advance"]
    else:
        ticked = np.ones(len(who), dtype=bool)
    people.ticked[who] = ticked
    people.consent_recorded[who] = ticked & (form == "clear question")
    world.log.record_block(
        "consent",
        len(who),
        day=world.now,
        customer=who,
        how=CONSENTS.index(form),
        ticked=ticked,
        notice=form != "no question",
    )


def _file_records(world: World, day: int, who: NDArray[np.integer], order: Integers) -> None:
    missing = world.streams.some("record missing", day, who) < world.numbers["record.miss"]
    if missing.any():
        world.due["records", 0].append((who[missing], order[missing]))
        world.log.record_block(
            "record_missing", int(missing.sum()), day=world.now, customer=who[missing], order=order[missing]
        )


def _overcharged(world: World, day: int, lines: list[NDArray[np.generic]]) -> None:
    """Customers charged more than was shown: some notice, some of those write."""
    who, order, item, _, _, extra = lines
    hit = np.flatnonzero(extra > 0)
    if not len(hit):
        return
    customers, first = np.unique(who[hit], return_index=True)
    orders, items = order[hit][first], item[hit][first]
    cents = np.bincount(np.searchsorted(customers, who[hit]), weights=extra[hit]).astype(np.int64)
    noticed = world.streams.some("notice overcharge", day, customers) < world.numbers["notice.overcharged"]
    customers, orders, items, cents = customers[noticed], orders[noticed], items[noticed], cents[noticed]
    size = np.full(len(customers), world.numbers["leave.overcharged"])
    feelings.harm(world, customers, orders, "charged more than shown", size)
    complain(world, day, customers, orders, "charged more than shown", cents, items)


def _arrivals(world: World, day: int) -> None:
    """Parcels that arrived today; late ones are a harm."""
    blocks = world.due.pop(("parcels", day), [])
    if not blocks:
        return
    who, order, moment, late = (np.concatenate(column) for column in zip(*blocks, strict=True))
    world.log.record_block("delivered", len(who), day=moment, customer=who, order=order, late_days=late)
    too_late = late > 0
    # a customer with two late parcels on one day is harmed once
    customers, first = np.unique(who[too_late], return_index=True)
    if len(customers):
        orders = order[too_late][first]
        feelings.harm(world, customers, orders, "late parcel", np.full(len(customers), world.numbers["leave.late"]))
        complain(world, day, customers, orders, "late parcel", np.zeros(len(customers), dtype=np.int64), None)
