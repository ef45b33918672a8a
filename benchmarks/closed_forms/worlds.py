"""Worlds for the forms: a stored scenario with most of it switched off, so that the formula's conditions hold."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import numpy as np
import simpy

from sim.run import build
from sim.scenario import Scenario, load_scenario
from sim.streams import Floats
from sim.world.world import World

HOURS_A_DAY = 24.0


def bare(mechanisms: tuple[str, ...], parameters: dict[str, float] | None = None, **changes: Any) -> Scenario:
    """The corner shop round the clock with these mechanisms only; policy, size and days by name."""
    content = load_scenario("corner-shop").model_dump()
    content |= {"round_the_clock": True, "mechanisms": mechanisms, "parameters": parameters or {}, **changes}
    return Scenario.model_validate(content)


def without_customers(scenario: Scenario, seed: int) -> World:
    """A world that nobody visits yet, its clock at take-over."""
    return build(scenario.reference_policy(), scenario, seed)


def step_to_the_end(world: World) -> None:
    """Let the days of the scenario pass and close the log."""
    while world.env.peek() <= world.scenario.days:
        world.env.step()
    world.log.close()


def poisson_moments(world: World, purpose: str, per_hour: float) -> Floats:
    """Moments in days of a Poisson process over the run; its luck comes from the world's own streams."""
    count = int(per_hour * HOURS_A_DAY * world.scenario.days * 1.2) + 20
    gaps = -np.log1p(-world.streams.everyone(f"theory: {purpose}", 0, count)) / (HOURS_A_DAY * per_hour)
    moments: Floats = np.cumsum(gaps)
    return moments[moments < world.scenario.days]


def tasks(
    world: World, name: str, per_hour: float, hours: float, priority: int, waits: list[tuple[float, float]]
) -> Generator[simpy.Event, object, None]:
    """Tasks of a fixed length that ask for a clerk at Poisson moments; each notes its moment and hours of waiting."""

    def task() -> Generator[simpy.Event, object, None]:
        asked = world.now
        begun = yield from world.staff.work("answering", hours, priority)
        waits.append((asked, HOURS_A_DAY * (begun - asked)))

    for moment in poisson_moments(world, name, per_hour).tolist():
        yield world.until(moment)
        world.start(task())


def share_wrong(x: float) -> float:
    """Share of time wrong when faults come at a rate and are put right every T: g(x), x = rate x T."""
    return 1 - (1 - math.exp(-x)) / x
