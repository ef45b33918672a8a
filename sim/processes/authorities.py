"""People complain to an authority; it looks at the shop and serves a notice; the shop obeys it, in time or late.

Two authorities: the Privacy Commissioner, and the Communications Authority for messages. What the notice wants is put
right on the day on which the shop obeys: whoever works under it listens to `world.when_obeyed`, or asks `world.obeyed`.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import AUTHORITIES
from sim.codes_of_duties import GRIEVANCE_TO, GRIEVANCES
from sim.world.staff import ANSWER
from sim.world.world import World

COMMISSIONER, COMMUNICATIONS = range(len(AUTHORITIES))


def start(world: World) -> None:
    """Let the authorities listen."""
    world.when_aggrieved.append(Authorities(world).hear)


def aggrieve(world: World, who: NDArray[np.integer], about: str) -> None:
    """These people have a reason to complain to an authority; `about` is a word of GRIEVANCES."""
    if len(who):
        for tell in world.when_aggrieved:
            tell(who, about)


class Authorities:
    """What has been brought before the two authorities."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.heard = [0] * len(AUTHORITIES)
        self.looking: set[int] = set()

    def hear(self, who: NDArray[np.integer], about: str) -> None:
        """Some of those with a reason complain: luck by person, day and matter."""
        world, numbers = self.world, self.world.numbers
        luck = world.streams.some(f"complains to an authority: {about}", math.floor(world.now), who)
        complains = who[luck < numbers["authority.complains"]]
        if not len(complains):
            return
        matter = GRIEVANCES.index(about)
        authority = GRIEVANCE_TO[matter]
        world.log.record_block(
            "authority_told", len(complains), day=world.now, customer=complains, authority=authority, about=matter
        )
        self.heard[authority] += len(complains)
        if self.heard[authority] >= numbers["authority.complaints"] and authority not in self.looking:
            self.looking.add(authority)
            world.start(self._notice(authority))

    def _notice(self, authority: int) -> Generator[simpy.Event, object, None]:
        """Look at the shop, serve a notice, and wait for the shop to obey."""
        world, numbers = self.world, self.world.numbers
        yield world.env.timeout(numbers["authority.looks_days"])
        served = world.now
        due = served + numbers["authority.notice_days"]
        world.log.record("notice_served", day=served, authority=authority, due=due)
        yield world.env.timeout(float(world.policy.duties.answer_notice_days))
        yield from world.staff.work("notice of a regulator", numbers["authority.obey_hours"], ANSWER)
        world.obeyed.add(authority)
        world.log.record("notice_complied", day=world.now, authority=authority, served=served)
        for tell in world.when_obeyed:
            tell(authority)
