"""Stock: orders to suppliers by the rule of the policy, deliveries, drift of the record, counts."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import NamedTuple

import numpy as np
import simpy

from sim.codes import COSTS
from sim.parameters import Parameters
from sim.policy import Policy
from sim.processes import goods_in, rights
from sim.processes.baskets import usual_demand
from sim.processes.routine import every
from sim.streams import Floats, Integers
from sim.world.accounts import STOCK
from sim.world.history import PastOrders
from sim.world.people import scores
from sim.world.world import World

REVIEW_DAYS = 7
DAYS_A_YEAR = 365.0
MORNING, TEN_O_CLOCK = 9.5 / 24, 10.0 / 24
MEMORY = 0.7  # weight of the old forecast against last week's sales; assumption
FORECAST_DAYS = 90
FORECAST_ORDERS = 50_000  # at most so many past orders are read for the first forecast


def start(world: World, past: PastOrders) -> None:
    """Fill the shelves from the shop's own past sales and begin ordering, drifting and counting."""
    supply = Supply(world, past)
    world.start(supply.orders())
    world.start(supply.drift())
    world.start(supply.counts())


class Source(NamedTuple):
    """Whom the shop buys from: mean days of delivery, and their coefficient of variation."""

    lead_days: float
    lead_spread: float


def source_of(policy: Policy, numbers: Parameters) -> Source:
    """The supplier that the policy buys from."""
    if policy.supply.source == "import":
        return Source(numbers["stock.import_lead_days"], numbers["stock.import_lead_spread"])
    return Source(numbers["stock.lead_days"], numbers["stock.lead_spread"])


class Supply:
    """The shop's forecast, what is on order, and the shelf."""

    def __init__(self, world: World, past: PastOrders) -> None:
        self.world = world
        self.source = source_of(world.policy, world.numbers)
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
        self.stock_at_review = shop.record.copy()
        self.arrived = np.zeros(shop.items, dtype=np.int64)

    def orders(self) -> Generator[simpy.Event, object, None]:
        """Each week the forecast is made anew from sales up to last night; orders go out by the rule of the policy."""
        world = self.world
        at_a_mark = world.policy.supply.rule == "at a low mark"
        for day in range(world.scenario.days):
            reviews = day % REVIEW_DAYS == 0
            if not reviews and not (at_a_mark and world.calendar.is_working_day(day)):
                continue
            yield world.until(day + TEN_O_CLOCK)
            available = world.shop.record - world.shop.reserved
            if reviews:
                self._look_back(day, available)
            units = self._below_the_mark(available) if at_a_mark else self._up_to_the_level(available)
            self._send_order(day, np.flatnonzero(units), units)

    def _look_back(self, day: int, available: Integers) -> None:
        """Forecast from last week's sales; a week's cost of what stands on the shelf."""
        world = self.world
        if day:
            sold = np.maximum(self.stock_at_review + self.arrived - available, 0) / REVIEW_DAYS
            self.forecast = MEMORY * self.forecast + (1 - MEMORY) * sold
            self.forecast = np.maximum(self.forecast, 0.005 * world.scale)
            weekly = world.numbers["stock.holding_share"] * REVIEW_DAYS / DAYS_A_YEAR
            cents = round(float(world.shop.on_hand @ world.shop.cost_cents) * weekly)
            world.log.record("cost", day=world.now, what=COSTS.index("stock on the shelf"), cents=cents)
        self.stock_at_review, self.arrived = available, np.zeros_like(self.arrived)

    def _up_to_the_level(self, available: Integers) -> Integers:
        """Units that bring stock and orders up to the demand of lead time and cover, and spare stock."""
        levers = self.world.policy.supply
        need = self.forecast * (levers.cover_days + self.source.lead_days)
        level = np.ceil(need + levers.safety * np.sqrt(need)).astype(np.int64)
        units: Integers = np.maximum(level - available - self.on_order, 0)
        return units

    def _below_the_mark(self, available: Integers) -> Integers:
        """For the items that have come down to their mark, what `cover_days` need.

        Mark: d L + z sqrt(L d + d^2 s^2), the mean demand of the lead time L and z standard deviations of it, with
        Poisson demand d a day and s the standard deviation of the lead time.
        """
        levers, lead = self.world.policy.supply, self.source.lead_days
        mark = self.forecast * lead
        mark = np.ceil(mark + levers.safety * np.sqrt(mark + (mark * self.source.lead_spread) ** 2))
        quantity = np.maximum(np.ceil(self.forecast * levers.cover_days), 1).astype(np.int64)
        return np.where(available + self.on_order <= mark, quantity, 0)

    def _send_order(self, day: int, items: Integers, units: Integers) -> None:
        world = self.world
        if not len(items):
            return
        cents = round(world.numbers["stock.order_cents"])
        world.log.record("cost", day=world.now, what=COSTS.index("orders to suppliers"), cents=cents)
        arrival = np.floor(day + 1 + self.lead_times(day, items)).astype(np.int64)
        self.on_order[items] += units[items]
        ordered = units[items]
        written = goods_in.written(world, day, items, ordered)
        for due in np.unique(arrival).tolist():
            which = arrival == due
            note = goods_in.Note(items[which], ordered[which], written[which])
            self._expect(math.floor(world.supplier_back(due)), note)

    def lead_times(self, day: int, items: Integers) -> Floats:
        """Days of delivery of these items, ordered on a day: lognormal, luck by item and day."""
        spread = np.sqrt(np.log1p(self.source.lead_spread**2))
        luck = scores(self.world.streams.some("lead time", day, items))
        days: Floats = self.source.lead_days * np.exp(spread * luck - spread**2 / 2)
        return days

    def _expect(self, due: int, note: goods_in.Note) -> None:
        """Note what arrives on a day; the first note for a day also sends for the van."""
        world = self.world
        if ("delivery", due) not in world.due:
            world.start(self.delivery(due))
        world.due["delivery", due].append(note)
        if world.policy.supply.deliveries == "supplier books":
            world.start(goods_in.booked_by_the_supplier(world, note, due - 1 + MORNING, self.booked))

    def booked(self, items: Integers, units: Integers, noted: Integers) -> None:
        """A delivery is in the stock record: what was ordered is open no more."""
        np.subtract.at(self.on_order, items, units)
        np.add.at(self.arrived, items, noted)

    def delivery(self, due: int) -> Generator[simpy.Event, object, None]:
        """All deliveries of a day arrive together in the morning."""
        world = self.world
        yield world.until(due + MORNING)
        notes = world.due.pop(("delivery", due))
        items, units, written = (np.concatenate(column) for column in zip(*notes, strict=True))
        came = np.bincount(items, weights=units, minlength=world.shop.items).astype(np.int64)
        with world.change(stock_only=True) as shop:
            shop.on_hand += came
            if world.policy.supply.deliveries == "book the note":
                goods_in.book(world, items, units, written, self.booked)
        world.log.record_block("stock_delivered", len(items), day=world.now, item=items, units=units)
        if world.policy.supply.deliveries == "count":
            yield from goods_in.count(world, items, units, self.booked)
        elif world.policy.supply.deliveries == "supplier books":
            goods_in.log_errors(world, np.unique(items))

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

    def counts(self) -> Generator[simpy.Event, object, None]:
        """Count the shelves every so many days."""
        days, hours = self.world.policy.monitoring.stock_count_days, self.world.numbers["stock.count_hours"]
        release = (lambda: rights.wait(self.world, STOCK)) if rights.must_wait(self.world, STOCK) else None
        yield from every(self.world, "stock count", days, hours, self.count, release=release)

    def count(self) -> int:
        """Count the shelves and put the record right."""
        shop = self.world.shop
        with self.world.change(stock_only=True):
            wrong = np.flatnonzero(shop.record != shop.on_hand)
            shop.record[wrong] = shop.on_hand[wrong]
        goods_in.log_righted(self.world, wrong, "check")
        return len(wrong)
