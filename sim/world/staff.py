"""One pool of working hours. Publishing, checking, repairing, answering and reviewing all draw on it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from heapq import heappop, heappush
from itertools import count

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
        self.pace = 1.0  # how much longer everything takes, for example on slow PCs
        self._busy = 0
        self._waiting: list[tuple[int, int, simpy.Event]] = []  # priority, order of asking, what wakes the task
        self._asked = count()

    @property
    def has_a_free_clerk(self) -> bool:
        """Would a task be taken up at once, or at the next opening?"""
        return self._busy < self.clerks

    def work(
        self, task: str, hours: float, priority: int, begins: Callable[[float], None] | None = None
    ) -> Generator[simpy.Event, object, float]:
        """Wait for a free clerk, then for opening time, then work `hours`; returns the day work began.

        `begins` is told that day as soon as it is known, before the work is done.
        """
        env, asked = self.env, float(self.env.now)
        if self._busy < self.clerks and not self._waiting:
            self._busy += 1
        else:
            turn = env.event()
            heappush(self._waiting, (priority, next(self._asked), turn))
            self._serve()
            yield turn
        hours *= self.pace
        begun, done = self._begin(hours)
        if begins is not None:
            begins(begun)
        yield done
        self._end(task, hours, asked, begun)
        return begun

    def work_at_once(self, task: str, hours: float, then: Callable[[], object]) -> float:
        """The same for a task that meets a free clerk, without a process; `then` is called when the work is done."""
        asked = float(self.env.now)
        self._busy += 1
        hours *= self.pace
        begun, done = self._begin(hours)

        def end(_: simpy.Event) -> None:
            self._end(task, hours, asked, begun)
            then()

        done.callbacks.append(end)
        return begun

    def _begin(self, hours: float) -> tuple[float, simpy.Event]:
        """When a clerk who has the task begins, and the event of its end."""
        env = self.env
        begun = self.calendar.next_opening(env.now)
        return begun, env.timeout(self.calendar.after_work(begun, hours) - env.now)

    def _end(self, task: str, hours: float, asked: float, begun: float) -> None:
        """The clerk is free; who waits is served next, but after what this task leads to at the same moment."""
        self._busy -= 1
        if self._waiting:
            free = self.env.event()
            free.callbacks.append(self._serve)
            free.succeed()
        day, waited = float(self.env.now), 24.0 * (begun - asked)
        self.log.record("work", day=day, task=_CODE[task], hours=hours, waited_hours=waited)

    def _serve(self, _: simpy.Event | None = None) -> None:
        """Let free clerks take up what waits."""
        while self._waiting and self._busy < self.clerks:
            self._busy += 1
            heappop(self._waiting)[2].succeed()
