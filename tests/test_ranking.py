"""Paired marking ranks by what policies do, not by luck; the printed figures are of that kind."""

import csv

import numpy as np
import pytest

from benchmarks import ranking
from benchmarks.ranking import MARKINGS, PAIRS, POLICIES, POOL, TODAY, asked, count_wrong, rows_of
from sim.assessment.worlds import FIRST_UNSEEN


def shops(spread: float) -> np.ndarray:
    """Today's figures in two scenarios of a pool that differ much from shop to shop."""
    return np.linspace(0, spread, 2 * len(POOL)).reshape(2, -1)


def test_what_is_better_in_every_shop_is_never_ranked_worse_in_pairs() -> None:
    """The same gain everywhere: pairs see it each time; levels see mostly the shops."""
    today = shops(1.0)
    count = count_wrong(today + 0.002, today + 0.001, today)
    assert (count.same_shops, count.beside_today) == (0, 0)
    assert 0.3 * MARKINGS < count.levels < 0.7 * MARKINGS


def test_two_equal_policies_are_always_a_tie_in_the_same_shops() -> None:
    """A tie counts as wrong, so that the figure never flatters."""
    today = shops(1.0)
    assert count_wrong(today, today, today).same_shops == MARKINGS


def test_a_policy_that_is_not_better_is_refused() -> None:
    """Where the pool cannot tell which is better, there is nothing to count."""
    wobble = np.resize([1.0, -1.0], (2, len(POOL)))
    with pytest.raises(ValueError, match="standard error"):
        rows_of("promotions", {name: place * wobble for place, name in enumerate(POLICIES["promotions"])})


def test_the_printed_figures_keep_what_is_promised() -> None:
    """Under 1 % wrong in pairs, for every pair that differs by what the criterion asks."""
    with ranking.FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["better"], row["worse"]) for row in rows] == [
        (list(POLICIES[name])[one], list(POLICIES[name])[other]) for name in PAIRS for one, other in PAIRS[name]
    ]
    for row in rows:
        assert float(row["asked"]) == asked(row["exercise"]).least_change, "run `python -m benchmarks.ranking`"
        if float(row["gain"]) >= float(row["asked"]):
            assert int(row["same_shops"]) < 0.01 * int(row["markings"]), row


def test_the_pool_is_seen_by_nobody() -> None:
    assert max(POOL) < FIRST_UNSEEN
    assert min(POOL) > 1008, "lessons show 1 to 50, thresholds were chosen on 1001 to 1008"
    assert all(TODAY in policies for policies in POLICIES.values())
