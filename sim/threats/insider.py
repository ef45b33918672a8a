"""A member of staff pays money to themselves, or sells the list of customers.

Whoever has no right to it needs a colleague's open screen: the longer sign-ins last, the more of them stand open. A
second person who approves refunds stops most. A review of sign-ins and changes may see it, or somebody outside does.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import FINDERS, THREATS
from sim.threats import attempts, intruder
from sim.threats.attempts import Gate
from sim.world.accounts import EXPORT, REFUND
from sim.world.world import World

THREAT = THREATS[2]
DAY_HOURS = 24.0


def start(world: World) -> None:
    """Begin the attempts, and write down what they lead one to expect."""
    accounts = world.accounts
    assert accounts is not None
    both = [
        math.prod(gate.passes for gate in gates(world, account, action))
        for account in range(accounts.staff)
        for action in (EXPORT, REFUND)
    ]
    each = attempts.daily(world.numbers["insider.per_account_year"])
    attempts.expect(world, THREAT, each * sum(both) / 2)
    accounts.when_reviewed.append(lambda: review(world))
    world.start(misuse(world))


def gates(world: World, account: int, action: str) -> tuple[Gate, ...]:
    """The right, or an open screen; and the second person, for money."""
    accounts = world.accounts
    assert accounts is not None
    screen = min(world.policy.access.session_hours / DAY_HOURS, 1.0)
    asks = action == REFUND and world.policy.conduct.second_approval
    return (
        Gate("no right to do it", 1.0 if accounts.may(account, action) else screen),
        Gate("a second person", 1 - world.numbers["conduct.approval_stops"] * asks),
    )


def misuse(world: World) -> Generator[simpy.Event, object, None]:
    """Now and then somebody is tempted."""
    accounts, numbers = world.accounts, world.numbers
    assert accounts is not None
    for moment, account in attempts.moments(world, THREAT, numbers["insider.per_account_year"], accounts.staff):
        yield world.until(moment)
        sells = world.streams.one("insider sells data", int(moment), account) < 0.5
        action = EXPORT if sells else REFUND
        if not attempts.succeeds(world, THREAT, account, account, gates(world, account, action)):
            continue
        if account in accounts.insiders:
            continue
        accounts.insiders[account] = world.now
        world.log.record("insider_began", day=world.now, account=account)
        world.start(_outside_notice(world, account, world.now))
        if sells:
            world.start(_sell(world, account))
        else:
            world.start(intruder.drain(world, account, world.now, insider=True, action=REFUND))


def _sell(world: World, account: int) -> Generator[simpy.Event, object, None]:
    """The list is copied and sold at once; later it shows up in public."""
    known = np.flatnonzero(world.people.orders > 0)
    intruder.note(world, account, EXPORT, insider=True, people=len(known))
    cents = round(world.numbers["insider.data_cents"])
    world.log.record("data_sold", day=world.now, account=account, people=len(known), cents=cents)
    yield from intruder.becomes_known(world, account, known)


def _outside_notice(world: World, account: int, began: float) -> Generator[simpy.Event, object, None]:
    luck = world.streams.one("insider: outside notice", int(began), account)
    yield world.env.timeout(-math.log1p(-luck) * world.numbers["phish.outside_notice_days"])
    _stop(world, account, began, "outside")


def review(world: World) -> int:
    """A review sees some of those who misuse their account; returns how many."""
    accounts = world.accounts
    assert accounts is not None
    seen = 0
    for account, began in sorted(accounts.insiders.items()):
        luck = world.streams.one("review sees an insider", int(world.now), account)
        if luck < world.numbers["insider.review_sees"]:
            _stop(world, account, began, "review")
            seen += 1
    return seen


def _stop(world: World, account: int, began: float, finder: str) -> None:
    accounts = world.accounts
    assert accounts is not None
    if accounts.insiders.get(account) != began:
        return
    del accounts.insiders[account]
    world.log.record("insider_stopped", day=world.now, account=account, began=began, finder=FINDERS.index(finder))
