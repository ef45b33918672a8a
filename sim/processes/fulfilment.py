"""Packing and the road: orders are packed on working days up to capacity, first come first served."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import COSTS
from sim.processes import feelings
from sim.processes.service_desk import complain
from sim.streams import Integers
from sim.world.history import order_day
from sim.world.people import scores
from sim.world.world import World

PACKING_TIME = 16.0 / 24


def start(world: World) -> None:
    """Begin the daily packing."""
    world.start(Packing(world).run())


class Packing:
    """Orders waiting to be packed, oldest first."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.who: Integers = np.empty(0, dtype=np.int64)
        self.order: Integers = np.empty(0, dtype=np.int64)
        self.lines: list[Integers] = [np.empty(0, dtype=np.int64)] * 5
        usual = max(world.usual_orders * world.numbers["parcel.capacity_ratio"], 1.0)
        self.capacity = int(np.ceil(usual))

    def run(self) -> Generator[simpy.Event, object, None]:
        """Pack once each working day."""
        world = self.world
        for day in range(world.scenario.days):
            yield world.until(day + PACKING_TIME)
            for who, order, lines in world.due.pop(("packing", 0), []):
                self.who, self.order = np.append(self.who, who), np.append(self.order, order)
                self.lines = [np.append(old, new) for old, new in zip(self.lines, lines[:5], strict=True)]
            if world.calendar.is_working_day(day) and len(self.who):
                self.pack()

    def pack(self) -> None:
        """Pack what capacity allows; a line that is not on the shelf is cancelled, and the record put right."""
        world, shop = self.world, self.world.shop
        packed = self.order[: self.capacity]
        if len(packed) == len(self.order):
            who, order, item, units, cents = self.lines
            self.lines = [column[:0] for column in self.lines]
        else:
            now = np.isin(self.lines[1], packed)
            who, order, item, units, cents = (column[now] for column in self.lines)
            self.lines = [column[~now] for column in self.lines]
        with world.change(stock_only=True):
            wanted = np.bincount(item, weights=units, minlength=shop.items).astype(np.int64)
            there, shipped = np.ones(len(item), dtype=bool), wanted
            short = np.flatnonzero(wanted > shop.on_hand)
            for thing in short:
                left = int(shop.on_hand[thing])
                for line in np.flatnonzero(item == thing):
                    there[line] = units[line] <= left
                    left -= int(units[line]) if there[line] else 0
            if len(short):
                shipped = np.bincount(item[there], weights=units[there], minlength=shop.items).astype(np.int64)
            shop.on_hand -= shipped
            shop.record -= shipped
            shop.reserved -= wanted
            righted = short[shop.record[short] != shop.on_hand[short]]
            shop.record[righted] = shop.on_hand[righted]
        world.log.record_block("stock_record_righted", len(righted), day=world.now, item=righted)
        if len(short):
            self._cancel(who[~there], order[~there], item[~there], units[~there], cents[~there])
        self._send(self.who[: self.capacity], packed)
        self.who, self.order = self.who[self.capacity :], self.order[self.capacity :]

    def _cancel(self, who: Integers, order: Integers, item: Integers, units: Integers, cents: Integers) -> None:
        world = self.world
        world.log.record_block(
            "line_cancelled",
            len(who),
            day=world.now,
            customer=who,
            order=order,
            item=item,
            refund_cents=units * cents,
            cost_cents=units * world.shop.cost_cents[item],
        )
        customers, first = np.unique(who, return_index=True)
        size = np.full(len(customers), world.numbers["leave.cancelled"])
        feelings.harm(world, customers, order[first], "cancelled line", size)
        none = np.zeros(len(customers), dtype=np.int64)
        complain(world, int(world.now), customers, order[first], "cancelled line", none, None)

    def _send(self, who: Integers, order: Integers) -> None:
        """The road takes a lognormal time; the promise counts from the day of the order."""
        world, numbers = self.world, self.world.numbers
        placed = order_day(order)
        spread = numbers["parcel.spread"]
        luck = scores(world.streams.some("time on the road", placed, who))
        moment = world.now + numbers["parcel.mean_days"] * np.exp(spread * luck - spread**2 / 2)
        late = moment - (placed + 1 + numbers["parcel.promise_days"])
        world.log.record(
            "cost", day=world.now, what=COSTS.index("parcels"), cents=int(len(who) * numbers["parcel.cost_cents"])
        )
        world.due["parcels", 0].append((who, order, moment, late))
