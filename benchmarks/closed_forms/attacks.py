"""Attacks thinned by gates: false messages come at a constant rate, and independent controls stop most of them."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from benchmarks.closed_forms import Form
from benchmarks.closed_forms.worlds import bare
from sim.codes import GATES
from sim.run import Run, run
from sim.streams import Floats
from sim.threats.phishing import passes

SEEDS = range(1, 21)
DAYS, MONTH, WEEK = 240, 30, 5  # a working week of any five days
CLICK = GATES.index("not clicked")


@cache
def attacked() -> list[Run]:
    """Shops that get many false messages; nothing but false messages happens in them."""
    scenario = bare(
        ("phishing",),
        {"phish.per_mailbox_month": 9.0, "phish.click": 0.3},
        customers=1,
        days=DAYS,
        policy={"security.report_button": True},
        round_the_clock=False,
    )
    return [run(scenario=scenario, seed=seed) for seed in SEEDS]


def successes() -> tuple[Floats, float]:
    """Form 19: attempts that pass every gate, a mailbox and month."""
    numbers = attacked()[0].scenario.numbers()
    daily = -math.expm1(-numbers["phish.per_mailbox_month"] / MONTH)  # at most one a day and mailbox
    through = math.prod(passes(attacked()[0].policy, numbers))
    mailbox_months = numbers["phish.accounts"] * DAYS / MONTH
    counts = [float((life.log.table("phishing_attempt")["stopped_by"] == 0).sum()) for life in attacked()]
    return np.array(counts) / mailbox_months, daily * MONTH * through


def weeks_with_a_click() -> tuple[Floats, float]:
    """Form 20: weeks in which at least one of n messages read is clicked, less what n of them lead one to expect."""
    chance = attacked()[0].scenario.numbers()["phish.click"]
    surplus = []
    for life in attacked():
        table = life.log.table("phishing_attempt")
        read = (table["stopped_by"] == 0) | (table["stopped_by"] >= CLICK)
        clicked = read & (table["stopped_by"] != CLICK)
        week = (table["day"] // WEEK).astype(np.int64)
        n, clicks = (np.bincount(week[rows], minlength=DAYS // WEEK) for rows in (read, clicked))
        surplus.append(float((clicks > 0).mean() - (1 - (1 - chance) ** n).mean()))
    return np.array(surplus), 0.0


FORMS = (
    Form(
        19, "accounts lost to false messages, a mailbox and month", "attack rate x product of (1 - control)", successes
    ),
    Form(20, "weeks with a click less their expected share", "share - mean of 1 - (1 - c)^n = 0", weeks_with_a_click),
)
