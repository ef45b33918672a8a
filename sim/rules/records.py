"""Records: sales records kept too short a time (Cap. 112), personal data kept too long (Cap. 486)."""

from __future__ import annotations

import numpy as np

from sim.codes import RECORDS
from sim.rules.rule import NONE, Finding, Rule, in_window, refer
from sim.run import Run

ORDERS, MESSAGES = range(len(RECORDS))
TAX_YEARS = 7
"""For how many years the Inland Revenue Ordinance wants records of sales kept (s.51C)."""
LONGEST_MONTH = 31.0
"""Days between two looks at what is kept."""


def destroyed_too_soon(run: Run) -> list[Finding]:
    """Clearings that destroyed sales records of less than seven years, one finding each."""
    table, window = run.log.table("records_destroyed"), in_window(run, "records_destroyed")
    young = (table["what"][window] == ORDERS) & (table["youngest_years"][window] < TAX_YEARS)
    return [
        Finding(
            "RK-01",
            day=float(table["day"][row]),
            events=refer("records_destroyed", [row]),
            count=1,
            people=0,
            item=NONE,
        )
        for row in (window.start + np.flatnonzero(young)).tolist()
    ]


def kept_too_long(run: Run) -> list[Finding]:
    """Messages of customers kept without a reason: one finding for as long as it goes on without a break."""
    table, window = run.log.table("records_overdue"), in_window(run, "records_overdue")
    rows = window.start + np.flatnonzero(table["what"][window] == MESSAGES)
    if not len(rows):
        return []
    breaks = np.flatnonzero(np.diff(table["day"][rows]) > LONGEST_MONTH) + 1
    return [
        Finding(
            "PD-14",
            day=float(table["day"][spell[0]]),
            events=refer("records_overdue", spell),
            count=len(spell),
            people=int(table["rows"][spell].max()),
            item=NONE,
        )
        for spell in np.split(rows, breaks)
    ]


RULES = (
    Rule(
        id="RK-01",
        ordinance="Cap. 112",
        section="s.51C",
        title="Sales records destroyed within seven years",
        severity="O1",
        penalty="fine HK$100,000",
        evidence="S",
        source="MAP (accountants)",
        text_date="n/d",
        card=(
            "Whoever runs a business in Hong Kong keeps records of its income and expenses, sales and stock among "
            "them, for at least seven years after the transaction. Electronic records will do."
        ),
        find=destroyed_too_soon,
    ),
    Rule(
        id="PD-14",
        ordinance="Cap. 486",
        section="s.26, DPP2(2)",
        title="Customers' messages kept without a reason",
        severity="O1",
        penalty="fine HK$10,000",
        evidence="V",
        source="EL74 (privacy commissioner's book)",
        text_date=">2015",
        card=(
            "Personal data are erased when they are no longer needed for what they were collected for, unless a law "
            "wants them kept. The ordinance names no number of years; three years for messages is a rule of this "
            "exercise."
        ),
        find=kept_too_long,
    ),
)
