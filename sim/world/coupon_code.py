"""The coupon code of the running campaign: how long it works, and what it has given away."""

from __future__ import annotations

from dataclasses import dataclass

NO_CAMPAIGN = -1


@dataclass
class CouponCode:
    """A new campaign brings a new code and a new budget; coupons of the one before draw on the new budget.

    Attributes:
        campaign: its number in the log.
        day: when it was sent.
        until: first day on which it no longer works.
        depth: share off the order.
        budget_cents: most that may be given away, 0 if there is no limit.
        spent_cents: given away so far.
        stopped: the budget is spent.
    """

    campaign: int = NO_CAMPAIGN
    day: int = 0
    until: int = 0
    depth: float = 0.0
    budget_cents: int = 0
    spent_cents: int = 0
    stopped: bool = False

    def works_on(self, day: int) -> bool:
        """Is the word still good on that day?"""
        return self.campaign != NO_CAMPAIGN and day < self.until and not self.stopped
