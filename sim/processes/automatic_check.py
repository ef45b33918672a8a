"""The automatic comparison: every few hours a program reads all pages and compares their prices with the price list.

An alarm is raised where page and list differ by more than the tolerance. Now and then the program misreads a page (an
old copy, a price in the midst of a change) and sees a difference that is not there. Its size is exponential, so of the
pages that are right a share misread x exp(-tolerance / usual size) raises a false alarm. Staff look into each alarm; a
page with an open alarm raises no second one. Descriptions and pictures are not compared.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import COSTS
from sim.parameters import Parameters
from sim.processes import repair
from sim.streams import Integers
from sim.world.shop import NOT_WRONG, PRICE, PROMOTION
from sim.world.staff import REPAIR
from sim.world.world import World

HOURS_A_DAY = 24.0
MONTH = 30


def start(world: World) -> None:
    """Begin the comparison, where the shop has one."""
    if world.policy.monitoring.compare_hours:
        world.start(AutomaticCheck(world).run())
        world.start(_paid(world))


def _paid(world: World) -> Generator[simpy.Event, object, None]:
    """The program is paid by the month."""
    while True:
        cents = round(world.numbers["compare.cents_month"])
        world.log.record("cost", day=world.now, what=COSTS.index("automatic comparison"), cents=cents)
        yield world.env.timeout(MONTH)


class AutomaticCheck:
    """The program, and the alarms that staff have not looked into yet."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.is_open = np.zeros(world.shop.items, dtype=np.bool_)  # alarms

    def run(self) -> Generator[simpy.Event, object, None]:
        """Compare at even distances, by day and night."""
        every, number = self.world.policy.monitoring.compare_hours / HOURS_A_DAY, 1
        while True:
            yield self.world.until(number * every)
            self.compare(number)
            number += 1

    def compare(self, number: int) -> None:
        """One comparison; `number` tells it from the others of its day."""
        world, shop = self.world, self.world.shop
        master = shop.master_cents()
        percent = 100.0 * np.abs(shop.page_cents - master) / master
        is_wrong = percent > 0
        luck = world.streams.some("page misread", math.floor(world.now), np.arange(shop.items), number)
        tolerance = world.policy.monitoring.compare_tolerance_percent
        misread = luck < false_alarm_chance(world.numbers, tolerance)
        alarm = np.where(is_wrong, percent > tolerance, misread) & ~self.is_open
        items = alarm.nonzero()[0]
        if len(items):
            self.is_open[items] = True
            world.log.record_block("alarm_raised", len(items), day=world.now, item=items, is_true=is_wrong[items])
            world.start(self.look_into(items))

    def look_into(self, items: Integers) -> Generator[simpy.Event, object, None]:
        """Staff open each page with an alarm, and put right what is wrong."""
        world, shop = self.world, self.world.shop
        minutes = world.numbers["compare.minutes"]
        if minutes:
            yield from world.staff.work("alarms", len(items) * minutes / 60.0, REPAIR)
        self.is_open[items] = False
        open_ = shop.wrong_since > NOT_WRONG
        faults = [(field, item) for item in items.tolist() for field in (PRICE, PROMOTION) if open_[field, item]]
        for field, item in faults:
            repair.find(world, item, field, "program")
        yield from repair.mend(world, faults, "program")


def false_alarm_chance(numbers: Parameters, tolerance_percent: float) -> float:
    """Chance that a page that is right raises an alarm at one comparison; 0 to 1."""
    return numbers["compare.misread"] * math.exp(-tolerance_percent / numbers["compare.misread_percent"])
