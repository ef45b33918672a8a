"""The record of who asked for no more messages: how long it is kept, and whether it is sold; and addresses bought.

A record that is destroyed is forgotten: the name is on the list again. Bought addresses are those of people who never
ordered; each gets one mail, comes a little more often for it, and may complain.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import COSTS
from sim.processes import outreach
from sim.processes.authorities import COMMISSIONER, aggrieve
from sim.world.people import PROSPECT
from sim.world.world import World

MONTH, QUARTER = 30.0, 90.0
ALWAYS = 36
"""Months after which the ordinance wants no record any more."""


def start(world: World) -> None:
    """Begin the clearing, the sales and the purchases that the policy wants."""
    if world.policy.wording.keep_requests_months < ALWAYS:
        world.start(clearing(world))
    if world.policy.duties.stop_list == "passed on":
        world.start(sales(world))
    if world.policy.wording.bought_addresses:
        world.start(purchases(world))


def clearing(world: World) -> Generator[simpy.Event, object, None]:
    """At the end of each month destroy the records of requests that are too old, and with them all memory of them."""
    people, keeps = world.people, world.policy.wording.keep_requests_months * MONTH
    asked = np.full(people.count, np.nan)
    while True:
        yield world.env.timeout(MONTH)
        new = people.asked_to_stop & np.isnan(asked)
        asked[new] = world.now  # seen this month; the clerk knows no more than the month
        old = (people.off_list & (world.now - asked >= keeps)).nonzero()[0]
        people.asked_to_stop[old] = people.off_list[old] = False
        world.log.record_block(
            "stop_record_destroyed", len(old), day=world.now, customer=old, asked=asked[old] - MONTH / 2
        )
        asked[old] = np.nan


def sales(world: World) -> Generator[simpy.Event, object, None]:
    """Each month sell the names of those who said stop since the last sale."""
    people, sold = world.people, np.zeros(world.people.count, dtype=bool)
    while True:
        yield world.env.timeout(MONTH)
        if COMMISSIONER in world.obeyed:
            return
        names = (people.asked_to_stop & ~sold).nonzero()[0]
        if not len(names):
            continue
        sold[names] = True
        cents = round(len(names) * world.numbers["partners.cents"])
        world.log.record("stop_list_sold", day=world.now, people=len(names), cents=cents)
        world.log.record("cost", day=world.now, what=COSTS.index("received for customers' names"), cents=-cents)
        aggrieve(world, names, "data passed on")


def purchases(world: World) -> Generator[simpy.Event, object, None]:
    """In the middle of each quarter buy addresses and write to them once."""
    people, numbers = world.people, world.numbers
    luck = world.streams.everyone("address in the trade", 0, people.count)
    bought = np.zeros(people.count, dtype=bool)
    due = QUARTER / 2
    while True:
        yield world.until(np.floor(due) + outreach.SENDING_TIME)
        free = ((people.status == PROSPECT) & ~bought & ~people.off_list).nonzero()[0]
        count = round(world.policy.wording.bought_addresses * world.scale)
        who = np.sort(free[np.argsort(luck[free], kind="stable")[:count]])
        bought[who] = True
        cents = round(len(who) * numbers["wording.address_cents"])
        world.log.record("cost", day=world.now, what=COSTS.index("bought addresses"), cents=cents)
        outreach.send(world, outreach.BOUGHT, who)
        aggrieve(world, who, "a mail from nobody they know")
        due += QUARTER
