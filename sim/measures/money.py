"""What comes in and what goes out. The log holds HK cents; measures are HK dollars."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.measures.measure import Measure, window
from sim.measures.members import points_liability_hkd
from sim.run import Run

CENTS = 100.0
CANCELLED = ("line_cancelled", "sale_cancelled")
"""Kinds of event in which what was sold is not sent and the money goes back."""


def _dollars(cents: NDArray[np.integer]) -> float:
    return int(cents.sum(dtype=np.int64)) / CENTS


def orders(run: Run) -> float:
    """Orders placed in the window."""
    return float(len(window(run, "order_placed")["day"]))


def revenue_hkd(run: Run) -> float:
    """Value and fees of the orders placed in the window less what went back for overcharges and cancelled lines."""
    gross = _paid(run)
    refunds = _dollars(window(run, "refund")["amount_cents"])
    cancelled = sum(_dollars(window(run, kind)["refund_cents"]) for kind in CANCELLED)
    return gross - refunds - cancelled


def cost_hkd(run: Run) -> float:
    """All costs beside goods, and the payment company's share of the value paid (not given back with a refund)."""
    share = run.scenario.numbers()["cost.payment_share"] * _paid(run)
    return _dollars(window(run, "cost")["cents"]) + share


def _paid(run: Run) -> float:
    """What customers paid for their orders, delivery fees among it."""
    placed = window(run, "order_placed")
    return _dollars(placed["value_cents"]) + _dollars(placed["fee_cents"])


def _goods_hkd(run: Run) -> float:
    """Cost of the goods sold and not cancelled."""
    lines = window(run, "order_line")
    sold = _dollars(lines["quantity"].astype(np.int64) * lines["cost_cents"])
    return sold - sum(_dollars(window(run, kind)["cost_cents"]) for kind in CANCELLED)


def net_margin_before_points_hkd(run: Run) -> float:
    """Revenue less the cost of goods and all other costs, as if points that members still hold were worth nothing."""
    return revenue_hkd(run) - _goods_hkd(run) - cost_hkd(run)


def net_margin_hkd(run: Run) -> float:
    """The same less what is promised in points: no shop is better off for promises that it has not kept yet.

    At take-over nobody holds points, so the change of the liability is what stands open at the end.
    """
    return net_margin_before_points_hkd(run) - points_liability_hkd(run)


MEASURES = (
    Measure("orders", "orders", "Orders placed.", orders),
    Measure("revenue_hkd", "HK$", "Value of orders and delivery fees less money given back.", revenue_hkd),
    Measure(
        "net_margin_hkd",
        "HK$",
        "Revenue less goods, all other costs, and the points that members still hold.",
        net_margin_hkd,
    ),
    Measure(
        "net_margin_before_points_hkd",
        "HK$",
        "The same without the points that members still hold.",
        net_margin_before_points_hkd,
    ),
    Measure("cost_hkd", "HK$", "Costs beside goods, with the payment company's share.", cost_hkd),
)
