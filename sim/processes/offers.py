"""Offers at a visit: what a coupon, a member price, a crossed-out price and two together do to wishes and to money.

What pulls a customer is the cut that they would get on the item they come for. Beside the shown price p (against the
usual one) a coupon k and a member price m cut it by -ln(1 - k) - ln(1 - m), or by the better of the two where offers do
not add up; never below the lowest price that the house allows, and together with p by no more than `price.depth_cap`.
A crossed-out price w weighs like a cut of `was.pull` x ln(w / p).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.codes import CODES
from sim.policy.prices import Prices
from sim.processes.visits import Visits
from sim.streams import Floats, Integers
from sim.world.discounts import Depths, Discounted, discounted
from sim.world.history import order_number
from sim.world.people import logistic
from sim.world.shop import Face, partners
from sim.world.world import World

LISTED, FLASH, WAS, INVENTED = range(4)
"""Rows of `Face.offers`."""

USUAL = Prices()
SENT = CODES.index("sent")


class Appeal(NamedTuple):
    """Logits that offers add to the wish to buy, an entry a visit each."""

    was: Floats
    member: Floats
    coupon: Floats

    @property
    def personal(self) -> Floats:
        """What only this customer gets."""
        return self.member + self.coupon


def facts(faces: Sequence[Face], place: Integers) -> Integers:
    """Rows LISTED to INVENTED of what the shop's faces say at these places."""
    return np.concatenate([face.offers for face in faces if face.offers is not None], axis=1)[:, place]


def appeal(world: World, visits: Visits, page_log: Floats, faces: Sequence[Face], place: Integers) -> Appeal:
    """What offers add for each visit.

    Args:
        world: the world.
        visits: of a day.
        page_log: ln of the shown price of the item they come for, against the usual one.
        faces: those that the shop had.
        place: where the item that each visit came for stands in the faces, one after the other.
    """
    seen, shown = facts(faces, place), np.concatenate([face.prices[0] for face in faces])[place]
    numbers, shop, prices = world.numbers, world.shop, world.policy.prices
    member_cut, coupon_cut = -np.log1p(-visits.member_depth), -np.log1p(-visits.coupon_depth)
    usual = shop.usual_cents[visits.item]
    most = np.maximum(-np.log1p(-numbers["price.depth_cap"]) + page_log, 0.0)
    if prices.floor_percent:
        most = np.minimum(most, np.maximum(page_log - np.log(shop.floor_cents[visits.item] / usual), 0.0))
    lost = 0.0 if prices.offers_add_up else np.maximum(np.log(seen[LISTED] / usual) - page_log, 0.0)

    def further(cut: Floats) -> Floats:
        return np.minimum(np.maximum(cut - lost, 0.0), most)

    both = member_cut + coupon_cut if prices.offers_add_up else np.maximum(member_cut, coupon_cut)
    member = further(member_cut)
    coupon = further(both) - member
    claimed = np.log(np.maximum(seen[WAS], shown) / shown)
    was = numbers["was.pull"] * np.minimum(claimed, -np.log1p(-numbers["price.depth_cap"]))
    return Appeal(visits.slope * was, visits.slope * member, visits.slope * coupon)


class Basket(NamedTuple):
    """Lines of the orders of a day, an entry a line each.

    Attributes:
        row: which of the orders.
        item, units: what and how many.
        second: is it the second of a pair?
    """

    row: Integers
    item: Integers
    units: Integers
    second: NDArray[np.bool_]

    def only(self, lines: NDArray[Any]) -> Basket:
        """Some of the lines."""
        return Basket(*(part[lines] for part in self))


def baskets(world: World, visits: Visits, chosen: Integers, basket: Basket) -> Basket:
    """Let some buyers take the neighbour of the item they came for; whoever has it anyway may get it cheaper too."""
    numbers, percent = world.numbers, world.policy.prices.bundle_percent
    if not percent:
        return basket
    day, who, first = visits.day, visits.who[chosen], visits.item[chosen]
    partner = np.array(partners())[first]
    sees = (partner >= 0) & (world.streams.some("sees the pair", day, who) < numbers["bundle.sees"])
    has = basket.item == partner[basket.row]
    second = has & sees[basket.row]
    takes = world.streams.some("takes the second", day, who) < numbers["bundle.take"] * percent / 100
    takes &= sees & (np.bincount(basket.row, weights=has, minlength=len(who)) == 0)
    rows = takes.nonzero()[0]
    ends = basket.row.searchsorted(rows, side="right")
    ones = np.ones(len(rows), dtype=np.int64)
    added = (rows, partner[rows], ones, ones > 0)
    return Basket(*(np.insert(old, ends, new) for old, new in zip((*basket[:3], second), added, strict=True)))


def discounts(
    world: World, depths: tuple[Floats, Floats], basket: Basket, charged: Integers, listed: Integers
) -> Discounted:
    """What lines cost under the house rules; `depths` are member price and coupon of each order."""
    prices = world.policy.prices
    pair = np.where(basket.second, prices.bundle_percent / 100, 0.0)
    of_line = Depths(pair, *(depth[basket.row] for depth in depths))
    return discounted(charged, listed, world.shop.floor_cents[basket.item], of_line, prices.offers_add_up)


def beyond_budget(world: World, visits: Visits, chosen: Integers, basket: Basket, asked: Discounted) -> Integers:
    """Which of the orders come with a code that has stopped working; records the moment at which it stops.

    The first order that the rest of the budget does not cover stops the code for itself and for everybody after it.
    """
    code = world.code
    uses = visits.coupon_depth[chosen] > 0
    if not code.stopped:
        cents = np.bincount(basket.row, weights=basket.units * asked.parts[2], minlength=len(chosen))
        over = (uses & (code.spent_cents + (cents * uses).cumsum() > code.budget_cents)).nonzero()[0]
        if not len(over):
            return over
        code.stopped = True
        uses[: over[0]] = False
        spent = code.spent_cents + int(cents[: over[0]].sum())
        moment = visits.moment[chosen[over[0]]]
        world.log.record("budget_spent", day=moment, campaign=code.campaign, spent_cents=spent)
    return uses.nonzero()[0]


def refuse(world: World, visits: Visits, which: Integers, pays: NDArray[np.bool_]) -> None:
    """Tell these visitors that their code no longer works; whoever was sent it is let down, and believes it no more."""
    came_by = visits.came_by[which]
    world.log.record_block(
        "coupon_refused",
        len(which),
        day=visits.moment[which],
        customer=visits.who[which],
        campaign=world.code.campaign,
        coupon_from=came_by,
        paid=pays,
    )
    who = visits.who[which[came_by == SENT]]
    world.due["coupon refused", 0].append((who, order_number(visits.day, who)))


class Made(NamedTuple):
    """The offers that the orders of a day were made under.

    Attributes:
        appeal: of every visit of the day.
        basket: the lines.
        line_facts: `facts` about each line.
        in_flash: was what the customer came for in a flash sale? One entry an order.
    """

    appeal: Appeal
    basket: Basket
    line_facts: Integers
    in_flash: NDArray[np.bool_]


class Taken(NamedTuple):
    """What offers took off the orders of a day, and what they brought.

    Attributes:
        cents: taken off each order; rows two together, member price, coupon.
        net: what each line costs a unit.
        coupon_from: how the code that was used came to the customer, a code of CODES; 0 if none was used.
        pull_was, pull_member, pull_coupon: factors on the usual chance of each order.
    """

    cents: Floats
    net: Integers
    coupon_from: int | Integers
    pull_was: float | Floats
    pull_member: float | Floats
    pull_coupon: float | Floats

    @property
    def all_cents(self) -> float | Floats:
        """Taken off each order in all."""
        bundle, member, coupon = self.cents
        return bundle + member + coupon

    @property
    def pull(self) -> float | Floats:
        """All of them together."""
        return self.pull_coupon * self.pull_was * self.pull_member


_NO_CENTS = np.zeros(3)


def nothing_off(charged: Integers) -> Taken:
    """Orders of a shop that makes no offers: one number of each kind stands for all of them."""
    return Taken(_NO_CENTS, charged, 0, 1.0, 1.0, 1.0)


def take_off(
    world: World, visits: Visits, chosen: Integers, order: Integers, made: Made, charged: Integers, seen: Floats
) -> Taken:
    """Take discounts off the lines; `seen` is each order's logit at the shown price alone."""
    appeal, basket = Appeal(*(part[chosen] for part in made.appeal)), made.basket
    depths = (visits.member_depth[chosen], visits.coupon_depth[chosen])
    lines = discounts(world, depths, basket, charged, made.line_facts[LISTED])
    cents = np.array(
        [np.bincount(basket.row, weights=basket.units * part, minlength=len(chosen)) for part in lines.parts]
    )
    world.code.spent_cents += int(cents[2].sum())
    _note_floor(world, visits, chosen, order, basket, lines)
    if world.policy.prices.was_price != USUAL.was_price:
        misled = made.line_facts[INVENTED] > 0
        world.due["invented price", 0].append((visits.who[chosen][basket.row[misled]], order[basket.row[misled]]))
    plain, crossed = logistic(seen), logistic(seen + appeal.was)
    as_member = logistic(seen + appeal.was + appeal.member)
    with_all = logistic(seen + appeal.was + appeal.member + appeal.coupon)
    visit_pull = visits.pull["coupon"][chosen] if "coupon" in visits.pull else 1.0
    return Taken(
        cents=cents,
        net=lines.net,
        coupon_from=np.where(cents[2] > 0, visits.came_by[chosen], 0),
        pull_was=crossed / plain,
        pull_member=as_member / crossed,
        pull_coupon=visit_pull * with_all / as_member,
    )


def _note_floor(
    world: World, visits: Visits, chosen: Integers, order: Integers, basket: Basket, lines: Discounted
) -> None:
    held = (lines.net > lines.asked).nonzero()[0]
    row = basket.row[held]
    world.log.record_block(
        "floor_held",
        len(held),
        day=visits.moment[chosen[row]],
        customer=visits.who[chosen[row]],
        order=order[row],
        item=basket.item[held],
        asked_cents=lines.asked[held],
        paid_cents=lines.net[held],
    )
