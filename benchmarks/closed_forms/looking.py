"""Looking at part of the pages, with customers who report, with a program that compares, and one audit."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from functools import cache
from typing import Any

import numpy as np
import simpy

from benchmarks.closed_forms import Form
from benchmarks.closed_forms.rounds import unlicensed
from benchmarks.closed_forms.worlds import bare, poisson_moments, share_wrong, step_to_the_end, without_customers
from sim.codes import FIELDS, FINDERS
from sim.processes import repair
from sim.processes.automatic_check import AutomaticCheck, false_alarm_chance
from sim.processes.monitoring import Round
from sim.run import run
from sim.scenario import Scenario
from sim.streams import Floats
from sim.world.shop import CONTENT, PRICE, catalogue
from sim.world.world import World

SEEDS = range(1, 61)
DAYS, LONGEST_LIFE = 400, 110.0
SAMPLED_EVERY, SHARE, FINDS, FAULT_RATE = 5, 0.5, 0.8, 0.001
CHECK_EVERY, REPORTS_A_DAY = 30, 0.05
OPEN_RATE, OPEN_REPORTS, APART = 0.001, 0.1, 40.0
PAGES = len(catalogue())
AT_ONCE = {"check.hours": 0.0, "repair.minutes": 0.0, "compare.minutes": 0.0}
NOTHING = {
    "publish.price_changes_per_day": 0.0,
    "publish.promotions_per_week": 0.0,
    "content.faults_per_item_day": 0.0,
    "range.models_per_month": 0.0,
}


def _shop(days: int, parameters: dict[str, float], policy: dict[str, Any]) -> Scenario:
    numbers = {**AT_ONCE, **NOTHING, **parameters}
    return bare(("publishing",), numbers, customers=1, days=days, policy=policy)


def _faults_that_age(log: Any, days: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Item, birth and life of the content faults that had time to end; items with a licence to lose are left out."""
    ended = log.table("fault_repaired")
    keep = (ended["field"] == FIELDS.index("content")) & ~np.isin(ended["item"], _left_out(days))
    keep &= (ended["born_day"] >= LONGEST_LIFE / 2) & (ended["born_day"] < days - LONGEST_LIFE)
    return ended["item"][keep], ended["born_day"][keep], (ended["day"] - ended["born_day"])[keep]


@cache
def _left_out(days: int) -> np.ndarray:
    return unlicensed(run(scenario=bare((), customers=1, days=days)))


def life_when_some_are_seen() -> tuple[Floats, float]:
    """Form 3: half of the pages each time, drawn by lot, and a look that misses some; p is the product of both."""
    policy = {
        "monitoring.content_check_days": SAMPLED_EVERY,
        "monitoring.content_check_percent": int(100 * SHARE),
        "monitoring.sample": "at random",
    }
    scenario = _shop(DAYS, {"content.faults_per_item_day": FAULT_RATE, "check.finds": FINDS}, policy)
    lives = [float(_faults_that_age(run(scenario=scenario, seed=seed).log, DAYS)[2].mean()) for seed in SEEDS]
    return np.array(lives), SAMPLED_EVERY * (1 / (SHARE * FINDS) - 0.5)


def _customers_report(world: World, per_day: float) -> Generator[simpy.Event, object, None]:
    """Reports at a constant rate an item, each about one item; the luck comes from the world's own streams."""
    moments = poisson_moments(world, "report", per_day * PAGES / 24.0)
    number = np.arange(len(moments))
    items = (world.streams.some("theory: reported item", 0, number) * PAGES).astype(np.int64)
    for moment, item in zip(moments.tolist(), items.tolist(), strict=True):
        yield world.until(moment)
        if world.shop.wrong(CONTENT)[item]:
            world.start(repair.reported(world, item, (CONTENT,)))


def _reported_worlds(check_days: int, fault_rate: float, finds: float, reports: float) -> Iterator[World]:
    scenario = _shop(
        DAYS,
        {"content.faults_per_item_day": fault_rate, "check.finds": finds},
        {"monitoring.content_check_days": check_days},
    )
    for seed in SEEDS:
        world = without_customers(scenario, seed)
        world.start(_customers_report(world, reports))
        step_to_the_end(world)
        yield world


@cache
def _with_reports() -> list[World]:
    return list(_reported_worlds(CHECK_EVERY, FAULT_RATE, 1.0, REPORTS_A_DAY))


def life_with_reports() -> tuple[Floats, float]:
    """Form 5: whoever comes first, the round or a customer."""
    lives = [float(_faults_that_age(world.log, DAYS)[2].mean()) for world in _with_reports()]
    rate, every = REPORTS_A_DAY, CHECK_EVERY
    return np.array(lives), 1 / rate - (1 - math.exp(-rate * every)) / (rate * rate * every)


def share_found_by_customers() -> tuple[Floats, float]:
    """Form 5: faults that a customer found before the round did."""
    shares = []
    for world in _with_reports():
        found = world.log.table("fault_found")
        keep = (found["day"] >= LONGEST_LIFE / 2) & ~np.isin(found["item"], _left_out(DAYS))
        shares.append(float((found["finder"][keep] == FINDERS.index("customer")).mean()))
    return np.array(shares), share_wrong(REPORTS_A_DAY * CHECK_EVERY)


@cache
def _open_at_times() -> tuple[np.ndarray, float]:
    """Open faults at moments far apart, a row a seed, and the mean that the formula expects."""
    moments = np.arange(LONGEST_LIFE / 2, DAYS, APART)
    counts = []
    for world in _reported_worlds(180, OPEN_RATE, 0.0, OPEN_REPORTS):
        born, ended = world.log.table("fault_born"), world.log.table("fault_repaired")
        begun, done = (~np.isin(table["item"], _left_out(DAYS)) for table in (born, ended))
        counts.append([(born["day"][begun] <= t).sum() - (ended["day"][done] <= t).sum() for t in moments])
    pages = PAGES - len(_left_out(DAYS))
    return np.array(counts, dtype=float), pages * OPEN_RATE / (OPEN_RATE + OPEN_REPORTS)


def open_faults() -> tuple[Floats, float]:
    """Form 8: births times mean life; a page that is wrong cannot go wrong again, which takes one in a hundred off."""
    counts, mean = _open_at_times()
    return counts.mean(axis=1), mean


def spread_of_open_faults() -> tuple[Floats, float]:
    """Form 8: variance and mean of a Poisson number are equal, but for the share of pages that are wrong."""
    counts, mean = _open_at_times()
    return ((counts - mean) ** 2).mean(axis=1) / mean, 1 - mean / (PAGES - len(_left_out(DAYS)))


PREVALENCE, LARGEST, TOLERANCE, MISREAD = 0.05, 20.0, 4, 0.05


def alarm_precision() -> tuple[Floats, float]:
    """Form 27: pages are wrong with a chance, by up to a fifth; the program reads all of them once."""
    policy = {"monitoring.compare_tolerance_percent": TOLERANCE}
    scenario = _shop(1, {"compare.misread": MISREAD, "compare.misread_percent": 4.0}, policy)
    seen, false = 1 - TOLERANCE / LARGEST, false_alarm_chance(scenario.numbers(), TOLERANCE)
    expected = seen * PREVALENCE / (seen * PREVALENCE + false * (1 - PREVALENCE))
    true, alarms = [], []
    for seed in range(1, 61):
        world = without_customers(scenario, seed)
        _spoil(world, PREVALENCE)
        AutomaticCheck(world).compare(1)
        world.log.close()
        raised = world.log.table("alarm_raised")["is_true"]
        true.append(int(raised.sum()))
        alarms.append(len(raised))
    surplus = (np.array(true) - expected * np.array(alarms)) / np.mean(alarms)
    return surplus + expected, expected


def _spoil(world: World, share: float) -> None:
    """Each price is wrong with a chance, by up to `LARGEST` per cent, whatever went before."""
    luck, size = (world.streams.some(f"theory: {what}", 0, np.arange(PAGES)) for what in ("wrong", "by how much"))
    with world.change() as shop:
        for item in np.flatnonzero(luck < share).tolist():
            page = round(shop.page_cents[item] * (1 + size[item] * LARGEST / 100))
            repair.give_birth(world, item, PRICE, "slip at the keyboard", (page, page))


SAMPLE, ALLOWED, ERROR = 100, 2, 0.02


def audits_passed() -> tuple[Floats, float]:
    """Form 35: a sample of 100 pages passes with two faults at most, in a shop that is just on the mark."""
    scenario = _shop(1, {"check.finds": 1.0}, {"monitoring.sample": "at random"})
    passed = []
    for seed in range(1, 241):
        world = without_customers(scenario, seed)
        _spoil(world, ERROR)
        audit = Round(world, "price check", (PRICE,), math.ceil(100 * SAMPLE / PAGES), 14)
        passed.append(float(audit.look() <= ALLOWED))
    chance = sum(math.comb(SAMPLE, k) * ERROR**k * (1 - ERROR) ** (SAMPLE - k) for k in range(ALLOWED + 1))
    return np.array(passed), chance


FORMS = (
    Form(3, "days of a fault, a share p seen each time", "T (1 / p - 1 / 2)", life_when_some_are_seen),
    Form(5, "days of a fault that customers report too", "1 / r - (1 - e^-rT) / (r^2 T)", life_with_reports),
    Form(5, "share of faults found first by customers", "g(rT) = 1 - (1 - e^-rT) / (rT)", share_found_by_customers),
    Form(8, "open faults", "births a day x mean life", open_faults),
    Form(8, "variance of open faults against their mean", "1 (Poisson), less the share wrong", spread_of_open_faults),
    Form(27, "alarms that are true", "a w / (a w + b (1 - w)), w wrong, a and b raise alarms", alarm_precision),
    Form(35, "audits of 100 pages passed at 2 % wrong", "P(Binomial(100, e) <= 2)", audits_passed),
)
