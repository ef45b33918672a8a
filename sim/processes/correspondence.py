"""What clerks tell customers, whether it is filed, what it promised, and what a dispute finds.

Each answer goes out by mail, chat or voice mail and is filed with the order, or not. A promise that is not on file when
its day comes is forgotten, and the customer is let down; the matching of messages with orders may find it in time. Some
answers are disputed weeks later: with a record the matter is closed, without one the shop pays.

One uniform number decides on an answer: its place among `CHANNELS`, then the place within the channel. Filing is
asked last, so that a better procedure moves no promise and no dispute.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import NamedTuple

import numpy as np
import simpy

from sim.codes import COSTS, PROOFS
from sim.parameters import Parameters
from sim.policy import Policy
from sim.processes import feelings
from sim.processes.service_desk import Matter, complain
from sim.world.world import World

MONTH = 30.0
PARTS = ("mail", "chat", "voice")
"""The parts of parameter names that stand for the channels, in their order."""
ON_FILE, NOT_FILED, DESTROYED = range(len(PROOFS))


def start(world: World) -> None:
    """Pay for the one inbox, and listen to what the service desk answers."""
    letters = Letters(world)
    world.when_answered.append(letters.answered)
    world.when_matched.append(letters.match)
    if world.policy.records.filing == "one inbox":
        world.start(_fee(world))


def _fee(world: World) -> Generator[simpy.Event, object, None]:
    cents = round(world.numbers["record.inbox_cents_month"])
    while True:
        world.log.record("cost", day=world.now, what=COSTS.index("one inbox"), cents=cents)
        yield world.env.timeout(MONTH)


def filed_shares(policy: Policy, numbers: Parameters) -> tuple[float, ...]:
    """Share of the answers that are filed at once, by channel."""
    how = "hand" if policy.records.filing == "by hand" else "inbox"
    return tuple(numbers[f"record.filed_{part}_{how}"] for part in PARTS)


class Answer(NamedTuple):
    """An answer that is not on file: whose, about which order, and the day on which it was given."""

    customer: int
    order: int
    given: float


class Letters:
    """The answers of a run: which are not on file."""

    def __init__(self, world: World) -> None:
        numbers = world.numbers
        self.world = world
        ends = np.cumsum([numbers[f"record.by_{part}"] for part in PARTS])
        self._ends: list[float] = (ends / ends[-1]).tolist()
        self._filed = filed_shares(world.policy, numbers)
        self._promises, self._disputes = numbers["record.promises"], numbers["record.disputes"]
        self.missing: dict[tuple[int, float], Answer] = {}

    def answered(self, matter: Matter) -> None:
        """A clerk has answered: file it, or not; follow what was promised and what will be disputed."""
        world, given = self.world, self.world.now
        day = math.floor(matter.asked)
        luck = world.streams.one("what becomes of an answer", day, matter.customer)
        channel = next(place for place, end in enumerate(self._ends) if luck < end)
        begin = self._ends[channel - 1] if channel else 0.0
        within = (luck - begin) / (self._ends[channel] - begin)
        follows = self._promises + self._disputes
        is_promise, is_disputed = within < self._promises, self._promises <= within < follows
        within = within / follows if within < follows else (within - follows) / (1 - follows)
        if is_promise:  # its place among promises
            within = within * follows / self._promises
        elif is_disputed:
            within = (within * follows - self._promises) / self._disputes
        answer = Answer(matter.customer, matter.order, given)
        if within >= self._filed[channel]:
            self.missing[matter.order, given] = answer
            world.log.record(
                "answer_not_filed", day=given, customer=answer.customer, order=answer.order, channel=channel
            )
        if is_promise:
            world.log.record("promise_made", day=given, customer=answer.customer, order=answer.order, channel=channel)
            world.start(self._promise(answer))
        elif is_disputed:
            world.start(self._dispute(answer, day))

    def match(self) -> int:
        """Messages are compared with orders: whatever was not filed is found; returns how much."""
        found, self.missing = self.missing, {}
        for answer in found.values():
            self.world.log.record(
                "answer_found", day=self.world.now, customer=answer.customer, order=answer.order, given=answer.given
            )
        return len(found)

    def _promise(self, answer: Answer) -> Generator[simpy.Event, object, None]:
        """The day of a promise comes."""
        world = self.world
        yield world.env.timeout(world.numbers["record.promise_days"])
        customer, order, made = answer
        if (order, made) not in self.missing:
            world.log.record("promise_kept", day=world.now, customer=customer, order=order)
            return
        world.log.record("promise_forgotten", day=world.now, customer=customer, order=order, made=made)
        who, orders = np.array([customer]), np.array([order])
        feelings.harm(world, who, orders, "promise forgotten", np.array([world.numbers["leave.promise"]]))
        complain(world, int(world.now), who, orders, "promise forgotten", np.zeros(1, dtype=np.int64), None)

    def _dispute(self, answer: Answer, day: int) -> Generator[simpy.Event, object, None]:
        """The customer comes back to what was said."""
        world = self.world
        luck = world.streams.one("comes back to an answer", day, answer.customer)
        yield world.env.timeout(-math.log1p(-luck) * world.numbers["record.dispute_days"])
        proof = NOT_FILED if (answer.order, answer.given) in self.missing else ON_FILE
        settle(world, answer.customer, answer.order, proof)


def settle(world: World, customer: int, order: int, proof: int) -> None:
    """End a dispute: the shop pays what it cannot show that it does not owe."""
    cents = 0 if proof == ON_FILE else round(world.numbers["record.dispute_cents"])
    world.log.record("dispute", day=world.now, customer=customer, order=order, proof=proof, paid_cents=cents)
    if cents:
        world.log.record("cost", day=world.now, what=COSTS.index("disputes lost for want of a record"), cents=cents)
