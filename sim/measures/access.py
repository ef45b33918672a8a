"""Accounts: those that nobody should have, those of customers in strange hands, and work that waits for a right."""

from __future__ import annotations

import numpy as np

from sim.codes import ATTACK_GATES, THREATS
from sim.measures.measure import Days, Measure, days_inside, window
from sim.run import Run

IN, FALSE_MESSAGE = ATTACK_GATES.index("nothing"), THREATS.index("a false message")


def orphan_accounts(run: Run) -> float:
    """Mean number of accounts that work although their owner has left, over the window."""
    left, closed = run.log.table("staff_left"), run.log.table("orphan_closed")
    ends = np.full(len(left["day"]), float(run.days))
    place = {account: row for row, account in enumerate(left["account"].tolist())}
    for account, day in zip(closed["account"].tolist(), closed["day"].tolist(), strict=True):
        ends[place[account]] = day
    return days_inside(run, left["day"], ends) / run.days


def customer_accounts_taken(run: Run) -> float:
    """Accounts of customers that a stranger signed in to."""
    return float(len(window(run, "customer_account_taken")["day"]))


def rights_wait_hours(run: Run) -> float:
    """Mean hours for which work waited because the clerks may not do it; 0 where none did."""
    waits = window(run, "right_asked")["waited_hours"]
    return float(waits.mean()) if len(waits) else 0.0


def misuse_hkd(run: Run) -> float:
    """What strangers and dishonest staff took by way of accounts."""
    cents = sum(window(run, kind)["cents"].sum(dtype="i8") for kind in ("rights_misused", "customer_account_misused"))
    return int(cents) / 100.0


def dwell_days(run: Run, threat: str) -> Days:
    """Days from getting in to being found, of each attack of a threat that was found in the run.

    Nothing of this is drawn: it follows from reviews, prices that nobody can explain, customers and people outside.
    """
    code = THREATS.index(threat)
    if threat == THREATS[0]:
        closed = run.log.table("customer_account_closed")
        return closed["day"] - closed["taken"]
    if threat == THREATS[2]:
        stopped = run.log.table("insider_stopped")
        return stopped["day"] - stopped["began"]
    closed = run.log.table("account_closed")
    tried = run.log.table("attack")
    begins = tried["day"][(tried["threat"] == code) & (tried["stopped_by"] == IN)]
    if code == FALSE_MESSAGE:
        messages = run.log.table("phishing_attempt")
        begins = messages["day"][messages["stopped_by"] == 0]
    return (closed["day"] - closed["taken"])[np.isin(closed["taken"], begins)]


MEASURES = (
    Measure("orphan_accounts", "accounts", "Accounts that work though their owner has left, mean.", orphan_accounts),
    Measure(
        "customer_accounts_taken",
        "accounts",
        "Customers' accounts that a stranger signed in to.",
        customer_accounts_taken,
    ),
    Measure("rights_wait_hours", "hours", "Wait of work for somebody who has the right, mean.", rights_wait_hours),
    Measure("misuse_hkd", "HK$", "Taken by way of accounts by strangers and dishonest staff.", misuse_hkd),
)
