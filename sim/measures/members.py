"""Members, the points they hold, and customers whom a friend brought."""

from __future__ import annotations

import numpy as np

from sim.measures.measure import Measure
from sim.processes.points import REWARD_CENTS
from sim.run import Run

CENTS = 100.0


def members_joined(run: Run) -> float:
    """Customers who joined the scheme."""
    return float(len(run.log.table("member_joined")["day"]))


def friends_brought(run: Run) -> float:
    """New customers who placed their first order with a friend's link."""
    return float(len(run.log.table("friend_ordered")["day"]))


def points_open(run: Run) -> int:
    """Points that members hold at the end: earned less used less expired."""
    earned, used, expired = (
        int(run.log.table(kind)["points"].sum(dtype=np.int64))
        for kind in ("points_earned", "points_used", "points_expired")
    )
    return earned - used - expired


def points_liability_hkd(run: Run) -> float:
    """Points that members hold at the end, each at its full worth: the shop has promised them.

    Full worth is the cautious value: no share is taken off for points that will be forgotten, because nobody can know
    it in the first year of a scheme. When points expire the liability falls, and the profit rises by as much.
    """
    return points_open(run) * REWARD_CENTS / CENTS / run.policy.members.points_for_10_hkd


MEASURES = (
    Measure("members_joined", "customers", "Customers who joined the membership scheme.", members_joined),
    Measure("friends_brought", "customers", "New customers whom a friend brought.", friends_brought),
    Measure(
        "points_liability_hkd",
        "HK$",
        "Worth of the points that members hold at the end: promised, not paid yet.",
        points_liability_hkd,
    ),
)
