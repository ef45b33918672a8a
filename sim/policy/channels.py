"""Levers on text messages, and on the places where customers hear from each other."""

from __future__ import annotations

from sim.policy.lever import Levers, lever


class Texts(Levers):
    """Text messages to telephones."""

    per_month: int = lever(
        "Text messages",
        default=0,
        low=0,
        high=8,
        step=1,
        unit="a month",
        rows="R2-6.2-a2 R2-6.1-f3",
        help="Advertising texts every 30 days, to those who receive the newsletters. A text costs ten times a mail.",
    )
    check_register: bool = lever(
        "Check the do-not-call register before texting",
        default=False,
        unit="yes or no",
        rows="R2-6.1-f3 R2-6.3-a",
        help="Leave out numbers on the do-not-call register, unless the customer's consent is on record.",
    )
