"""Accounts of people who left, and of outside helpers whose job is done: open until a routine or a review closes them.

Who leaves when, and whose account is forgotten, is drawn before the house rules are asked. With leavers at rate L and
every account closed after D days, L D of them are open on average (Little's law).
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import NamedTuple

import numpy as np
import simpy

from sim.codes import ORPHAN_FINDERS
from sim.processes.routine import every
from sim.world.accounts import ADMINISTRATOR, FIRST_LEAVER
from sim.world.world import World

DAYS_A_YEAR = 365.0
EVENING = 18.0 / 24
ROUTINE, REVIEW, FOUND = ORPHAN_FINDERS
GROUPS = ("leavers", "vendors")


class Leaver(NamedTuple):
    """Somebody whose account has no owner from this day on."""

    day: int
    is_vendor: bool

    @property
    def account(self) -> int:
        """Its number."""
        return FIRST_LEAVER + 2 * self.day + self.is_vendor


def start(world: World) -> None:
    """Let people leave, and begin the reviews of accounts."""
    world.start(leaving(world))
    days = world.policy.access.review_days
    if days:
        world.start(every(world, "access review", days, world.numbers["access.review_hours"], lambda: review(world)))


def leavers(world: World) -> list[Leaver]:
    """Everybody who leaves in the run, by day; at most one of each sort a day."""
    rates = [world.numbers[f"access.{group}_per_year"] / DAYS_A_YEAR for group in GROUPS]
    leaves = world.streams.days("somebody leaves", world.scenario.days, np.arange(2)) < -np.expm1(-np.array(rates))
    return [Leaver(int(day), bool(is_vendor)) for day, is_vendor in np.argwhere(leaves).tolist()]


def leaving(world: World) -> Generator[simpy.Event, object, None]:
    """One after the other they go, at the end of the day."""
    accounts, streams = world.accounts, world.streams
    assert accounts is not None
    after = world.policy.access.close_after_days
    for leaver in leavers(world):
        yield world.until(leaver.day + EVENING)
        account, of = leaver.account, int(streams.one("whose role had they", leaver.day, 0) * accounts.staff)
        accounts.role[account] = ADMINISTRATOR if leaver.is_vendor else accounts.role[of]
        accounts.open_since[account] = world.now
        world.log.record(
            "staff_left", day=world.now, account=account, role=accounts.role[account], vendor=leaver.is_vendor
        )
        is_forgotten = (
            streams.one("account is forgotten", leaver.day, leaver.is_vendor) < world.numbers["access.forgotten"]
        )
        if not is_forgotten:
            world.start(_routine(world, account, world.now + after))


def _routine(world: World, account: int, moment: float) -> Generator[simpy.Event, object, None]:
    yield world.until(moment)
    close(world, account, ROUTINE)


def review(world: World) -> int:
    """Go through the list: whatever belongs to nobody is closed; returns how many those were."""
    assert world.accounts is not None
    found = sorted(world.accounts.open_since)
    for account in found:
        close(world, account, REVIEW)
    return len(found)


def close(world: World, account: int, finder: str) -> None:
    """Close the account of somebody who left, if it is still open."""
    accounts = world.accounts
    if accounts is None or account not in accounts.open_since:
        return
    left = accounts.open_since.pop(account)
    world.log.record("orphan_closed", day=world.now, account=account, left=left, finder=ORPHAN_FINDERS.index(finder))
    for tell in accounts.when_closed:
        tell(account, left)


def hazard(per_day: float, days: float) -> float:
    """Chance of at least one event at a constant rate."""
    return -math.expm1(-per_day * days)
