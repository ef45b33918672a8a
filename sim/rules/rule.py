"""What a rule and a finding are, and how rules ask the log what held at a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.calendar import Calendar
from sim.events import Columns
from sim.run import Run

NOT_A_CONVICTION = "An incident, not a conviction: events that fit the words of a rule. Only a court finds guilt."

SEVERITIES = {
    "G": "guidance: no penalty by itself",
    "P": "breach of a principle: the regulator serves a notice first; breaking the notice is the crime",
    "O1": "direct offence: fine up to HK$100,000 or jail up to 2 years",
    "O2": "direct offence: fine of HK$500,000 or more, or jail of 3 years or more",
    "C": "civil or contract consequence",
}
EVIDENCE = {
    "V": "text of the section or the regulator's page was read",
    "S": "read in a secondary source",
    "M": "from memory: check before it is taught as fact",
}
MOST_EVENTS = 50
"""At most so many events are named as evidence of one finding; `Finding.count` says how many there are."""

NONE = -1
"""Row number of "there is none", and customer or item of a finding that is not about a single one."""

_MS_A_DAY = 86_400_000
_SHIFT_DAYS = 4096  # so that history has positive moments
_CUSTOMER_STEP = 1 << 41  # more milliseconds than 8192 days have

Rows = NDArray[np.int64]
Days = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Finding:
    """One incident with its evidence, `kind:row` references to the tables of the log."""

    rule: str
    day: float
    events: tuple[str, ...]
    count: int
    """How many events are evidence, named in `events` or not."""
    people: int
    customer: int = NONE
    item: int = NONE
    defence: str = ""
    """What the log shows for the shop, where the section names a defence; empty where it shows nothing."""
    by_stranger: bool = False
    """Somebody from outside wronged the shop; told, and not counted among the shop's own incidents."""


@dataclass(frozen=True)
class Rule:
    """A section of the law, and the function that finds what breaks it in a finished run."""

    id: str
    ordinance: str
    section: str
    title: str
    severity: Literal["G", "P", "O1", "O2", "C"]
    penalty: str
    evidence: Literal["V", "S", "M"]
    source: str
    text_date: str
    """Date of the text that was read; the law may have changed since."""
    card: str
    find: Callable[[Run], list[Finding]]

    @property
    def link(self) -> str:
        """Address of the ordinance in the government's collection of laws; empty for what is no ordinance.

        The form of these addresses is from memory; nothing here has followed them.
        """
        kind, _, number = self.ordinance.partition(" ")
        return f"https://www.elegislation.gov.hk/hk/cap{number}" if kind == "Cap." else ""


def refer(kind: str, rows: Iterable[int] | Rows) -> tuple[str, ...]:
    """References to rows of a table, as many as a finding may name."""
    return tuple(f"{kind}:{row}" for row in list(rows)[:MOST_EVENTS])


def in_window(run: Run, kind: str) -> slice:
    """The rows of a kind inside the run's window; every table is sorted by day."""
    first, end = np.searchsorted(run.log.table(kind)["day"], (0.0, float(run.days)))
    return slice(int(first), int(end))


@lru_cache(maxsize=16)
def _calendar(start: date, saturdays_count: bool, round_the_clock: bool) -> Calendar:
    return Calendar(start, saturdays_count=saturdays_count, round_the_clock=round_the_clock)


def calendar_of(run: Run) -> Calendar:
    """The calendar of the run's scenario, with the settings that its world had."""
    scenario = run.scenario
    return _calendar(scenario.start_date, scenario.saturdays_count, scenario.round_the_clock)


def _moment_keys(customer: NDArray[Any], day: Days) -> Rows:
    """Whole numbers that sort by customer, then by day to the millisecond."""
    milliseconds = np.rint((day + _SHIFT_DAYS) * _MS_A_DAY).astype(np.int64)
    return customer.astype(np.int64) * _CUSTOMER_STEP + milliseconds


def latest_before(events: Columns, which: Rows, customer: NDArray[Any], day: Days, *, same_moment: bool) -> Rows:
    """The latest of the rows `which` of a table that the customer has before each moment, or `NONE`.

    Args:
        events: a table with the columns `customer` and `day`.
        which: the rows of it that count.
        customer: whose event is looked for, one for each moment.
        day: before when.
        same_moment: whether an event of the very moment counts as before.
    """
    if not len(which):
        return np.full(len(day), NONE, dtype=np.int64)
    keys = _moment_keys(events["customer"][which], events["day"][which])
    order = np.argsort(keys, kind="stable")
    sought = _moment_keys(customer, day)
    place = np.searchsorted(keys[order], sought, side="right" if same_moment else "left") - 1
    row = which[order[np.maximum(place, 0)]]
    has_one = (place >= 0) & (events["customer"][row] == customer)
    return np.where(has_one, row, NONE).astype(np.int64)
