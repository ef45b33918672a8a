"""Refunds: staff pay back what is owed, at once or in rounds, and a second person approves the large ones.

A slip of the hand pays back too much; the second person catches most slips. A refund that takes too long is felt by the
customer at the end of a day (`late`), and some go to their bank.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import COSTS, MATCHED_BY, REFUND_FOR
from sim.processes import feelings, rights
from sim.world.accounts import REFUND
from sim.world.money_book import Claim
from sim.world.staff import ANSWER, ROUTINE
from sim.world.world import World

COMPLAINT, SECOND_CHARGE, SENT_BACK, UNASKED = REFUND_FOR
BY_CUSTOMER = "the customer"
TEN_O_CLOCK = 10.0 / 24
LATE = "refund late"
STILL_OPEN = "refunds still open"


def owe(world: World, customer: int, order: int, cents: int, why: str) -> int:
    """The shop owes a customer money: for an order no more than was paid for it. Returns how much, HK cents."""
    if not world.has("payment"):
        _record(world, customer, order, cents, why)
        return cents
    cents = world.money.give_back(order, cents)
    if cents:
        _begin(world, Claim(customer, order, cents, why, world.now))
    return cents


def second_charge_found(world: World, claim: Claim, finder: str) -> bool:
    """Somebody finds a payment that was taken twice, which has to go back; False if it was known before."""
    if claim.is_found or claim.is_settled:
        return False
    claim.is_found, claim.asked = True, world.now
    world.log.record(
        "second_charge_found",
        day=world.now,
        customer=claim.customer,
        order=claim.order,
        cents=claim.cents,
        finder=MATCHED_BY.index(finder),
    )
    _begin(world, claim)
    return True


def _begin(world: World, claim: Claim) -> None:
    due = math.floor(world.now + world.numbers["refund.patience_days"])
    world.money.days.add(due)
    world.due[LATE, due].append(claim)
    world.start(_pay(world, claim))


def _pay(world: World, claim: Claim) -> Generator[simpy.Event, object, None]:
    """Wait for the round, pay, and have it approved; nothing is paid that the bank has taken meanwhile."""
    numbers, levers = world.numbers, world.policy.payment
    minutes, priority = numbers["refund.minutes"], ANSWER
    if levers.refund_round_days:
        minutes, priority = numbers["refund.round_minutes"], ROUTINE
        rounds = math.floor((world.now - TEN_O_CLOCK) / levers.refund_round_days) + 1
        yield world.until(rounds * levers.refund_round_days + TEN_O_CLOCK)
    if rights.must_wait(world, REFUND):
        yield from rights.wait(world, REFUND)
    yield from world.staff.work("refunds", minutes / 60.0, priority)
    day = math.floor(claim.asked)
    is_slip = world.streams.one("refund: slip", day, claim.customer) < numbers["refund.slip"]
    if claim.cents > 100 * levers.approval_above_hkd:
        yield from world.staff.work("second approval", numbers["conduct.approval_minutes"] / 60.0, priority)
        caught = world.streams.one("refund: second look", day, claim.customer)
        is_slip = is_slip and caught >= numbers["publish.second_person_catches"]
    if claim.is_settled:
        return
    claim.is_settled = True
    _record(world, claim.customer, claim.order, claim.cents, claim.why)
    if is_slip and world.streams.one("refund: says so", day, claim.customer) >= numbers["refund.slip_noticed"]:
        extra = round(claim.cents * numbers["refund.slip_extra"])
        world.log.record("paid_too_much", day=world.now, customer=claim.customer, order=claim.order, cents=extra)
        world.log.record("cost", day=world.now, what=COSTS.index("refunds that were too large"), cents=extra)


def _record(world: World, customer: int, order: int, cents: int, why: str) -> None:
    world.log.record(
        "refund", day=world.now, customer=customer, order=order, amount_cents=cents, why=REFUND_FOR.index(why)
    )


def late(world: World, day: int) -> list[Claim]:
    """Claims that have waited too long since this day: felt once; those who still wait later may go to the bank.

    Returns:
        Whose refund has become late today.
    """
    claims = [claim for claim in world.due.pop((LATE, day), []) if not claim.is_settled]
    numbers = world.numbers
    open_till = day + max(math.floor(numbers["refund.dispute_days"] - numbers["refund.patience_days"]), 1)
    for claim in claims:
        world.money.days.add(open_till)
        world.due[STILL_OPEN, open_till].append(claim)
        who, order = np.array([claim.customer]), np.array([claim.order])
        feelings.harm(world, who, order, LATE, np.array([numbers["leave.refund_late"]]))
    return claims
