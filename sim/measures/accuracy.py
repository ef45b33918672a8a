"""Does the shop show and record what holds? Shares of order lines, of item-days and of orders.

Where a mechanism is switched off nothing goes wrong, and the share is 1.
"""

from __future__ import annotations

import numpy as np

from sim.codes import FIELDS
from sim.measures.measure import Measure, days_inside, window
from sim.measures.shares import Share, share
from sim.measures.timeliness import open_faults
from sim.run import Run
from sim.world.shop import catalogue


def _item_days(run: Run) -> float:
    return float(len(catalogue()) * run.days)


def sales_accuracy(run: Run) -> Share:
    """Order lines whose price, stock, promotion and content were all right when sold / all lines; 1 if none was sold.

    The interval takes lines for independent. Lines sold under one fault are not, so it is somewhat too narrow.
    """
    lines = window(run, "order_line")
    right = lines["price_right"] & lines["promotion_right"] & lines["content_right"] & lines["stock_right"]
    return share(int(right.sum()), len(right), of_nothing=1.0)


def _field_accuracy(run: Run, field: str) -> float:
    """1 - (item-days of the window with an open fault in the field) / (items x days)."""
    code = FIELDS.index(field)
    repaired = run.log.table("fault_repaired")
    done = repaired["field"] == code
    still_open = open_faults(run, code)
    begins = np.concatenate([repaired["born_day"][done], still_open])
    ends = np.concatenate([repaired["day"][done], np.full(len(still_open), float(run.days))])
    return 1.0 - days_inside(run, begins, ends) / _item_days(run)


def price_accuracy(run: Run) -> float:
    """Share of item-days without an open fault of the price."""
    return _field_accuracy(run, "price")


def promotion_accuracy(run: Run) -> float:
    """Share of item-days without an open fault of the promotion."""
    return _field_accuracy(run, "promotion")


def content_accuracy(run: Run) -> float:
    """Share of item-days without an open fault of description or picture."""
    return _field_accuracy(run, "content")


def stock_accuracy(run: Run) -> float:
    """Share of item-days on which the stock record agreed with the shelf.

    The record of an item is off from a drift that leaves an error until it is righted or drifts back to none.
    """
    drifted, righted = run.log.table("stock_drifted"), run.log.table("stock_record_righted")
    item = np.concatenate([drifted["item"], righted["item"]])
    if not len(item):
        return 1.0
    day = np.concatenate([drifted["day"], righted["day"]])
    is_off = np.concatenate([drifted["error_units"] != 0, np.zeros(len(righted["day"]), dtype=bool)])
    order = np.lexsort((day, item))  # stable: of one moment, the drift comes before the righting
    item, day, is_off = item[order], day[order], is_off[order]
    ends = np.append(day[1:], float(run.days))
    ends[np.append(item[1:] != item[:-1], True)] = float(run.days)
    return 1.0 - days_inside(run, day[is_off], ends[is_off]) / _item_days(run)


def record_accuracy(run: Run) -> Share:
    """Orders of the window whose papers are complete at its end / all its orders; 1 if there was none."""
    orders = window(run, "order_placed")["order"]
    missing, found = window(run, "record_missing")["order"], window(run, "record_completed")["order"]
    incomplete = np.isin(np.setdiff1d(missing, found), orders).sum()
    return share(len(orders) - int(incomplete), len(orders), of_nothing=1.0)


def messages_on_file(run: Run) -> Share:
    """Answers to customers in the window that are on file at its end / all of them; 1 if there was none."""
    lost = window(run, "answer_not_filed")
    found = run.log.table("answer_found")
    answers = len(window(run, "enquiry_answered")["day"])
    return share(answers - len(lost["day"]) + len(found["day"]), answers, of_nothing=1.0)


MEASURES = (
    Measure(
        "sales_accuracy",
        "share",
        "Order lines for which price, stock, promotion and content shown were all right.",
        sales_accuracy,
    ),
    Measure("price_accuracy", "share", "Item-days with the right price on page and till.", price_accuracy),
    Measure("stock_accuracy", "share", "Item-days on which the stock record agreed with the shelf.", stock_accuracy),
    Measure("promotion_accuracy", "share", "Item-days with the right promotion on page and till.", promotion_accuracy),
    Measure("content_accuracy", "share", "Item-days with a true description and an allowed picture.", content_accuracy),
    Measure("record_accuracy", "share", "Orders whose papers are complete at the end.", record_accuracy),
    Measure("messages_on_file", "share", "Answers to customers that are on file at the end.", messages_on_file),
)
