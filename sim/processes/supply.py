"""Stock: weekly orders up to a level, deliveries, drift of the record, counts."""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.processes.baskets import usual_demand
from sim.processes.routine import every
from sim.streams import Floats
from sim.world.history import PastOrders
from sim.world.people import scores
from sim.world.world import World

REVIEW_DAYS = 7
MORNING, TEN_O_CLOCK = 9.5 / 24, 10.0 / 24
MEMORY = 0.7  # weight of the old forecast against last week's sales; assumption
FORECAST_DAYS = 90
FORECAST_ORDERS = 50_000  # at most so many past orders are read for the first forecast


def start(world: World, past: PastOrders) -> None:
    """Fill the shelves from the shop's own past sales and begin ordering, drifting and counting."""
    supply = Supply(world, past)
    world.start(supply.weekly_orders())
    world.start(supply.drift())
    world.start(
        every(
            world,
            "stock count",
            world.policy.monitoring.stock_count_days,
            world.numbers["stock.count_hours"],
            supply.count,
        )
    )


class Supply:
    """The shop's forecast, what is on order, and the shelf."""

    def __init__(self, world: World, past: PastOrders) -> None:
        self.world = world
        recent = np.flatnonzero(past.day >= -FORECAST_DAYS)[-FORECAST_ORDERS:]
        share = (past.day >= -FORECAST_DAYS).sum() / max(len(recent), 1)
        sold = usual_demand(world, past.day[recent], past.customer[recent]) * share / FORECAST_DAYS
        smooth = np.convolve(np.pad(sold, 10, mode="edge"), np.ones(21) / 21, mode="valid")
        self.forecast: Floats = 0.5 * sold + 0.5 * smooth + 0.01
        self.on_order = np.zeros(world.shop.items, dtype=np.int64)
        reference = world.scenario.reference_policy().supply.cover_days
        with world.change(stock_only=True) as shop:
            luck = world.streams.some("stock at take-over", 0, np.arange(shop.items))
            level = self.forecast * reference * (0.5 + 0.5 * luck)
            shop.on_hand[:] = np.ceil(level + np.sqrt(level))
            shop.record[:] = shop.on_hand
        self.reserved_at_review = shop.reserved.copy()
        self.stock_at_review = shop.record.copy()
        self.arrived = np.zeros(shop.items, dtype=np.int64)

    def weekly_orders(self) -> Generator[simpy.Event, object, None]:
        """Each week: forecast from sales up to last night, then top up to cover, lead time and safety stock."""
        world, shop = self.world, self.world.shop
        lead = world.numbers["stock.lead_days"]
        for day in range(0, world.scenario.days, REVIEW_DAYS):
            yield world.until(day + TEN_O_CLOCK)
            available = shop.record - shop.reserved
            if day:
                sold = np.maximum(self.stock_at_review + self.arrived - available, 0) / REVIEW_DAYS
                self.forecast = MEMORY * self.forecast + (1 - MEMORY) * sold
                self.forecast = np.maximum(self.forecast, 0.005 * world.scale)
            need = self.forecast * (world.policy.supply.cover_days + lead)
            level = np.ceil(need + 2 * np.sqrt(need)).astype(np.int64)
            units = np.maximum(level - available - self.on_order, 0)
            self.stock_at_review, self.arrived = available, np.zeros_like(self.arrived)
            self._send_order(day, np.flatnonzero(units), units)

    def _send_order(self, day: int, items: np.ndarray, units: np.ndarray) -> None:
        world, numbers = self.world, self.world.numbers
        spread = np.sqrt(np.log1p(numbers["stock.lead_spread"] ** 2))
        luck = scores(world.streams.some("lead time", day, items))
        days = numbers["stock.lead_days"] * np.exp(spread * luck - spread**2 / 2)
        arrival = np.floor(day + 1 + days).astype(np.int64)
        self.on_order[items] += units[items]
        for due in np.unique(arrival).tolist():
            which = items[arrival == due]
            self._expect(math.floor(world.supplier_back(due)), which, units[which])

    def _expect(self, due: int, items: np.ndarray, units: np.ndarray) -> None:
        """Note what arrives on a day; the first note for a day also sends for the van."""
        if ("delivery", due) not in self.world.due:
            self.world.start(self.delivery(due))
        self.world.due["delivery", due].append((items, units))

    def delivery(self, due: int) -> Generator[simpy.Event, object, None]:
        """All deliveries of a day arrive together in the morning."""
        world = self.world
        yield world.until(due + MORNING)
        items, units = (np.concatenate(column) for column in zip(*world.due.pop(("delivery", due)), strict=True))
        came = np.bincount(items, weights=units, minlength=world.shop.items).astype(np.int64)
        with world.change(stock_only=True) as shop:
            shop.on_hand += came
            shop.record += came
        self.on_order -= came
        self.arrived += came
        world.log.record_block("stock_delivered", len(items), day=world.now, item=items, units=units)

    def drift(self) -> Generator[simpy.Event, object, None]:
        """Records drift from shelves: breakage, theft and miscounts, up as often as down."""
        world, shop, streams = self.world, self.world.shop, self.world.streams
        items = np.arange(shop.items)
        chance = -np.expm1(-world.numbers["stock.drift"])
        hits = streams.days("stock drift", world.scenario.days, items) < chance
        days, which = hits.nonzero()
        goes_up = streams.some("stock drift sign", days, which) < 0.5
        begins = days.searchsorted(np.arange(world.scenario.days + 1))
        for day in np.unique(days).tolist():
            today = slice(begins[day], begins[day + 1])
            hit, up = which[today], goes_up[today]
            yield world.until(day + 0.5)
            with world.change(stock_only=True):
                size = np.maximum(1, np.rint(0.1 * shop.on_hand[hit])).astype(np.int64)
                shelf = np.maximum(shop.on_hand[hit] + np.where(up, size, -size), 0)
                shop.on_hand[hit] = shelf
            world.log.record_block(
                "stock_drifted", len(hit), day=world.now, item=hit, error_units=shop.record[hit] - shop.on_hand[hit]
            )

    def count(self) -> int:
        """Count the shelves and put the record right."""
        shop = self.world.shop
        with self.world.change(stock_only=True):
            wrong = np.flatnonzero(shop.record != shop.on_hand)
            shop.record[wrong] = shop.on_hand[wrong]
        self.world.log.record_block("stock_record_righted", len(wrong), day=self.world.now, item=wrong)
        return len(wrong)
