"""The workshop without a browser: a plan over several topics, run and explained."""

import pytest

from sim.policy import levers
from sim.scenario import Scenario
from sim.show.workshop import SHOPS, Workshop


@pytest.fixture
def workshop(tiny: Scenario) -> Workshop:
    """A workshop in the tiny shop."""
    return Workshop(tiny)


def choose(workshop: Workshop, topic: str, **values: object) -> None:
    """Open a topic and move some of its levers."""
    workshop.topic.value = topic
    for path, field in workshop.forms[-1].inputs.items():
        name = path.partition(".")[2]
        if name in values:
            field.value = values[name]


def test_every_lever_has_a_topic(workshop: Workshop) -> None:
    """What no page opens, no trainee can use."""
    offered = []
    for topic in workshop.topic.options:
        workshop.topic.value = topic
        offered += [path for form in workshop.forms for path in form.values]
    assert sorted(offered) == sorted(lever.path for lever in levers())


def test_a_plan_holds_over_topics(workshop: Workshop) -> None:
    """Two topics, one plan; a lever that is moved back is no part of it any more."""
    choose(workshop, "Members and points", open=True)
    choose(workshop, "Bring a friend", reward_hkd=50)
    assert workshop.plan == {"members.open": True, "referral.reward_hkd": 50}
    assert "Membership scheme: yes" in workshop.plan_line.value
    choose(workshop, "Members and points", open=False)
    assert workshop.plan == {"referral.reward_hkd": 50}
    workshop.clear_button.click()
    assert "nothing is changed yet" in workshop.plan_line.value


def test_an_empty_plan_is_told_so(workshop: Workshop) -> None:
    """No run without a change, no reasons without a run."""
    workshop.run_button.click()
    assert "choose a topic and move a lever first" in workshop.place.value
    workshop.why_button.click()
    assert "Run the shop first" in workshop.place.value


def test_a_plan_is_run_and_explained(workshop: Workshop) -> None:
    """Words, picture and table of five shops; then the three answers to why."""
    choose(workshop, "Newsletters and consent", newsletters_per_month=12, audience="everyone")
    workshop.run_button.click()
    assert f"Mean of {SHOPS} shops" in workshop.answer.value
    assert "<svg" in workshop.answer.value
    workshop.why_button.click()
    for words in ("By decision", "By mechanism", "By story", "All together"):
        assert words in workshop.why.value, words
    assert not workshop.run_button.disabled


def test_another_shop_begins_afresh() -> None:
    """What was found in one shop is not shown as if it were found in the next; the plan stays."""
    workshop = Workshop()
    workshop.plan["members.open"] = True
    workshop.answer.value = "of the first shop"
    workshop.shop.value = 1
    assert workshop.answer.value == ""
    assert workshop.plan == {"members.open": True}
    assert "habit" not in " ".join(title for title, _ in workshop.shop.options)


def test_the_measures_of_today_are_in_sight_before_anything_is_tried(workshop: Workshop) -> None:
    """An empty strip that never fills says that something is broken."""
    assert "is being opened" in workshop.strip.value
    workshop.panel()
    assert f"mean of {SHOPS} shops" in workshop.strip.value
