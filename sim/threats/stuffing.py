"""Lists of leaked passwords are tried on customers' accounts; what fits is used to order on the customer's account.

The pairs of a wave, and which of them fit, are drawn before the policy is asked. A wave is one attempt: it succeeds
when at least one of its n pairs gets in, with chance 1 - (1 - p)^n,
p = fits x share with an account x product of the gates.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import ATTACK_GATES, COSTS, FINDERS, THREATS
from sim.processes import feelings, service_desk
from sim.streams import Floats
from sim.threats import attempts
from sim.world.history import order_number
from sim.world.staff import REPAIR
from sim.world.world import World

THREAT = THREATS[0]
SCREENED, SECOND_STEP = (ATTACK_GATES.index(word) for word in ("passwords that are not on lists", "two-step sign-in"))
TAKEN_OVER = "account taken over"
WEEK = 7.0
FEW_DAYS = 2.0  # within which goods are ordered


def start(world: World) -> None:
    """Begin the waves, and write down what they lead one to expect."""
    assert world.accounts is not None
    world.start(hazard(world))
    world.accounts.when_reviewed.append(lambda: review(world))
    world.start(waves(world))


def hazard(world: World) -> Generator[simpy.Event, object, None]:
    """Week by week, what waves lead one to expect: the shop has more and more customers."""
    a_day = attempts.daily(world.numbers["stuffing.waves_per_year"])
    while a_day:
        days = min(WEEK, world.scenario.days - world.now)
        attempts.expect_from_now(world, THREAT, days, a_day * wave_chance(world))
        yield world.env.timeout(WEEK)


def passes(world: World) -> tuple[float, float]:
    """Chance of a fitting pair to get past the list of refused passwords, and past the second step."""
    numbers, levers = world.numbers, world.policy.access
    screened = numbers["stuffing.screened"] * (levers.passwords == "long and not on lists")
    uses = {"off": 0.0, "optional": numbers["access.takes_option"], "always": 1.0}[levers.customer_two_step]
    return 1 - screened, 1 - uses * numbers["access.block_bots"]


def pairs(world: World) -> int:
    """Pairs tried in a wave; a larger shop is worth a longer list."""
    return round(world.numbers["stuffing.pairs"] * world.scale)


def wave_chance(world: World) -> float:
    """Chance that at least one pair of a wave gets in."""
    known = float((world.people.orders > 0).mean())
    each = world.numbers["stuffing.fits"] * known * math.prod(passes(world))
    return -math.expm1(pairs(world) * math.log1p(-each)) if each < 1 else 1.0


def waves(world: World) -> Generator[simpy.Event, object, None]:
    """One wave after the other."""
    for moment, _ in attempts.moments(world, THREAT, world.numbers["stuffing.waves_per_year"], 1):
        yield world.until(moment)
        wave(world)


def fitting(world: World, day: int) -> tuple[np.ndarray, Floats]:
    """Customers whose password is on the list of this day's wave, and the lucks of both gates, a row a gate."""
    streams, part = world.streams, np.arange(pairs(world))
    fits = np.flatnonzero(streams.some("stuffing: fits", day, part) < world.numbers["stuffing.fits"])
    who = (streams.some("stuffing: whose", day, fits) * world.people.count).astype(np.int64)
    who = np.unique(who[world.people.orders[who] > 0])
    gates = np.array([streams.some(f"stuffing: gate {gate}", day, who) for gate in range(2)])
    return who, gates


def wave(world: World) -> None:
    """Try all pairs at once."""
    accounts, day = world.accounts, int(world.now)
    assert accounts is not None
    who, luck = fitting(world, day)
    screened, second = (row < chance for row, chance in zip(luck, passes(world), strict=True))
    inside = who[screened & second]
    stopped = ATTACK_GATES.index("no such password")
    if len(inside):
        stopped = 0
    elif len(who):
        stopped = SECOND_STEP if screened.any() else SCREENED
    attempts.record(world, THREAT, attempts.NOBODY, wave_chance(world), stopped)
    for customer in inside.tolist():
        if customer not in accounts.customers:
            accounts.customers[customer] = world.now
            world.log.record("customer_account_taken", day=world.now, customer=customer)
            world.start(_used(world, customer, world.now))


def _used(world: World, customer: int, taken: float) -> Generator[simpy.Event, object, None]:
    """Goods are ordered; the customer sees it some days later, is let down, and may write."""
    accounts, numbers, day = world.accounts, world.numbers, int(taken)
    assert accounts is not None
    misused, waits, sees = (
        world.streams.one(f"stolen sign-in: {what}", day, customer) for what in ("used", "waits", "seen")
    )
    if misused >= numbers["stuffing.misused"]:
        return
    yield world.env.timeout(FEW_DAYS * waits)
    if accounts.customers.get(customer) != taken:
        return
    people = world.people
    cents = round(float(people.spent_cents[customer]) / max(int(people.orders[customer]), 1))
    world.log.record("customer_account_misused", day=world.now, customer=customer, cents=cents)
    world.log.record("cost", day=world.now, what=COSTS.index("misuse of accounts"), cents=cents)
    yield world.env.timeout(-math.log1p(-sees) * numbers["stuffing.notices_days"])
    who = np.array([customer])
    order = order_number(people.last_day[who].astype(np.int64), who)
    feelings.harm(world, who, order, TAKEN_OVER, np.array([numbers["leave.account_taken"]]))
    none = np.zeros(1, dtype=np.int64)
    service_desk.complain(world, math.floor(world.now), who, order, TAKEN_OVER, none, None)
    close(world, customer, taken, "customer")


def close(world: World, customer: int, taken: float, finder: str) -> None:
    """Shut the stranger out of a customer's account, which takes staff time."""
    accounts = world.accounts
    assert accounts is not None
    if accounts.customers.get(customer) != taken:
        return
    del accounts.customers[customer]
    world.log.record(
        "customer_account_closed", day=world.now, customer=customer, taken=taken, finder=FINDERS.index(finder)
    )
    hours = world.numbers["access.reset_minutes"] / 60.0
    world.start(_work(world, hours))


def _work(world: World, hours: float) -> Generator[simpy.Event, object, None]:
    yield from world.staff.work("closing customers' accounts", hours, REPAIR)


def review(world: World) -> int:
    """A review of sign-ins sees each wave that got in; returns how many accounts it closes."""
    assert world.accounts is not None
    found = sorted(world.accounts.customers.items())
    for customer, taken in found:
        close(world, customer, taken, "review")
    return len(found)
