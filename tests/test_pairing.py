"""One world, many lives: two policies on one seed differ only where the policy made a difference.

Comparisons of a trainee's shop with another rest on this. Whatever cannot matter must leave every event as it was.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.codes import TASKS
from sim.policy import levers, with_levers
from sim.run import Run, run
from sim.scenario import MECHANISMS, Scenario
from tests.direction import Neutral, topics
from tests.directions.platform import NO_ABUSE

Differences = Callable[..., list[str]]
MakeScenario = Callable[..., Scenario]
NO_ATTACKS = {
    "phish.per_mailbox_month": 0.0,
    "stuffing.waves_per_year": 0.0,
    "guess.per_year": 0.0,
    "insider.per_account_year": 0.0,
    "supplier.per_account_year": 0.0,
    "orphan.misuse_per_day": 0.0,
}
THREATS = ("phishing", "account attacks")
NEUTRAL: tuple[Neutral, ...] = tuple(case for topic in topics() for case in topic.NEUTRAL)


@pytest.mark.parametrize("case", NEUTRAL, ids=lambda case: case.name)
def test_a_lever_that_cannot_matter_leaves_every_event(
    case: Neutral, make_scenario: MakeScenario, differences: Differences
) -> None:
    """A lever without effect that moves luck would be given a share of the change it has no part in."""
    mechanisms = tuple(name for name in MECHANISMS if name not in case.without)
    scenario = make_scenario(
        customers=200, days=45, mechanisms=mechanisms, parameters=case.parameters, policy=case.both
    )
    before = scenario.reference_policy()
    after = with_levers(before, {case.lever: case.other})
    assert before != after, "the row must change something"
    found = differences(run(before, scenario, 5).log, run(after, scenario, 5).log)
    assert not found, f"{case.lever} cannot matter here, yet these events differ: {', '.join(found)}"


def test_every_lever_has_a_situation_in_which_it_cannot_matter() -> None:
    """A new lever comes with its neutral case."""
    missing = [lever.path for lever in levers() if lever.path not in {case.lever for case in NEUTRAL}]
    assert not missing, f"give these levers a row of NEUTRAL in a file of tests/directions/: {', '.join(missing)}"


def test_a_threat_that_does_nothing_leaves_every_event(make_scenario: MakeScenario, differences: Differences) -> None:
    """An attack nobody carries out must change nothing; reviews take clerks' time, so seeds with one are left out."""
    settings = {"customers": 200, "days": 30, "policy": {"security.log_review_days": 90}, "parameters": NO_ATTACKS}
    without = tuple(name for name in MECHANISMS if name not in THREATS)
    compared = 0
    for seed in range(1, 13):
        there = run(scenario=make_scenario(**settings), seed=seed)
        if tasks_worked(there, "log review"):
            continue
        compared += 1
        away = run(scenario=make_scenario(**settings, mechanisms=without), seed=seed)
        found = differences(there.log, away.log)
        assert not found, f"seed {seed}: a threat that does nothing altered {', '.join(found)}"
    assert compared >= 3, "too few seeds without a review in the run"


QUIET = {
    "server": {"flaw.per_year": 0.0},
    "malware": {"pc.malware_per_month": 0.0, "pc.adware_per_year": 0.0},
    "flood": {"flood.per_year": 0.0},
    "platform": {"sellers.count": 6.0, **NO_ABUSE},
}


@pytest.mark.parametrize("threat", QUIET)
def test_attacks_that_never_come_leave_every_event(
    threat: str, make_scenario: MakeScenario, differences: Differences
) -> None:
    """Zero rate, zero effect: only the lines that say who looks after the server and who sells what are more."""
    settings = {"customers": 200, "days": 30, "parameters": QUIET[threat]}
    there = run(scenario=make_scenario(**settings), seed=2)
    away = run(scenario=make_scenario(**settings, mechanisms=tuple(m for m in MECHANISMS if m != threat)), seed=2)
    assert set(differences(there.log, away.log)) <= {"server_kept", "seller_item"}


def tasks_worked(life: Run, task: str) -> int:
    """How often a task was worked on."""
    return int((life.log.table("work")["task"] == TASKS.index(task)).sum())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_threat_that_does_nothing_costs_only_its_reviews(seed: int, make_scenario: MakeScenario) -> None:
    """Where no clerk is ever busy, the reviews of a threat that does nothing are all that it adds."""
    settings = {"customers": 200, "days": 45, "round_the_clock": True, "parameters": NO_ATTACKS}
    settings["policy"] = {"service.clerks": 8}
    there = run(scenario=make_scenario(**settings), seed=seed)
    without = tuple(name for name in MECHANISMS if name not in THREATS)
    away = run(scenario=make_scenario(**settings, mechanisms=without), seed=seed)
    assert tasks_worked(there, "log review") > 0
    for kind, count in there.log.counts().items():
        left, right = there.log.table(kind), away.log.table(kind)
        keep = np.ones(count, dtype=bool)
        if kind in ("work", "check_due", "check_done"):
            keep = left["task"] != TASKS.index("log review")
        same = all(np.array_equal(left[name][keep], right[name]) for name in left)
        assert same, f"a threat that does nothing altered {kind}"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_growing_the_population_moves_nobodys_luck(
    seed: int, make_scenario: MakeScenario, differences: Differences
) -> None:
    """Without a shop that couples them, the first 500 customers live the same lives among 500 and among 1,500."""
    scenario = make_scenario("neutral", days=120)
    few, many = (run(scenario=scenario, seed=seed, customers=count).log for count in (500, 1500))
    assert many.table("order_placed")["customer"].max() >= 500
    found = differences(few, many, np.arange(500))
    assert not found, f"a larger population altered {', '.join(found)} of the first customers"


def never_reachable(*lives: Run) -> np.ndarray:
    """Customers whose box is ticked in none of the runs."""
    ticked = []
    for life in lives:
        table = life.log.table("consent")
        ticked.append(table["customer"][table["ticked"]])
    return np.setdiff1d(np.arange(lives[0].scenario.customers), np.concatenate(ticked))


AMPLE: dict[str, Any] = {
    "round_the_clock": True,
    "policy": {"service.clerks": 8, "supply.cover_days": 60, "monitoring.stock_count_days": 1},
    "parameters": {
        "parcel.capacity_ratio": 100.0,
        "stock.drift": 0.0,
        "stock.lead_days": 1.0,
        "notice.not_as_described": 0.0,  # whoever reports an untrue page changes it for everybody
    },
}
"""All mechanisms of the corner shop, with hands and shelves for everybody."""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_newsletters_differ_in_no_event_of_a_customer_who_can_get_none(
    seed: int, make_scenario: MakeScenario, differences: Differences
) -> None:
    """Whoever never ticked the box lives one life under both policies; whoever did may live two (decision 9)."""
    scenario = make_scenario(customers=800, days=120, **AMPLE)
    before = with_levers(scenario.reference_policy(), {"outreach.audience": "ticked box"})
    after = with_levers(before, {"outreach.newsletters_per_month": 12})
    few, many = run(before, scenario, seed), run(after, scenario, seed)
    untouched = never_reachable(few, many)
    orders = few.log.table("order_placed")
    assert np.isin(orders["customer"][orders["day"] >= 0], untouched).sum() > 20, "the row must be about somebody"
    found = differences(few.log, many.log, untouched)
    assert not found, f"newsletters altered {', '.join(found)} of customers who can get none"
    others = np.setdiff1d(np.arange(scenario.customers), untouched)
    assert "visit" in differences(few.log, many.log, others), "newsletters should bring receivers to the shop"
