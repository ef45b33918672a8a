"""Levers on professional conduct: what staff may give, take and tell."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Conduct(Levers):
    """House rules for what tempts people at work."""

    second_approval: bool = lever(
        "A second person approves every credit",
        default=False,
        unit="yes or no",
        rows="R2-6.3-c1",
        help="Nobody gives a customer money alone: a colleague asks for the complaint behind it. It takes staff time.",
    )
    ledger_review_days: int = lever(
        "Review the ledger of credits every",
        default=0,
        low=0,
        high=90,
        step=1,
        unit="days",
        rows="R2-6.3-c1",
        help="A clerk looks for credits without a complaint behind them. With 0 nobody ever looks.",
    )
    gift_rule: Literal["none", "ask and write down", "refuse all"] = lever(
        "Gifts and favours from suppliers",
        default="none",
        unit="choice",
        rows="R2-6.3-c2",
        help="What staff do when a supplier offers them something.",
        choices={
            "none": "everybody decides alone",
            "ask and write down": "only with leave of the shop, and written into a register",
            "refuse all": "nothing is taken",
        },
    )
    data_requests: Literal["hand out", "ask what for", "check and write down"] = lever(
        "When somebody asks for a customer's data",
        default="hand out",
        unit="choice",
        rows="R2-6.3-b R2-6.1-f1 R2-6.1-f4",
        help="Colleagues, friends and suppliers ask; so do customers themselves and courts, who are entitled to it.",
        choices={
            "hand out": "whoever asks nicely gets it, unless a clerk has doubts",
            "ask what for": "the clerk asks for the reason",
            "check and write down": "ask for the reason, check who is asking, and write it down",
        },
    )
