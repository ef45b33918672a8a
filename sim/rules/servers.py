"""Servers and card pages: flaws left open too long (Cap. 486), and the standard of the card companies (PCI DSS)."""

from __future__ import annotations

import numpy as np

from sim.codes import BREAK_INS, CARD_PAGES, TASKS
from sim.rules.rule import Finding, Rule, in_window, refer
from sim.run import Run

LONGEST_OPEN_DAYS = 14.0
LONGEST_UNCHECKED_DAYS = 7.0
OWN_FORM = CARD_PAGES.index("our own form")
SKIMMER = BREAK_INS.index("a skimmer on the payment page")
TAMPER_CHECK = TASKS.index("tamper check")


def flaw_left_open(run: Run) -> list[Finding]:
    """Critical flaws of a server of the shop's own that are open for more than 14 days, one finding each."""
    appeared, patched = run.log.table("flaw_appeared"), run.log.table("flaw_patched")
    closed = dict(zip(patched["flaw"].tolist(), range(len(patched["day"])), strict=True))
    found = []
    for row in range(*in_window(run, "flaw_appeared").indices(len(appeared["day"]))):
        late, at = float(appeared["day"][row]) + LONGEST_OPEN_DAYS, closed.get(int(appeared["flaw"][row]))
        if not appeared["own_server"][row] or late >= run.days or (at is not None and patched["day"][at] <= late):
            continue
        events = refer("flaw_appeared", [row]) + (refer("flaw_patched", [at]) if at is not None else ())
        found.append(Finding("PD-16c", day=late, events=events, count=len(events), people=0))
    return found


def cards_without_second_step(run: Run) -> list[Finding]:
    """Staff who reach the pages on which the shop itself takes card numbers with a password alone: one finding."""
    table = run.log.table("server_kept")
    bad = np.flatnonzero((table["card_page"] == OWN_FORM) & ~table["two_step"])
    return [Finding("PC-02", day=0.0, events=refer("server_kept", [row]), count=1, people=0) for row in bad.tolist()]


def page_not_watched(run: Run) -> list[Finding]:
    """An own form unchecked for more than a week (one finding a run), and each foreign script on it."""
    kept = run.log.table("server_kept")
    own = np.flatnonzero(kept["card_page"] == OWN_FORM)
    if not len(own):
        return []
    found = []
    checks = run.log.table("check_done")
    rows = np.flatnonzero((checks["task"] == TAMPER_CHECK) & (checks["day"] >= 0) & (checks["day"] < run.days))
    moments = np.concatenate([[0.0], checks["day"][rows], [float(run.days)]])
    late = np.flatnonzero(np.diff(moments) > LONGEST_UNCHECKED_DAYS + 1)  # a check takes a day to be worked
    if len(late):
        ends = rows[late[late < len(rows)]]
        events = refer("server_kept", own[:1].tolist()) + refer("check_done", ends.tolist())
        day = float(moments[late[0]]) + LONGEST_UNCHECKED_DAYS
        found.append(Finding("PC-03", day=day, events=events, count=1 + len(ends), people=0))
    scripts = run.log.table("break_in")
    is_one = (scripts["outcome"] == SKIMMER) & (scripts["stopped_by"] == 0)
    stolen = run.log.table("card_stolen")
    for row in np.flatnonzero(is_one).tolist():
        cards = np.flatnonzero(stolen["flaw"] == scripts["flaw"][row])
        people = len(np.unique(stolen["customer"][cards]))
        events = refer("break_in", [row]) + refer("card_stolen", cards)
        day = float(scripts["day"][row])
        found.append(Finding("PC-03", day=day, events=events, count=1 + len(cards), people=people))
    adverts = run.log.table("adverts_injected")["day"]
    found += [
        Finding("PC-03", day=day, events=refer("adverts_injected", [row]), count=1, people=0)
        for row, day in enumerate(adverts.tolist())
    ]
    return found


RULES = (
    Rule(
        id="PD-16c",
        ordinance="Cap. 486",
        section="DPP4(1)",
        title="Critical flaw of the server left open for more than 14 days",
        severity="P",
        penalty="enforcement notice; breaking it: fine HK$50,000 and jail up to 2 years",
        evidence="V",
        source="FX22, IX25 (privacy commissioner's reports)",
        text_date="2022-25",
        card=(
            "Whoever keeps personal data takes all practicable steps to protect it. The commissioner's reports blame "
            "servers whose critical flaws stayed open although an update was there. The ordinance names no number of "
            "days; 14 is a rule of this exercise."
        ),
        find=flaw_left_open,
    ),
    Rule(
        id="PC-02",
        ordinance="PCI DSS v4.0.1",
        section="8.4.2",
        title="Pages that take card numbers reached with a password alone",
        severity="C",
        penalty="what the contract with the payment company says",
        evidence="S",
        source="CCU25",
        text_date="2025",
        card=(
            "The card companies' standard, part of the contract with the payment company: where the shop takes card "
            "numbers itself, staff sign in to that system with more than a password."
        ),
        find=cards_without_second_step,
    ),
    Rule(
        id="PC-03",
        ordinance="PCI DSS v4.0.1",
        section="6.4.3, 11.6.1",
        title="Payment page of one's own not checked each week, or with a script that nobody approved",
        severity="C",
        penalty="what the contract with the payment company says",
        evidence="S",
        source="BRI25",
        text_date="2025",
        card=(
            "Where the shop takes card numbers itself, it keeps a list of the scripts on the payment page, approves "
            "each, and looks at least once a week whether the page was altered. A shop that leaves the page to the "
            "payment company need not."
        ),
        find=page_not_watched,
    ),
)
