"""The ledger of abuse of the platform: what was tried, what stopped it, who noticed it, and what the house answered."""

from __future__ import annotations

import numpy as np

from sim.kinds import KINDS
from sim.run import Run

Row = tuple[str, str, float]
HEADINGS = (
    ("abuse_tried", "threat", "Abuse of the platform, by what was tried (orders, reviews, offers)"),
    ("abuse_tried", "stopped_by", "Abuse of the platform, by what stopped it (orders, reviews, offers)"),
    ("abuse_found", "finder", "Abuse that went on and was noticed, by whom (cases)"),
)


def rows(one: Run) -> list[Row]:
    """Heading, cause and amount; nothing where the platform is not open to outside sellers."""
    if not len(one.log.table("seller_item")["day"]):
        return []
    found: list[Row] = []
    for kind, column, heading in HEADINGS:
        words = KINDS[kind].columns[column].words
        counts = np.bincount(one.log.table(kind)[column], minlength=len(words))
        found += [(heading, word, float(count)) for word, count in zip(words, counts, strict=True) if count]
    answers, refused = one.log.table("seller_answered"), one.log.table("review_refused")
    right, stops = answers["right"], answers["stops"]
    amounts = (
        ("What the house answered sellers, by what came of it (answers)", "rightly; the seller stopped", right & stops),
        (
            "What the house answered sellers, by what came of it (answers)",
            "rightly; the seller went on",
            right & ~stops,
        ),
        ("What the house answered sellers, by what came of it (answers)", "wrongly", ~right),
        ("Honest reviews that are not shown (reviews)", "no number of an order", ~refused["by_mistake"]),
        ("Honest reviews that are not shown (reviews)", "taken for bought", refused["by_mistake"]),
    )
    return found + [(heading, word, float(which.sum())) for heading, word, which in amounts if which.any()]
