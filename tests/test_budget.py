"""The budget against what was spent; money that is spent acts, money that is not does not."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from sim.codes import COSTS
from sim.measures.budget import budget_table
from sim.policy import Policy, with_levers
from sim.policy.budget import Budget
from sim.processes.spending import found_more_often, trained
from sim.run import build, run
from sim.scenario import Scenario
from sim.world.purse import Purse
from tests.handwritten import Story, value

MakeScenario = Callable[..., Scenario]


def test_a_bill_is_paid_from_its_line_then_the_reserve_then_borrowed() -> None:
    purse = Purse(Budget(software_hkd=50_000, hardware_hkd=0, reserve_hkd=10_000))
    assert purse.pay("software", 4_000_000) == (4_000_000, 0, 0)
    assert purse.pay("software", 1_500_000) == (1_000_000, 500_000, 0)
    assert purse.pay("hardware", 700_000) == (0, 500_000, 200_000)
    assert purse.pay("software", 100) == (0, 0, 100)


def test_the_table_holds_each_cost_once() -> None:
    """No cost stands in two lines."""
    from sim.measures.budget import SPENT_ON

    named = [what for costs in SPENT_ON.values() for what in costs]
    assert len(named) == len(set(named))
    assert set(named) <= set(COSTS)


def test_budget_actual_and_difference(story: Story) -> None:
    """50 days are 50/365 of a year; the reserve takes what two lines were overspent."""
    for what, cents in (("system fees", 500_000), ("publicity", 300_000), ("clerks", 999_999), ("incident", 100_000)):
        story.tell("cost", 5, what=COSTS.index(what), cents=cents)
    life = story.end()
    table = budget_table(life)
    assert table["actual"].tolist() == [5000, 0, 3000, 0, 1000, 0]
    assert value(life, "over_budget_hkd") == 0.0, "where nothing was budgeted, nothing is over it"
    policy = with_levers(Policy(), {"budget.software_hkd": 20_000, "budget.reserve_hkd": 10_000})
    planned = type(life)(policy, life.scenario, 1, life.log, 0, 0, "")
    share = 50 / 365
    table = budget_table(planned)
    over = (5000 - 20_000 * share) + 3000 + 1000
    assert table["budget"].tolist() == pytest.approx([20_000 * share, 0, 0, 0, 0, 10_000 * share])
    assert table["actual"]["reserve"] == pytest.approx(10_000 * share)
    assert value(planned, "over_budget_hkd") == pytest.approx(over - 10_000 * share)


def test_publicity_is_a_factor_on_people_who_never_ordered(make_scenario: MakeScenario) -> None:
    """The chance of a visit of prospects rises by 1 + gain (1 - exp(-x)); that of customers stays."""
    settings = {"customers": 200, "days": 30, "mechanisms": ("introduction",)}
    plain = make_scenario(**settings)
    loud = make_scenario(**settings, policy={"budget.publicity_hkd": 146_000})
    one, other = (build(scenario.reference_policy(), scenario, 2) for scenario in (plain, loud))
    factor = found_more_often(other, 12_000)
    assert factor == pytest.approx(1 + (1 - math.exp(-1)))
    ratio = other.people.visit_base / np.maximum(one.people.visit_base, 1e-12)
    prospects = one.people.status == 0
    assert np.allclose(ratio[prospects], factor)
    assert np.array_equal(one.people.visit_base[~prospects], other.people.visit_base[~prospects])


def test_training_acts_from_the_first_course_on(make_scenario: MakeScenario) -> None:
    scenario = make_scenario(customers=20, mechanisms=("introduction",), policy={"budget.training_hkd": 7_300})
    world = build(scenario.reference_policy(), scenario, 2)
    slip, warned = world.numbers["publish.slip"], world.numbers["phish.warned"]
    trained(world)
    depth = 1 - math.exp(-1)
    assert world.numbers["publish.slip"] == pytest.approx(slip * (1 - 0.3 * depth))
    assert world.numbers["phish.warned"] == pytest.approx(warned + (1 - warned) * 0.35 * depth)


def test_lines_are_spent_evenly_over_the_run(make_scenario: MakeScenario) -> None:
    """HK$73,000 for twelve months are HK$6,000 for each 30 days, whatever the length of the run."""
    scenario = make_scenario(
        customers=20, days=75, mechanisms=("introduction",), policy={"budget.security_hkd": 73_000}
    )
    costs = run(scenario=scenario, seed=2).log.table("cost")
    assert costs["cents"][costs["what"] == COSTS.index("security")].tolist() == [600_000, 600_000, 300_000]
