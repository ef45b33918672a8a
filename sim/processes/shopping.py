"""Customers visit, look and buy: settled in blocks.

At the start of a day its visits, their moments and everything the visitors want are drawn for all at once. Before
any change to the shop, the visits up to that moment are settled as one array computation under the state that held
while they happened. Scarce stock goes to the earliest visits: a block ends just before the visit that would sell more
than is shown.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.processes import baskets
from sim.processes.day_end import DayOrders, close_day
from sim.processes.service_desk import questions
from sim.streams import Floats, Integers
from sim.world.history import order_number, value_of
from sim.world.people import logistic, logit
from sim.world.world import World

DOWN, SOLD_OUT = 0, 1
PURPOSES = ("order value", "basket lines", "question")


class Visits:
    """The visits of one day, sorted by moment, and what each visitor wants."""

    def __init__(self, world: World, day: int) -> None:
        people, streams, numbers = world.people, world.streams, world.numbers
        self.day = day
        season = season_factor(world, day)
        luck = streams.everyone("visit", day, people.count)
        who = np.flatnonzero(luck < people.visit_base * (season * self._most(world, day)))
        lift = people.lift(who, day, numbers)
        holds = np.zeros(len(who), dtype=bool)
        draw, dip = np.ones(len(who)), np.ones(len(who))
        if world.policy.coupons.depth_percent:
            holds = people.coupon_until[who] > day
            pulled = people.coupon_depth[who] * people.deal_prone[who]
            draw = 1 + numbers["coupon.visit_pull"] * np.where(holds, pulled, 0)
            dip = np.where(people.dip_until[who] > day, people.dip_factor[who], 1.0)
        comes = np.flatnonzero(luck[who] < people.visit_base[who] * (season * lift * draw * dip))
        moment = day + world.hour_of(streams.everyone("moment", day, people.count)[who[comes]])
        by_moment = in_order(moment)
        chosen = comes[by_moment]
        self.moment = moment[by_moment]
        self.who = who[chosen]
        self.lift, self.draw, self.season = lift[chosen], draw[chosen], season * dip[chosen]
        convert = streams.everyone("convert", day, people.count)[self.who]
        value, lines, self.question = streams.many(PURPOSES, day, self.who)
        dollars = value_of(world, value, self.who)
        self.lines = baskets.Lines(world, day, self.who, lines, dollars)
        self.item = self.lines.item[self.lines.first]  # what the visitor came for
        self.slope = people.price_slope[self.who]
        self.own_logit = people.conversion_logit[self.who] + self.slope * people.reference_log[self.who]
        self._use_coupons(world, holds[chosen], dollars)
        self.need = logit(convert) - self.own_logit - self.gain

    @staticmethod
    def _most(world: World, day: int) -> float:
        """An upper bound of the factors on visits but season, so that few customers need a closer look."""
        people, numbers = world.people, world.numbers
        bound = 1.0
        if people.most_remembered:
            faded = np.exp(-(day - people.most_day) / numbers["message.memory_days"])
            most = people.most_remembered * faded * (1 + 1e-9)  # rounding must not cut anybody off
            bound += numbers["message.lift"] * -np.expm1(-numbers["message.saturation"] * most)
            if world.policy.coupons.depth_percent:
                bound *= 1 + numbers["coupon.visit_pull"] * world.policy.coupons.depth_percent / 100
        return bound

    def _use_coupons(self, world: World, holds: np.ndarray, dollars: Floats) -> None:
        """Depth of the coupon that each visitor would use, and the logit it adds: the price effect of its depth."""
        people = world.people
        enough = dollars >= world.policy.coupons.floor_hkd
        uses = holds & enough & (people.deal_prone[self.who] > 0)
        self.coupon_depth = np.where(uses, people.coupon_depth[self.who], 0.0)
        self.gain = -self.slope * np.log1p(-self.coupon_depth)


def in_order(moment: Floats) -> Integers:
    """Positions by moment, equal moments by position; the quick sort serves unless two moments are equal."""
    order = np.argsort(moment)
    ordered = moment[order]
    if np.any(ordered[1:] == ordered[:-1]):
        return np.argsort(moment, kind="stable")
    return order


def season_factor(world: World, day: int) -> float:
    """Factor on visits of a weekday (mean 1 over a week) and of planned peaks."""
    if not world.has("season"):
        return 1.0
    ratio = world.numbers["season.weekend"]
    weekend = world.calendar.weekday(day) >= 5
    usual = 7.0 / (5.0 + 2.0 * ratio) * (ratio if weekend else 1.0)
    return usual * world.planned_factor("sales peak", day)


class Shopping:
    """Draws each day's visits and settles them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.visits: Visits | None = None
        self.settled = 0
        self.sold = 0  # orders of the day so far
        self._orders: list[tuple[np.ndarray, ...]] = []
        self._lines_sold: list[tuple[np.ndarray, ...]] = []
        world.settle = self.settle

    def run(self) -> Generator[simpy.Event, object, None]:
        """One turn a day: draw, let the day happen, settle the rest, close the day."""
        world = self.world
        for day in range(world.scenario.days):
            self.visits, self.settled = Visits(world, day), 0
            self.sold, self._orders, self._lines_sold = 0, [], []
            rows = len(self.visits.who)
            world.log.record_block("visit", rows, day=self.visits.moment, customer=self.visits.who)
            if world.has("service"):
                questions(world, day, self.visits.who, self.visits.moment, self.visits.question)
            yield world.until(day + 1)
            self.settle()
            close_day(world, day, self._book(self.visits))

    def settle(self) -> None:
        """Settle all visits before now under the present state of the shop."""
        visits = self.visits
        if visits is None:
            return
        end = int(np.searchsorted(visits.moment, self.world.now))
        while self.settled < end:
            self.settled = self._block(visits, self.settled, end)

    def _block(self, visits: Visits, begin: int, end: int) -> int:
        """Settle visits from `begin` to `end`, or up to the one before which an item sells out; returns how far."""
        shop = self.world.shop
        item = visits.item[begin:end]
        buys = visits.need[begin:end] < -visits.slope[begin:end] * shop.page_log[item]
        if not shop.is_up:
            self._lost(visits, begin + np.flatnonzero(buys), DOWN)
            return end
        shown = shop.shown_stock()
        finds = shown[item] > 0
        chosen = begin + np.flatnonzero(buys & finds)
        row, item, units = self._lines(visits, chosen, shown)
        demand = np.bincount(item, weights=units, minlength=shop.items).astype(np.int64)
        before = 0 * units
        if np.any(demand > np.maximum(np.minimum(shown, shop.on_hand - shop.reserved), 0)):
            before, over = sold_before(item, units, shown)
            if over.any():
                stop = int(chosen[row[over].min()])
                if stop > begin:
                    return self._block(visits, begin, stop)
                chosen, end = chosen[:1], begin + 1
                alone = row == 0
                row, item, before = row[alone], item[alone], np.minimum(before[alone], shown[item[alone]])
                units = np.minimum(units[alone], shown[item] - before)
                row, item, before, units = (column[units > 0] for column in (row, item, before, units))
                demand = np.bincount(item, weights=units, minlength=shop.items).astype(np.int64)
        if not finds.all():
            missed = buys[: end - begin] & ~finds[: end - begin]
            self._lost(visits, begin + np.flatnonzero(missed), SOLD_OUT)
        if len(chosen):
            self._sell(visits, chosen, row, item, units, before)
            shop.reserved += demand
        return end

    def _lines(self, visits: Visits, chosen: Integers, shown: Integers) -> tuple[Integers, Integers, Integers]:
        """The lines of the chosen visits that can be had: position within `chosen`, item, units."""
        count = visits.lines.count[chosen]
        row = np.repeat(np.arange(len(chosen)), count)
        index = np.arange(len(row)) + np.repeat(visits.lines.first[chosen] - (np.cumsum(count) - count), count)
        item = visits.lines.item[index]
        units = np.minimum(visits.lines.units[index], shown[item])
        if units.all():
            return row, item, units
        there = units > 0
        return row[there], item[there], units[there]

    def _lost(self, visits: Visits, which: Integers, reason: int) -> None:
        self.world.log.record_block(
            "visit_lost",
            len(which),
            day=visits.moment[which],
            customer=visits.who[which],
            reason=reason,
            item=visits.item[which],
        )

    def _sell(
        self, visits: Visits, chosen: Integers, row: Integers, item: Integers, units: Integers, before: Integers
    ) -> None:
        """Keep what only this moment knows of the shop; the rest is worked out once, at the end of the day."""
        shop = self.world.shop
        self.sold += len(chosen)
        self._orders.append((chosen, shop.page_log[visits.item[chosen]]))
        self._lines_sold.append(
            (
                row + (self.sold - len(chosen)),
                item,
                units,
                shop.master[item],
                shop.page_cents[item],
                shop.till_cents[item],
                shop.promotion_wrong[item],
                shop.content_wrong[item],
                shop.on_hand[item] - shop.reserved[item] - before >= units,
            )
        )

    def _book(self, visits: Visits) -> DayOrders | None:
        """Write the orders of the day to the log; returns what the end of the day needs of them."""
        if not self.sold:
            return None
        world, people = self.world, self.world.people
        chosen, page_log = (np.concatenate(column) for column in zip(*self._orders, strict=True))
        row, item, units, master, shown, charged, promotion_wrong, content_wrong, stock_right = (
            np.concatenate(column) for column in zip(*self._lines_sold, strict=True)
        )
        who, moment = visits.who[chosen], visits.moment[chosen]
        order = order_number(visits.day, who)
        gross = np.bincount(row, weights=units * charged, minlength=len(chosen))
        usual = np.bincount(row, weights=units * world.shop.usual_cents[item], minlength=len(chosen)).astype(np.float64)
        depth = visits.coupon_depth[chosen]
        discount = np.rint(gross * depth)
        seen = visits.own_logit[chosen] - visits.slope[chosen] * page_log
        converts = logistic(seen)
        pull_price = converts / people.conversion[who]
        pull_coupon = visits.draw[chosen] * logistic(seen + visits.gain[chosen]) / converts
        lift, season = visits.lift[chosen], visits.season[chosen]
        world.log.record_block(
            "order_placed",
            len(chosen),
            day=moment,
            customer=who,
            order=order,
            value_cents=gross - discount,
            discount_cents=discount,
            is_first=people.orders[who] == 0,
            coupon=depth > 0,
            pull_message=lift,
            pull_coupon=pull_coupon,
            pull_price=pull_price,
            pull_season=season,
        )
        world.log.record_block(
            "order_line",
            len(row),
            day=moment[row],
            customer=who[row],
            order=order[row],
            item=item,
            quantity=units,
            master_cents=master,
            shown_cents=shown,
            charged_cents=charged,
            cost_cents=world.shop.cost_cents[item],
            price_right=(shown == master) | promotion_wrong,
            promotion_right=~promotion_wrong,
            content_right=~content_wrong,
            stock_right=stock_right,
        )
        return DayOrders(
            who=who,
            order=order,
            pull=lift * season * pull_coupon * pull_price,
            pull_coupon=pull_coupon,
            usual_cents=usual,
            paid_cents=gross - discount,
            line_who=who[row],
            line_order=order[row],
            item=item,
            units=units,
            charged=np.rint(charged * (1 - depth[row])).astype(np.int64),
            beyond_shown=np.maximum(charged - shown, 0) * units,
        )


def sold_before(item: Integers, units: Integers, shown: Integers) -> tuple[Integers, np.ndarray]:
    """Units of the same item that earlier lines of the block take, and which lines go beyond what is shown."""
    order = np.argsort(item, kind="stable")
    total = np.cumsum(units[order])
    sorted_item = item[order]
    first = np.flatnonzero(np.concatenate(([True], sorted_item[1:] != sorted_item[:-1])))
    base = np.repeat(total[first] - units[order][first], np.diff(np.append(first, len(item))))
    taken = np.empty_like(total)
    taken[order] = total - base
    return taken - units, taken > shown[item]
