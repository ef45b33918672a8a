"""Unsolicited Electronic Messages Ordinance (Cap. 593): where addresses come from, and what a stop list is for."""

from __future__ import annotations

import numpy as np

from sim.codes import MAILS
from sim.rules.rule import Finding, Rule
from sim.rules.spells import finding_each_row, rows_where
from sim.run import Run

BOUGHT = MAILS.index("mail to a bought address")
HEAVY = "fine HK$1,000,000 and 5 years if done knowingly, else HK$100,000"


def bought_list_used(run: Run) -> list[Finding]:
    """Campaigns to addresses that a dealer had collected from the web by program, one finding each."""
    table = run.log.table("campaign")
    return finding_each_row(run, "UE-12", "campaign", rows_where(run, "campaign", table["mail"] == BOUGHT))


def stop_list_sold(run: Run) -> list[Finding]:
    """Sales of the list of people who said stop, one finding each."""
    every = np.ones(len(run.log.table("stop_list_sold")["day"]), dtype=bool)
    return finding_each_row(run, "UE-15", "stop_list_sold", rows_where(run, "stop_list_sold", every))


RULES = (
    Rule(
        id="UE-12",
        ordinance="Cap. 593",
        section="ss.16, 17",
        title="A mail to addresses that were collected from the web by program",
        severity="O2",
        penalty=HEAVY,
        evidence="V",
        source="H17 (HKLII text of s.17; ss.15 and 16 alike)",
        text_date="n/d",
        card=(
            "Nobody may buy or use a list of addresses that software has harvested, to send messages without the "
            "receivers' consent. Ask a dealer where the addresses come from; a bought list is not consent."
        ),
        find=bought_list_used,
    ),
    Rule(
        id="UE-15",
        ordinance="Cap. 593",
        section="s.58",
        title="The list of people who unsubscribed is used for something else",
        severity="O2",
        penalty=HEAVY,
        evidence="V",
        source="W44 (text as enacted)",
        text_date="2007",
        card=(
            "What people tell the shop in order to stop messages may be used for that and nothing else: not sold, not "
            "matched with advertisements elsewhere."
        ),
        find=stop_list_sold,
    ),
)
