"""Ransomware locks the machines: the shop is down, and the copies that hang together with them are locked too.

No ransom is paid. Machines are set up anew, and data come back from a copy that was not reached: the one in a second
place is spared now and then, the one off-line always. Without one, papers and mails must do.
"""

from __future__ import annotations

from collections.abc import Generator

import simpy

from sim.processes.uptime import MINUTES_A_DAY, RANSOMWARE, Outages
from sim.threats.break_ins import BreakIns, Intruder
from sim.world.world import World

HOURS_A_DAY = 24.0


def lock(world: World, break_ins: BreakIns, intruder: Intruder) -> Generator[simpy.Event, object, None]:
    """Lock everything at once; the attacker says so, and the outage lasts until the shop is back."""
    together = world.streams.one("ransomware reaches the second place", intruder.flaw, 0)
    reached = together < world.numbers["backup.common_cause"]
    minutes = world.numbers["ransom.rebuild_hours"] * MINUTES_A_DAY / HOURS_A_DAY
    break_ins.find(intruder, "attacker")
    yield from Outages(world).outage(intruder.flaw, RANSOMWARE, minutes=minutes, only_offline=reached)
