"""The shop's page on a social network: posts that followers see, and what customers say there.

Whoever was let down may complain in public, whoever got a parcel in time may praise; both reach the speaker's friends
along their ties and nobody else. A clerk may look at the comments every few days: an answer takes most of a complaint
back, the less the longer it stood.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import HEARD
from sim.processes.blocks import joined
from sim.processes.routine import every
from sim.streams import Floats, Integers
from sim.world.hearsay import Hearsay
from sim.world.history import order_day
from sim.world.staff import ROUTINE
from sim.world.world import World

POSTING_TIME, TALKING_TIME = 12.0 / 24, 9.0 / 24
WEEK = 7.0
PRAISE, COMPLAINT, ANSWER = range(len(HEARD))


def start(world: World) -> None:
    """Open the page, if the shop posts at all: posts, what customers say, and the look at it."""
    levers = world.policy.social
    if not levers.posts_per_week:
        return
    hearsay = world.hear()
    hearsay.open_page(world.ties)
    _follow(world, hearsay)
    world.start(posts(world, hearsay))
    talk = Talk(world, hearsay)
    world.start(talk.run())
    if levers.look_every_days:
        hours = world.numbers["social.look_hours"]
        world.start(every(world, "comments", levers.look_every_days, hours, talk.look, talk.answer))


def posts(world: World, hearsay: Hearsay) -> Generator[simpy.Event, object, None]:
    """Write posts at even distances, from the middle of the first gap."""
    numbers, weekly = world.numbers, world.policy.social.posts_per_week
    reach = numbers["social.reach"] * np.exp(-weekly / numbers["social.crowding"])
    due = WEEK / weekly / 2
    while True:
        day = int(due)
        yield world.until(max(due, day + POSTING_TIME))
        yield from world.staff.work("posting", numbers["social.post_hours"], ROUTINE)
        _follow(world, hearsay)
        fans = np.flatnonzero(hearsay.following)
        seen = fans[world.streams.some("sees a post", day, fans, int(24 * (due - day))) < reach]
        world.log.record("post_published", day=world.now, followers=len(fans), people=len(seen))
        world.log.record_block("post_seen", len(seen), day=world.now, customer=seen)
        hearsay.posts.add(seen, 1.0, world.now)
        world.people.stirred += 1
        due += WEEK / weekly


def _follow(world: World, hearsay: Hearsay) -> None:
    new = hearsay.new_followers()
    world.log.record_block("page_followed", len(new), day=world.now, customer=new)


class Talk:
    """What customers say on the page, morning by morning, and the complaints that stand there without an answer."""

    def __init__(self, world: World, hearsay: Hearsay) -> None:
        self.world, self.hearsay = world, hearsay
        none = np.empty(0, dtype=np.int64)
        self.open: tuple[Floats, Integers, Integers, Integers] = (np.empty(0), none, none, none)

    def run(self) -> Generator[simpy.Event, object, None]:
        """Every morning what the day before gave people to say."""
        world = self.world
        for day in range(world.scenario.days):
            yield world.until(day + TALKING_TIME)
            self._complaints(world.due.pop(("let down", 0), []))
            self._praise(world.due.pop(("content", day - 1), []))

    def _complaints(self, blocks: list[tuple[Integers, ...]]) -> None:
        if not blocks:
            return
        world, numbers = self.world, self.world.numbers
        who, orders, about, size = joined(blocks)
        # keyed by the order that went wrong, not by the day on which it did
        luck = world.streams.some("complains in public", order_day(orders), who, about)
        said = (luck < -np.expm1(-numbers["talk.complains"] * size)).nonzero()[0]
        who, orders, about = who[said], orders[said], about[said]
        self._say(who, orders, about + 1, COMPLAINT, -numbers["talk.complaint"])
        news = (np.full(len(who), world.now), who, orders, about)
        self.open = joined([self.open, news])  # type: ignore[assignment]

    def _praise(self, blocks: list[tuple[Integers, ...]]) -> None:
        if not blocks:
            return
        who, orders = joined(blocks)
        luck = self.world.streams.some("praises in public", order_day(orders), who)
        said = (luck < self.world.numbers["talk.praises"]).nonzero()[0]
        nothing = np.zeros(len(said), dtype=np.int64)
        self._say(who[said], orders[said], nothing, PRAISE, self.world.numbers["talk.praise"])

    def _say(self, who: Integers, orders: Integers, about: Integers, what: int, size: float) -> None:
        world = self.world
        speaker, friend = world.ties.listeners(who)
        friends = np.bincount(speaker, minlength=len(who))
        world.log.record_block(
            "said_in_public", len(who), day=world.now, customer=who, order=orders, about=about, friends=friends
        )
        self._hear(friend, who[speaker], what, np.full(len(friend), size))

    def _hear(self, friend: Integers, speaker: Integers, what: int, size: Floats) -> None:
        world = self.world
        world.log.record_block(
            "heard", len(friend), day=world.now, customer=friend, speaker=speaker, what=what, size=size
        )
        self.hearsay.word.add(friend, size, world.now)
        if len(friend) and what != COMPLAINT:  # bad news brings nobody whom a plan of visits had left out
            world.people.stirred += 1

    def look(self) -> int:
        """Find the complaints that people still read."""
        fresh = self.open[0] > self.world.now - self.world.numbers["talk.stale_days"]
        self.open = tuple(column[fresh] for column in self.open)  # type: ignore[assignment]
        return len(self.open[0])

    def answer(self) -> Generator[simpy.Event, object, None]:
        """Answer what the look has found, in public; the speaker's friends read it too."""
        count = len(self.open[0])
        if not count:
            return
        world, numbers = self.world, self.world.numbers
        asked, who, orders, about = self.open  # what is said while the clerk works waits for the next look
        hours = count * numbers["social.answer_minutes"] / 60.0 / world.scale
        yield from world.staff.work("comments", hours, ROUTINE)
        self.open = tuple(column[count:] for column in self.open)  # type: ignore[assignment]
        waited = world.now - asked
        world.log.record_block(
            "comment_answered", count, day=world.now, customer=who, order=orders, about=about + 1, waited_days=waited
        )
        share = numbers["talk.answer_share"] * numbers["talk.answer_per_day"] ** waited
        size = share * numbers["talk.complaint"] * self.hearsay.word.kept(waited)
        speaker, friend = world.ties.listeners(who)
        self._hear(friend, who[speaker], ANSWER, size[speaker])
