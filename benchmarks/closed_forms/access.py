"""Accounts: those that outlive their owners, and leaked passwords thinned by gates."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from benchmarks.closed_forms import Form
from benchmarks.closed_forms.worlds import bare
from sim.measures.access import orphan_accounts
from sim.processes.leavers import DAYS_A_YEAR, EVENING
from sim.run import Run, run
from sim.streams import Floats

SEEDS = range(1, 41)
DAYS, LAG = 365, 20


def orphans() -> tuple[Floats, float]:
    """Form 24: mean accounts that nobody should have; that the run's end cuts some short is allowed for."""
    rates = {"access.leavers_per_year": 30.0, "access.vendors_per_year": 20.0, "access.forgotten": 0.0}
    policy = {"access.close_after_days": LAG}
    scenario = bare(("access",), rates, customers=1, days=DAYS, policy=policy, round_the_clock=False)
    a_day = sum(-math.expm1(-rates[f"access.{group}_per_year"] / DAYS_A_YEAR) for group in ("leavers", "vendors"))
    found = [orphan_accounts(run(scenario=scenario, seed=seed)) * DAYS for seed in SEEDS]
    return np.array(found) / _account_days(), a_day * LAG


def _account_days() -> float:
    """Days of the run in the mean: somebody who leaves on day d, in the evening, counts min(LAG, DAYS - d - 0.75)."""
    day = np.arange(DAYS) + EVENING
    return float(np.minimum(LAG, DAYS - day).sum()) / LAG


@cache
def waves() -> list[Run]:
    """Shops at which many lists are tried; a tenth of the customers have chosen two steps."""
    scenario = bare(
        ("access", "account attacks"),
        {"stuffing.waves_per_year": 120.0, "stuffing.pairs": 400.0, "access.takes_option": 0.3},
        customers=500,
        days=DAYS,
        policy={"access.customer_two_step": "optional", "access.passwords": "long"},
        round_the_clock=False,
    )
    return [run(scenario=scenario, seed=seed) for seed in SEEDS]


def tried(life: Run) -> tuple[int, int]:
    """Waves, and those that got in."""
    table = life.log.table("attack")
    mine = table["threat"] == 0
    return int(mine.sum()), int((mine & (table["stopped_by"] == 0)).sum())


def wave_successes() -> tuple[Floats, float]:
    """Form 19: waves that get in, less what the month-by-month hazard written down leads one to expect."""
    surplus = []
    for life in waves():
        table = life.log.table("exposure")
        expected = float(table["expected"][table["threat"] == 0].sum())
        surplus.append(tried(life)[1] - expected)
    return np.array(surplus), 0.0


def at_least_one() -> tuple[Floats, float]:
    """Form 20: of the waves that came, those in which at least one of n pairs got in, less 1 - (1 - p)^n of each.

    p is put together here from the parameters, the gates, and the people with an order before the day of the wave.
    """
    surplus = []
    for life in waves():
        numbers, table = life.scenario.numbers(), life.log.table("attack")
        orders = life.log.table("order_placed")
        first = np.full(life.scenario.customers, np.inf)
        np.minimum.at(first, orders["customer"], orders["day"])
        known = (first[:, None] < np.floor(table["day"][table["threat"] == 0])).mean(axis=0)
        p = numbers["stuffing.fits"] * known * (1 - numbers["access.takes_option"] * numbers["access.block_bots"])
        surplus.append(tried(life)[1] - float((1 - (1 - p) ** numbers["stuffing.pairs"]).sum()))
    return np.array(surplus), 0.0


FORMS = (
    Form(24, "accounts whose owners have left", "rate of leaving x days until they are closed", orphans),
    Form(19, "waves of leaked passwords that get in, less hazard", "rate x (1 - (1 - p)^n)", wave_successes),
    Form(20, "waves with at least one hit, less their expected share", "1 - (1 - p)^n of the waves", at_least_one),
)
