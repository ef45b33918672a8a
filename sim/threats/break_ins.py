"""Intruders in the server: who notices them, who shuts them out, and what that costs.

How long an intruder stays is never drawn. It follows from reviews of sign-ins, checks of the checkout, wrong prices
that staff cannot explain, and people outside who tell the shop.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
import simpy

from sim.codes import BREAK_INS, CAUSES, COSTS, FINDERS
from sim.processes import feelings, repair
from sim.streams import Integers
from sim.world.history import order_number
from sim.world.people import scores
from sim.world.shop import PRICE
from sim.world.staff import REPAIR
from sim.world.world import World

NOTHING, SKIMMER, PRICES, DATA, RANSOMWARE = range(len(BREAK_INS))
AT_THE_SERVER = CAUSES.index("break-in at the server")
_ONE = np.zeros(1, dtype=np.int64)


@dataclass
class Intruder:
    """Somebody in the server: through which flaw, what for, since when, and whether anybody knows."""

    flaw: int
    outcome: int
    began: float
    out: simpy.Event  # happens when they are shut out
    is_known: bool = False


class BreakIns:
    """The intruders that are in the server.

    Args:
        world: the world.
        close: closes the flaw through which somebody came.
    """

    def __init__(self, world: World, close: Callable[[int], None]) -> None:
        self.world = world
        self.close = close
        self.inside: dict[int, Intruder] = {}
        world.when_reviewed.append(self.review)

    def begin(self, flaw: int, outcome: int) -> Intruder:
        """Somebody is in; sooner or later people outside see what comes of it."""
        intruder = self.inside[flaw] = Intruder(flaw, outcome, self.world.now, self.world.env.event())
        self.world.start(self.outside(intruder))
        return intruder

    def outside(self, intruder: Intruder) -> Generator[simpy.Event, object, None]:
        """People outside tell the shop after an exponential time."""
        luck = self.world.streams.one("break-in: outside notice", intruder.flaw, 0)
        yield self.world.env.timeout(-math.log1p(-luck) * self.world.numbers["phish.outside_notice_days"])
        self.find(intruder, "outside")

    def review(self) -> int:
        """A clerk reads who signed in and what was changed; an intruder is seen with chance `break_in.review_finds`."""
        return self._look("review", "break_in.review_finds", tuple(range(len(BREAK_INS))))

    def check_checkout(self) -> int:
        """A clerk compares the checkout with what it should be; only a skimmer can be seen there."""
        return self._look("tamper check", "tamper.finds", (SKIMMER,))

    def _look(self, finder: str, chance: str, outcomes: tuple[int, ...]) -> int:
        world, found = self.world, 0
        for flaw, intruder in sorted(self.inside.items()):
            if intruder.outcome not in outcomes or intruder.is_known:
                continue
            if world.streams.one(f"break-in: {finder}", math.floor(world.now), flaw) < world.numbers[chance]:
                self.find(intruder, finder)
                found += 1
        return found

    def find(self, intruder: Intruder, finder: str) -> None:
        """Somebody notices an intruder; staff begin to shut them out. What is known is not found again."""
        if intruder.is_known:
            return
        intruder.is_known = True
        world, code = self.world, FINDERS.index(finder)
        world.log.record(
            "break_in_found",
            day=world.now,
            flaw=intruder.flaw,
            outcome=intruder.outcome,
            began=intruder.began,
            finder=code,
        )
        if intruder.outcome == DATA:
            self._people_hear(intruder)
        world.start(self.shut_out(intruder, finder))

    def shut_out(self, intruder: Intruder, finder: str) -> Generator[simpy.Event, object, None]:
        """Staff clean the server up and close the flaw; what was altered is put right; a bill may come."""
        world, flaw = self.world, intruder.flaw
        faults = [(PRICE, int(item)) for item in by_break_in(world)] if intruder.outcome == PRICES else []
        for field, item in faults:
            repair.find(world, item, field, "outside" if finder == "outside" else "review")
        yield from world.staff.work("clean-up", world.numbers["break_in.clean_up_hours"], REPAIR)
        if faults:
            with world.change():
                repair.put_right(world, faults)
        del self.inside[flaw]
        intruder.out.succeed()
        self.close(flaw)
        world.log.record("break_in_ended", day=world.now, flaw=flaw, outcome=intruder.outcome, began=intruder.began)
        cents = bill(world, flaw) if intruder.outcome != NOTHING else 0
        if cents:
            world.log.record("cost", day=world.now, what=COSTS.index("incident"), cents=cents)

    def _people_hear(self, intruder: Intruder) -> None:
        """A share of the customers whose data were copied hears of it when it is known."""
        world, people = self.world, self.world.people
        who: Integers = np.flatnonzero(people.orders > 0)
        luck = world.streams.some("hears that data were copied", intruder.flaw, who)
        who = who[luck < world.numbers["data.learns"]]
        order = order_number(people.last_day[who].astype(np.int64), who)
        feelings.harm(world, who, order, "data stolen", np.full(len(who), world.numbers["leave.data_stolen"]))


def bill(world: World, flaw: int) -> int:
    """What an incident costs outside the house, HK cents: mostly nothing, else lognormal with the survey's mean."""
    numbers = world.numbers
    if world.streams.one("break-in: costs nothing", flaw, 0) < numbers["break_in.costs_nothing"]:
        return 0
    spread = numbers["break_in.cost_spread"]
    score = float(scores(world.streams.some("break-in: bill", flaw, _ONE))[0])
    return round(numbers["break_in.mean_cents"] * math.exp(spread * score - spread**2 / 2))


def by_break_in(world: World) -> Integers:
    """Items whose open price fault is the work of somebody in the server."""
    ours = world.shop.fault_cause[PRICE] == AT_THE_SERVER
    return np.flatnonzero(world.shop.wrong(PRICE) & ours)
