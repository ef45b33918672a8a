"""Customers' data handed to people who had no ground for it (Personal Data (Privacy) Ordinance, Cap. 486)."""

from __future__ import annotations

import numpy as np

from sim.codes import ASKERS
from sim.rules.rule import NONE, Finding, Rule, in_window, latest_before, refer
from sim.run import Run

OUTSIDERS = tuple(ASKERS.index(asker) for asker in ("a friend of staff", "a supplier"))
COLLEAGUE = (ASKERS.index("a colleague"),)


def _each_disclosure(run: Run, rule: str, askers: tuple[int, ...]) -> list[Finding]:
    """One finding for each time that data went to one of these; the evidence is the request and the answer."""
    answers, asked = run.log.table("data_request_answered"), run.log.table("data_requested")
    window = in_window(run, "data_request_answered")
    given = answers["granted"][window] & np.isin(answers["asker"][window], askers)
    rows = window.start + np.flatnonzero(given)
    findings = []
    for row in rows.tolist():
        same = np.flatnonzero(asked["asker"] == answers["asker"][row])
        customer, day = answers["customer"][row : row + 1], answers["day"][row : row + 1]
        request = latest_before(asked, same, customer, day, same_moment=True)
        events = refer("data_requested", request[request != NONE].tolist()) + refer("data_request_answered", [row])
        findings.append(Finding(rule, float(day[0]), events, len(events), 1, customer=int(customer[0])))
    return findings


def to_outsiders(run: Run) -> list[Finding]:
    """Data given to a friend of staff or a supplier: a purpose that the customer never agreed to."""
    return _each_disclosure(run, "PD-13", OUTSIDERS)


def to_a_colleague(run: Run) -> list[Finding]:
    """Data shown to a colleague who does not need it for the work."""
    return _each_disclosure(run, "PD-27", COLLEAGUE)


RULES = (
    Rule(
        id="PD-13",
        ordinance="Cap. 486",
        section="Schedule 1, principle 3",
        title="A customer's data given to somebody for a purpose the customer never agreed to",
        severity="P",
        penalty="enforcement notice first (s.50); breaking the notice is an offence (s.50A)",
        evidence="V",
        source="EC22 (the Privacy Commissioner's press statement, 14 November 2022); that giving is use is memory (M)",
        text_date="2022",
        card=(
            "Data may be used only for what the customer was told it is for. Giving it to a friend or a supplier is a "
            "new use: it needs the customer's own, free and express consent. Ask what for, check who asks, write it "
            "down. Customers themselves are entitled to their data, and a court may order it."
        ),
        find=to_outsiders,
    ),
    Rule(
        id="PD-27",
        ordinance="Cap. 486",
        section="Schedule 1, principle 4(1), s.65",
        title="A customer's data shown to a colleague who does not need it",
        severity="P",
        penalty="enforcement notice first (s.50); the employer answers for staff (s.65)",
        evidence="S",
        source="MON12 (law firm's article of 2012)",
        text_date="2012",
        card=(
            "Colleagues see customers' data when their work needs it, and not from curiosity. The shop must take all "
            "practicable steps against it, and answers for its staff unless it has."
        ),
        find=to_a_colleague,
    ),
)
