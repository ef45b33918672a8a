"""What sellers ask for their goods: a price of their own takes the place of the list price, and goes again."""

from __future__ import annotations

from sim.processes.offer_on_page import keep_page
from sim.world.shop import NOT_WRONG, PRICE, PROMOTION
from sim.world.world import World


def ask(world: World, item: int, cents: int) -> int:
    """From now on the seller asks this much; nothing is sold below the shop's lowest price. Call inside a change.

    A page that was wrong stays wrong until somebody sees it.

    Returns:
        The list price, cents.
    """
    shop = world.shop
    shop.list_cents[item] = max(cents, int(shop.floor_cents[item]), 1)
    master = shop.master_of(item)
    world.log.record("price_changed", day=world.now, item=item, price_cents=master, promotion=shop.on_offer(item))
    if shop.wrong_since[PRICE, item] == NOT_WRONG and shop.wrong_since[PROMOTION, item] == NOT_WRONG:
        shop.page_cents[item] = shop.till_cents[item] = master
        keep_page(world, item)
    return int(shop.list_cents[item])


def ask_again(world: World, before: dict[int, tuple[int, int]]) -> None:
    """The old prices, where no change of prices has come in between. Call inside a change.

    Args:
        world: the world.
        before: for each item the list price before, and the one that took its place, cents.
    """
    for item, (old, asked) in before.items():
        if int(world.shop.list_cents[item]) == asked:
            ask(world, item, old)
