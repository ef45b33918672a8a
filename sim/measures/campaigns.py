"""What became of each send: what arrived, was opened and clicked, and how many people came or said stop."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.events import Columns
from sim.kinds import KINDS
from sim.run import Run

DAYS_AFTER = 7
"""Visits within so many days of a message are put beside it; some of them would have come without it."""


def campaign_report(run: Run) -> pd.DataFrame:
    """A row a campaign, in the order of sending.

    Columns: `day`, `mail` (what was sent), `sent` (mails and texts that left the shop), `delivered`, `opened`,
    `clicked`, `visited` (receivers who came within `DAYS_AFTER` days), `unsubscribed` (requests it brought about).
    """
    log = run.log
    campaigns = log.table("campaign")
    numbers = campaigns["campaign"]
    order = np.argsort(numbers, kind="stable")

    def count(table: Columns, which: np.ndarray | slice = slice(None)) -> np.ndarray:
        place = np.searchsorted(numbers[order], table["campaign"][which])
        amounts = np.empty(len(numbers), dtype=np.int64)
        amounts[order] = np.bincount(place, minlength=len(numbers))[: len(numbers)]
        return amounts

    sent = log.table("message_sent")
    delivered = count(sent)
    words = KINDS["campaign"].columns["mail"].words
    return pd.DataFrame(
        {
            "day": campaigns["day"],
            "mail": [words[code] for code in campaigns["mail"].tolist()],
            "sent": delivered + campaigns["bounced"],
            "delivered": delivered,
            "opened": count(sent, sent["opened"]),
            "clicked": count(sent, sent["clicked"]),
            "visited": count(sent, _came(sent, log.table("visit"))),
            "unsubscribed": count(log.table("unsubscribe_requested")),
        },
        index=pd.Index(numbers, name="campaign"),
    )


def _came(sent: Columns, visits: Columns) -> np.ndarray:
    """Was there a visit of the receiver within `DAYS_AFTER` days of each message?"""
    if not len(visits["day"]) or not len(sent["day"]):
        return np.zeros(len(sent["day"]), dtype=bool)
    step = 1e5  # more days than any run has
    keys = np.sort(visits["customer"] * step + visits["day"])
    begin = sent["customer"] * step + sent["day"]
    place = np.searchsorted(keys, begin, side="right")
    came: np.ndarray = np.append(keys, np.inf)[place] <= begin + DAYS_AFTER
    return came
