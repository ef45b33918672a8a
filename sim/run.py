"""One run: policy + scenario + seed -> Run (frozen inputs and finished log)."""

from __future__ import annotations

import gc
import math
import platform
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version

import pandas as pd
import simpy

from sim.codes import COSTS
from sim.events import EventLog
from sim.policy import Policy
from sim.processes import (
    archive,
    authorities,
    automatic_check,
    backup,
    breaches,
    correspondence,
    credits,
    disputes,
    fallback,
    forum,
    fulfilment,
    gifts,
    introduction,
    leavers,
    membership,
    monitoring,
    outreach,
    own_data,
    partners,
    past_buyers,
    privacy_desk,
    publishing,
    range_of_goods,
    records,
    reviews,
    rights,
    scarcity,
    settlement,
    sign_in,
    social,
    spending,
    stop_list,
    supply,
    takedown,
    uptime,
    website,
    wording,
)
from sim.processes.baskets import usual_demand
from sim.processes.shopping import Shopping
from sim.scenario import Scenario, load_scenario
from sim.threats import account_attacks, flood, malware, phishing, platform_abuse, server
from sim.world.history import draw_past, record_past
from sim.world.staff import ROUTINE
from sim.world.world import World

USUAL_ORDERS_DAYS = 90
TEACHING_HOURS = 4.0
"""A clerk teaches for a morning at a time, then others get their turn."""
_STARTERS = (
    ("publishing", publishing.start),
    ("publishing", monitoring.start),
    ("publishing", automatic_check.start),
    ("publishing", past_buyers.start),
    ("publishing", range_of_goods.start),
    ("fulfilment", fulfilment.start),
    ("duties", authorities.start),
    ("duties", wording.start),
    ("messages", outreach.start),
    ("duties", stop_list.start),
    ("duties", partners.start),
    ("duties", own_data.start),
    ("duties", breaches.start),
    ("duties", takedown.start),
    ("duties", scarcity.start),
    ("records", records.start),
    ("records", correspondence.start),
    ("records", archive.start),
    ("continuity", backup.start),
    ("continuity", fallback.start),
    ("introduction", spending.start),
    ("introduction", introduction.start),
    ("outages", uptime.start),
    ("payment", disputes.start),
    ("payment", settlement.start),
    ("access", rights.start),
    ("access", sign_in.start),
    ("access", leavers.start),
    ("phishing", phishing.start),
    ("server", server.start),
    ("malware", malware.start),
    ("flood", flood.start),
    ("account attacks", account_attacks.start),
    ("website", website.start),
    ("members", membership.start),
    ("conduct", credits.start),
    ("conduct", gifts.start),
    ("conduct", privacy_desk.start),
    ("social", social.start),
    ("forum", forum.start),
    ("reviews", reviews.start),
    ("platform", platform_abuse.start),
)


@dataclass(frozen=True)
class Run:
    """A finished run. Nothing in it changes any more."""

    policy: Policy
    scenario: Scenario
    seed: int
    log: EventLog = field(repr=False, compare=False)
    uniforms_drawn: int
    steps: int
    made_with: str

    @property
    def days(self) -> int:
        """Length of the run; the window of all measures is [0, days)."""
        return self.scenario.days

    def events(self, kind: str) -> pd.DataFrame:
        """The events of one kind, a row each."""
        return self.log.frame(kind)

    def measures(self) -> pd.DataFrame:
        """All measures: value, unit, low, high, indexed by name."""
        from sim.measures import measure_all  # noqa: PLC0415 - the one door upward: measures are functions of a Run

        return measure_all(self)

    def incidents(self) -> pd.DataFrame:
        """Findings of all rules: rule, ordinance, section, day, events, severity."""
        from sim.rules import find_all  # noqa: PLC0415 - as above

        return find_all(self)


@cache
def made_with() -> str:
    """Platform and libraries: logs are equal byte for byte where this is equal."""
    names = ("storesim", "numpy", "scipy", "simpy")
    return "; ".join([platform.machine(), f"python {platform.python_version()}", *(f"{n} {version(n)}" for n in names)])


def build(policy: Policy, scenario: Scenario, seed: int) -> World:
    """A world at the morning of take-over, with every process of the scenario waiting to begin."""
    world = World(policy, scenario, seed)
    past = draw_past(world)
    record_past(world, past)
    world.usual_orders = float((past.day >= -USUAL_ORDERS_DAYS).sum()) / USUAL_ORDERS_DAYS
    if policy.repair.first == "best sellers":
        world.usual_units = usual_demand(world, past.day, past.customer)
    if world.has("stock"):
        supply.start(world, past)
    for mechanism, start in _STARTERS:
        if world.has(mechanism):
            start(world)
    if world.has("service"):
        world.start(_wages(world))
    world.start(Shopping(world).run())
    return world


def _wages(world: World) -> Generator[simpy.Event, object, None]:
    numbers, hours = world.numbers, world.calendar.hours_per_day
    helpers = round(world.policy.service.helpers * world.scale)
    cents = numbers["cost.clerk_cents_hour"] * hours * world.staff.clerks
    helpers_cents = round(numbers["helper.cents_hour"] * hours * helpers)
    for _ in range(helpers):
        world.start(_taught(world))
    for day in range(world.scenario.days):
        if world.calendar.is_working_day(day):
            world.log.record("cost", day=float(day), what=COSTS.index("clerks"), cents=round(cents))
            if helpers:
                world.log.record("cost", day=float(day), what=COSTS.index("helpers"), cents=helpers_cents)
        yield world.env.timeout(1.0)


def _taught(world: World) -> Generator[simpy.Event, object, None]:
    """A clerk shows a helper what to do, a morning at a time; then there is one helper more."""
    numbers = world.numbers
    is_more = world.policy.service.helpers_do == "answers and checks"
    hours = numbers["helper.taught_hours"] + is_more * numbers["helper.taught_more_hours"]
    while hours > 0:
        yield from world.staff.work("teaching a helper", min(hours, TEACHING_HOURS), ROUTINE)
        hours -= TEACHING_HOURS
    world.staff.teach()


def run(
    policy: Policy | None = None,
    scenario: str | Scenario = "corner-shop",
    seed: int = 1,
    *,
    days: int | None = None,
    customers: int | None = None,
) -> Run:
    """Run one world from take-over to its last day.

    Args:
        policy: the decisions; the scenario's reference policy if none is given.
        scenario: a name, or a scenario of one's own.
        seed: which luck; two policies on one seed meet the same customers on the same days.
        days: length in days, if not the scenario's.
        customers: population, if not the scenario's.

    Raises:
        ValueError: unknown scenario, or a size out of range.
    """
    chosen = load_scenario(scenario) if isinstance(scenario, str) else scenario
    sizes = {name: value for name, value in (("days", days), ("customers", customers)) if value is not None}
    if sizes:
        chosen = Scenario.model_validate({**chosen.model_dump(), **sizes})
    decisions = chosen.reference_policy() if policy is None else policy
    with _no_collection():
        world = build(decisions, chosen, seed)
        steps = _step_until(world, float(chosen.days))
        world.log.close()
    return Run(decisions, chosen, seed, world.log, world.streams.drawn, steps, made_with())


@contextmanager
def _no_collection() -> Iterator[None]:
    """Let Python's search for unused rings of objects rest: a run leaves none worth a tenth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _step_until(world: World, end: float) -> int:
    """Step the clock through the last moment of the run; returns how many events SimPy processed."""
    env, steps = world.env, 0
    over = env.timeout(math.nextafter(end, math.inf) - env.now)
    while over.callbacks is not None:  # it is None once the event has been processed
        env.step()
        steps += 1
    return steps - 1


def replicate(
    policy: Policy | None = None, scenario: str | Scenario = "corner-shop", seeds: Iterable[int] = range(1, 11)
) -> list[Run]:
    """The same policy on several seeds."""
    return [run(policy, scenario, seed) for seed in seeds]


__all__ = ["Run", "build", "made_with", "replicate", "run"]
