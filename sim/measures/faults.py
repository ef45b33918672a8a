"""The life of each fault, as the log tells it: birth and cause, finder, repair, and who bought meanwhile.

A pure function of a finished run. A fault is known by field, item and moment of birth; no page has two open faults in
one field, so a finding belongs to the last fault born before it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.codes import CAUSES, FIELDS, FINDERS
from sim.run import Run
from sim.world.shop import catalogue

COLUMNS = ("field", "item", "born", "cause", "found", "finder", "repaired", "lines", "dear", "told", "cancelled")


def fault_table(run: Run) -> pd.DataFrame:
    """All faults, a row each, in the order of birth.

    Returns:
        field and cause in words; item; born, found and repaired: days, no number where it did not happen; finder: who
        came first, in words, empty where nobody did; lines: order lines sold under it; dear: those charged above the
        page; told: of these, those whose buyers were paid back unasked; cancelled: lines that were taken back.
    """
    born, found, repaired = (run.log.table(f"fault_{what}") for what in ("born", "found", "repaired"))
    place, day = _places(born), born["day"]
    order = np.lexsort((day, place))
    ends = np.full(len(day), np.nan)
    finds, finder = np.full(len(day), np.nan), np.full(len(day), "", dtype=object)
    done = _fault_at(place, day, order, _places(repaired), repaired["born_day"], same_moment=True)
    ends[done] = repaired["day"]
    who = _fault_at(place, day, order, _places(found), found["day"], same_moment=False)
    for row in range(len(who) - 1, -1, -1):  # the first finding is written last
        if who[row] >= 0:
            finds[who[row]], finder[who[row]] = found["day"][row], FINDERS[found["finder"][row]]
    table = pd.DataFrame(
        {
            "field": [FIELDS[code] for code in born["field"]],
            "item": born["item"].astype(np.int64),
            "born": day,
            "cause": [CAUSES[code] for code in born["cause"]],
            "found": finds,
            "finder": finder,
            "repaired": ends,
        }
    )
    sold = _lines_under(run, place, day, ends, order)
    for name, counts in sold.items():
        table[name] = counts
    return table[list(COLUMNS)]


def _places(table: dict[str, NDArray[Any]]) -> NDArray[np.int64]:
    """Field and item in one number."""
    places: NDArray[np.int64] = table["field"].astype(np.int64) * len(catalogue()) + table["item"]
    return places


def _fault_at(
    place: NDArray[np.int64],
    day: NDArray[np.float64],
    order: NDArray[np.int64],
    places: NDArray[np.int64],
    days: NDArray[np.float64],
    *,
    same_moment: bool,
) -> NDArray[np.int64]:
    """Rows of the last faults born at these places before these days; -1 where there is none."""
    rows = np.full(len(days), -1, dtype=np.int64)
    sorted_place, sorted_day = place[order], day[order]
    begins, stops = sorted_place.searchsorted(places), sorted_place.searchsorted(places, side="right")
    for index, (begin, stop) in enumerate(zip(begins.tolist(), stops.tolist(), strict=True)):
        last = begin + sorted_day[begin:stop].searchsorted(days[index], side="right" if same_moment else "left") - 1
        if last >= begin:
            rows[index] = order[last]
    return rows


def _lines_under(
    run: Run,
    place: NDArray[np.int64],
    day: NDArray[np.float64],
    ends: NDArray[np.float64],
    order: NDArray[np.int64],
) -> dict[str, NDArray[np.int64]]:
    """Order lines sold while a fault of a field was open, and what was done about them, by fault."""
    lines = run.log.table("order_line")
    pairs = lines["order"].astype(np.int64) * len(catalogue()) + lines["item"]
    dear = lines["charged_cents"] > lines["shown_cents"]
    marks = {"lines": np.ones(len(pairs), dtype=np.bool_), "dear": dear}
    for name, kind, which in (("told", "buyer_told", dear), ("cancelled", "sale_cancelled", ~dear)):
        table = run.log.table(kind)
        marks[name] = np.isin(pairs, table["order"].astype(np.int64) * len(catalogue()) + table["item"]) & which
    counts = {name: np.zeros(len(day), dtype=np.int64) for name in marks}
    for code, field in enumerate(FIELDS):
        wrong = np.flatnonzero(~lines[f"{field}_right"])
        places = code * len(catalogue()) + lines["item"][wrong].astype(np.int64)
        fault = _fault_at(place, day, order, places, lines["day"][wrong], same_moment=True)
        under = (fault >= 0) & ~(lines["day"][wrong] > ends[fault])
        for name, mark in marks.items():
            np.add.at(counts[name], fault[under & mark[wrong]], 1)
    return counts
