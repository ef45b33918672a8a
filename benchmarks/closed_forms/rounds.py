"""Looking every T days: content goes wrong at a constant rate, and every look finds and mends everything at once."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pandas as pd

from benchmarks.closed_forms import Form
from benchmarks.closed_forms.worlds import bare, share_wrong
from sim.codes import FIELDS, TASKS
from sim.run import Run, run
from sim.streams import Floats
from sim.world.shop import Shop

CHECK_EVERY, FAULT_RATE = 60.0, 0.008
SEEDS = range(1, 22)
CONTENT, CONTENT_CHECK = FIELDS.index("content"), TASKS.index("content check")


@cache
def looked_at() -> list[Run]:
    """The shops of all seeds."""
    scenario = bare(
        ("publishing",),
        customers=400,
        days=250,
        policy={"monitoring.content_check_days": int(CHECK_EVERY)},
        parameters={
            "check.finds": 1.0,
            "check.hours": 0.0,
            "repair.minutes": 0.0,
            "content.faults_per_item_day": FAULT_RATE,
            "publish.price_changes_per_day": 0.0,
            "range.models_per_month": 0.0,
            "publish.promotions_per_week": 0.0,
        },
    )
    return [run(scenario=scenario, seed=seed) for seed in SEEDS]


def whole_rounds(life: Run) -> tuple[float, float]:
    """From the first look to the last: whole rounds, so that every age of a fault is met equally often.

    Raises:
        ValueError: the looks are not evenly spaced, so the formula does not hold.
    """
    checks = life.log.table("check_done")
    looks = checks["day"][checks["task"] == CONTENT_CHECK]
    if not np.allclose(np.diff(looks), CHECK_EVERY):
        raise ValueError(f"looks should be {CHECK_EVERY:g} days apart, given {np.diff(looks)}")
    return float(looks[0]), float(looks[-1])


def unlicensed(life: Run) -> np.ndarray:
    """Items whose picture licence ends within the run: their content goes wrong for a second reason."""
    until = Shop().licence_until
    return np.flatnonzero((until > -1) & (until <= life.days))


def content_faults(life: Run) -> pd.DataFrame:
    """Births and ends of the faults of items that only age, of whole rounds, a row each."""
    begin, end = whole_rounds(life)
    ended = life.log.table("fault_repaired")
    keep = (ended["field"] == CONTENT) & ~np.isin(ended["item"], unlicensed(life))
    keep &= (ended["born_day"] >= begin) & (ended["day"] <= end)
    return pd.DataFrame({"born": ended["born_day"][keep], "ended": ended["day"][keep]})


def share_of_item_days() -> tuple[Floats, float]:
    """Form 2, of time."""
    shares = []
    for life in looked_at():
        begin, end = whole_rounds(life)
        faults = content_faults(life)
        items = Shop().items - len(unlicensed(life))
        shares.append(float((faults["ended"] - faults["born"]).sum()) / (items * (end - begin)))
    return np.array(shares), share_wrong(FAULT_RATE * CHECK_EVERY)


def share_of_order_lines() -> tuple[Floats, float]:
    """Form 2, of sales: customers see a page as often wrong as it is wrong, since they do not know when it is."""
    wrong, lines = [], []
    for life in looked_at():
        begin, end = whole_rounds(life)
        table = life.log.table("order_line")
        keep = (table["day"] > begin) & (table["day"] <= end) & ~np.isin(table["item"], unlicensed(life))
        wrong.append(int((~table["content_right"][keep]).sum()))
        lines.append(int(keep.sum()))
    expected = share_wrong(FAULT_RATE * CHECK_EVERY)
    return (np.array(wrong) - expected * np.array(lines)) / np.mean(lines) + expected, expected


def life_of_a_fault() -> tuple[Floats, float]:
    """Form 1: T less the mean of an exponential time cut off at T; about T/2 for rare faults."""
    ages = [float((faults["ended"] - faults["born"]).mean()) for faults in map(content_faults, looked_at())]
    return np.array(ages), CHECK_EVERY - (1 / FAULT_RATE - CHECK_EVERY / math.expm1(FAULT_RATE * CHECK_EVERY))


FORMS = (
    Form(1, "days from birth to repair of a fault", "T - [1/rate - T e^-rate T / (1 - e^-rate T)]", life_of_a_fault),
    Form(2, "share of item-days with wrong content", "g(rate T) = 1 - (1 - e^-rate T) / (rate T)", share_of_item_days),
    Form(2, "share of order lines sold with wrong content", "g(rate T)", share_of_order_lines),
)
