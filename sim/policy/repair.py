"""Levers on putting right what was wrong: in which order, whole batches, and the customers who bought meanwhile."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Repair(Levers):
    """What is done when a wrong price, promotion or page has been found."""

    first: Literal["all at once", "oldest", "best sellers", "dearest difference"] = lever(
        "Repair first",
        default="all at once",
        unit="choice",
        rows="M3-6.2-f4",
        help="When a round finds many faults, some customers meet them until the last one is put right.",
        choices={
            "all at once": "work through the list, then put all pages right together",
            "oldest": "page by page, what has been wrong longest first",
            "best sellers": "page by page, what sells most first",
            "dearest difference": "page by page, what is furthest from its right price first",
        },
    )
    whole_batch: bool = lever(
        "Put a whole bad batch back at once",
        default=False,
        unit="yes or no",
        rows="M3-6.2-f4",
        help="When one page of a spoilt file or a broken feed is found, the whole batch is loaded again. Otherwise the "
        "other pages stay wrong until somebody finds them.",
    )
    overcharged: Literal["who complain", "everybody"] = lever(
        "When a price was too high, pay back",
        default="who complain",
        unit="choice",
        rows="M3-6.2-f4 M3-6.2-f5 R2-6.1-c",
        help="Customers who paid more than the page showed. To look for all of them takes staff time and money; those "
        "who noticed feel better for it, and need not write.",
        choices={
            "who complain": "those who write to the shop",
            "everybody": "everybody who paid too much, told before they ask",
        },
    )
    undercharged: Literal["honour", "cancel"] = lever(
        "When a price was too low",
        default="honour",
        unit="choice",
        rows="M3-6.2-f4 M3-6.2-f5",
        help="Orders at a price that was too low by mistake. To cancel saves the difference on what is not packed yet, "
        "and lets down customers who did nothing wrong.",
        choices={
            "honour": "keep to the price that was shown",
            "cancel": "cancel what is not packed yet, tell the customer and pay the money back",
        },
    )

    @property
    def asks_who_bought(self) -> bool:
        """Is anything done for customers who bought at a wrong price, beside answering complaints?"""
        return self.overcharged != "who complain" or self.undercharged != "honour"
