"""A new system is brought in: a project of tasks that wait for each other, wishes on the way, and a bill at every end.

How long the tasks take and what the whole costs is drawn before anything is decided. Most projects come out near the
plan; a few cost several times as much. Work stops while money for it has to be found.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import NamedTuple

import numpy as np
import simpy

from sim.codes import PROJECT_TASKS
from sim.parameters import Parameters
from sim.processes.go_live import GoLive
from sim.processes.spending import by_the_month, pay
from sim.streams import Streams
from sim.systems import traits_of
from sim.world.people import scores
from sim.world.staff import ROUTINE
from sim.world.world import World

SET_UP, PREPARE, BUILD, MOVE, TEACH, TEST = range(len(PROJECT_TASKS))
SHARES = (0.35, 0.30, 0.40, 0.25, 0.15, 0.25)
"""Planned length of each task; the longest path (set up, build the pages, test) is the whole project. Assumption."""
AFTER: tuple[tuple[int, ...], ...] = ((), (), (SET_UP,), (SET_UP, PREPARE), (SET_UP,), (BUILD, MOVE, TEACH))
_ONE = np.zeros(1, dtype=np.int64)


class Wish(NamedTuple):
    """Somebody asks for one more function."""

    number: int
    day: float
    useful: bool
    accepted: bool


def start(world: World) -> None:
    """Begin the project, where the scenario brings in a new system."""
    if world.scenario.system:
        project = Project(world)
        world.start(project.run())
        world.start(project.wishes_come())


def overrun(streams: Streams, numbers: Parameters) -> float:
    """Cost against the estimate.

    With chance 1 - w it is lognormal with median 1, else 1.5 x Pareto(alpha), cut off at `overrun.most` (Flyvbjerg &
    Budzier 2011; Flyvbjerg and others 2022: the tail is a power law).
    """
    luck = streams.one("project overrun size", 0, 0)
    if streams.one("project overrun", 0, 0) < numbers["overrun.wild"]:
        return float(
            min(numbers["overrun.least"] * (1 - luck) ** (-1 / numbers["overrun.tail"]), numbers["overrun.most"])
        )
    score = float(scores(np.array([luck]))[0])
    return min(math.exp(numbers["overrun.spread"] * score), numbers["overrun.most"])


def longer(cost: float) -> float:
    """Duration against the plan of a project that costs so many times its estimate: 1 + (R - 1)/2, from 1/2 to 3."""
    return min(max(1 + 0.5 * (cost - 1), 0.5), 3.0)


class Project:
    """Tasks, wishes, bills, and what is live in the end."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.numbers = world.numbers_after
        self.cost = overrun(world.streams, self.numbers)
        self.done = [world.env.event() for _ in PROJECT_TASKS]
        self.old_ends = world.env.event()
        self.wishes = self._wishes()
        self.owed = 0  # money that must be found before the next task begins

    def _wishes(self) -> list[Wish]:
        """Wishes are the same whatever is decided; the answer is the shop's."""
        numbers, streams, scope = self.numbers, self.world.streams, self.world.policy.introduction.scope
        found = []
        for number in range(int(numbers["project.wishes"])):
            useful = streams.one("wish is useful", 0, number) < numbers["project.useful"]
            right = streams.one("wish is judged rightly", 0, number) < numbers["project.judged_rightly"]
            accepted = {"accept all": True, "refuse all": False}.get(scope, useful == right)
            day = numbers["project.wishes_until"] * numbers["system.build_days"] * streams.one("wish", 0, number)
            found.append(Wish(number, day, useful, accepted))
        return sorted(found, key=lambda wish: wish.day)

    def wishes_come(self) -> Generator[simpy.Event, object, None]:
        """Each wish is answered when it comes; asking for the reason takes staff time."""
        world = self.world
        for wish in self.wishes:
            yield world.until(wish.day)
            world.log.record("wish", day=world.now, number=wish.number, useful=wish.useful, accepted=wish.accepted)
            if world.policy.introduction.scope == "only with a reason":
                hours = self.numbers["project.reason_hours"]
                yield from world.staff.work("wishes for the new system", hours, ROUTINE)

    def run(self) -> Generator[simpy.Event, object, None]:
        """From the first day to the new system."""
        world = self.world
        planned = self.numbers["system.build_days"]
        world.log.record("project_began", day=world.now, planned_days=planned, planned_cents=self.estimate())
        world.start(
            by_the_month(world, "software", "system fees", world.numbers["system.monthly_cents"], self.old_ends)
        )
        for task in range(len(PROJECT_TASKS)):
            world.start(self.task(task))
        yield self.done[TEST]
        yield from GoLive(world, self.new_numbers(), self.old_ends).run()

    def estimate(self) -> int:
        """What the set-up was to cost, HK cents."""
        return round(self.numbers["system.setup_cents"])

    def task(self, task: int) -> Generator[simpy.Event, object, None]:
        """Wait for what comes before and for money; then work, and pay."""
        world, numbers = self.world, self.numbers
        yield world.env.all_of([self.done[earlier] for earlier in AFTER[task]])
        if self.owed:
            self.owed = 0
            yield world.env.timeout(numbers["budget.approval_days"])
        began, planned = world.now, SHARES[task] * numbers["system.build_days"]
        yield world.env.timeout(planned * self._stretch(task))
        if task == MOVE and world.policy.introduction.trial_migration:
            yield from self._rehearsal(planned)
        if task == TEACH:
            yield from world.staff.work("learning the new system", numbers["project.teach_hours"], ROUTINE)
        world.log.record(
            "project_task", day=world.now, task=task, began=began, planned_days=planned, days=world.now - began
        )
        wishes = sum(wish.accepted for wish in self.wishes) if task == BUILD else 0
        share = SHARES[task] / sum(SHARES) * self.cost + wishes * numbers["project.wish_cost"]
        self.owed += pay(world, "software", "set-up of the system", round(share * self.estimate()))
        self.done[task].succeed()

    def _stretch(self, task: int) -> float:
        """Length of a task against its plan."""
        spread = self.numbers["project.spread"]
        score = float(scores(self.world.streams.some("project task", 0, np.array([task])))[0])
        wishes = sum(wish.accepted for wish in self.wishes) if task == BUILD else 0
        return longer(self.cost) * math.exp(spread * score) * (1 + wishes * self.numbers["project.wish_time"])

    def _rehearsal(self, planned: float) -> Generator[simpy.Event, object, None]:
        """The move is tried on a copy: it takes time, and shows what the brochure did not say."""
        world, numbers = self.world, self.numbers
        yield world.env.timeout(planned * numbers["migration.trial_time"])
        yield from world.staff.work("checks of the move", numbers["migration.trial_hours"], ROUTINE)
        for place, trait in enumerate(traits_of(world.scenario.system)):
            if trait.only_by_trial:
                world.log.record("trait_seen", day=world.now, trait=place, stated=trait.stated, found=numbers[trait.id])

    def new_numbers(self) -> dict[str, float]:
        """The world's numbers under the new system, with what the accepted wishes do to it."""
        numbers = self.numbers
        traits = {trait.id: numbers[trait.id] for trait in traits_of(self.world.scenario.system)}
        useful = sum(wish.useful for wish in self.wishes if wish.accepted)
        accepted = sum(wish.accepted for wish in self.wishes)
        traits["publish.minutes"] = numbers["publish.minutes"] * (1 - numbers["project.wish_saves"]) ** useful
        fails = numbers["outage.change_failure"] * (1 + numbers["project.wish_breaks"]) ** accepted
        return {**traits, "outage.change_failure": min(fails, 1.0)}
