"""The do-not-call register: which telephone numbers are on it, and who may be sent a text in spite of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.world.history import PAST_DAYS
from sim.world.world import World


class Register:
    """Who puts their number on the register, and when.

    A share of people do, each on a day of their own between a year before take-over and a year after it.

    Attributes:
        since: day of listing, one entry a person; no day at all is far in the future.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        count = world.people.count
        on_it = world.streams.everyone("do-not-call register", 0, count) < world.numbers["text.registered"]
        day = np.floor((2 * world.streams.everyone("do-not-call register: day", 0, count) - 1) * PAST_DAYS)
        self.since = np.where(on_it, day, np.inf)
        who = np.flatnonzero(self.since < world.scenario.days)
        by_day = who[np.argsort(self.since[who], kind="stable")]
        world.log.record_block("number_registered", len(by_day), day=self.since[by_day], customer=by_day)

    def allowed(self, who: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those who are not on the register today, or whose consent is on record and was not taken back."""
        people = self.world.people
        agreed = people.consent_recorded[who] & ~people.asked_to_stop[who]
        return who[(self.since[who] > self.world.now) | agreed]
