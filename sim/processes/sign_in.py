"""How people sign in: what it costs staff, and which customers it holds up.

A try goes wrong with chance q (more for long passwords), so n tries in a row with chance q^n. With a lock after n
tries, that is the share of sign-ins that end before a locked door; two steps hold up those who have no phone at hand.
Customers who are held up meet a larger obstacle at the checkout where they must sign in, and some write.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.parameters import Parameters
from sim.policy import Policy
from sim.policy.access import Access
from sim.processes.routine import every
from sim.world.staff import ANSWER
from sim.world.world import World

DAY_HOURS = 9.0
MORNING = 9.0 / 24


def start(world: World) -> None:
    """Begin what the rules of sign-in cost, and write down how the administrators sign in."""
    accounts, numbers = world.accounts, world.numbers
    assert accounts is not None
    levers = accounts.levers
    two_step = world.policy.security.two_step_sign_in != "off"
    for account in accounts.administrators():
        world.log.record("administrator_signs_in", day=0.0, account=account, two_step=two_step)
    again = max(DAY_HOURS / levers.session_hours - 1.0, 0.0) * accounts.staff * numbers["access.minutes_again"] / 60.0
    if again:
        world.start(every(world, "signing in again", 1.0, again, _nothing))
    if levers.password_change_days:
        hours = accounts.staff * numbers["access.reset_minutes"] / 60.0
        world.start(every(world, "new passwords", levers.password_change_days, hours, _nothing))
    if levers.lock_out_tries:
        world.start(lock_outs(world))


def _nothing() -> int:
    return 0


def locked_out(levers: Access, numbers: Parameters, who: str) -> float:
    """Chance that a sign-in ends before a locked door; `who` is "staff" or "customer"."""
    if not levers.lock_out_tries:
        return 0.0
    slip = numbers[f"access.slip_{who}"] * (1.0 if levers.passwords == "short" else numbers["access.slip_long"])
    return float(min(slip, 1.0) ** levers.lock_out_tries)


def held_up(policy: Policy, numbers: Parameters) -> float:
    """Share of customers' sign-ins that a lock or the second step holds up; none where guests may order."""
    levers = policy.access
    if policy.website.checkout != "account needed":
        return 0.0
    uses = {"off": 0.0, "optional": numbers["access.takes_option"], "always": 1.0}[levers.customer_two_step]
    return 1.0 - (1.0 - uses * numbers["access.no_phone"]) * (1.0 - locked_out(levers, numbers, "customer"))


def lock_outs(world: World) -> Generator[simpy.Event, object, None]:
    """Staff who mistype their passwords too often wait until somebody unlocks them."""
    accounts, numbers = world.accounts, world.numbers
    assert accounts is not None
    chance = locked_out(accounts.levers, numbers, "staff")
    slips = world.streams.days("sign-in slips", world.scenario.days, np.arange(accounts.staff)) < chance
    for day in np.flatnonzero(slips.any(axis=1)).tolist():
        if not world.calendar.is_working_day(day):
            continue
        yield world.until(day + MORNING)
        for account in np.flatnonzero(slips[day]).tolist():
            world.log.record("locked_out", day=world.now, account=account)
            world.start(_unlock(world))


def _unlock(world: World) -> Generator[simpy.Event, object, None]:
    yield from world.staff.work("unlocking accounts", world.numbers["access.unlock_minutes"] / 60.0, ANSWER)
