"""Two lives side by side: of whatever a story is about, from the first event that differs to the outcome.

A story is about a customer, an item, a fault, a member of staff or an attack. Each step is an event of the log.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, zip_longest
from textwrap import wrap
from typing import Any, Final

import numpy as np

from sim.kinds import KINDS

MOST_ROWS: Final = 24
WIDTH: Final = 66  # letters of one column of plain text
SUBJECTS: Final = {
    "customer": "One customer's two lives",
    "item": "One item, in two shops",
    "fault": "One fault, in two shops",
    "member of staff": "One member of staff, in two shops",
    "attack": "One attack, in two shops",
}
"""What a story may be about, and its heading."""

Event = tuple[float, str, str]
"""Day, kind, and the sentence."""
Row = tuple[int, str, str, str]
ROUTINE: Final = (
    "message_sent",
    "post_seen",
    "harm: too many messages",
    "basket_left",
    "phishing_attempt",
    "order_line",
    "rights_misused",
    "card_stolen",
)
"""What repeats itself in a life; several of them in a row are told as one."""


@dataclass(frozen=True)
class Story:
    """Two lives of one subject: rows of (day, date, what happens under A, what happens under B)."""

    subject: str
    """A key of `SUBJECTS`."""
    number: int
    """Of the customer, the item (of a fault: its item) or the account; of an attack: its row in the log of A, or the
    number of the flaw that it came through."""
    name: str
    title: str
    rows: tuple[Row, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        rows = [{"day": day, "date": when, "a": left, "b": right} for day, when, left, right in self.rows]
        return {"subject": self.subject, "number": self.number, "name": self.name, "title": self.title, "rows": rows}

    def text(self) -> str:
        """The story as two columns of plain text."""
        lines = [f"{SUBJECTS[self.subject]}: {self.title}", f"  {'date':<12}{'under A':<{WIDTH + 2}}under B"]
        for _, when, left, right in self.rows:
            columns = [wrap(text, WIDTH) or [""] for text in (left, right)]
            for index, (part_a, part_b) in enumerate(zip_longest(*columns, fillvalue="")):
                lines.append(f"  {when if index == 0 else '':<12}{part_a:<{WIDTH + 2}}{part_b}")
        return "\n".join(lines)


def weave(a: Sequence[Event], b: Sequence[Event], start: date) -> tuple[Row, ...]:
    """Both lives from two events before the first in which they differ; empty where they do not differ."""
    sides = (set(a), set(b))
    merged = sorted(sides[0] | sides[1], key=_place)
    first = next((index for index, event in enumerate(merged) if (event in sides[0]) != (event in sides[1])), None)
    if first is None:
        return ()
    rows: list[Row] = []
    for chapter in _chapters(merged[max(0, first - 2) :]):
        day = int(np.floor(chapter[0][0]))
        left, right = ("; ".join(_told(chapter, side, start)) or "-" for side in sides)
        rows.append((day, _date(day, start), left, right))
    return tuple(_shorten(_pair_up(rows)))


def _place(event: Event) -> tuple[float, int, str]:
    """Events of one moment are told in the order of the kinds."""
    return event[0], _ORDER[event[1].split(":")[0]], event[2]


def _chapters(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Events one by one, but three or more routine ones in a row together."""
    for is_routine, group in groupby(events, key=lambda event: event[1] in ROUTINE):
        chapter = list(group)
        if is_routine and len(chapter) > 2:
            yield chapter
        else:
            yield from ([event] for event in chapter)


def _told(chapter: Sequence[Event], side: set[Event], start: date) -> Iterator[str]:
    """What one life has of a chapter: each sentence once, with how often and until when."""
    mine = [event for event in chapter if event in side]
    for text in dict.fromkeys(event[2] for event in mine):
        moments = [event[0] for event in mine if event[2] == text]
        if len(moments) == 1:
            yield text
        else:
            yield f"{text} ({len(moments)} times until {_date(int(np.floor(moments[-1])), start)})"


def _date(day: int, start: date) -> str:
    return (start + timedelta(days=day)).isoformat()


_ORDER = {kind: place for place, kind in enumerate(KINDS)}


def _pair_up(rows: list[Row]) -> list[Row]:
    """Put two half-empty rows of one day beside each other."""
    paired: list[Row] = []
    for row in rows:
        last = paired[-1] if paired else None
        if last and last[0] == row[0] and last[3] == "-" and row[2] == "-":
            paired[-1] = (row[0], row[1], last[2], row[3])
        elif last and last[0] == row[0] and last[2] == "-" and row[3] == "-":
            paired[-1] = (row[0], row[1], row[2], last[3])
        else:
            paired.append(row)
    return paired


def _shorten(rows: list[Row]) -> list[Row]:
    """Keep the beginning and the outcome of a long story, and say what is left out."""
    if len(rows) <= MOST_ROWS:
        return rows
    head, tail = rows[: MOST_ROWS // 2], rows[-MOST_ROWS // 2 + 1 :]
    gap = f"({len(rows) - len(head) - len(tail)} more events)"
    return [*head, (tail[0][0], "", gap, gap), *tail]


__all__ = ["SUBJECTS", "Event", "Row", "Story", "weave"]
