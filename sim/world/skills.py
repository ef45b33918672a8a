"""What a helper on the staff can do: what is learnt in days, not what needs a clerk's judgement or rights."""

from __future__ import annotations

from typing import Final

CUSTOMERS: Final = ("answering", "posting", "comments", "forum", "orders by phone and form", "unsubscribe list")
SHELVES: Final = ("stock count", "goods in", "parcel check", "goods sent back", "price check", "content check")
SKILLS: Final[dict[str, frozenset[str]]] = {
    "answers": frozenset(CUSTOMERS),
    "answers and checks": frozenset(CUSTOMERS + SHELVES),
}
"""Tasks by what helpers have learnt; all others wait for a clerk."""

__all__ = ["SKILLS"]
