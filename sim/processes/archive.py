"""Old records: destroyed at the first of each month when they are older than the procedure keeps them.

At take-over the shop has been open for years and has thrown nothing away that its procedure keeps. Customers still come
with an old order in hand, the younger the likelier; what has been destroyed cannot answer them.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import PROOFS, RECORDS
from sim.processes.correspondence import settle
from sim.streams import poisson
from sim.world.history import order_number
from sim.world.world import World

YEAR, MONTH = 365.0, 30.0
MONTHS_A_YEAR = 12
ORDERS, MESSAGES = range(len(RECORDS))


def start(world: World) -> None:
    """Begin the monthly clearing and the old disputes."""
    if world.usual_orders:
        world.start(Archive(world).monthly())
        world.start(old_disputes(world))


class Archive:
    """How many records there are of each month of age, oldest last; a row for each of `RECORDS`."""

    def __init__(self, world: World) -> None:
        self.world, numbers = world, world.numbers
        months = round(numbers["record.shop_age_years"] * MONTHS_A_YEAR)
        monthly = world.usual_orders * MONTH * np.array([1.0, numbers["record.messages_an_order"]])
        kept = world.scenario.reference_policy().records
        years = np.array([kept.keep_orders_years, kept.keep_messages_years])
        inherited = np.arange(months) < years[:, None] * MONTHS_A_YEAR
        self.rows = np.rint(monthly[:, None] * inherited).astype(np.int64)

    def monthly(self) -> Generator[simpy.Event, object, None]:
        """Destroy what is too old, then see what is kept without a reason, month after month."""
        world, levers = self.world, self.world.policy.records
        keeps = (levers.keep_orders_years, levers.keep_messages_years)
        needed = round(world.numbers["record.messages_needed_years"] * MONTHS_A_YEAR)
        while True:
            for what, years in enumerate(keeps):
                old = self.rows[what, years * MONTHS_A_YEAR :]
                if old.any():
                    ages = np.flatnonzero(old) + years * MONTHS_A_YEAR
                    world.log.record(
                        "records_destroyed",
                        day=world.now,
                        what=what,
                        rows=int(old.sum()),
                        youngest_years=ages[0] / MONTHS_A_YEAR,
                    )
                    old[:] = 0
            overdue = int(self.rows[MESSAGES, needed:].sum())
            if overdue:
                world.log.record("records_overdue", day=world.now, what=MESSAGES, rows=overdue)
            yield world.env.timeout(MONTH)
            self._grow_older()

    def _grow_older(self) -> None:
        """A month goes by: everything is a month older, and the last month's records are new."""
        newest = self.rows[:, :1].copy()
        self.rows = np.concatenate((newest, self.rows), axis=1)


def old_disputes(world: World) -> Generator[simpy.Event, object, None]:
    """Customers with an order of years ago: Poisson over the days, ages exponential."""
    numbers, streams = world.numbers, world.streams
    known = np.flatnonzero(world.people.orders > 0)
    days = np.arange(world.scenario.days)
    rate = numbers["record.old_disputes_month"] / MONTH * world.scale
    counts = poisson(streams.some("old disputes", days, np.zeros_like(days)), rate)
    if not len(known):
        return
    day = days.repeat(counts)
    part = np.arange(len(day)) - (counts.cumsum() - counts).repeat(counts)
    whose, age, hour = streams.several(("old dispute: whose", "old dispute: age", "old dispute: moment"), day, part)
    customer = known[(whose * len(known)).astype(np.int64)]
    years = 1.0 - np.log1p(-age) * numbers["record.old_dispute_years"]  # a year at least: older than what we saw
    moment = day + world.hour_of(hour)
    kept = world.policy.records.keep_orders_years
    for place in np.argsort(moment, kind="stable").tolist():
        yield world.until(float(moment[place]))
        who = int(customer[place])
        last = order_number(math.floor(world.people.last_day[who]), who)
        settle(world, who, last, PROOFS.index("destroyed" if years[place] > kept else "on file"))
