"""The tables of the gradebook."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Dialect, Float, ForeignKey, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """All tables of the gradebook."""


class _Number(TypeDecorator[float]):
    """A number, or nothing where there is no value; SQLite and others take no NaN."""

    impl = Float
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> float | None:
        """To the database."""
        return None if value is None or math.isnan(value) else float(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> float:
        """From the database."""
        return math.nan if value is None else float(value)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class NoteRow(Base):
    """What the gradebook says about itself: kind, version, print of the secret."""

    __tablename__ = "note"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class SubmissionRow(Base):
    """One attempt of a learner at an exercise, as it was handed in."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("learner", "exercise", "attempt"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    path: Mapped[str] = mapped_column(Text)
    exercise: Mapped[str] = mapped_column(String(40))
    learner: Mapped[str] = mapped_column(String(40))
    attempt: Mapped[int]
    workbook: Mapped[str] = mapped_column(String(40))
    content: Mapped[str] = mapped_column(Text)
    made_with: Mapped[str] = mapped_column(Text)
    alike: Mapped[str | None] = mapped_column(Text)
    marked_at: Mapped[str] = mapped_column(String(40), default=_now)
    marks: Mapped[list[MarkRow]] = relationship(order_by="MarkRow.place", lazy="joined")
    worlds: Mapped[list[WorldRow]] = relationship(order_by="WorldRow.id", lazy="selectin")


class WorldRow(Base):
    """A world in which a submission was marked, with the digests of both logs."""

    __tablename__ = "world"
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    scenario: Mapped[str] = mapped_column(String(40))
    seed: Mapped[int] = mapped_column(BigInteger)
    digest_today: Mapped[str] = mapped_column(String(64))
    digest_yours: Mapped[str] = mapped_column(String(64))


class MarkRow(Base):
    """The result of one criterion."""

    __tablename__ = "mark"
    __table_args__ = (UniqueConstraint("submission_id", "criterion"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    place: Mapped[int]
    criterion: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(String(20))
    """What marking gave; what stands after people have spoken is in `standing.py`."""
    weight: Mapped[int | None]
    """Of the 100 marks of the exercise; nothing in a mark of a version-1 gradebook."""
    share: Mapped[float | None] = mapped_column(Float)
    """Of the weight, 0 to 1; nothing while it waits for a person."""
    declared: Mapped[str | None] = mapped_column(Text)
    """The criterion as the exercise declared it on the day of marking, JSON."""
    reasons: Mapped[str] = mapped_column(Text)
    """A line each."""
    by_people: Mapped[list[PersonMarkRow]] = relationship(order_by="PersonMarkRow.id", lazy="selectin")
    overrides: Mapped[list[OverrideRow]] = relationship(order_by="OverrideRow.id", lazy="selectin")
    effects: Mapped[list[EffectRow]] = relationship(order_by="EffectRow.place", lazy="selectin")
    gates: Mapped[list[GateRow]] = relationship(order_by="GateRow.place", lazy="selectin")
    evidence: Mapped[list[EvidenceRow]] = relationship(order_by="EvidenceRow.place", lazy="selectin")


class PersonMarkRow(Base):
    """What a person found when reading for a criterion; a later row of the same role takes the place of an earlier."""

    __tablename__ = "person_mark"
    __table_args__ = (UniqueConstraint("mark_id", "role", "place"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    mark_id: Mapped[int] = mapped_column(ForeignKey("mark.id"), index=True)
    place: Mapped[int]
    """How many of this role there were before."""
    marker: Mapped[str] = mapped_column(String(40))
    """A pseudonym such as A1-07, never a name."""
    role: Mapped[str] = mapped_column(String(10))
    """`first` or `second`."""
    level: Mapped[int]
    comment: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(String(40), default=_now)


class OverrideRow(Base):
    """A person's decision on a result, with the reason; the latest counts and none is ever taken out."""

    __tablename__ = "mark_override"
    __table_args__ = (UniqueConstraint("mark_id", "place"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    mark_id: Mapped[int] = mapped_column(ForeignKey("mark.id"), index=True)
    place: Mapped[int]
    old_result: Mapped[str] = mapped_column(String(20))
    new_result: Mapped[str] = mapped_column(String(20))
    marker: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(String(40), default=_now)


class EffectRow(Base):
    """Today's figure, the trainee's, and the change with its interval, in one scenario or over all."""

    __tablename__ = "effect"
    id: Mapped[int] = mapped_column(primary_key=True)
    mark_id: Mapped[int] = mapped_column(ForeignKey("mark.id"), index=True)
    place: Mapped[int]
    scenario: Mapped[str] = mapped_column(String(40))
    today: Mapped[float] = mapped_column(_Number, nullable=True)
    yours: Mapped[float] = mapped_column(_Number, nullable=True)
    change: Mapped[float] = mapped_column(_Number, nullable=True)
    low: Mapped[float] = mapped_column(_Number, nullable=True)
    high: Mapped[float] = mapped_column(_Number, nullable=True)
    worlds: Mapped[int]


class GateRow(Base):
    """A condition, its figure, and whether it holds."""

    __tablename__ = "gate"
    id: Mapped[int] = mapped_column(primary_key=True)
    mark_id: Mapped[int] = mapped_column(ForeignKey("mark.id"), index=True)
    place: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(String(60))
    figure: Mapped[float] = mapped_column(_Number, nullable=True)
    bound: Mapped[float] = mapped_column(_Number, nullable=True)
    holds: Mapped[bool]
    shown: Mapped[str] = mapped_column(Text)


class EvidenceRow(Base):
    """A piece of evidence: the world, the events ("life/kind:row", separated by blanks), and what happened in words."""

    __tablename__ = "evidence"
    id: Mapped[int] = mapped_column(primary_key=True)
    mark_id: Mapped[int] = mapped_column(ForeignKey("mark.id"), index=True)
    place: Mapped[int]
    scenario: Mapped[str] = mapped_column(String(40))
    seed: Mapped[int] = mapped_column(BigInteger)
    day: Mapped[float] = mapped_column(_Number, nullable=True)
    references: Mapped[str] = mapped_column("event_references", Text)
    words: Mapped[str] = mapped_column(Text)
    is_for: Mapped[bool]


class ProblemRow(Base):
    """A file that could not be used, and why."""

    __tablename__ = "problem"
    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(Text)
    problem: Mapped[str] = mapped_column(Text)
    noted_at: Mapped[str] = mapped_column(String(40), default=_now)


__all__ = [
    "Base",
    "EffectRow",
    "EvidenceRow",
    "GateRow",
    "MarkRow",
    "NoteRow",
    "OverrideRow",
    "PersonMarkRow",
    "ProblemRow",
    "SubmissionRow",
    "WorldRow",
]
