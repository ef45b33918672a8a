"""A flood of requests keeps the shop from answering, until it is over or a shield takes it.

How many come and how long they last is drawn first. Most are over within minutes; a few last for a day.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import FLOOD_GATES
from sim.processes.bills import monthly
from sim.processes.uptime import FLOOD, Outages
from sim.streams import Floats, Integers
from sim.world.people import scores
from sim.world.world import World

DAYS_A_YEAR = 365.0
MINUTES_AN_HOUR = 60.0
SHIELD = FLOOD_GATES.index("the provider's shield")


def start(world: World) -> None:
    """Begin the floods, and pay for the shield."""
    world.start(floods(world))
    if world.policy.protection.flood_shield:
        monthly(world, "protection against attack", world.numbers["flood.shield_cents"])


def minutes_of(world: World, days: Integers) -> Floats:
    """Length of the floods of these days: lognormal, cut off at the longest."""
    numbers = world.numbers
    luck = scores(world.streams.some("flood length", days, np.zeros_like(days)))
    minutes = np.exp(numbers["flood.log_minutes"] + numbers["flood.spread"] * luck)
    return np.minimum(minutes, numbers["flood.longest_hours"] * MINUTES_AN_HOUR)


def floods(world: World) -> Generator[simpy.Event, object, None]:
    """At most one flood a day, at moments that no policy moves."""
    numbers, days = world.numbers, np.arange(world.scenario.days)
    luck = world.streams.some("flood", days, np.zeros_like(days))
    days = np.flatnonzero(luck < -math.expm1(-numbers["flood.per_year"] / DAYS_A_YEAR))
    absorbed = numbers["flood.absorbed"] if world.policy.protection.flood_shield else 0.0
    for day, minutes in zip(days.tolist(), minutes_of(world, days).tolist(), strict=True):
        yield world.until(day + world.streams.one("flood moment", day, 0))
        stopped = world.streams.one("flood is absorbed", day, 0) < absorbed
        world.log.record(
            "flood", day=world.now, minutes=minutes, chance=1 - absorbed, stopped_by=SHIELD if stopped else 0
        )
        if not stopped:
            world.start(Outages(world).outage(day, FLOOD, minutes=minutes))
