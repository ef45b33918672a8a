"""A stranger guesses the password of an account that may do everything.

Of the passwords that people choose, the g most frequent ones cover a share that grows with ln(1 + g) (Zipf's law), so a
lock after n tries leaves ln(1 + n) / ln(1 + G) of the chance that an attack of G tries has.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import simpy

from sim.codes import THREATS
from sim.threats import attempts, intruder
from sim.threats.attempts import Gate
from sim.world.world import World

THREAT = THREATS[1]
PASSWORDS = {"short": "guess.short", "long": "guess.long", "long and not on lists": "guess.screened"}


def start(world: World) -> None:
    """Begin the attacks, and write down what they lead one to expect."""
    chance = math.prod(gate.passes for gate in gates(world))
    attempts.expect(world, THREAT, attempts.daily(world.numbers["guess.per_year"]) * chance)
    world.start(attacks(world))


def gates(world: World) -> tuple[Gate, ...]:
    """Password, lock, second step."""
    numbers, levers = world.numbers, world.policy.access
    tries, most = levers.lock_out_tries, numbers["guess.tries"]
    left = min(math.log1p(tries) / math.log1p(most), 1.0) if tries else 1.0
    stopped = 0.0 if world.policy.security.two_step_sign_in == "off" else numbers["access.block_bots"]
    return (
        Gate("no such password", numbers[PASSWORDS[levers.passwords]]),
        Gate("locked out after some tries", left),
        Gate("two-step sign-in", 1 - stopped),
    )


def attacks(world: World) -> Generator[simpy.Event, object, None]:
    """Now and then, at the first administrator's account."""
    assert world.accounts is not None
    account = world.accounts.administrators()[0]
    for moment, target in attempts.moments(world, THREAT, world.numbers["guess.per_year"], 1):
        yield world.until(moment)
        if attempts.succeeds(world, THREAT, account, target, gates(world)):
            intruder.take(world, account)
