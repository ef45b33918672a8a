"""Suppliers offer staff something of value; what is taken in secret is paid for by the shop.

Offers and temptations are drawn first. Without a rule, whoever is tempted takes the gift and tells nobody; with one,
few still do, and the rest ask and write it down, or refuse. A gift taken in secret buys the supplier a favour, such as
a better place in the shop or dearer goods, which the shop pays for over the next three months.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import COSTS, GIFT_ANSWERS
from sim.processes.credits import MONTH, WORK_BEGINS, WORK_LASTS, accounts
from sim.world.staff import ROUTINE
from sim.world.world import World

TAKEN, WRITTEN_DOWN, REFUSED = range(len(GIFT_ANSWERS))
FAVOUR_MONTHS = 3
YEAR = 365.0


def start(world: World) -> None:
    """Let suppliers make their offers."""
    world.start(offers(world))


def offers(world: World) -> Generator[simpy.Event, object, None]:
    """At most one offer a day."""
    numbers, streams = world.numbers, world.streams
    days = np.arange(world.scenario.days)
    shop = np.zeros(len(days), dtype=np.int64)
    come = streams.some("a gift is offered", days, shop) < -math.expm1(-numbers["gift.offers_per_year"] / YEAR)
    moments = days + WORK_BEGINS + WORK_LASTS * streams.some("gift: moment", days, shop)
    for moment in moments[come].tolist():
        yield world.until(moment)
        day = math.floor(moment)
        account = int(streams.one("gift: to whom", day, 0) * accounts(world))
        item = int(streams.one("gift: from whose supplier", day, 0) * world.shop.items)
        value = round(-math.log1p(-streams.one("gift: value", day, 0)) * numbers["gift.value_cents"])
        answer = _answer(world, streams.one("gift: tempted", day, account))
        world.log.record("gift_offered", day=world.now, account=account, item=item, value_cents=value, answer=answer)
        if answer == TAKEN:
            world.start(_favour(world, round(value * numbers["gift.favour_ratio"] / FAVOUR_MONTHS)))
        elif answer == WRITTEN_DOWN:
            world.start(_register(world))


def _answer(world: World, temptation: float) -> int:
    """Draw first, then ask the rule: the lower the luck, the harder the gift is to refuse."""
    rule, tempts = world.policy.conduct.gift_rule, world.numbers["gift.tempts"]
    secretly = tempts if rule == "none" else tempts * world.numbers["gift.rule_leaves"]
    if temptation < secretly:
        return TAKEN
    return WRITTEN_DOWN if rule == "ask and write down" and temptation < tempts else REFUSED


def _register(world: World) -> Generator[simpy.Event, object, None]:
    yield from world.staff.work("gift register", world.numbers["gift.register_minutes"] / 60.0, ROUTINE)


def _favour(world: World, cents: int) -> Generator[simpy.Event, object, None]:
    for _ in range(FAVOUR_MONTHS):
        yield world.env.timeout(MONTH)
        world.log.record("cost", day=world.now, what=COSTS.index("favours to a supplier"), cents=cents)
