"""The inspection lesson without a browser: work that is kept, answers in practice only, a file that is in order."""

import json
from pathlib import Path
from typing import Any

import pytest

from sim.assessment.findings import Finding
from sim.assessment.makers import own_materials
from sim.assessment.own_materials import PRACTICE_SECRET
from sim.reading import BadInputError
from sim.show import lesson
from sim.show.front_lists import shelf
from sim.show.inspection_lesson import InspectionLesson, OwnPanel, PracticePanel
from sim.show.inspection_work import OWN, InspectionDesk

EXERCISE, CODE = "shop-front", "TC7-0042"
SECRET = b"only the training centre knows it"


@pytest.fixture
def desk(tmp_path: Path) -> InspectionDesk:
    """A desk in an empty folder."""
    return InspectionDesk(EXERCISE, tmp_path / "work", tmp_path / "materials")


def materials(secret: bytes = SECRET) -> Any:
    """The learner's file, as it is read from disk."""
    made = own_materials(secret, EXERCISE, CODE)
    assert made is not None
    return json.loads(made.model_dump_json())


def test_practice_tells_after_the_prediction(desk: InspectionDesk) -> None:
    """Predict first; then what was found, missed and right is said at once."""
    panel = PracticePanel(desk)
    fault = desk.practice(1).faults[0]
    desk.flag(1, Finding(item=fault.item, fault=fault.fault, first=fault.asks_for))
    panel.check_button.click()
    assert "Predict first" in panel.place.value
    desk.work.because = "I know the shop."
    panel.check_button.click()
    assert desk.work.is_frozen
    assert f"You found 1 of {len(desk.practice(1).faults)}" in panel.result.value


def test_one_s_own_shop_front_says_nothing_of_what_is_right(desk: InspectionDesk) -> None:
    """Flags are kept; there is no check, and what is handed in is what was flagged."""
    desk.open_materials("mine.json", materials())
    panel = OwnPanel(desk)
    bench = panel.bench
    bench.page.value, bench.fault.value = desk.work.own.content["pages"][2]["item"], "stock"  # type: ignore[union-attr]
    bench.flag_button.click()
    assert "What would you do first?" in bench.place.value, "what is missing is named"
    bench.first.value = "refund"
    bench.flag_button.click()
    assert [flag.fault for flag in desk.flags(OWN)] == ["stock"]
    assert len(desk.problems(is_declared=False)) == 3, "two texts and the declaration"
    desk.work.answers = {"how_i_checked": "word " * 30, "in_my_shop": "Every morning."}
    desk.changed()
    assert not desk.problems(is_declared=True)
    assert desk.submission().findings == desk.flags(OWN)
    again = InspectionDesk(EXERCISE, desk.file.folder, desk.materials)
    assert again.work == desk.work, "a restart loses nothing"
    bench.flagged.value = bench.flagged.options[1][1]
    bench.back_button.click()
    assert not desk.flags(OWN)


def test_practice_materials_are_told_from_those_that_count(desk: InspectionDesk) -> None:
    assert "never counts" in desk.open_materials("mine.json", materials(PRACTICE_SECRET))
    assert "never counts" not in desk.open_materials("mine.json", materials())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"exercise": "promotions"}, 'exercise: allowed shop-front, given "promotions"'),
        ({"learner": "Chan Tai Man"}, "learner"),
        ({"content": {}}, "Field required"),
        ({"content": {"pages": [{"item": 1}]}}, "shop"),
        ({"key": "x"}, "key: Extra inputs"),
    ],
    ids=str,
)
def test_a_file_that_is_not_in_order_is_one_line(change: dict[str, Any], says: str, desk: InspectionDesk) -> None:
    with pytest.raises(BadInputError) as caught:
        desk.open_materials("mine.json", {**materials(), **change})
    assert str(caught.value).startswith("mine.json: ")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_a_file_says_cannot_become_markup(desk: InspectionDesk) -> None:
    content = materials()
    content["content"]["pages"][0]["name"] = "<script>alert(1)</script>"
    desk.open_materials("mine.json", content)
    front = desk.front(OWN)
    assert front is not None
    assert "<script>" not in shelf(front)


def test_all_panels_open(tmp_path: Path) -> None:
    """Every panel of the lesson can be built without a browser."""
    today = lesson.start(EXERCISE, folder=tmp_path / "work", hand_in=tmp_path / "hand-in")
    assert isinstance(today, InspectionLesson)
    names = ("brief", "example", "predict", "practise", "own", "words", "hand_in")
    assert all("storesim" in getattr(today, name)()._dom_classes for name in names)
