"""Incidents: what broke a rule, and what broke in.

The count of a rare event is mostly luck, so the hazard that was faced stands beside it.
"""

from __future__ import annotations

from sim.codes import ATTACK_GATES, THREATS
from sim.measures.measure import Measure, window
from sim.rules import findings
from sim.run import Run

STUFFING = THREATS.index("leaked passwords tried on customers")


def compliance_incidents(run: Run) -> float:
    """Findings of all rules in the window, but for what strangers did to the shop. Incidents, not convictions."""
    return float(sum(not finding.by_stranger for finding in findings(run)))


def security_incidents(run: Run) -> float:
    """Accounts of the back office taken over, staff who began to misuse theirs, and waves that got at customers."""
    attacks = window(run, "attack")
    waves = (attacks["threat"] == STUFFING) & (attacks["stopped_by"] == ATTACK_GATES.index("nothing"))
    return float(len(window(run, "account_taken")["day"]) + len(window(run, "insider_began")["day"]) + waves.sum())


def expected_security_incidents(run: Run) -> float:
    """Incidents that the policy leads to, without the luck: false messages, and all other threats."""
    return expected_by_phishing(run) + float(window(run, "exposure")["expected"].sum())


def expected_by_phishing(run: Run) -> float:
    """The part of it that comes from false messages: the sum of their chances of success."""
    return float(window(run, "phishing_attempt")["chance"].sum(dtype="f8"))


MEASURES = (
    Measure("compliance_incidents", "incidents", "What breaks a rule (not convictions).", compliance_incidents),
    Measure(
        "security_incidents",
        "incidents",
        "Accounts taken over or misused; waves of leaked passwords that got in.",
        security_incidents,
    ),
    Measure(
        "expected_security_incidents",
        "incidents",
        "Attacks that succeed on average under this policy, also against an account already taken.",
        expected_security_incidents,
    ),
)
