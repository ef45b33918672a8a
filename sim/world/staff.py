"""One pool of working hours. Publishing, checking, repairing, answering and reviewing all draw on it."""

from __future__ import annotations

from collections.abc import Callable, Generator

import simpy

from sim.calendar import Calendar
from sim.codes import TASKS
from sim.events import EventLog

_CODE = {task: code for code, task in enumerate(TASKS)}
ANSWER, REPAIR, PUBLISH, ROUTINE = range(4)
"""Priorities, the most urgent first."""


class Staff:
    """Clerks on a Hong Kong calendar; whoever is free takes the most urgent task, first come first served."""

    def __init__(self, env: simpy.Environment, calendar: Calendar, clerks: int, log: EventLog) -> None:
        self.env = env
        self.calendar = calendar
        self.clerks = clerks
        self.log = log
        self._pool = simpy.PriorityResource(env, capacity=clerks)

    @property
    def has_a_free_clerk(self) -> bool:
        """Would a task be taken up at once, or at the next opening?"""
        return self._pool.count < self._pool.capacity

    def work(
        self, task: str, hours: float, priority: int, begins: Callable[[float], None] | None = None
    ) -> Generator[simpy.Event, object, float]:
        """Wait for a free clerk, then for opening time, then work `hours`; returns the day work began.

        `begins` is told that day as soon as it is known, before the work is done.
        """
        env, calendar = self.env, self.calendar
        asked = env.now
        request = self._pool.request(priority=priority)
        yield request
        begun: float = calendar.next_opening(env.now)
        if begins is not None:
            begins(begun)
        yield env.timeout(calendar.after_work(begun, hours) - env.now)
        self._pool.release(request)
        self.log.record("work", day=env.now, task=_CODE[task], hours=hours, waited_hours=24.0 * (begun - asked))
        return begun
