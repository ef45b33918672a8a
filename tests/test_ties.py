"""Who knows whom: as many ties as the parameter says, nobody tied to themselves, in the order asked for."""

import math

import numpy as np

from sim.parameters import read_parameters
from sim.streams import Streams, poisson
from sim.world.ties import Ties

FAR_OUT = 4.5


def test_counts_are_poisson() -> None:
    """Mean and variance are the parameter; the tolerance is so many standard errors of each."""
    luck = Streams(3).everyone("ties: how many", 0, 40_000)
    counts = poisson(luck, 3.0)
    assert abs(counts.mean() - 3.0) < FAR_OUT * math.sqrt(3.0 / len(counts))
    spread = math.sqrt((3.0 + 2 * 9.0) / len(counts))  # of the sample variance: (mu4 - sigma^4) / n, mu4 = m + 3 m^2
    assert abs(counts.var(ddof=1) - 3.0) < FAR_OUT * spread
    assert not poisson(luck, 0.0).any()


def test_friends_belong_to_whom_they_are_asked_of() -> None:
    """Asked one by one or all at once, in any order, everybody has the same friends."""
    ties = Ties(500, read_parameters(), Streams(1))
    who = np.array([7, 3, 499, 3])
    position, friends = ties.listeners(who)
    for place, person in enumerate(who.tolist()):
        alone = ties.listeners(np.array([person]))[1]
        assert friends[position == place].tolist() == alone.tolist()
        assert person not in alone.tolist()
    assert friends.min() >= 0
    assert friends.max() < 500
