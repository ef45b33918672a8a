"""A delivery fee that is shown after payment only: it keeps fewer from paying, and angers whoever paid it."""

from __future__ import annotations

import numpy as np

from sim.processes import feelings
from sim.processes.day_orders import DayOrders
from sim.world.world import World

LEAST_CENTS = 0.5  # less than half a cent is no fee, only the rounding of a sum


def seen(world: World, today: DayOrders) -> None:
    """The customers of the day read of the fee on their receipts."""
    if world.policy.duties.fee_shown == "before payment":
        return
    fee = today.total_cents - (today.paid_cents - today.given_cents)
    paid = (fee > LEAST_CENTS).nonzero()[0]
    if not len(paid):
        return
    who, order = today.who[paid], today.order[paid]
    world.log.record_block(
        "fee_after_payment", len(who), day=world.now, customer=who, order=order, cents=np.rint(fee[paid])
    )
    feelings.harm(world, who, order, "fee shown after payment", np.full(len(who), world.numbers["leave.hidden_fee"]))
