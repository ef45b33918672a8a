"""Routines: look every T days. Checking, counting, matching and reviewing are one process with different eyes.

The first round falls at a share of T that is the same for every policy of a seed, as if the routine had been running
before take-over.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator

import simpy

from sim.codes import TASKS
from sim.world.staff import ROUTINE
from sim.world.world import World

YEAR = 360.0
"""Days over which the luck of the first round is spread: who looks twice as often looks on the same days as well."""
ONE_GO_HOURS = 1.0
"""Long routines are done an hour at a time, so that customers are not kept waiting for their end."""


def every(
    world: World,
    task: str,
    days: float | Callable[[], float],
    hours: float,
    look: Callable[[], int],
    after: Callable[[], Generator[simpy.Event, object, None]] | None = None,
    release: Callable[[], Generator[simpy.Event, object, object]] | None = None,
) -> Generator[simpy.Event, object, None]:
    """Do `task` every `days`; when its hours are worked, `look` acts and returns how much it found.

    Where `days` is a function, it is asked anew after each round. `release` waits, between the hours and the look, for
    somebody who has the right to act; `after` follows what was found.
    """
    gap = days() if callable(days) else days
    due, left_out = (YEAR * world.streams.one(f"routine phase: {task}", 0, 0)) % gap, 0
    while True:
        yield world.until(due)
        world.log.record("check_due", day=world.now, task=TASKS.index(task))
        asked, begun, left = world.now, math.nan, hours
        while True:
            started = yield from world.staff.work(task, min(left, ONE_GO_HOURS), ROUTINE)
            begun = started if math.isnan(begun) else begun
            left -= ONE_GO_HOURS
            if left <= 0:
                break
        if release is not None:
            yield from release()
        found = look()
        world.log.record(
            "check_done",
            day=world.now,
            task=TASKS.index(task),
            started=begun,
            found=found,
            due=asked,
            left_out=left_out,
        )
        if after is not None:
            yield from after()
        gap = days() if callable(days) else days
        due, left_out = due + gap, 0
        if due < world.now:  # behind: the rounds that were missed are not made up for
            left_out = math.ceil((world.now - due) / gap)
            due += gap * left_out
