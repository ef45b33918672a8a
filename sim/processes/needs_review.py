"""The regular review: needs drift, and a procedure that was right once is looked at again.

A shop's business grows, and with it the changes of its prices. At each review staff set what the rounds have found
since the last one against the share of wrong prices that the house bears, and move the time between two rounds: half of
the faults' lives lies between two looks, so a share k times too large asks for rounds k times as often.
"""

from __future__ import annotations

from collections.abc import Generator

import simpy

from sim.processes.rounds import Round
from sim.processes.routine import every
from sim.world.world import World

LEAST, MOST = 1.0, 90.0
"""Days between two rounds of prices, as the lever allows them."""
CALM = 0.5
"""Below this part of the share that is borne, rounds become rarer."""


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
        target, before = world.numbers["review.bears"], rounds.days
        if share > target or share < CALM * target:
            wanted = before * target / share if share else MOST
            # rarer by half at most: a quiet month is no promise
            rounds.days = min(max(min(wanted, 1.5 * before), LEAST), MOST)
        world.log.record("procedure_reviewed", day=world.now, wrong_share=share, before=before, after=rounds.days)
        return int(rounds.days != before)
