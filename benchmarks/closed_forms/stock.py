"""Stock against inventory theory: records that drift and are counted, the last piece sold twice, the low mark."""

from __future__ import annotations

import math

import numpy as np
from scipy.integrate import quad
from scipy.special import i0e

from benchmarks.closed_forms import Form
from benchmarks.closed_forms.worlds import bare, step_to_the_end, without_customers
from sim.codes import TASKS
from sim.processes.rationing import Demand, ration
from sim.processes.supply import Supply
from sim.streams import Floats, Streams, poisson
from sim.world.history import PastOrders
from sim.world.shop import catalogue

ITEMS = len(catalogue())
COUNT_EVERY, DRIFT, DAYS = 60, 0.01, 250
SHELF = 9  # units: a drift is one unit, and the shelf seldom runs empty
SEEDS = range(1, 21)
STOCK_COUNT = TASKS.index("stock count")


def record_accuracy() -> tuple[Floats, float]:
    """Form 32: item-days on which record and shelf agree, between counts every V; errors of +-1 may cancel."""
    scenario = bare(
        (),
        {"stock.drift": DRIFT, "stock.count_hours": 0.0},
        customers=1,
        days=DAYS,
        policy={"monitoring.stock_count_days": COUNT_EVERY},
    )
    shares = []
    for seed in SEEDS:
        world = without_customers(scenario, seed)
        nothing = np.zeros(0, dtype=np.int64)
        supply = Supply(world, PastOrders(nothing, nothing, nothing.astype(bool)))
        with world.change(stock_only=True) as shop:
            shop.on_hand[:] = shop.record[:] = SHELF
        world.start(supply.drift())
        world.start(supply.counts())
        step_to_the_end(world)
        checks = world.log.table("check_done")
        counts = checks["day"][checks["task"] == STOCK_COUNT]
        shares.append(_share_right(world.log.table("stock_drifted"), counts))
    expected, _ = quad(lambda age: float(i0e(_rate() * age)), 0, COUNT_EVERY)  # i0e(x) = e^-x I0(x)
    return np.array(shares), expected / COUNT_EVERY


def _rate() -> float:
    """Drifts a day: at most one a day, with chance 1 - e^-rate, at noon; as a rate of so many trials."""
    return -math.expm1(-DRIFT)


def _share_right(drifted: dict[str, np.ndarray], counts: Floats) -> float:
    """Item-days without an error between the first count and the last."""
    begin, end, wrong = float(counts[0]), float(counts[-1]), 0.0
    for item in range(ITEMS):
        own = drifted["item"] == item
        days, errors = drifted["day"][own], drifted["error_units"][own]
        for day, error, follows in zip(days, errors, np.append(days, math.inf)[1:], strict=True):
            if error:
                righted = counts[np.searchsorted(counts, day, side="right") :]
                until = min(follows, righted[0] if len(righted) else math.inf)
                wrong += max(min(until, end) - max(day, begin), 0.0)
    return 1 - wrong / (ITEMS * (end - begin))


BUYERS_A_DAY, DELAY = 3.0, 0.25  # a day; days
LAST_PIECES, BUYERS = 200, 12


def last_piece_sold_twice() -> tuple[Floats, float]:
    """Form 33: another buyer comes before the page has heard that the last piece is gone."""
    shares = []
    for seed in SEEDS:
        luck = Streams(seed).days("theory: buyers", LAST_PIECES, np.arange(BUYERS))
        twice = 0
        for moment in np.cumsum(-np.log1p(-luck) / BUYERS_A_DAY, axis=1):
            one = np.ones(BUYERS, dtype=np.int64)
            demand = Demand(np.arange(BUYERS), 0 * one, one, one, one)
            twice += bool(ration(demand, np.array([True]), moment, DELAY).beyond.any())
        shares.append(twice / LAST_PIECES)
    return np.array(shares), 1 - math.exp(-BUYERS_A_DAY * DELAY)


FORECAST, LEAD, SPREAD = 2.0, 8.0, 0.4  # units a day, days, coefficient of variation


def low_marks() -> Floats:
    """Demand in the lead time of one order of every item, a row a seed: the product's lead times, Poisson demand."""
    scenario = bare(
        (),
        {"stock.lead_days": LEAD, "stock.lead_spread": SPREAD},
        customers=1,
        days=60,
    )
    demands = []
    for seed in SEEDS:
        world = without_customers(scenario, seed)
        nothing = np.zeros(0, dtype=np.int64)
        supply = Supply(world, PastOrders(nothing, nothing, nothing.astype(bool)))
        lead = supply.lead_times(0, np.arange(ITEMS))
        luck = world.streams.some("theory: demand", 0, np.arange(ITEMS))
        demands.append(poisson(luck, FORECAST * lead).astype(np.float64))
    return np.array(demands)


def demand_of_the_lead_time() -> tuple[Floats, float]:
    """Form 31: variance of the demand until a delivery, against the spare stock of the low mark."""
    return low_marks().var(axis=1, ddof=1), LEAD * FORECAST + (FORECAST * LEAD * SPREAD) ** 2


FORMS = (
    Form(
        31,
        "variance of demand until a delivery",
        "L d + d^2 s^2 (Poisson demand d, lead time L, sd s)",
        demand_of_the_lead_time,
    ),
    Form(
        32, "item-days with a right stock record", "mean of e^-et I0(et) over the time between counts", record_accuracy
    ),
    Form(33, "last pieces sold twice", "1 - e^-lambda tau", last_piece_sold_twice),
)
