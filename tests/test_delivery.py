"""The delivery promise: it sells to those who believe it, it moves no parcel, and too much of it loses customers."""

import math

import numpy as np
import pytest

from sim.policy import with_levers
from sim.run import Run, run
from tests.conftest import MakeScenario, differing_kinds


def test_a_shorter_promise_moves_no_parcel(make_scenario: MakeScenario) -> None:
    """The road is as long as it is: the same orders arrive at the same moments, only later than promised."""
    scenario = make_scenario(customers=300, days=60, mechanisms=("fulfilment",))
    short = with_levers(scenario.reference_policy(), {"delivery.promise_days": 2})
    usual, hasty = run(scenario=scenario, seed=1), run(short, scenario, seed=1)
    assert differing_kinds(usual.log, hasty.log) == ["delivered"]
    left, right = usual.log.table("delivered"), hasty.log.table("delivered")
    assert np.array_equal(left["day"], right["day"])
    assert right["late_days"] - left["late_days"] == pytest.approx(np.full(len(left["day"]), 3.0), abs=1e-5)


def test_the_promise_sells_to_those_who_believe_it(make_scenario: MakeScenario) -> None:
    """Each day less lets 1.5 % more visits get on, but not those of people whose latest parcel was late."""
    scenario = make_scenario(customers=300, days=60, mechanisms=("fulfilment", "website"))
    short = with_levers(scenario.reference_policy(), {"delivery.promise_days": 2})
    usual, hasty = run(scenario=scenario, seed=1), run(short, scenario, seed=1)
    assert "visit" not in differing_kinds(usual.log, hasty.log, np.setdiff1d(np.arange(300), changed(usual, hasty)))
    placed, delivered = hasty.log.table("order_placed"), hasty.log.table("delivered")
    believers = 0
    for customer, day, pull in zip(placed["customer"], placed["day"], placed["pull_site"], strict=True):
        before = (delivered["customer"] == customer) & (delivered["day"] < np.floor(day))
        doubts = before.any() and delivered["late_days"][before][-1] > 0
        assert day < 0 or pull == pytest.approx(1.0 if doubts else 1.015**3, rel=1e-6)
        believers += day >= 0 and not doubts
    assert 0 < believers < (placed["day"] >= 0).sum()


@pytest.mark.slow
def test_promising_too_much_keeps_fewer_customers(make_scenario: MakeScenario) -> None:
    """As in the field experiment of Cui, Lu, Sun & Golden 2024: faster promise, same delivery, lower retention."""
    scenario = make_scenario(customers=1500, days=180)
    hasty = with_levers(scenario.reference_policy(), {"delivery.promise_days": 2})
    kept = [
        [run(policy, scenario, seed).measures().loc["retention_rate", "value"] for policy in (None, hasty)]
        for seed in range(1, 9)
    ]
    lost = -np.diff(np.array(kept)).ravel()
    error = lost.std(ddof=1) / math.sqrt(len(lost))
    assert lost.mean() > 3 * error, f"retention lost {lost.mean():.4f}, standard error {error:.4f}"


def changed(one: Run, other: Run) -> np.ndarray:
    """Customers whose orders differ."""
    orders = [life.log.table("order_placed")["order"] for life in (one, other)]
    return np.unique(np.setxor1d(*orders) % 10_000_000)
