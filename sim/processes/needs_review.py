"""The regular review: needs drift, and a procedure that was right once is looked at again.

A shop's business grows, and with it the changes of its prices. At each review staff set what the rounds have found
since the last one against the share of wrong prices that the house bears, and move the time between two rounds: half of
the faults' lives lies between two looks, so a share k times too large asks for rounds k times as often.
"""

from __future__ import annotations

from collections.abc import Generator

import simpy

from sim.policy import find_lever
from sim.processes.rounds import Round
from sim.processes.routine import every
from sim.world.world import World

ALLOWED = find_lever("monitoring.price_check_days")
"""The lever whose range holds for reviews too."""


def reviews(world: World, rounds: Round) -> Generator[simpy.Event, object, None]:
    """Review the rounds of prices every so many days."""
    needs = Needs(world, rounds)
    hours = world.numbers["review.hours"]
    yield from every(world, "review of needs", world.policy.monitoring.review_days, hours, needs.review)


class Needs:
    """What the rounds have found since the last review, and the time between two of them."""

    def __init__(self, world: World, rounds: Round) -> None:
        self.world, self.rounds = world, rounds

    def review(self) -> int:
        """Set the time between two rounds anew; says whether it was moved."""
        world, rounds = self.world, self.rounds
        if not rounds.looked_at:
            return 0
        share = rounds.found_since / rounds.looked_at
        rounds.looked_at = rounds.found_since = 0
        numbers, before = world.numbers, rounds.days
        target = numbers["review.bears"]
        if share > target or share < numbers["review.calm"] * target:
            most = numbers["review.rarer"] * before  # a quiet month is no promise
            wanted = min(before * target / share, most) if share else most
            rounds.days = min(max(wanted, ALLOWED.low or 1.0), ALLOWED.high or wanted)
        world.log.record("procedure_reviewed", day=world.now, wrong_share=share, before=before, after=rounds.days)
        return int(rounds.days != before)
