"""The ledger of credits, and the member of staff who gives some to a friend.

Most credits answer a complaint. In some shops one account also gives credits to a friend with no complaint behind them,
as points where the friend is a member:
which account, which friend, from when on and on which days is drawn before the policy is asked. A second person who has
to approve each credit refuses most of these; a review of the ledger finds most of those given since the last one.
Whoever is found gives no more.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import NamedTuple

import numpy as np
import simpy

from sim.codes import COSTS, MISUSE_FINDERS
from sim.processes.points import POINTS_OF_STAFF, REWARD_CENTS
from sim.processes.routine import every
from sim.world.history import order_number
from sim.world.staff import ANSWER
from sim.world.world import World

MONTH = 30.0
WORK_BEGINS, WORK_LASTS = 0.375, 0.375  # nine in the morning to six in the evening, as shares of the day
TO_REVIEW = ("credits to review", 0)


class Credit(NamedTuple):
    """A line of the ledger that no complaint stands behind."""

    day: int
    customer: int


def start(world: World) -> None:
    """Let the misuse begin, if there is one in this shop, and the reviews of the ledger."""
    misuse = Misuse(world)
    world.start(misuse.run())
    every_days = world.policy.conduct.ledger_review_days
    if every_days:
        hours = world.numbers["conduct.review_hours"]
        world.start(every(world, "credit ledger review", every_days, hours, misuse.review))


def accounts(world: World) -> int:
    """How many staff accounts may give credits."""
    return int(world.numbers["conduct.accounts"])


def after_a_complaint(world: World, customer: int, order: int, cents: int) -> Generator[simpy.Event, object, None]:
    """An honest line of the ledger; a second person reads the complaint first, where the house wants it."""
    if not world.has("conduct"):
        return
    account = int(world.streams.one("who gives a credit", math.floor(world.now), customer) * accounts(world))
    approved_by = account
    if world.policy.conduct.second_approval:
        yield from _approval(world)
        approved_by = (account + 1) % accounts(world)
    _record(world, customer, order, account, approved_by, cents, complaint=True)


def _approval(world: World) -> Generator[simpy.Event, object, float]:
    return world.staff.work("second approval", world.numbers["conduct.approval_minutes"] / 60.0, ANSWER)


def _record(
    world: World, customer: int, order: int, account: int, approved_by: int, cents: int, *, complaint: bool
) -> None:
    world.log.record(
        "credit_granted",
        day=world.now,
        customer=customer,
        order=order,
        account=account,
        approved_by=approved_by,
        cents=cents,
        complaint=complaint,
    )


class Misuse:
    """One member of staff and a friend; in most shops there is none."""

    def __init__(self, world: World) -> None:
        streams, numbers = world.streams, world.numbers
        self.world = world
        known = np.flatnonzero(world.people.orders > 0)
        self.is_there = streams.one("misuse: is there one", 0, 0) < numbers["conduct.misuser"] and len(known) > 0
        self.account = int(streams.one("misuse: who", 0, 0) * accounts(world))
        self.friend = int(known[int(streams.one("misuse: friend", 0, 0) * len(known))]) if len(known) else 0
        self.given: list[float] = []  # moments of the credits
        self.is_found = False

    def run(self) -> Generator[simpy.Event, object, None]:
        """Give the friend a credit now and then, until found."""
        world, numbers = self.world, self.world.numbers
        if not self.is_there:
            return
        first = int(world.streams.one("misuse: begins", 0, self.account) * numbers["conduct.begins_within_days"])
        days = np.arange(first, world.scenario.days)
        who = np.full(len(days), self.account)
        tries = world.streams.some("misuse: tries", days, who) < -math.expm1(
            -numbers["conduct.misuse_per_month"] / MONTH
        )
        moments = days + WORK_BEGINS + WORK_LASTS * world.streams.some("misuse: moment", days, who)
        for moment in moments[tries].tolist():
            yield world.until(moment)
            if self.is_found:
                return
            yield from self._try()

    def _try(self) -> Generator[simpy.Event, object, None]:
        world, cents = self.world, int(self.world.numbers["conduct.misuse_cents"])
        day, approved_by = math.floor(world.now), self.account
        if world.policy.conduct.second_approval:
            yield from _approval(world)
            if self.is_found:
                return
            approved_by = (self.account + 1) % accounts(world)
            if world.streams.one("misuse: refused", day, self.account) < world.numbers["conduct.approval_stops"]:
                world.log.record(
                    "credit_refused",
                    day=world.now,
                    customer=self.friend,
                    account=self.account,
                    approver=approved_by,
                    cents=cents,
                )
                self._found("second approval")
                return
        order = int(order_number(day, np.array([self.friend]))[0])
        _record(world, self.friend, order, self.account, approved_by, cents, complaint=False)
        if world.policy.members.open and world.people.member[self.friend]:  # points are given more quietly than money
            world.due[POINTS_OF_STAFF].append((self.friend, order, cents // REWARD_CENTS))
        else:
            world.log.record("cost", day=world.now, what=COSTS.index("credits without a complaint"), cents=cents)
        self.given.append(world.now)
        world.due[TO_REVIEW].append(Credit(math.floor(world.now), self.friend))

    def review(self) -> int:
        """Read the ledger since the last review; returns how many credits without a complaint were seen."""
        world = self.world
        credits: list[Credit] = world.due.pop(TO_REVIEW, [])
        seen = sum(
            world.streams.one("review sees a credit", credit.day, credit.customer)
            < world.numbers["conduct.review_finds"]
            for credit in credits
        )
        if seen and not self.is_found:
            self._found("ledger review")
        return seen

    def _found(self, finder: str) -> None:
        world = self.world
        self.is_found = True
        world.log.record(
            "misuse_found",
            day=world.now,
            account=self.account,
            finder=MISUSE_FINDERS.index(finder),
            began=self.given[0] if self.given else world.now,
            grants=len(self.given),
            lost_cents=len(self.given) * int(world.numbers["conduct.misuse_cents"]),
        )
