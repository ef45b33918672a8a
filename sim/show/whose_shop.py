"""Whose shop to look at: the first practice shop as it is, or under the trainee's plan once that has run everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import ipywidgets as widgets

from sim.policy import Policy
from sim.run import Run
from sim.show.desk import Desk

TODAY: Final = "the shop as it is today"
YOURS: Final = "the shop under your plan"


class WhoseShop:
    """A choice between today's shop and the plan's; `redraw` is called when it is made."""

    def __init__(self, desk: Desk, redraw: Callable[[], None]) -> None:
        self.desk = desk
        self.choice = widgets.Dropdown(options=[TODAY], description="Look at", style={"description_width": "initial"})
        self.choice.add_class("column")
        self.choice.observe(lambda _: redraw(), names="value")

    def refresh(self) -> None:
        """Offer the plan beside today's shop once it has run in all practice shops."""
        attempt = self.desk.attempt
        done = attempt is not None and attempt.seeds == len(self.desk.practice.seeds)
        wanted = (TODAY, YOURS) if done else (TODAY,)
        if self.choice.options != wanted:
            chosen = self.choice.value
            self.choice.options = wanted
            self.choice.value = chosen if chosen in wanted else TODAY

    @property
    def policy(self) -> Policy:
        """The policy of the chosen shop."""
        practice, attempt = self.desk.practice, self.desk.attempt
        if self.choice.value == YOURS and attempt is not None:
            return practice.policy(attempt.values)
        return practice.reference

    def life(self) -> Run:
        """Its run in the first practice shop."""
        practice = self.desk.practice
        return practice.one_run(self.policy, practice.seeds[0])


__all__ = ["TODAY", "YOURS", "WhoseShop"]
