"""Looking more often helps while staff have the time; when they have not, the reasons say so."""

from itertools import pairwise

import pandas as pd
import pytest

from sim import kept_up
from sim.codes import TASKS
from sim.compare import compare
from sim.policy import with_levers
from sim.run import Run, run
from sim.scenario import Scenario
from sim.why import ledger
from tests.conftest import MakeScenario
from tests.direction import MANY_ORDERS, MANY_SLIPS
from tests.handwritten import Story, value

EVERY = (60, 30, 15, 5, 1)  # each looks on the days of the one before as well
SEEDS = (1, 2, 3, 4)


def shop(make_scenario: MakeScenario, clerks: int, check_hours: float) -> Scenario:
    """A shop that makes many slips and sells much; how long a round takes is given."""
    return make_scenario(
        customers=250,
        days=120,
        mechanisms=("publishing",),
        parameters={**MANY_SLIPS, **MANY_ORDERS, "check.hours": check_hours, "content.faults_per_item_day": 0.002},
        policy={"service.clerks": clerks, "monitoring.content_check_days": 14},
    )


def life_of(scenario: Scenario, days: int, seed: int) -> Run:
    """A run in which prices are checked so often."""
    policy = with_levers(scenario.reference_policy(), {"monitoring.price_check_days": days})
    return run(policy, scenario, seed)


def said(before: Run, after: Run) -> str:
    """What the reasons say of the step from one run to another."""
    sides = {"a": ledger(before)["amount"], "b": ledger(after)["amount"]}
    return kept_up.sentence(pd.DataFrame(sides).fillna(0.0))


def sold_right(life: Run) -> float:
    return float(life.measures().loc["sales_accuracy", "value"])


@pytest.mark.slow
def test_more_checks_never_make_a_shop_less_right_while_staff_have_time(make_scenario: MakeScenario) -> None:
    """Same worlds, seed by seed: from every 60 days to every day, each step sells at least as much right."""
    ample = shop(make_scenario, clerks=2, check_hours=2.0)
    for seed in SEEDS:
        lives = [life_of(ample, days, seed) for days in EVERY]
        right = [sold_right(life) for life in lives]
        assert right == sorted(right), f"seed {seed}: {right}"
        assert not any(said(before, after) for before, after in pairwise(lives))


@pytest.mark.slow
def test_where_more_checks_make_it_less_right_staff_had_no_time_and_it_is_said(make_scenario: MakeScenario) -> None:
    """Rounds of 30 hours for one clerk: other rounds are crowded out, and some step sells less right."""
    swamped, falls = shop(make_scenario, clerks=1, check_hours=30.0), 0
    for seed in SEEDS:
        lives = [life_of(swamped, days, seed) for days in EVERY]
        for before, after in pairwise(lives):
            if sold_right(after) < sold_right(before):
                falls += 1
                assert "Staff were at work for" in said(before, after)
    assert falls > 0


def table(at_work: tuple[float, float], free: tuple[float, float], late: tuple[float, float]) -> pd.DataFrame:
    """A ledger of three lines."""
    keys = [(kept_up.HOURS, kept_up.AT_WORK), (kept_up.HOURS, kept_up.FREE), (kept_up.ROUNDS, kept_up.LATE)]
    rows = pd.DataFrame([at_work, free, late], columns=["a", "b"], index=pd.MultiIndex.from_tuples(keys))
    return rows[rows["b"] > 0]


def test_the_sentence_needs_busy_staff_and_late_rounds() -> None:
    """Worked by hand: 95 of 100 hours, and rounds that end late; either alone says nothing."""
    both = kept_up.sentence(table((50, 95), (50, 5), (1, 9)))
    assert "95% of their hours (before: 50%), and 9 rounds" in both
    assert "(before: 1)" in both
    assert not kept_up.sentence(table((50, 70), (50, 30), (1, 9)))
    assert not kept_up.sentence(table((50, 95), (50, 5), (9, 9)))
    assert not kept_up.sentence(table((50, 95), (50, 5), (0, 0)))


def test_the_report_of_a_comparison_says_it(make_scenario: MakeScenario) -> None:
    """Two clerks of whom one is sent home, with rounds that take a day and a half each."""
    scenario = make_scenario(
        customers=30, days=60, mechanisms=("publishing",), parameters={"check.hours": 14}, policy={"service.clerks": 1}
    )
    daily = with_levers(scenario.reference_policy(), {"monitoring.price_check_days": 1})
    told = compare(scenario.reference_policy(), daily, scenario, seeds=(1, 2), why=False).to_text()
    assert "Asking for more rounds does not make the shop more right" in told


def test_lateness_counts_rounds_that_wait_and_busy_hours_are_those_worked(story: Story) -> None:
    """Two rounds end 1 and 3 days late, one waits since day 40 of 50: (1 + 3 + 10) / 3. Work: 8 hours."""
    task = TASKS.index("price check")
    for day in (10.0, 20.0, 40.0):
        story.tell("check_due", day, task=task)
    for day, due in ((11.0, 10.0), (23.0, 20.0)):
        story.tell("check_done", day, task=task, started=due, found=0, due=due, left_out=int(due) // 10)
        story.tell("work", day, task=task, hours=4.0, waited_hours=0.0, by_helper=False)
    life = story.end()
    assert value(life, "check_lateness_days") == pytest.approx(14 / 3)
    assert value(life, "checks_left_out") == 3
    worked, there = 8.0, 2 * 9 * (50 - 7 - 3)  # two clerks, nine hours; Sundays and the New Year's days are off
    assert value(life, "staff_busy") == pytest.approx(worked / there)


def test_nine_of_ten_faults_are_younger_than_the_tenth(story: Story) -> None:
    """Eleven faults of 0 to 10 days: the ninth decile is 9."""
    for item in range(11):
        story.fault(20, item, "price")
        story.repair(20.0 + item, item, "price", born=20.0)
    assert value(story.end(), "fault_age_p90_days") == pytest.approx(9.0)
