"""Customers visit, look and buy: settled in blocks.

At the start of a day its visits, their moments and everything the visitors want are drawn for all at once. Before any
change to the shop, the visits up to that moment are settled as one array computation under the state that held while they
happened. Scarce stock goes to the earliest visits: a block ends just before the visit that would sell more than is shown.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.processes import baskets
from sim.processes.day_end import DayOrders, close_day
from sim.processes.service_desk import questions
from sim.streams import Floats, Integers
from sim.world.history import order_number, wanted_value
from sim.world.people import logistic, logit
from sim.world.world import World

DOWN, SOLD_OUT = 0, 1


class Visits:
    """The visits of one day, sorted by moment, and what each visitor wants."""

    def __init__(self, world: World, day: int) -> None:
        people, streams, numbers = world.people, world.streams, world.numbers
        self.day = day
        season = season_factor(world, day)
        luck = streams.everyone("visit", day, people.count)
        who = np.flatnonzero(luck < people.visit_base * (season * self._most(world, day)))
        lift = people.lift(who, day, numbers)
        holds = people.coupon_until[who] > day
        draw = 1 + numbers["coupon.visit_pull"] * np.where(holds, people.coupon_depth[who] * people.deal_prone[who], 0)
        dip = np.where(people.dip_until[who] > day, people.dip_factor[who], 1.0)
        comes = luck[who] < people.visit_base[who] * (season * lift * draw * dip)
        who, lift, draw, dip, holds = who[comes], lift[comes], draw[comes], dip[comes], holds[comes]
        moment = day + world.moments("order moment", day, who)
        by_moment = np.argsort(moment, kind="stable")
        self.who = who[by_moment]
        self.moment = moment[by_moment]
        self.lift, self.draw, self.season = lift[by_moment], draw[by_moment], season * dip[by_moment]
        self.lines = baskets.line_counts(world, day, self.who)
        self.line_dollars = wanted_value(world, day, self.who) / self.lines
        self.item, self.units = baskets.items_wanted(world, day, self.who, 0, self.line_dollars)
        self.gain = self._coupon_gain(world, holds[by_moment])
        self.slope = people.price_slope[self.who]
        self.own_logit = people.conversion_logit[self.who] + self.slope * people.reference_log[self.who]
        self.need = logit(streams.some("convert", day, self.who)) - self.own_logit - self.gain

    @staticmethod
    def _most(world: World, day: int) -> float:
        """An upper bound of the factors on visits but season, so that few customers need a closer look."""
        people, numbers = world.people, world.numbers
        bound = 1.0
        if world.has("messages") and people.memory.any():
            bound += numbers["message.lift"]
            if world.policy.coupons.depth_percent:
                bound *= 1 + numbers["coupon.visit_pull"] * world.policy.coupons.depth_percent / 100
        return bound

    def _coupon_gain(self, world: World, holds: np.ndarray) -> Floats:
        """Logit added by a coupon that can be used: the price effect of its depth, for the deal-prone."""
        people = world.people
        enough = self.line_dollars * self.lines >= world.policy.coupons.floor_hkd
        uses = holds & enough & (people.deal_prone[self.who] > 0)
        depth = np.where(uses, people.coupon_depth[self.who], 0.0)
        self.coupon_depth = depth
        return -people.price_slope[self.who] * np.log1p(-depth)


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
        self.today = DayOrders()
        world.settle = self.settle

    def run(self) -> Generator[simpy.Event, object, None]:
        """One turn a day: draw, let the day happen, settle the rest, close the day."""
        world = self.world
        for day in range(world.scenario.days):
            self.visits, self.settled, self.today = Visits(world, day), 0, DayOrders()
            rows = len(self.visits.who)
            world.log.record_block("visit", rows, day=self.visits.moment, customer=self.visits.who)
            if world.has("service"):
                questions(world, day, self.visits.who, self.visits.moment)
            yield world.until(day + 1)
            self.settle()
            close_day(world, day, self.today)

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
        world, shop = self.world, self.world.shop
        part = slice(begin, end)
        item = visits.item[part]
        buys = visits.need[part] < -visits.slope[part] * shop.page_log[item]
        if not shop.is_up:
            self._lost(visits, begin + np.flatnonzero(buys), DOWN)
            return end
        shown = shop.shown_stock()
        empty = shown[item] == 0
        chosen = begin + np.flatnonzero(buys & ~empty)
        if not len(chosen):
            self._lost(visits, begin + np.flatnonzero(buys & empty), SOLD_OUT)
            return end
        row, item, units = self._lines(visits, chosen)
        units = np.minimum(units, shown[item])
        before, over = sold_before(item, units, shown)
        if over.any():
            stop = int(chosen[row[over].min()])
            if stop > begin:
                return self._block(visits, begin, stop)
            alone = row == 0
            row, item, before = row[alone], item[alone], before[alone]
            units = np.minimum(units[alone], np.maximum(shown[item] - before, 0))
            before = np.minimum(before, shown[item])
            chosen, end = chosen[:1], begin + 1
        self._lost(visits, begin + np.flatnonzero(buys[: end - begin] & empty[: end - begin]), SOLD_OUT)
        there = units > 0
        self._sell(visits, chosen, row[there], item[there], units[there], before[there])
        return end

    def _lines(self, visits: Visits, chosen: Integers) -> tuple[Integers, Integers, Integers]:
        """All lines of the chosen visits: position within `chosen`, item, units."""
        lines = visits.lines[chosen]
        row = np.repeat(np.arange(len(chosen)), lines)
        number = np.arange(len(row)) - np.repeat(np.cumsum(lines) - lines, lines)
        visit = chosen[row]
        item, units = visits.item[visit], visits.units[visit]
        later = np.flatnonzero(number > 0)
        if len(later):
            item[later], units[later] = baskets.items_wanted(
                self.world, visits.day, visits.who[visit[later]], number[later], visits.line_dollars[visit[later]]
            )
        return row, item, units

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
        world, shop = self.world, self.world.shop
        master, shown, charged = shop.master_cents()[item], shop.page_cents[item], shop.till_cents[item]
        who, moment = visits.who[chosen], visits.moment[chosen]
        gross = np.bincount(row, weights=units * charged, minlength=len(chosen))
        usual = np.bincount(row, weights=units * shop.usual_cents[item], minlength=len(chosen))
        depth = visits.coupon_depth[chosen]
        discount = np.rint(gross * depth)
        order = order_number(visits.day, who)
        own, gain = visits.own_logit[chosen], visits.gain[chosen]
        seen = own - visits.slope[chosen] * shop.page_log[visits.item[chosen]]
        pull_price = logistic(seen) / world.people.conversion[who]
        pull_coupon = visits.draw[chosen] * logistic(seen + gain) / logistic(seen)
        lift, season = visits.lift[chosen], visits.season[chosen]
        self.today.add_orders(who, order, lift * season * pull_coupon * pull_price, pull_coupon, usual, gross - discount)
        world.log.record_block(
            "order_placed",
            len(chosen),
            day=moment,
            customer=who,
            order=order,
            value_cents=gross - discount,
            discount_cents=discount,
            is_first=world.people.orders[who] == 0,
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
            cost_cents=shop.cost_cents[item],
            price_right=(shown == master) | shop.wrong(1)[item],
            promotion_right=~shop.wrong(1)[item],
            content_right=~shop.wrong(2)[item],
            stock_right=shop.on_hand[item] - shop.reserved[item] - before >= units,
        )
        self.today.add_lines(who[row], order[row], item, units, charged, np.maximum(charged - shown, 0) * units)
        np.add.at(shop.reserved, item, units)


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
