"""What the house does with reviews before and after they are shown, and what that costs honest writers."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.streams import Integers
from sim.world.history import order_day
from sim.world.world import World

Flags = NDArray[np.bool_]


def side_by_side(world: World) -> float:
    """Share of a burst that stands side by side while it is held back: days held / days of a burst, at most 1."""
    return min(world.policy.platform.review_hold_days / world.numbers["fake_review.days"], 1.0)


def passes(world: World, who: Integers, order: Integers, item: Integers, stars: Integers) -> Flags | None:
    """Which honest reviews of a morning will be shown; the others are refused. None in a shop without outside sellers.

    A buyer who ordered as a guest, or on another's account, has no number to show; what is held back is looked at, and
    some of it is taken for bought.
    """
    if world.sellers is None:
        return None
    numbers, levers = world.numbers, world.policy.platform
    unproven, mistaken = (
        world.streams.some(f"honest review: {what}", order_day(order), who) for what in ("proof", "mistake")
    )
    no_proof = (unproven < numbers["reviews.unproven"]) & (levers.reviews_by == "buyers only")
    by_mistake = mistaken < numbers["reviews.refused_by_mistake"] * side_by_side(world)
    refused = no_proof | by_mistake
    refuse(world, who[refused], order[refused], item[refused], stars[refused], (by_mistake & ~no_proof)[refused])
    return ~refused


def refuse(
    world: World, who: Integers, order: Integers, item: Integers, stars: Integers, by_mistake: bool | Flags
) -> None:
    """Write down honest reviews that are not shown, or shown no more."""
    world.log.record_block(
        "review_refused",
        len(who),
        day=world.now,
        customer=who,
        order=order,
        item=item,
        stars=stars,
        by_mistake=by_mistake,
    )


def take_down_by_mistake(world: World) -> int:
    """Of the honest reviews since the last look some are taken for bought; returns how many."""
    written = world.review_book.since_last_look()
    if written is None:
        return 0
    who, order, item, stars = written
    u = world.streams.some("a look at reviews errs", math.floor(world.now), who)
    gone = u < world.numbers["fake_review.check_errs"]
    if gone.any():
        with world.change(stock_only=True):
            world.review_book.take_down(item[gone], stars[gone])
        refuse(world, who[gone], order[gone], item[gone], stars[gone], by_mistake=True)
    return int(gone.sum())
