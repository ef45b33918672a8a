"""While the shop is down: orders by phone and form, and what customers are told.

Both begin when staff know that the shop is down. Who wanted to buy and could not is let down; a notice takes part of it
away, and an apology by mail reaches also those who came before anybody knew.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import NOTICES
from sim.processes import feelings
from sim.processes.routine import ONE_GO_HOURS, every
from sim.processes.visits import Visits
from sim.streams import Integers
from sim.world.history import order_number
from sim.world.staff import PUBLISH
from sim.world.world import World

MONTH_DAYS = 30.0
NONE, ON_PAGE, BY_MAIL = NOTICES


def start(world: World) -> None:
    """Keep price list and forms ready, where orders are taken by hand."""
    if world.policy.continuity.by_hand:
        world.start(every(world, "orders by phone and form", MONTH_DAYS, world.numbers["fallback.ready_hours"], _ready))


def _ready() -> int:
    return 0


def met_closed(world: World, visits: Visits, wants: NDArray[np.bool_], is_up: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whose visit can end in an order although the shop is down: for them it is as if it were up.

    Args:
        world: at the end of the day.
        visits: of the day.
        wants: who would pay.
        is_up: whose visit found the shop open.
    """
    which = (wants & ~is_up).nonzero()[0]
    if not len(which) or not world.has("continuity") or not world.outages:
        return is_up
    numbers, policy, day = world.numbers, world.policy.continuity, visits.day
    began, known = np.array(world.outages).T
    moment = visits.moment[which]
    told = known[began.searchsorted(moment, side="right") - 1] <= moment
    if policy.by_hand:
        luck = world.streams.some("orders by phone", day, visits.who[which])
        served = told & (luck < numbers["fallback.recaptured"])
        by_hand = which[served]
        world.log.record_block("order_by_hand", len(by_hand), day=visits.moment[by_hand], customer=visits.who[by_hand])
        world.start(_work(world, "orders by phone and form", len(by_hand) * numbers["fallback.minutes"]))
        is_up = is_up.copy()
        is_up[by_hand] = True
        which, told = which[~served], told[~served]
    _let_down(world, day, visits.who[which], told)
    return is_up


def _let_down(world: World, day: int, who: Integers, told: NDArray[np.bool_]) -> None:
    """Whoever wanted to buy and could not is let down, less so where they were told."""
    numbers, notice = world.numbers, world.policy.continuity.notice
    size = np.full(len(who), numbers["leave.shop_down"])
    if notice != NONE:
        size[told] *= numbers["notice.page"]
    if notice == BY_MAIL:
        size *= numbers["notice.mail"]
        world.start(_work(world, "notices", len(who) * numbers["notice.mail_minutes"]))
    feelings.harm(world, who, order_number(day, who), "met a closed shop", size)


def _work(world: World, task: str, minutes: float) -> Generator[simpy.Event, object, None]:
    """Staff work off what has come together."""
    left = minutes / 60.0
    while left > 0:
        yield from world.staff.work(task, min(left, ONE_GO_HOURS), PUBLISH)
        left -= ONE_GO_HOURS


def tell_customers(world: World, seen: float) -> Generator[simpy.Event, object, None]:
    """When staff know of the outage and the shop is still down, they put a notice up."""
    yield world.until(seen)
    if not world.shop.is_up:
        code = NOTICES.index(world.policy.continuity.notice)
        world.log.record("notice_posted", day=world.now, notice=code)
        yield from _work(world, "notices", world.numbers["notice.minutes"])
