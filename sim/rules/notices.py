"""Enforcement notices: what a regulator has ordered must be done by its day (Cap. 486 s.50A, Cap. 593 s.39)."""

from __future__ import annotations

import numpy as np

from sim.codes import AUTHORITIES
from sim.rules.rule import Finding, Flags, Rows, Rule, in_window, refer
from sim.rules.uemo_words import wrong_words
from sim.run import Run

COMMISSIONER, COMMUNICATIONS = range(len(AUTHORITIES))


def _notices(run: Run, authority: int) -> Rows:
    served = run.log.table("notice_served")
    rows: Rows = (served["authority"] == authority).nonzero()[0]
    return rows


def _obeyed_day(run: Run, authority: int, served: float) -> float:
    """When the shop obeyed that notice; never is infinite."""
    done = run.log.table("notice_complied")
    mine = (done["authority"] == authority) & (done["served"] == served)
    return float(done["day"][mine][0]) if mine.any() else np.inf


def commissioner_disobeyed(run: Run) -> list[Finding]:
    """Notices of the Privacy Commissioner not obeyed when their day was over."""
    served, found = run.log.table("notice_served"), []
    for row in _notices(run, COMMISSIONER).tolist():
        due = float(served["due"][row])
        if due < run.days and _obeyed_day(run, COMMISSIONER, float(served["day"][row])) > due:
            found.append(Finding("PD-23", due, refer("notice_served", [row]), 1, 0))
    return found


def messages_against_a_notice(run: Run) -> list[Finding]:
    """Campaigns that still break the rules on wording after the day that a notice had set, one finding each."""
    worded, window = run.log.table("campaign_worded"), in_window(run, "campaign_worded")
    wrong: Flags = wrong_words(run)
    served, found = run.log.table("notice_served"), []
    for notice in _notices(run, COMMUNICATIONS).tolist():
        late = wrong & (worded["day"] > served["due"][notice])
        for row in (window.start + late[window].nonzero()[0]).tolist():
            events = refer("notice_served", [notice]) + refer("campaign_worded", [row])
            found.append(Finding("UE-16", float(worded["day"][row]), events, 2, 0))
    return found


RULES = (
    Rule(
        id="PD-23",
        ordinance="Cap. 486",
        section="s.50A",
        title="An enforcement notice of the Privacy Commissioner not obeyed in time",
        severity="O1",
        penalty="fine HK$50,000 and 2 years, HK$1,000 for each day more",
        evidence="S",
        source="MON14 (law firm)",
        text_date="2014",
        card=(
            "Breaking a principle is no crime by itself; breaking the notice that follows is. The day stands in the "
            "notice. When it is served after so many complaints is a rule of this exercise."
        ),
        find=commissioner_disobeyed,
    ),
    Rule(
        id="UE-16",
        ordinance="Cap. 593",
        section="s.39",
        title="Messages that break the rules after an enforcement notice about them",
        severity="O1",
        penalty="fine HK$100,000, later HK$500,000, HK$1,000 for each day more",
        evidence="V",
        source="W33 (text as enacted)",
        text_date="2007",
        card=(
            "Rules on sender, statement, fee and subject are enforced by a notice first. Whoever sends on as before "
            "after the day in the notice commits an offence with each campaign. Due diligence may be a defence."
        ),
        find=messages_against_a_notice,
    ),
)
