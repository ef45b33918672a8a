"""Customers look and buy: settled a day at a time.

The visits of a day are settled as one array computation, each under the face that the shop had at its moment. Scarce
stock goes to the earliest visits: those that touch an item of which there may not be enough are settled one by one.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import LOST
from sim.processes import banner, fallback, like_goods, offers, order_checks
from sim.processes.baskets import Lines
from sim.processes.booking import House, Sold, book
from sim.processes.day_end import close_day
from sim.processes.day_orders import DayOrders
from sim.processes.go_live import commission
from sim.processes.membership import Membership
from sim.processes.membership import is_open as has_members
from sim.processes.offers import Appeal, Basket, Made
from sim.processes.payment import Till
from sim.processes.rationing import Demand, ration
from sim.processes.referral import Referral
from sim.processes.referral import is_open as has_referral
from sim.processes.service_desk import questions
from sim.processes.unpaid_orders import hold
from sim.processes.visits import Plan, Visits
from sim.processes.website import Website
from sim.streams import Floats, Integers
from sim.world.history import order_number
from sim.world.shop import Face, side_by_side
from sim.world.world import World

DOWN, SOLD_OUT, REFUSED, PUT_OFF = range(len(LOST[:4]))
MINUTES_A_DAY = 1440.0


class Met(NamedTuple):
    """What the visitors of a day met, an entry each.

    Attributes:
        shift: where the face that they met begins, with all faces one after the other.
        page_log: ln of the price shown for what they came for, against the usual one.
        edge: logit that pages and prices add to the wish to buy.
        wants: who would pay.
        appeal: what offers add; None in a shop without any.
    """

    shift: Integers
    page_log: Floats
    edge: Floats
    wants: NDArray[np.bool_]
    appeal: Appeal | None


class Shopping:
    """Draws each day's visits and settles them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.checks_orders = order_checks.are_made(world)
        self.house = House(
            Website(world) if world.has("website") else None,
            Membership(world) if has_members(world) else None,
            Referral(world) if has_referral(world) else None,
            Till(world) if world.has("payment") else None,
        )

    def run(self) -> Generator[simpy.Event, object, None]:
        """One turn a day: draw, let the day happen, settle, close the day."""
        world = self.world
        wishes = self.house.site.wishes if self.house.site else None
        payments = self.house.till.payments if self.house.till else None
        plan = Plan(world, 0, None, wishes, payments)
        for day in range(world.scenario.days):
            if not plan.holds(world, day):
                plan = Plan(world, day, plan, wishes, payments)
            visits = Visits(world, day, plan)
            world.log.record_block("visit", len(visits.who), day=visits.moment, customer=visits.who)
            if world.has("service"):
                questions(world, day, visits.who, visits.moment, visits.asks)
            yield world.until(day + 1)
            today = self.settle(visits, world.faces)
            if today is not None:
                commission(world, today)
                if world.order_book:
                    world.order_book.note(visits.who, visits.moment, today.who, today.order)
                for told in tuple(world.when_settled):
                    told(visits, today)
            today = close_day(world, day, today)
            if self.house.till:
                self.house.till.settlement.close_day(day)
            if self.house.friends:
                self.house.friends.close_day(day, _came_in(visits, world.faces), today)
            if self.house.club:
                self.house.club.close_day(day, today)
            world.forget_faces()
        if self.house.till:
            self.house.till.end()

    def settle(self, visits: Visits, faces: list[Face]) -> DayOrders | None:
        """Settle the visits of a day, each under the face that the shop had."""
        met = self._meet(visits, faces)
        chosen = met.wants.nonzero()[0]
        if not len(chosen):
            return None
        lines = Lines(self.world, visits.day, visits.who[chosen], visits.lines[chosen], visits.dollars[chosen])
        basket = Basket(lines.basket, lines.item, lines.units, lines.units < 0)
        if banner.shows(self.world, banner.PROMOTIONS):
            basket.item[np.searchsorted(basket.row, np.arange(len(chosen)))] = visits.item[chosen]
        if met.appeal:
            basket = offers.baskets(self.world, visits, chosen, basket)
            if self.world.code.budget_cents:
                chosen, basket = self._keep_to_budget(visits, met.appeal, met, chosen, basket, faces)
        if any(face.off_sale is not None for face in faces):
            like_goods.take(self.world, visits, chosen, met.shift[chosen][basket.row], basket, faces)
        chosen, basket, right = self._off_the_shelf(visits, met.shift, chosen, basket, faces)
        if visits.lapses is not None:
            chosen, basket, right = hold(self.world, visits, chosen, basket, right)
        if not len(chosen):
            return None
        place = met.shift[chosen][basket.row] + basket.item
        prices = side_by_side([face.prices for face in faces]).take(place, axis=1)
        made = None
        if met.appeal:
            first = offers.facts(faces, met.shift[chosen] + visits.item[chosen])
            made = Made(met.appeal, basket, offers.facts(faces, place), first[offers.FLASH] > 0)
        sold = Sold(chosen, met.page_log[chosen], basket.row, basket.item, basket.units, right, prices)
        return book(self.world, self.house, visits, sold, made)

    def _meet(self, visits: Visits, faces: list[Face]) -> Met:
        """What each visitor meets on the pages, and who would pay."""
        world, shop, site = self.world, self.world.shop, self.house.site
        shift = shop.items * np.array([face.since for face in faces[1:]]).searchsorted(visits.moment, side="right")
        if banner.shows(world, banner.PROMOTIONS):
            visits.item = banner.led(world, visits.day, visits.who, visits.item, faces, shift // shop.items)
        page_log = side_by_side([face.page_log for face in faces])[shift + visits.item]
        edge, need, keen, appeal = -visits.slope * page_log, visits.need, visits.own_logit, None
        stars = [face.review_logit for face in faces if face.review_logit is not None]
        if stars:
            visits.rating = np.concatenate(stars)[shift + visits.item]
            edge = edge + visits.rating
        if shop.has_offers:
            appeal = offers.appeal(world, visits, page_log, faces, shift + visits.item)
            edge, need, keen = edge + appeal.was, need - appeal.personal, keen + appeal.personal
        wants, is_up = need < edge, None
        if any(not face.is_up for face in faces):
            is_up = np.array([face.is_up for face in faces])[shift // shop.items]
            is_up = fallback.met_closed(world, visits, wants, is_up)
            self._lost(visits, (wants & ~is_up).nonzero()[0], DOWN)
            wants &= is_up
        if any(face.has_adverts for face in faces):
            is_up = self._not_put_off(visits, wants, is_up, faces, shift // shop.items)
        if self.checks_orders:
            is_up = self._not_past_the_checks(visits, wants, is_up)
        failed = None
        if self.house.till and visits.payments:
            failed = self.house.till.meet(visits, visits.payments, keen, edge, wants, is_up)
        if site and visits.wishes:
            site.checkout(visits, visits.wishes, keen, edge, wants, is_up, failed)
        return Met(shift, page_log, edge, wants, appeal)

    def _not_put_off(
        self,
        visits: Visits,
        wants: NDArray[np.bool_],
        is_up: NDArray[np.bool_] | None,
        faces: list[Face],
        face: Integers,
    ) -> NDArray[np.bool_]:
        """Foreign adverts on the checkout put some off who want to pay; for them it is as if the shop were closed.

        `wants` is altered in place.
        """
        which = (wants & np.array([one.has_adverts for one in faces])[face]).nonzero()[0]
        luck = self.world.streams.some("put off by adverts", visits.day, visits.who[which])
        gone = which[luck < self.world.numbers["adverts.put_off"]]
        self._lost(visits, gone, PUT_OFF)
        wants[gone] = False
        stays = np.ones(len(wants), dtype=bool) if is_up is None else is_up.copy()
        stays[gone] = False
        return stays

    def _not_past_the_checks(
        self, visits: Visits, wants: NDArray[np.bool_], is_up: NDArray[np.bool_] | None
    ) -> NDArray[np.bool_]:
        """Some honest customers do not get past checks of orders, as if the shop were closed. `wants` is altered."""
        stays = np.ones(len(wants), dtype=bool) if is_up is None else is_up.copy()
        for reason, gone in order_checks.stopped(self.world, visits, wants.nonzero()[0]):
            self._lost(visits, gone, reason)
            wants[gone] = False
            stays[gone] = False
        return stays

    def _off_the_shelf(
        self, visits: Visits, shift: Integers, chosen: Integers, basket: Basket, faces: list[Face]
    ) -> tuple[Integers, Basket, NDArray[np.bool_]]:
        """Take what there is off the shelf; whoever finds nothing leaves.

        Returns:
            Who has something, the lines that they have, and whether each was really there.
        """
        shop, row, item, units = self.world.shop, basket.row, basket.item, basket.units
        place = shift[chosen][row] + item
        offered, free = side_by_side([face.stock for face in faces]).take(place, axis=1)
        asked = np.bincount(item, weights=units, minlength=shop.items)
        short = asked[item] > np.minimum(offered, free)
        right = ~short
        if short.any():
            scarce = np.zeros(shop.items, dtype=bool)
            scarce[item[short]] = True
            delay = self.world.policy.supply.sync_minutes / MINUTES_A_DAY
            moment = visits.moment[chosen][row] if delay else None
            units, right, beyond = ration(Demand(row, item, units, offered, free), scarce, moment, delay)
            if delay:
                self._sold_twice(visits, chosen[row], item, beyond)
            had = np.bincount(row, weights=units, minlength=len(chosen)) > 0
            self._lost(visits, chosen[~had], SOLD_OUT)
            line = units.nonzero()[0]
            right, chosen = right[line], chosen[had]
            basket = basket._replace(units=units).only(line)
            basket = basket._replace(row=(had.cumsum() - 1)[basket.row])
            asked = np.bincount(basket.item, weights=basket.units, minlength=shop.items)
        shop.reserved += asked.astype(np.int64)
        return chosen, basket, right

    def _keep_to_budget(
        self,
        visits: Visits,
        appeal: Appeal,
        met: Met,
        chosen: Integers,
        basket: Basket,
        faces: list[Face],
    ) -> tuple[Integers, Basket]:
        """Refuse the codes that come after the budget; whoever does not want to pay the full price leaves.

        Returns:
            Who is left, and the lines of their baskets.
        """
        place = met.shift[chosen][basket.row] + basket.item
        charged = np.concatenate([face.prices[1] for face in faces])[place]
        depths = (visits.member_depth[chosen], visits.coupon_depth[chosen])
        asked = offers.discounts(self.world, depths, basket, charged, offers.facts(faces, place)[offers.LISTED])
        late = offers.beyond_budget(self.world, visits, chosen, basket, asked)
        if not len(late):
            return chosen, basket
        which = chosen[late]
        left = met.edge[which] + appeal.member[which]
        stays = visits.need[which] < left
        if self.house.site and visits.wishes:  # whom a better checkout had won may be won at the full price too
            eased = visits.need[which] - appeal.personal[which] >= met.edge[which]
            stays |= eased & (visits.wishes.basket[which] - visits.own_logit[which] < left)
        visits.coupon_depth[which] = appeal.coupon[which] = 0.0
        offers.refuse(self.world, visits, which, stays)
        visits.came_by[which] = 0
        self._lost(visits, which[~stays], REFUSED)
        keeps = np.ones(len(chosen), dtype=bool)
        keeps[late[~stays]] = False
        basket = basket.only(keeps[basket.row])
        return chosen[keeps], basket._replace(row=(keeps.cumsum() - 1)[basket.row])

    def _sold_twice(self, visits: Visits, which: Integers, item: Integers, beyond: Integers) -> None:
        """Write down the lines of which the record had nothing left when the page still offered them."""
        line = beyond.nonzero()[0]
        which = which[line]
        self.world.log.record_block(
            "sold_twice",
            len(line),
            day=visits.moment[which],
            customer=visits.who[which],
            order=order_number(visits.day, visits.who[which]),
            item=item[line],
            units=beyond[line],
        )

    def _lost(self, visits: Visits, which: Integers, reason: int) -> None:
        self.world.log.record_block(
            "visit_lost",
            len(which),
            day=visits.moment[which],
            customer=visits.who[which],
            reason=reason,
            item=visits.item[which],
        )


def _came_in(visits: Visits, faces: list[Face]) -> Integers:
    """Who visited while the shop could be reached."""
    face = np.array([one.since for one in faces[1:]]).searchsorted(visits.moment, side="right")
    return visits.who[np.array([one.is_up for one in faces])[face]]
