"""The banner on the front page: a share of visitors follow it, drawn by name and day.

A banner with this week's promotions leads them to a reduced item instead of what they came for, the nearest to it in
price. A banner with the newest coupon lets them use it without having received it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.streams import Integers
from sim.world.shop import Face
from sim.world.world import World

PROMOTIONS, COUPON = "this week's promotions", "the newest coupon"


def shows(world: World, what: str) -> bool:
    """Is that what the banner shows?"""
    return world.has("website") and world.policy.website.banner == what


def follow(world: World, day: int, who: Integers) -> NDArray[np.bool_]:
    """Which of these visitors follow the banner."""
    return world.streams.some("follows the banner", day, who) < world.numbers["website.banner_share"]


def led(world: World, day: int, who: Integers, item: Integers, faces: list[Face], which: Integers) -> Integers:
    """What the visitors come for once the banner has led some of them elsewhere.

    Args:
        world: of the run.
        day: of the visits.
        who: the visitors.
        item: what each came for.
        faces: those that the shop had on the day.
        which: the face that each visitor met.
    """
    goes = follow(world, day, who)
    item = item.copy()
    depth = -np.log1p(-world.numbers["website.banner_from"])
    for number in np.unique(which[goes]).tolist():
        reduced = np.flatnonzero(faces[number].page_log < -depth)
        if not len(reduced):
            continue
        there = (goes & (which == number)).nonzero()[0]
        above = np.searchsorted(reduced, item[there])
        lower, upper = reduced[np.maximum(above - 1, 0)], reduced[np.minimum(above, len(reduced) - 1)]
        item[there] = np.where(np.abs(upper - item[there]) < np.abs(item[there] - lower), upper, lower)
    return item
