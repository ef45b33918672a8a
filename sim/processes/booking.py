"""Orders of a day are written to the log: what was paid for what, and what had moved the customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.processes import offers, past_buyers
from sim.processes.day_orders import LUCK_OF_AN_ORDER, DayOrders
from sim.processes.membership import Membership
from sim.processes.offers import Made
from sim.processes.payment import LUCK_OF_A_PAYMENT, Till
from sim.processes.referral import Referral
from sim.processes.reviews import remember
from sim.processes.visits import Visits
from sim.processes.website import Website
from sim.streams import Floats, Integers
from sim.world.history import order_number
from sim.world.people import logistic
from sim.world.world import World


@dataclass(frozen=True)
class House:
    """What the shop has beside its shelves: pages, a scheme for members, rewards for bringing a friend, a till."""

    site: Website | None
    club: Membership | None
    friends: Referral | None
    till: Till | None


class Sold(NamedTuple):
    """Orders of a day as the shop has them before they are booked.

    Attributes:
        chosen: which of the visits ordered.
        page_log: ln of the price shown for what they came for, against the usual one, an entry an order.
        row, item, units: which order, what and how many, an entry a line.
        right: was the line on the shelf?
        prices: rows of `Face.prices` for each line.
    """

    chosen: Integers
    page_log: Floats
    row: Integers
    item: Integers
    units: Integers
    right: NDArray[np.bool_]
    prices: Integers


class Moved(NamedTuple):
    """What had moved the orders of a day, an entry an order or one number for all.

    Attributes:
        seen: logit of the chance of an order at what the visitor saw.
        price, site, post, word, review: factors on it.
    """

    seen: Floats
    price: Floats
    site: float | Floats
    post: float | Floats
    word: float | Floats
    review: float | Floats


def what_moved(world: World, house: House, visits: Visits, chosen: Integers, page_log: Floats) -> Moved:
    """Tell prices, pages, talk and stars apart; what the shop does not have pulls nobody."""
    who, dollars = visits.who[chosen], visits.dollars[chosen]
    seen = visits.own_logit[chosen] - visits.slope[chosen] * page_log
    converts = logistic(seen)
    price = converts / world.people.conversion[who]
    site: float | Floats = 1.0
    review: float | Floats = 1.0
    if visits.rating is not None:
        seen = seen + visits.rating[chosen]
        review = logistic(seen) / converts
    if house.site:
        site = house.site.pull(who, dollars)
    if house.till and not house.till.is_usual:
        site = site * house.till.pull(who, dollars)
    if world.hearsay is None:
        return Moved(seen, price, site, 1.0, 1.0, review)
    return Moved(seen, price, site, visits.pull["post"][chosen], visits.pull["word"][chosen], review)


def book(world: World, house: House, visits: Visits, sold: Sold, made: Made | None) -> DayOrders:
    """Write the orders of the day to the log; returns what the end of the day needs of them."""
    people = world.people
    chosen, page_log, row, item, units, right, prices = sold
    who, moment, dollars = visits.who[chosen], visits.moment[chosen], visits.dollars[chosen]
    lift, season = visits.pull["message"][chosen], visits.season
    if isinstance(season, np.ndarray):
        season = season[chosen]
    order = order_number(visits.day, who)
    shown, charged, master, promotion_wrong, content_wrong = prices
    promotion_wrong, content_wrong, untrue = promotion_wrong > 0, content_wrong > 0, content_wrong > 1
    gross, usual = (
        np.bincount(row, weights=units * cents, minlength=len(chosen)).astype(np.float64, copy=False)
        for cents in (charged, world.shop.usual_cents[item])
    )
    moved = what_moved(world, house, visits, chosen, page_log)
    fee: float | Floats = house.site.fee(dollars) if house.site else 0.0
    taken = (
        offers.take_off(world, visits, chosen, order, made, charged, moved.seen)
        if made
        else offers.nothing_off(charged)
    )
    paid = gross - taken.all_cents if made else gross
    given: float | Floats = 0.0
    if house.club:
        given = given + house.club.points.use(who, order, moment, paid)
    if house.friends:
        given = given + house.friends.gifts(visits.day, who, paid - given)
    net = taken.net
    if np.any(given):  # a refund of one line gives back the share of it that was paid in money
        net = np.floor(net * (1 - given / np.maximum(paid, 1.0))[row]).astype(np.int64)
    pull = lift * season
    for part in (taken.pull, *moved[1:]):
        if isinstance(part, np.ndarray):
            pull = pull * part
    world.log.record_block(
        "order_placed",
        len(chosen),
        day=moment,
        customer=who,
        order=order,
        value_cents=paid - given,
        discount_cents=taken.all_cents,
        given_cents=given,
        is_first=people.orders[who] == 0,
        coupon=taken.coupon_from > 0,
        pull_message=lift,
        pull_coupon=taken.pull_coupon,
        pull_price=moved.price,
        pull_season=season,
        pull_site=moved.site,
        pull_member=people.frequency[who],
        pull_post=moved.post,
        pull_word=moved.word,
        pull_review=moved.review,
        fee_cents=fee * 100,
        coupon_from=taken.coupon_from,
        coupon_cents=taken.cents[2],
        member_cents=taken.cents[1],
        bundle_cents=taken.cents[0],
        pull_was=taken.pull_was,
        pull_member_price=taken.pull_member,
    )
    line_who, line_order = who[row], order[row]
    if visits.rating is not None:
        remember(world, visits.day, who, order, row, item, content_wrong, charged > shown)
    if world.follows_up:
        lines = past_buyers.Wrong(moment[row], line_who, line_order, item, units * net)
        past_buyers.remember(world, lines, prices[:3])
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
        discount_cents=charged - taken.net if made else 0,
        bundle=made.basket.second if made else False,
    )
    total = paid - given + fee * 100
    names = (*LUCK_OF_AN_ORDER, LUCK_OF_A_PAYMENT) if house.till else LUCK_OF_AN_ORDER
    luck = world.streams.several(names, visits.day, who)
    return DayOrders(
        who=who,
        order=order,
        luck=luck,
        pull=pull,
        pull_ahead=taken.pull_coupon * np.where(made.in_flash, np.maximum(moved.price, 1), 1) if made else None,
        used_coupon=np.flatnonzero(taken.coupon_from) if made else None,
        usual_cents=usual,
        gross_cents=gross,
        paid_cents=paid,
        given_cents=given,
        line_who=line_who,
        line_order=line_order,
        item=item,
        units=units,
        shown=shown,
        charged=charged,
        net=net,
        untrue=untrue,
        total_cents=total,
        way=house.till.take(visits.day, who, order, moment, dollars, total, luck[-1]) if house.till else 0,
    )
