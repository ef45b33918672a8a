"""Lines that were sold and not there: kept until the next delivery, or cancelled, as the policy has it.

Who is told to wait bears it for a while (exponential, mean `stock.waits_days`); whoever has waited longer cancels at
the next packing. Kept lines go out first when goods come, oldest first, in a parcel of their own.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.codes import COSTS
from sim.processes import feelings, road, wrong_goods
from sim.processes.service_desk import complain
from sim.streams import Floats, Integers
from sim.world.history import order_day
from sim.world.world import World

Line = tuple[int, int, int, int, int, bool]
"""Customer, order, item, units, cents a unit, and are the goods untrue to their page?"""


class Backorders:
    """Lines that wait for a delivery, oldest first."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.waiting: list[tuple[Line, float, float]] = []  # with the day from which it waits and the last it bears

    def hold(self, lines: tuple[NDArray[Any], ...]) -> None:
        """Keep these lines and tell their buyers. Call when the order is packed."""
        world, now = self.world, self.world.now
        who, order, item, units, _, _ = lines
        luck = world.streams.some("waits for what was not there", order_day(order), who, item)
        world.money.keep_goods(order)
        until = now - np.log1p(-luck) * world.numbers["stock.waits_days"]
        rows = zip(*(column.tolist() for column in lines), strict=True)
        self.waiting += [(row, now, last) for row, last in zip(rows, until.tolist(), strict=True)]
        world.log.record_block("line_held", len(who), day=now, customer=who, order=order, item=item, units=units)
        customers, first = np.unique(who, return_index=True)
        size = np.full(len(customers), world.numbers["leave.late"] * world.numbers["stock.told_to_wait"])
        feelings.harm(world, customers, order[first], "late parcel", size)

    def serve(self) -> None:
        """Send what has come, and let go of those who have waited too long."""
        if not self.waiting:
            return
        world, shop, now = self.world, self.world.shop, self.world.now
        sent, tired, still = [], [], []
        with world.change(stock_only=True):
            for entry in self.waiting:
                (_, _, item, units, _, _), _, last = entry
                if last < now:
                    shop.reserved[item] -= units
                    tired.append(entry)
                elif units <= shop.on_hand[item]:
                    for counts in (shop.on_hand, shop.record, shop.reserved):
                        counts[item] -= units
                    sent.append(entry)
                else:
                    still.append(entry)
        self.waiting = still
        if tired:
            cancel(world, *_columns(tired)[:5])
        if sent:
            self._send(_columns(sent), np.array([now - since for _, since, _ in sent]))

    def _send(self, lines: tuple[NDArray[Any], ...], waited: Floats) -> None:
        """A parcel an order; it takes the usual time on the road."""
        world = self.world
        who, order, item, *_ = lines
        world.log.record_block(
            "line_sent_later", len(who), day=world.now, customer=who, order=order, item=item, waited_days=waited
        )
        parcels, first = np.unique(order, return_index=True)
        carriage = round(len(parcels) * road.carriage_cents(world))
        world.log.record("cost", day=world.now, what=COSTS.index("parcels"), cents=carriage)
        luck = world.streams.some("road of a later parcel", int(world.now), who[first])
        arrival = world.now + road.arrives_after(world, luck, who[first], parcels)
        wrong = wrong_goods.packed(world, *lines)
        wrong_goods.on_the_road(world, wrong, parcels, arrival)


def _columns(entries: list[tuple[Line, float, float]]) -> tuple[NDArray[Any], ...]:
    return tuple(np.array(column) for column in zip(*(line for line, _, _ in entries), strict=True))


def cancel(world: World, who: Integers, order: Integers, item: Integers, units: Integers, cents: Integers) -> None:
    """Lines that will not come: the money goes back, the buyer is let down."""
    back = units * cents
    if world.has("payment"):
        back = world.money.give_back_all(order, back)
    world.log.record_block(
        "line_cancelled",
        len(who),
        day=world.now,
        customer=who,
        order=order,
        item=item,
        refund_cents=back,
        cost_cents=units * world.shop.cost_cents[item],
    )
    for told in world.when_cancelled:
        told(who, order, item)
    customers, first = np.unique(who, return_index=True)
    size = np.full(len(customers), world.numbers["leave.cancelled"])
    feelings.harm(world, customers, order[first], "cancelled line", size)
    none = np.zeros(len(customers), dtype=np.int64)
    complain(world, int(world.now), customers, order[first], "cancelled line", none, None)
