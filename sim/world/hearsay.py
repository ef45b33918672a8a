"""What people have heard about the shop from each other and from its page, and how it moves them to visit.

Trust and word of mouth act in one place, on visits (decision 15): the pull of what is said is exp(w + f), with w what a
person's friends told them and f, for customers who read the forum, the mood there; w is kept within a limit. Followers
of the shop's page come somewhat more often, and more so while they remember its posts:
(1 + fan) (1 + lift (1 - exp(-saturation s))), s the posts remembered.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.parameters import Parameters
from sim.streams import Floats, Streams
from sim.world.people import People
from sim.world.ties import Ties

Who = NDArray[np.integer]


class Fading:
    """An amount a person that fades with a memory of so many days."""

    def __init__(self, count: int, memory_days: float) -> None:
        self.memory_days = memory_days
        self._amount = np.zeros(count)
        self._day = np.zeros(count)

    def at(self, who: Who, day: float) -> Floats:
        """What is left of it on a day."""
        left: Floats = self._amount[who] * self.kept(day - self._day[who])
        return left

    def kept(self, days: Floats) -> Floats:
        """The share that is left after so many days."""
        return np.exp(-days / self.memory_days)

    def add(self, who: Who, size: float | Floats, day: float) -> None:
        """Add to some people's; whoever is named twice gets both."""
        persons, place = np.unique(who, return_inverse=True)
        more = np.bincount(place, weights=np.broadcast_to(size, len(who)), minlength=len(persons))
        self._amount[persons] = self.at(persons, day) + more
        self._day[persons] = day

    def most(self, day: float) -> float:
        """The largest of all that is left, at least 0."""
        return float(np.maximum(self._amount * self.kept(day - self._day), 0.0).max(initial=0.0))


class Hearsay:
    """What everybody has heard.

    Attributes:
        word: what friends told a person, logit-like: the logarithm of a factor on visits.
        posts: posts of the shop's page that a person remembers.
        following: who follows the page.
        reads: who reads the forum, once a customer.
        mood: of the forum, the logarithm of a factor on the visits of its readers.
        has_page: is there a page on which people follow the shop and speak of it?
    """

    def __init__(self, people: People, numbers: Parameters, streams: Streams) -> None:
        count = people.count
        self._people, self._numbers, self._streams = people, numbers, streams
        self.word = Fading(count, numbers["talk.memory_days"])
        self.posts = Fading(count, numbers["social.memory_days"])
        self.following = np.zeros(count, dtype=bool)
        self.reads = np.zeros(count, dtype=bool)
        self.mood = 0.0
        self.has_page = False

    def open_page(self, ties: Ties) -> None:
        """Let people follow the page: customers readily, others seldom, and friends of customers more often."""
        numbers, people = self._numbers, self._people
        self.has_page = True
        self._follow_luck = self._streams.everyone("follows the page", 0, people.count)
        self._befriended = np.zeros(people.count, dtype=bool)
        self._befriended[ties.listeners(np.flatnonzero(people.orders > 0))[1]] = True
        self._friend_follows = numbers["social.follows_friend"] * self._befriended

    def new_followers(self) -> NDArray[np.int64]:
        """Who follows the page now and did not before; from now on they do."""
        numbers = self._numbers
        own = np.where(self._people.orders > 0, numbers["social.follows"], numbers["social.follows_stranger"])
        new = np.flatnonzero((self._follow_luck < own + self._friend_follows) & ~self.following)
        self.following[new] = True
        return new

    def open_forum(self) -> None:
        """Draw who reads the forum."""
        luck = self._streams.everyone("reads the forum", 0, self._people.count)
        self.reads = luck < self._numbers["forum.readers"]

    def pull_of_posts(self, who: Who, day: float) -> Floats:
        """Factor on visits from following the page and from its posts."""
        pull = np.ones(len(who))
        if self.has_page:
            fans = np.flatnonzero(self.following[who])
            pull[fans] = self._fan(self.posts.at(who[fans], day))
        return pull

    def _fan(self, seen: Floats) -> Floats:
        numbers = self._numbers
        remembered = -np.expm1(-numbers["social.saturation"] * seen)
        return (1 + numbers["social.fan"]) * (1 + numbers["social.lift"] * remembered)

    def pull_of_word(self, who: Who, day: float) -> Floats:
        """Factor on visits from what friends and the forum say."""
        limit = self._numbers["talk.limit"]
        heard = np.clip(self.word.at(who, day), -limit, limit)
        if self.mood:
            heard += self.mood * (self.reads[who] & (self._people.orders[who] > 0))
        return np.exp(heard)

    def most(self, day: float) -> float:
        """An upper bound of both pulls together, for all people, until somebody hears more."""
        heard = min(self.word.most(day), self._numbers["talk.limit"]) + max(self.mood, 0.0)
        fan = float(self._fan(np.array([self.posts.most(day)]))[0]) if self.has_page else 1.0
        return math.exp(heard) * fan
