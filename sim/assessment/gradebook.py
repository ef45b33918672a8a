"""The gradebook: what was handed in, every mark with its figures and evidence, and every file that could not be read.

SQLite in a file, or any other database by its SQLAlchemy address. A submission goes in whole, in one transaction, or
not at all; its digest is there once. What people decide about a mark stands beside it and changes nothing in it
(`person_marks.py`). A file that is no gradebook, or a newer one, is refused and left as it was.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.orm import Session

from sim.assessment.criteria import Criterion
from sim.assessment.exercise import load_exercise
from sim.assessment.gradebook_file import VERSION, WAIT_SECONDS, masked, refuse_foreign_file
from sim.assessment.gradebook_tables import (
    EffectRow,
    EvidenceRow,
    GateRow,
    MarkRow,
    NoteRow,
    ProblemRow,
    SubmissionRow,
    WorldRow,
)
from sim.assessment.gradebook_upgrade import begin_or_upgrade
from sim.assessment.marks import CriterionMark, Marking
from sim.assessment.reading import Broken, HandIn, canonical, name_of
from sim.assessment.submission import Submission
from sim.reading import BadInputError, given, one_line

FEW_WORDS: Final = 10
"""Two learners may well decide the same; so many of the same words are no chance."""


class Gradebook:
    """An open gradebook. Close it, or use it in a `with` statement."""

    def __init__(self, name: str, *, begin: bool = True) -> None:
        """Open a gradebook, or begin one where there is nothing yet.

        Args:
            name: a file, or an SQLAlchemy address such as `postgresql+psycopg://...`.
            begin: whether one may be begun; otherwise a file that is not there is refused.

        Raises:
            BadInputError: another kind of file, a damaged one, one of a newer version, or no access; it stays as it is.
        """
        self.name = name
        self.file = None if "://" in name else Path(name)
        if self.file is not None:
            refuse_foreign_file(self.file, must_be_there=not begin)
        try:
            self.engine = self._connect()
            with self._errors():
                begin_or_upgrade(self.engine, masked(name), begin=begin)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise BadInputError(
                f"--gradebook: allowed a file, or an address that SQLAlchemy knows, given {given(masked(name))}: "
                f"{one_line(str(error))[:200]}"
            ) from None

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _connect(self) -> Engine:
        address = f"sqlite:///{self.file.absolute()}" if self.file is not None else self.name
        if make_url(address).get_backend_name() != "sqlite":
            return create_engine(address)
        engine = create_engine(address, connect_args={"timeout": WAIT_SECONDS})

        @event.listens_for(engine, "connect")
        def _careful(connection: sqlite3.Connection, _: object) -> None:
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA journal_mode=WAL")

        return engine

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """What a database complains of, in one line."""
        try:
            yield
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise BadInputError(
                f"--gradebook: {masked(self.name)}: allowed a gradebook that can be written to, given one that fails: "
                f"{one_line(str(error.orig))[:200]}"
            ) from None
        except OSError as error:
            raise BadInputError(f"--gradebook: {masked(self.name)}: {error.strerror}") from None

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are written together at the end of the block, or not at all."""
        with self._errors(), Session(self.engine) as session, session.begin():
            yield session

    def secret_print(self) -> str | None:
        """The print of the secret that the marks stand on; None while there are none."""
        with self._errors(), Session(self.engine) as session:
            kept = session.get(NoteRow, "secret")
            return kept.value if kept else None

    def keep_secret_print(self, fingerprint: str) -> None:
        """Tie the gradebook to one secret, so that all its marks stand on seeds of one kind.

        Raises:
            BadInputError: it was begun with another secret.
        """
        with self._errors(), Session(self.engine) as session, session.begin():
            kept = session.get(NoteRow, "secret")
            if kept is None:
                session.add(NoteRow(name="secret", value=fingerprint))
            elif kept.value != fingerprint:
                raise BadInputError(
                    f"--secret-file: allowed the secret that {masked(self.name)} was begun with, given another"
                )

    def has(self, digest: str) -> bool:
        """Whether this very submission is marked already."""
        with self._errors(), Session(self.engine) as session:
            return session.scalar(select(SubmissionRow.id).where(SubmissionRow.digest == digest)) is not None

    def first(self, learner: str, exercise: str) -> Submission | None:
        """What a learner handed in first for an exercise; None where nothing is there yet."""
        own = select(SubmissionRow.content).where(SubmissionRow.learner == learner, SubmissionRow.exercise == exercise)
        with self._errors(), Session(self.engine) as session:
            content = session.scalar(own.order_by(SubmissionRow.attempt).limit(1))
        return None if content is None else Submission.model_validate(json.loads(content))

    def alike(self, submission: Submission) -> str | None:
        """Who else handed in the very same decisions and words; None where nobody did, or few words were written."""
        if sum(submission.word_counts().values()) < FEW_WORDS:
            return None
        own = _without_names(canonical(submission))
        others = select(SubmissionRow.learner, SubmissionRow.content).where(
            SubmissionRow.exercise == submission.exercise, SubmissionRow.learner != submission.learner
        )
        with self._errors(), Session(self.engine) as session:
            same = {learner for learner, content in session.execute(others) if _without_names(content) == own}
        return f"the same decisions and words as {', '.join(sorted(same))}" if same else None

    def note_problem(self, broken: Broken) -> None:
        """Record a file that could not be used; the same complaint about the same file once."""
        path = name_of(broken.path)
        with self._errors(), Session(self.engine) as session, session.begin():
            found = select(ProblemRow.id).where(ProblemRow.path == path, ProblemRow.problem == broken.problem)
            if session.scalar(found) is None:
                session.add(ProblemRow(path=path, problem=broken.problem))

    def add(self, hand_in: HandIn, marking: Marking, alike: str | None = None) -> int:
        """Write a submission with all its marks in one transaction, and return which attempt it is.

        Args:
            hand_in: what was handed in.
            marking: its marks.
            alike: a remark that another learner handed in the same.
        """
        try:
            return self._add(hand_in, marking, alike)
        except IntegrityError:  # another process was faster with the same submission
            with self._errors(), Session(self.engine) as session:
                known = session.scalar(select(SubmissionRow.attempt).where(SubmissionRow.digest == hand_in.digest))
            if known is None:
                raise BadInputError(f"--gradebook: {masked(self.name)}: two rounds write at once; run again") from None
            return known

    def _add(self, hand_in: HandIn, marking: Marking, alike: str | None) -> int:
        submission = hand_in.submission
        declared = {one.id: one for one in load_exercise(submission.exercise).criteria}
        with self._errors(), Session(self.engine) as session, session.begin():
            before = select(func.count()).where(
                SubmissionRow.learner == submission.learner, SubmissionRow.exercise == submission.exercise
            )
            attempt = int(session.scalar(before) or 0) + 1
            session.add(
                SubmissionRow(
                    digest=hand_in.digest,
                    path=name_of(hand_in.path),
                    exercise=submission.exercise,
                    learner=submission.learner,
                    attempt=attempt,
                    workbook=submission.workbook,
                    content=canonical(submission),
                    made_with=marking.made_with,
                    alike=alike,
                    marks=[
                        _mark_row(place, mark, declared.get(mark.criterion))
                        for place, mark in enumerate(marking.criteria)
                    ],
                    worlds=[
                        WorldRow(scenario=scenario, seed=seed, digest_today=today, digest_yours=yours)
                        for scenario, seed, today, yours in marking.worlds
                    ],
                )
            )
        return attempt

    def submissions(self) -> list[SubmissionRow]:
        """All submissions with their marks, in the order of learner, exercise and attempt."""
        order = (SubmissionRow.learner, SubmissionRow.exercise, SubmissionRow.attempt)
        with self._errors(), Session(self.engine) as session:
            rows = list(session.scalars(select(SubmissionRow).order_by(*order)).unique())
            session.expunge_all()
        return rows

    def problems(self) -> list[ProblemRow]:
        """All complaints about files, in the order of their paths."""
        with self._errors(), Session(self.engine) as session:
            rows = list(session.scalars(select(ProblemRow).order_by(ProblemRow.path, ProblemRow.id)))
            session.expunge_all()
        return rows


def _without_names(content: str) -> dict[str, object]:
    kept = json.loads(content)
    return {key: value for key, value in kept.items() if key not in ("learner", "workbook")}


def _mark_row(place: int, mark: CriterionMark, declared: Criterion | None) -> MarkRow:
    return MarkRow(
        place=place,
        criterion=mark.criterion,
        title=mark.title,
        result=mark.result,
        weight=declared.weight if declared else None,
        share=mark.share,
        declared=declared.model_dump_json() if declared else None,
        reasons="\n".join(mark.reasons),
        effects=[EffectRow(place=number, **vars(effect)) for number, effect in enumerate(mark.effects)],
        gates=[GateRow(place=number, **vars(gate)) for number, gate in enumerate(mark.gates)],
        evidence=[
            EvidenceRow(
                place=number,
                scenario=proof.scenario,
                seed=proof.seed,
                day=proof.evidence.day,
                references=" ".join(reference.replace(" ", "/") for reference in proof.evidence.references),
                words=proof.evidence.words,
                is_for=proof.evidence.is_for,
            )
            for number, proof in enumerate(mark.proofs)
        ],
    )


__all__ = ["VERSION", "Gradebook"]
