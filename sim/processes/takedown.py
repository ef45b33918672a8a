"""Owners of pictures complain about what customers post in reviews and in the forum; a clerk looks, round by round."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import COSTS
from sim.streams import poisson
from sim.world.staff import ANSWER
from sim.world.world import World

MONTH = 30.0


def start(world: World) -> None:
    """Where customers can post anything, let owners complain and clerks look."""
    posts = world.has("reviews") and world.policy.reviews.shown
    if posts or (world.has("forum") and world.policy.forum.is_open):
        desk = Desk(world)
        world.start(desk.complaints())
        world.start(desk.rounds())


class Desk:
    """The complaints that nobody has looked at yet: customer and moment."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.open: list[tuple[int, float]] = []

    def complaints(self) -> Generator[simpy.Event, object, None]:
        """All complaints of the run: Poisson over the days."""
        world, streams = self.world, self.world.streams
        known = np.flatnonzero(world.people.orders > 0)
        days = np.arange(world.scenario.days)
        rate = world.numbers["takedown.per_month"] / MONTH * world.scale
        counts = poisson(streams.some("owners complain", days, np.zeros_like(days)), rate)
        if not len(known):
            return
        day = days.repeat(counts)
        part = np.arange(len(day)) - (counts.cumsum() - counts).repeat(counts)
        whose, hour = streams.several(("owner complains: of whom", "owner complains: moment"), day, part)
        moment = day + world.hour_of(hour)
        for place in np.argsort(moment, kind="stable").tolist():
            yield world.until(float(moment[place]))
            customer = int(known[int(whose[place] * len(known))])
            world.log.record("takedown_asked", day=world.now, customer=customer)
            self.open.append((customer, world.now))

    def rounds(self) -> Generator[simpy.Event, object, None]:
        """Every so many days take down what is complained of; late ones cost the shop a claim."""
        world, gap = self.world, float(self.world.policy.duties.takedown_every_days)
        due = gap * world.streams.one("routine phase: copyright complaints", 0, 0)
        while True:
            yield world.until(due)
            while self.open:
                customer, asked = self.open.pop(0)
                yield from world.staff.work("copyright complaints", world.numbers["takedown.hours"], ANSWER)
                world.log.record("takedown_done", day=world.now, customer=customer, asked=asked)
                if world.now - asked > world.numbers["takedown.patience_days"]:
                    cents = round(world.numbers["takedown.claim_cents"])
                    what = COSTS.index("claims of owners of pictures")
                    world.log.record("cost", day=world.now, what=what, cents=cents)
            due = max(due + gap, world.now)
