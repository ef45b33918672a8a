"""Clerks and helpers: who takes what, how long it takes, and what must wait for a clerk."""

from collections.abc import Generator
from datetime import date

import pytest
import simpy

from sim.calendar import Calendar
from sim.codes import TASKS
from sim.events import EventLog
from sim.world.skills import SKILLS
from sim.world.staff import ANSWER, ROUTINE, Helpers, Staff


class Desk:
    """One clerk and one helper who answers, twice as slowly, round the clock from midnight."""

    def __init__(self, helpers: int = 1) -> None:
        self.env, self.log = simpy.Environment(), EventLog()
        calendar = Calendar(date(2026, 1, 5), round_the_clock=True)
        self.staff = Staff(self.env, calendar, 1, self.log, skills=Helpers(SKILLS["answers"], 2.0))
        self.staff.helpers = helpers
        self.done: list[tuple[str, float]] = []

    def asks(self, task: str, hours: float, at: float = 0.0, priority: int = ROUTINE) -> None:
        self.env.process(self._asks(task, hours, at / 24, priority))

    def _asks(self, task: str, hours: float, at: float, priority: int) -> Generator[simpy.Event, object, None]:
        yield self.env.timeout(at)
        yield from self.staff.work(task, hours, priority)
        self.done.append((task, round(24 * self.env.now, 6)))

    def run(self) -> list[tuple[str, float]]:
        self.env.run(10)
        self.log.close()
        return self.done


def test_every_skill_is_a_task() -> None:
    assert not set().union(*SKILLS.values()) - set(TASKS)
    assert SKILLS["answers"] < SKILLS["answers and checks"]
    assert not {"repair", "refunds", "paying back", "log review", "publishing"} & SKILLS["answers and checks"]


def test_a_helper_takes_what_it_has_learnt_and_leaves_the_clerk_free() -> None:
    desk = Desk()
    desk.asks("answering", 1)
    desk.asks("repair", 3)
    assert desk.run() == [("answering", 2.0), ("repair", 3.0)]
    assert desk.log.table("work")["by_helper"].tolist() == [True, False]


def test_what_a_helper_has_not_learnt_waits_for_a_clerk() -> None:
    """Two repairs: the helper stands by; the question between them is answered at once."""
    desk = Desk()
    for task, hours in (("repair", 3), ("repair", 3), ("answering", 2)):
        desk.asks(task, hours)
    assert desk.run() == [("repair", 3.0), ("answering", 4.0), ("repair", 6.0)]


def test_a_clerk_who_is_free_takes_the_most_urgent_task_whatever_helpers_may_do() -> None:
    desk = Desk()
    desk.asks("answering", 4)  # the helper, for eight hours
    desk.asks("repair", 2)  # the clerk, for two
    desk.asks("repair", 1, at=1)
    desk.asks("answering", 1, at=1, priority=ANSWER)
    assert desk.run() == [("repair", 2.0), ("answering", 3.0), ("repair", 4.0), ("answering", 8.0)]


def test_a_helper_who_has_been_taught_takes_up_what_waits() -> None:
    desk = Desk(helpers=0)
    desk.asks("repair", 8)
    desk.asks("answering", 1, at=1)

    def taught() -> Generator[simpy.Event, object, None]:
        yield desk.env.timeout(2 / 24)
        desk.staff.teach()

    desk.env.process(taught())
    assert desk.run() == [("answering", 4.0), ("repair", 8.0)]


@pytest.mark.parametrize("task", ["answering", "publishing"])
def test_somebody_is_free_only_for_what_they_can_do(task: str) -> None:
    desk = Desk()
    assert desk.staff.serves_at_once(task)
    desk.asks("repair", 5)
    desk.env.run(0.1)
    assert desk.staff.has_somebody_free(task) == (task == "answering")
