"""Trade Descriptions Ordinance (Cap. 362) on supply: money may be taken only for what can be supplied."""

from __future__ import annotations

import numpy as np

from sim.rules.rule import MOST_EVENTS, Finding, Rule, in_window, refer
from sim.run import Run


def sold_what_was_gone(run: Run) -> list[Finding]:
    """Lines sold of which the shop's own record had nothing left: one finding an item and day.

    A record that is wrong is no finding: the shop then had reason to believe that it could supply.
    """
    table, window = run.log.table("sold_twice"), in_window(run, "sold_twice")
    day, item = np.floor(table["day"][window]), table["item"][window]
    findings = []
    for spell in np.unique(np.column_stack((day, item)), axis=0).tolist():
        rows = window.start + np.flatnonzero((day == spell[0]) & (item == spell[1]))
        findings.append(
            Finding(
                "TD-09",
                day=float(table["day"][rows[0]]),
                events=refer("sold_twice", rows[:MOST_EVENTS]),
                count=len(rows),
                people=len(np.unique(table["customer"][rows])),
                item=int(spell[1]),
            )
        )
    return findings


RULES = (
    Rule(
        id="TD-09",
        ordinance="Cap. 362",
        section="s.13I",
        title="Money taken for goods that were sold out",
        severity="O2",
        penalty="fine HK$500,000 and 5 years",
        evidence="V",
        source="CU3768 (Customs and Excise)",
        text_date="2023",
        card=(
            "A trader may take money only with good reason to believe that the goods can be supplied in the time "
            "promised, or in a reasonable one. When the shop's own record says that nothing is left, a page that has "
            "not heard of it yet is no good reason. A record that is wrong by mistake is left out here."
        ),
        find=sold_what_was_gone,
    ),
)
