"""What is done for customers who bought at a wrong price, once it has been found and put right.

Too high: in the shop as it is, those who complain are paid back. A shop may look for all of them: each working morning,
buyers at prices that were put right by then are paid back and told. Whoever had noticed feels better, less so with each
day that went by, and need not write any more. Too low: a shop may cancel what is not taken up for packing yet, and tell
the customer, which is a let-down.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from typing import NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.processes import feelings, money_back
from sim.processes.blocks import joined
from sim.processes.service_desk import complain
from sim.streams import Floats, Integers
from sim.world.history import order_day
from sim.world.staff import REPAIR
from sim.world.world import World

MORNING, BEFORE_PACKING = 9.5 / 24.0, 15.5 / 24.0
ALL = math.inf
"""Cents paid back for an order after a complaint: whatever was too much."""


class Wrong(NamedTuple):
    """Lines sold at a wrong price, an entry each; `extra` is what was paid too much for it, cents, 0 if too little."""

    moment: Floats
    who: Integers
    order: Integers
    item: Integers
    extra: Integers

    def only(self, rows: NDArray[np.bool_]) -> Wrong:
        """Some of the lines."""
        moment, *others = self
        return Wrong(moment[rows], *(column[rows] for column in others))


def start(world: World) -> None:
    """Begin to look after past buyers, where the shop does."""
    levers = world.policy.repair
    if levers.overcharged == "everybody":
        world.start(_each_working_day(world, MORNING, pay_back))
    if levers.undercharged == "cancel" and world.has("fulfilment"):
        world.start(_each_working_day(world, BEFORE_PACKING, cancel))


def _each_working_day(
    world: World, moment: float, act: Callable[[World], None]
) -> Generator[simpy.Event, object, None]:
    for day in range(world.scenario.days):
        if world.calendar.is_working_day(day):
            yield world.until(day + moment)
            act(world)


def remember(world: World, lines: Wrong, prices: Integers) -> None:
    """Keep the lines of a day that were sold at a wrong price, where something will be done about them.

    Args:
        world: the world.
        lines: all lines of the day; `extra` is what all units of a line cost the customer in money, cents.
        prices: rows price shown, charged and as it should be, cents a unit.
    """
    shown, charged, master = prices
    levers = world.policy.repair
    if levers.overcharged == "everybody" and (high := charged > shown).any():
        share = (charged - shown) / np.maximum(charged, 1)  # discounts took their share off what was too much
        extra = np.rint(lines.extra * share).astype(np.int64)
        world.due["sold too dear", 0].append(lines._replace(extra=extra).only(high))
    if levers.undercharged == "cancel" and (low := charged < master).any():
        world.due["sold too cheap", 0].append(lines.only(low))


def _righted(world: World, purpose: str) -> Wrong | None:
    """Take the lines out of memory whose price was put right after they were sold; None if there are none."""
    blocks = world.due.pop((purpose, 0), [])
    if not blocks:
        return None
    lines = Wrong(*joined(blocks))
    done = world.shop.righted_at[lines.item] > lines.moment
    if not done.all():
        world.due[purpose, 0].append(lines.only(~done))
    return lines.only(done) if done.any() else None


def pay_back(world: World) -> None:
    """Look for everybody who paid too much for what has been put right by now."""
    lines = _righted(world, "sold too dear")
    if lines is not None:
        world.start(_tell(world, lines))


def _tell(world: World, lines: Wrong) -> Generator[simpy.Event, object, None]:
    """Pay back and write to each of them; whoever has been paid back after a complaint is left out."""
    numbers = world.numbers
    yield from world.staff.work("paying back", len(lines.item) * numbers["repair.tell_minutes"] / 60.0, REPAIR)
    days = order_day(lines.order)
    noticed = world.streams.some("notice overcharge", days, lines.who) < numbers["notice.overcharged"]
    share = numbers["recover.share_at_once"] * numbers["recover.per_day"] ** np.maximum(world.now - 1 - days, 0.0)
    heals = np.where(noticed, share * numbers["leave.overcharged"], 0.0)
    columns = (lines.who, lines.order, lines.item, lines.extra, heals)
    for who, order, item, cents, heals_by in zip(*(column.tolist() for column in columns), strict=True):
        if cents and world.paid_back[order] < ALL:
            world.paid_back[order] += cents
            back = money_back.owe(world, who, order, cents, money_back.UNASKED)
            world.log.record("buyer_told", day=world.now, customer=who, order=order, item=item, cents=back)
            feelings.heal(world, who, order, heals_by)


def cancel(world: World) -> None:
    """Take out of the parcels to be packed what was sold too cheaply, and pay the money back."""
    lines = _righted(world, "sold too cheap")
    if lines is None:
        return
    items = world.shop.items
    wrong = lines.order * items + lines.item
    gone, kept = [], []
    for orders, packed in world.due.pop(("packing", 0), []):
        out = np.isin(packed[1] * items + packed[2], wrong)
        left = packed[1][~out]
        if out.any():
            gone.append(tuple(column[out] for column in packed))
        if len(left):
            has_more = np.isin(orders[1], left)
            kept.append((tuple(column[has_more] for column in orders), tuple(column[~out] for column in packed)))
    if kept:
        world.due["packing", 0] = kept
    if gone:
        _tell_of_the_end(world, *joined(gone)[:5])


def _tell_of_the_end(
    world: World, who: Integers, order: Integers, item: Integers, units: Integers, cents: Integers
) -> None:
    """Customers are told that what they bought will not come; some complain."""
    with world.change(stock_only=True) as shop:
        np.subtract.at(shop.reserved, item, units)
    back = world.money.give_back_all(order, units * cents) if world.has("payment") else units * cents
    world.log.record_block(
        "sale_cancelled",
        len(who),
        day=world.now,
        customer=who,
        order=order,
        item=item,
        refund_cents=back,
        cost_cents=units * world.shop.cost_cents[item],
    )
    customers, first = np.unique(who, return_index=True)
    size = np.full(len(customers), world.numbers["leave.cancelled"])
    feelings.harm(world, customers, order[first], "cancelled line", size)
    none = np.zeros(len(customers), dtype=np.int64)
    complain(world, math.floor(world.now), customers, order[first], "cancelled line", none, None)
