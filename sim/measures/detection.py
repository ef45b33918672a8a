"""Who finds what is wrong, and how often an alarm is one."""

from __future__ import annotations

import numpy as np

from sim.codes import ABOUT
from sim.measures.measure import Measure, window
from sim.measures.shares import Share, share
from sim.run import Run


def alarm_precision(run: Run) -> Share:
    """Alarms of the program for pages that differed from the price list / all its alarms; 1 if there was none."""
    is_true = window(run, "alarm_raised")["is_true"]
    return share(int(is_true.sum()), len(is_true), of_nothing=1.0)


def overcharges_made_good(run: Run) -> Share:
    """Orders charged above the page whose buyers were paid back, after a complaint or unasked / all such; 1 if none."""
    lines, answers = window(run, "order_line"), window(run, "enquiry_answered")
    orders = np.unique(lines["order"][lines["charged_cents"] > lines["shown_cents"]])
    complained = answers["order"][answers["about"] == ABOUT.index("charged more than shown")]
    paid = np.isin(orders, np.concatenate([window(run, "buyer_told")["order"], complained]))
    return share(int(paid.sum()), len(orders), of_nothing=1.0)


MEASURES = (
    Measure(
        "overcharges_made_good",
        "share",
        "Orders charged more than the page showed whose buyers were paid back by the end.",
        overcharges_made_good,
    ),
    Measure(
        "alarm_precision", "share", "Alarms of the automatic comparison behind which was a fault.", alarm_precision
    ),
)
