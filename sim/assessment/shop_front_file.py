"""The shop front of an inspection as a file: pages as a customer sees them, and the lists that a clerk checks with.

What is wrong is nowhere in it. A file is read without trust: every field is declared, every list has an end.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from sim.assessment.item_record import OWN_PICTURE, ItemRecord, day_words
from sim.assessment.near_misses import MEMBER_PERCENT
from sim.assessment.recorded_items import CALENDAR_DAYS
from sim.pages.shop_records import LOOK_BACK_DAYS
from sim.world.shop import catalogue

MOST_ROWS: Final = 80
Item = Annotated[int, Field(ge=0, lt=len(catalogue()))]
Cents = Annotated[int, Field(ge=0, le=10**8)]
Units = Annotated[int, Field(ge=0, le=10**6)]
Text = Annotated[str, Field(max_length=120)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Page(_Strict):
    """One page as a customer sees it."""

    item: Item
    name: Text
    name_zh: Text
    category: Text
    cents: Cents
    member_cents: Cents | None
    offer: bool
    picture: Text
    stock: Literal["In stock", "Sold out"]


class PriceRow(_Strict):
    """A row of the price list."""

    item: Item
    name: Text
    cents: Cents
    member_cents: Cents | None


class OfferRow(_Strict):
    """A row of the promotion calendar."""

    item: Item
    name: Text
    cents: Cents
    first: Text
    last: Text


class LicenceRow(_Strict):
    """A row of the list of pictures."""

    picture: Text
    whose: Literal["the shop's own", "by licence"]
    until: Text


class StockRow(_Strict):
    """A row of the stock list."""

    item: Item
    name: Text
    counted: Units
    arrived: Units
    ordered: Units


class OrderRow(_Strict):
    """What was ordered in the last days, and what the till charged for each unit."""

    item: Item
    name: Text
    units: Units
    cents: Cents


class ShopFront(_Strict):
    """Everything that a trainee gets: pages and lists of one morning."""

    shop: Text
    today: Text
    days: int = Field(ge=1, le=60, description="for how many days orders and deliveries are listed")
    pages: list[Page] = Field(min_length=1, max_length=MOST_ROWS)
    prices: list[PriceRow] = Field(max_length=MOST_ROWS)
    offers: list[OfferRow] = Field(max_length=MOST_ROWS)
    licences: list[LicenceRow] = Field(max_length=2 * MOST_ROWS)
    stock: list[StockRow] = Field(max_length=MOST_ROWS)
    orders: list[OrderRow] = Field(max_length=MOST_ROWS)


HOUSE_RULES: Final = (
    "An offer runs from the morning of its first day to the end of its last day, at the price in the calendar.",
    f"Members pay {MEMBER_PERCENT} % less where the price list says so; beside an offer there is no member price.",
    "A price that an offer makes wrong is a fault of the offer.",
    "A picture may be shown until the end of its last day; a picture that is not on the list may not be shown at all.",
    "What is left is what was counted, plus what has arrived, less what is ordered; if that is nought or below, the "
    "page must say Sold out.",
    "Whoever ordered gets the price that the page showed.",
    "Whoever was charged more than the page showed, or will get nothing, is told and paid back.",
)
"""What a clerk of this shop knows; the faults and the right first steps follow from it."""


def front_of(records: Sequence[ItemRecord], shop: str, start: datetime.date) -> ShopFront:
    """The file from the records of its items.

    Args:
        records: the items, in the order in which they are shown.
        shop: what the shop is called.
        start: the day from which the records count.
    """
    dated = {day: day_words(start, day) for one in records for spell in one.offers for day in spell}
    return ShopFront(
        shop=shop,
        today=day_words(start, records[0].today),
        days=LOOK_BACK_DAYS,
        pages=[_page(one) for one in records],
        prices=[
            PriceRow(item=one.item, name=one.name, cents=one.list_cents, member_cents=one.member_cents)
            for one in records
        ],
        offers=[
            OfferRow(item=one.item, name=one.name, cents=one.offer_cents, first=dated[first], last=dated[last])
            for one in records
            for first, last in sorted(one.offers)
            if last >= one.today - CALENDAR_DAYS
        ],
        licences=sorted(
            (_licence(one, last, start) for one in records for last in sorted(one.licences)),
            key=lambda row: row.picture,
        ),
        stock=[
            StockRow(item=one.item, name=one.name, counted=one.counted, arrived=one.arrived, ordered=one.ordered)
            for one in records
        ],
        orders=[
            OrderRow(item=one.item, name=one.name, units=one.ordered, cents=one.till_cents)
            for one in records
            if one.ordered
        ],
    )


def _page(one: ItemRecord) -> Page:
    row = catalogue()[one.item]
    return Page(
        item=one.item,
        name=one.name,
        name_zh=row["name_zh"],
        category=row["category"],
        cents=one.page_cents,
        member_cents=one.page_member_cents,
        offer=one.offer_shown,
        picture=row["picture"],
        stock="In stock" if one.in_stock else "Sold out",
    )


def _licence(one: ItemRecord, last: int, start: datetime.date) -> LicenceRow:
    is_own = last >= OWN_PICTURE
    return LicenceRow(
        picture=catalogue()[one.item]["picture"],
        whose="the shop's own" if is_own else "by licence",
        until="no end" if is_own else day_words(start, last),
    )


__all__ = [
    "HOUSE_RULES",
    "LicenceRow",
    "OfferRow",
    "OrderRow",
    "Page",
    "PriceRow",
    "ShopFront",
    "StockRow",
    "front_of",
]
