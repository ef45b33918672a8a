"""What happens to the system that the shop runs on: kinds of event."""

from __future__ import annotations

from sim.codes import CHANGE_CONTROLS, OUTAGES
from sim.columns import DAY, FLAG, Column, kind

_OUTAGE = Column("i1", "what caused it", OUTAGES)

OF_THE_SYSTEM = (
    kind(
        "system_changed",
        "A change to the system goes live: a new function, a setting, an update.",
        "a change to the system goes live ({control})",
        control=Column("i1", "how it went live", CHANGE_CONTROLS),
        failed=FLAG,
    ),
    kind(
        "outage_began",
        "The shop cannot be reached.",
        "the shop goes down; the cause is {cause}",
        cause=_OUTAGE,
    ),
    kind(
        "outage_ended",
        "The shop can be reached again.",
        "the shop is up again after {minutes} minutes",
        cause=_OUTAGE,
        began=Column("f8", DAY),
        noticed=Column("f8", DAY),
        minutes=Column("f4", "minutes down"),
    ),
    kind("false_alarm", "The automatic visitor raises the alarm although the shop is up.", "a false alarm is raised"),
)
"""In the order in which the data dictionary lists them."""
