"""Begin a gradebook, or bring one of an earlier version to that of today: whole, or not at all."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.orm import Session

from sim.assessment.gradebook_file import KIND, VERSION, refuse_foreign_notes
from sim.assessment.gradebook_tables import Base, NoteRow
from sim.reading import BadInputError

SCRIPTS = Path(__file__).parent / "gradebook_versions"


def begin_or_upgrade(engine: Engine, name: str, *, begin: bool) -> None:
    """Make the tables where there are none; carry out what versions have added since the gradebook was begun.

    Args:
        engine: an open database.
        name: how it is called in messages.
        begin: whether one may be begun.

    Raises:
        BadInputError: another database, none where none may be begun, or a newer version; it stays as it is.
    """
    there = _version(engine, name)
    if there == VERSION:
        return
    if there is None and not begin:
        raise BadInputError(f"--gradebook: {name}: allowed a gradebook that is there, given an empty database")
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # Python's driver begins none by itself for new tables
        version = _version(connection, name)  # again: somebody else may have been faster
        if version is None:
            Base.metadata.create_all(connection)
            with Session(connection, join_transaction_mode="create_savepoint") as session, session.begin():
                session.add_all([NoteRow(name="kind", value=KIND), NoteRow(name="version", value=str(VERSION))])
        elif version < VERSION:
            _run_scripts(connection, version)


def _version(database: Engine | Connection, name: str) -> int | None:
    """The version of the gradebook; None where there is nothing yet."""
    tables = set(inspect(database).get_table_names())
    if not tables:
        return None
    notes: dict[str, str] = {}
    if NoteRow.__tablename__ in tables:
        with Session(database) as session:
            notes = {row.name: row.value for row in session.scalars(select(NoteRow))}
    refuse_foreign_notes(name, notes)
    return int(notes["version"])


def _run_scripts(connection: Connection, version: int) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.stamp(config, f"v{version}")  # the note says the version; a gradebook that is begun today has no other
    command.upgrade(config, "head")


__all__ = ["SCRIPTS", "begin_or_upgrade"]
