"""Vouchers for reviews of five stars: more people write, and some four stars become five. Readers are told, or not."""

from __future__ import annotations

import numpy as np

from sim.codes import COSTS
from sim.streams import Integers
from sim.world.world import World

MOST_STARS = 5


def _how(world: World) -> str:
    return str(world.policy.duties.review_reward) if world.has("duties") else "none"


def more_writers(world: World) -> float:
    """What a voucher adds to the chance that a customer writes a review."""
    return world.numbers["reviews.reward_writes"] if _how(world) != "none" else 0.0


def better_stars(world: World, five: float, four: float) -> tuple[float, float]:
    """Shares of five and of four stars, once five stars earn a voucher."""
    if _how(world) == "none":
        return five, four
    moved = four * world.numbers["reviews.reward_moves"]
    return five + moved, four - moved


def believed(world: World) -> float:
    """How far readers believe the stars, against reviews that nobody is rewarded for."""
    return world.numbers["reviews.reward_believed"] if _how(world) == "labelled" else 1.0


def pay(world: World, who: Integers, order: Integers, item: Integers, stars: Integers) -> None:
    """Give the vouchers for the reviews of a morning."""
    how = _how(world)
    rewarded = (stars == MOST_STARS).nonzero()[0]
    if how == "none" or not len(rewarded):
        return
    cents = round(world.numbers["reviews.reward_cents"])
    world.log.record_block(
        "review_rewarded",
        len(rewarded),
        day=world.now,
        customer=who[rewarded],
        order=order[rewarded],
        item=item[rewarded],
        cents=np.full(len(rewarded), cents),
        labelled=how == "labelled",
    )
    world.log.record("cost", day=world.now, what=COSTS.index("vouchers for reviews"), cents=cents * len(rewarded))
