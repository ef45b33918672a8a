"""What the budget pays for: publicity, training and security, which act, and bills that may have to be borrowed."""

from __future__ import annotations

import math
from collections.abc import Generator

import simpy

from sim.codes import BUDGET_LINES, COSTS
from sim.processes.bills import MONTH_DAYS, monthly
from sim.processes.routine import every
from sim.world.world import World

CENTS = 100
BUDGET_DAYS = 365.0
QUARTER = 90.0


def start(world: World) -> None:
    """Begin what the budget pays for."""
    budget, numbers = world.policy.budget, world.numbers
    lines = (("publicity", budget.publicity_hkd), ("training", budget.training_hkd), ("security", budget.security_hkd))
    for line, dollars in lines:
        monthly(world, line, a_month(dollars) * CENTS)
    if budget.publicity_hkd:
        world.people.be_found(found_more_often(world, a_month(budget.publicity_hkd)))
    if budget.security_hkd:
        watchers = 1 + a_month(budget.security_hkd) / numbers["security.scale_hkd"]
        world.set_numbers({"phish.outside_notice_days": numbers["phish.outside_notice_days"] / watchers})
    if budget.training_hkd:
        world.start(every(world, "training", QUARTER, numbers["training.hours"], lambda: trained(world)))


def a_month(dollars: float) -> float:
    """What a line of twelve months gives for 30 days, HK$."""
    return dollars * MONTH_DAYS / BUDGET_DAYS


def found_more_often(world: World, dollars: float) -> float:
    """Factor on the discovery of the shop by people who never ordered: 1 + gain (1 - exp(-HK$ a month / scale))."""
    numbers = world.numbers
    return 1 + numbers["publicity.gain"] * -math.expm1(-dollars / numbers["publicity.scale_hkd"])


def trained(world: World) -> int:
    """From the first course on staff slip less and warn each other more; a dearer course does more, up to a limit."""
    base = world.scenario.numbers()
    depth = -math.expm1(-a_month(world.policy.budget.training_hkd) / base["training.scale_hkd"])
    fewer = 1 - base["training.fewer_slips"] * depth
    warned = base["phish.warned"] + (1 - base["phish.warned"]) * base["training.more_reports"] * depth
    slips = {name: base[name] * fewer for name in ("publish.slip", "publish.slip_promotion")}
    world.set_numbers({**slips, "phish.warned": warned})
    return 0


def by_the_month(
    world: World, line: str, what: str, cents: float, is_over: simpy.Event
) -> Generator[simpy.Event, object, None]:
    """Pay a fee in advance each month out of a line of the budget, until the contract is over."""
    while not is_over.triggered:
        pay(world, line, what, round(cents))
        yield world.env.any_of([is_over, world.env.timeout(MONTH_DAYS)])


def pay(world: World, line: str, what: str, cents: int) -> int:
    """Pay a bill out of a line of the budget; what neither it nor the reserve covers is borrowed, at a price.

    Returns:
        What had to be borrowed, HK cents.
    """
    if cents <= 0:
        return 0
    world.log.record("cost", day=world.now, what=COSTS.index(what), cents=cents)
    paid = world.purse.pay(line, cents)
    if paid.borrowed:
        world.log.record("money_borrowed", day=world.now, line=BUDGET_LINES.index(line), cents=paid.borrowed)
        fee = round(paid.borrowed * world.numbers["budget.borrowing"])
        world.log.record("cost", day=world.now, what=COSTS.index("borrowing"), cents=fee)
    return paid.borrowed
