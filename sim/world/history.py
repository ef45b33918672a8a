"""The past: drawn from the base law, not run. At take-over the shop has a year of customers behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import NDArray

from sim.streams import Floats
from sim.world.people import ACTIVE, LEFT, logistic, scores

if TYPE_CHECKING:
    from sim.world.world import World

PAST_DAYS = 365
ORDER_STEP = 10_000_000
ORDER_SHIFT = 1000


@overload
def order_number(day: int, customer: int) -> int: ...


@overload
def order_number(day: int | NDArray[np.int64], customer: NDArray[np.integer]) -> NDArray[np.int64]: ...


def order_number(day: Any, customer: Any) -> Any:
    """The order of a customer on a day: the same number in every world in which it is placed."""
    return (day + ORDER_SHIFT) * ORDER_STEP + customer


def order_day(order: NDArray[np.int64]) -> NDArray[np.int64]:
    """The whole day on which an order was placed."""
    return order // ORDER_STEP - ORDER_SHIFT


@dataclass(frozen=True)
class PastOrders:
    """All orders before day 0, sorted by day."""

    day: NDArray[np.int64]
    customer: NDArray[np.int64]
    is_first: NDArray[np.bool_]


def wanted_value(world: World, day: int | NDArray[np.int64], customer: NDArray[np.integer]) -> Floats:
    """What a customer's order of a day is worth at usual prices, HK$: gamma-gamma, given the basket rate."""
    return value_of(world, world.streams.some("order value", day, customer), customer)


def value_of(world: World, luck: Floats, customer: NDArray[np.integer]) -> Floats:
    """The same from luck already drawn."""
    return world.people.order_value(scores(luck)) / world.people.basket_rate[customer]


def draw_past(world: World) -> PastOrders:
    """First orders at the discovery rate, then repeat orders and leaving by the base law, up to day 0."""
    people, streams, numbers = world.people, world.streams, world.numbers
    wait = np.floor(
        -np.log1p(-streams.everyone("past: discovery", 0, people.count)) / max(numbers["base.discovery_per_day"], 1e-12)
    )
    first = -PAST_DAYS + np.minimum(wait, 1e6).astype(np.int64)
    who = np.flatnonzero(first < 0)
    day = first[who]
    days, customers, firsts = [day], [who], [np.ones(len(who), dtype=bool)]
    alive, current, turn = who, day, 0
    people.set_status(who, ACTIVE)
    people.first_day[who], people.last_day[who], people.orders[who] = day, day, 1
    leave = logistic(people.leave_logit)
    while len(alive):
        turn += 1
        luck = streams.some("past: gap", turn, alive)
        gap = np.ceil(-np.log1p(-luck) / people.order_rate[alive])
        current = current + np.clip(gap, 1, 1e7).astype(np.int64)
        inside = current < 0
        alive, current = alive[inside], current[inside]
        days.append(current)
        customers.append(alive)
        firsts.append(np.zeros(len(alive), dtype=bool))
        people.last_day[alive] = current
        people.orders[alive] += 1
        gone = streams.some("past: leaving", turn, alive) < leave[alive]
        people.set_status(alive[gone], LEFT)
        alive, current = alive[~gone], current[~gone]
    day, customer, is_first = np.concatenate(days), np.concatenate(customers), np.concatenate(firsts)
    order = np.lexsort((customer, day))
    people.last_luck[:] = 1.0  # whoever is still here has survived the last order
    return PastOrders(day[order], customer[order], is_first[order])


def record_past(world: World, past: PastOrders) -> None:
    """Write past orders and inherited consents to the log, and set what the shop knows of them."""
    people, streams, numbers = world.people, world.streams, world.numbers
    moment = past.day + world.moments("order moment", past.day, past.customer)
    by_moment = np.argsort(moment, kind="stable")
    day, customer = past.day[by_moment], past.customer[by_moment]
    value = np.clip(np.rint(wanted_value(world, day, customer) * 100), 1, 2e9)
    people.spent_cents += np.bincount(customer, weights=value, minlength=people.count)
    world.log.record_block(
        "order_placed",
        len(day),
        day=moment[by_moment],
        customer=customer,
        order=order_number(day, customer),
        value_cents=value,
        discount_cents=0,
        is_first=past.is_first[by_moment],
        coupon=False,
        pull_message=1.0,
        pull_coupon=1.0,
        pull_price=1.0,
        pull_season=1.0,
        pull_site=1.0,
        pull_member=1.0,
        pull_post=1.0,
        pull_word=1.0,
        pull_review=1.0,
        fee_cents=0,
        coupon_from=0,
        coupon_cents=0,
        member_cents=0,
        given_cents=0,
        bundle_cents=0,
        pull_was=1.0,
        pull_member_price=1.0,
    )
    who = np.flatnonzero(people.orders > 0)
    if numbers["member.inherited"]:
        people.member[who] = streams.some("member: inherited", 0, who) < numbers["member.inherited"]
    if not world.has("messages") or not len(who):
        return
    share = numbers["consent.inherited_ticked"] * people.mail_readiness(who)
    people.ticked[who] = streams.some("consent: ticked", 0, who) < share
    recorded = streams.some("consent: recorded", 0, who) >= numbers["consent.inherited_unrecorded"]
    people.consent_recorded[who] = people.ticked[who] & recorded
    world.log.record_block(
        "consent",
        len(who),
        day=-1.0,
        customer=who,
        how=np.where(recorded, 3, 4),
        ticked=people.ticked[who],
        notice=recorded,
    )
