"""Customers look and buy: settled a day at a time.

The visits of a day are settled as one array computation, each under the face that the shop had at its moment. Scarce
stock goes to the earliest visits: those that touch an item of which there may not be enough are settled one by one.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.processes.baskets import Lines
from sim.processes.day_end import LUCK_OF_AN_ORDER, DayOrders, close_day
from sim.processes.membership import Membership
from sim.processes.membership import is_open as has_members
from sim.processes.referral import Referral
from sim.processes.referral import is_open as has_referral
from sim.processes.service_desk import questions
from sim.processes.visits import Plan, Visits
from sim.processes.website import Website
from sim.streams import Floats, Integers
from sim.world.history import order_number
from sim.world.people import logistic
from sim.world.shop import Face
from sim.world.world import World

DOWN, SOLD_OUT = 0, 1


class Shopping:
    """Draws each day's visits and settles them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.site = Website(world) if world.has("website") else None
        self.club = Membership(world) if has_members(world) else None
        self.friends = Referral(world) if has_referral(world) else None

    def run(self) -> Generator[simpy.Event, object, None]:
        """One turn a day: draw, let the day happen, settle, close the day."""
        world = self.world
        wishes = self.site.wishes if self.site else None
        plan = Plan(world, 0, None, wishes)
        for day in range(world.scenario.days):
            if not plan.holds(world, day):
                plan = Plan(world, day, plan, wishes)
            visits = Visits(world, day, plan)
            world.log.record_block("visit", len(visits.who), day=visits.moment, customer=visits.who)
            if world.has("service"):
                questions(world, day, visits.who, visits.moment, visits.asks)
            yield world.until(day + 1)
            today = self.settle(visits, world.faces)
            close_day(world, day, today)
            if self.friends:
                self.friends.close_day(day, _came_in(visits, world.faces), today)
            if self.club:
                self.club.close_day(day, today)
            world.forget_faces()

    def settle(self, visits: Visits, faces: list[Face]) -> DayOrders | None:
        """Settle the visits of a day, each under the face that the shop had."""
        shop = self.world.shop
        shift = shop.items * np.array([face.since for face in faces[1:]]).searchsorted(visits.moment, side="right")
        page_log = np.concatenate([face.page_log for face in faces])[shift + visits.item]
        edge = -visits.slope * page_log
        wants, is_up = visits.need < edge, None
        if any(not face.is_up for face in faces):
            is_up = np.array([face.is_up for face in faces])[shift // shop.items]
            self._lost(visits, (wants & ~is_up).nonzero()[0], DOWN)
            wants &= is_up
        if self.site and visits.wishes:
            self.site.checkout(visits, visits.wishes, edge, wants, is_up)
        chosen = wants.nonzero()[0]
        if not len(chosen):
            return None
        lines = Lines(self.world, visits.day, visits.who[chosen], visits.lines[chosen], visits.dollars[chosen])
        row, item, units = lines.basket, lines.item, lines.units
        place = shift[chosen][row] + item
        offered, free = np.concatenate([face.stock for face in faces], axis=1)[:, place]
        short = np.bincount(item, weights=units, minlength=shop.items)[item] > np.minimum(offered, free)
        right = ~short
        if short.any():
            scarce = np.zeros(shop.items, dtype=bool)
            scarce[item[short]] = True
            units, right = _ration(row, item, units, offered, free, scarce)
            had = np.bincount(row, weights=units, minlength=len(chosen)) > 0
            self._lost(visits, chosen[~had], SOLD_OUT)
            line = units.nonzero()[0]
            row, item, units, right, place = row[line], item[line], units[line], right[line], place[line]
            row, chosen = (had.cumsum() - 1)[row], chosen[had]
            if not len(chosen):
                return None
        shop.reserved += np.bincount(item, weights=units, minlength=shop.items).astype(np.int64)
        prices = np.concatenate([face.prices for face in faces], axis=1)[:, place]
        return self._book(visits, chosen, page_log[chosen], row, item, units, right, prices)

    def _lost(self, visits: Visits, which: Integers, reason: int) -> None:
        self.world.log.record_block(
            "visit_lost",
            len(which),
            day=visits.moment[which],
            customer=visits.who[which],
            reason=reason,
            item=visits.item[which],
        )

    def _book(
        self,
        visits: Visits,
        chosen: Integers,
        page_log: Floats,
        row: Integers,
        item: Integers,
        units: Integers,
        right: NDArray[np.bool_],
        prices: Integers,
    ) -> DayOrders:
        """Write the orders of the day to the log; returns what the end of the day needs of them."""
        world, people = self.world, self.world.people
        who, moment, dollars = visits.who[chosen], visits.moment[chosen], visits.dollars[chosen]
        lift, season = visits.pull["message"][chosen], visits.season[chosen]
        order = order_number(visits.day, who)
        shown, charged, master, promotion_wrong, content_wrong = prices
        promotion_wrong, content_wrong = promotion_wrong > 0, content_wrong > 0
        paid, usual = (
            np.bincount(row, weights=units * cents, minlength=len(chosen)).astype(np.float64, copy=False)
            for cents in (charged, world.shop.usual_cents[item])
        )
        seen = visits.own_logit[chosen] - visits.slope[chosen] * page_log
        converts = logistic(seen)
        pull_price = converts / people.conversion[who]
        nothing = np.zeros(len(chosen))
        pull_site, fee = nothing + 1, nothing
        if self.site:
            pull_site, fee = self.site.pull(who, dollars), self.site.fee(dollars)
        pull_coupon, depth, discount, net = nothing + 1, nothing, nothing, charged
        if world.policy.coupons.depth_percent:
            depth = visits.coupon_depth[chosen]
            discount = np.rint(paid * depth)
            net = np.rint(charged * (1 - depth[row])).astype(np.int64)
            pull_coupon = visits.pull["coupon"][chosen] * logistic(seen + visits.gain[chosen]) / converts
            paid = paid - discount
        given = nothing
        if self.club:
            given = given + self.club.points.use(who, order, moment, paid)
        if self.friends:
            given = given + self.friends.gifts(visits.day, who, paid)
        if given.any():
            net = np.rint(net * (1 - given / np.maximum(paid, 1.0))[row]).astype(np.int64)
        world.log.record_block(
            "order_placed",
            len(chosen),
            day=moment,
            customer=who,
            order=order,
            value_cents=paid - given,
            discount_cents=discount + given,
            is_first=people.orders[who] == 0,
            coupon=depth > 0,
            pull_message=lift,
            pull_coupon=pull_coupon,
            pull_price=pull_price,
            pull_season=season,
            pull_site=pull_site,
            pull_member=people.frequency[who],
            fee_cents=fee * 100,
        )
        line_who, line_order = who[row], order[row]
        world.log.record_block(
            "order_line",
            len(row),
            day=moment[row],
            customer=line_who,
            order=line_order,
            item=item,
            quantity=units,
            master_cents=master,
            shown_cents=shown,
            charged_cents=charged,
            cost_cents=world.shop.cost_cents[item],
            price_right=(shown == master) | promotion_wrong,
            promotion_right=~promotion_wrong,
            content_right=~content_wrong,
            stock_right=right,
        )
        return DayOrders(
            who=who,
            order=order,
            luck=world.streams.several(LUCK_OF_AN_ORDER, visits.day, who),
            pull=lift * season * pull_coupon * pull_price * pull_site,
            pull_coupon=pull_coupon,
            usual_cents=usual,
            paid_cents=paid,
            given_cents=given,
            line_who=line_who,
            line_order=line_order,
            item=item,
            units=units,
            shown=shown,
            charged=charged,
            net=net,
        )


def _came_in(visits: Visits, faces: list[Face]) -> Integers:
    """Who visited while the shop could be reached."""
    face = np.array([one.since for one in faces[1:]]).searchsorted(visits.moment, side="right")
    return visits.who[np.array([one.is_up for one in faces])[face]]


def _ration(
    row: Integers, item: Integers, units: Integers, offered: Integers, free: Integers, scarce: NDArray[np.bool_]
) -> tuple[Integers, NDArray[np.bool_]]:
    """Units that each line gets, and whether they were on the shelf, when not everybody can have everything.

    First come, first served. Whoever finds that what they came for, their first line, is sold out buys nothing; of
    another line they take what is left. An item that is not scarce is had in any case.
    """
    units, right = units.copy(), np.ones(len(units), dtype=bool)
    touched = np.zeros(row[-1] + 1, dtype=bool)
    touched[row[scarce[item]]] = True
    sold: dict[int, int] = {}
    last, leaves = -1, False
    for line in np.flatnonzero(touched[row]).tolist():
        thing, is_first = int(item[line]), int(row[line]) != last
        last = int(row[line])
        taken = sold.get(thing, 0)
        left = max(int(offered[line]) - taken, 0) if scarce[thing] else int(units[line])
        leaves = left == 0 if is_first else leaves
        had = 0 if leaves else min(int(units[line]), left)
        if scarce[thing]:
            right[line] = int(free[line]) - taken >= had
            sold[thing] = taken + had
        units[line] = had
    return units, right
