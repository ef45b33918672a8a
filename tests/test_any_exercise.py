"""One exercise is one folder: nothing else has to be touched for it to be checked, marked, listed and practised."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim import places
from sim.assessment import exercise as declared
from sim.assessment.exercise import exercise_names, load_exercise
from sim.assessment.gradebook import Gradebook
from sim.assessment.reading import read_submission
from sim.assessment.round import mark_paths
from sim.assessment.schema import submission_schema
from sim.scenario import Scenario
from sim.show import lesson_words
from sim.show.any_exercise import STEPS, AnyExercise
from sim.show.inspection_lesson import InspectionLesson
from sim.show.lesson import Lesson

NAME = "my-own"


@pytest.fixture
def new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The exercises there are, and one that somebody has just added: a folder with two files."""
    folder = tmp_path / "exercises"
    shutil.copytree(places.EXERCISES, folder)
    own = folder / NAME
    own.mkdir()
    content = json.loads((folder / "promotions" / "exercise.json").read_text(encoding="utf-8"))
    (own / "exercise.json").write_text(json.dumps({**content, "id": NAME, "title": "A question of ours?"}))
    shutil.copy(folder / "promotions" / "lesson.json", own / "lesson.json")
    monkeypatch.setattr(declared, "EXERCISES", folder)
    monkeypatch.setattr(lesson_words, "EXERCISES", folder)
    load_exercise.cache_clear()
    yield folder
    load_exercise.cache_clear()


def test_a_folder_is_all_that_an_exercise_needs(new_folder: Path, tiny: Scenario, tmp_path: Path) -> None:
    assert NAME in exercise_names()
    assert NAME in submission_schema()["properties"]["exercise"]["enum"]
    file = tmp_path / "mine.json"
    content = {"workbook": "0.1.0", "exercise": NAME, "learner": "TC7-0042", "declaration": True}
    file.write_text(json.dumps(content), encoding="utf-8")
    assert read_submission(file).exercise == NAME
    with Gradebook(str(tmp_path / "marks.sqlite")) as book:
        done = mark_paths([file], book, b"a secret of the training centre", seeds=2, size=(60, 30))
    assert [one.hand_in.submission.exercise for one in done.marked] == [NAME]
    page = AnyExercise(scenario=tiny, folder=tmp_path / "work", hand_in=tmp_path / "hand-in")
    page.panel()
    assert any(value == NAME and "A question of ours?" in words for words, value in page.choice.options)
    page.choice.value = NAME
    assert len(page.steps.children) == 2 * len(STEPS["policy"])
    page.choice.value = ""
    assert not page.steps.children


def test_a_malformed_folder_spoils_the_page_for_nobody(new_folder: Path) -> None:
    (new_folder / NAME / "exercise.json").write_text('{"id": "other"}', encoding="utf-8")
    load_exercise.cache_clear()
    page = AnyExercise()
    assert any("malformed" in words for words, _ in page.choice.options)
    page.choice.value = NAME
    assert "cannot be opened" in page.steps.children[0].value


def test_every_step_is_a_panel_of_its_lesson() -> None:
    for task, steps in STEPS.items():
        kind = InspectionLesson if task == "inspection" else Lesson
        assert all(callable(getattr(kind, step)) for _, step in steps)
    assert {load_exercise(name).task for name in exercise_names()} <= set(STEPS)
