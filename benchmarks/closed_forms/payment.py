"""Payments: second charges, failures at the till, and how long a second charge is hidden until records are matched."""

from __future__ import annotations

from functools import cache

import numpy as np

from benchmarks.closed_forms import Form
from benchmarks.closed_forms.worlds import bare
from sim.run import Run, run
from sim.streams import Floats

SEEDS = range(1, 31)
APPROVED, HANGS, AGAIN, MATCH_EVERY = 0.85, 0.1, 0.6, 10.0
MANY_ORDERS = {"base.r": 1.5, "base.conversion": 0.4}
ONE_TRY = {"payment.retries": 0.0, "payment.not_offered": 0.0, "payment.challenge_lost": 0.0}
"""Everybody pays by card, once: the chance that a payment is declined is one number."""


@cache
def tills() -> list[Run]:
    """Shops in which nothing but paying happens."""
    parameters = {**MANY_ORDERS, **ONE_TRY, "payment.approved_card": APPROVED, "payment.hangs": HANGS}
    parameters |= {"payment.presses_again": AGAIN, "chargeback.friendly": 0.0, "fraud.attempt": 0.0}
    scenario = bare(("payment",), parameters, customers=400, days=90)
    return [run(scenario=scenario, seed=seed) for seed in SEEDS]


def second_charges() -> tuple[Floats, float]:
    """Form 34, per payment tried: the surplus of each shop, so that shops count by their size."""
    share = APPROVED * HANGS * AGAIN
    tried = np.array([_count(life, "paid") + _count(life, "payment_failed") for life in tills()])
    twice = np.array([_count(life, "charged_twice") for life in tills()])
    return share + (twice - share * tried) / tried.mean(), share


def failures() -> tuple[Floats, float]:
    """Form 19 at the till: a try goes through with the product of its chances."""
    paid = np.array([_count(life, "paid") for life in tills()])
    tried = paid + np.array([_count(life, "payment_failed") for life in tills()])
    return APPROVED + (paid - APPROVED * tried) / tried.mean(), APPROVED


def _count(life: Run, kind: str) -> int:
    return int((life.log.table(kind)["day"] >= 0).sum())


@cache
def matched() -> list[Run]:
    """Shops that take many payments twice, which only matching finds; customers stay, so that sales are level."""
    parameters = {**MANY_ORDERS, "payment.hangs": 0.2, "notice.charged_twice": 0.0, "record.reconcile_hours": 0.0}
    parameters |= {"fraud.attempt": 0.0, "chargeback.friendly": 0.0, "base.a": 0.05, "base.b": 20.0}
    policy = {"monitoring.reconcile_days": int(MATCH_EVERY)}
    scenario = bare(("payment", "records"), parameters, customers=400, days=95, policy=policy)
    return [run(scenario=scenario, seed=seed) for seed in SEEDS]


def days_hidden() -> tuple[Floats, float]:
    """Form 1, of second charges of whole rounds: from the night on which it is in the books to the matching."""
    means = []
    for life in matched():
        looks = life.log.table("check_done")["day"]
        twice, found = life.log.table("charged_twice"), life.log.table("second_charge_found")
        order = twice["order"].argsort()
        when = twice["day"][order[twice["order"][order].searchsorted(found["order"])]]
        inside = when >= np.floor(looks[0])  # what was in the books at the first look was found by it
        means.append(float((found["day"] - np.ceil(when))[inside].mean()))
    return np.array(means), MATCH_EVERY / 2


FORMS = (
    Form(1, "days that a second charge is in the books before it is matched", "T / 2", days_hidden),
    Form(19, "payments that go through", "product of the chances at each gate", failures),
    Form(34, "second charges a payment tried", "(1 - p_decline) p_time-out p_retry (1 - idempotent)", second_charges),
)
