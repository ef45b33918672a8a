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


def test_mark_shows_results_evidence_and_reports(desk: AssessorDesk, tmp_path: Path) -> None:
    results = desk.results()
    said = press(desk.mark(), "Mark")
    assert "come to its end" in said
    assert "broken.json" in said
    shown = "\n".join(one.value for one in every(results) if isinstance(one, widgets.HTML))
    for words in ("competent", "Events that show it", "An event.", "What the trainee expected", "Not decided"):
        assert (words in shown) == (words != "Not decided")
    assert "<script>" not in shown, "a trainee's words are shown as words"
    assert "5 files written to" in press(desk.reports(), "Write the reports")
    assert (tmp_path / "reports" / "mark-sheet.csv").is_file()


def test_marking_again_says_so(desk: AssessorDesk) -> None:
    panel = desk.mark()
    press(panel, "Mark")
    assert "already marked" in press(panel, "Mark")


@pytest.mark.parametrize(
    ("place", "says"), [("photo.jpg", "another kind of file"), ("no/such/book.db", "a folder that is there")]
)
def test_a_gradebook_that_is_none_is_one_line(desk: AssessorDesk, tmp_path: Path, place: str, says: str) -> None:
    (tmp_path / "photo.jpg").write_text("a picture")
    desk.book.name_line.value = str(tmp_path / place)
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


def field(panel: widgets.VBox, label: str) -> Any:
    """The field of a panel with this label."""
    return next(one for one in every(panel) if getattr(one, "description", "").startswith(label))


def words_of(panel: widgets.VBox) -> str:
    """All that a panel says."""
    return "\n".join(one.value for one in every(panel) if isinstance(one, widgets.HTML))


def test_words_are_read_again_without_a_word_of_what_was_found(desk: AssessorDesk) -> None:
    results, reading, second = desk.results(), desk.read_words(), desk.second_marking()
    assert "mark first" in words_of(reading)
    press(desk.mark(), "Mark")
    desk.book.marker_line.value = "A1-07"
    assert "1 text to be read" in words_of(reading)
    for told in ("&lt;script&gt;", "Says who the plan is for", "a clear pass", "on the edge", "a clear fail"):
        assert told in words_of(reading)
    assert "choose the one" in press(reading, "Write down the level")
    field(reading, "The level").value = 2
    field(reading, "Comment").value = "It was level two, says A1-07"
    assert "Written down: TC7-0042" in press(reading, "Write down the level")
    listed = [line for line, _ in field(second, "Choose what").options]
    assert not any("has reasons" in line for line in listed), "not for the first marker"
    desk.book.marker_line.value = "B2-03"
    everything = words_of(results) + words_of(desk.override()) + words_of(reading)
    assert "kept back until a second marker has looked" in words_of(results)
    assert "A1-07" not in everything, "whoever looks a second time finds nothing on the page by chance"
    assert "20.0" not in everything
    desk.book.shows_all.value = True
    assert "It was level two, says A1-07" in words_of(results)
    desk.book.shows_all.value = False
    field(second, "Choose what").value = field(second, "Choose what").options[-1][1]
    shown = words_of(second)
    assert "&lt;script&gt;" in shown
    for secret in ("A1-07", "level two", "found here"):
        assert secret not in shown, "the second marker is told nothing"
    field(second, "What you find").value = 1
    press(second, "Write down the second marking")
    told = press(second, "Show how far markers agree")
    assert "Texts read by two people: 1. The same level: 0. On the same side of the competent line: 0." in told
    assert "Not agreed: decide by an override" in told


def test_the_edge_of_the_shop_is_judged_without_the_result(desk: AssessorDesk) -> None:
    """Four shops without an incident are too few to be far from half an incident."""
    second = desk.second_marking()
    press(desk.mark(), "Mark")
    desk.book.marker_line.value = "B2-03"
    (line,) = field(second, "Choose what").options
    assert "Messages go only to people" in line[0]
    shown = words_of(second)
    assert "Asked: no more than 0.5 incidents" in shown
    for secret in ("That is kept", "it holds", "competent"):
        assert secret not in shown


def test_an_override_is_shown_with_what_stood_before(desk: AssessorDesk) -> None:
    panel, results = desk.override(), desk.results()
    press(desk.mark(), "Mark")
    desk.book.marker_line.value = "A1-09"
    assert "choose one" in press(panel, "Override the result")
    field(panel, "It shall be").value = "competent"
    field(panel, "Criterion").value = "every criterion of this hand-in"
    field(panel, "Reason").value = "too short"
    assert "reason: allowed 3 words or more" in press(panel, "Override the result")
    field(panel, "Reason").value = "Shown <b>at the counter</b>"
    said = press(panel, "Override the result")
    assert "5 results overridden" in said
    assert "&lt;b&gt;at the counter" in said
    assert "(overridden)" in words_of(results)


def test_an_appeal_with_a_button(desk: AssessorDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.assessment.appeal.one_world", rounds.one_world)
    panel = desk.appeal()
    assert "Choose a hand-in first" in press(panel, "Run it again")
    press(desk.mark(), "Mark")
    said = press(panel, "Run it again")
    assert "the same, byte for byte" in said
    assert "Customers kept: +2.0 points" in said


@pytest.mark.parametrize(("folder", "says"), [("", "the name of a folder"), ("no/such", "in one that is there")])
def test_reports_need_a_folder(desk: AssessorDesk, tmp_path: Path, folder: str, says: str) -> None:
    panel = desk.reports()
    assert "there are no marks yet" in press(panel, "Write the reports")
    press(desk.mark(), "Mark")
    field(panel, "Folder for").value = folder and str(tmp_path / folder)
    assert says in press(panel, "Write the reports")


def test_marks_of_another_computer_are_said_to_be(desk: AssessorDesk, tmp_path: Path) -> None:
    press(desk.mark(), "Mark")
    with Gradebook(str(tmp_path / "gradebook.db")) as book:
        assert book.submissions()[0].made_with == "here"
    shown = "\n".join(one.value for one in every(desk.results()) if isinstance(one, widgets.HTML))
    assert "figures may differ a little" in shown
