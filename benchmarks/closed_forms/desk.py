"""The clerks as queues: one pool of people, Poisson arrivals, round the clock."""

from __future__ import annotations

import math
from collections.abc import Generator
from functools import cache

import numpy as np
import simpy

from benchmarks.closed_forms import Form
from benchmarks.closed_forms.worlds import (
    bare,
    poisson_moments,
    step_to_the_end,
    tasks,
    without_customers,
)
from sim.processes.service_desk import enquiry
from sim.scenario import Scenario
from sim.streams import Floats
from sim.world.staff import ANSWER, ROUTINE
from sim.world.world import World

CLERKS, ARRIVALS, HANDLING = 2, 7.0, 0.2  # people, an hour, hours
LOAD = ARRIVALS * HANDLING
HALF_AN_HOUR = 0.5
PATIENT = 60.0  # days: nobody writes a second time, which would be work of its own
DAYS, WARM_UP = 20, 2
SEEDS = range(1, 17)
FIXED = 0.1  # hours of a task of fixed length
URGENT, PLAIN = 3.0, 4.0  # arrivals an hour


def erlang_c(clerks: int, load: float) -> float:
    """Chance that an arrival has to wait."""
    last = load**clerks / math.factorial(clerks) * clerks / (clerks - load)
    return last / (sum(load**k / math.factorial(k) for k in range(clerks)) + last)


def shop(clerks: int) -> Scenario:
    """A service desk without customers of its own."""
    numbers = {"enquiry.per_visit": 0.0, "enquiry.handling_hours": HANDLING, "enquiry.patience_days": PATIENT}
    return bare(("service",), numbers, customers=1, days=DAYS, policy={"service.clerks": clerks})


def enquiries(world: World) -> Generator[simpy.Event, object, None]:
    """Questions at a constant rate, each followed by the shop's own service desk."""
    for number, moment in enumerate(poisson_moments(world, "gap", ARRIVALS).tolist()):
        yield world.until(moment)
        world.start(enquiry(world, number, number, "question", moment))


@cache
def desks() -> list[World]:
    """Desks of all seeds after their days."""
    worlds = []
    for seed in SEEDS:
        world = without_customers(shop(CLERKS), seed)
        world.start(enquiries(world))
        step_to_the_end(world)
        worlds.append(world)
    return worlds


def waits() -> list[Floats]:
    """Hours of waiting for an answer, an array a seed."""
    tables = [world.log.table("enquiry_answered") for world in desks()]
    return [table["waited_hours"][table["day"] > WARM_UP] for table in tables]


def mean_wait() -> tuple[Floats, float]:
    """Form 13: hours to the start of an answer."""
    return np.array([float(hours.mean()) for hours in waits()]), erlang_c(CLERKS, LOAD) / (CLERKS / HANDLING - ARRIVALS)


def share_that_waits() -> tuple[Floats, float]:
    """Form 13: share of questions that find all clerks busy."""
    return np.array([float((hours > 1e-6).mean()) for hours in waits()]), erlang_c(CLERKS, LOAD)


def share_served_soon() -> tuple[Floats, float]:
    """Form 13: share taken up within half an hour."""
    expected = 1 - erlang_c(CLERKS, LOAD) * math.exp(-(CLERKS / HANDLING - ARRIVALS) * HALF_AN_HOUR)
    return np.array([float((hours <= HALF_AN_HOUR).mean()) for hours in waits()]), expected


def littles_law() -> tuple[Floats, float]:
    """Form 18: questions in the shop, by counting steps, less arrivals x time in the shop; stays cut at the ends."""
    gaps = []
    for world in desks():
        end = float(world.scenario.days)
        came, left = world.log.table("enquiry")["day"], world.log.table("enquiry_answered")["day"]
        moments = np.concatenate((came, left, [end]))
        order = np.argsort(moments, kind="stable")
        steps = np.concatenate((np.ones(len(came)), -np.ones(len(left)), [0.0]))[order]
        inside = np.cumsum(steps)
        mean_inside = float((inside[:-1] * np.diff(moments[order])).sum()) / end
        stays = (left.sum() + (len(came) - len(left)) * end - came.sum()) / len(came)
        gaps.append(mean_inside - len(came) / end * stays)
    return np.array(gaps), 0.0


def fixed_length() -> tuple[Floats, float]:
    """Form 15: one clerk, tasks of fixed length (Pollaczek and Khinchine)."""
    means = []
    for seed in SEEDS:
        world, noted = without_customers(shop(1), seed), list[tuple[float, float]]()
        world.start(tasks(world, "fixed", ARRIVALS, FIXED, ANSWER, noted))
        step_to_the_end(world)
        means.append(np.mean([hours for asked, hours in noted if asked > WARM_UP]))
    rho = ARRIVALS * FIXED
    return np.array(means), ARRIVALS * FIXED**2 / (2 * (1 - rho))


@cache
def two_classes() -> tuple[Floats, Floats]:
    """Mean hours of waiting of urgent and of plain tasks, a figure a seed each; a task begun is finished first."""
    found = []
    for seed in SEEDS:
        world = without_customers(shop(1), seed)
        first, second = list[tuple[float, float]](), list[tuple[float, float]]()
        world.start(tasks(world, "urgent", URGENT, FIXED, ANSWER, first))
        world.start(tasks(world, "plain", PLAIN, FIXED, ROUTINE, second))
        step_to_the_end(world)
        found.append([np.mean([hours for asked, hours in noted if asked > WARM_UP]) for noted in (first, second)])
    urgent, plain = np.array(found).T
    return urgent, plain


WORK_IN_HAND = (URGENT + PLAIN) * FIXED**2 / 2
URGENT_LOAD, PLAIN_LOAD = URGENT * FIXED, PLAIN * FIXED


def urgent_first() -> tuple[Floats, float]:
    """Form 17, the first class."""
    return two_classes()[0], WORK_IN_HAND / (1 - URGENT_LOAD)


def plain_later() -> tuple[Floats, float]:
    """Form 17, the second class."""
    return two_classes()[1], WORK_IN_HAND / ((1 - URGENT_LOAD) * (1 - URGENT_LOAD - PLAIN_LOAD))


FORMS = (
    Form(13, "hours to the start of an answer, two clerks", "C / (c mu - lambda), C of Erlang", mean_wait),
    Form(13, "share of questions that wait", "C of Erlang", share_that_waits),
    Form(13, "share taken up within half an hour", "1 - C e^-(c mu - lambda) t", share_served_soon),
    Form(15, "hours of waiting for tasks of fixed length", "lambda S^2 / 2(1 - rho)", fixed_length),
    Form(17, "hours of waiting of urgent tasks", "W0 / (1 - r1)", urgent_first),
    Form(17, "hours of waiting of tasks that let them pass", "W0 / ((1 - r1)(1 - r1 - r2))", plain_later),
    Form(18, "questions inside less arrivals x stay", "L - lambda W = 0, stays cut at the ends", littles_law),
)
