"""One pool of working hours. Publishing, checking, repairing, answering and reviewing all draw on it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Any, NamedTuple

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


class Helpers(NamedTuple):
    """People who can do some of the tasks, once they have been taught.

    Attributes:
        tasks: what they can do.
        pace: how much longer than a clerk they take.
    """

    tasks: frozenset[str] = frozenset()
    pace: float = 1.0


class Staff:
    """Clerks on a Hong Kong calendar; whoever is free takes the most urgent task, first come first served.

    Helpers take what they have learnt before a clerk does, and leave everything else.

    Args:
        env: the clock.
        calendar: days and hours of work.
        clerks: how many people.
        log: where work and overtime are written.
        overtime: None where nobody works overtime.
        skills: what helpers can do; `helpers` says how many of them have been taught.
    """

    def __init__(
        self,
        env: simpy.Environment,
        calendar: Calendar,
        clerks: int,
        log: EventLog,
        overtime: Overtime | None = None,
        skills: Helpers | None = None,
    ) -> None:
        self.env = env
        self.calendar = calendar
        self.clerks = clerks
        self.log = log
        self.overtime = overtime
        self.pace = 1.0  # how much longer everything takes, for example on slow PCs
        self.helpers = 0
        self.skills = skills or Helpers()
        self._busy = self._helpers_busy = 0
        self._waiting: list[tuple[int, int, simpy.Event, str]] = []  # priority, order of asking, what wakes the task
        self._asked = count()

    def has_somebody_free(self, task: str) -> bool:
        """Would a task be taken up at once, or at the next opening?"""
        return self._busy < self.clerks or self._has_a_helper(task)

    def serves_at_once(self, task: str) -> bool:
        """Would a task begin now, or at the next opening, whatever its priority?"""
        return not self._waiting and self.has_somebody_free(task)

    def _has_a_helper(self, task: str) -> bool:
        return self._helpers_busy < self.helpers and task in self.skills.tasks

    def teach(self) -> None:
        """One helper more has learnt enough to work."""
        self.helpers += 1
        self._serve()

    def _take(self, task: str) -> bool:
        """Somebody who is free takes a task; returns whether it is a helper."""
        by_helper = self._has_a_helper(task)
        if by_helper:
            self._helpers_busy += 1
        else:
            self._busy += 1
        return by_helper

    def work(
        self, task: str, hours: float, priority: int, begins: Callable[[float], None] | None = None
    ) -> Generator[simpy.Event, Any, float]:
        """Wait for somebody free, then for opening time, then work `hours` (of a clerk); returns the day work began.

        `begins` is told that day as soon as it is known, before the work is done.
        """
        env, asked = self.env, float(self.env.now)
        if self.serves_at_once(task):
            by_helper = self._take(task)
        else:
            turn = env.event()
            heappush(self._waiting, (priority, next(self._asked), turn, task))
            self._serve()
            by_helper = yield turn
        hours *= self.pace * self.skills.pace if by_helper else self.pace
        begun, done = self._begin(hours)
        if begins is not None:
            begins(begun)
        yield done
        self._end(task, hours, asked, begun, by_helper)
        return begun

    def work_at_once(self, task: str, hours: float, then: Callable[[], object]) -> float:
        """The same for a task that meets somebody free, without a process; `then` is called when the work is done."""
        asked = float(self.env.now)
        by_helper = self._take(task)
        hours *= self.pace * self.skills.pace if by_helper else self.pace
        begun, done = self._begin(hours)

        def end(_: simpy.Event) -> None:
            self._end(task, hours, asked, begun, by_helper)
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

    def _end(self, task: str, hours: float, asked: float, begun: float, by_helper: bool) -> None:
        """The clerk is free; who waits is served next, but after what this task leads to at the same moment."""
        if by_helper:
            self._helpers_busy -= 1
        else:
            self._busy -= 1
        if self._waiting:
            free = self.env.event()
            free.callbacks.append(self._serve)
            free.succeed()
        day, waited = float(self.env.now), 24.0 * (begun - asked)
        self.log.record("work", day=day, task=_CODE[task], hours=hours, waited_hours=waited, by_helper=by_helper)

    def _serve(self, _: simpy.Event | None = None) -> None:
        """Let helpers who are free take up what they can of what waits, and clerks the rest."""
        while self._waiting and self._helpers_busy < self.helpers:
            place = min((one for one in self._waiting if one[3] in self.skills.tasks), default=None)
            if place is None:
                break
            self._waiting.remove(place)
            heapify(self._waiting)
            self._helpers_busy += 1
            place[2].succeed(True)
        while self._waiting and self._busy < self.clerks:
            self._busy += 1
            heappop(self._waiting)[2].succeed(False)
