"""Levers on bringing in a new system: what is built, how data are moved, how the change is made."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Introduction(Levers):
    """The project; it matters only where a new system is being brought in."""

    scope: Literal["accept all", "only with a reason", "refuse all"] = lever(
        "Wishes for more functions during the project",
        default="accept all",
        unit="choice",
        rows="M3-6.1-f M3-6.1-a",
        help="Each function that is added makes the project longer and dearer; some save work later, most do not.",
        choices={
            "accept all": "whoever asks for a function gets it",
            "only with a reason": "two hours are spent on finding out what each is good for",
            "refuse all": "what was agreed is built, nothing else",
        },
    )
    trial_migration: bool = lever(
        "Try the move of the data first",
        default=False,
        unit="yes or no",
        rows="M3-6.2-a5 M3-6.2-a1",
        help="A rehearsal takes days and staff time. It shows most errors, and what the brochure did not say.",
    )
    parallel_days: int = lever(
        "Run old and new side by side for",
        default=0,
        low=0,
        high=28,
        step=1,
        unit="days",
        rows="M3-6.2-a5",
        help="Staff compare both each working day and find errors of the move before customers meet them.",
    )
    rollback_percent: int = lever(
        "Go back to the old system when more items are wrong than",
        default=0,
        low=0,
        high=20,
        step=1,
        unit="%",
        rows="M3-6.2-a5 M3-6.2-f4",
        help="Looked at on the day after the change. The move is then done again, better. With 0 there is no way back.",
    )
