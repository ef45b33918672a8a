"""Data of customers are open to strangers: what the shop writes down, whom it tells, and who finds out alone.

A staff account that a stranger had, or the firm that stores the addresses. The shop looks into it; with a plan it also
writes it into a register. People who are told take it ill, but less than those who find out by themselves.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import BREACHES, TOLD
from sim.processes import feelings
from sim.processes.authorities import COMMISSIONER, aggrieve
from sim.world.history import order_number
from sim.world.staff import REPAIR
from sim.world.world import World

ACCOUNT, FIRM = BREACHES
DAYS_A_YEAR, DAY_STEP = 365.0, 1000
PEOPLE, THE_COMMISSIONER = range(len(TOLD))


def start(world: World) -> None:
    """Listen for losses, and let the firm that stores addresses lose some."""
    world.when_data_lost.append(lambda how, key: world.start(breach(world, how, key)))
    if world.policy.duties.mailing_firm == "no terms":
        world.start(firm(world))


def firm(world: World) -> Generator[simpy.Event, object, None]:
    """A firm that promised nothing loses the list of addresses now and then."""
    days = np.arange(world.scenario.days)
    luck = world.streams.some("the firm loses addresses", days, np.zeros_like(days))
    rate = world.numbers["breach.firm_per_year"] / DAYS_A_YEAR
    for day in days[luck < -math.expm1(-rate)].tolist():
        yield world.until(day + 0.5)
        if COMMISSIONER in world.obeyed:
            return
        for tell in world.when_data_lost:
            tell(FIRM, 0)


def breach(world: World, how: str, key: int) -> Generator[simpy.Event, object, None]:
    """One loss of data, from the day on which it is noticed."""
    numbers, levers, streams = world.numbers, world.policy.duties, world.streams
    code, day = BREACHES.index(how), math.floor(world.now)
    number = day * DAY_STEP + key * len(BREACHES) + code
    known = np.flatnonzero(world.people.orders > 0)
    share = numbers["breach.share_account" if how == ACCOUNT else "breach.share_firm"]
    who = known[streams.some("data were open", day, known, key * len(BREACHES) + code) < share]
    is_real = streams.one("loss of data: real risk", day, key, code) < numbers["breach.real_risk"]
    found = world.now
    world.log.record("breach_found", day=found, breach=number, how=code, people=len(who), real_risk=is_real)
    told = np.zeros(len(who), dtype=bool)
    if is_real:
        world.start(learn(world, who, told))
    hours = numbers["breach.hours_plan" if levers.breach_plan else "breach.hours"]
    yield from world.staff.work("loss of data", hours, REPAIR)
    if levers.breach_plan:
        world.log.record("breach_recorded", day=world.now, breach=number)
    if levers.breach_notice == "nobody" or not is_real:
        return
    yield world.until(world.calendar.add_working_days(math.floor(found), levers.breach_notice_days) + found % 1.0)
    waited = float(world.calendar.working_days_between(math.floor(found), math.floor(world.now)))
    world.log.record("breach_notified", day=world.now, breach=number, whom=PEOPLE, waited=waited)
    if levers.breach_notice == "the people and the Commissioner":
        world.log.record("breach_notified", day=world.now, breach=number, whom=THE_COMMISSIONER, waited=waited)
    news = ~told
    told[:] = True
    size = np.full(int(news.sum()), numbers["leave.told_of_loss"])
    feelings.harm(world, who[news], order_number(math.floor(world.now), who[news]), "told of lost data", size)


def learn(world: World, who: NDArray[np.integer], told: NDArray[np.bool_]) -> Generator[simpy.Event, object, None]:
    """Some find out by themselves, unless they have been told before."""
    numbers, day = world.numbers, math.floor(world.now)
    learns, later = world.streams.several(("finds out of a loss", "finds out of a loss when"), day, who)
    moments = world.now - np.log1p(-later) * numbers["breach.learns_days"]
    chosen = (learns < numbers["breach.learns"]).nonzero()[0]
    for place in chosen[np.argsort(moments[chosen], kind="stable")].tolist():
        yield world.until(float(moments[place]))
        if told[place]:
            continue
        told[place] = True
        one = who[place : place + 1]
        size = np.array([numbers["leave.found_out_loss"]])
        feelings.harm(world, one, order_number(math.floor(world.now), one), "learned of lost data", size)
        aggrieve(world, one, "data lost")
