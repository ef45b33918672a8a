"""What takes the shop down, who notices, and who comes."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from sim.codes import COSTS, OUTAGES
from sim.policy import with_levers
from sim.processes.uptime import CHANGE, HARDWARE, MINUTES_A_DAY, OVERLOAD, PROVIDER, repair_minutes
from sim.run import Run, build, run
from sim.scenario import Scenario
from tests.direction import NO_OUTAGES

MakeScenario = Callable[..., Scenario]
HUNDREDS = {**NO_OUTAGES, "outage.hardware_per_year": 300.0, "outage.report_per_hour": 0.0}


def down(make_scenario: MakeScenario, policy: dict[str, object], numbers: dict[str, float], **changes: object) -> Run:
    """Outages alone, for 60 days."""
    settings = {"customers": 20, "days": 60, "mechanisms": ("outages",), **changes}
    return run(scenario=make_scenario(parameters=numbers, policy=policy, **settings), seed=4)


def test_one_outage_follows_another(make_scenario: MakeScenario) -> None:
    """Never two at once, and each has one beginning and one end."""
    log = down(make_scenario, {}, {**HUNDREDS, "outage.provider_per_year": 300.0, "outage.change_failure": 1.0}).log
    began, ended = log.table("outage_began"), log.table("outage_ended")
    assert len(ended["day"]) > 40
    assert np.array_equal(began["day"][: len(ended["day"])], ended["began"])
    assert (ended["day"][:-1] <= ended["began"][1:]).all()
    assert set(began["cause"]) == {PROVIDER, HARDWARE, CHANGE}
    assert (ended["began"] <= ended["noticed"]).all()
    assert (ended["noticed"] <= ended["day"]).all()


def test_every_look_that_must_fail_takes_its_time(make_scenario: MakeScenario) -> None:
    """With looks at full hours, three confirmations are noticed exactly two hours after one."""
    policy = {"monitoring.uptime_poll_minutes": 60, "continuity.cover": "round the clock"}
    once, thrice = (
        down(make_scenario, {**policy, "continuity.confirmations": count}, {**HUNDREDS, "outage.repair_minutes": 1.0})
        for count in (1, 3)
    )
    early, late = (life.log.table("outage_ended") for life in (once, thrice))
    same = early["began"] == late["began"][: len(early["day"])]
    assert same[0]
    waits = [(table["noticed"] - table["began"])[0] * MINUTES_A_DAY for table in (early, late)]
    assert 0 < waits[0] <= 60
    assert waits[1] == pytest.approx(waits[0] + 120)
    assert early["minutes"][0] == pytest.approx(late["minutes"][0] - 120, rel=1e-4)


def test_in_office_hours_nobody_comes_at_night(make_scenario: MakeScenario) -> None:
    """Repair of what is noticed at night begins when the shop opens."""
    scenario = make_scenario(
        customers=20,
        days=60,
        mechanisms=("outages",),
        parameters={**HUNDREDS, "outage.repair_minutes": 1.0, "outage.repair_spread": 0.0},
        policy={"continuity.cover": "office hours"},
    )
    life = run(scenario=scenario, seed=4)
    ended = life.log.table("outage_ended")
    clock = (ended["day"] - 1 / MINUTES_A_DAY) % 1 * 24
    assert (clock >= 9 - 1e-6).all()
    assert (clock < 18 + 1e-6).all()


def test_the_provider_repairs_without_being_asked(make_scenario: MakeScenario) -> None:
    """How an outage of the provider is noticed does not matter for its length."""
    parameters = {**NO_OUTAGES, "outage.provider_per_year": 200.0}
    lives = [down(make_scenario, {"monitoring.uptime_poll_minutes": every}, parameters) for every in (1, 1440)]
    first, second = (life.log.table("outage_ended")["minutes"] for life in lives)
    assert len(first) > 10
    assert np.array_equal(first, second)


def test_a_change_that_fails_takes_the_shop_down_at_once(make_scenario: MakeScenario) -> None:
    parameters = {**NO_OUTAGES, "outage.changes_per_month": 10.0, "outage.change_failure": 0.5}
    log = down(make_scenario, {}, parameters).log
    changes, began = log.table("system_changed"), log.table("outage_began")
    assert 0 < changes["failed"].sum() < len(changes["day"])
    assert np.array_equal(changes["day"][changes["failed"]], began["day"])


def test_the_test_shop_only_ever_prevents(make_scenario: MakeScenario) -> None:
    """Paired: a change that survives the test shop is one that failed without it."""
    parameters = {**NO_OUTAGES, "outage.changes_per_month": 10.0, "outage.change_failure": 0.6}
    straight, tested = (
        down(make_scenario, {"continuity.change_control": how}, parameters).log.table("system_changed")
        for how in ("straight to the shop", "test shop first")
    )
    failed = np.floor(straight["day"][straight["failed"]])
    still = np.floor(tested["day"][tested["failed"]])
    assert len(still) < len(failed)


def test_too_many_visitors_need_a_peak(make_scenario: MakeScenario) -> None:
    """On usual days the contract carries everybody; a fivefold peak it does not, but three times as much room does."""
    peak = [{"kind": "sales peak", "day": 10, "days": 20, "factor": 5.0}]
    settings = {"mechanisms": ("outages", "season"), "planned": peak}
    parameters = {**NO_OUTAGES, "outage.overload_per_day": 5.0}
    log = down(make_scenario, {}, parameters, **settings).log
    began = log.table("outage_began")
    assert len(began["day"]) > 5
    assert (began["cause"] == OVERLOAD).all()
    assert ((began["day"] >= 10) & (began["day"] < 31)).all()
    roomy = down(make_scenario, {"continuity.extra_capacity_percent": 200}, parameters, **settings).log
    assert not len(roomy.table("outage_began")["day"])


def test_cover_is_paid_by_the_month_and_to_the_last_day(make_scenario: MakeScenario) -> None:
    """60 days are two months; 45 days are one and a half."""
    for days, months in ((60, 2.0), (45, 1.5)):
        life = down(make_scenario, {"continuity.cover": "round the clock"}, {}, days=days)
        table, monthly = life.log.table("cost"), life.scenario.numbers()["cover.watch_cents"]
        paid = table["cents"][table["what"] == COSTS.index("cover for outages")].sum()
        assert paid == pytest.approx(months * monthly, abs=1)


def test_false_alarms_take_a_clerk(make_scenario: MakeScenario) -> None:
    """Looks a day x chance ^ confirmations; each one costs a quarter of an hour."""
    scenario = make_scenario(
        customers=20, days=60, mechanisms=("outages",), parameters={**NO_OUTAGES, "alarm.false": 0.02}
    )
    log = run(with_levers(scenario.reference_policy(), {"monitoring.uptime_poll_minutes": 10}), scenario, 3).log
    alarms = len(log.table("false_alarm")["day"])
    expected = 60 * 144 * 0.02
    assert abs(alarms - expected) < 3.5 * math.sqrt(expected)
    assert log.table("work")["hours"].sum() == pytest.approx(0.25 * alarms, rel=0.05)


def test_causes_share_the_outages_as_the_parameters_say() -> None:
    """Ten a year as before, seven in ten of them from changes."""
    numbers = Scenario.model_validate({"name": "a", "title": "", "story": ""}).numbers()
    by_change = 12 * numbers["outage.changes_per_month"] * numbers["outage.change_failure"]
    total = by_change + numbers["outage.provider_per_year"] + numbers["outage.hardware_per_year"]
    assert total == pytest.approx(10.0)
    assert by_change / total == pytest.approx(0.72)
    assert OUTAGES[OVERLOAD] == "too many visitors"


def test_written_steps_shorten_repairs_and_the_long_ones_most(make_scenario: MakeScenario) -> None:
    """A median score: 0.8 of the time. Two standard deviations above: 0.8 e^(2 x 0.6 s) against e^(2 s)."""
    scenario = make_scenario(customers=1, days=1, mechanisms=("continuity", "outages"))
    with_steps = with_levers(scenario.reference_policy(), {"continuity.written_steps": True})
    usual, written = build(scenario.reference_policy(), scenario, 1), build(with_steps, scenario, 1)
    spread = usual.numbers["outage.repair_spread"]
    assert repair_minutes(written, 0.0) == pytest.approx(0.8 * repair_minutes(usual, 0.0))
    ratio = repair_minutes(written, 2.0) / repair_minutes(usual, 2.0)
    assert ratio == pytest.approx(0.8 * math.exp(-0.8 * spread))
    assert ratio < 0.8
