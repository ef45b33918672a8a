"""Every measure has a number in every scenario, or a chart, a mark or a comparison would have a hole."""

import pytest

from sim.measures import MEASURES, measure_all
from sim.rules import COLUMNS, find_all
from sim.run import Run, run
from sim.scenario import scenario_names

NAMES = {
    *("retention_rate", "repeat_purchase_rate", "new_customers", "active_customers", "sales_accuracy"),
    *("price_accuracy", "stock_accuracy", "promotion_accuracy", "content_accuracy", "record_accuracy"),
    *("fault_age_days", "uptime", "compliance_incidents", "security_incidents", "expected_security_incidents"),
    *("orders", "revenue_hkd", "net_margin_hkd", "cost_hkd", "complaints", "unsubscribes"),
}
"""Those that design section 7 fixes."""


@pytest.fixture(scope="module", params=scenario_names())
def short_run(request: pytest.FixtureRequest) -> Run:
    """Thirty days of a small shop."""
    return run(scenario=request.param, seed=1, days=30, customers=60)


def test_all_promised_names_are_there(short_run: Run) -> None:
    """Other tools rely on the names; design section 7 fixes them."""
    assert set(measure_all(short_run).index) == set(MEASURES) >= NAMES


def test_no_value_is_missing(short_run: Run) -> None:
    assert measure_all(short_run)["value"].notna().all()


def test_shares_lie_between_0_and_1_and_inside_their_intervals(short_run: Run) -> None:
    table = measure_all(short_run)
    shares = table[table["unit"] == "share"]
    assert shares["value"].between(0, 1).all()
    with_interval = table.dropna(subset=["low", "high"])
    assert (with_interval["low"] <= with_interval["value"]).all()
    assert (with_interval["value"] <= with_interval["high"]).all()


def test_measuring_twice_gives_the_same(short_run: Run) -> None:
    """Measures are functions of a finished run: they leave nothing behind in it."""
    assert measure_all(short_run).equals(measure_all(short_run))


def test_every_finding_names_events_that_exist(short_run: Run) -> None:
    """A mark rests on this evidence."""
    table = find_all(short_run)
    assert tuple(table.columns) == COLUMNS
    assert table["day"].between(0, short_run.days, inclusive="left").all()
    counts = short_run.log.counts()
    for events in table["events"]:
        assert 0 < len(events) <= 50
        for event in events:
            kind, row = event.split(":")
            assert int(row) < counts[kind]


def test_nothing_is_wrong_where_nothing_can_go_wrong() -> None:
    """Mechanisms that are switched off give the true value, not a hole."""
    values = measure_all(run(scenario="neutral", seed=1, days=30, customers=60))["value"]
    right = [name for name in values.index if name.endswith("_accuracy") or name == "uptime"]
    assert (values[right] == 1).all()
    assert values["compliance_incidents"] == values["security_incidents"] == values["fault_age_days"] == 0
