"""One item of a shop front: its page and, beside it, what the shop has on record; faults follow from comparing them.

Nothing here is labelled as wrong: planting changes a record, and the same comparison finds what is planted and what
went wrong by itself in the simulated shop.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from sim.assessment.findings import FaultKind, FirstStep
from sim.world.shop import catalogue

OWN_PICTURE: Final = 10**6
"""Last day of a picture that belongs to the shop."""
ENDED, EARLY, NOT_SHOWN = "ended", "early", "not shown"


@dataclass
class ItemRecord:
    """Page and records of one item; days count from take-over, money is in HK cents.

    Attributes:
        item: its number in the catalogue.
        today: the day of the inspection.
        depth: what an offer takes off, as a share.
        list_cents: by the price list.
        page_cents, till_cents: what the page shows and the till charges.
        offer_shown: does the page show an offer?
        offers: first and last day of offers on record.
        licences: last days on which its picture may be shown, one a row of the list; none if it is not on the list.
        in_stock: does the page say that it is there?
        counted, arrived, ordered: units at the last count, delivered and ordered since.
        member_percent: what members pay less on it, by the price list; 0 where they pay what everybody pays.
        is_planted: was a fault put into the record for the exercise?
    """

    item: int
    today: int
    depth: float
    list_cents: int
    page_cents: int
    till_cents: int
    offer_shown: bool
    offers: list[tuple[int, int]]
    licences: list[int]
    in_stock: bool
    counted: int
    arrived: int
    ordered: int
    member_percent: int = 0
    is_planted: bool = False
    reference: dict[FaultKind, str] = field(default_factory=dict)
    """Where the fault stands in the log of the shop, for faults that came by themselves."""

    @cached_property
    def name(self) -> str:
        """In English, as on the page."""
        return catalogue()[self.item]["name"]

    @property
    def offer_cents(self) -> int:
        """The price in an offer."""
        return round(self.list_cents * (1 - self.depth))

    @property
    def offer_runs(self) -> bool:
        """Does an offer run today?"""
        return any(first <= self.today <= last for first, last in self.offers)

    @property
    def price_today(self) -> int:
        """What the page should show and the till should charge."""
        return self.offer_cents if self.offer_runs else self.list_cents

    @property
    def member_cents(self) -> int | None:
        """What members pay by the price list; an offer is for everybody, and nothing more is taken off it."""
        return round(self.list_cents * (100 - self.member_percent) / 100) if self.member_percent else None

    @property
    def page_member_cents(self) -> int | None:
        """What the page says that members pay: what they pay less is taken off the price that the page shows."""
        if self.offer_shown or not self.member_percent:
            return None
        return round(self.page_cents * (100 - self.member_percent) / 100)

    @property
    def left(self) -> int:
        """Units that nobody has ordered; below zero, somebody will not get theirs."""
        return self.counted + self.arrived - self.ordered

    def faults(self) -> Iterator[FaultKind]:
        """What is wrong on the page, by the lists. A price that an offer makes wrong is a fault of the offer."""
        if self.offer_shown != self.offer_runs:
            yield "promotion"
        elif self.page_cents != self.price_today:
            yield "price"
        if max(self.licences, default=-1) < self.today:
            yield "picture"
        if self.in_stock and self.left <= 0:
            yield "stock"

    def first_steps(self, fault: FaultKind) -> frozenset[FirstStep]:
        """What is right to do first, by the house rule: who ordered gets the price that the page showed.

        Whoever was charged more than the page showed, or will get nothing, is told and paid back (Trade Descriptions
        Ordinance, Cap. 362). Where people paid what the page showed and that was too much, paying back is generous.
        """
        if fault == "picture":
            return frozenset({"remove"})
        if fault == "stock":
            return frozenset({"refund"} if self.left < 0 else {"correct"})
        if not self.ordered or self.till_cents < self.page_cents:
            return frozenset({"correct"})
        if self.till_cents > self.page_cents:
            return frozenset({"refund"})
        return frozenset({"honour"} if self.page_cents < self.price_today else {"correct", "refund"})

    def told(self, fault: FaultKind, start: date) -> str:
        """What the page and the lists say about this, in a sentence, whether it is wrong or right."""
        if fault == "price":
            return f"The page shows {dollars(self.page_cents)}; {self._price_told(start)}."
        if fault == "promotion":
            shown = "shows an offer" if self.offer_shown else "shows no offer"
            return f"The page {shown}; {self._offers_told(start)}."
        if fault == "picture":
            return f"{self._picture_told(start)}."
        left = (
            "nothing is left" if self.left == 0 else f"{self.left} left" if self.left > 0 else f"{-self.left} too few"
        )
        said = "in stock" if self.in_stock else "sold out"
        since = f"{self.counted} counted, {self.arrived} arrived, {self.ordered} ordered since"
        return f"The page says {said}; {since}: {left}."

    def orders_told(self) -> str:
        """Who has ordered at what, in a sentence."""
        if not self.ordered:
            return "Nobody has ordered it in these days."
        return f"{_units(self.ordered)} ordered, at {dollars(self.till_cents)} each."

    def _price_told(self, start: date) -> str:
        if self.offer_runs:
            return f"an offer runs today, so {dollars(self.price_today)} is right"
        return f"the price list says {dollars(self.list_cents)}"

    def _offers_told(self, start: date) -> str:
        if not self.offers:
            return "none is in the calendar"
        spells = " and ".join(
            f"from {day_words(start, first)} to {day_words(start, last)}" for first, last in self.offers
        )
        return f"by the calendar it runs {spells}; today is {day_words(start, self.today)}"

    def _picture_told(self, start: date) -> str:
        if not self.licences:
            return "The picture is not on the list"
        last = max(self.licences)
        if last >= OWN_PICTURE:
            return "The picture belongs to the shop"
        more = " by its newer licence" if len(self.licences) > 1 else ""
        return f"The picture may be shown until {day_words(start, last)}{more}; today is {day_words(start, self.today)}"


def dollars(cents: int) -> str:
    """An amount, as people write it."""
    return f"HK${cents / 100:,.2f}"


def day_words(start: date, day: int) -> str:
    """A day as on the lists: Sat 2 May 2026."""
    when = start + timedelta(days=day)
    return f"{when:%a} {when.day} {when:%b %Y}"


def _units(count: int) -> str:
    return "1 unit was" if count == 1 else f"{count} units were"


__all__ = ["OWN_PICTURE", "ItemRecord", "day_words", "dollars"]
