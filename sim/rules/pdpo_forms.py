"""Personal Data (Privacy) Ordinance (Cap. 486): what a form must tell, and that the policy can be read."""

from __future__ import annotations

import numpy as np

from sim.rules.rule import MOST_EVENTS, Finding, Rule, in_window, refer
from sim.run import Run

_PENALTY = "enforcement notice first (s.50); breaking the notice is an offence (s.50A)"


def _collected_while(run: Run, rule: str, column: str) -> list[Finding]:
    """Times in which the shop took new customers' data while its forms or pages did not say what they must."""
    forms, placed = run.log.table("forms_in_use"), run.log.table("order_placed")
    window = in_window(run, "order_placed")
    new = window.start + placed["is_first"][window].nonzero()[0]
    ends = np.append(forms["day"][1:], float(run.days))
    findings = []
    for row in (~forms[column]).nonzero()[0].tolist():
        days = placed["day"][new]
        asked = new[(days >= forms["day"][row]) & (days < ends[row])]
        if len(asked):
            events = refer("forms_in_use", [row]) + refer("order_placed", asked[: MOST_EVENTS - 1])
            findings.append(Finding(rule, float(placed["day"][asked[0]]), events, 1 + len(asked), len(asked)))
    return findings


def no_collection_notice(run: Run) -> list[Finding]:
    """New customers' data were taken and nobody told them what for: one finding until the form is changed."""
    return _collected_while(run, "PD-11", "collection_notice")


def no_policy(run: Run) -> list[Finding]:
    """The same without a privacy policy that anybody can read."""
    return _collected_while(run, "PD-17", "privacy_policy")


RULES = (
    Rule(
        id="PD-11",
        ordinance="Cap. 486",
        section="Sch. 1 DPP1(3)",
        title="Data taken on a form that does not say what for",
        severity="P",
        penalty=_PENALTY,
        evidence="V",
        source="EL57 (the Privacy Commissioner's book on the law)",
        text_date="after 2015",
        card=(
            "On or before taking somebody's data the shop tells what must be filled in and what happens if it is not, "
            "what for, and who else will get them. One incident until the form is changed."
        ),
        find=no_collection_notice,
    ),
    Rule(
        id="PD-17",
        ordinance="Cap. 486",
        section="Sch. 1 DPP5",
        title="No privacy policy on the pages",
        severity="P",
        penalty=_PENALTY,
        evidence="S",
        source="CITYU (a university's page on the principles)",
        text_date="n/d",
        card=(
            "Anybody must be able to find out what kinds of data the shop holds, mainly what for, and how it handles "
            "them. One incident until the policy is there."
        ),
        find=no_policy,
    ),
)
