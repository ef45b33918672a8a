"""What comes in and what goes out. The log holds HK cents; measures are HK dollars."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.codes import DISPUTED, REFUND_FOR, STOLEN_CARD
from sim.measures.measure import Measure, window
from sim.measures.members import points_liability_hkd
from sim.run import Run

CENTS = 100.0
CANCELLED = ("line_cancelled", "order_cancelled", "sale_cancelled")
"""Kinds of event in which what was sold is not sent and the money goes back."""


def _dollars(cents: NDArray[np.integer]) -> float:
    return int(cents.sum(dtype=np.int64)) / CENTS


def orders(run: Run) -> float:
    """Orders placed in the window."""
    return float(len(window(run, "order_placed")["day"]))


def revenue_hkd(run: Run) -> float:
    """Value and fees of the orders placed in the window, less all that went back or was taken back.

    A payment that was taken twice is not earned, so neither it nor its refund counts. What a stranger paid with a
    stolen card counts where the bank answers for it.
    """
    back = sum(_dollars(window(run, kind)["refund_cents"]) for kind in CANCELLED)
    refunds, disputes = window(run, "refund"), window(run, "charged_back")
    back += _dollars(refunds["amount_cents"][refunds["why"] != REFUND_FOR.index("a second charge")])
    back += _dollars(disputes["cents"][disputes["reason"] != DISPUTED.index("charged twice")])
    strangers = window(run, "stolen_card_used")
    answered = strangers["cents"][strangers["outcome"] == STOLEN_CARD.index("the bank answers for it")]
    return _paid(run) - back + _dollars(window(run, "dispute_won")["cents"]) + _dollars(answered)


def cost_hkd(run: Run) -> float:
    """All costs beside goods, the payment company's fees, and payouts that were short and not found in time."""
    if "payment" not in run.scenario.mechanisms:  # a share of the value paid, for all
        fees = run.scenario.numbers()["cost.payment_share"] * _paid(run)
    else:
        fees = _dollars(window(run, "takings")["fee_cents"]) + short_payouts_hkd(run)
    return _dollars(window(run, "cost")["cents"]) + fees


def short_payouts_hkd(run: Run) -> float:
    """What payouts were short of, unless it was found in time to be claimed."""
    payouts, found = window(run, "payout"), window(run, "payout_gap_found")
    return _dollars(payouts["due_cents"] - payouts["cents"]) - _dollars(found["cents"][found["in_time"]])


def _paid(run: Run) -> float:
    """What customers paid for their orders, delivery fees among it."""
    placed = window(run, "order_placed")
    return _dollars(placed["value_cents"]) + _dollars(placed["fee_cents"])


def _goods_hkd(run: Run) -> float:
    """Cost of the goods sold and not cancelled or sent back, and of those that strangers got."""
    lines = window(run, "order_line")
    sold = _dollars(lines["quantity"].astype(np.int64) * lines["cost_cents"])
    back = sum(_dollars(window(run, kind)["cost_cents"]) for kind in (*CANCELLED, "order_returned"))
    return sold - back + _dollars(window(run, "stolen_card_used")["cost_cents"])


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
    Measure("cost_hkd", "HK$", "Costs beside goods, with the payment company's fees.", cost_hkd),
)
