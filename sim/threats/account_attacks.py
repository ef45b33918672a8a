"""All threats to accounts beside false messages, begun together: they share the search for intruders."""

from __future__ import annotations

from sim.threats import guessing, insider, intruder, leavers_account, stuffing, supplier_account
from sim.world.world import World


def start(world: World) -> None:
    """Begin the attempts, where there are accounts; and reviews, where false messages did not begin them."""
    if world.accounts is None:
        return
    if not world.has("phishing"):
        intruder.start(world)
    for threat in (guessing, insider, leavers_account, stuffing, supplier_account):
        threat.start(world)
