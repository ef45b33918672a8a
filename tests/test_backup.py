"""Data are lost; what comes back depends on the copies, and on whether anybody ever tried them."""

from collections.abc import Callable

import numpy as np
import pytest

from sim.codes import BACKUP_COPIES, CAUSES, MENDERS, OUTAGES, TASKS
from sim.measures import MEASURES
from sim.parameters import read_parameters, with_overrides
from sim.run import Run, run
from sim.scenario import Scenario
from sim.streams import Streams
from sim.world.backups import Backups, can_be_read
from sim.world.order_book import OrderBook
from sim.world.till_history import TillHistory
from tests.conftest import differing_kinds
from tests.direction import NO_OUTAGES
from tests.handwritten import Story, value

MakeScenario = Callable[..., Scenario]
CHANGE = OUTAGES.index("a change to the system")
ALWAYS = {**NO_OUTAGES, "outage.changes_per_month": 12.0, "outage.change_failure": 1.0, "loss.change": 1.0}
SURE = {"backup.succeeds": 1.0, "backup.restores": 1.0, "backup.breaks_per_day": 0.0}


def losing(make_scenario: MakeScenario, parameters: dict[str, float], **policy: object) -> Run:
    """A shop that changes prices and loses its data now and then."""
    levers = {f"continuity.{name}": chosen for name, chosen in policy.items()}
    mechanisms = ("continuity", "outages", "publishing", "service")
    scenario = make_scenario(
        customers=300, days=45, mechanisms=mechanisms, parameters={**ALWAYS, "base.r": 1.5, **parameters}, policy=levers
    )
    return run(scenario=scenario, seed=2)


def test_with_sure_copies_the_latest_one_is_used(make_scenario: MakeScenario) -> None:
    """Copies at full multiples of six hours; what is lost is what came after."""
    back = losing(make_scenario, SURE, backup_hours=6).log.table("data_recovered")
    assert len(back["day"]) > 5
    assert back["from_copy"].all()
    assert np.allclose(back["point"], np.floor(back["lost"] * 4) / 4)
    assert (back["hours_lost"] < 6).all()


def test_older_prices_come_back_as_faults(make_scenario: MakeScenario) -> None:
    """After a recovery the items named show an older price than the list asks for, until a check finds them."""
    life = losing(make_scenario, SURE, backup_hours=168)
    born, back = life.log.table("fault_born"), life.log.table("data_recovered")
    ours = born["cause"] == CAUSES.index("lost in the recovery")
    assert ours.sum() > 10
    assert np.isin(born["day"][ours], back["day"]).all()
    assert (born["shown_cents"][ours] != born["master_cents"][ours]).all()
    assert ours.sum() <= back["items"].sum()  # some of the items were wrong before


def test_orders_of_the_lost_hours_are_typed_in_again(make_scenario: MakeScenario) -> None:
    """Exactly the orders between the copy and the loss, each of them completed by staff later."""
    life = losing(make_scenario, SURE, backup_hours=48)
    placed, missing, filed = (life.log.table(kind) for kind in ("order_placed", "record_missing", "record_completed"))
    expected: set[int] = set()
    for lost, point in zip(
        *(life.log.table("data_recovered")[name].tolist() for name in ("lost", "point")), strict=True
    ):
        inside = (placed["day"] > max(point, 0.0)) & (placed["day"] <= lost)
        expected |= set(placed["order"][inside].tolist())
    assert len(expected) > 10
    assert set(missing["order"].tolist()) == expected
    assert set(filed["order"].tolist()) <= expected
    assert len(filed["order"]) > 10
    assert (life.log.table("work")["task"] == TASKS.index("orders typed in again")).any()


def test_a_copy_on_the_machine_that_breaks_is_no_copy(make_scenario: MakeScenario) -> None:
    by_hardware = {**NO_OUTAGES, "outage.hardware_per_year": 60.0, "loss.hardware": 1.0, **SURE}
    here, elsewhere = (
        losing(make_scenario, by_hardware, backup_copies=where).log.table("data_recovered")
        for where in BACKUP_COPIES[:2]
    )
    assert len(here["day"])
    assert not here["from_copy"].any()
    assert np.allclose(here["hours_lost"], 24 * read_parameters()["recovery.paper_days"])
    assert elsewhere["from_copy"].all()
    assert here["hours"].mean() > elsewhere["hours"].mean() + 12


def test_only_a_test_or_a_loss_shows_a_silent_break(make_scenario: MakeScenario) -> None:
    parameters = {**NO_OUTAGES, "backup.breaks_per_day": 0.3}
    never = losing(make_scenario, parameters).log
    assert len(never.table("backup_broke")["day"]) == 1
    assert not len(never.table("backup_mended")["day"])
    tested = losing(make_scenario, parameters, restore_test_days=5).log
    broke, mended = tested.table("backup_broke")["day"], tested.table("backup_mended")
    assert len(mended["day"]) > 3
    assert np.array_equal(mended["since"], broke[: len(mended["since"])])
    assert set(mended["finder"]) == {MENDERS.index("restore test")}
    needed = losing(make_scenario, {"backup.breaks_per_day": 0.3}).log.table("backup_mended")
    assert set(needed["finder"]) == {MENDERS.index("loss of data")}


def test_chance_to_read_a_copy() -> None:
    """By hand, q = 0.9 and beta = 0.7: one copy .9, two .9 + .1 x .3 x .9, and a third without a common cause."""
    numbers = with_overrides({"backup.restores": 0.9, "backup.common_cause": 0.7})
    assert can_be_read(numbers, 0, machine_lost=False) == pytest.approx(0.9)
    assert can_be_read(numbers, 0, machine_lost=True) == 0.0
    assert can_be_read(numbers, 1, machine_lost=True) == pytest.approx(0.9)
    assert can_be_read(numbers, 1, machine_lost=False) == pytest.approx(0.927)
    assert can_be_read(numbers, 2, machine_lost=False) == pytest.approx(1 - 0.073 * 0.1)
    assert can_be_read(numbers, 2, machine_lost=True) == pytest.approx(0.99)


def test_copies_made_while_copying_was_broken_are_worthless() -> None:
    backups = Backups(with_overrides(SURE), Streams(1), 24.0, 0)
    backups.broken_since = 4.5
    assert backups.recover(9, CHANGE, 9.2, machine_lost=False).point == 4.0
    backups.broken_since = None
    assert backups.recover(9, CHANGE, 9.2, machine_lost=False).point == 9.0


def test_the_till_of_then() -> None:
    tills = TillHistory(np.array([100, 200]))
    tills.note(np.array([110, 200]), 1.0)
    tills.note(np.array([120, 210]), 2.0)
    assert [tills.as_of(day).tolist() for day in (0.5, 1.0, 1.9, 2.0)] == [
        [100, 200],
        [110, 200],
        [110, 200],
        [120, 210],
    ]


def test_the_order_book_knows_moments() -> None:
    """Days are forgotten from the oldest on; the bounds are after `begin` and up to `end`."""
    book = OrderBook(2)
    for day in (0, 1, 2):
        book.note(np.array([7, 3, 5]), day + np.array([0.1, 0.5, 0.9]), np.array([7, 5]), 10 * day + np.array([7, 5]))
    assert book.between(0.0, 9.0)[1].tolist() == [17, 15, 27, 25]
    assert book.between(1.1, 2.5)[1].tolist() == [15, 27]
    assert book.between(3.0, 4.0)[1].tolist() == []


def test_a_loss_to_be_expected_needs_no_loss(story: Story) -> None:
    """Sound copies of a day: 24 (1/(p q) - 1/2) hours; broken for the last ten of 50 days, the hours since on top."""
    assert value(story.end(), "recovery_point_hours") == 0.0
    told = Story()
    told.tell("backups_kept", 0, every_hours=24, copies=BACKUP_COPIES.index("a second place and off-line"))
    numbers = read_parameters()
    by_cause = [
        24 * (1 / (numbers["backup.succeeds"] * can_be_read(numbers, 2, machine_lost=lost)) - 0.5) for lost in (0, 1)
    ]
    weights = 12 * numbers["outage.changes_per_month"] * numbers["outage.change_failure"] * numbers["loss.change"]
    weight = weights / (weights + numbers["outage.hardware_per_year"] * numbers["loss.hardware"])
    sound = weight * by_cause[0] + (1 - weight) * by_cause[1]
    assert value(told.end(), "recovery_point_hours") == pytest.approx(sound)
    broken = Story()
    broken.tell("backups_kept", 0, every_hours=24, copies=BACKUP_COPIES.index("a second place and off-line"))
    broken.tell("backup_broke", 40)
    assert value(broken.end(), "recovery_point_hours") == pytest.approx(sound + 24 * 5 * 10 / 50)


def test_recovery_hours_is_a_mean_of_those_that_happened(story: Story) -> None:
    for day, hours in ((1, 3.0), (9, 5.0)):
        story.tell(
            "data_recovered",
            day,
            lost=day - 1.0,
            point=day - 2.0,
            hours_lost=24.0,
            hours=hours,
            from_copy=True,
            items=0,
        )
    assert value(story.end(), "recovery_hours") == 4.0
    assert MEASURES["recovery_hours"].unit == "hours"


def test_copies_that_nobody_needs_change_nothing_else(make_scenario: MakeScenario) -> None:
    """Where nothing goes down, the mechanism adds its own two kinds of event and no other differs."""
    settings = {"customers": 60, "days": 30, "parameters": NO_OUTAGES}
    with_it = make_scenario(**settings)
    without = make_scenario(**settings, mechanisms=tuple(name for name in with_it.mechanisms if name != "continuity"))
    found = differing_kinds(run(scenario=with_it, seed=3).log, run(scenario=without, seed=3).log)
    assert "backups_kept" in found
    assert set(found) <= {"backups_kept", "backup_broke"}
