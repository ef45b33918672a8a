"""A house rule that gives no money back for goods that are not as described: vouchers at most, and angry customers."""

from __future__ import annotations

import numpy as np

from sim.codes import COSTS
from sim.processes import feelings
from sim.world.world import World

UNTRUE = "goods not as described"


def refuses(world: World, about: str) -> bool:
    """Does the house rule keep the money of somebody who complains about this?"""
    return about == UNTRUE and world.has("duties") and world.policy.duties.refunds != "as the law says"


def refuse(world: World, customer: int, order: int, cents: int) -> None:
    """Say no, or give a voucher, of which a share is used."""
    voucher = cents if world.policy.duties.refunds == "vouchers only" else 0
    world.log.record(
        "refund_refused", day=world.now, customer=customer, order=order, cents=cents, voucher_cents=voucher
    )
    if voucher:
        used = round(voucher * world.numbers["refund.voucher_used"])
        world.log.record("cost", day=world.now, what=COSTS.index("vouchers in place of refunds"), cents=used)
    size = world.numbers["leave.refund_refused"] * (0.5 if voucher else 1.0)  # a voucher angers half as much
    feelings.harm(world, np.array([customer]), np.array([order]), "refund refused", np.array([size]))
