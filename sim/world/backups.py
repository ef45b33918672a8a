"""The copies of the shop's data: how good they are, and what is left when the data are lost."""

from __future__ import annotations

import math
from typing import NamedTuple

from sim.codes import BACKUP_COPIES
from sim.parameters import Parameters
from sim.streams import Streams

HOURS_A_DAY = 24.0
SAME_MACHINE, SECOND_PLACE, OFF_LINE = range(len(BACKUP_COPIES))


class Recovery(NamedTuple):
    """What came of a loss: the moment whose data are back, how many copies were tried, and could one be used?"""

    point: float
    tries: int
    from_copy: bool


def can_be_read(numbers: Parameters, copies: int, *, machine_lost: bool) -> float:
    """Chance that a good backup can be read from one of its copies.

    n copies that fail independently: 1 - (1 - q)^n. Copies on machines that hang together fail together in a share beta
    of the failures: 1 - [beta + (1 - beta)(1 - q)^(n - 1)](1 - q). A copy off-line has no common cause with the others.

    Args:
        numbers: of the world; q is `backup.restores`, beta `backup.common_cause`.
        copies: a code of BACKUP_COPIES.
        machine_lost: is the copy on the shop's own machine gone?
    """
    fails, beta = 1 - numbers["backup.restores"], numbers["backup.common_cause"]
    connected = min(copies + 1, 2) - machine_lost
    if connected == 0:
        all_fail = 1.0
    else:
        all_fail = (beta + (1 - beta) * fails ** (connected - 1)) * fails if connected > 1 else fails
    return 1 - all_fail * (fails if copies == OFF_LINE else 1.0)


class Backups:
    """Copies made every so many hours, and whether copying works at all.

    Args:
        numbers: of the world.
        streams: luck.
        every_hours: hours between copies.
        copies: a code of BACKUP_COPIES.
    """

    def __init__(self, numbers: Parameters, streams: Streams, every_hours: float, copies: int) -> None:
        self.numbers = numbers
        self.streams = streams
        self.every = every_hours / HOURS_A_DAY
        self.copies = copies
        self.broken_since: float | None = None

    def recover(self, day: int, cause: int, lost: float, *, machine_lost: bool, only_offline: bool = False) -> Recovery:
        """Try copy after copy, the latest first; what is older than papers and mails reach is typed in from these.

        Args:
            day: of the loss, with its cause the key of its luck.
            cause: a code of OUTAGES.
            lost: the moment of the loss.
            machine_lost: is the copy on the shop's own machine gone?
            only_offline: are the copies in the second place gone too?
        """
        numbers = self.numbers
        oldest = lost - numbers["recovery.paper_days"]
        latest = lost if self.broken_since is None else min(lost, self.broken_since)
        if self.copies < OFF_LINE if only_offline else machine_lost and self.copies == SAME_MACHINE:
            return Recovery(oldest, 0, False)
        tries, point = 0, math.floor(latest / self.every) * self.every
        while point >= oldest:
            key = (day, cause, tries)
            tries += 1
            made = self.streams.one("copy is made", *key) < numbers["backup.succeeds"]
            if made and self._one_can_be_read(key, machine_lost=machine_lost, only_offline=only_offline):
                return Recovery(point, tries, True)
            point = (math.floor(latest / self.every) - tries) * self.every
        return Recovery(oldest, tries, False)

    def _one_can_be_read(self, key: tuple[int, int, int], *, machine_lost: bool, only_offline: bool) -> bool:
        """Can one of the copies of a backup be read? Each fails by itself; connected ones also together."""
        numbers = self.numbers

        def reads(copy: str) -> bool:
            return self.streams.one(f"copy can be read: {copy}", *key) < numbers["backup.restores"]

        if not machine_lost and reads("same machine"):
            return True
        together = self.streams.one("copies fail together", *key) < numbers["backup.common_cause"]
        if (
            self.copies != SAME_MACHINE
            and not only_offline
            and (machine_lost or not together)
            and reads("second place")
        ):
            return True
        return self.copies == OFF_LINE and reads("off-line")
