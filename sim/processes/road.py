"""The road of parcels: how long it takes, how often it leads nowhere, and what the shop does about it then.

The luck of a parcel's road says first whether it goes astray, then how long it takes, so that a signature at the door
saves some parcels and moves no other. Nobody in the shop knows of a lost parcel until its customer misses it. Some go
to their bank at once; the others write. The carrier pays part of the goods if it is asked before the customer is paid.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import COSTS, DISPUTED
from sim.processes import feelings, money_back
from sim.processes.blocks import joined
from sim.processes.disputes import charge_back
from sim.streams import Floats, Integers
from sim.world.history import order_day
from sim.world.people import scores
from sim.world.world import World

NEVER_CAME = "parcel never came"
NOT_DELIVERED = DISPUTED[3]
MISSED = "missed parcels"


def astray(world: World, luck: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Which parcels go astray, and the luck of the road that is left to the others, again between 0 and 1."""
    share = world.numbers["parcel.lost"]
    saved = share * world.numbers["parcel.signature_saves"] if world.policy.delivery.signature else 0.0
    arrive = 1.0 - share
    if share == 0.0:
        return luck, np.zeros(len(luck), dtype=bool)
    left = np.where(luck < arrive, luck / arrive, (luck - arrive) / share)
    return left, luck >= arrive + saved


def arrives_after(world: World, luck: Floats, who: Integers, order: Integers) -> Floats:
    """Days on the road: lognormal, with the carrier's mean; one more where nobody opens the door to sign."""
    numbers, spread = world.numbers, world.numbers["parcel.spread"]
    mean = numbers["parcel.express_days" if _is_express(world) else "parcel.mean_days"]
    days: Floats = mean * np.exp(spread * scores(luck) - spread**2 / 2)
    if world.policy.delivery.signature:
        days += world.streams.some("nobody opens the door", order_day(order), who) < numbers["parcel.not_home"]
    return days


def carriage_cents(world: World) -> float:
    """What the carrier asks for a parcel, with the signature where one is taken, HK cents."""
    numbers = world.numbers
    cents = numbers["parcel.express_cents" if _is_express(world) else "parcel.cost_cents"]
    return cents + numbers["parcel.signature_cents"] * world.policy.delivery.signature


def _is_express(world: World) -> bool:
    return world.policy.delivery.carrier == "express"


def lose(world: World, who: Integers, order: Integers, lines: tuple[NDArray[Any], ...]) -> None:
    """Parcels leave the shop and never come; `lines` are those of all parcels packed."""
    numbers = world.numbers
    _, of_order, item, units, net, _ = lines
    moments = order_day(order) + 1.0 + world.policy.delivery.promise_days + numbers["parcel.missed_days"]
    goods, paid = np.zeros(len(order), dtype=np.int64), np.zeros(len(order), dtype=np.int64)
    for place, number in enumerate(order.tolist()):
        mine = of_order == number
        goods[place] = round(float((units[mine] * world.shop.cost_cents[item[mine]]).sum()))
        paid[place] = round(float((units[mine] * net[mine]).sum()))
    world.log.record_block("parcel_lost", len(who), day=world.now, customer=who, order=order, goods_cents=goods)
    moments = np.maximum(moments, math.floor(world.now) + 1.0)
    inside = moments < world.scenario.days
    world.put_off(MISSED, moments[inside], who[inside], order[inside], paid[inside], goods[inside])


def missed(world: World, day: int) -> tuple[Integers, Integers, Integers] | None:
    """Customers miss their parcels today; returns those who may write (customer, order, what they paid)."""
    blocks = world.due.pop((MISSED, day), [])
    if not blocks:
        return None
    who, order, paid, goods = joined(blocks)
    customers, first = np.unique(who, return_index=True)
    size = np.full(len(customers), world.numbers["leave.never_came"])
    feelings.harm(world, customers, order[first], NEVER_CAME, size)
    to_bank = np.zeros(len(who), dtype=bool)
    if world.has("payment"):
        to_bank = world.streams.some("straight to the bank", order_day(order), who) < world.numbers["parcel.to_bank"]
        for customer, number in zip(who[to_bank].tolist(), order[to_bank].tolist(), strict=True):
            cents = world.money.give_back(number)
            if cents:
                charge_back(world, customer, number, cents, NOT_DELIVERED)
    for number, cents in zip(order.tolist(), goods.tolist(), strict=True):
        world.money.lost_goods[number] = cents
    return who[~to_bank], order[~to_bank], paid[~to_bank]


def settle(world: World, customer: int, order: int, cents: int) -> Generator[simpy.Event, object, None]:
    """What the shop does once a customer has written that a parcel never came."""
    numbers, how = world.numbers, world.policy.delivery.if_lost
    goods = world.money.lost_goods.get(order, 0)
    if how == "send again":
        again = goods + round(carriage_cents(world))
        world.log.record("cost", day=world.now, what=COSTS.index("replacements"), cents=again)
        placed = order_day(np.array([order]))
        who = np.array([customer])
        luck = world.streams.some("the road of a second parcel", placed, who)
        yield world.env.timeout(float(arrives_after(world, luck, who, np.array([order]))[0]))
        late = world.now - (float(placed[0]) + 1 + world.policy.delivery.promise_days)
        world.log.record("delivered", day=world.now, customer=customer, order=order, late_days=late)
        return
    if how == "ask the carrier first":
        yield world.env.timeout(numbers["carrier.answers_days"])
        paid = round(goods * numbers["carrier.pays"])
        world.log.record("cost", day=world.now, what=COSTS.index("received from the carrier"), cents=-paid)
    money_back.owe(world, customer, order, cents, money_back.COMPLAINT)
