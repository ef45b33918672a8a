"""The account of somebody who left is used by them, or by whoever has their password.

When somebody would come back is drawn with the leaving: they succeed if the account still works on that day. The second
step does not help, since they have their phone. The hazard that was faced is written down when the account is closed.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import simpy

from sim.codes import THREATS
from sim.processes import leavers
from sim.threats import attempts, intruder
from sim.threats.attempts import Gate
from sim.world.world import World

THREAT = THREATS[4]
JUST_BEFORE_THE_END = 1e-6  # days; what is written down at the end must lie inside the run


def start(world: World) -> None:
    """Let some of those who leave come back, and write down the hazard of each account."""
    assert world.accounts is not None
    world.accounts.when_closed.append(lambda account, left: _closed(world, account, left))
    for leaver in leavers.leavers(world):
        world.start(comes_back(world, leaver))
    world.start(_still_open(world))


def comes_back(world: World, leaver: leavers.Leaver) -> Generator[simpy.Event, object, None]:
    """One attempt, at an exponential time after leaving."""
    assert world.accounts is not None
    luck, rate = world.streams.one("comes back", leaver.day, leaver.is_vendor), world.numbers["orphan.misuse_per_day"]
    if rate <= 0:
        return
    yield world.until(leaver.day + leavers.EVENING - math.log1p(-luck) / rate)
    is_open = leaver.account in world.accounts.open_since
    gate = Gate("account closed already", float(is_open))
    if attempts.succeeds(world, THREAT, leaver.account, leaver.account, (gate,)):
        intruder.take(world, leaver.account)


def _closed(world: World, account: int, left: float) -> None:
    """Whoever was in the account is out."""
    _exposed(world, account, left)
    if account in world.taken:
        world.start(intruder.shut_out(world, account, "check"))


def _exposed(world: World, account: int, left: float) -> None:
    days, rate = world.now - left, world.numbers["orphan.misuse_per_day"]
    if not rate:
        return
    world.log.record(
        "exposure",
        day=world.now,
        threat=THREATS.index(THREAT),
        account=account,
        days=days,
        expected=leavers.hazard(rate, days),
    )


def _still_open(world: World) -> Generator[simpy.Event, object, None]:
    """The same for accounts that are open when the run ends."""
    assert world.accounts is not None
    yield world.until(world.scenario.days - JUST_BEFORE_THE_END)
    for account, left in sorted(world.accounts.open_since.items()):
        _exposed(world, account, left)
