"""Transaction records: what was not filed at once is found when orders, payments and messages are matched."""

from __future__ import annotations

import numpy as np

from sim.processes.routine import every
from sim.processes.ways_to_pay import OFFERED
from sim.world.world import World


def start(world: World) -> None:
    """Begin the matching of records."""
    hours = world.numbers["record.reconcile_hours"]
    if world.has("payment"):
        hours *= 1 + world.numbers["record.more_ways"] * (len(OFFERED[world.policy.payment.methods]) - 1)

    def match() -> int:
        found = sum(look() for look in world.when_matched)
        blocks = world.due.pop(("records", 0), [])
        if not blocks:
            return found
        who, order = (np.concatenate(column) for column in zip(*blocks, strict=True))
        world.log.record_block("record_completed", len(who), day=world.now, customer=who, order=order)
        return found + len(who)

    world.start(
        every(
            world,
            "reconciliation",
            world.policy.monitoring.reconcile_days,
            hours,
            match,
        )
    )
