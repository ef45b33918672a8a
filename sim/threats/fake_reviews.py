"""Bought reviews: praise for a seller's goods, or bad words about a rival's; they move the stars until they are found.

A campaign is some reviews in some days. Each meets the gates; what gets through stands until staff who go through the
reviews, a customer who reports them, or somebody outside betrays the campaign.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from typing import Any

import numpy as np
import simpy

from sim.processes import review_checks
from sim.processes.day_orders import DayOrders
from sim.processes.routine import every
from sim.threats import abuse, let_down
from sim.threats.abuse import REVIEWS, Gate, sellers_of
from sim.threats.seller_cases import Case, Desk
from sim.world.world import World

PRAISE, SMEAR = 5, 1
"""Stars of a bought review."""


def gates(world: World) -> tuple[Gate, ...]:
    """Fear, the number of an order, and the look at what is held back."""
    numbers = world.numbers
    buys = numbers["fake_review.buys"] if world.policy.platform.reviews_by == "buyers only" else 1.0
    return (
        abuse.fears(world),
        Gate("only buyers may write", buys),
        Gate(
            "the look at bursts of reviews", 1 - numbers["fake_review.burst_seen"] * review_checks.side_by_side(world)
        ),
    )


def start(world: World, desk: Desk) -> None:
    """Begin the attempts where reviews are shown, and write down what they lead one to expect."""
    if world.review_book is None:
        return
    rate, reviews = world.numbers["fake_review.per_seller_year"], Reviews(world, desk)
    each = round(world.numbers["fake_review.count"]) * abuse.chance(gates(world))
    abuse.expect(world, REVIEWS, rate, sellers_of(world).count, each)
    world.start(reviews.campaigns())
    days = world.policy.platform.review_check_days
    if days:
        hours = world.numbers["fake_review.check_hours"]
        world.start(every(world, "review of reviews", days, hours, reviews.look))


class Campaign:
    """What one seller has bought: the stars, the reviews that stand, and the case."""

    def __init__(self, seller: int, item: int, stars: int) -> None:
        self.seller = seller
        self.item = item
        self.stars = stars
        self.shown: list[float] = []
        self.case: Case | None = None
        self.buyers: Callable[[Any, DayOrders], None] | None = None  # told of each day's orders

    @property
    def is_over(self) -> bool:
        """Has the house put an end to it?"""
        return self.case is not None and self.case.is_over


class Reviews:
    """The campaigns whose reviews stand."""

    def __init__(self, world: World, desk: Desk) -> None:
        self.world, self.desk = world, desk
        self.standing: list[Campaign] = []

    def campaigns(self) -> Generator[simpy.Event, object, None]:
        """Now and then a seller buys reviews: praise for an item of theirs, or bad words about the rival's."""
        world, sellers = self.world, sellers_of(self.world)
        rate = world.numbers["fake_review.per_seller_year"]
        for moment, seller in abuse.campaigns(world, REVIEWS, rate, sellers.count):
            yield world.until(moment)
            day = int(moment)
            smears = abuse.luck(world, REVIEWS, "smears", day, seller) < world.numbers["fake_review.smears"]
            about = sellers.items(sellers.rival(seller) if smears else seller)
            if about:
                item = about[int(abuse.luck(world, REVIEWS, "which item", day, seller) * len(about))]
                world.start(self.campaign(Campaign(seller, item, SMEAR if smears else PRAISE)))

    def campaign(self, bought: Campaign) -> Generator[simpy.Event, object, None]:
        """One review after the other; what is held back is shown later."""
        world, begun = self.world, self.world.now
        count = round(world.numbers["fake_review.count"])
        gap = world.numbers["fake_review.days"] / count
        for number in range(count):
            yield world.until(begun + number * gap)
            if bought.is_over:
                return
            key = bought.seller, number
            if abuse.succeeds(world, REVIEWS, int(begun), key, bought.seller, bought.item, gates(world)):
                world.start(self.show(bought))

    def show(self, bought: Campaign) -> Generator[simpy.Event, object, None]:
        """The review is shown, once it has been held back for its time."""
        world = self.world
        yield world.env.timeout(float(world.policy.platform.review_hold_days))
        if bought.is_over:
            return
        if bought.case is None:
            bought.case = self.desk.begin(
                REVIEWS, bought.seller, bought.item, lambda: self.take_down(bought), tip="fake_review.tip_days"
            )
            days = world.numbers["fake_review.reported_days"]
            world.start(self.desk.told(bought.case, days, "customer"))
            self.standing.append(bought)
            if bought.stars == PRAISE:
                bought.buyers = let_down.buyers_of(world, [bought.item], let_down.PRAISED)
                world.when_settled.append(bought.buyers)
        bought.shown.append(world.now)
        with world.change(stock_only=True):
            world.review_book.show(np.array([bought.item]), np.array([bought.stars]))
        world.log.record(
            "fake_review",
            day=world.now,
            seller=bought.seller,
            item=bought.item,
            stars=bought.stars,
            began=bought.case.began,
        )

    def take_down(self, bought: Campaign) -> None:
        """All reviews of a campaign go."""
        world, item = self.world, bought.item
        self.standing.remove(bought)
        if bought.buyers is not None:
            world.when_settled.remove(bought.buyers)
        rows = len(bought.shown)
        with world.change(stock_only=True):
            world.review_book.take_down(np.full(rows, item), np.full(rows, bought.stars))
        world.log.record_block(
            "fake_review_removed",
            rows,
            day=world.now,
            seller=bought.seller,
            item=item,
            stars=bought.stars,
            shown=np.array(bought.shown),
        )

    def look(self) -> int:
        """A clerk reads the reviews: a campaign is seen when any of its reviews is; some honest ones go by mistake."""
        world, day = self.world, math.floor(self.world.now)
        found = 0
        for bought in list(self.standing):
            case = bought.case
            if case is None or case.is_known:
                continue
            part = np.arange(len(bought.shown))
            seen = world.streams.some("a look at reviews sees", day, np.full(len(part), bought.seller), part)
            if (seen < world.numbers["fake_review.check_sees"]).any():
                self.desk.find(case, "check")
                found += 1
        return found + review_checks.take_down_by_mistake(world)
