"""Levers on records of what was said to customers, and on how long records are kept."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Records(Levers):
    """E-mail, chat, voice mail, orders: what is filed, and when it is thrown away."""

    filing: Literal["by hand", "one inbox"] = lever(
        "Messages are filed",
        default="by hand",
        unit="choice",
        rows="M3-6.2-e1 M3-6.2-e2 M3-6.2-e3 M3-6.2-e4",
        help="An answer that is not filed with its order is forgotten, with whatever was promised in it.",
        choices={
            "by hand": "the clerk who answers copies it to the order, if they think of it",
            "one inbox": "mail, chat and voice mail run into one system that files them; it costs a monthly fee",
        },
    )
    keep_orders_years: int = lever(
        "Keep records of orders and payments for",
        default=7,
        low=1,
        high=12,
        step=1,
        unit="years",
        rows="M3-6.2-e4 M3-6.1-e1",
        help="Older ones are destroyed at the first of each month. Tax law asks for sales records of seven years.",
    )
    keep_messages_years: int = lever(
        "Keep messages of customers for",
        default=3,
        low=1,
        high=12,
        step=1,
        unit="years",
        rows="M3-6.2-e1 M3-6.2-e3 M3-6.1-e1 R2-6.1-f1",
        help="Longer than a dispute may need them, they are personal data kept without a reason.",
    )
