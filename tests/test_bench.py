"""The benchmark: its pieces work, and the textbook form is the same shop. No time is asserted."""

import math

import numpy as np
import pytest

from benchmarks.textbook import run_textbook
from sim import bench
from sim.run import run


def test_the_textbook_form_sells_as_much_as_ours() -> None:
    """Orders, lines and leavings per customer agree within sampling error, over four seeds of the same people.

    The standard error is that of the difference of two independent means: customers order independently.
    """
    scenario = bench.neutral(1500, 90)
    theirs, ours = {"orders": [], "lines": [], "left": []}, {"orders": [], "lines": [], "left": []}
    for seed in range(1, 5):
        textbook = run_textbook(scenario, seed)
        made = run(scenario=scenario, seed=seed)
        kinds = {"orders": "order_placed", "lines": "order_line", "left": "customer_left"}
        for name, kind in kinds.items():
            customers = [entry[1] for entry in getattr(textbook, name)]
            theirs[name].append(np.bincount(customers, minlength=1500))
            table = made.log.table(kind)
            ours[name].append(np.bincount(table["customer"][table["day"] >= 0], minlength=1500))
    for name, counts in theirs.items():
        a, b = np.concatenate(counts), np.concatenate(ours[name])
        error = math.sqrt((a.var(ddof=1) + b.var(ddof=1)) / len(a))
        difference = a.mean() - b.mean()
        assert b.sum() > 100
        assert abs(difference) < 3 * error, f"{name} per customer: {a.mean():.4f} and {b.mean():.4f}, se {error:.4f}"


@pytest.mark.slow
def test_every_figure_can_be_measured() -> None:
    ticks = []
    assert bench.class_floor_ratio(lambda: ticks.append(1), repeats=1) > 0
    assert bench.textbook_ratio(lambda: ticks.append(1), customers=200, days=20, repeats=1) > 0
    assert bench.pair_seconds(lambda: ticks.append(1), repeats=1) > 0
    assert len(ticks) == 3
    ratio, gigabytes = bench.million(customers=500, days=10)
    assert ratio > 0
    assert gigabytes > 0


@pytest.mark.parametrize(("value", "more", "reached"), [(9, False, True), (11, False, False), (31, True, True)])
def test_a_figure_knows_its_target(value: float, more: bool, reached: bool) -> None:
    figure = bench.Figure("some", value, 10, more, "")
    assert figure.is_reached == reached
    assert "10" in figure.target_text
