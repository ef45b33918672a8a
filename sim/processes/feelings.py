"""What happens to a customer's wish to stay.

After each repeat order customer i leaves with chance theta = l_i logistic(logit p_i + grievance) / pull, l_i a factor
for loyalty (1 but for members and for people whom a friend brought). The customer's
tolerance u is drawn once, with the order. Later harm raises theta; whoever has theta_before <= u < theta_after leaves
then, because of that harm. Dividing by the pull keeps leaving a matter of calendar time: an order that a message or
coupon brought about does not by itself wear a customer out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.codes import HARMS, LEAVING
from sim.streams import Floats, Integers
from sim.world.people import ACTIVE, LEFT, logistic
from sim.world.world import World

Who = NDArray[np.integer]


def leaving_chance(world: World, who: Who) -> Floats:
    """Chance of leaving after the last order, with the grievance of now."""
    people = world.people
    wish = logistic(people.leave_logit[who] + people.grievance[who]) * people.loyalty[who]
    return np.minimum(wish / people.last_pull[who], 1.0)


def after_orders(world: World, who: Who, orders: Integers, pull: Floats, luck: Floats) -> None:
    """The base law's dropout, for the repeat orders of a day that has ended; `luck` is each customer's tolerance."""
    people = world.people
    people.last_luck[who], people.last_pull[who] = luck, pull
    grievance = people.grievance[who] * 0.5 ** (1.0 / world.numbers["leave.half_life_orders"])
    people.grievance[who] = grievance
    own, held = people.leave_logit[who], people.loyalty[who] / pull
    chance = np.minimum(logistic(own + grievance) * held, 1.0)
    gone = ((luck < chance) & (people.orders[who] > 1)).nonzero()[0]
    if len(gone):
        by_habit = np.minimum(logistic(own[gone]) * held[gone], 1.0)
        cause = np.where(luck[gone] < by_habit, 0, people.grievance_cause[who[gone]])
        _leave(world, who[gone], orders[gone], cause, chance[gone])


def harm(world: World, who: Who, orders: Integers, cause: str, size: Floats) -> None:
    """Customers suffer a harm; some leave because of it. Each customer may appear once."""
    if not world.has("satisfaction") or not len(who):
        return
    people = world.people
    before = leaving_chance(world, who)
    people.grievance[who] += size
    people.grievance_cause[who] = LEAVING.index(cause)
    after = leaving_chance(world, who)
    rows = len(who)
    world.log.record_block("harm", rows, day=world.now, customer=who, order=orders, cause=HARMS.index(cause), size=size)
    if world.hearsay is not None and world.hearsay.has_page:
        code = np.full(rows, HARMS.index(cause))
        world.due["let down", 0].append((np.asarray(who), orders, code, size))
    luck = people.last_luck[who]
    gone = (people.status[who] == ACTIVE) & (before <= luck) & (luck < after)
    _leave(world, who[gone], orders[gone], np.full(gone.sum(), LEAVING.index(cause)), after[gone])


def heal(world: World, customer: int, order: int, size: float) -> None:
    """Take off part of a grievance: never below none, so recovery never beats no failure."""
    people = world.people
    size = min(size, float(people.grievance[customer]))
    if size > 0:
        people.grievance[customer] -= size
        world.log.record("healed", day=world.now, customer=customer, order=order, size=size)


def _leave(world: World, who: Who, orders: Integers, cause: NDArray[np.integer], chance: Floats) -> None:
    world.people.set_status(who, LEFT)
    world.log.record_block(
        "customer_left", len(who), day=world.now, customer=who, order=orders, cause=cause, chance=chance
    )
