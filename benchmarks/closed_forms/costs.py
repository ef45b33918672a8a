"""What looking and being attacked cost: the cost of rounds against that of faults, and the loss to expect in a year."""

from __future__ import annotations

import math

import numpy as np

from benchmarks.closed_forms import Form
from benchmarks.closed_forms.attacks import DAYS, MONTH, attacked
from benchmarks.closed_forms.worlds import bare
from sim.codes import COSTS, FIELDS, TASKS
from sim.run import Run, run
from sim.streams import Floats
from sim.threats.phishing import passes
from sim.world.shop import Shop

RATE, LOOK_HOURS, WAGE, FAULT_DAY = 0.0005, 1.0, 100.0, 5.0  # an item and day; hours; HK$ an hour; HK$ a fault and day
SEEDS = range(1, 25)
YEAR = 365
LOOK, CONTENT = TASKS.index("content check"), FIELDS.index("content")


def best_interval() -> float:
    """T* = sqrt(2 c / (faults a day x cost of a fault and day)), c the cost of a look; in whole days."""
    return max(round(math.sqrt(2 * LOOK_HOURS * WAGE / (RATE * Shop().items * FAULT_DAY))), 1)


def cost_a_day() -> tuple[Floats, float]:
    """Form 6: hours of looking and days of open faults, priced, at the best interval."""
    every = best_interval()
    scenario = bare(
        ("publishing",),
        {
            "check.finds": 1.0,
            "check.hours": LOOK_HOURS,
            "repair.minutes": 0.0,
            "content.faults_per_item_day": RATE,
            "publish.price_changes_per_day": 0.0,
            "range.models_per_month": 0.0,
            "publish.promotions_per_week": 0.0,
        },
        customers=1,
        days=300,
        policy={"monitoring.content_check_days": int(every)},
    )
    costs = np.array([_cost(run(scenario=scenario, seed=seed)) for seed in SEEDS])
    return costs, LOOK_HOURS * WAGE / every + RATE * Shop().items * FAULT_DAY * every / 2


def _cost(life: Run) -> float:
    """HK$ a day, from the first look to the last."""
    work, ended = life.log.table("work"), life.log.table("fault_repaired")
    looks = work["day"][work["task"] == LOOK]
    begin, end = float(looks[0]), float(looks[-1])
    until = Shop().licence_until
    ages_only = ~((until > -1) & (until <= life.days))
    inside = (
        (ended["field"] == CONTENT) & (ended["born_day"] >= begin) & (ended["day"] <= end) & ages_only[ended["item"]]
    )
    open_days = float((ended["day"] - ended["born_day"])[inside].sum()) * Shop().items / ages_only.sum()
    hours = float(work["hours"][(work["task"] == LOOK) & (work["day"] > begin)].sum())
    return (hours * WAGE + open_days * FAULT_DAY) / (end - begin)


def loss_to_expect() -> tuple[Floats, float]:
    """Form 26: loss of a year from taken accounts, HK$; annual rate x loss of one, few enough not to overlap."""
    lives = attacked()
    numbers = lives[0].scenario.numbers()
    losses = []
    for life in lives:
        attempts, cost = life.log.table("phishing_attempt"), life.log.table("cost")
        taken = len(life.log.table("account_taken")["day"])
        of_one = cost["cents"][cost["what"] == COSTS.index("incident")].sum() / max(
            len(life.log.table("account_closed")["day"]), 1
        )
        again = int((attempts["stopped_by"] == 0).sum()) - taken  # against an account that is taken already
        losses.append((taken + again) * of_one / 100 * YEAR / DAYS)
    a_year = -math.expm1(-numbers["phish.per_mailbox_month"] / MONTH) * numbers["phish.accounts"] * YEAR
    return np.array(losses), a_year * math.prod(passes(lives[0].policy, numbers)) * numbers["phish.loss_cents"] / 100


FORMS = (
    Form(6, "HK$ a day for looking and for open faults, at the best interval", "c / T + faults d T / 2", cost_a_day),
    Form(26, "HK$ a year lost to false messages", "loss of one x number a year", loss_to_expect),
)
