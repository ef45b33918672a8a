"""Whose goods are off the platform: some customers take the like goods of a rival, the others go without."""

from __future__ import annotations

import numpy as np

from sim.processes.offers import Basket
from sim.processes.visits import Visits
from sim.streams import Integers
from sim.world.shop import Face
from sim.world.world import World


def take(world: World, visits: Visits, chosen: Integers, shift: Integers, basket: Basket, faces: list[Face]) -> None:
    """Change the lines of those who take something like it; `basket.item` is altered in place.

    Args:
        world: the world.
        visits: of one day.
        chosen: which of the visits order.
        shift: where the face that each line met begins.
        basket: their lines.
        faces: those that the shop had.
    """
    sellers = world.sellers
    if sellers is None:
        return
    none = np.zeros(world.shop.items, dtype=bool)
    off = np.concatenate([none if face.off_sale is None else face.off_sale for face in faces])
    line = np.flatnonzero(off[shift + basket.item])
    if not len(line):
        return
    item = basket.item[line]
    who = visits.who[chosen][basket.row[line]]
    luck = world.streams.some("takes like goods", visits.day, who, item)
    takes = (luck < world.numbers["sellers.like_goods"]) & ~off[shift[line] + sellers.like[item]]
    basket.item[line[takes]] = sellers.like[item[takes]]
