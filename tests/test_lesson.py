"""The lessons without a browser: practice runs, words, the form, the run and the hand-in."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest

from sim.assessment.exercise import HEADLINES, exercise_names, load_exercise
from sim.assessment.submission import Submission
from sim.policy import find_lever
from sim.scenario import Scenario
from sim.show import hand_in, lesson
from sim.show.brief_panel import brief_panel
from sim.show.decide_panel import DecidePanel
from sim.show.desk import Desk
from sim.show.errand import NOT_YOUR_FAULT, Errand, careful
from sim.show.first_look import FirstLook
from sim.show.lesson_words import inspection_words, lesson_words
from sim.show.lever_form import LeverForm
from sim.show.looks import lever_text
from sim.show.practice import Practice, Reasons
from sim.show.saved_work import Effect
from sim.show.verdict import against_prediction, good_or_bad, sentence
from sim.show.words_panel import hand_in_panel

NEWSLETTERS = "outreach.newsletters_per_month"


@pytest.fixture(scope="module")
def practice(tiny: Scenario) -> Practice:
    """Three tiny practice shops, whose runs the tests of this file share."""
    made = Practice(load_exercise("promotions"), tiny)
    made.seeds = (1, 2, 3)
    return made


@pytest.fixture
def desk(tiny: Scenario, practice: Practice, tmp_path: Path) -> Desk:
    """A desk in the tiny shop."""
    made = Desk("promotions", tiny, tmp_path / "work")
    made.practice = practice
    return made


def predicted(desk: Desk) -> Desk:
    """The same desk, with a prediction."""
    desk.work.expected = {"retention_rate": "up", "sales_accuracy": "same", "compliance_incidents": "down"}
    desk.work.because = "Letters remind people."
    return desk


def effect(change: float, low: float | None, high: float | None, higher: int = 9, lower: int = 1) -> Effect:
    """An effect with these figures."""
    return Effect(today=0.4, yours=0.4 + change, change=change, low=low, high=high, higher=higher, lower=lower)


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_has_a_whole_lesson(name: str) -> None:
    """An exercise without words would open an empty page."""
    exercise = load_exercise(name)
    words = inspection_words(exercise) if exercise.task == "inspection" else lesson_words(exercise)
    assert all(words.prompt(ask.id) for ask in exercise.asks)
    if exercise.task != "questions":
        assert words.example is not None
        assert words.example.story
        assert words.before_you_predict


def test_a_policy_meets_a_shop_only_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reference is run beforehand, so that a click waits for one run only."""
    practice = desk.practice
    list(practice.prepare())
    runs = []
    monkeypatch.setattr("sim.show.practice.run", lambda *given: runs.append(given) or practice.one_run(*given[::2]))
    practice.effects(practice.reference, practice.seeds)
    assert not runs


def test_a_sentence_says_how_many_shops_and_how_sure() -> None:
    """A mean without its interval teaches the wrong thing."""
    said = sentence("retention_rate", effect(0.021, 0.017, 0.025), 10)
    assert (
        said == "In 9 of 10 shops your plan kept more customers; the change was +2.1 points, give or take 0.4 points."
    )


def test_an_interval_with_zero_in_it_is_no_difference() -> None:
    """Luck must not be sold as skill."""
    one = effect(0.003, -0.006, 0.012)
    assert sentence("retention_rate", one, 10).startswith("No clear difference was found in 10 shops")
    assert good_or_bad("retention_rate", one) == "no clear change"


def test_one_shop_is_never_a_verdict() -> None:
    """The first figures come from one shop."""
    one = effect(0.05, None, None, higher=1, lower=0)
    assert "One shop can be luck" in sentence("retention_rate", one, 1)
    assert against_prediction("retention_rate", "up", one)[2] == "wait"


def test_fewer_incidents_are_better() -> None:
    """Up is not always good."""
    assert good_or_bad("compliance_incidents", effect(-3.0, -4.0, -2.0)) == "better"


def test_the_shares_add_up_to_the_change(desk: Desk) -> None:
    """By decision: what each lever did is all that was done."""
    practice, reasons = desk.practice, Reasons()
    policy = practice.policy({NEWSLETTERS: 12, "coupons.depth_percent": 20})
    list(practice.explain(policy, reasons))
    change = practice.effects(policy, reasons.seeds)["change"]
    for measure in HEADLINES:
        assert reasons.decisions[measure].sum() == pytest.approx(change[measure])
    assert set(reasons.decisions.index) == {NEWSLETTERS, "coupons.depth_percent"}


@pytest.mark.parametrize("name", exercise_names())
def test_the_form_follows_from_the_levers(name: str) -> None:
    """Label, unit, range and help come from one declaration, and nothing acts while a slider is dragged."""
    practice = Practice(load_exercise(name))
    form = LeverForm(practice.exercise.open_levers(), practice.today(), lambda: None)
    for lever in practice.exercise.open_levers():
        made = form.inputs[lever.path]
        assert made.description.startswith(lever.label)
        if isinstance(made, widgets.IntSlider | widgets.FloatSlider):
            assert (made.min, made.max, made.continuous_update) == (lever.low, lever.high, False)
    assert form.values == practice.today()


def test_run_is_locked_until_the_prediction_is_complete(desk: Desk) -> None:
    """A prediction after the result is none; the panel says what is missing."""
    panel = DecidePanel(desk)
    assert panel.run_button.disabled
    assert "Still missing: Customers kept, Order lines sold right, Compliance incidents, because" in panel.place.value
    predicted(desk).changed()
    assert not panel.run_button.disabled


def test_a_run_freezes_the_prediction_and_updates_what_is_in_sight(desk: Desk) -> None:
    """All strips are one widget, so they change together."""
    panel = DecidePanel(predicted(desk))
    before = desk.strip.value
    panel.form.inputs[NEWSLETTERS].value = 12
    panel.run_button.click()
    assert desk.work.is_frozen
    assert desk.shops == len(desk.practice.seeds)
    assert desk.strip.value != before
    assert "Your last run, mean of 3 shops" in desk.strip.value


def test_a_move_can_be_undone_and_a_try_brought_back(desk: Desk) -> None:
    """Nobody is afraid to try what can be undone."""
    panel = DecidePanel(predicted(desk))
    panel.form.inputs[NEWSLETTERS].value = 12
    panel.undo_button.click()
    assert panel.form.values[NEWSLETTERS] == desk.practice.today()[NEWSLETTERS]
    panel.form.inputs[NEWSLETTERS].value = 12
    panel.run_button.click()
    panel.today_button.click()
    panel.back_button.click()
    assert panel.form.values[NEWSLETTERS] == 12


def test_work_is_there_again_after_a_restart(desk: Desk, tiny: Scenario, tmp_path: Path) -> None:
    """A closed browser or a restarted kernel loses nothing."""
    panel = DecidePanel(predicted(desk))
    panel.form.inputs[NEWSLETTERS].value = 12
    panel.run_button.click()
    again = Desk("promotions", tiny, tmp_path / "work")
    assert again.work == desk.work
    assert again.notice.startswith("Welcome back")
    assert DecidePanel(again).form.values[NEWSLETTERS] == 12


def test_problems_name_field_range_and_value(desk: Desk) -> None:
    """What is wrong is said in the words of the shop."""
    desk.work.learner = "Chan Tai Man"
    desk.work.answers = {"what_happened": "More letters."}
    desk.work.values = {NEWSLETTERS: 31}
    found = hand_in.problems(desk.practice, desk.work, is_declared=False)
    assert any(line.startswith("Learner code:") and "Chan Tai Man" in line for line in found)
    assert "Newsletters: allowed 0 to 30 a month; given 31." in found
    assert "What happened and why: at least 20 words; given 2." in found
    assert len(found) == 7


def test_what_is_handed_in_is_a_submission(desk: Desk, tmp_path: Path) -> None:
    """The file is data that the assessor's side accepts, and the trainee sees what is in it."""
    panel = DecidePanel(predicted(desk))
    panel.form.inputs[NEWSLETTERS].value = 12
    desk.work.reason = "Letters remind people."
    panel.run_button.click()
    desk.work.learner = "TC7-0042"
    desk.work.answers = {"what_happened": "word " * 20, "in_my_shop": "Twice a month."}
    form = hand_in_panel(desk, tmp_path / "hand-in").children[1:]  # the first is the bell
    form[3].value = True
    form[4].click()
    content = json.loads((tmp_path / "hand-in" / "promotions-TC7-0042.json").read_text(encoding="utf-8"))
    assert Submission.model_validate(content).decisions[0].values[NEWSLETTERS] == 12
    assert "Newsletters" in form[6].value
    assert "12 a month" in form[6].value


def test_words_are_counted_in_both_scripts() -> None:
    """A trainee may write Chinese."""
    assert hand_in.count_words("We write less; it's better.") == 5
    assert hand_in.count_words("少寫信 helps") == 4


def test_unexpected_trouble_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    """No traceback reaches a trainee."""
    said: list[str] = []

    def break_down() -> None:
        raise KeyError("a column")

    careful(break_down, said.append)()
    ended: list[bool] = []
    Errand().start((1 // 0 for _ in range(1)), said.append, ended.append)
    assert len(said) == 2
    assert all(line.startswith(NOT_YOUR_FAULT) and "\n" not in line for line in said)
    assert ended == [False]


def test_the_first_look_answers(tiny: Scenario) -> None:
    """One click, one answer in words."""
    look = FirstLook(tiny)
    look.panel()
    look.button.click()
    assert "Done, in 3 shops" in look.place.value
    assert "12 a month instead of 2 a month" in look.answer.value


def test_all_panels_open(tiny: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every panel of a lesson can be built without a browser."""
    monkeypatch.setattr(Practice, "prepare", lambda *_: iter(()))
    monkeypatch.setattr("sim.show.brief_panel._picture", lambda *_: "")
    today = lesson.start("security", tiny, tmp_path / "work", tmp_path / "hand-in")
    names = ("brief", "example", "predict", "decide", "see", "why", "words", "hand_in")
    assert all("storesim" in getattr(today, name)()._dom_classes for name in names)


def test_reset_empties_the_lesson_and_load_brings_it_back(desk: Desk) -> None:
    """One click each, and nothing is lost."""
    box = brief_panel(predicted(desk)).children[-1]
    save, load, reset = box.children[1].children
    save.click()
    reset.click()
    assert not desk.work.expected
    load.click()
    assert desk.work.because == "Letters remind people."
    assert "Your saved work is back." in box.children[2].value


def test_a_disk_that_refuses_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lesson goes on, and the trainee knows."""

    def refuse(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(desk.file, "keep", refuse)
    predicted(desk).changed()
    assert desk.save_line.startswith("Your work could not be kept on disk: Permission denied")


def test_long_work_can_be_stopped_and_waits_its_turn() -> None:
    """A button answers between two slices, and work in the background gives way."""
    done: list[int] = []
    ended: list[bool] = []

    async def one_errand() -> None:
        errand, turns = Errand(), iter([True, False])

        def slices() -> Iterator[int]:
            for number in range(5):
                done.append(number)
                if number == 1:
                    errand.stop()
                yield number

        errand.start(slices(), done.append, ended.append, wait=lambda: next(turns, False))
        assert errand.is_busy
        while errand.is_busy:
            await asyncio.sleep(0.01)

    asyncio.run(one_errand())
    assert done == [0, 1]
    assert ended == [False]


def test_a_lesson_that_cannot_be_opened_says_why() -> None:
    """An author's slip is one line for the trainee, no traceback."""
    assert f"exercise: allowed {', '.join(exercise_names())}" in lesson.start("promotion").brief().value


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("service.clerks", 1, "1 person"),
        ("service.clerks", 2, "2 people"),
        ("outreach.newsletters_per_month", 1.0, "1 a month"),
        ("outreach.addressed_by_name", True, "yes"),
        ("service.goodwill_hkd", 50, "HK$50"),
    ],
)
def test_a_value_is_said_as_people_say_it(path: str, value: object, says: str) -> None:
    """One person, not one people."""
    assert lever_text(find_lever(path), value) == says
