"""Abuse of the platform: attempts thinned by gates, and agreements on prices that last until somebody looks."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from benchmarks.closed_forms import Form
from benchmarks.closed_forms.worlds import bare
from sim.codes_of_the_platform import ABUSES
from sim.run import Run, run
from sim.streams import Floats

SEEDS = range(1, 41)
DAYS, DAYS_A_YEAR = 360, 365.0
PRANK, DEAL = ABUSES.index("orders that nobody will take in"), ABUSES.index("an agreement on prices")
REVIEWS = ABUSES.index("bought reviews")
NOBODY_TELLS = {"deal.tip_days": 1000.0, "fake_review.tip_days": 1000.0, "fake_review.reported_days": 1000.0}
PRANKS_A_YEAR, LIMIT, PAYS = 120.0, 3, 0.3
HELD, COUNT = 2, 8
EVERY, SEES, LONGEST = 10, 0.5, 120


def _open(mechanisms: tuple[str, ...], parameters: dict[str, float], policy: dict[str, Any]) -> list[Run]:
    """Shops with ten outside sellers and hardly a customer, in which one thing happens often."""
    quiet = dict.fromkeys(
        (
            "prank.per_year",
            "wash.per_year",
            "deal.per_pair_year",
            "bait.per_seller_year",
            "fake_review.per_seller_year",
        ),
        0.0,
    )
    numbers = {"sellers.count": 10.0, "sellers.case_hours": 0.0, **quiet, **NOBODY_TELLS, **parameters}
    scenario = bare(mechanisms, numbers, customers=1, days=DAYS, policy=policy)
    return [run(scenario=scenario, seed=seed) for seed in SEEDS]


def _tried(life: Run, threat: int) -> tuple[int, int]:
    """Attempts, and those that got through."""
    table = life.log.table("abuse_tried")
    mine = table["threat"] == threat
    return int(mine.sum()), int((mine & (table["stopped_by"] == 0)).sum())


def false_orders() -> tuple[Floats, float]:
    """Form 19: of twelve orders from two telephones three each pass the limit, and few of these are paid."""
    policy = {"platform.order_limit": LIMIT, "platform.pay_first": True}
    lives = _open(("fulfilment", "platform"), {"prank.per_year": PRANKS_A_YEAR, "prank.pays": PAYS}, policy)
    numbers = lives[0].scenario.numbers()
    a_day = -math.expm1(-PRANKS_A_YEAR / DAYS_A_YEAR)  # at most one bout a day
    through = min(numbers["prank.orders_day"], LIMIT * numbers["prank.telephones"]) * PAYS
    return np.array([float(_tried(life, PRANK)[1]) for life in lives]), DAYS * a_day * through


def bought_reviews() -> tuple[Floats, float]:
    """Form 19: of the reviews that were tried, those that got through, less the product of what both gates let by."""
    policy = {"reviews.shown": True, "platform.reviews_by": "buyers only", "platform.review_hold_days": HELD}
    lives = _open(("platform", "reviews"), {"fake_review.per_seller_year": 6.0, "fake_review.count": COUNT}, policy)
    numbers = lives[0].scenario.numbers()
    burst = 1 - numbers["fake_review.burst_seen"] * HELD / numbers["fake_review.days"]
    chance = numbers["fake_review.buys"] * burst
    counts = [_tried(life, REVIEWS) for life in lives]
    return np.array([passed - chance * tried for tried, passed in counts]), 0.0


@cache
def agreed(sees: float) -> list[Run]:
    """Shops whose sellers agree on prices, and stop when they are warned; a clerk looks every so many days."""
    parameters = {"deal.per_pair_year": 4.0, "deal.check_sees": sees, "sellers.check_errs": 0.0}
    parameters |= {"sellers.check_hours": 0.0, "sellers.warning_ignored": 0.0}
    return _open(("platform",), parameters, {"platform.seller_check_days": EVERY})


def _days(lives: list[Run]) -> Floats:
    """Mean days of the agreements of each run that had time to end."""
    means = []
    for life in lives:
        ended = life.log.table("abuse_ended")
        keep = (ended["threat"] == DEAL) & (ended["began"] < DAYS - LONGEST)
        means.append(float((ended["day"] - ended["began"])[keep].mean()))
    return np.array(means)


def days_of_a_deal() -> tuple[Floats, float]:
    """Form 1: they begin at any time between two looks."""
    return _days(agreed(1.0)), EVERY / 2


def days_of_a_deal_seen_by_chance() -> tuple[Floats, float]:
    """Form 3: a look sees it with a chance p."""
    return _days(agreed(SEES)), EVERY * (1 / SEES - 0.5)


FORMS = (
    Form(19, "false orders that get through in a year", "bouts x min(n, limit x telephones) x paid", false_orders),
    Form(19, "bought reviews shown, less their expected number", "tried x product of (1 - control)", bought_reviews),
    Form(1, "days of an agreement on prices, seen at each look", "T / 2", days_of_a_deal),
    Form(3, "days of an agreement on prices, seen with chance p", "T (1 / p - 1 / 2)", days_of_a_deal_seen_by_chance),
)
