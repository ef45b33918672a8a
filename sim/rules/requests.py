"""Messages to people who had asked for no more: what two ordinances look at, each with its own grace."""

from __future__ import annotations

import numpy as np

from sim.events import Columns
from sim.rules.rule import NONE, Finding, Flags, Rows, in_window, latest_before
from sim.run import Run


def standing_requests(requests: Columns, consents: Columns) -> Rows:
    """The requests that start a time of silence.

    A request repeated with no consent in between changes nothing: the first one counts.
    """
    rows = np.arange(len(requests["day"]))
    earlier = latest_before(requests, rows, requests["customer"], requests["day"], same_moment=False)
    repeats = (earlier != NONE) & ~_consented_since(requests, earlier, consents, requests)
    standing: Rows = rows[~repeats]
    return standing


def _consented_since(requests: Columns, request: Rows, consents: Columns, events: Columns) -> Flags:
    """For each event: did the customer tick a box between the request and the event?"""
    ticked = np.flatnonzero(consents["ticked"])
    latest = latest_before(consents, ticked, events["customer"], events["day"], same_moment=True)
    if not len(ticked) or not len(requests["day"]):
        return np.zeros(len(request), dtype=bool)
    since: Flags = (latest != NONE) & (consents["day"][latest] > requests["day"][request])
    return since


def messages_after_request(run: Run, *, named_only: bool) -> tuple[Rows, Rows]:
    """Messages of the window to people whose request stands, and the request of each (rows of both tables).

    The request must come before the message: a mail sent at the very moment of the request is none.
    """
    log = run.log
    requests, messages, consents = log.table("unsubscribe_requested"), log.table("message_sent"), log.table("consent")
    none = np.empty(0, dtype=np.int64)
    if not len(requests["day"]):
        return none, none
    # a million people receive millions of mails, and few of them ever ask: look at those few only
    asked = np.zeros(int(max(requests["customer"].max(), messages["customer"].max(initial=0))) + 1, dtype=bool)
    asked[requests["customer"]] = True
    window = in_window(run, "message_sent")
    candidate = asked[messages["customer"][window]]
    if named_only:
        candidate &= messages["named"][window]
    rows = window.start + np.flatnonzero(candidate)
    events = {name: messages[name][rows] for name in ("customer", "day")}
    standing = standing_requests(requests, consents)
    request = latest_before(requests, standing, events["customer"], events["day"], same_moment=False)
    breaks = (request != NONE) & ~_consented_since(requests, request, consents, events)
    return rows[breaks], request[breaks]


def finding_each(run: Run, rule: str, rows: Rows, requests: Rows, defence: str = "") -> list[Finding]:
    """One finding for each message and customer; the evidence is the request and the message.

    `defence` is said where the shop compared the list with open requests before each send.
    """
    defence = defence if run.policy.outreach.check_requests_before_sending else ""
    messages = run.log.table("message_sent")
    days, customers = messages["day"][rows].tolist(), messages["customer"][rows].tolist()
    return [
        Finding(rule, day, (f"unsubscribe_requested:{request}", f"message_sent:{row}"), 2, 1, customer, defence=defence)
        for day, customer, row, request in zip(days, customers, rows.tolist(), requests.tolist(), strict=True)
    ]
