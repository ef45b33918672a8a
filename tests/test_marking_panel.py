"""The assessor's desk without a browser: every button does its work, and trouble is one line."""

from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest

from sim.assessment import round as rounds
from sim.assessment.gradebook import Gradebook
from sim.show.assessor import AssessorDesk, open_desk
from tests.test_marking import CAREFUL, TINY, hand_in, made_up


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AssessorDesk:
    """A desk whose worlds cost nothing, with one good file and one broken one before it."""
    (tmp_path / "in").mkdir()
    hand_in(tmp_path / "in", "good", values=CAREFUL, reason="<script>alert(1)</script>")
    (tmp_path / "in" / "broken.json").write_text("{")
    pretend = {one.scenario: one for one in made_up(0.02, 1.0, count=1)}
    monkeypatch.setattr(rounds, "one_world", lambda job: pretend[job.scenario])
    monkeypatch.setattr("sim.show.assessor_evidence.difference_chart", lambda *_: "<svg></svg>")  # altair is slow
    return open_desk(tmp_path / "in", tmp_path, seeds=2, size=TINY, workers=1)


def press(panel: widgets.VBox, name: str) -> str:
    """Click a button of a panel, and return all that the panel then says."""
    parts = list(every(panel))
    next(one for one in parts if isinstance(one, widgets.Button) and one.description == name).click()
    return "\n".join(one.value for one in parts if isinstance(one, widgets.HTML))


def every(box: Any) -> Any:
    """All widgets in a box, however deep."""
    for child in getattr(box, "children", ()):
        yield child
        yield from every(child)


def test_check_names_what_is_good_and_what_is_broken(desk: AssessorDesk) -> None:
    said = press(desk.choose(), "Check the files")
    assert "TC7-0042" in said
    assert "broken.json: line 1" in said
    assert "1 file can be marked, 1 file cannot be used." in said


def test_mark_shows_results_evidence_and_the_mark_sheet(desk: AssessorDesk, tmp_path: Path) -> None:
    results = desk.results()
    said = press(desk.mark(), "Mark")
    assert "come to its end" in said
    assert "broken.json" in said
    shown = "\n".join(one.value for one in every(results) if isinstance(one, widgets.HTML))
    for words in ("competent", "Events that show it", "An event.", "What the trainee expected", "Not decided"):
        assert (words in shown) == (words != "Not decided")
    assert "<script>" not in shown, "a trainee's words are shown as words"
    assert "1 submission" in press(desk.export(), "Write the mark sheet")
    assert (tmp_path / "marks.csv").is_file()


def test_marking_again_says_so(desk: AssessorDesk) -> None:
    panel = desk.mark()
    press(panel, "Mark")
    assert "already marked" in press(panel, "Mark")


@pytest.mark.parametrize(
    ("place", "says"), [("photo.jpg", "another kind of file"), ("no/such/book.db", "a folder that is there")]
)
def test_a_gradebook_that_is_none_is_one_line(desk: AssessorDesk, tmp_path: Path, place: str, says: str) -> None:
    (tmp_path / "photo.jpg").write_text("a picture")
    desk.book_name.value = str(tmp_path / place)
    said = press(desk.mark(), "Mark")
    assert says in said
    assert "--gradebook" not in said, "a person at a desk knows no options"


def test_folders_are_walked_with_the_list(desk: AssessorDesk, tmp_path: Path) -> None:
    chooser = desk.folder
    chooser.inside.value = "one folder up"
    chooser.enter.click()
    assert chooser.path() == tmp_path
    chooser.inside.value = "in"
    chooser.enter.click()
    assert "2 files" in chooser.said.value
    chooser.name.value = str(tmp_path / "gone")
    assert "a folder that is there" in chooser.said.value
    assert "a folder that is there" in press(desk.choose(), "Check the files")


def test_marks_of_another_computer_are_said_to_be(desk: AssessorDesk, tmp_path: Path) -> None:
    press(desk.mark(), "Mark")
    with Gradebook(str(tmp_path / "gradebook.db")) as book:
        assert book.submissions()[0].made_with == "here"
    shown = "\n".join(one.value for one in every(desk.results()) if isinstance(one, widgets.HTML))
    assert "figures may differ a little" in shown
