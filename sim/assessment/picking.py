"""Choosing what a question is about, from a number: the same on every machine, and in no order that can be guessed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sim.run import Run

T = TypeVar("T")


@dataclass(frozen=True)
class Pick:
    """Chooses for one question: things are sorted by SHA-256 of draw, question and thing, and the first ones taken."""

    draw: int
    question: str

    def order(self, things: Iterable[T], key: Callable[[T], object] = str) -> list[T]:
        """All the things, in the order of the draw."""
        return sorted(things, key=lambda thing: self._place(key(thing)))

    def one(self, things: Iterable[T]) -> T | None:
        """One of the things; None where there is none."""
        ordered = self.order(things)
        return ordered[0] if ordered else None

    def some(self, things: Iterable[T], count: int) -> list[T] | None:
        """So many of the things; None where there are fewer."""
        ordered = self.order(things)
        return ordered[:count] if len(ordered) >= count else None

    def _place(self, key: object) -> bytes:
        return hashlib.sha256("\x1f".join((str(self.draw), self.question, str(key))).encode()).digest()


@dataclass(frozen=True)
class Found:
    """What a maker finds: the right answer, the words that fill the gaps, and the choices if there are any."""

    right: int | float | str
    words: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    working: str = ""
    """The sum that leads to a number, with its figures, where there is one."""


Maker = Callable[[Run, Pick], Found | None]
"""Fills one template in from a finished run; None where the run has no answer."""


def of_100(part: float, whole: float, words: Mapping[str, str] | None = None) -> Found:
    """Of 100 of the whole, how many are part of it; with the sum."""
    return Found(100.0 * part / whole, words or {}, working=f"{part:,.0f} ÷ {whole:,.0f} × 100")


def difference(more: int, less: int, words: Mapping[str, str]) -> Found:
    """By how many one count is larger; with the sum."""
    return Found(more - less, words, working=f"{more:,} − {less:,}")


def figure(values: Any, *place: object) -> float:
    """One figure of a table (row, column), or of a column (row)."""
    return float(values.loc[place if len(place) > 1 else place[0]])


def count(values: Any, *place: object) -> int:
    """The same, where it is a whole number."""
    return int(figure(values, *place))


def top_one(values: Mapping[T, float] | Sequence[tuple[T, float]]) -> T | None:
    """The one with the largest value; None where two share it."""
    pairs = sorted(dict(values).items(), key=lambda pair: -pair[1])
    if not pairs or (len(pairs) > 1 and pairs[0][1] == pairs[1][1]):
        return None
    return pairs[0][0]


__all__ = ["Found", "Maker", "Pick", "count", "difference", "figure", "of_100", "top_one"]
