"""One pool of working hours. Publishing, checking, repairing, answering and reviewing all draw on it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

import simpy

from sim.calendar import Calendar
from sim.codes import COSTS, TASKS
from sim.events import EventLog

_CODE = {task: code for code, task in enumerate(TASKS)}
HOURS_A_DAY = 24.0
ANSWER, REPAIR, PUBLISH, ROUTINE = range(4)
"""Priorities, the most urgent first."""


class Overtime(NamedTuple):
    """What clerks do after closing time.

    Attributes:
        hours: how long they go on at most.
        queue: tasks waiting from which they do.
        cents_hour: what an hour of it costs, HK cents.
    """

    hours: float
    queue: float
    cents_hour: float


class Staff:
    """Clerks on a Hong Kong calendar; whoever is free takes the most urgent task, first come first served.

    Args:
        env: the clock.
        calendar: days and hours of work.
        clerks: how many people.
        log: where work and overtime are written.
        overtime: None where nobody works overtime.
    """

    def __init__(
        self,
        env: simpy.Environment,
        calendar: Calendar,
        clerks: int,
        log: EventLog,
        overtime: Overtime | None = None,
    ) -> None:
        self.env = env
        self.calendar = calendar
        self.clerks = clerks
        self.log = log
        self.overtime = overtime
        self.pace = 1.0  # how much longer everything takes, for example on slow PCs
        self._busy = 0
        self._waiting: list[tuple[int, int, simpy.Event]] = []  # priority, order of asking, what wakes the task
        self._asked = count()

    @property
    def has_a_free_clerk(self) -> bool:
        """Would a task be taken up at once, or at the next opening?"""
        return self._busy < self.clerks

    @property
    def serves_at_once(self) -> bool:
        """Would a task begin now, or at the next opening, whatever its priority?"""
        return self._busy < self.clerks and not self._waiting

    def work(
        self, task: str, hours: float, priority: int, begins: Callable[[float], None] | None = None
    ) -> Generator[simpy.Event, object, float]:
        """Wait for a free clerk, then for opening time, then work `hours`; returns the day work began.

        `begins` is told that day as soon as it is known, before the work is done.
        """
        env, asked = self.env, float(self.env.now)
        if self.serves_at_once:
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
        if self.overtime and len(self._waiting) >= self.overtime.queue and hours:
            begun, end = self._begin_with_overtime(self.overtime, hours)
        else:
            begun = self.calendar.next_opening(env.now)
            end = self.calendar.after_work(begun, hours)
        return begun, env.timeout(end - env.now)

    def _begin_with_overtime(self, overtime: Overtime, hours: float) -> tuple[float, float]:
        """The same where much waits: work goes on after closing time, for so long, and the rest on the next day."""
        calendar, now = self.calendar, float(self.env.now)
        closing = calendar.closing_of(now)
        latest = closing + overtime.hours / HOURS_A_DAY
        begun = now if closing <= now < latest else calendar.next_opening(now)
        closing = calendar.closing_of(begun)
        latest = closing + overtime.hours / HOURS_A_DAY
        end = calendar.after_work(begun, hours)
        if begun < closing and end <= closing:
            return begun, end
        left = hours - HOURS_A_DAY * max(0.0, closing - begun)  # still to do at closing time, or when it begins later
        worked = min(left, HOURS_A_DAY * (latest - max(begun, closing)))
        cents = round(worked * overtime.cents_hour)
        self.log.record("cost", day=now, what=COSTS.index("overtime"), cents=cents)
        if worked >= left:
            return begun, max(begun, closing) + worked / HOURS_A_DAY
        return begun, calendar.after_work(latest, left - worked)

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
