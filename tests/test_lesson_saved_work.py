"""A trainee's work on disk: never half-written, never lost."""

import json
from pathlib import Path

import pytest

from sim.show.saved_work import LARGEST_BYTES, Attempt, Effect, Work, WorkFile


@pytest.fixture
def file(tmp_path: Path) -> WorkFile:
    """The files of a lesson in an empty folder."""
    return WorkFile("promotions", tmp_path)


def some_work() -> Work:
    """Work with something of everything."""
    values: dict[str, bool | int | float | str] = {"outreach.newsletters_per_month": 4, "outreach.audience": "everyone"}
    effects = {"retention_rate": Effect(today=0.4, yours=0.5, change=0.1, low=None, high=None, higher=1)}
    attempt = Attempt(values=values, reason="why not", seeds=1, effects=effects)
    return Work(
        exercise="promotions", expected={"retention_rate": "up"}, is_frozen=True, values=values, attempts=[attempt]
    )


def test_what_is_kept_is_found_again(file: WorkFile) -> None:
    """Numbers, choices and missing bounds come back as they were."""
    file.keep(some_work())
    assert file.resume()[0] == some_work()
    assert not list(file.folder.glob(".*")), "nothing is left beside it"


def test_no_work_is_an_empty_lesson(file: WorkFile) -> None:
    """The first visit says nothing."""
    assert file.resume() == (Work(exercise="promotions"), "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "could not be read"),
        ("[" * 100_000, "could not be read"),
        ('{"exercise": "security"}', "given security"),
        ('{"exercise": "promotions", "marks": 1}', "marks"),
        ('{"exercise": "promotions", "values": {"service.clerks": 3}}', "service.clerks"),
        ('{"exercise": "promotions", "values": {"outreach.newsletters_per_month": 99}}', "99"),
        ('{"exercise": "promotions", "expected": {"orders": "up"}}', "orders"),
        (" " * (LARGEST_BYTES + 1), "bytes"),
    ],
    ids=["cut off", "nested", "other lesson", "stranger", "closed lever", "out of range", "not asked", "huge"],
)
def test_a_broken_file_is_set_aside_with_one_line(file: WorkFile, text: str, says: str) -> None:
    """Whatever is in the file, the lesson opens, and what was there is kept."""
    file.path.write_text(text, encoding="utf-8")
    work, notice = file.resume()
    assert work == Work(exercise="promotions")
    assert says in notice
    assert "\n" not in notice
    assert "promotions.broken-1.json" in notice
    assert (file.folder / "promotions.broken-1.json").read_text(encoding="utf-8") == text


def test_save_outlives_what_is_kept_afterwards(file: WorkFile) -> None:
    """Load brings back what was saved, not what was done since."""
    file.save(some_work())
    file.keep(Work(exercise="promotions"))
    assert file.load()[0] == some_work()


def test_nothing_saved_is_said(file: WorkFile) -> None:
    """Load without a save changes nothing and says why."""
    assert file.load() == (None, "There is no saved work yet. Choose Save my work first.")


def test_work_on_disk_is_plain_json(file: WorkFile) -> None:
    """A teacher can read it."""
    file.keep(some_work())
    assert json.loads(file.path.read_text(encoding="utf-8"))["is_frozen"] is True
