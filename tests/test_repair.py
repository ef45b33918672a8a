"""What is put right first, whole batches, and clerks who go on after closing time."""

from typing import Any

import numpy as np
import pytest

from sim.codes import COSTS, FINDERS
from sim.policy import with_levers
from sim.processes import repair
from sim.run import build
from sim.world.shop import PRICE
from sim.world.staff import ROUTINE
from sim.world.world import World
from tests.conftest import MakeScenario

MORNING = 9 / 24
QUIET = {
    "publish.price_changes_per_day": 0.0,
    "publish.promotions_per_week": 0.0,
    "content.faults_per_item_day": 0.0,
    "range.models_per_month": 0.0,
}


def quiet(make_scenario: MakeScenario, **levers: Any) -> World:
    """A shop in which nothing happens by itself, on a Monday at midnight."""
    scenario = make_scenario(customers=200, days=7, mechanisms=("publishing",), parameters={**QUIET, "check.hours": 0})
    policy = with_levers(scenario.reference_policy(), {"monitoring.price_check_days": 90, **levers})
    return build(policy, scenario, 1)


def spoil(world: World, item: int, factor: float, batch: int = -1) -> None:
    """The price of an item goes wrong."""
    page = round(world.shop.page_cents[item] * factor)
    with world.change():
        repair.give_birth(world, item, PRICE, "shifted rows", (page, page), batch)


@pytest.mark.parametrize(
    ("first", "order"),
    [
        ("oldest", [300, 10, 150]),
        ("dearest difference", [150, 300, 10]),
        ("best sellers", [10, 150, 300]),
        ("all at once", None),
    ],
)
def test_repairs_go_in_the_order_of_the_house(first: str, order: list[int] | None, make_scenario: MakeScenario) -> None:
    """Three wrong prices: the oldest on a dear item, the largest on the second, and the last on what sells most."""
    world = quiet(make_scenario, **{"repair.first": first})
    for day, item, factor in ((0.1, 300, 1.01), (0.2, 10, 1.1), (0.3, 150, 3.0)):
        world.env.run(until=day)
        spoil(world, item, factor)
    world.usual_units = np.zeros(world.shop.items)
    world.usual_units[[10, 150, 300]] = 9, 5, 1
    world.start(repair.mend(world, [(PRICE, item) for item in (10, 150, 300)], "check"))
    world.env.run(until=1)
    world.log.close()
    table = world.log.table("fault_repaired")
    each = world.numbers["repair.minutes"] / 1440
    if order is None:
        assert table["day"] == pytest.approx(np.full(3, MORNING + 3 * each))
    else:
        assert table["item"].tolist() == order
        assert table["day"] == pytest.approx(MORNING + each * np.arange(1, 4))


@pytest.mark.parametrize("whole_batch", [False, True])
def test_one_page_of_a_bad_batch_leads_to_all_of_it(whole_batch: bool, make_scenario: MakeScenario) -> None:
    """A customer reports one of three; the fourth, wrong for a reason of its own, stays as it is either way."""
    world = quiet(make_scenario, **{"repair.whole_batch": whole_batch})
    for item in (20, 30, 40):
        spoil(world, item, 1.2, batch=5)
    spoil(world, 50, 1.2)
    world.start(repair.reported(world, 30))
    world.env.run(until=1)
    world.log.close()
    repaired, found = world.log.table("fault_repaired"), world.log.table("fault_found")
    assert sorted(repaired["item"].tolist()) == ([20, 30, 40] if whole_batch else [30])
    assert sorted(found["item"].tolist()) == sorted(repaired["item"].tolist())
    assert (found["finder"] == FINDERS.index("customer")).all()
    minutes = world.numbers["repair.batch_minutes" if whole_batch else "repair.minutes"]
    assert repaired["day"] == pytest.approx(np.full(len(repaired["day"]), MORNING + minutes / 1440))


@pytest.mark.parametrize(("overtime", "tasks", "ends"), [(0, 6, 0), (2, 6, 2), (2, 3, 0)])
def test_clerks_go_on_while_much_waits(overtime: int, tasks: int, ends: float, make_scenario: MakeScenario) -> None:
    """One clerk, tasks of four hours from nine o'clock on: two fit into the day, the third ends late or tomorrow.

    With six tasks, three wait when the third is taken up at 17:00, so it is worked on until 20:00; with three nobody
    waits, and the clerk goes home at 18:00.
    """
    world = quiet(make_scenario, **{"service.clerks": 1, "service.overtime_hours": overtime})
    for _ in range(tasks):
        world.start(world.staff.work("repair", 4.0, ROUTINE))
    world.env.run(until=3)
    world.log.close()
    cost, done = world.log.table("cost"), world.log.table("work")["day"]
    hours = cost["cents"][cost["what"] == COSTS.index("overtime")] / 7500 / 1.5
    assert hours.sum() == pytest.approx(ends)
    third = 1 + MORNING + (3 - ends) / 24
    assert done[2] == pytest.approx(third)
