"""What a gradebook is told by: its kind and version, looked at before the database may touch a file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from sim.reading import BadInputError, given

VERSION: Final = 2
"""Version 1 had no weights and nothing that a person decided; it becomes version 2 when it is opened."""
KIND: Final = "storesim gradebook"
WAIT_SECONDS: Final = 30
_SQLITE_HEAD: Final = b"SQLite format 3\0"


def refuse_foreign_file(file: Path, *, must_be_there: bool = False) -> None:
    """Look at a file before the database may touch it."""
    if "\0" in str(file):
        raise BadInputError(f"--gradebook: allowed the name of a file, given {given(str(file))}")
    try:
        if file.is_dir():
            raise BadInputError(f"--gradebook: {file}: allowed a file, given a folder")
        if not file.exists():
            if not file.absolute().parent.is_dir():
                raise BadInputError(f"--gradebook: {file}: allowed a file in a folder that is there, given another")
            if must_be_there:
                raise BadInputError(f"--gradebook: {file}: allowed a gradebook that is there, given another name")
            return
        with file.open("rb") as opened:
            head = opened.read(len(_SQLITE_HEAD))
    except OSError as error:
        raise BadInputError(f"--gradebook: {str(file)[:200]}: allowed a gradebook to open, given one that is not: "
                            f"{error.strerror}") from None  # fmt: skip
    if not head:
        return
    if head != _SQLITE_HEAD:
        raise BadInputError(f"--gradebook: {file}: allowed a gradebook of storesim, given another kind of file")
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_SECONDS)
        try:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            notes = dict(connection.execute("SELECT name, value FROM note")) if "note" in tables else {}
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise BadInputError(f"--gradebook: {file}: allowed a sound gradebook, given a damaged one: {error}") from None
    if sound != "ok":
        raise BadInputError(f"--gradebook: {file}: allowed a sound gradebook, given a damaged one")
    if tables:
        refuse_foreign_notes(str(file), notes)


def refuse_foreign_notes(name: str, notes: dict[str, str]) -> None:
    """Refuse what is no gradebook, or one of a version that this storesim does not know."""
    if notes.get("kind") != KIND:
        raise BadInputError(f"--gradebook: {name}: allowed a gradebook of storesim, given another database")
    if notes.get("version") not in {str(number) for number in range(1, VERSION + 1)}:
        raise BadInputError(
            f"--gradebook: {name}: allowed a gradebook of version 1 to {VERSION}, given version "
            f"{given(notes.get('version'))}; a newer storesim opens it"
        )


def masked(name: str) -> str:
    """The name without a password that an address may hold."""
    try:
        return make_url(name).render_as_string(hide_password=True) if "://" in name else name
    except SQLAlchemyError:
        return name.partition("://")[0] + "://..."


__all__ = ["KIND", "VERSION", "WAIT_SECONDS", "masked", "refuse_foreign_file", "refuse_foreign_notes"]
