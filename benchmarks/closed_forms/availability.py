"""Outages that are looked for, copies of data that fail, and tests of them."""

from __future__ import annotations

import math
from functools import cache, partial
from typing import Any

import numpy as np

from benchmarks.closed_forms import Form
from benchmarks.closed_forms.worlds import bare, share_wrong
from sim.codes import BACKUP_COPIES
from sim.run import Run, run
from sim.streams import Floats

SEEDS = range(1, 31)
DAYS = 700
MINUTES_A_DAY, HOURS_A_DAY = 1440.0, 24.0
QUIET = {"outage.provider_per_year": 0.0, "outage.change_failure": 0.0, "outage.hardware_per_year": 0.0}
OUTAGES_A_YEAR, POLL_MINUTES, CONFIRMATIONS = 60.0, 120, 3
MADE, READ, TOGETHER, READ_SELDOM = 0.95, 0.85, 0.7, 0.6
BREAKS, TESTED_DAYS = 0.02, 30


def daily(a_year: float) -> float:
    """Outages a day: at most one, with the chance that there is one at the rate."""
    return -math.expm1(-a_year / 365.0)


@cache
def watched(confirmations: int) -> list[Run]:
    """Shops whose machines fail, looked at every two hours; repair begins when the alarm rings."""
    numbers = {**QUIET, "outage.hardware_per_year": OUTAGES_A_YEAR, "outage.report_per_hour": 0.0}
    numbers |= {"cover.watch_minutes": 0.0, "alarm.false": 0.0}
    policy = {"monitoring.uptime_poll_minutes": POLL_MINUTES, "continuity.cover": "round the clock"}
    policy |= {"continuity.confirmations": confirmations}
    scenario = bare(("outages",), numbers, customers=1, days=DAYS, policy=policy)
    return [run(scenario=scenario, seed=seed) for seed in SEEDS]


def availability(confirmations: int) -> tuple[Floats, float]:
    """Form 9: time up / (time up + half a look, further looks to confirm, and the mean repair)."""
    lives = watched(confirmations)
    numbers = lives[0].scenario.numbers()
    repair = numbers["outage.repair_minutes"] * math.exp(numbers["outage.repair_spread"] ** 2 / 2)
    down = (POLL_MINUTES * (0.5 + confirmations - 1) + repair) / MINUTES_A_DAY
    between = 1 / daily(OUTAGES_A_YEAR) - down  # from the end of an outage to the beginning of the next
    return np.array([life.measures()["value"]["uptime"] for life in lives]), between / (between + down)


def losing(copies: str, numbers: dict[str, float]) -> list[Run]:
    """Shops whose machines fail and destroy the data; copies are made each midnight."""
    base = {**QUIET, "outage.hardware_per_year": 100.0, "loss.hardware": 1.0, "outage.repair_minutes": 1.0}
    base |= {"recovery.hours": 0.0, "recovery.try_hours": 0.0, "recovery.paper_days": 365.0}
    base |= {"backup.breaks_per_day": 0.0}
    policy: dict[str, Any] = {"continuity.backup_copies": copies, "monitoring.uptime_poll_minutes": 1}
    scenario = bare(("continuity", "outages"), {**base, **numbers}, customers=1, days=DAYS, policy=policy)
    return [run(scenario=scenario, seed=seed) for seed in SEEDS]


def mean_loss() -> tuple[Floats, float]:
    """Form 10: hours of work lost; the copy on the machine is gone, the other one is read with chance q."""
    lives = losing(BACKUP_COPIES[1], {"backup.succeeds": MADE, "backup.restores": READ})
    hours = [float(life.log.table("data_recovered")["hours_lost"].mean()) for life in lives]
    return np.array(hours), HOURS_A_DAY * (1 / (MADE * READ) - 0.5)


def share_at_first(copies: str, numbers: dict[str, float]) -> Floats:
    """Share of losses after which the latest backup could be read."""
    certain = {"backup.succeeds": 1.0, "backup.restores": READ_SELDOM, "outage.hardware_per_year": 0.0}
    by_change = {"outage.changes_per_month": 9.0, "outage.change_failure": 1.0, "loss.change": 1.0}
    tables = [life.log.table("data_recovered") for life in losing(copies, {**certain, **by_change, **numbers})]
    return np.array([float((table["hours_lost"] < HOURS_A_DAY).mean()) for table in tables])


def connected_copies() -> tuple[Floats, float]:
    """Form 12: two copies that fail together in a share beta of the failures of one."""
    fails = 1 - READ_SELDOM
    shares = share_at_first(BACKUP_COPIES[1], {"backup.common_cause": TOGETHER})
    return shares, 1 - (TOGETHER + (1 - TOGETHER) * fails) * fails


def independent_copies() -> tuple[Floats, float]:
    """Form 12: three copies without a common cause."""
    shares = share_at_first(BACKUP_COPIES[2], {"backup.common_cause": 0.0})
    return shares, 1 - (1 - READ_SELDOM) ** 3


def silently_broken() -> tuple[Floats, float]:
    """Form 11: share of time, from the first test to the last, in which copying does not work."""
    numbers = {"backup.breaks_per_day": BREAKS, "backup.untried_days": 0.0, "backup.test_hours": 0.0}
    policy = {"continuity.restore_test_days": TESTED_DAYS}
    scenario = bare(("continuity",), numbers, customers=1, days=DAYS, policy=policy)
    shares = []
    for life in (run(scenario=scenario, seed=seed) for seed in SEEDS):
        tests, mended = life.log.table("check_done")["day"], life.log.table("backup_mended")
        inside = mended["since"] >= tests[0]
        broken = float((mended["day"][inside] - mended["since"][inside]).sum())
        shares.append(broken / float(tests[-1] - tests[0]))
    return np.array(shares), share_wrong(BREAKS * TESTED_DAYS)


FORMS = (
    Form(9, "share of time up, one look", "MTBF / (MTBF + poll/2 + MTTR)", partial(availability, 1)),
    Form(
        9,
        "share of time up, three looks to confirm",
        "MTBF / (MTBF + poll/2 + 2 poll + MTTR)",
        partial(availability, CONFIRMATIONS),
    ),
    Form(10, "hours of work lost with the data", "B (1/(p q) - 1/2)", mean_loss),
    Form(11, "share of time in which copying is broken in silence", "g(nu V)", silently_broken),
    Form(12, "two connected copies, one can be read", "1 - [beta + (1 - beta)(1 - q)](1 - q)", connected_copies),
    Form(12, "three copies without a common cause, one can be read", "1 - (1 - q)^3", independent_copies),
)
