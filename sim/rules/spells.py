"""How many incidents a fault makes that stands for a while: one, for as long as it goes on without a break."""

from __future__ import annotations

import numpy as np

from sim.rules.rule import MOST_EVENTS, NONE, Finding, Flags, Rows, in_window, refer
from sim.run import Run

LONGEST_BREAK = 31.0
"""Days after which the same fault counts as a new one, where nothing says that it was put right."""


def runs_of(wrong: Flags) -> list[Rows]:
    """Places of each run of wrong entries with no right one in between."""
    places = wrong.nonzero()[0]
    if not len(places):
        return []
    return np.split(places, (np.diff(places) > 1).nonzero()[0] + 1)


def spells_of(day: np.ndarray, longest_break: float = LONGEST_BREAK) -> list[Rows]:
    """Places of each spell of events that follow one another within so many days."""
    if not len(day):
        return []
    return np.split(np.arange(len(day)), (np.diff(day) > longest_break).nonzero()[0] + 1)


def finding_a_spell(
    run: Run, rule: str, kind: str, rows: Rows, longest_break: float = LONGEST_BREAK, defence: str = ""
) -> list[Finding]:
    """One finding for each spell of these rows of a kind; people are counted where the kind names them."""
    table = run.log.table(kind)
    findings = []
    for spell in spells_of(table["day"][rows], longest_break):
        part = rows[spell]
        people = len(np.unique(table["customer"][part])) if "customer" in table else 0
        day = float(table["day"][part[0]])
        findings.append(Finding(rule, day, refer(kind, part), len(part), people, defence=defence))
    return findings


def finding_each_row(run: Run, rule: str, kind: str, rows: Rows, defence: str = "") -> list[Finding]:
    """One finding for each of these rows of a kind."""
    table = run.log.table(kind)
    return [
        Finding(
            rule,
            float(table["day"][row]),
            refer(kind, [row]),
            1,
            1 if "customer" in table else 0,
            customer=int(table["customer"][row]) if "customer" in table else NONE,
            item=int(table["item"][row]) if "item" in table else NONE,
            defence=defence,
        )
        for row in rows.tolist()
    ]


def rows_where(run: Run, kind: str, wrong: Flags) -> Rows:
    """The rows of a kind inside the window for which the flags (one a row of the whole table) say yes."""
    window = in_window(run, kind)
    rows: Rows = window.start + wrong[window].nonzero()[0]
    return rows


def standing_fault(run: Run, rule: str, wrong: Flags) -> list[Finding]:
    """Campaigns whose wording is wrong (one flag a row of `campaign_worded`): one finding until one is right again."""
    worded, campaigns = run.log.table("campaign_worded"), run.log.table("campaign")
    window = in_window(run, "campaign_worded")
    sent = {int(number): row for row, number in enumerate(campaigns["campaign"].tolist())}
    findings = []
    for places in runs_of(wrong[window]):
        rows = window.start + places
        own = [sent[number] for number in worded["campaign"][rows].tolist() if number in sent]
        events = refer("campaign_worded", rows[: MOST_EVENTS // 2]) + refer("campaign", own[: MOST_EVENTS // 2])
        people = int(campaigns["people"][own].max()) if own else 0
        findings.append(Finding(rule, float(worded["day"][rows[0]]), events, len(rows) + len(own), people))
    return findings
