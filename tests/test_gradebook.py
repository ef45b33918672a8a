"""The gradebook refuses what is not one, and leaves it as it was."""

import math
import os
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sim.assessment.exercise import load_exercise
from sim.assessment.gradebook import Gradebook
from sim.assessment.gradebook_tables import Base
from sim.assessment.marking import Case, mark
from sim.assessment.person_marks import mark_words
from sim.assessment.reading import HandIn, read_submission
from sim.assessment.secret import beside, make_secret, read_secret
from sim.assessment.standing import marks_of, standings
from sim.cli import main
from sim.reading import BadInputError
from tests.test_marking import hand_in, made_up


def refused(name: str | Path) -> str:
    """What is said about a gradebook that is none."""
    with pytest.raises(BadInputError) as said:
        Gradebook(str(name))
    assert "\n" not in str(said.value)
    return str(said.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"learner,mark\n", "another kind of file"),
        (b"SQLite format 3\0" + b"\xff" * 4000, "damaged"),
    ],
    ids=["a text", "a damaged database"],
)
def test_another_file_is_left_as_it_was(content: bytes, says: str, tmp_path: Path) -> None:
    file = tmp_path / "mine"
    file.write_bytes(content)
    assert says in refused(file)
    assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


def test_another_database_is_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "photos.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE photo (name TEXT)")
    connection.close()
    before = file.read_bytes()
    assert "another database" in refused(file)
    assert file.read_bytes() == before


def test_a_newer_gradebook_is_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    Gradebook(str(file)).close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE note SET value = '3' WHERE name = 'version'")
    connection.close()
    before = file.read_bytes()
    assert 'version 1 to 2, given version "3"' in refused(file)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "folder"),
        ("a\0b", "name of a file"),
        ("x" * 5000, "--gradebook"),
        ("no-such-folder/book.db", "folder that is there"),
        ("nosuchdb://me:secret@there/marks", "me:\\*\\*\\*@there"),
        ("postgresql+psycopg2://me:secret@there/marks", "me:\\*\\*\\*@there"),
        ("://", "--gradebook"),
    ],
)
def test_what_is_no_gradebook_is_one_line(name: str, says: str) -> None:
    with pytest.raises(BadInputError, match=says) as said:
        Gradebook(name)
    assert "secret@" not in str(said.value)


def test_a_gradebook_that_is_begun_half_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed among its tables it would look like a database of somebody else for ever."""
    file = tmp_path / "book.db"

    def no_more(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("sim.assessment.gradebook.NoteRow.__init__", no_more)
        with pytest.raises(KeyboardInterrupt):
            Gradebook(str(file))
    Gradebook(str(file)).close()


def test_a_figure_without_a_value_is_kept(tmp_path: Path) -> None:
    """One odd shop must not end the round for everybody else."""
    file = hand_in(tmp_path, "odd")
    marking = mark(Case(load_exercise("promotions"), read_submission(file), made_up(math.nan, math.nan), b""))
    with Gradebook(str(tmp_path / "book.db")) as book:
        assert book.add(HandIn(file, read_submission(file), "0" * 64), marking) == 1
        mark_row = book.submissions()[0].marks[0]
    assert math.isnan(mark_row.effects[-1].change)
    assert mark_row.result == "not yet competent"


def test_an_address_is_as_good_as_a_file(tmp_path: Path) -> None:
    Gradebook(f"sqlite:///{tmp_path / 'book.db'}").close()
    Gradebook(str(tmp_path / "book.db")).close()


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """A gradebook as storesim wrote it before people could mark: one submission, five marks, one broken file."""
    file = tmp_path / "old.db"
    with sqlite3.connect(file) as connection:
        connection.executescript((Path(__file__).parent / "gradebook-v1.sql").read_text(encoding="utf-8"))
    connection.close()
    return file


def rows_of(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the tables of version 1, in its columns."""
    connection = sqlite3.connect(file)
    found = {}
    for table in ("effect", "evidence", "gate", "mark", "problem", "submission", "world"):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        kept = ", ".join(name for name in columns if name not in ("weight", "share", "declared"))
        found[table] = connection.execute(f"SELECT {kept} FROM {table} ORDER BY id").fetchall()
    connection.close()
    return found


def test_a_gradebook_of_the_first_version_opens_and_keeps_every_mark(first_version: Path) -> None:
    before = rows_of(first_version)
    with Gradebook(str(first_version)) as book:
        (row,) = book.submissions()
        words = next(mark for mark in row.marks if mark.criterion == "reasons")
        mark_words(book, words.id, "A1-07", 2)
        (row,) = book.submissions()
    assert rows_of(first_version) == before
    assert [one.result for one in standings(row)] == ["competent"] * 3 + ["not yet competent"] * 2
    assert marks_of(row) is None, "there were no weights then"
    Gradebook(str(first_version)).close()


def test_an_upgrade_that_fails_leaves_the_gradebook_as_it_was(
    first_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of(first_version)

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("alembic.operations.Operations.create_table", fails)
        assert "No space left" in refused(first_version)
    connection = sqlite3.connect(first_version)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(mark)")]
    connection.close()
    assert "weight" not in columns, "half an upgrade is none"
    assert rows_of(first_version) == before
    Gradebook(str(first_version)).close()


def test_several_who_open_an_old_gradebook_at_once_upgrade_it_once(first_version: Path) -> None:
    before = rows_of(first_version)
    with ThreadPoolExecutor(4) as threads:
        for book in threads.map(Gradebook, [str(first_version)] * 4):
            book.close()
    assert rows_of(first_version) == before
    connection = sqlite3.connect(first_version)
    assert connection.execute("SELECT value FROM note WHERE name = 'version'").fetchall() == [("2",)]
    connection.close()


def test_an_upgraded_gradebook_is_built_like_a_new_one(first_version: Path, tmp_path: Path) -> None:
    """The scripts and the declared tables are two descriptions of one thing."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    for file in (first_version, tmp_path / "new.db"):
        with Gradebook(str(file)) as book, book.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == [], file.name


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = beside(str(tmp_path / "book.db"))
    assert file == tmp_path / "book.db.secret"
    secret = make_secret(file)
    assert make_secret(file) == secret == read_secret(file)
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 5000])
def test_a_secret_has_a_size(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    with pytest.raises(BadInputError, match="16 to 4,096 bytes"):
        read_secret(file)


def test_a_gradebook_keeps_to_its_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, file = tmp_path / "book.db", tmp_path / "hand-in.json"
    file.write_text("{")
    argv = ["mark", str(file), "--gradebook", str(book)]
    assert main(argv) == 1
    (tmp_path / "book.db.secret").unlink()
    assert main(argv) == 2
    (tmp_path / "other").write_bytes(b"another secret of a centre")
    assert main([*argv, "--secret-file", str(tmp_path / "other")]) == 2
    said = capsys.readouterr().err
    assert "given none" in said
    assert "given another" in said
    assert not (tmp_path / "book.db.secret").exists()
    assert main(["mark", str(file), "--gradebook", "sqlite://"]) == 2, "nothing lies beside such a gradebook"


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["mark"], "PATH"),
        (["mark", "x.json"], "--gradebook"),
        (["mark", "x.json", "--gradebook", "b.db", "--workers", "0"], "--workers: allowed"),
        (["mark", "x.json", "--gradebook", "b.db", "--cluster", "over there"], "--cluster: allowed the address"),
        (["mark", "x.json", "--gradebook", "b.db", "--cluster", "a:1", "--workers", "2"], "not allowed with"),
        (["mark", "x.json", "--gradebook", "."], "folder"),
        (["mark", "x.json", "--gradebook", "b.db", "--csv", "."], "--csv"),
        (["mark", "x.json", "--gradebook", "b.db", "--secret-file", "none"], "--secret-file"),
        (["mark", "gone.json", "--gradebook", "b.db"], "gone.json: allowed a file or folder that is there"),
        (["exercises", "x"], "x"),
    ],
)
def test_a_bad_argument_is_one_line(
    argv: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.json").write_text("{")
    assert main(argv) == 2
    said = capsys.readouterr().err.splitlines()
    assert says in said[-1]


def test_the_exercises_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exercises"]) == 0
    assert "105090L2" in capsys.readouterr().out
    assert main(["exercises", "--json"]) == 0
    assert '"id": "monitoring"' in capsys.readouterr().out
