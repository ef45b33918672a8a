"""What sellers ask for their goods: a price of their own takes the place of the list price, and goes again."""

from __future__ import annotations

from typing import NamedTuple

from sim.processes.offer_on_page import keep_page
from sim.world.shop import NOT_WRONG, PRICE, PROMOTION
from sim.world.world import World


class Asked(NamedTuple):
    """The list price of an item before, and the price that was asked in its place, cents."""

    before: int
    asked: int


def ask(world: World, item: int, factor: float) -> Asked:
    """From now on the seller asks so many times as much. Call inside a change.

    Nothing is sold below the shop's lowest price. A page that was wrong stays wrong until somebody sees it.
    """
    shop = world.shop
    before = int(shop.list_cents[item])
    shop.list_cents[item] = max(round(before * factor), int(shop.floor_cents[item]), 1)
    _show(world, item)
    return Asked(before, int(shop.list_cents[item]))


def ask_again(world: World, item: int, asked: Asked) -> None:
    """The old price, unless a change of prices has come in between. Call inside a change."""
    shop = world.shop
    if int(shop.list_cents[item]) == asked.asked:
        shop.list_cents[item] = asked.before
    _show(world, item)


def _show(world: World, item: int) -> None:
    """Page and till follow the list price, where they were right."""
    shop = world.shop
    master = shop.master_of(item)
    world.log.record("price_changed", day=world.now, item=item, price_cents=master, promotion=shop.on_offer(item))
    if shop.wrong_since[PRICE, item] == NOT_WRONG and shop.wrong_since[PROMOTION, item] == NOT_WRONG:
        shop.page_cents[item] = shop.till_cents[item] = master
        keep_page(world, item)
