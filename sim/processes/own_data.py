"""What customers want done about their own data: a copy, a correction, to be forgotten. The law gives 40 days.

Wishes are drawn first. A fee keeps some from asking, and makes those angry. A clerk works off what is open at each
round; nothing is done, and no time spent, where nothing is open.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import simpy

from sim.codes import COSTS, DATA_ANSWERS, DATA_WISHES, RECORDS
from sim.processes import feelings
from sim.processes.authorities import COMMISSIONER, aggrieve
from sim.streams import poisson
from sim.world.history import order_number
from sim.world.staff import ANSWER
from sim.world.world import World

MONTH, YEAR = 30.0, 365.0
LAW_DAYS = 40.0
MOST_DAYS_UNDER_NOTICE = 7.0  # between rounds, once a notice has been obeyed
COPY, CORRECTION, FORGOTTEN = range(len(DATA_WISHES))
DONE, ALL_ERASED, REFUSED = range(len(DATA_ANSWERS))
PARTS = ("copy", "correction", "forgotten")
"""The parts of parameter names that stand for the wishes, in their order."""


@dataclass
class Wish:
    """What a customer has asked for; `is_answered` once the shop has written back."""

    customer: int
    what: int
    asked: float
    is_answered: bool = False


def start(world: World) -> None:
    """Let wishes come in, and begin the rounds."""
    desk = Desk(world)
    world.start(desk.wishes())
    world.start(desk.rounds())


class Desk:
    """The wishes that are open."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.open: list[Wish] = []

    def wishes(self) -> Generator[simpy.Event, object, None]:
        """All wishes of the run: Poisson over the days, whose and what by luck of the day."""
        world, numbers, streams = self.world, self.world.numbers, self.world.streams
        known = np.flatnonzero(world.people.orders > 0)
        days = np.arange(world.scenario.days)
        rate = numbers["own_data.per_month"] / MONTH * world.scale
        counts = poisson(streams.some("wishes about own data", days, np.zeros_like(days)), rate)
        if not len(known) or not counts.any():
            return
        day = days.repeat(counts)
        part = np.arange(len(day)) - (counts.cumsum() - counts).repeat(counts)
        purposes = ("own data: whose", "own data: what", "own data: moment", "own data: pays a fee")
        whose, what, hour, pays = streams.several(purposes, day, part)
        shares = np.array([numbers[f"own_data.share_{name}"] for name in PARTS])
        wish = np.searchsorted(shares.cumsum()[:-1] / shares.sum(), what, side="right")
        moment = day + world.hour_of(hour)
        for place in np.argsort(moment, kind="stable").tolist():
            yield world.until(float(moment[place]))
            self._ask(int(known[int(whose[place] * len(known))]), int(wish[place]), float(pays[place]))

    def _ask(self, customer: int, what: int, pays: float) -> None:
        world, levers = self.world, self.world.policy.duties
        fee = (levers.copy_fee_hkd, levers.correction_fee_hkd, 0)[what]
        fee = 0 if COMMISSIONER in world.obeyed else fee
        who = np.array([customer])
        if fee:
            aggrieve(world, who, "a fee for own data")
            if pays < -math.expm1(-fee / world.numbers["own_data.fee_scale"]):
                return
            cents = COSTS.index("received from customers for their requests")
            world.log.record("cost", day=world.now, what=cents, cents=-100 * fee)
        world.log.record("own_data_asked", day=world.now, customer=customer, wish=what, fee_cents=100 * fee)
        wish = Wish(customer, what, world.now)
        self.open.append(wish)
        world.start(self._waits(wish))

    def _waits(self, wish: Wish) -> Generator[simpy.Event, object, None]:
        """The fortieth day comes."""
        world = self.world
        yield world.env.timeout(LAW_DAYS)
        if not wish.is_answered:
            self._anger(wish)

    def _anger(self, wish: Wish) -> None:
        world, who = self.world, np.array([wish.customer])
        size = np.array([world.numbers["leave.own_data"]])
        feelings.harm(world, who, order_number(int(world.now), who), "request about own data late", size)
        aggrieve(world, who, "no answer about own data")

    def rounds(self) -> Generator[simpy.Event, object, None]:
        """Every so many days work off what is open."""
        world, gap = self.world, float(self.world.policy.duties.requests_every_days)
        due = gap * world.streams.one("routine phase: requests about own data", 0, 0)
        while True:
            yield world.until(due)
            while self.open:
                wish = self.open.pop(0)
                hours = world.numbers[f"own_data.hours_{PARTS[wish.what]}"]
                yield from world.staff.work("requests about own data", hours, ANSWER)
                self._answer(wish)
            if COMMISSIONER in world.obeyed:
                gap = min(gap, MOST_DAYS_UNDER_NOTICE)
            due = max(due + gap, world.now)

    def _answer(self, wish: Wish) -> None:
        world, erasure = self.world, self.world.policy.duties.erasure
        wish.is_answered = True
        answer = DONE
        if wish.what == FORGOTTEN:
            if erasure == "refuse" and COMMISSIONER not in world.obeyed:
                answer = REFUSED
            else:
                answer = ALL_ERASED if erasure == "everything" else DONE
                self._forget(wish.customer, with_sales=answer == ALL_ERASED)
        world.log.record(
            "own_data_answered",
            day=world.now,
            customer=wish.customer,
            wish=wish.what,
            answer=answer,
            asked=wish.asked,
            waited_days=world.now - wish.asked,
        )
        if answer == REFUSED:
            self._anger(wish)

    def _forget(self, customer: int, *, with_sales: bool) -> None:
        """Take the name off all lists; with it the records of sales, which a law wants kept."""
        world, people = self.world, self.world.people
        people.ticked[customer] = people.consent_recorded[customer] = False
        people.off_list[customer] = True
        if with_sales:
            years = max(0.0, world.now - float(people.last_day[customer])) / YEAR
            world.log.record(
                "records_destroyed",
                day=world.now,
                what=RECORDS.index("records of orders and payments"),
                rows=int(people.orders[customer]),
                youngest_years=years,
            )
