"""One customer's two lives, side by side, from the first event in which they differ to the outcome, in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, zip_longest
from textwrap import wrap
from typing import Any

import numpy as np

from sim.kinds import KINDS
from sim.run import Run
from sim.world.identities import identity
from sim.world.shop import catalogue

MOST_ROWS = 24
WIDTH = 66  # letters of one column of plain text


@dataclass(frozen=True)
class Story:
    """Two lives of one customer: rows of (day, date, what happens under A, what happens under B)."""

    customer: int
    name: str
    title: str
    rows: tuple[tuple[int, str, str, str], ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        rows = [{"day": day, "date": when, "a": left, "b": right} for day, when, left, right in self.rows]
        return {"customer": self.customer, "name": self.name, "title": self.title, "rows": rows}

    def text(self) -> str:
        """The story as two columns of plain text."""
        lines = [f"One customer's two lives: {self.title}", f"  {'date':<12}{'under A':<{WIDTH + 2}}under B"]
        for _, when, left, right in self.rows:
            columns = [wrap(text, WIDTH) or [""] for text in (left, right)]
            for index, (part_a, part_b) in enumerate(zip_longest(*columns, fillvalue="")):
                lines.append(f"  {when if index == 0 else '':<12}{part_a:<{WIDTH + 2}}{part_b}")
        return "\n".join(lines)


Event = tuple[float, str, str]
Row = tuple[int, str, str, str]
ROUTINE = ("message_sent", "post_seen", "harm: too many messages", "basket_left")
"""What repeats itself in a life; several of them in a row are told as one."""


def tell(a: Run, b: Run) -> Story | None:
    """The story of the customer in whom the two runs differ most tellingly; None if no customer differs."""
    customer = telling_customer(a, b)
    if customer is None:
        return None
    lives = tuple(_life(one, customer) for one in (a, b))
    sides = tuple(set(life) for life in lives)
    merged = sorted(sides[0] | sides[1], key=_place)
    first = next((index for index, event in enumerate(merged) if (event in sides[0]) != (event in sides[1])), 0)
    rows: list[Row] = []
    for chapter in _chapters(merged[max(0, first - 2) :]):
        day = int(np.floor(chapter[0][0]))
        left, right = ("; ".join(_told(chapter, side, a.scenario.start_date)) or "-" for side in sides)
        rows.append((day, _date(day, a.scenario.start_date), left, right))
    rows = _shorten(_pair_up(rows))
    person = identity(a.seed, customer)
    who = f"{person.name} (customer {customer}, {person.district}; an invented person), seed {a.seed}."
    title = f"{who} {_outcome(a, b, customer)}"
    return Story(customer, person.name, title, tuple(rows))


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


def telling_customer(a: Run, b: Run) -> int | None:
    """First choice: somebody who was let down and left under one policy only; else the largest difference in orders."""
    gone = [_left(one) for one in (a, b)]
    orders = [_orders(one) for one in (a, b)]
    gap = orders[1] - orders[0]
    known = (orders[0] + orders[1] >= 2).astype(float)
    only_a = (gone[0] > 0) & (gone[1] < 0) & (gap > 0)
    only_b = (gone[1] > 0) & (gone[0] < 0) & (gap < 0)
    # a short life is told better than a long one, so among those who left the fewest orders win
    score = np.abs(gap) + (1000.0 - orders[0] - orders[1]) * (only_a | only_b) * known
    best = int(np.argmax(score))
    return best if score[best] > 0 else _first_difference(a, b)


def _first_difference(a: Run, b: Run) -> int | None:
    for kind, declared in KINDS.items():
        if "customer" in declared.columns:
            table_a, table_b = a.log.table(kind), b.log.table(kind)
            extra = np.setxor1d(table_a["customer"], table_b["customer"])
            if len(extra):
                return int(extra[0])
    return None


def _left(one: Run) -> np.ndarray:
    """Per customer: cause code of leaving in the window, -1 if still there."""
    cause = np.full(one.scenario.customers, -1)
    table = one.log.table("customer_left")
    cause[table["customer"]] = table["cause"]
    return cause


def _orders(one: Run) -> np.ndarray:
    table = one.log.table("order_placed")
    return np.bincount(table["customer"][table["day"] >= 0], minlength=one.scenario.customers)


def _life(one: Run, customer: int) -> list[Event]:
    """All events of a customer since take-over, as sentences."""
    events: list[Event] = []
    for kind, declared in KINDS.items():
        if "customer" not in declared.columns or kind in ("visit", "paid"):  # neither is news
            continue
        table = one.log.table(kind)
        for index in np.flatnonzero((table["customer"] == customer) & (table["day"] >= 0)):
            row = {name: table[name][index] for name in declared.columns}
            if kind == "order_line" and all(row[name] for name in declared.columns if name.endswith("_right")):
                continue
            if kind == "basket_left" and not row["reason"]:  # looking is no event in a life
                continue
            name = "harm: too many messages" if kind == "harm" and _is_about_messages(row) else kind
            events.append((round(float(row["day"]), 6), name, sentence(kind, row)))
    return events


def _is_about_messages(row: dict[str, Any]) -> bool:
    return KINDS["harm"].columns["cause"].words[int(row["cause"])] == "too many messages"


def sentence(kind: str, row: dict[str, Any]) -> str:
    """One event in plain words."""
    declared = KINDS[kind]

    def word(match: re.Match[str]) -> str:
        name = match[1]
        if name in _DERIVED:
            return _DERIVED[name](row)
        value, column = row[name], declared.columns[name]
        if column.words:
            return column.words[int(value)]
        if name.endswith("cents"):
            return f"{int(value) / 100:,.2f}"
        if name == "item":
            return f"{catalogue()[int(value)]['name']} (item {int(value)})"
        return f"{float(value):.1f}" if column.type.startswith("f") else str(value)

    return re.sub(r"\{(\w+)\}", word, declared.sentence)


def _late(row: dict[str, Any]) -> str:
    late = float(row["late_days"])
    return f"{late:.1f} days late" if late > 0 else "in time"


def _wrong(row: dict[str, Any]) -> str:
    """What was not as it should be when a line was sold."""
    shown, charged, master = (f"HK${int(row[f'{name}_cents']) / 100:,.2f}" for name in ("shown", "charged", "master"))
    cents = f"shown {shown}, charged {charged}, right would be {master}"
    words = {
        "price_right": f"the price is wrong: {cents}",
        "promotion_right": f"the offer is out of date: {cents}",
        "content_right": "its description or picture is out of date",
        "stock_right": "it is not on the shelf",
    }
    return " and ".join(text for name, text in words.items() if not row[name])


def _code(row: dict[str, Any]) -> str:
    """How a coupon that was used came to the customer."""
    words = (
        "",
        ", with the coupon that was sent",
        ", with a code found elsewhere",
        ", with the code on the front page",
    )
    return words[int(row["coupon_from"])]


def _handed_out(row: dict[str, Any]) -> str:
    """What became of a request for data."""
    return "handed out" if row["granted"] else "refused"


_DERIVED: dict[str, Callable[[dict[str, Any]], str]] = {
    "late": _late,
    "wrong": _wrong,
    "code": _code,
    "handed_out": _handed_out,
}
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


def _outcome(a: Run, b: Run, customer: int) -> str:
    ends = []
    for label, one in (("A", a), ("B", b)):
        cause = _left(one)[customer]
        count = _orders(one)[customer]
        if cause >= 0:
            end = f"has left ({KINDS['customer_left'].columns['cause'].words[cause]})"
        else:
            ever = (one.log.table("order_placed")["customer"] == customer).any()
            end = "is still a customer" if ever else "never became a customer"
        ends.append(f"Under {label}: {count} order{'' if count == 1 else 's'}, {end}.")
    return " ".join(ends)


__all__ = ["Story", "sentence", "tell", "telling_customer"]
