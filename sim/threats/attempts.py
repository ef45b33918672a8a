"""Attempts on accounts: drawn before the policy is asked, then stopped by the first gate that holds.

Each threat also writes down, month by month, how many attempts would succeed on average under the policy, so that a
year of a rare event does not teach superstition.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.codes import ATTACK_GATES, THREATS
from sim.world.world import World

DAYS_A_YEAR, MONTH = 365.0, 30
NOBODY = -1
WORK_BEGINS, WORK_LASTS = 0.375, 0.375  # nine in the morning to six in the evening, as shares of the day


class Gate(NamedTuple):
    """A control in the way of an attempt: its word in ATTACK_GATES, and the chance to get past it."""

    word: str
    passes: float


def moments(world: World, threat: str, per_year: float, targets: int) -> list[tuple[float, int]]:
    """Moments of attempts and whom they are at: each target at most once a day, at rate `per_year` each."""
    who, days = np.arange(targets), world.scenario.days
    day, target = np.nonzero(world.streams.days(threat, days, who) < daily(per_year))
    when = day + WORK_BEGINS + WORK_LASTS * world.streams.some(f"{threat}: moment", day, target)
    return sorted(zip(when.tolist(), target.tolist(), strict=True))


def daily(per_year: float) -> float:
    """Chance of an attempt on a day."""
    return -math.expm1(-per_year / DAYS_A_YEAR)


def succeeds(world: World, threat: str, account: int, target: int, gates: Sequence[Gate]) -> bool:
    """Ask the gates in their order, and write down which one stopped the attempt.

    Args:
        world: the world.
        threat: a word of THREATS.
        account: the account that it is at.
        target: number of the target among those of the threat; its luck is keyed by it.
        gates: in the order in which they are met.
    """
    day, part = int(world.now), np.array([ATTACK_GATES.index(gate.word) for gate in gates], dtype=np.int64)
    luck = world.streams.some(f"{threat}: gate", day, np.full(len(part), target), part)
    stop = next((code for code, u, gate in zip(part.tolist(), luck, gates, strict=True) if u >= gate.passes), 0)
    record(world, threat, account, math.prod(gate.passes for gate in gates), stop)
    return stop == 0


def record(world: World, threat: str, account: int, chance: float, stopped_by: int) -> None:
    """Write down an attempt."""
    world.log.record(
        "attack", day=world.now, threat=THREATS.index(threat), account=account, chance=chance, stopped_by=stopped_by
    )


def expect_from_now(world: World, threat: str, days: float, a_day: float) -> None:
    """Write down how many attempts succeed on average in the days that come."""
    world.log.record(
        "exposure",
        day=world.now,
        threat=THREATS.index(threat),
        account=NOBODY,
        days=days,
        expected=days * a_day,
    )


def expect(world: World, threat: str, a_day: float) -> None:
    """Write down, month by month, how many attempts succeed on average; the policy does not change in a run."""
    if not a_day:
        return
    begins = np.arange(0, world.scenario.days, MONTH)
    length = np.minimum(world.scenario.days - begins, MONTH).astype(np.float64)
    world.log.record_block(
        "exposure",
        len(begins),
        day=begins.astype(np.float64),
        threat=THREATS.index(threat),
        account=NOBODY,
        days=length,
        expected=length * a_day,
    )
