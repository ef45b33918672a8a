"""Points of members, a ledger: earned, used as a discount, lost when they are too old, the oldest first.

For each member two running totals are kept: all points ever granted, G, and all that are gone, used or expired. The
balance is the difference. The points of an order are the last of the first G points; when their time is up, as many of
these first G points expire as are not gone yet. That is "first in, first out", exactly, without a list of lots.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.codes import EARNED
from sim.streams import Floats, Integers
from sim.world.world import World

REWARD_CENTS = 1000  # as the lever's words say
MONTH_DAYS = 30
POINTS_OF_STAFF = ("points of staff", 0)  # what members of staff have granted since the evening before
BY_ORDER, BY_JOINING, BY_STAFF = range(len(EARNED))


class Points:
    """Balances of everybody, and what moves them."""

    def __init__(self, world: World) -> None:
        self.world, self.levers = world, world.policy.members
        self.granted = np.zeros(world.people.count, dtype=np.int64)
        self.gone = np.zeros(world.people.count, dtype=np.int64)

    def use(self, who: Integers, orders: Integers, moment: Floats, paid_cents: Floats) -> Floats:
        """Cents that today's orders cost less, because members hand in points: as many whole rewards as fit."""
        step = self.levers.points_for_10_hkd
        held = (self.granted[who] - self.gone[who]) // step
        rewards = np.minimum(held, (paid_cents // REWARD_CENTS).astype(np.int64))
        holders = rewards.nonzero()[0]
        forgets = self.world.streams.some("points: forgets", 0, who[holders]) < self.world.numbers["member.forgets"]
        rewards[holders[forgets]] = 0
        used = holders[~forgets]
        self.gone[who[used]] += rewards[used] * step
        self.world.log.record_block(
            "points_used",
            len(used),
            day=moment[used],
            customer=who[used],
            order=orders[used],
            points=rewards[used] * step,
            value_cents=rewards[used] * REWARD_CENTS,
        )
        return rewards * float(REWARD_CENTS)

    def earn(self, day: int, who: NDArray[np.integer], orders: Integers, points: Integers, reason: int) -> None:
        """Grant points at the end of a day; each customer may appear once."""
        some = points.nonzero()[0]
        who, orders, points = who[some], orders[some], points[some]
        if not len(who):
            return
        self.granted[who] += points
        ends = day + self.levers.expiry_months * MONTH_DAYS
        if ends < self.world.scenario.days:
            self.world.due["points", ends].append((who, self.granted[who]))
        self.world.log.record_block(
            "points_earned",
            len(who),
            day=self.world.now,
            customer=who,
            order=orders,
            points=points,
            reason=reason,
        )

    def expire(self, day: int) -> None:
        """Take away what is too old at the end of a day."""
        for who, granted_then in self.world.due.pop(("points", day), []):
            lost = np.maximum(granted_then - self.gone[who], 0)
            some = lost.nonzero()[0]
            self.gone[who] += lost
            self.world.log.record_block(
                "points_expired", len(some), day=self.world.now, customer=who[some], points=lost[some]
            )
