"""Planned events by form and scenarios of one's own: the ranges of the shipped ones, and one line for what is wrong."""

import json
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest

from sim.classroom.own_scenarios import find_scenario, planned_problem, read_own_scenario, save_scenario, with_planned
from sim.scenario import SalesPeak, Scenario, load_scenario
from sim.show import instructor
from sim.show.instructor import Instructor
from sim.show.instructor_events import EventForm, kinds
from tests.classroom import content, write_all

PEAK = {"kind": "sales peak", "day": 30, "days": 7, "factor": 2.0}


def parts(box: widgets.Widget) -> Iterator[widgets.Widget]:
    """A panel and everything in it."""
    yield box
    for child in getattr(box, "children", ()):
        yield from parts(child)


def press(panel: widgets.Widget, words: str) -> None:
    """Click the button that begins with these words."""
    next(one for one in parts(panel) if isinstance(one, widgets.Button) and one.description.startswith(words)).click()


def told(panel: widgets.Widget) -> str:
    """Everything a panel says."""
    return " ".join(one.value for one in parts(panel) if isinstance(one, widgets.HTML))


@pytest.fixture
def desk(tmp_path: Path) -> Instructor:
    """The instructor's room with folders of its own, and the tiny shop in it."""
    made = instructor.start(tmp_path / "scenarios", tmp_path / "hand-in", tmp_path / "out")
    made.room.base = Scenario.model_validate({**made.room.base.model_dump(), "customers": 60, "days": 40})
    return made


def own(*events: dict[str, object], name: str = "our-week") -> Scenario:
    """The corner shop with these events."""
    return with_planned(load_scenario("corner-shop"), events, name=name, title="Our week", story="A week.")


def test_the_form_has_the_fields_and_ranges_of_the_declaration() -> None:
    """A range that is said twice is wrong once."""
    assert set(kinds()) == {"sales peak", "supplier failure", "phishing wave"}
    form = EventForm("sales peak", SalesPeak, 180)
    assert set(form.inputs) == {"day", "days", "factor"}
    assert (form.inputs["factor"].min, form.inputs["factor"].max) == (0.1, 10)
    assert SalesPeak.model_validate(form.event)


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ([PEAK, {**PEAK, "day": 36}], "they overlap"),
        ([{**PEAK, "day": 178}], "allowed days 0 to 179"),
        ([{**PEAK, "factor": 11.0}], "less than or equal to 10"),
    ],
    ids=["overlap", "outside the run", "outside its range"],
)
def test_events_that_do_not_fit_are_refused_in_one_line(events: list[dict[str, object]], says: str) -> None:
    """Two peaks at once, or one after the end, would silently do something else than meant."""
    with pytest.raises(ValueError, match=says) as caught:
        own(*events)
    assert "\n" not in str(caught.value)


def test_events_that_touch_do_not_overlap() -> None:
    """A peak may begin the day after another ended; two kinds may come together."""
    wave = {**PEAK, "kind": "phishing wave"}
    assert planned_problem(own(PEAK, {**PEAK, "day": 37}, wave)) is None


@pytest.mark.parametrize("name", ["corner-shop", "../up", "Big", "", "a" * 41])
def test_names_that_cannot_be_used(name: str) -> None:
    """A name becomes a file, so it has no dots and slashes, and no shipped scenario is hidden."""
    with pytest.raises(ValueError, match="name: allowed"):
        own(PEAK, name=name)


def test_a_saved_scenario_comes_back_and_is_not_written_over(tmp_path: Path) -> None:
    """What was planned last week must not vanish by a slip."""
    path = save_scenario(own(PEAK), tmp_path)
    assert find_scenario(str(path)) == own(PEAK)
    with pytest.raises(FileExistsError):
        save_scenario(own(), tmp_path)
    assert read_own_scenario(path).planned
    save_scenario(own(), tmp_path, replace=True)
    assert not read_own_scenario(path).planned
    assert [one.name for one in tmp_path.iterdir()] == ["our-week.json"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "line 1"),
        ("[]", "allowed an object"),
        ('{"based_on": "corner-shop", "name": "x", "days": 0}', "days: "),
        ('{"based_on": "../x", "name": "x"}', "scenario: allowed"),
        ('{"based_on": "corner-shop", "name": "x", "start": "2026-02-31"}', "start: allowed a day"),
        ('{"based_on": "corner-shop", "name": "x", "policy": {"service.clerks": 99}}', "clerks"),
        ('{"based_on": "corner-shop", "name": "x", "parameters": {"no.such": 1}}', "no.such"),
        (json.dumps({"based_on": "corner-shop", "name": "x", "planned": [{**PEAK, "day": 179}]}), "allowed days"),
    ],
)
def test_a_file_that_is_no_scenario_is_named(text: str, says: str, tmp_path: Path) -> None:
    """A form wrote it, but anybody may have edited it since."""
    path = tmp_path / "mine.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=says) as caught:
        find_scenario(str(path))
    assert "mine.json" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_planning_saving_and_choosing_with_buttons(desk: Instructor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plan, be told of an overlap, save, be told of a name that is taken, and find the scenario in the list."""
    monkeypatch.setattr("sim.show.debrief_parts.time_line", lambda *_: "")  # pictures are looked at elsewhere
    chooser, events, save = desk.scenario(), desk.events(), desk.save()
    press(events, "Plan")
    assert "Planned" in told(events)
    press(events, "Plan")
    assert "they overlap" in told(events)
    assert len(desk.room.scenario.planned) == 1
    name = next(one for one in parts(save) if isinstance(one, widgets.Text))
    name.value = "our-week"
    press(save, "Save")
    assert "Saved and chosen" in told(save)
    press(save, "Save")
    assert "is there already" in told(save)
    listed = next(one for one in parts(chooser) if isinstance(one, widgets.Dropdown))
    assert listed.label == "Your own: our-week"
    listed.value = "corner-shop"
    assert desk.room.scenario == load_scenario("corner-shop")
    press(desk.events(), "Plan")
    events = desk.events()
    press(events, "Take out")
    assert not desk.room.events


def test_an_empty_folder_is_said_in_one_line(desk: Instructor) -> None:
    """No traceback, whatever the folder holds."""
    panel = desk.class_run()
    press(panel, "Run the class")
    assert "Nothing to run" in told(panel)


def test_a_preview_needs_an_event(desk: Instructor) -> None:
    """Two equal shops are no comparison."""
    panel = desk.preview()
    press(panel, "Try")
    assert "Plan an event first" in told(panel)


@pytest.mark.slow
def test_preview_and_class_run_with_buttons(desk: Instructor, tmp_path: Path) -> None:
    """From a planned event to the page, without a line of code."""
    folder = write_all(tmp_path / "hand-in", [content("TC7-0001"), content("TC7-0002", "security")])
    (folder / "99.json").write_text("{", encoding="utf-8")
    desk.room.add({**PEAK, "day": 5})
    preview = desk.preview()
    press(preview, "Try")
    assert "with and without the events" in told(preview)
    panel = desk.class_run()
    shops = next(one for one in parts(panel) if isinstance(one, widgets.BoundedIntText))
    shops.value = 2
    press(panel, "Run the class")
    assert "The page is kept as" in told(panel)
    assert "99.json" in told(panel)
    page = (tmp_path / "out" / "debrief.html").read_text(encoding="utf-8")
    assert "with events of your own" in page
    assert "TC7" not in told(panel).split("Save debrief.html")[1]
