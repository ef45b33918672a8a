"""An appeal works a stored mark out once more, says what differs, and changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from sim.assessment.appeal import Appeal, appeal_in_steps, find
from sim.assessment.gradebook import Gradebook
from sim.assessment.gradebook_tables import SubmissionRow, WorldRow
from sim.assessment.round import mark_paths
from sim.cli import main
from sim.reading import BadInputError
from tests.test_marking import SECRET, TINY
from tests.test_person_marks import written

pytestmark = pytest.mark.slow  # shops are run


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook that was marked in real shops, tiny ones."""
    folder = tmp_path_factory.mktemp("appeal")
    (folder / "one.json").write_text(written().model_dump_json(), encoding="utf-8")
    with Gradebook(str(folder / "book.db")) as book:
        mark_paths([folder / "one.json"], book, SECRET, seeds=2, size=TINY)
    (folder / "book.db.secret").write_bytes(SECRET)
    return folder / "book.db"


@pytest.fixture
def book(marked: Path, tmp_path: Path) -> Iterator[Gradebook]:
    """A copy of it, to be tampered with."""
    (tmp_path / "book.db").write_bytes(marked.read_bytes())
    with Gradebook(str(tmp_path / "book.db")) as opened:
        yield opened


def appealed(book: Gradebook, secret: bytes = SECRET) -> Appeal:
    steps = appeal_in_steps(book, find(book, "TC7-0042", "promotions"), secret, TINY)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def test_the_same_byte_for_byte(book: Gradebook) -> None:
    before = Path(book.name).read_bytes()
    done = appealed(book)
    assert done.is_same
    assert "All 4 shops were run again: the same, byte for byte." in done.words
    assert Path(book.name).read_bytes() == before, "nothing is changed"


def test_another_version_is_said_and_a_log_that_differs_is_found(book: Gradebook) -> None:
    with book.writing() as session:
        session.execute(update(SubmissionRow).values(made_with="x86_64; storesim 0.0.1"))
        session.execute(update(WorldRow).where(WorldRow.id == 1).values(digest_yours="0" * 64))
    done = appealed(book)
    assert not done.is_same
    assert done.is_other_version
    told = " ".join(done.words)
    assert "Marked then with x86_64; storesim 0.0.1; today with" in told
    assert "1 of 4 shops run differently from then." in told


def test_what_was_tampered_with_is_found(book: Gradebook) -> None:
    with book.writing() as session:
        row = session.get(SubmissionRow, 1)
        assert row
        row.content = row.content.replace("four times", "nine times")
        row.marks[0].result = "competent" if row.marks[0].result != "competent" else "not yet competent"
    done = appealed(book)
    assert not done.content_fits
    assert [one.is_same for one in done.sides] == [False, True, True, True, True]
    with book.writing() as session:
        session.execute(update(WorldRow).where(WorldRow.id == 1).values(seed=7))
    assert not appealed(book).seeds_fit


def test_another_secret_is_refused(book: Gradebook) -> None:
    with pytest.raises(BadInputError, match="given another"):
        appealed(book, b"another secret of a centre")


def test_an_appeal_on_the_command_line(
    book: Gradebook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    argv = ["appeal", "--gradebook", book.name, "--learner", "TC7-0042", "--exercise", "promotions"]
    assert main(argv) == 2, "the secret is not there"
    Path(f"{book.name}.secret").write_bytes(SECRET)
    monkeypatch.setattr("sim.cli_gradebook.appeal_in_steps", lambda *given: appeal_in_steps(*given, size=TINY))
    assert main(argv) == 0
    assert "byte for byte" in capsys.readouterr().out
    assert main([*argv, "--attempt", "2"]) == 2
    assert "allowed attempts 1, given attempt 2" in capsys.readouterr().err
    assert main([*argv[:-1], "security"]) == 2
    assert "that are in the gradebook" in capsys.readouterr().err
