"""The books: a double-entry view of a finished run, and what nobody has matched yet.

Each event that moves money is an entry: one account is debited, another credited, by the same cents, so that all
balances add up to nothing. The result, credits less debits of `EARNINGS`, is the profit of `net_margin_hkd`. By order:
paid + charged twice = kept + gone back + open. Only runs of scenarios with the mechanism "payment" have books.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.codes import DISPUTED, REFUND_FOR, STOLEN_CARD
from sim.measures.measure import Measure, window
from sim.measures.members import points_liability_hkd
from sim.measures.money import CANCELLED
from sim.measures.shares import Share, share
from sim.run import Run

SECOND, TWICE = REFUND_FOR.index("a second charge"), DISPUTED.index("charged twice")
EARNINGS = (
    "sales delivered",
    "sales open",
    "goods",
    "costs",
    "payment company's fees",
    "payouts short",
    "points promised",
    "strangers' orders",
)
Entry = tuple[str, str, int]


def _cents(values: NDArray[np.integer]) -> int:
    return int(values.sum(dtype=np.int64))


def by_order(run: Run) -> pd.DataFrame:
    """What became of the money of each order, HK cents, indexed by order.

    Columns: `paid` and `charged_twice` came in; `went_back` (cancelled, refunded) and `charged_back` (less those won)
    went out; `delivered` is kept for goods that arrived; `open` is for goods not there yet, or a second charge.
    """
    paid = window(run, "paid")
    orders = pd.DataFrame({"order": paid["order"], "paid": paid["cents"].astype(np.int64)}).set_index("order")
    refunds, disputes = window(run, "refund"), window(run, "charged_back")
    of_second, is_twice = refunds["why"] == SECOND, disputes["reason"] == TWICE
    parts = {
        "charged_twice": [("charged_twice", "cents", None)],
        "went_back": [(kind, "refund_cents", None) for kind in CANCELLED],
        "refunded": [("refund", "amount_cents", ~of_second)],
        "second_back": [("refund", "amount_cents", of_second), ("charged_back", "cents", is_twice)],
        "disputed": [("charged_back", "cents", ~is_twice)],
        "won": [("dispute_won", "cents", None)],
    }
    for name, sources in parts.items():
        orders[name] = 0
        for kind, column, keep in sources:
            table = window(run, kind)
            rows = slice(None) if keep is None else keep
            moved = pd.Series(table[column][rows].astype(np.int64)).groupby(table["order"][rows]).sum()
            orders[name] = orders[name].add(moved, fill_value=0).astype(np.int64)
    has_come = np.isin(orders.index, window(run, "delivered")["order"])
    orders["went_back"] += orders["refunded"] + orders["second_back"] - disputes_on_second(run, orders.index)
    orders["charged_back"] = orders["disputed"] - orders["won"] + disputes_on_second(run, orders.index)
    second_open = orders["charged_twice"] - orders["second_back"]
    rest = orders["paid"] + orders["charged_twice"] - orders["went_back"] - orders["charged_back"] - second_open
    orders["delivered"] = np.where(has_come, rest, 0)
    orders["open"] = second_open + np.where(has_come, 0, rest)
    return orders[["paid", "charged_twice", "went_back", "charged_back", "delivered", "open"]]


def disputes_on_second(run: Run, orders: pd.Index) -> pd.Series:
    """Second charges that the bank took back, by order."""
    table = window(run, "charged_back")
    twice = table["reason"] == TWICE
    moved = pd.Series(table["cents"][twice].astype(np.int64)).groupby(table["order"][twice]).sum()
    return moved.reindex(orders, fill_value=0)


def journal(run: Run) -> Iterator[Entry]:
    """All entries of the run: account debited, account credited, HK cents."""
    orders = by_order(run)
    yield "payment company", "sales open", int(orders["paid"].sum())
    yield "payment company", "owed to customers", int(orders["charged_twice"].sum())
    refunds, disputes = window(run, "refund"), window(run, "charged_back")
    second, twice = refunds["why"] == SECOND, disputes["reason"] == TWICE
    yield "owed to customers", "bank", _cents(refunds["amount_cents"][second]) + _cents(disputes["cents"][twice])
    for kind in CANCELLED:
        yield "sales open", "bank", _cents(window(run, kind)["refund_cents"])
    yield "sales open", "bank", _cents(refunds["amount_cents"][~second]) + _cents(disputes["cents"][~twice])
    yield "bank", "sales open", _cents(window(run, "dispute_won")["cents"])
    yield "sales open", "sales delivered", int(orders["delivered"].sum())
    fees = window(run, "takings")["fee_cents"]
    yield "payment company's fees", "payment company", _cents(fees)
    payouts, found = window(run, "payout"), window(run, "payout_gap_found")
    yield "bank", "payment company", _cents(payouts["cents"])
    yield "payouts short", "payment company", _cents(payouts["due_cents"] - payouts["cents"])
    yield "payment company", "payouts short", _cents(found["cents"][found["in_time"]])
    lines = window(run, "order_line")
    yield "goods", "suppliers", _cents(lines["quantity"].astype(np.int64) * lines["cost_cents"])
    for kind in (*CANCELLED, "order_returned"):
        yield "suppliers", "goods", _cents(window(run, kind)["cost_cents"])
    strangers, seen = window(run, "stolen_card_used"), window(run, "stolen_card_charged_back")
    yield "goods", "suppliers", _cents(strangers["cost_cents"])
    answered = strangers["outcome"] == STOLEN_CARD.index("the bank answers for it")
    lost = strangers["outcome"] == STOLEN_CARD.index("the shop will lose it")
    yield "bank", "strangers' orders", _cents(strangers["cents"][answered])
    yield "bank", "owners of stolen cards", _cents(strangers["cents"][lost])
    yield "owners of stolen cards", "bank", _cents(seen["cents"])
    yield "costs", "bank", _cents(window(run, "cost")["cents"])
    yield "points promised", "members", round(points_liability_hkd(run) * 100)


def balances(run: Run) -> dict[str, int]:
    """Balance of each account, HK cents; debits count plus, and all add up to nothing."""
    accounts: dict[str, int] = {}
    for debit, credit, cents in journal(run):
        accounts[debit] = accounts.get(debit, 0) + cents
        accounts[credit] = accounts.get(credit, 0) - cents
    return accounts


def result_hkd(run: Run) -> float:
    """The bottom line of the books."""
    accounts = balances(run)
    return -sum(accounts.get(name, 0) for name in EARNINGS) / 100


def money_gap_hkd(run: Run) -> float:
    """Short payouts and second charges that nobody has matched by the end of the window."""
    payouts, found = window(run, "payout"), window(run, "payout_gap_found")
    short = _cents(payouts["due_cents"] - payouts["cents"]) - _cents(found["cents"])
    twice, known = window(run, "charged_twice"), window(run, "second_charge_found")
    disputed = window(run, "charged_back")["order"][window(run, "charged_back")["reason"] == TWICE]
    hidden = ~np.isin(twice["order"], np.concatenate((known["order"], disputed)))
    return (short + _cents(twice["cents"][hidden])) / 100


def payment_success_rate(run: Run) -> Share:
    """Payments that went through / all that were tried; 1 if none was tried."""
    paid = len(window(run, "paid")["day"])
    failed = len(window(run, "payment_failed")["day"]) + len(window(run, "order_lapsed")["day"])
    return share(paid, paid + failed, of_nothing=1.0)


def chargeback_rate(run: Run) -> Share:
    """Payments that a bank took back, stolen cards among them / all payments; 0 if there was none."""
    back = len(window(run, "charged_back")["day"]) + len(window(run, "stolen_card_charged_back")["day"])
    strangers = window(run, "stolen_card_used")["outcome"] != STOLEN_CARD.index("stopped by the bank's extra step")
    paid = len(window(run, "paid")["day"]) + int(strangers.sum())
    return share(min(back, paid), paid, of_nothing=0.0)


MEASURES = (
    Measure(
        "payment_success_rate", "share", "Payments that went through, of all that were tried.", payment_success_rate
    ),
    Measure("chargeback_rate", "share", "Payments that a customer's bank took back.", chargeback_rate),
    Measure(
        "money_gap_hkd", "HK$", "Short payouts and second charges that nobody has matched at the end.", money_gap_hkd
    ),
)
