"""Levers on stock: when and where to order, how deliveries are booked, and what the page says about stock."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Supply(Levers):
    """From the supplier to the shelf, and from the shelf to the page."""

    rule: Literal["every week", "at a low mark"] = lever(
        "Order from suppliers",
        default="every week",
        unit="choice",
        rows="M3-6.1-c2",
        help="When new stock is ordered. A low mark orders sooner what runs out, but each order costs something.",
        choices={
            "every week": "once a week, all items up to a level",
            "at a low mark": "each working morning, the items that have come down to their mark",
        },
    )
    cover_days: int = lever(
        "Order enough stock for",
        default=21,
        low=7,
        high=60,
        step=1,
        unit="days of sales",
        rows="M3-6.1-c2",
        help="How many days of usual sales an order is to last. Stock on the shelf costs money too.",
    )
    safety: float = lever(
        "Spare stock against surprises",
        default=2.0,
        low=0.0,
        high=4.0,
        step=0.5,
        unit="times the usual swing",
        rows="M3-6.1-c2",
        help="Stock kept beside what is usually sold until the next delivery. 2 is enough in about 98 weeks of 100.",
    )
    source: Literal["local", "import"] = lever(
        "Buy from",
        default="local",
        unit="choice",
        rows="M3-6.1-c2 M3-6.2-b1",
        help="A supplier abroad is cheaper and takes weeks longer.",
        choices={
            "local": "a wholesaler in Hong Kong, about a week",
            "import": "a maker abroad, about three weeks, at a lower price",
        },
    )
    deliveries: Literal["book the note", "count", "supplier books"] = lever(
        "When a delivery comes",
        default="book the note",
        unit="choice",
        rows="M3-6.1-c2 M3-6.1-c6 M3-6.2-c2",
        help="How what has come gets into the stock record. Delivery notes are not always right.",
        choices={
            "book the note": "type in what the delivery note says",
            "count": "count every delivery before it is booked; it takes staff time",
            "supplier books": "the supplier writes into our record when the van leaves, a day ahead",
        },
    )
    sync_minutes: int = lever(
        "The page hears of a sale after",
        default=0,
        low=0,
        high=1440,
        step=5,
        unit="minutes",
        rows="M3-6.1-c2 M3-6.2-f2",
        help="Until then it still offers what has just been sold, and the last piece may be sold twice.",
    )
    when_short: Literal["cancel", "send later"] = lever(
        "If a sold item is not there",
        default="cancel",
        unit="choice",
        rows="M3-6.1-c2 M3-6.2-b1 R2-6.1-c",
        help="What happens to an order line that cannot be packed.",
        choices={
            "cancel": "cancel the line and pay back",
            "send later": "keep it and send it when the next delivery comes; who waits too long cancels",
        },
    )
