"""What the page of an item says about an offer: that there is one, and what the item is said to have cost before.

An offer is shown from the moment at which the page is right about it: a start that somebody missed is shown when it is
put right, an end that somebody missed leaves the crossed-out price standing.
"""

from __future__ import annotations

from sim.codes import OFFERS
from sim.world.world import World


def keep_page(world: World, item: int, begun: int | None = None) -> None:
    """Let the page show the offer that the master record holds, or none. Call inside `world.change()`.

    Args:
        world: the world.
        item: the item whose page was put in order.
        begun: the kind of offer that has just begun, a code of OFFERS; None if none has.
    """
    shop = world.shop
    if not shop.on_offer(item):
        shop.offer_shown[item] = shop.was_invented[item] = False
        shop.was_cents[item] = 0
    elif begun is not None or not shop.offer_shown[item]:
        _show(world, item, begun)


def _show(world: World, item: int, begun: int | None) -> None:
    shop, numbers, master = world.shop, world.numbers, world.shop.master_of(item)
    lowest = world.tills.lowest(item, world.now, numbers["was.look_back_days"])
    choice, was = world.policy.prices.was_price, 0
    if choice == "lowest of the last 28 days" and lowest > master:
        was = lowest
    elif choice == "a higher price never charged":
        was = round(int(shop.list_cents[item]) * (1 + numbers["was.invented"]))
    shop.offer_shown[item], shop.was_cents[item], shop.was_invented[item] = True, was, was > lowest
    in_flash = bool(shop.in_flash[item])
    world.log.record(
        "offer_shown",
        day=world.now,
        item=item,
        offer=OFFERS.index("flash sale" if in_flash else "weekly promotion") if begun is None else begun,
        price_cents=master,
        was_cents=was,
        lowest_cents=lowest,
        floor_held=master > shop.asked_of(item),
    )
