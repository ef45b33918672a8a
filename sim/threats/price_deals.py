"""Two sellers of like goods agree on dearer prices: customers pay more or do not buy.

The house finds out by comparing prices every T, or somebody tells it.
"""

from __future__ import annotations

from collections.abc import Generator

import simpy

from sim.threats import abuse, seller_prices
from sim.threats.abuse import DEAL, Gate, sellers_of
from sim.threats.seller_cases import Desk
from sim.world.world import World


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
    rise, before = 1 + world.numbers["deal.rise"], {}
    with world.change() as shop:
        for item in (*sellers.items(first), *sellers.items(second)):
            old = int(shop.list_cents[item])
            asked = seller_prices.ask(world, item, round(old * rise))
            before[item] = old, asked
            world.log.record(
                "prices_agreed",
                day=world.now,
                seller=first,
                other=second,
                item=item,
                price_cents=asked,
                before_cents=old,
            )

    def ends() -> None:
        with world.change():
            seller_prices.ask_again(world, before)

    desk.begin(DEAL, first, sellers.items(first)[0], ends, also=second, tip="deal.tip_days")
