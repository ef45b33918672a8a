"""The day of the change: old and new side by side, the move, its errors, and the way back."""

from __future__ import annotations

import math
from collections.abc import Generator, Mapping

import numpy as np
import simpy

from sim.codes import CAUSES, COSTS, OUTAGES
from sim.processes import repair
from sim.processes.day_orders import DayOrders
from sim.processes.spending import by_the_month, pay
from sim.streams import Integers
from sim.world.shop import PRICE
from sim.world.staff import ROUTINE
from sim.world.world import World

MOVED = "error in the move"
AT_NIGHT = 2.0 / 24
ROWS_OFF = 10  # an error in the move shows the price of an item so many rows away, about 15 % dearer or cheaper
MOVE_OUTAGE = OUTAGES.index("the move to a new system")


class GoLive:
    """From a system that is ready to one that is in use.

    Args:
        world: the world.
        traits: its numbers under the new system.
        old_ends: to be triggered when the contract of the old system ends.
    """

    def __init__(self, world: World, traits: Mapping[str, float], old_ends: simpy.Event) -> None:
        self.world = world
        self.traits = dict(traits)
        self.before = {name: world.numbers[name] for name in traits}
        self.old_ends = old_ends
        self.never = world.env.event()

    def run(self) -> Generator[simpy.Event, object, None]:
        """Side by side, then the move; back again if too much is wrong and that was agreed, and once more."""
        world, numbers, policy = self.world, self.world.numbers_after, self.world.policy.introduction
        for line, what, trait in (
            ("software", "system fees", "system.monthly_cents"),
            ("hardware", "hardware", "system.hardware_cents"),
        ):
            world.start(by_the_month(world, line, what, self.traits[trait], self.never))
        yield from self.side_by_side()
        yield from self.move(0, 1.0)
        if policy.rollback_percent:
            yield world.env.timeout(1.0)
            wrong = moved_wrong(world)
            if len(wrong) > policy.rollback_percent / 100 * world.shop.items:
                yield from self.back(wrong)
                yield world.env.timeout(numbers["migration.again_days"])
                share = round(numbers["migration.again_cost"] * numbers["system.setup_cents"])
                pay(world, "software", "set-up of the system", share)
                yield from self.move(1, numbers["migration.again_errors"])
        self.old_ends.succeed()

    def side_by_side(self) -> Generator[simpy.Event, object, None]:
        """On each working day staff compare what both show."""
        world, days = self.world, self.world.policy.introduction.parallel_days
        first = math.floor(world.now) + 1
        for day in range(first, first + days):
            yield world.until(float(day))
            if world.calendar.is_working_day(day):
                hours = world.numbers_after["migration.parallel_hours"]
                world.start(self._compare(hours))
        if days:
            yield world.until(float(first + days))

    def _compare(self, hours: float) -> Generator[simpy.Event, object, None]:
        yield from self.world.staff.work("old and new side by side", hours, ROUTINE)

    def errors(self, attempt: int, share: float) -> Integers:
        """Items that come over wrong and that nobody has found before customers can."""
        world, numbers = self.world, self.world.numbers_after
        policy, items = world.policy.introduction, np.arange(world.shop.items)
        wrong = world.streams.some(MOVED, 0, items, attempt) < share * numbers["migration.errors"]
        missed = 1.0
        if policy.trial_migration:
            missed *= 1 - numbers["migration.trial_finds"]
        missed *= (1 - numbers["migration.parallel_finds"]) ** policy.parallel_days
        return np.flatnonzero(wrong & (world.streams.some("error in the move is missed", 0, items, attempt) < missed))

    def move(self, attempt: int, share: float) -> Generator[simpy.Event, object, None]:
        """At night the shop is closed, the data are moved, and the new system opens."""
        world, shop = self.world, self.world.shop
        yield world.until(math.floor(world.now) + 1 + AT_NIGHT)
        turn = world.outage_turn.request()
        yield turn
        began = world.now
        with world.change(stock_only=True):
            shop.is_up = False
        world.log.record("outage_began", day=began, cause=MOVE_OUTAGE)
        world.outages.append((began, began))
        yield world.env.timeout(world.numbers_after["migration.down_hours"] / 24)
        world.set_numbers(self.traits)
        wrong = self.errors(attempt, share)
        up = world.streams.some("error in the move goes up", 0, wrong, attempt) < 0.5
        with world.change():
            for item, is_up in zip(wrong.tolist(), up.tolist(), strict=True):
                other = int(shop.list_cents[item + ROWS_OFF if _goes_up(item, is_up, shop.items) else item - ROWS_OFF])
                if other != shop.master_of(item):
                    repair.give_birth(world, item, PRICE, MOVED, (other, other))
            shop.is_up = True
        world.outage_turn.release(turn)
        self._up_again(began)
        world.log.record("went_live", day=world.now, attempt=attempt + 1, errors=len(wrong))

    def _up_again(self, began: float) -> None:
        world, minutes = self.world, (self.world.now - began) * 1440
        world.log.record("outage_ended", day=world.now, cause=MOVE_OUTAGE, began=began, noticed=began, minutes=minutes)

    def back(self, wrong: Integers) -> Generator[simpy.Event, object, None]:
        """The old system again, with the old prices; the errors are looked into."""
        world = self.world
        world.set_numbers(self.before)
        with world.change():
            repair.put_right(world, [(PRICE, item) for item in wrong.tolist()])
        world.log.record("rolled_back", day=world.now, wrong=len(wrong))
        yield from world.staff.work("checks of the move", world.numbers_after["migration.trial_hours"], ROUTINE)


def _goes_up(item: int, wants_up: bool, items: int) -> bool:
    """Is there a row so far up or down?"""
    return item + ROWS_OFF < items if wants_up else item < ROWS_OFF


def moved_wrong(world: World) -> Integers:
    """Items whose open price fault came with the move."""
    ours = world.shop.fault_cause[PRICE] == CAUSES.index(MOVED)
    return np.flatnonzero(world.shop.wrong(PRICE) & ours)


def commission(world: World, today: DayOrders) -> None:
    """What the provider keeps of the day's sales, after go-live."""
    share = world.numbers["system.commission"]
    if share:
        cents = round(share * float((today.paid_cents - today.given_cents).sum()))
        world.log.record("cost", day=world.now, what=COSTS.index("commission"), cents=cents)
