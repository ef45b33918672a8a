"""Unsolicited Electronic Messages Ordinance (Cap. 593): no prior consent is needed, but a request to stop holds."""

from __future__ import annotations

import numpy as np

from sim.rules.requests import finding_each, messages_after_request
from sim.rules.rule import Finding, Rule, calendar_of
from sim.run import Run

GRACE_WORKING_DAYS = 10


def late_unsubscribes(run: Run) -> list[Finding]:
    """Messages after the tenth working day from the day of the request, named or not."""
    rows, requests = messages_after_request(run, named_only=False)
    if not len(rows):
        return []
    asked = np.floor(run.log.table("unsubscribe_requested")["day"][requests]).astype(np.int64)
    sent = np.floor(run.log.table("message_sent")["day"][rows])
    calendar = calendar_of(run)
    days, place = np.unique(asked, return_inverse=True)
    last_allowed = np.array([calendar.add_working_days(day, GRACE_WORKING_DAYS) for day in days.tolist()])
    late = sent > last_allowed[place]
    return finding_each(run, "UE-07", rows[late], requests[late])


RULES = (
    Rule(
        id="UE-07",
        ordinance="Cap. 593",
        section="s.10(2)",
        title="A message after the tenth working day from an unsubscribe request",
        severity="P",
        penalty="enforcement notice first (s.38); breaking the notice is an offence (s.39)",
        evidence="V",
        source="B10 (BLIS text of s.10); how working days are counted is from memory (M)",
        text_date="2012-08-02",
        card=(
            "Whoever asks for no more messages must be off the list within ten working days, counted from the day the "
            "request was sent. Sundays and general holidays do not count; Saturdays do. It does not matter whether the "
            "message bears a name, only that it advertises; a later consent sets the request aside."
        ),
        find=late_unsubscribes,
    ),
)
