"""A stranger gets hold of a supplier's password; what they can do with it is what suppliers may do here."""

from __future__ import annotations

import math
from collections.abc import Generator

import simpy

from sim.codes import ACTIONS, THREATS
from sim.threats import attempts, intruder
from sim.threats.attempts import Gate
from sim.world.accounts import FIRST_SUPPLIER
from sim.world.world import World

THREAT = THREATS[3]


def start(world: World) -> None:
    """Begin the attempts, and write down what they lead one to expect."""
    accounts, rate = world.accounts, world.numbers["supplier.per_account_year"]
    assert accounts is not None
    if accounts.suppliers:
        chance = math.prod(gate.passes for gate in gates(world, FIRST_SUPPLIER))
        attempts.expect(world, THREAT, attempts.daily(rate) * accounts.suppliers * chance)
    world.start(attacks(world))


def gates(world: World, account: int) -> tuple[Gate, ...]:
    """An account without any right is worth nothing."""
    assert world.accounts is not None
    return (Gate("no right to do it", float(any(world.accounts.may(account, action) for action in ACTIONS))),)


def attacks(world: World) -> Generator[simpy.Event, object, None]:
    """Now and then, at one of the suppliers."""
    assert world.accounts is not None
    rate = world.numbers["supplier.per_account_year"]
    for moment, target in attempts.moments(world, THREAT, rate, world.accounts.suppliers):
        yield world.until(moment)
        account = FIRST_SUPPLIER + target
        if attempts.succeeds(world, THREAT, account, target, gates(world, account)):
            intruder.take(world, account)
