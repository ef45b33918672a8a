"""Trade Descriptions Ordinance (Cap. 362): what is shown must hold."""

from __future__ import annotations

import numpy as np

from sim.codes import FIELDS
from sim.rules.rule import MOST_EVENTS, NONE, Finding, Rows, Rule, in_window, refer
from sim.run import Run

_MARKS = tuple(FIELDS.index(field) for field in ("price", "promotion"))


def _fault_before(run: Run, item: Rows, day: np.ndarray) -> Rows:
    """The last fault of price or promotion that was born at the item before each moment (a row), or `NONE`."""
    born = run.log.table("fault_born")
    rows = np.flatnonzero(np.isin(born["field"], _MARKS))
    found = np.full(len(item), NONE, dtype=np.int64)
    for thing in np.unique(item):
        births = rows[born["item"][rows] == thing]
        if not len(births):
            continue
        own = np.flatnonzero(item == thing)
        place = np.searchsorted(born["day"][births], day[own], side="right") - 1
        found[own] = np.where(place >= 0, births[np.maximum(place, 0)], NONE)
    return found


def charged_above_shown(run: Run) -> list[Finding]:
    """Lines charged above the price shown: one finding for each fault of an item, however many bought under it."""
    lines, window = run.log.table("order_line"), in_window(run, "order_line")
    rows = window.start + np.flatnonzero(lines["charged_cents"][window] > lines["shown_cents"][window])
    if not len(rows):
        return []
    item, day = lines["item"][rows].astype(np.int64), lines["day"][rows]
    fault = _fault_before(run, item, day)
    spell = np.lexsort((day, fault, item))
    item, fault, rows = item[spell], fault[spell], rows[spell]
    starts = np.flatnonzero((np.diff(item) != 0) | (np.diff(fault) != 0)) + 1
    findings = []
    for part, thing, birth in zip(
        np.split(rows, starts), item[np.append(0, starts)].tolist(), fault[np.append(0, starts)].tolist(), strict=True
    ):
        own = refer("fault_born", [birth]) if birth != NONE else ()
        findings.append(
            Finding(
                "TD-01",
                day=float(lines["day"][part[0]]),
                events=own + refer("order_line", part[: MOST_EVENTS - len(own)]),
                count=len(own) + len(part),
                people=len(np.unique(lines["customer"][part])),
                item=thing,
            )
        )
    return findings


RULES = (
    Rule(
        id="TD-01",
        ordinance="Cap. 362",
        section="s.7",
        title="Charged more than the page showed",
        severity="O2",
        penalty="fine HK$500,000 and 5 years",
        evidence="S",
        source="AWC13 (law firm), CUS (Customs and Excise)",
        text_date="2013",
        card=(
            "The price on the page is a trade description. Charging more at the till than the page showed makes it a "
            "false one, whether anybody meant it or not. All sales under one fault count as one incident here."
        ),
        find=charged_above_shown,
    ),
)
