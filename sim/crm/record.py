"""The record of one customer, as a clerk would read it: who they are, how they stand, what has happened, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from sim.crm.table import customer_table
from sim.run import Run
from sim.sentence import sentence
from sim.world.identities import Identity, identity

ON_FILE = (
    "order_placed",
    "line_cancelled",
    "line_held",
    "line_sent_later",
    "delivered",
    "order_held",
    "order_lapsed",
    "order_cancelled",
    "order_returned",
    "second_charge_found",
    "charged_back",
    "dispute_won",
    "refund",
    "sale_cancelled",
    "buyer_told",
    "consent",
    "message_sent",
    "unsubscribe_requested",
    "unsubscribed",
    "enquiry",
    "enquiry_repeated",
    "enquiry_answered",
    "answer_found",
    "dispute",
    "member_joined",
    "tier_changed",
    "points_earned",
    "points_used",
    "points_expired",
    "review_written",
    "credit_granted",
)
"""What a shop has on file of a customer. It does not see who is let down, who leaves, or who only looks."""


@dataclass(frozen=True)
class CustomerRecord:
    """One customer on the morning of a day.

    Attributes:
        person: the invented identity.
        standing: the customer's row of the customer table.
        history: (day, date, what happened), the latest first.
    """

    person: Identity
    standing: pd.Series
    history: tuple[tuple[float, date, str], ...]


def customer_record(run: Run, customer: int, day: float | None = None) -> CustomerRecord:
    """What is on file of one customer.

    Raises:
        ValueError: nobody of that number has ordered before the day.
    """
    now = float(run.days if day is None else day)
    table = customer_table(run, now)
    if customer not in table.index:
        raise ValueError(
            f"customer: allowed the number of somebody who has ordered before day {now:g}, given {customer}"
        )
    events: list[tuple[float, int, str]] = []
    for place, kind in enumerate(ON_FILE):
        columns = run.log.table(kind)
        for row in np.flatnonzero((columns["customer"] == customer) & (columns["day"] < now)):
            values = {name: column[row] for name, column in columns.items()}
            events.append((float(values["day"]), place, sentence(kind, values)))
    start = run.scenario.start_date
    history = tuple(
        (moment, start + timedelta(days=int(np.floor(moment))), words)
        for moment, _, words in sorted(events, reverse=True)
    )
    standing = table.loc[[customer]].iloc[0]
    return CustomerRecord(identity(run.seed, customer), standing, history)


__all__ = ["ON_FILE", "CustomerRecord", "customer_record"]
