"""The shop goes down, is noticed by the automatic visitor or by customers, and comes back after repair.

Four causes: changes to the system that fail, hardware, the provider, and more visitors than the system carries. Their
luck is drawn by day and cause, so what a policy prevents leaves every other outage where it was. The provider notices
and repairs its own outages; the others wait for somebody to come. One outage follows another, never two at once.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import CHANGE_CONTROLS, COSTS, OUTAGES
from sim.parameters import Parameters
from sim.processes import backup, fallback
from sim.processes.bills import monthly
from sim.processes.routine import every
from sim.processes.visits import season_factor
from sim.streams import poisson
from sim.world.people import scores
from sim.world.staff import PUBLISH, REPAIR
from sim.world.world import World

DAYS_A_YEAR = 365.0
MONTHS_A_YEAR, MONTH = 12.0, 30.0
MINUTES_A_DAY = 1440.0
PROVIDER, HARDWARE, CHANGE, OVERLOAD, _MOVE, RANSOMWARE, FLOOD = range(len(OUTAGES))
STRAIGHT, QUIET, TESTED = CHANGE_CONTROLS
BEGINS = {STRAIGHT: 9.0 / 24, TESTED: 9.0 / 24, QUIET: 3.0 / 24}
LASTS = {STRAIGHT: 9.0 / 24, TESTED: 0.0, QUIET: 2.0 / 24}
"""When changes go live: the first moment and how long after it, in days. Those to be tried are taken up at nine."""


def start(world: World) -> None:
    """Begin the outages of each cause, the false alarms, and the monthly bills of cover and capacity."""
    numbers, policy = world.numbers, world.policy.continuity
    outages = Outages(world)
    world.start(outages.by_themselves())
    world.start(outages.changes())
    world.start(outages.overloads())
    world.start(false_alarms(world))
    cover = {"office hours": 0.0, "on call": numbers["cover.on_call_cents"]}
    monthly(world, "cover for outages", cover.get(policy.cover, numbers["cover.watch_cents"]))
    monthly(world, "room for visitors", numbers["capacity.cents"] * policy.extra_capacity_percent / 100)
    if has_steps(world):
        world.start(every(world, "keeping the steps true", MONTH, numbers["runbook.hours"], lambda: 0))


class Outages:
    """What takes the shop down, and the one who brings it back."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._days = np.arange(world.scenario.days)

    def by_themselves(self) -> Generator[simpy.Event, object, None]:
        """Outages of provider and hardware: at most one a day, at moments that no policy moves."""
        world, none = self.world, np.zeros_like(self._days)
        luck = world.streams.some("outage", self._days, none)
        likely = max(by_themselves(world.numbers)[1], by_themselves(world.numbers_after)[1])
        for day in np.flatnonzero(luck < likely).tolist():
            yield world.until(day + world.streams.one("outage moment", day, 0))
            by_provider, at_all = by_themselves(world.numbers)
            if luck[day] < at_all:
                world.start(self.outage(day, PROVIDER if luck[day] < by_provider else HARDWARE))

    def changes(self) -> Generator[simpy.Event, object, None]:
        """Changes go live, at most one a day; some of them take the shop down."""
        world, none = self.world, np.zeros_like(self._days)
        how = world.policy.continuity.change_control
        luck = world.streams.some("system change", self._days, none)
        most = max(change_chance(world.numbers), change_chance(world.numbers_after))
        for day in np.flatnonzero(luck < most).tolist():
            yield world.until(day + BEGINS[how] + LASTS[how] * world.streams.one("system change moment", day, 0))
            if luck[day] < change_chance(world.numbers):
                world.start(self.change(day))

    def change(self, day: int) -> Generator[simpy.Event, object, None]:
        """One change: tried out where that is the rule, then live."""
        world, numbers, how = self.world, self.world.numbers, self.world.policy.continuity.change_control
        fails = numbers["outage.change_failure"]
        if how == TESTED:
            yield from world.staff.work("trying changes out", numbers["change.test_hours"], PUBLISH)
            fails *= 1 - numbers["change.test_catches"]
        elif how == QUIET:
            cents = round(numbers["change.night_cents"])
            world.log.record("cost", day=world.now, what=COSTS.index("changes at night"), cents=cents)
        failed = world.streams.one("system change fails", day, 0) < fails
        world.log.record("system_changed", day=world.now, control=CHANGE_CONTROLS.index(how), failed=failed)
        if failed:
            yield from self.outage(day, CHANGE)

    def overloads(self) -> Generator[simpy.Event, object, None]:
        """On days with more visitors than the system carries it may fall over: rate x (visitors / capacity - 1)."""
        world, none = self.world, np.zeros_like(self._days)
        numbers, room = world.numbers, 1 + world.policy.continuity.extra_capacity_percent / 100
        load = np.array([season_factor(world, day) for day in self._days.tolist()])
        luck = world.streams.some("overload", self._days, none)
        moments = self._days + world.moments("overload moment", self._days, none)
        least = min(numbers["outage.capacity"], world.numbers_after["outage.capacity"])
        for day in np.flatnonzero(load > least * room).tolist():
            yield world.until(float(moments[day]))
            over = max(load[day] / (world.numbers["outage.capacity"] * room) - 1, 0.0)
            if luck[day] < -math.expm1(-numbers["outage.overload_per_day"] * over):
                world.start(self.outage(day, OVERLOAD))

    def outage(
        self, day: int, cause: int, *, minutes: float | None = None, only_offline: bool = False
    ) -> Generator[simpy.Event, object, None]:
        """One outage: it lasts until it is noticed, taken up and repaired. Its luck is that of its day and cause.

        Args:
            day: on which it begins.
            cause: a code of OUTAGES.
            minutes: how long the repair takes, or a flood; drawn if not given.
            only_offline: can data only come back from a copy off-line?
        """
        world, numbers = self.world, self.world.numbers
        turn = world.outage_turn.request()
        yield turn
        began = world.now
        with world.change(stock_only=True) as shop:
            shop.is_up = False
        world.log.record("outage_began", day=began, cause=cause)
        if minutes is None:
            luck = float(scores(world.streams.some("outage repair", day, np.array([cause])))[0])
            minutes = repair_minutes(world, luck)
        seen = noticed(world, day, cause, began)
        world.outages.append((began, seen))
        if world.has("continuity") and world.policy.continuity.notice != fallback.NONE:
            world.start(fallback.tell_customers(world, seen))
        taken_up = began if cause in (PROVIDER, FLOOD) else taken_up_at(world, seen)
        risk = {HARDWARE: numbers["loss.hardware"], CHANGE: numbers["loss.change"], RANSOMWARE: 1.0}.get(cause, 0.0)
        gone = cause in (HARDWARE, RANSOMWARE)
        recovery = backup.recovery_of(world, day, cause, chance=risk, machine_lost=gone, only_offline=only_offline)
        extra = backup.days_to_recover(world, recovery) if recovery else 0.0
        yield world.until(taken_up + minutes / MINUTES_A_DAY + extra)
        if recovery:
            backup.data_are_back(world, began, recovery)
        with world.change(stock_only=True) as shop:
            shop.is_up = True
        world.outage_turn.release(turn)
        down = (world.now - began) * MINUTES_A_DAY
        noticed_at = min(seen, world.now)
        world.log.record("outage_ended", day=world.now, cause=cause, began=began, noticed=noticed_at, minutes=down)


def repair_minutes(world: World, score: float) -> float:
    """Minutes of a repair, lognormal; whoever follows written steps is quicker, and seldom very slow."""
    numbers = world.numbers
    minutes, spread = numbers["outage.repair_minutes"], numbers["outage.repair_spread"]
    if has_steps(world):
        minutes, spread = minutes * numbers["runbook.minutes"], spread * numbers["runbook.spread"]
    return minutes * math.exp(spread * score)


def has_steps(world: World) -> bool:
    """Are there written steps for repairs?"""
    return world.has("continuity") and world.policy.continuity.written_steps


def by_themselves(numbers: Parameters) -> tuple[float, float]:
    """Chance a day of an outage by the provider, and of one by provider or hardware."""
    provider, hardware = (numbers[f"outage.{who}_per_year"] for who in ("provider", "hardware"))
    return -math.expm1(-provider / DAYS_A_YEAR), -math.expm1(-(provider + hardware) / DAYS_A_YEAR)


def change_chance(numbers: Parameters) -> float:
    """Chance of a change on a day."""
    return -math.expm1(-numbers["outage.changes_per_month"] * MONTHS_A_YEAR / DAYS_A_YEAR)


def noticed(world: World, day: int, cause: int, began: float) -> float:
    """The look that confirms it, or the first customer who rings up, whichever comes first."""
    every = world.policy.monitoring.uptime_poll_minutes / MINUTES_A_DAY
    look = (math.floor(began / every) + world.policy.continuity.confirmations) * every
    hours = -math.log1p(-world.streams.one("outage reported", day, cause))
    rate = world.numbers["outage.report_per_hour"]
    return min(look, began + hours / rate / 24.0) if rate else look


def taken_up_at(world: World, seen: float) -> float:
    """When somebody begins to repair what was noticed at a moment."""
    cover = world.policy.continuity.cover
    if cover == "office hours":
        return world.calendar.next_opening(seen)
    minutes = world.numbers["cover.on_call_minutes" if cover == "on call" else "cover.watch_minutes"]
    return seen + minutes / MINUTES_A_DAY


def false_alarms(world: World) -> Generator[simpy.Event, object, None]:
    """Looks that fail by themselves: looks a day x chance ^ confirmations; a clerk sees that nothing is wrong."""
    numbers, policy = world.numbers, world.policy
    looks = MINUTES_A_DAY / policy.monitoring.uptime_poll_minutes
    mean = looks * numbers["alarm.false"] ** policy.continuity.confirmations
    days = np.arange(world.scenario.days)
    counts = poisson(world.streams.some("false alarm", days, np.zeros_like(days)), mean)
    for day in np.flatnonzero(counts).tolist():
        numbers_of_day = np.arange(counts[day])
        for moment in np.sort(day + world.streams.some("false alarm moment", day, numbers_of_day)).tolist():
            yield world.until(moment)
            world.log.record("false_alarm", day=world.now)
            world.start(_look_after(world))


def _look_after(world: World) -> Generator[simpy.Event, object, None]:
    yield from world.staff.work("false alarm", world.numbers["alarm.hours"], REPAIR)
