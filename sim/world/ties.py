"""Who knows whom: the friends to whom a customer speaks of the shop, well or badly.

Person i names K_i ~ Poisson(m) others, drawn evenly from the population; m is `ties.mean`. A tie goes one way: from
the one who speaks to the one who listens.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.parameters import Parameters
from sim.streams import Integers, Streams, poisson


class Ties:
    """Ties of the whole population, one person's listeners after the other's."""

    def __init__(self, count: int, numbers: Parameters, streams: Streams) -> None:
        number = poisson(streams.everyone("ties: how many", 0, count), numbers["ties.mean"])
        self._ends = np.concatenate(([0], np.cumsum(number)))
        speaker = np.repeat(np.arange(count), number)
        part = np.arange(len(speaker)) - self._ends[speaker]
        self._listener = (streams.some("ties: who", 0, speaker, part) * count).astype(np.int64)

    def listeners(self, who: NDArray[np.integer]) -> tuple[Integers, Integers]:
        """All friends of these customers: positions in `who`, and the friends; nobody listens to themselves."""
        begin, end = self._ends[who], self._ends[who + 1]
        number = end - begin
        position = np.repeat(np.arange(len(who)), number)
        place = np.arange(len(position)) - np.repeat(np.cumsum(number) - number, number) + begin[position]
        friend = self._listener[place]
        others = friend != who[position]
        return position[others], friend[others]
