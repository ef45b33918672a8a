"""Levers on people who abuse the platform: false orders, false reviews, agreed prices, bait prices."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Platform(Levers):
    """What is checked of orders, reviews and outside sellers. The defaults are a shop that checks nothing.

    They do nothing in a shop without outside sellers.
    """

    order_limit: int = lever(
        "Orders a day from one telephone, at most",
        default=0,
        low=0,
        high=20,
        step=1,
        unit="orders (0: no limit)",
        rows="M3-6.3-a M3-6.2-c1",
        help=(
            "Who plays a prank, or buys from himself, orders again and again. Families and offices share one "
            "telephone too: with a limit of one some honest customers cannot order."
        ),
    )
    pay_first: bool = lever(
        "Every order is paid before it is packed",
        default=False,
        unit="yes or no",
        rows="M3-6.3-a M3-6.2-b2",
        help="A prankster will not pay. Some honest customers want to pay at the door, and buy elsewhere.",
    )
    call_back_hkd: int = lever(
        "Call customers back for orders from",
        default=0,
        low=0,
        high=2000,
        step=50,
        unit="HK$ (0: never)",
        rows="M3-6.3-a M3-6.2-c1",
        help="A clerk asks whether the order is meant. It takes time, and some customers cannot be reached.",
    )
    reviews_by: Literal["anybody", "buyers only"] = lever(
        "Who may write a review",
        default="anybody",
        unit="choice",
        rows="M3-6.3-a M3-6.2-c1",
        help="Whoever sells praise must then buy first. Some honest buyers cannot show that they bought.",
        choices={
            "anybody": "whoever comes to the page",
            "buyers only": "the review needs the number of an order",
        },
    )
    review_hold_days: int = lever(
        "Hold new reviews back for",
        default=0,
        low=0,
        high=14,
        step=1,
        unit="days",
        rows="M3-6.3-a",
        help="Bought reviews come in bursts, and side by side they are seen. Honest ones wait, and a few are refused.",
    )
    review_check_days: int = lever(
        "Go through the reviews every",
        default=0,
        low=0,
        high=90,
        step=1,
        unit="days (0: never)",
        rows="M3-6.3-a M3-6.2-f4",
        help="A clerk takes down what looks bought, and sometimes an honest review with it.",
    )
    seller_check_days: int = lever(
        "Compare sellers' prices and cancelled orders every",
        default=0,
        low=0,
        high=90,
        step=1,
        unit="days (0: never)",
        rows="M3-6.3-a M3-6.2-c3 R2-6.1-f4",
        help=(
            "A clerk looks for sellers whose prices rise together, who cancel what they sold, or who buy from "
            "themselves. Now and then an honest seller is suspected."
        ),
    )
    stock_proof: bool = lever(
        "Sellers must prove their stock",
        default=False,
        unit="yes or no",
        rows="M3-6.3-a M3-6.2-c2 M3-6.2-c3",
        help="Before a low price is shown the goods must be there. A clerk looks at the proofs each week.",
    )
    cancel_limit: int = lever(
        "Stop a seller after so many cancelled orders in 30 days",
        default=0,
        low=0,
        high=50,
        step=1,
        unit="cancelled lines (0: no limit)",
        rows="M3-6.3-a M3-6.2-c3",
        help="The program does it by itself. An honest seller whose stock was counted wrong is stopped as well.",
    )
    answer: Literal["warn", "suspend", "suspend and report"] = lever(
        "A seller who breaks the rules is",
        default="warn",
        unit="choice",
        rows="M3-6.3-a M3-6.2-c3",
        help=(
            "A warning costs no sales, and some ignore it. Whoever is suspended sells nothing for a while, rightly or "
            "wrongly, and others are afraid of it. A report takes time."
        ),
        choices={
            "warn": "the seller gets a letter",
            "suspend": "the seller's goods are off the platform for a while",
            "suspend and report": "the same, and the authority in charge is told",
        },
    )
