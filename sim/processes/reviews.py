"""Reviews: some customers write one the day after their parcel came; its stars stand beside the item from then on.

The stars shown are a mean that a few reviews move little: (k m + sum of stars) / (k + reviews), with m what people
expect of an item without reviews and k how many reviews that weighs. They act on orders of that item:
logit + slope (stars shown - m).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator
from typing import NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import COSTS
from sim.processes import review_checks, review_rewards
from sim.processes.blocks import joined
from sim.streams import Floats, Integers
from sim.world.history import order_day
from sim.world.world import World

WRITING_TIME = 6.0 / 24
MOST_STARS = 5
Flags = NDArray[np.bool_]


class Waiting(NamedTuple):
    """Orders that may be reviewed once their parcel is there, sorted by order number; an entry an order each.

    `item` is what the customer came for; `wrong` whether a description was out of date, `overcharged` whether they
    noticed that they were charged more than was shown.
    """

    order: Integers
    who: Integers
    item: Integers
    wrong: Flags
    overcharged: Flags
    luck: Floats

    def chosen(self, which: Integers | Flags) -> Waiting:
        """The same for some of the orders, or in another order."""
        return Waiting(
            self.order[which],
            self.who[which],
            self.item[which],
            self.wrong[which],
            self.overcharged[which],
            self.luck[which],
        )


class Written(NamedTuple):
    """Honest reviews, an entry each."""

    who: Integers
    order: Integers
    item: Integers
    stars: Integers


def start(world: World) -> None:
    """Show reviews, if the shop does."""
    if not world.policy.reviews.shown:
        return
    world.shop.review_logit = np.zeros(world.shop.items)
    world.forget_faces()
    world.review_book = Reviews(world)
    world.start(world.review_book.run())


def chances(world: World) -> tuple[float, float]:
    """Chance that a customer writes a review: one who was served well, and one who was let down."""
    numbers = world.numbers
    asked = numbers["reviews.asked"] if world.policy.reviews.ask_after_delivery else 0.0
    asked += review_rewards.more_writers(world)
    return numbers["reviews.writes"] + asked, numbers["reviews.writes_let_down"] + asked


def remember(
    world: World, day: int, who: Integers, order: Integers, row: Integers, item: Integers, wrong: Flags, over: Flags
) -> None:
    """Keep in mind which orders of a day may be reviewed; `row`, `item`, `wrong` and `over` are of their lines."""
    luck = world.streams.some("writes a review", day, who)
    may = (luck < max(chances(world))).nonzero()[0]
    if not len(may):
        return
    came_for = item[np.searchsorted(row, np.arange(len(who)))]
    content, charge = (np.bincount(row, weights=part, minlength=len(who)) > 0 for part in (wrong, over))
    noticed = world.streams.some("notice overcharge", day, who[may]) < world.numbers["notice.overcharged"]
    world.due["may be reviewed", 0].append(
        Waiting(order[may], who[may], came_for[may], content[may], charge[may] & noticed, luck[may])
    )


class Reviews:
    """What was written so far, and who may still write."""

    def __init__(self, world: World) -> None:
        self.world = world
        none, no, nothing = np.empty(0, dtype=np.int64), np.empty(0, dtype=bool), np.empty(0)
        self.waiting = Waiting(none, none, none, no, no, nothing)
        self.arrival, self.late = nothing, nothing
        self.count = np.zeros(world.shop.items)
        self.stars = np.zeros(world.shop.items)
        self.lifted: Floats | None = None  # what a place in the list adds, where somebody has bought one
        self.held: dict[int, list[Written]] = defaultdict(list)  # reviews that are held back, by the day they are shown
        self.not_looked_at: list[Written] | None = None  # since staff last went through the reviews, if they do
        if world.sellers is not None and world.policy.platform.review_check_days:
            self.not_looked_at = []

    def run(self) -> Generator[simpy.Event, object, None]:
        """Every morning, those whose parcel came the day before."""
        world = self.world
        for day in range(world.scenario.days):
            yield world.until(day + WRITING_TIME)
            self._take_up()
            came = (self.arrival < day).nonzero()[0]
            if len(came):
                self._write(self.waiting.chosen(came), self.late[came])
                self._keep(~(self.arrival < day))
            for written in self.held.pop(day, []):
                self._publish(written)

    def _take_up(self) -> None:
        """Add the orders of yesterday, and note which parcels are on the road, with their day."""
        world = self.world
        new = world.due.pop(("may be reviewed", 0), [])
        if new:
            unknown = np.full(sum(len(block.order) for block in new), np.inf)
            parts = joined([self.waiting, *new])
            self.arrival, self.late = np.append(self.arrival, unknown), np.append(self.late, unknown)
            self.waiting = Waiting(*parts)
            self._keep(np.argsort(self.waiting.order))
        sent = world.due.pop(("parcels for review", 0), [])
        if not sent:
            return
        moment, order, late = joined(sent)
        if world.policy.reviews.ask_after_delivery:
            cents = round(len(order) * world.numbers["message.cost_cents"])
            world.log.record("cost", day=world.now, what=COSTS.index("messages"), cents=cents)
        if len(self.waiting.order):
            place = np.minimum(np.searchsorted(self.waiting.order, order), len(self.waiting.order) - 1)
            found = self.waiting.order[place] == order
            self.arrival[place[found]], self.late[place[found]] = np.floor(moment[found]), late[found]

    def _keep(self, which: Integers | Flags) -> None:
        self.waiting = self.waiting.chosen(which)
        self.arrival, self.late = self.arrival[which], self.late[which]

    def _write(self, may: Waiting, late: Floats) -> None:
        world, numbers = self.world, self.world.numbers
        is_late = late > 0
        pleased, let_down = chances(world)
        writes = may.luck < np.where(is_late | may.wrong | may.overcharged, let_down, pleased)
        who, order, item = may.who[writes], may.order[writes], may.item[writes]
        luck = world.streams.some("stars of a review", order_day(order), who)
        five, four = numbers["reviews.five_stars"], numbers["reviews.four_stars"]
        five, four = review_rewards.better_stars(world, five, four)
        stars = MOST_STARS - (luck >= five).astype(np.int64) - (luck >= five + four)
        lost = numbers["reviews.lost_late"] * is_late + numbers["reviews.lost_content"] * may.wrong
        lost = lost + numbers["reviews.lost_overcharged"] * may.overcharged
        stars = np.maximum(stars - np.rint(lost[writes]).astype(np.int64), 1)
        world.log.record_block(
            "review_written", len(who), day=world.now, customer=who, order=order, item=item, stars=stars
        )
        review_rewards.pay(world, who, order, item, stars)
        written = Written(who, order, item, stars)
        shown = review_checks.passes(world, *written)
        if shown is None:
            self._publish(written)
            return
        written = Written(*(column[shown] for column in written))
        hold = world.policy.platform.review_hold_days
        if hold:
            self.held[int(world.now) + hold].append(written)
        else:
            self._publish(written)

    def _publish(self, written: Written) -> None:
        """Customers see these reviews from now on."""
        if self.not_looked_at is not None:
            self.not_looked_at.append(written)
        if len(written.who):
            with self.world.change(stock_only=True):
                self.show(written.item, written.stars)

    def since_last_look(self) -> Written | None:
        """The honest reviews shown since staff last went through them; None if there are none."""
        if not self.not_looked_at:
            return None
        blocks, self.not_looked_at = self.not_looked_at, []
        return Written(*joined(blocks))

    def show(self, item: Integers, stars: Integers) -> None:
        """Count these reviews in. Call inside `world.change()`, as the three that follow."""
        self.count += np.bincount(item, minlength=self.world.shop.items)
        self.stars += np.bincount(item, weights=stars, minlength=self.world.shop.items)
        self.world.shop.review_logit = self._logit()

    def take_down(self, item: Integers, stars: Integers) -> None:
        """Count them out again."""
        self.count -= np.bincount(item, minlength=self.world.shop.items)
        self.stars -= np.bincount(item, weights=stars, minlength=self.world.shop.items)
        self.world.shop.review_logit = self._logit()

    def lift(self, item: int, size: float) -> None:
        """An item stands higher in the list than it deserves."""
        if self.lifted is None:
            self.lifted = np.zeros(self.world.shop.items)
        self.lifted[item] += size
        self.world.shop.review_logit = self._logit()

    def no_lift(self, item: int) -> None:
        """It is back in its place."""
        if self.lifted is not None:
            self.lifted[item] = 0.0
        self.world.shop.review_logit = self._logit()

    def _logit(self) -> Floats:
        numbers = self.world.numbers
        weight, usual = numbers["reviews.prior"], numbers["reviews.usual"]
        shown = (weight * usual + self.stars) / (weight + self.count)
        logit: Floats = numbers["reviews.slope"] * review_rewards.believed(self.world) * (shown - usual)
        return logit if self.lifted is None else logit + self.lifted
