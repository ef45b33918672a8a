"""The lesson of questions without a browser: records, practice, materials, answers that stay, and the hand-in."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sim.assessment.exercise import load_exercise
from sim.assessment.materials_reading import read_materials
from sim.assessment.own_materials import Materials
from sim.assessment.own_run import OwnRun, make
from sim.assessment.questions import ask, templates
from sim.assessment.submission import Submission
from sim.reading import BadInputError
from sim.scenario import Scenario
from sim.show import hand_in
from sim.show.desk import Desk
from sim.show.materials_panel import materials_panel
from sim.show.own_shop import OwnShops, Shop, read_answer
from sim.show.question_panel import CHOOSE, NO_MATERIALS, QuestionPanel
from sim.show.records_view import CUSTOMER_FILE, VIEWS
from sim.show.worked_panel import worked_in_words
from tests.conftest import scenario_like
from tests.test_own_questions import SECRET, small_run

OWN_SHOP = load_exercise("own-shop")
NOW = datetime(2026, 1, 5, tzinfo=UTC)
SHOPS: dict[OwnRun, Shop] = {}
"""Small shops that have run already, for all tests of this file."""


@pytest.fixture(scope="module")
def small() -> Scenario:
    """A small own shop, large enough for twelve questions."""
    return scenario_like("one-year-on", customers=200, days=60)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Altair is slow, and drawn elsewhere."""
    monkeypatch.setattr("sim.show.records_view.bars_chart", lambda *_: "<svg></svg>")


def materials(learner: str = "TC7-0042", **changes: object) -> Materials:
    """A learner's materials."""
    content = {**make(OWN_SHOP, learner, SECRET), **changes}
    return Materials(workbook="0.1.0", exercise="own-shop", learner=learner, content=content)


def written(folder: Path, one: Materials, name: str = "any") -> Path:
    """Materials as a file."""
    file = folder / f"{name}.json"
    file.write_text(one.model_dump_json(), encoding="utf-8")
    return file


@pytest.fixture
def shops(small: Scenario, tmp_path: Path) -> OwnShops:
    """The shops of a lesson at a desk of its own; the materials of one learner lie ready."""
    written(tmp_path, materials())
    made = OwnShops(Desk("own-shop", small, tmp_path / "work"), small, tmp_path)
    made._kept = SHOPS
    return made


def opened(shops: OwnShops, *, is_own: bool) -> QuestionPanel:
    """The panel, opened."""
    made = QuestionPanel(shops.desk, shops, is_own=is_own)
    made.panel()
    return made


def answer_all(panel: QuestionPanel, *, rightly: bool = True) -> None:
    """Type or choose an answer to every question and keep it."""
    assert panel.shop is not None
    for question in panel.shop.questions:
        if question.options:
            panel.choice.value = str(question.right) if rightly else question.options[0]
        else:
            panel.text.value = f"{float(question.right):.2f}" if rightly else "1"
        panel.keep.click()
        panel.next.click()


def test_every_question_can_be_answered_from_the_page_that_it_names() -> None:
    """What is not on the page cannot be read there: the right number stands in the table, wherever it is no sum."""
    pages = {view: parts(small_run()) for view, (_, parts) in VIEWS.items()}
    read_off = 0
    for template in templates("own-shop"):
        if template.where == CUSTOMER_FILE:
            assert template.view == "records"
            continue
        assert template.where in pages[template.view], template.id
        part = pages[template.view][template.where]
        question = ask(template, small_run(), 3)
        if question is None or question.working or template.kind == "choice" or template.id in SUMS:
            continue
        shown = question.shown(question.right).split()[0].removeprefix("HK$")
        read_off += 1
        assert f">{shown}<" in part or f">HK${shown}<" in part or f">{shown} %<" in part, template.id
    assert read_off >= 15


SUMS = {"gap-within", "ordered-often", "written-month", "stopped-per-10000", "reviews-mean", "coupon-difference"}
"""Questions whose answer takes a sum of more than two figures."""


def test_worked_questions_show_the_sum(shops: OwnShops) -> None:
    said = worked_in_words(shops.desk, shops)
    assert said.count("So: ") == len(shops.desk.words.worked) == 2
    assert "Orders by weekday" in said


def test_practice_tells_what_is_right_once_and_never_counts(shops: OwnShops) -> None:
    panel = opened(shops, is_own=False)
    assert panel.shop is not None
    question = panel.shop.questions[0]
    if question.options:
        panel.choice.value = next(option for option in question.options if option != str(question.right))
    else:
        panel.text.value = "987,654"
    panel.keep.click()
    assert f"That is not right: it is {question.shown(question.right)}." in panel.said.value
    assert "Where it stands" in panel.said.value
    assert panel.keep.disabled
    assert not shops.desk.work.responses


def test_own_questions_wait_for_materials_and_first_answers_stay(shops: OwnShops, small: Scenario) -> None:
    """Nothing is told about right or wrong; another answer is not taken; all is there after a restart."""
    panel = opened(shops, is_own=True)
    assert NO_MATERIALS in panel.words.value
    form = materials_panel(shops.desk, shops).children[1:]  # the first is the bell
    form[1].value = " tc7-0042 "
    form[2].children[0].click()
    assert "The shop of TC7-0042 is open" in form[4].value
    assert "Question 1 of 12" in panel.words.value
    answer_all(panel)
    work = shops.desk.work
    kept = dict(work.responses)
    assert len(kept) == 12
    assert "right" not in panel.said.value
    assert panel.keep.disabled
    panel.text.value, panel.keep.disabled = "1", False
    panel.keep.click()
    assert work.responses == kept
    again = Desk("own-shop", small, shops.desk.file.folder)
    assert (again.work.responses, again.work.materials, again.work.learner) == (kept, work.materials, "TC7-0042")


def test_what_is_handed_in_is_answered_in_ones_own_code(shops: OwnShops) -> None:
    desk = shops.desk
    assert any("Your materials" in line for line in hand_in.problems(desk.practice, desk.work, True))
    shops.take(materials())
    answer_all(opened(shops, is_own=True))
    desk.work.answers = {"what_it_means": "word " * 40, "in_my_shop": "We keep orders."}
    assert hand_in.problems(desk.practice, desk.work, True) == []
    one = hand_in.submission(desk.exercise, desk.work)
    assert Submission.model_validate(json.loads(one.model_dump_json())).responses == desk.work.responses
    assert ("Questions that you answered", "12") in hand_in.summary_rows(one)
    desk.work.learner = "TC7-0043"
    desk.work.responses.popitem()
    said = " ".join(hand_in.problems(desk.practice, desk.work, True))
    assert "allowed TC7-0042, as in your materials; given TC7-0043" in said
    assert "answer all 12; answered 11" in said


def test_the_answers_of_one_learner_are_not_taken_over_by_another(shops: OwnShops) -> None:
    shops.take(materials())
    shops.desk.work.responses = {"month-orders": 3}
    shops.take(materials("TC7-0043"))
    assert shops.desk.work.responses == {}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"seed": 1}, "seed: Input should be greater"),
        ({"seed": "9"}, "seed"),
        ({"draw": -1}, "draw"),
        ({"answers": {}}, "answers"),
        ({"scenario": "../corner-shop"}, "scenario: allowed one-year-on, given ../corner-shop"),
    ],
    ids=str,
)
def test_materials_that_are_not_in_order_are_one_line(changes: dict[str, object], says: str, tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as problem:
        read_materials(written(tmp_path, materials(**changes)), OWN_SHOP)
    assert says in str(problem.value)
    assert str(problem.value).startswith("any.json: ")
    assert "\n" not in str(problem.value)


def test_a_file_that_was_chosen_is_read_without_trust(shops: OwnShops) -> None:
    form = materials_panel(shops.desk, shops).children[1:]
    upload = form[2].children[1]
    for name, content in (("<b>.json", b"\xff"), ("big.json", b" " * 200_000), ("deep.json", b"[" * 90_000)):
        upload.value = ({"name": name, "type": "", "size": len(content), "content": content, "last_modified": NOW},)
        assert "allowed" in form[3].value, name
        assert "<b>" not in form[3].value
    content = materials().model_dump_json().encode()
    upload.value = ({"name": "mine.json", "type": "", "size": 1, "content": content, "last_modified": NOW},)
    assert "The shop of TC7-0042 is open" in form[4].value


@pytest.mark.parametrize(("text", "number"), [("1,234", 1234), ("HK$530", 530), ("16.6 %", 16.6), ("42 orders", 42)])
def test_numbers_are_read_as_people_write_them(text: str, number: float, shops: OwnShops) -> None:
    rated = next(one for one in shops.practice.questions if not one.options)
    assert read_answer(rated, text) == pytest.approx(number)


@pytest.mark.parametrize("text", ["", "many", "16,6", "-3", "1 or 2", "1e9", "NaN"])
def test_what_is_no_number_is_said_in_a_line(text: str, shops: OwnShops) -> None:
    rated = next(one for one in shops.practice.questions if not one.options)
    with pytest.raises(ValueError, match="Write one number"):
        read_answer(rated, text)


def test_a_customer_is_looked_up_by_number(shops: OwnShops) -> None:
    panel = opened(shops, is_own=False)
    records = panel.records
    records.choice.value = "records"
    assert "Customer groups at the end" in records.page.value
    somebody = int(shops.practice.run.log.table("order_placed")["customer"][0])
    records.number.value = somebody
    records.open.click()
    assert f"Customer {somebody}" in records.file.value
    records.number.value = 10**6
    records.open.click()
    assert "Nobody with the number" in records.file.value
    assert CHOOSE in panel.choice.options
