"""Did staff keep up? Hours at work and free, rounds that ended late, and the sentence that says so.

Looking more often makes a shop more right only while somebody has the time to look.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.measures.timeliness import hours_of_staff
from sim.run import Run

HOURS = "Hours of the clerks, by use (hours)"
ROUNDS = "Rounds of checking, counting, matching and reviewing, by when they ended (rounds)"
AT_WORK, FREE = "at work", "free"
IN_TIME, LATE, NOT_DONE = "within two days", "later", "not done"
IN_TIME_DAYS = 2.0
"""Days from when a round is due in which it may end; nights and a Sunday are among them."""
NO_TIME_LEFT = 0.8
"""Share of their hours at work from which staff have none left: tasks then wait for days."""


def rows(one: Run) -> list[tuple[str, str, float]]:
    """Lines of the ledger: heading, cause and amount."""
    worked, there = hours_of_staff(one)
    done = one.log.table("check_done")
    late = int((done["day"] - done["due"] > IN_TIME_DAYS).sum())
    waiting = len(one.log.table("check_due")["day"]) - len(done["day"])
    amounts = [
        (HOURS, AT_WORK, worked),
        (HOURS, FREE, max(0.0, there - worked)),
        (ROUNDS, IN_TIME, float(len(done["day"]) - late)),
        (ROUNDS, LATE, float(late)),
        (ROUNDS, NOT_DONE, float(done["left_out"].sum(dtype=np.int64) + waiting)),
    ]
    return [row for row in amounts if row[2]]


def sentence(ledger: pd.DataFrame) -> str:
    """What to say where staff had no time for all that was asked of them; nothing where they had.

    Args:
        ledger: index (heading, cause), columns `a` and `b`: the amounts before and after.
    """
    work, free, late, not_done = (
        ledger.loc[key, ["a", "b"]].to_numpy(dtype=float) if key in ledger.index else np.zeros(2)
        for key in ((HOURS, AT_WORK), (HOURS, FREE), (ROUNDS, LATE), (ROUNDS, NOT_DONE))
    )
    share, behind = work / np.maximum(work + free, 1.0), late + not_done
    if share[1] < NO_TIME_LEFT or behind[1] <= behind[0]:
        return ""
    return (
        f"Staff were at work for {share[1]:.0%} of their hours (before: {share[0]:.0%}), and {behind[1]:.0f} rounds "
        f"ended late or were not done (before: {behind[0]:.0f}). Asking for more rounds does not make the shop more "
        "right while nobody has the time for them."
    )
