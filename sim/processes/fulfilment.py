"""Packing and the road: orders are packed on working days up to capacity, first come first served."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import COSTS
from sim.processes import change_of_mind, goods_in, road, wrong_goods
from sim.processes.backorders import Backorders, cancel
from sim.processes.blocks import joined
from sim.streams import Floats, Integers
from sim.world.history import order_day
from sim.world.world import World

PACKING_TIME = 16.0 / 24

Block = tuple[tuple[NDArray[Any], ...], tuple[NDArray[Any], ...]]
"""Orders (who, order, luck of the road) and their lines (who, order, item, units, cents, untrue), oldest first."""


def start(world: World) -> None:
    """Begin the daily packing."""
    world.start(Packing(world).run())


class Packing:
    """Orders waiting to be packed, oldest first."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.waiting: list[Block] = []
        self.backorders = Backorders(world)
        usual = max(world.usual_orders * world.numbers["parcel.capacity_ratio"], 1.0)
        self.capacity = int(np.ceil(usual))

    def run(self) -> Generator[simpy.Event, object, None]:
        """Pack once each working day."""
        world = self.world
        for day in range(world.scenario.days):
            if not world.calendar.is_working_day(day):
                continue
            yield world.until(day + PACKING_TIME)
            self.backorders.serve()
            self.waiting += world.due.pop(("packing", 0), [])
            orders = sum(len(block[0][1]) for block in self.waiting)
            room = self.capacity - sum(pack(self.capacity, orders) for pack in world.when_packed)
            if self.waiting and room > 0:
                self.pack(room)

    def pack(self, room: int) -> None:
        """Pack what there is room for; a line that is not there is cancelled or kept, and the record put right."""
        world, shop = self.world, self.world.shop
        orders, lines = (joined(part) for part in zip(*self.waiting, strict=True))
        self.waiting = []
        if len(orders[1]) > room:
            cut = room  # lines stand in the order of their orders
            end = int((lines[1] == orders[1][cut - 1]).nonzero()[0][-1]) + 1
            self.waiting = [(tuple(column[cut:] for column in orders), tuple(column[end:] for column in lines))]
            orders, lines = tuple(column[:cut] for column in orders), tuple(column[:end] for column in lines)
        _, _, item, units, _, _ = lines
        keeps = world.policy.supply.when_short == "send later"
        with world.change(stock_only=True):
            wanted = np.bincount(item, weights=units, minlength=shop.items).astype(np.int64)
            there, shipped = None, wanted
            short = (wanted > shop.on_hand).nonzero()[0]
            if len(short):
                there = self._on_the_shelf(item, units, short)
                shipped = np.bincount(item[there], weights=units[there], minlength=shop.items).astype(np.int64)
            shop.on_hand -= shipped
            shop.record -= shipped
            shop.reserved -= shipped if keeps else wanted
            righted = short[shop.record[short] != shop.on_hand[short]]
            shop.record[righted] = shop.on_hand[righted]
        if there is not None:
            goods_in.log_righted(world, righted, "packer")
            missing = tuple(column[~there] for column in lines)
            if len(missing[0]):
                self._missing(keeps, missing)
            lines = tuple(column[there] for column in lines)
        self._send(lines, *orders)

    def _missing(self, keeps: bool, lines: tuple[NDArray[Any], ...]) -> None:
        if keeps:
            self.backorders.hold(lines)
        else:
            cancel(self.world, *lines[:5])

    def _on_the_shelf(self, item: Integers, units: Integers, short: Integers) -> NDArray[np.bool_]:
        """Which lines can be packed, the earliest first, where some items are short."""
        there = np.ones(len(item), dtype=bool)
        for thing in short.tolist():
            left = int(self.world.shop.on_hand[thing])
            for line in (item == thing).nonzero()[0].tolist():
                there[line] = units[line] <= left
                left -= int(units[line]) if there[line] else 0
        return there

    def _send(self, lines: tuple[NDArray[Any], ...], who: Integers, order: Integers, luck: Floats) -> None:
        """The road takes a lognormal time; the promise counts from the day of the order. Late parcels fall due."""
        world, numbers = self.world, self.world.numbers
        wrong = wrong_goods.packed(world, *lines)
        luck, lost = road.astray(world, luck)
        placed = order_day(order)
        moment = world.now + road.arrives_after(world, luck, who, order)
        if lost.any():
            moment[lost] = np.inf
            road.lose(world, who[lost], order[lost], lines)
        late = moment - (placed + 1 + world.policy.delivery.promise_days)
        world.log.record(
            "cost", day=world.now, what=COSTS.index("parcels"), cents=int(len(who) * road.carriage_cents(world))
        )
        wrong_goods.on_the_road(world, wrong, order, moment)
        arrives = (moment < world.scenario.days).nonzero()[0]
        who, order, moment, late = who[arrives], order[arrives], moment[arrives], late[arrives]
        world.log.record_block("delivered", len(who), day=moment, customer=who, order=order, late_days=late)
        change_of_mind.arrived(world, order, moment)
        in_time, too_late = (late <= 0).nonzero()[0], (late > 0).nonzero()[0]
        if world.hearsay is not None and world.hearsay.has_page:  # parcels in time give people something to say
            world.put_off("content", moment[in_time], who[in_time], order[in_time])
        if world.shop.review_logit is not None:
            world.due["parcels for review", 0].append((moment, order, late))
        if world.policy.delivery.promise_days != numbers["parcel.promise_days"]:  # a promise to believe, or not
            world.put_off("promises", moment, moment, who, late > 0)
        world.put_off("late parcels", moment[too_late], moment[too_late], who[too_late], order[too_late])
