"""Unsolicited Electronic Messages Ordinance (Cap. 593): no prior consent is needed, but a request to stop holds.

So does a number's place on the do-not-call register, which there is for texts, fax and recorded calls, not for e-mail.
"""

from __future__ import annotations

import numpy as np

from sim.codes import MAILS, ON_RECORD
from sim.rules.requests import finding_each, messages_after_request
from sim.rules.rule import NONE, Finding, Flags, Rows, Rule, calendar_of, in_window, latest_before
from sim.run import Run

GRACE_WORKING_DAYS = 10
TEXTS = tuple(MAILS.index(mail) for mail in ("text message", "coupon by text"))


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
    words = "reasonable mistake (s.10(4)): requests were checked before each send"
    return finding_each(run, "UE-07", rows[late], requests[late], words)


def texts_to_registered_numbers(run: Run) -> list[Finding]:
    """Texts to numbers on the register for more than ten working days, where no consent is on record and in force."""
    log = run.log
    listed, messages = log.table("number_registered"), log.table("message_sent")
    window = in_window(run, "message_sent")
    rows = window.start + np.flatnonzero(np.isin(messages["mail"][window], TEXTS))
    if not len(rows) or not len(listed["day"]):
        return []
    who, sent = messages["customer"][rows], messages["day"][rows]
    entry = latest_before(listed, np.arange(len(listed["day"])), who, sent, same_moment=False)
    passed = calendar_of(run).working_days_between(listed["day"][entry], sent)
    breaks = (entry != NONE) & (passed > GRACE_WORKING_DAYS)
    rows, entry = rows[breaks], entry[breaks]
    agreed = _consent_in_force(run, rows)
    return [
        Finding("UE-08", day, (f"number_registered:{number}", f"message_sent:{row}"), 2, 1, customer=customer)
        for day, customer, row, number in zip(
            messages["day"][rows[~agreed]].tolist(),
            messages["customer"][rows[~agreed]].tolist(),
            rows[~agreed].tolist(),
            entry[~agreed].tolist(),
            strict=True,
        )
    ]


def _consent_in_force(run: Run, rows: Rows) -> Flags:
    """For each message: is the latest answer on record a consent, and not taken back since?"""
    log = run.log
    messages, consents, requests = (log.table(kind) for kind in ("message_sent", "consent", "unsubscribe_requested"))
    who, sent = messages["customer"][rows], messages["day"][rows]
    answer = latest_before(consents, np.arange(len(consents["day"])), who, sent, same_moment=True)
    request = latest_before(requests, np.arange(len(requests["day"])), who, sent, same_moment=False)
    given = consents["ticked"] & np.isin(consents["how"], ON_RECORD)
    answered = np.append(consents["day"], -np.inf)[answer]  # row NONE is the last one: nothing on record
    asked = np.append(requests["day"], -np.inf)[request]
    agreed: Flags = np.append(given, False)[answer] & (asked <= answered)
    return agreed


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
    Rule(
        id="UE-08",
        ordinance="Cap. 593",
        section="s.11",
        title="A text to a number on the do-not-call register, without consent",
        severity="P",
        penalty="enforcement notice first (s.38); breaking the notice is an offence (s.39)",
        evidence="V",
        source="H11 (HKLII text of s.11); how working days are counted is from memory (M)",
        text_date="n/d",
        card=(
            "Advertising by text may not go to a number that has been on the do-not-call register for ten working days "
            "or more, unless the customer has consented. The register must be looked at before each send. A text on "
            "the tenth working day itself is not counted as a breach here. There is no such register for e-mail."
        ),
        find=texts_to_registered_numbers,
    ),
)
