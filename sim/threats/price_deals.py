"""Two sellers of like goods agree on dearer prices: customers pay more or do not buy.

The house finds out by comparing prices every T, or somebody tells it.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import COSTS
from sim.processes.day_orders import DayOrders
from sim.processes.visits import Visits
from sim.threats import abuse, let_down, seller_prices
from sim.threats.abuse import DEAL, Gate, sellers_of
from sim.threats.seller_cases import Desk
from sim.threats.seller_prices import Asked
from sim.world.world import World

SHARE = COSTS.index("sellers' share of dearer prices")


def gates(world: World) -> tuple[Gate, ...]:
    """Nothing but fear keeps two people from talking."""
    return (abuse.fears(world),)


def start(world: World, desk: Desk) -> None:
    """Begin the attempts, and write down what they lead one to expect."""
    rate = world.numbers["deal.per_pair_year"]
    abuse.expect(world, DEAL, rate, sellers_of(world).pairs, abuse.chance(gates(world)))
    world.start(deals(world, desk))


def deals(world: World, desk: Desk) -> Generator[simpy.Event, object, None]:
    """Now and then two rivals talk; who agrees already has nothing to talk about."""
    sellers = sellers_of(world)
    for moment, pair in abuse.campaigns(world, DEAL, world.numbers["deal.per_pair_year"], sellers.pairs):
        yield world.until(moment)
        first = 2 * pair
        mine = sellers.items(first)
        if not mine or not abuse.succeeds(world, DEAL, int(moment), (pair, 0), first, mine[0], gates(world)):
            continue
        if any(case.threat == DEAL and case.seller == first for case in desk.open):
            continue
        agree(world, desk, first)


def agree(world: World, desk: Desk, first: int) -> None:
    """Both raise all their prices until it is over."""
    sellers, second = sellers_of(world), sellers_of(world).rival(first)
    asked: dict[int, Asked] = {}
    with world.change():
        for item in (*sellers.items(first), *sellers.items(second)):
            asked[item] = seller_prices.ask(world, item, 1 + world.numbers["deal.rise"])
    world.log.record_block(
        "prices_agreed",
        len(asked),
        day=world.now,
        seller=first,
        other=second,
        item=np.array(list(asked)),
        price_cents=np.array([one.asked for one in asked.values()]),
        before_cents=np.array([one.before for one in asked.values()]),
    )

    def sellers_get_their_share(_: Visits, today: DayOrders) -> None:
        """The shop keeps no more than its share of a price: of what is dearer the sellers get what they got before."""
        lines = np.flatnonzero(dearer[today.item] > 0)
        cents = round(float(today.units[lines] @ dearer[today.item[lines]]))
        if cents:
            world.log.record("cost", day=world.now, what=SHARE, cents=cents)

    def ends() -> None:
        world.when_settled.remove(buyers)
        world.when_settled.remove(sellers_get_their_share)
        with world.change():
            for item, one in asked.items():
                seller_prices.ask_again(world, item, one)

    dearer = np.zeros(world.shop.items)
    for item, one in asked.items():
        dearer[item] = int(world.shop.cost_cents[item]) * (one.asked / one.before - 1)
    world.when_settled.append(sellers_get_their_share)
    buyers = let_down.buyers_of(world, list(asked), let_down.DEARER)
    world.when_settled.append(buyers)
    desk.begin(DEAL, first, sellers.items(first)[0], ends, also=second, tip="deal.tip_days")
