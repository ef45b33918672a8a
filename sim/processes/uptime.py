"""The shop goes down, is noticed by the poll or by customers, and comes back after repair."""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.world.people import scores
from sim.world.world import World

DAYS_A_YEAR = 365.0
MINUTES_A_DAY = 1440.0
_ONE = np.zeros(1, dtype=np.int64)


def start(world: World) -> None:
    """Begin the outages: at most one a day, at moments that no policy moves."""
    world.start(outages(world))


def outages(world: World) -> Generator[simpy.Event, object, None]:
    """Each outage lasts until it is noticed and repaired."""
    streams, numbers = world.streams, world.numbers
    chance = -math.expm1(-numbers["outage.per_year"] / DAYS_A_YEAR)
    days = np.arange(world.scenario.days)
    for day in np.flatnonzero(streams.some("outage", days, np.zeros_like(days)) < chance).tolist():
        yield world.until(day + streams.one("outage moment", day, 0))
        began = world.now
        with world.change(stock_only=True) as shop:
            shop.is_up = False
        world.log.record("outage_began", day=began)
        yield world.until(noticed(world, day, began))
        seen = world.now
        luck = float(scores(streams.some("outage repair", day, _ONE))[0])
        minutes = numbers["outage.repair_minutes"] * math.exp(numbers["outage.repair_spread"] * luck)
        yield world.until(seen + minutes / MINUTES_A_DAY)
        with world.change(stock_only=True) as shop:
            shop.is_up = True
        down = (world.now - began) * MINUTES_A_DAY
        world.log.record("outage_ended", day=world.now, began=began, noticed=seen, minutes=down)


def noticed(world: World, day: int, began: float) -> float:
    """The next poll, or the first customer who rings up, whichever comes first."""
    every = world.policy.monitoring.uptime_poll_minutes / MINUTES_A_DAY
    poll = (math.floor(began / every) + 1) * every
    hours = -math.log1p(-world.streams.one("outage reported", day, 0)) / world.numbers["outage.report_per_hour"]
    return min(poll, began + hours / 24.0)
