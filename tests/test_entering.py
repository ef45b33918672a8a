"""Changes of prices and offers: three ways to enter them, what goes wrong with each, what is not entered in time."""

from typing import Any

import numpy as np
import pytest

from sim.codes import CAUSES, TASKS
from sim.policy import with_levers
from sim.run import Run, build, run
from sim.world.shop import NO_BATCH, NOT_WRONG, PRICE
from sim.world.world import World
from tests.conftest import MakeScenario
from tests.handwritten import Story, value

SURE = {"publish.slip": 0.0, "publish.slip_promotion": 0.0, "check.finds": 0.0}
DAYS = 21


def world_after(make_scenario: MakeScenario, entry: str, parameters: dict[str, float], **levers: Any) -> World:
    """A shop that nobody visits, three weeks after take-over."""
    scenario = make_scenario(customers=1, days=DAYS, mechanisms=("publishing",), parameters={**SURE, **parameters})
    world = build(with_levers(scenario.reference_policy(), {"publishing.entry": entry, **levers}), scenario, 1)
    world.env.run(until=DAYS)
    world.log.close()
    return world


def born(world: World, cause: str) -> dict[str, np.ndarray]:
    """Faults of one cause."""
    table = world.log.table("fault_born")
    return {name: values[table["cause"] == CAUSES.index(cause)] for name, values in table.items()}


def test_nothing_goes_wrong_where_nobody_slips(make_scenario: MakeScenario) -> None:
    """All three ways then lead to the same pages."""
    pages = []
    for entry in ("by hand", "template", "feed"):
        world = world_after(make_scenario, entry, {"publish.template_shift": 0.0, "publish.feed_breaks": 0.0})
        assert not ((world.log.table("fault_born")["day"] >= 0) & (world.log.table("fault_born")["field"] < 2)).any()
        assert not len(world.log.table("change_late")["day"])
        pages.append(world.shop.page_cents)
    assert np.array_equal(pages[0], pages[1])
    assert np.array_equal(pages[0], pages[2])


def test_shifted_rows_give_each_item_the_price_of_another(make_scenario: MakeScenario) -> None:
    """The whole batch goes wrong at one moment, with the prices of the batch in another order."""
    world = world_after(
        make_scenario, "template", {"publish.template_shift": 1.0, "publish.price_changes_per_day": 0.0}
    )
    wrong = born(world, "shifted rows")
    first = wrong["day"] == wrong["day"][0]
    assert first.sum() > 5
    shown, right = wrong["shown_cents"][first], wrong["master_cents"][first]
    assert (shown != right).all()
    assert np.isin(shown[1:], right[:-1]).all()
    assert np.array_equal(shown, wrong["charged_cents"][first])
    open_ = world.shop.wrong_since > NOT_WRONG
    assert (world.shop.fault_batch[open_] != NO_BATCH).any()


def test_a_broken_feed_leaves_the_whole_batch_as_it_was(make_scenario: MakeScenario) -> None:
    """Master moves, page and till do not; a second reader of the list sees nothing of it."""
    levers = {"publishing.second_person_checks": True}
    world = world_after(make_scenario, "feed", {"publish.feed_breaks": 1.0}, **levers)
    assert np.array_equal(world.shop.page_cents, world.shop.usual_cents)
    assert np.array_equal(world.shop.till_cents, world.shop.usual_cents)
    changed = np.unique(world.log.table("price_changed")["item"])
    assert set(np.unique(born(world, "feed broken")["item"])) == set(changed.tolist())


def test_what_is_not_entered_in_time_is_wrong_until_it_is(make_scenario: MakeScenario) -> None:
    """Ten hours for each change: pages are wrong from the due time on, and right when the change is entered."""
    world = world_after(make_scenario, "by hand", {"publish.minutes": 600.0, "publish.promotions_per_week": 0.0})
    late, announced = born(world, "not yet entered"), world.log.table("change_announced")
    work, repaired = world.log.table("work"), world.log.table("fault_repaired")
    entered = work["day"][work["task"] == TASKS.index("publishing")]
    assert len(late["day"]) > 5
    assert np.isin(late["day"], announced["due"]).all()
    assert len(repaired["day"]) > 5
    assert np.isin(repaired["day"], entered).all()
    assert np.array_equal(late["shown_cents"][:3], world.shop.usual_cents[late["item"][:3]])
    assert not len(world.log.table("fault_found")["day"]), "that it is not entered yet is known"
    assert (world.log.table("price_changed")["day"] <= np.max(announced["due"])).all()
    waits = world.shop.wrong(PRICE)
    done = ~waits
    assert np.array_equal(world.shop.page_cents[done], world.shop.master_cents()[done])


def test_an_offer_that_was_entered_late_is_shown_once(make_scenario: MakeScenario) -> None:
    """The promotions of a Monday take until Tuesday: faults from the due time on, then one offer a page."""
    late = {"publish.minutes": 60.0, "publish.price_changes_per_day": 0.0}
    world = world_after(make_scenario, "by hand", late)
    assert len(born(world, "not yet entered")["day"]) > 10
    shown, weeks = world.log.table("offer_shown"), 3
    assert len(shown["day"]) <= 12 * weeks
    assert len(np.unique(shown["item"] + 1000 * np.floor(shown["day"]))) == len(shown["day"])


def test_changes_on_time_counts_those_that_fell_due(story: Story) -> None:
    """Of four that fell due two were not entered in time; a fifth is not due yet."""
    for item, due in ((1, 5.0), (2, 5.0), (3, 5.0), (4, 5.0), (5, 60.0)):
        story.tell("change_announced", 4, item=item, field=PRICE, reason=0, due=due)
    for item in (3, 4):
        story.tell("change_late", 5.0, item=item, field=PRICE, reason=0)
    assert value(story.end(days=50), "changes_on_time") == 0.5


@pytest.mark.slow
def test_a_template_pays_for_long_lists_only(make_scenario: MakeScenario) -> None:
    """The file takes time of its own: two changes are quicker by hand, a season's change of prices is not."""

    def hours(entry: str, changes: float) -> float:
        parameters = {"publish.price_changes_per_day": changes, "publish.promotions_per_week": 0.0}
        scenario = make_scenario(customers=1, days=30, mechanisms=("publishing",), parameters=parameters)
        life: Run = run(with_levers(scenario.reference_policy(), {"publishing.entry": entry}), scenario, 1)
        work = life.log.table("work")
        return float(work["hours"][work["task"] == TASKS.index("publishing")].sum())

    assert hours("template", 2.0) > hours("by hand", 2.0)
    assert hours("template", 50.0) < 0.7 * hours("by hand", 50.0)
