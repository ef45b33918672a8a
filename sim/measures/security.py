"""Incidents: what broke a rule, and what broke in.

The count of a rare event is mostly luck, so the hazard that was faced stands beside it.
"""

from __future__ import annotations

from sim.measures.measure import Measure, window
from sim.rules import findings
from sim.run import Run


def compliance_incidents(run: Run) -> float:
    """Findings of all rules in the window. Incidents, not convictions."""
    return float(len(findings(run)))


def security_incidents(run: Run) -> float:
    """Staff accounts that were taken over, each time counted."""
    return float(len(window(run, "account_taken")["day"]))


def expected_security_incidents(run: Run) -> float:
    """Sum of the chances of success of all attempts: the incidents that the policy leads to, without the luck."""
    return float(window(run, "phishing_attempt")["chance"].sum(dtype="f8"))


MEASURES = (
    Measure("compliance_incidents", "incidents", "What breaks a rule (not convictions).", compliance_incidents),
    Measure("security_incidents", "incidents", "Staff accounts taken over.", security_incidents),
    Measure(
        "expected_security_incidents",
        "incidents",
        "False messages that succeed on average under this policy, also against an account already taken.",
        expected_security_incidents,
    ),
)
