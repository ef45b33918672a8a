"""Abuse of the platform: how much got through, how much to expect, how long it went on, and how well the house decided.

Rare events are mostly luck in half a year, so what the policy leads one to expect stands beside each count.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.codes_of_the_platform import ABUSES
from sim.measures.measure import Measure, window
from sim.measures.shares import Share, share
from sim.run import Run

ORDERS = tuple(ABUSES.index(word) for word in ("orders that nobody will take in", "a seller's own orders"))
REVIEWS = (ABUSES.index("bought reviews"),)
SCHEMES = tuple(ABUSES.index(word) for word in ("an agreement on prices", "a bait price"))


def got_through(threats: tuple[int, ...]) -> Callable[[Run], float]:
    """Attempts that no gate stopped."""

    def count(run: Run) -> float:
        tried = window(run, "abuse_tried")
        return float((np.isin(tried["threat"], threats) & (tried["stopped_by"] == 0)).sum())

    return count


def expected(threats: tuple[int, ...]) -> Callable[[Run], float]:
    """Attempts that get through on average under this policy, whoever is off the platform."""

    def total(run: Run) -> float:
        hazard = window(run, "abuse_expected")
        return float(hazard["expected"][np.isin(hazard["threat"], threats)].sum(dtype="f8"))

    return total


def abuse_dwell_days(run: Run) -> float:
    """Mean days from the beginning of an abuse until somebody noticed, or to the end of the run; 0 without any."""
    began, found = window(run, "abuse_began"), window(run, "abuse_found")
    if not len(began["day"]):
        return 0.0
    noticed: dict[tuple[int, int, float], float] = {}
    rows = zip(found["threat"].tolist(), found["seller"].tolist(), found["began"].tolist(), found["day"], strict=True)
    for threat, seller, begin, day in rows:
        noticed.setdefault((threat, seller, begin), float(day))
    cases = zip(began["threat"].tolist(), began["seller"].tolist(), began["day"].tolist(), strict=True)
    return float(np.mean([noticed.get(case, float(run.days)) - case[2] for case in cases]))


def abuse_precision(run: Run) -> Share:
    """Decisions that were right / all: answers to sellers, and reviews refused or taken down as bought; 1 if none."""
    answers, removed, refused = (
        window(run, kind) for kind in ("seller_answered", "fake_review_removed", "review_refused")
    )
    mistakes = int((~answers["right"]).sum() + refused["by_mistake"].sum())
    right = int(answers["right"].sum()) + len(removed["day"])
    return share(right, right + mistakes, of_nothing=1.0)


def abuse_recall(run: Run) -> Share:
    """Abuses that were noticed by the end / all that went on; 1 if none did."""
    began, found = window(run, "abuse_began"), window(run, "abuse_found")
    cases = zip(found["threat"].tolist(), found["seller"].tolist(), found["began"].tolist(), strict=True)
    return share(len(set(cases)), len(began["day"]), of_nothing=1.0)


MEASURES = (
    Measure("false_orders", "orders", "Orders that got through and nobody meant.", got_through(ORDERS)),
    Measure("expected_false_orders", "orders", "Such orders on average under this policy.", expected(ORDERS)),
    Measure("false_reviews", "reviews", "Bought reviews that got through.", got_through(REVIEWS)),
    Measure("expected_false_reviews", "reviews", "Such reviews on average under this policy.", expected(REVIEWS)),
    Measure(
        "seller_schemes", "schemes", "Agreements on prices and bait prices that got through.", got_through(SCHEMES)
    ),
    Measure("expected_seller_schemes", "schemes", "Such schemes on average under this policy.", expected(SCHEMES)),
    Measure(
        "abuse_dwell_days",
        "days",
        "Mean time for which an abuse of the platform went unnoticed; 0 without any.",
        abuse_dwell_days,
    ),
    Measure(
        "abuse_precision",
        "share",
        "Sellers answered, and reviews taken for bought, rightly; of all such decisions.",
        abuse_precision,
    ),
    Measure("abuse_recall", "share", "Abuses of the platform that were noticed by the end.", abuse_recall),
)
