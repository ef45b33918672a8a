"""A new system: the brochure and what is so, a project with its path, the move, and the way back."""

import json
import math
from collections.abc import Callable

import numpy as np
import pytest

from sim.codes import CAUSES, COSTS, PROJECT_TASKS
from sim.measures.budget import critical_path
from sim.parameters import read_parameters, with_overrides
from sim.processes.introduction import AFTER, SHARES, longer, overrun
from sim.run import Run, build, run
from sim.scenario import Scenario, load_scenario, scenario_from
from sim.streams import Streams
from sim.systems import systems, traits_of
from tests.conftest import differing_kinds
from tests.handwritten import Story, value

MakeScenario = Callable[..., Scenario]
RICH = {"budget.software_hkd": 1_000_000, "budget.hardware_hkd": 200_000}
BY_MOVE = CAUSES.index("error in the move")


def project(make_scenario: MakeScenario, system: str = "marketplace", days: int = 60, **policy: object) -> Run:
    """The project alone, with money enough unless said otherwise."""
    levers = {**RICH, **{name.replace("__", "."): chosen for name, chosen in policy.items()}}
    scenario = make_scenario(customers=20, days=days, mechanisms=("introduction",), system=system, policy=levers)
    return run(scenario=scenario, seed=5)


def test_every_system_has_the_same_traits_and_a_scenario() -> None:
    """Four to choose from, described by the same words; each with something that only a trial shows."""
    names = [{trait.id for trait in traits} for traits in systems().values()]
    assert all(name == names[0] for name in names)
    assert len(systems()) == 4
    for system, traits in systems().items():
        assert load_scenario(f"system-{system}").system == system
        assert any(trait.only_by_trial and trait.stated != trait.value for trait in traits)
        assert all(trait.stated == trait.value for trait in traits if not trait.only_by_trial)


def test_an_unknown_system_is_refused_in_one_line() -> None:
    with pytest.raises(ValueError, match="system: allowed hosted, open-source, custom, marketplace, given 'magic'"):
        traits_of("magic")
    with pytest.raises(ValueError, match=r"own\.json: system"):
        scenario_from({"based_on": "corner-shop", "name": "own", "system": "magic"}, "own.json")


def test_until_it_goes_live_the_old_shop_runs(make_scenario: MakeScenario) -> None:
    """The numbers change at the moment of the move, and only those that the system has."""
    scenario = make_scenario(customers=20, mechanisms=("introduction",), system="marketplace", policy=RICH)
    world = build(scenario.reference_policy(), scenario, 5)
    before = dict(world.numbers)
    live = run(scenario=scenario, seed=5).log.table("went_live")["day"][0]
    world.env.run(until=live - 0.01)
    assert dict(world.numbers) == before
    world.env.run(until=live + 0.01)
    changed = {name for name in before if world.numbers[name] != before[name]}
    assert changed <= {trait.id for trait in traits_of("marketplace")}
    assert world.numbers["system.commission"] == 0.12


def test_the_planned_length_is_that_of_the_longest_path() -> None:
    ends: list[float] = []
    for task, share in enumerate(SHARES):
        ends.append(share + max((ends[earlier] for earlier in AFTER[task]), default=0.0))
    assert max(ends) == pytest.approx(1.0)


def test_a_task_waits_for_others_and_the_path_is_found(make_scenario: MakeScenario) -> None:
    """Without a break from the first day to the last: the tasks of the path fill the whole project."""
    life = project(make_scenario, "hosted", days=120)
    tasks = life.log.table("project_task")
    days = dict(zip(tasks["task"].tolist(), tasks["days"].tolist(), strict=True))
    path = [PROJECT_TASKS.index(task) for task in critical_path(life)]
    assert path[-1] == PROJECT_TASKS.index("test")
    assert sum(days[task] for task in path) == pytest.approx(tasks["day"].max())
    for task, began in zip(tasks["task"].tolist(), tasks["began"].tolist(), strict=True):
        latest = max((days[earlier] + began_of(tasks, earlier) for earlier in AFTER[task]), default=0.0)
        assert began == pytest.approx(latest)


def began_of(tasks: dict[str, np.ndarray], task: int) -> float:
    """When a task began."""
    return float(tasks["began"][tasks["task"] == task][0])


def test_without_money_the_work_stops_for_approval(make_scenario: MakeScenario) -> None:
    """Borrowing costs its price, and the next task begins 14 days late."""
    rich = project(make_scenario, "hosted", days=150)
    poor = project(make_scenario, "hosted", days=150, budget__software_hkd=0)
    first, second = (life.log.table("went_live")["day"][0] for life in (rich, poor))
    assert second >= first + 14
    numbers, borrowed, costs = poor.scenario.numbers(), poor.log.table("money_borrowed"), poor.log.table("cost")
    fees = costs["cents"][costs["what"] == COSTS.index("borrowing")].sum()
    assert fees == pytest.approx(numbers["budget.borrowing"] * borrowed["cents"].sum(), abs=len(borrowed["day"]))
    assert not len(rich.log.table("money_borrowed")["day"])


def test_wishes_are_the_same_and_the_answer_is_the_shops(make_scenario: MakeScenario) -> None:
    lives = [
        project(make_scenario, "hosted", introduction__scope=how).log.table("wish")
        for how in ("accept all", "only with a reason", "refuse all")
    ]
    assert all(np.array_equal(lives[0]["useful"], wishes["useful"]) for wishes in lives)
    assert lives[0]["accepted"].all()
    assert not lives[2]["accepted"].any()
    assert 0 < len(lives[0]["day"]) == len(lives[1]["day"])


def test_a_rehearsal_shows_what_the_brochure_did_not_say(make_scenario: MakeScenario) -> None:
    seen = project(make_scenario, introduction__trial_migration=True).log.table("trait_seen")
    expected = [place for place, trait in enumerate(traits_of("marketplace")) if trait.only_by_trial]
    assert seen["trait"].tolist() == expected
    assert (seen["stated"] != seen["found"]).all()
    assert not len(project(make_scenario).log.table("trait_seen")["day"])


def test_rehearsal_and_side_by_side_only_ever_take_errors_away(make_scenario: MakeScenario) -> None:
    """Paired: what is left is among what there was."""

    def moved(**policy: object) -> set[int]:
        born = project(make_scenario, **policy).log.table("fault_born")
        return set(born["item"][born["cause"] == BY_MOVE].tolist())

    plain, rehearsed = moved(), moved(introduction__trial_migration=True)
    both = moved(introduction__trial_migration=True, introduction__parallel_days=14)
    assert both <= rehearsed < plain
    assert len(plain) > 15
    assert len(both) < len(plain) / 4


def test_the_way_back_ends_a_bad_move(make_scenario: MakeScenario) -> None:
    """A day later the old system is in use again with the right prices; the second move is better."""
    life = project(make_scenario, introduction__rollback_percent=1)
    live, back = life.log.table("went_live"), life.log.table("rolled_back")
    assert live["attempt"].tolist() == [1, 2]
    assert back["day"][0] == pytest.approx(live["day"][0] + 1)
    assert back["wrong"][0] == live["errors"][0]
    assert live["errors"][1] < live["errors"][0]
    repaired = life.log.table("fault_repaired")
    assert (repaired["day"] == back["day"][0]).sum() == back["wrong"][0]
    assert not len(project(make_scenario, introduction__rollback_percent=20).log.table("rolled_back")["day"])


def test_the_fee_of_a_marketplace_is_a_share_of_sales(make_scenario: MakeScenario) -> None:
    life = run(
        scenario=make_scenario(customers=200, days=60, mechanisms=("introduction",), system="marketplace"), seed=5
    )
    costs, placed = life.log.table("cost"), life.log.table("order_placed")
    live = life.log.table("went_live")["day"][0]
    paid = costs["cents"][costs["what"] == COSTS.index("commission")].sum()
    sold = placed["value_cents"][placed["day"] > math.floor(live)].sum()
    assert paid == pytest.approx(0.12 * sold, rel=1e-3)


def test_without_a_system_nothing_is_introduced(make_scenario: MakeScenario) -> None:
    """The mechanism is part of every shop; where no system is named not one event differs."""
    settings = {"customers": 60, "days": 30}
    with_it = make_scenario(**settings)
    without = make_scenario(**settings, mechanisms=tuple(name for name in with_it.mechanisms if name != "introduction"))
    assert not differing_kinds(run(scenario=with_it, seed=3).log, run(scenario=without, seed=3).log)


def test_most_projects_keep_to_the_plan_and_a_few_do_not() -> None:
    """Share beyond 1.5 of a project without a body: all of them; the tail is cut off at six."""
    wild = with_overrides({"overrun.wild": 1.0})
    costs = np.array([overrun(Streams(seed), wild) for seed in range(300)])
    assert costs.min() >= wild["overrun.least"]
    assert costs.max() == wild["overrun.most"]
    tame = with_overrides({"overrun.wild": 0.0, "overrun.spread": 0.1})
    usual = np.array([overrun(Streams(seed), tame) for seed in range(300)])
    assert abs(np.log(usual).mean()) < 3.5 * 0.1 / math.sqrt(300)
    assert [longer(cost) for cost in (0.0, 1.0, 2.0, 6.0)] == [0.5, 1.0, 1.5, 3.0]


def test_delay_and_overrun_are_read_from_the_log(story: Story) -> None:
    assert value(story.end(), "project_delay_days") == value(story.end(), "project_overrun") == 0.0
    told = Story()
    told.tell("project_began", 0, planned_days=20.0, planned_cents=100_000)
    told.tell("cost", 10, what=COSTS.index("set-up of the system"), cents=90_000)
    told.tell("cost", 20, what=COSTS.index("set-up of the system"), cents=40_000)
    told.tell("went_live", 26, attempt=1, errors=3)
    assert value(told.end(), "project_delay_days") == 6.0
    late = Story()
    late.tell("project_began", 0, planned_days=20.0, planned_cents=100_000)
    assert value(late.end(), "project_delay_days") == 30.0  # 50 days, and not there yet


def test_systems_scenarios_share_the_old_shop() -> None:
    """They differ in the system alone, so that the choice is what is compared."""
    contents = [json.loads(load_scenario(f"system-{name}").model_dump_json()) for name in systems()]
    for content in contents:
        for word in ("name", "title", "story", "system"):
            content.pop(word)
    assert all(content == contents[0] for content in contents)
    assert read_parameters()["system.setup_cents"] == 0
