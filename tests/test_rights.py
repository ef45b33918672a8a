"""The permission matrix: ticks follow the line of roles, and what is ticked is what the shop does."""

from sim.codes import ACTIONS, RIGHTS_OF
from sim.policy import lever_value
from sim.scenario import Scenario
from sim.show.desk import Desk
from sim.show.rights_editor import PATHS, RightsEditor
from sim.show.rights_panel import beside
from sim.show.workshop import Workshop

TODAY = dict.fromkeys(PATHS.values(), "all staff")


def test_a_tick_reaches_up_and_its_loss_reaches_down() -> None:
    told: list[int] = []
    editor = RightsEditor(TODAY, lambda: told.append(1))
    refund, path = editor.ticks["refund"], PATHS["refund"]
    assert [tick.value for tick in refund] == [True, True, True, False]
    refund[1].value = False
    assert [tick.value for tick in refund] == [True, False, False, False]
    assert editor.values[path] == "administrators only"
    refund[3].value = True
    assert editor.values[path] == "all staff and suppliers"
    assert len(told) == 2, "once for each click"
    editor.show({})
    assert editor.values == TODAY
    assert len(told) == 2, "what the page sets tells nobody"
    assert refund[0].disabled, "administrators may do everything"


def test_every_action_has_its_lever() -> None:
    editor = RightsEditor(TODAY, lambda: None)
    for action in ACTIONS:
        for last, words in enumerate(RIGHTS_OF):
            editor.show({PATHS[action]: words})
            assert sum(tick.value for tick in editor.ticks[action]) == last + 1
            assert editor.values == {**TODAY, PATHS[action]: words}


def test_the_workshop_takes_rights_into_its_plan(tiny: Scenario) -> None:
    workshop = Workshop(tiny)
    topic = next(group for group, each in workshop._topics.items() if PATHS["refund"] in {one.path for one in each})
    workshop.topic.value = topic
    editor = workshop.forms[0]
    assert isinstance(editor, RightsEditor)
    editor.ticks["refund"][2].value = False
    assert workshop.plan == {PATHS["refund"]: "the staff in charge"}
    editor.ticks["refund"][2].value = True
    assert workshop.plan == {}


def test_two_shops_stand_beside_each_other(tiny: Scenario) -> None:
    practice = Desk("security", tiny).practice
    assert lever_value(practice.reference, PATHS["refund"]) == "all staff"
    today = practice.one_run(practice.reference, 1)
    other = practice.one_run(practice.policy({PATHS["refund"]: "administrators only"}), 1)
    page = beside(today, other)
    assert "These rights" in page
    assert "The diary of attacks has" in page
