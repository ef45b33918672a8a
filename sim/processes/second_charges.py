"""Payments that are taken twice: the page hangs after paying, and the customer presses again.

Nobody in the shop knows until records are matched, or until the customer sees it on a statement. Then it hurts: some
write to the shop, of the others half go to their bank.
"""

from __future__ import annotations

import math

import numpy as np

from sim.processes import feelings
from sim.processes.disputes import charge_back
from sim.processes.money_back import SECOND_CHARGE
from sim.processes.service_desk import complain
from sim.world.money_book import Claim
from sim.world.world import World

TWICE = "charged twice"
STATEMENT = "statement with a second charge"


def charge_twice(world: World, day: int, moment: float, customer: int, order: int, cents: int, way: int) -> None:
    """A payment is taken a second time; the customer may see it on the statement."""
    numbers = world.numbers
    world.log.record("charged_twice", day=moment, customer=customer, order=order, cents=cents)
    claim = Claim(customer, order, cents, SECOND_CHARGE, moment, is_found=False)
    world.money.note_second(day, claim, way)
    luck, chance = world.streams.one("sees a second charge", day, customer), numbers["notice.charged_twice"]
    if luck < chance:
        due = day + 1 + math.floor(luck / chance * numbers["payment.statement_days"])
        world.money.days.add(due)
        world.due[STATEMENT, due].append(claim)


def seen(world: World, day: int) -> None:
    """Customers see on their statement that they were charged twice, unless the money is back by then."""
    for claim in world.due.pop((STATEMENT, day), []):
        if claim.is_settled:
            continue
        who, order = np.array([claim.customer]), np.array([claim.order])
        feelings.harm(world, who, order, TWICE, np.array([world.numbers["leave.charged_twice"]]))
        luck, writes = (
            world.streams.one(f"complain: {TWICE}", day, claim.customer),
            world.numbers["complain.charged_twice"],
        )
        if luck < writes:
            complain(world, day, who, order, TWICE, np.array([claim.cents]), None)
        elif luck < (1 + writes) / 2:
            claim.is_settled = claim.is_found = True
            charge_back(world, claim.customer, claim.order, claim.cents, TWICE)
