"""Attempts to abuse the platform: drawn before the policy is asked, then stopped by the first gate that holds.

Each abuse also writes down, month by month, how many attempts would get through on average under the policy.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.codes_of_the_platform import ABUSE_GATES, ABUSES
from sim.threats import attempts
from sim.world.sellers import NOBODY, Sellers
from sim.world.world import World

PRANK, WASH, REVIEWS, DEAL, BAIT = range(len(ABUSES))
LONGEST = 1000  # attempts of one campaign, at most; their luck is keyed by target and number


class Gate(NamedTuple):
    """A control in the way: its word in ABUSE_GATES, and the chance to get past it."""

    word: str
    passes: float


def sellers_of(world: World) -> Sellers:
    """The outside sellers; abuse begins only where there are any."""
    assert world.sellers is not None
    return world.sellers


def campaigns(world: World, threat: int, per_year: float, targets: int) -> list[tuple[float, int]]:
    """Moments at which somebody sets out to do it, and which target it is; no policy moves them."""
    return attempts.moments(world, ABUSES[threat], per_year, targets)


def luck(world: World, threat: int, what: str, day: int, target: int) -> float:
    """A uniform for one thing about a campaign, keyed by its day and target."""
    return world.streams.one(f"{ABUSES[threat]}: {what}", day, target)


def fears(world: World) -> Gate:
    """Some sellers do not dare where a breach costs them their place."""
    deterred = {
        "warn": 0.0,
        "suspend": world.numbers["sellers.deterred"],
        "suspend and report": world.numbers["sellers.deterred_report"],
    }
    return Gate("afraid of what follows", 1 - deterred[world.policy.platform.answer])


def chance(gates: Sequence[Gate]) -> float:
    """To get past all gates."""
    return math.prod(gate.passes for gate in gates)


def succeeds(
    world: World, threat: int, day: int, key: tuple[int, int], seller: int, item: int, gates: Sequence[Gate]
) -> bool:
    """Ask the gates in their order, and write down which one stopped the attempt.

    Args:
        world: the world.
        threat: position in ABUSES.
        day: on which the campaign began.
        key: target of the campaign, and number of the attempt in it; with the day they key its luck.
        seller: who does it; `NOBODY` if no seller.
        item: what it is about.
        gates: in the order in which they are met.
    """
    target, number = key
    if seller != NOBODY and sellers_of(world).is_off(seller, world.now):
        gates = (Gate("the seller is off the platform", 0.0),)
    part = np.array([ABUSE_GATES.index(gate.word) for gate in gates], dtype=np.int64)
    draws = world.streams.some(
        f"{ABUSES[threat]}: gate", day, np.full(len(part), target * LONGEST + number, dtype=np.int64), part
    )
    stop = next((code for code, u, gate in zip(part.tolist(), draws, gates, strict=True) if u >= gate.passes), 0)
    world.log.record(
        "abuse_tried",
        day=world.now,
        threat=threat,
        seller=seller,
        item=item,
        chance=chance(gates),
        stopped_by=stop,
    )
    return stop == 0


def expect(world: World, threat: int, per_year: float, targets: int, each: float) -> None:
    """Write down, month by month, how many attempts get through on average; the policy does not change in a run.

    Args:
        world: the world.
        threat: position in ABUSES.
        per_year: campaigns a year and target.
        targets: how many targets.
        each: sum of the chances of all attempts of one campaign.
    """
    a_day = attempts.daily(per_year) * targets * each
    if not a_day:
        return
    begins = np.arange(0, world.scenario.days, attempts.MONTH)
    length = np.minimum(world.scenario.days - begins, attempts.MONTH).astype(np.float64)
    world.log.record_block(
        "abuse_expected",
        len(begins),
        day=begins.astype(np.float64),
        threat=threat,
        days=length,
        expected=length * a_day,
    )
