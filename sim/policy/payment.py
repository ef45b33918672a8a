"""Levers on paying: which ways are offered, how they are made safe, and how money goes back."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Payment(Levers):
    """Ways to pay, checks on them, refunds and disputes. The defaults are the shop of today."""

    methods: Literal["cards", "cards and FPS", "cards and wallets", "cards, FPS and wallets"] = lever(
        "Ways to pay",
        default="cards",
        unit="choice",
        rows="M3-6.1-c5 M3-6.2-b2",
        help=(
            "What customers may pay with. Whoever misses their own way may leave, and whoever is declined may try "
            "another one. Each further way makes the matching of records longer."
        ),
        choices={
            "cards": "credit and debit cards",
            "cards and FPS": "also the Faster Payment System, paid from the customer's bank app",
            "cards and wallets": "also the wallets on a phone",
            "cards, FPS and wallets": "all three",
        },
    )
    extra_step: Literal["never", "risky orders", "always"] = lever(
        "Bank's extra step for cards (3-D Secure)",
        default="risky orders",
        unit="choice",
        rows="M3-6.1-c5 M3-6.2-b2",
        help=(
            "The customer's bank asks for a code. It stops most stolen cards, and the bank then answers for the rest; "
            "some honest customers give up."
        ),
        choices={
            "never": "no card is asked",
            "risky orders": "orders of HK$800 or more",
            "always": "every card is asked",
        },
    )
    hold_hours: int = lever(
        "Hold an unpaid FPS order for",
        default=24,
        low=1,
        high=72,
        step=1,
        unit="hours",
        rows="M3-6.1-c4 M3-6.2-b1",
        help="Goods are kept aside until the money comes. After this time the order lapses and others can buy them.",
    )
    one_charge_only: bool = lever(
        "A number for each payment, so that none is taken twice",
        default=False,
        unit="yes or no",
        rows="M3-6.2-b2 M3-6.2-e4",
        help=(
            "When the page hangs after paying, some customers press again. With a number for each payment the payment "
            "company sees that it is the same one."
        ),
    )
    approval_above_hkd: int = lever(
        "A second person approves refunds above",
        default=5000,
        low=0,
        high=5000,
        step=100,
        unit="HK$",
        rows="M3-6.2-b2",
        help="A colleague reads a refund of more than this before it is paid. It stops most slips and takes time.",
    )
    refund_round_days: int = lever(
        "Pay refunds in rounds, every",
        default=0,
        low=0,
        high=30,
        step=1,
        unit="days (0: at once)",
        rows="M3-6.1-c4 M3-6.2-b2",
        help="Refunds paid together take less time each. Whoever waits too long complains, or goes to their bank.",
    )
    return_days: int = lever(
        "Customers may change their mind for",
        default=0,
        low=0,
        high=30,
        step=1,
        unit="days (0: not at all)",
        rows="M3-6.1-c4 M3-6.2-b1",
        help=(
            "An order may be cancelled before it is packed, and goods sent back for so many days. More people dare to "
            "order, and some send things back."
        ),
    )
    contest_chargebacks: bool = lever(
        "Answer disputed payments with proof",
        default=False,
        unit="yes or no",
        rows="M3-6.1-c5 M3-6.2-b2",
        help="When a customer's bank takes a payment back, staff send the order and the delivery record. Some are won.",
    )
