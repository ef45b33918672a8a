"""All abuse of the platform, begun together: sellers share one desk that deals with them."""

from __future__ import annotations

import numpy as np

from sim.processes import order_checks
from sim.threats import bait_prices, fake_orders, fake_reviews, price_deals
from sim.threats.seller_cases import Desk
from sim.world.sellers import NOBODY
from sim.world.world import World


def start(world: World) -> None:
    """Begin where the platform is open to outside sellers; what needs parcels begins where parcels are sent."""
    sellers = world.sellers
    if sellers is None:
        return
    items = np.flatnonzero(sellers.of_item != NOBODY)
    world.log.record_block("seller_item", len(items), day=0.0, seller=sellers.of_item[items], item=items)
    order_checks.start(world)
    desk = Desk(world)
    price_deals.start(world, desk)
    fake_reviews.start(world, desk)
    if world.has("fulfilment"):
        fake_orders.start(world, desk)
        bait_prices.start(world, desk)
