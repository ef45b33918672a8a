"""Work that needs somebody else's rights waits until they look at what was asked, and then for its turn.

The staff in charge look every few working hours. The administrator looks once on some working days, at a moment drawn
for the day. What was asked is done one thing after the other.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import ACTIONS
from sim.streams import poisson
from sim.world.accounts import IN_CHARGE, INSTALL, least_role
from sim.world.staff import ROUTINE
from sim.world.world import World

HOURS, MINUTES = 24.0, 24.0 * 60
DAYS_A_YEAR = 365.0
OPENS, LASTS = 9.0 / 24, 9.0 / 24


def start(world: World) -> None:
    """Let staff ask for apps, where they may not install them."""
    if must_wait(world, INSTALL):
        world.start(apps(world))


def must_wait(world: World, action: str) -> bool:
    """Must the clerks ask somebody else to do this?"""
    return world.accounts is not None and world.accounts.clerks_wait(action)


def wait(world: World, action: str) -> Generator[simpy.Event, object, float]:
    """Wait until whoever has the right has done it; returns the days waited, 0 where the clerks may do it."""
    accounts, asked = world.accounts, world.now
    if accounts is None or not accounts.clerks_wait(action):
        return 0.0
    by = least_role(accounts.levers, action)
    yield world.until(_next_look(world, by))
    with accounts.release.request() as turn:
        yield turn
        yield world.env.timeout(world.numbers["access.release_minutes"] / MINUTES)
    world.log.record(
        "right_asked",
        day=world.now,
        action=ACTIONS.index(action),
        by=by,
        asked=asked,
        waited_hours=HOURS * (world.now - asked),
    )
    return world.now - asked


def _next_look(world: World, by: int) -> float:
    """When somebody of that role next looks at what was asked."""
    numbers, day = world.numbers, math.floor(world.now)
    while True:
        if world.calendar.is_working_day(day):
            if by == IN_CHARGE:
                gap = numbers["access.in_charge_looks_hours"] / HOURS
                looks = math.ceil(max(world.now - day - OPENS, 0.0) / gap - 1e-9) * gap
                if looks < LASTS:
                    return day + OPENS + looks
            else:
                there, moment = (
                    world.streams.one(f"administrator: {what}", day, 0) for what in ("looks at requests", "when")
                )
                if there < numbers["access.administrator_looks"] and day + OPENS + LASTS * moment >= world.now:
                    return day + OPENS + LASTS * moment
        day += 1


def apps(world: World) -> Generator[simpy.Event, object, None]:
    """Staff ask for apps; the moments are drawn for all days."""
    days = np.arange(world.scenario.days)
    rate = world.numbers["access.apps_per_year"] / DAYS_A_YEAR
    counts = poisson(world.streams.some("staff ask for an app", days, np.zeros_like(days)), rate)
    for day in np.flatnonzero(counts).tolist():
        yield world.until(day + OPENS)
        for _ in range(int(counts[day])):
            world.start(_app(world))


def _app(world: World) -> Generator[simpy.Event, object, None]:
    """One app: its work is done by hand, day after day, until it is there."""
    asked = world.now
    yield from wait(world, INSTALL)
    lost = sum(world.calendar.is_working_day(day) for day in range(math.floor(asked), math.ceil(world.now)))
    yield from world.staff.work("work without the app", lost * world.numbers["access.by_hand_hours"], ROUTINE)
