"""The diary of faults: how each was born, who found it, when it was put right, and what was sold under it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from sim.events import Columns
from sim.kinds import KINDS
from sim.run import Run
from sim.world.shop import catalogue

COLUMNS = ("day", "item", "name", "field", "cause", "found", "finder", "repaired", "age_days", "lines")


def fault_diary(run: Run) -> pd.DataFrame:
    """A row a fault of price, promotion or content, in the order of birth.

    Returns:
        `day` of birth, `item`, `name`, `field`, `cause`; `found` (day, no number while nobody has), `finder` (empty
        while nobody has), `repaired` (day, likewise), `age_days` up to repair or the end of the run, and `lines`, the
        order lines sold under it.
    """
    log = run.log
    born, names = log.table("fault_born"), [row["name"] for row in catalogue()]
    if not len(born["day"]):
        return pd.DataFrame(columns=list(COLUMNS))
    begin = born["day"]
    repaired = _first_after(born, log.table("fault_repaired"))
    ends = np.where(np.isnan(repaired[0]), float(run.days), repaired[0])
    found_table = log.table("fault_found")
    found, row = _first_after(born, found_table)
    late = np.isnan(found) | (found > ends)
    finders = KINDS["fault_found"].columns["finder"].words
    words: list[Any] = [
        "" if gone else finders[int(found_table["finder"][place])]
        for gone, place in zip(late.tolist(), row.tolist(), strict=True)
    ]
    causes, fields = (KINDS["fault_born"].columns[name].words for name in ("cause", "field"))
    return pd.DataFrame(
        {
            "day": begin,
            "item": born["item"].astype(int),
            "name": [names[item] for item in born["item"].tolist()],
            "field": [fields[code] for code in born["field"].tolist()],
            "cause": [causes[code] for code in born["cause"].tolist()],
            "found": np.where(late, np.nan, found),
            "finder": words,
            "repaired": repaired[0],
            "age_days": ends - begin,
            "lines": _lines_sold(log.table("order_line"), born["item"], begin, ends),
        },
        columns=list(COLUMNS),
    )


def _first_after(born: Columns, later: Columns) -> tuple[np.ndarray, np.ndarray]:
    """For each birth, the first event of the same item and field from then on: its day (or no number) and its row."""
    days, rows = np.full(len(born["day"]), np.nan), np.zeros(len(born["day"]), dtype=np.int64)
    places: dict[tuple[int, int], list[int]] = {}
    for row, key in enumerate(zip(later["item"].tolist(), later["field"].tolist(), strict=True)):
        places.setdefault(key, []).append(row)
    for number, key in enumerate(zip(born["item"].tolist(), born["field"].tolist(), strict=True)):
        own = places.get(key, [])
        place = int(np.searchsorted(later["day"][own], born["day"][number], side="left")) if own else 0
        if place < len(own):
            rows[number] = own[place]
            days[number] = later["day"][own[place]]
    return days, rows


def _lines_sold(lines: Columns, item: np.ndarray, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    """How many order lines of an item were sold in each spell of time."""
    order = np.argsort(lines["item"], kind="stable")  # rows of an item keep their order of time
    first = np.searchsorted(lines["item"][order], np.arange(len(catalogue()) + 1))
    counts = np.zeros(len(item), dtype=np.int64)
    for number, (thing, since, until) in enumerate(zip(item.tolist(), begin.tolist(), end.tolist(), strict=True)):
        days = lines["day"][order[first[thing] : first[thing + 1]]]
        counts[number] = np.searchsorted(days, until, side="right") - np.searchsorted(days, since, side="left")
    return counts
