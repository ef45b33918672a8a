"""Do customers stay? Who is active, who came back, who complained or asked to be left alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.codes import ABOUT
from sim.measures.measure import Measure, between, window
from sim.measures.shares import Share, share
from sim.run import Run

QUESTION = ABOUT.index("question")


def is_active(run: Run, day: float) -> NDArray[np.bool_]:
    """For each customer: was there an order within the `active_window_days` before the day?"""
    recent = between(run, "order_placed", day - run.scenario.numbers()["measure.active_window_days"], day)
    active = np.zeros(run.scenario.customers, dtype=bool)
    active[recent["customer"]] = True
    return active


def retention_rate(run: Run) -> Share:
    """Share of the customers active at the start who are still active at the end; new customers are left out.

    With nobody active at the start it is 1: nobody was lost.
    """
    at_start = is_active(run, 0.0)
    kept = at_start & is_active(run, float(run.days))
    return share(int(kept.sum()), int(at_start.sum()), of_nothing=1.0)


def repeat_purchase_rate(run: Run) -> Share:
    """Customers with two or more orders in the window / customers with one or more; 0 if nobody ordered."""
    orders = np.bincount(window(run, "order_placed")["customer"], minlength=1)
    return share(int((orders > 1).sum()), int((orders > 0).sum()), of_nothing=0.0)


def new_customers(run: Run) -> float:
    """Customers whose first order lies in the window."""
    return float(window(run, "order_placed")["is_first"].sum())


def active_customers(run: Run) -> float:
    """Customers active at the end, new ones included."""
    return float(is_active(run, float(run.days)).sum())


def complaints(run: Run) -> float:
    """Messages to the shop that are about a harm; plain questions are left out."""
    return float((window(run, "enquiry")["about"] != QUESTION).sum())


def unsubscribes(run: Run) -> float:
    """Requests for no more messages, taken at the moment of asking, whether or not the shop acted."""
    return float(len(window(run, "unsubscribe_requested")["day"]))


MEASURES = (
    Measure(
        "retention_rate",
        "share",
        "Of the customers active at the start, those still active at the end.",
        retention_rate,
    ),
    Measure(
        "repeat_purchase_rate", "share", "Of those who ordered, those who ordered twice or more.", repeat_purchase_rate
    ),
    Measure("new_customers", "customers", "Customers who ordered for the first time.", new_customers),
    Measure("active_customers", "customers", "Customers with a recent order at the end.", active_customers),
    Measure("complaints", "complaints", "Messages to the shop about something that went wrong.", complaints),
    Measure("unsubscribes", "requests", "Requests for no more messages.", unsubscribes),
)
