"""The money set aside for a project, line by line, and what is left of it."""

from __future__ import annotations

from typing import NamedTuple

from sim.policy.budget import Budget

CENTS = 100


class Paid(NamedTuple):
    """Where the money for one bill came from, HK cents."""

    from_line: int
    from_reserve: int
    borrowed: int


class Purse:
    """What is left of software, hardware and reserve."""

    def __init__(self, budget: Budget) -> None:
        self._left = {"software": budget.software_hkd * CENTS, "hardware": budget.hardware_hkd * CENTS}
        self._reserve = budget.reserve_hkd * CENTS

    def pay(self, line: str, cents: int) -> Paid:
        """Pay a bill: from its line, then from the reserve, then with borrowed money."""
        from_line = min(cents, self._left[line])
        from_reserve = min(cents - from_line, self._reserve)
        self._left[line] -= from_line
        self._reserve -= from_reserve
        return Paid(from_line, from_reserve, cents - from_line - from_reserve)
