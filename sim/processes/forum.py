"""The shop's forum: questions, rumours and abuse, and what becomes of its readers' trust.

A thread is a question, a rumour or abuse. An answered question helps those who read it; a rumour or abuse that stands
there lowers the mood of the forum day by day until a clerk replies or removes it. The mood moves the visits of readers
(`sim.world.hearsay`). All effects are for each thread among a hundred readers, large forum or small.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import COSTS, THREADS
from sim.processes.blocks import joined
from sim.processes.routine import every
from sim.streams import Floats, Integers
from sim.world.hearsay import Hearsay
from sim.world.people import ACTIVE
from sim.world.staff import ROUTINE
from sim.world.world import World

MORNING = 8.0 / 24
MONTH = 30
HUNDRED = 100.0
QUESTION, RUMOUR, ABUSE = range(len(THREADS))
Threads = tuple[Floats, Integers, Integers]
"""Moment of writing, customer, and what it is; an entry a thread."""


def start(world: World) -> None:
    """Open the forum, if there is one."""
    levers = world.policy.forum
    if not levers.is_open:
        return
    hearsay = world.hear()
    hearsay.open_forum()
    forum = Forum(world, hearsay)
    world.start(forum.run())
    world.start(
        every(world, "forum", levers.look_every_days, world.numbers["forum.look_hours"], forum.look, forum.work)
    )


class Forum:
    """The threads that nobody has dealt with, and the mood that they make."""

    def __init__(self, world: World, hearsay: Hearsay) -> None:
        self.world, self.hearsay = world, hearsay
        self.readers = np.flatnonzero(hearsay.reads)
        self.is_held = world.policy.forum.moderation == "before publishing"
        none = np.empty(0, dtype=np.int64)
        self.open: Threads = (np.empty(0), none, none)
        self.found: Threads = self.open

    def run(self) -> Generator[simpy.Event, object, None]:
        """Every morning: what stands there works on the mood, and the threads of the day are drawn."""
        world, numbers = self.world, self.world.numbers
        for day in range(world.scenario.days):
            yield world.until(day + MORNING)
            if day % MONTH == 0:
                fee = round(numbers["forum.cents_month"])
                world.log.record("cost", day=world.now, what=COSTS.index("forum"), cents=fee)
            active = self.readers[world.people.status[self.readers] == ACTIVE]
            self._sour(len(active))
            self._write(day, active)

    def _sour(self, readers: int) -> None:
        numbers, now = self.world.numbers, self.world.now
        standing = np.bincount(self.open[2][self._shown(now)], minlength=len(THREADS))
        loss = numbers["forum.rumour"] * standing[RUMOUR] + numbers["forum.abuse"] * standing[ABUSE]
        self.hearsay.mood *= math.exp(-1.0 / numbers["forum.memory_days"])
        self.hearsay.mood -= loss * HUNDRED / max(readers, 1)
        self.world.log.record(
            "forum_mood",
            day=now,
            readers=readers,
            questions=standing[QUESTION],
            rumours=standing[RUMOUR],
            abuse=standing[ABUSE],
            mood=self.hearsay.mood,
        )

    def _shown(self, now: float) -> np.ndarray:
        """Which open threads people can read: written already, and not yet scrolled out of sight."""
        written = self.open[0]
        shown: np.ndarray = (written <= now) & (written > now - self.world.numbers["forum.stale_days"])
        return shown & (not self.is_held)

    def _write(self, day: int, active: Integers) -> None:
        world, numbers = self.world, self.world.numbers
        ends = np.cumsum([numbers[f"forum.writes_{kind}"] for kind in ("question", "rumour", "abuse")])
        if self.is_held:
            ends = ends * numbers["forum.written_though_held"]
        luck = world.streams.some("writes in the forum", day, active)
        writes = (luck < ends[-1]).nonzero()[0]
        who, about = active[writes], np.searchsorted(ends, luck[writes], side="right")
        late = 1 - MORNING  # nobody writes before the morning's turn
        moment = world.now + late * world.moments("moment in the forum", day, who)
        world.log.record_block("thread_opened", len(who), day=moment, customer=who, about=about)
        self.open = joined([self.open, (moment, who, about)])  # type: ignore[assignment]

    def look(self) -> int:
        """Find the threads of which nobody has taken care, as far as anybody still reads them."""
        now, written = self.world.now, self.open[0]
        fresh = written > now - self.world.numbers["forum.stale_days"]
        here = fresh & (written <= now)
        moment, who, about = self.open
        self.found = moment[here], who[here], about[here]
        self.open = moment[fresh], who[fresh], about[fresh]
        return len(self.found[0])

    def work(self) -> Generator[simpy.Event, object, None]:
        """Answer questions, reply to rumours, remove abuse."""
        moment, who, about = self.found
        if not len(who):
            return
        world, numbers = self.world, self.world.numbers
        hours = len(who) * numbers["forum.thread_minutes"] / 60.0 / world.scale
        yield from world.staff.work("forum", hours, ROUTINE)
        later = self.open[0] > moment.max()
        self.open = self.open[0][later], self.open[1][later], self.open[2][later]
        waited = world.now - moment
        world.log.record_block("thread_closed", len(who), day=world.now, customer=who, about=about, waited_days=waited)
        fresh = 0.5 ** (waited[about == QUESTION] / numbers["forum.answer_half_days"])
        readers = int((world.people.status[self.readers] == ACTIVE).sum())
        self.hearsay.mood += numbers["forum.answer"] * float(fresh.sum()) * HUNDRED / max(readers, 1)
        world.people.stirred += 1
