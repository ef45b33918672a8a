"""What is paid each month for as long as it is had."""

from __future__ import annotations

import numpy as np

from sim.codes import COSTS
from sim.world.world import World

MONTH_DAYS = 30.0


def monthly(world: World, what: str, cents: float, first: float = 0.0, end: float | None = None) -> None:
    """Write the bills from a day on, one every 30 days in advance; the last covers what is left of the run.

    Args:
        world: the world that pays.
        what: a word of COSTS.
        cents: price of a month, HK cents.
        first: the first day.
        end: the day on which the contract ends; the end of the run if none is given.
    """
    last = float(world.scenario.days) if end is None else end
    if cents <= 0 or first >= last:
        return
    days = np.arange(first, last, MONTH_DAYS)
    paid = np.rint(cents * np.minimum(last - days, MONTH_DAYS) / MONTH_DAYS).astype(np.int64)
    world.log.record_block("cost", len(days), day=days, what=COSTS.index(what), cents=paid)
