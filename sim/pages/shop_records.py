"""What the shop has on record in the morning of a day, before staff begin: pages, till, offers, pictures, shelf.

Unlike `shop_front`, which rebuilds a day from the log of a finished run, this steps a world up to the morning and looks
at the shop itself, because what lies on a shelf is no event.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.codes import FIELDS
from sim.events import EventLog
from sim.policy import Policy
from sim.run import build
from sim.scenario import Scenario
from sim.streams import Floats, Integers
from sim.world.shop import NOT_WRONG

MORNING: Final = 8.5 / 24
"""Half past eight: nobody has entered, packed or taken in anything yet; all orders up to midnight are booked."""
LOOK_BACK_DAYS: Final = 3
"""Orders and deliveries are listed for so many days, since the last count of the shelf; our choice."""


@dataclass(frozen=True)
class Spell:
    """An offer on an item: its first and last day, and the day on which it was taken off in the log (None: it runs)."""

    item: int
    first: int
    last: int


@dataclass(frozen=True)
class ShopRecords:
    """Arrays over items, money in HK cents.

    Attributes:
        day, date: which morning; `day` counts from take-over.
        list_cents, master_cents: the price list, and what should be shown and charged (an offer is in it).
        page_cents, till_cents: what the page shows and the till charges.
        on_offer, offer_shown: is there an offer by the records, and does the page show one?
        wrong: is a fault open? A row each of `FIELDS`.
        described_wrong: the goods are not what the page says.
        licence_last: last day on which the picture may be shown; huge where the shop owns it.
        offered, free: units that the page counts as there, and units on the shelf that nobody has ordered.
        arrived, ordered: units since the count, at the price that the till asks now for `ordered`.
        sold: all units ordered since the count.
        offers: offers that began in the weeks before.
        log: everything that happened so far.
    """

    day: int
    date: date
    list_cents: Integers
    master_cents: Integers
    page_cents: Integers
    till_cents: Integers
    on_offer: NDArray[np.bool_]
    offer_shown: NDArray[np.bool_]
    wrong: NDArray[np.bool_]
    described_wrong: NDArray[np.bool_]
    licence_last: Floats
    offered: Integers
    free: Integers
    arrived: Integers
    ordered: Integers
    sold: Integers
    offers: tuple[Spell, ...]
    log: EventLog


def shop_records(policy: Policy, scenario: Scenario, seed: int, day: int) -> ShopRecords:
    """Run a shop up to the morning of a day and read its records.

    Args:
        policy: how the shop is run.
        scenario: the shop; it runs to this day only.
        seed: which luck.
        day: days since take-over, at least `LOOK_BACK_DAYS`.
    """
    shorter = Scenario.model_validate({**scenario.model_dump(), "days": day + 1})
    world = build(policy, shorter, seed)
    world.env.run(until=day + MORNING)
    world.log.close()
    shop, log, since = world.shop, world.log, float(day - LOOK_BACK_DAYS)
    lines, came = log.table("order_line"), log.table("stock_delivered")
    new, late = lines["day"] >= since, came["day"] >= since
    at_todays = new & (lines["charged_cents"] == shop.till_cents[lines["item"]])

    def units_by_item(items: NDArray[np.integer], units: NDArray[np.integer]) -> Integers:
        return np.bincount(items, weights=units, minlength=shop.items).astype(np.int64)

    return ShopRecords(
        day=day,
        date=scenario.start_date + timedelta(days=day),
        list_cents=shop.list_cents.copy(),
        master_cents=shop.master_cents(),
        page_cents=shop.page_cents.copy(),
        till_cents=shop.till_cents.copy(),
        on_offer=shop.on_promotion | shop.in_flash,
        offer_shown=shop.offer_shown.copy(),
        wrong=shop.wrong_since[: len(FIELDS)] > NOT_WRONG,
        described_wrong=shop.described_wrong.copy(),
        licence_last=np.ceil(shop.licence_until) - 1,
        offered=shop.record - shop.reserved,
        free=shop.on_hand - shop.reserved,
        arrived=units_by_item(came["item"][late], came["units"][late]),
        ordered=units_by_item(lines["item"][at_todays], lines["quantity"][at_todays]),
        sold=units_by_item(lines["item"][new], lines["quantity"][new]),
        offers=_spells(log, scenario.start_date, day),
        log=log,
    )


def _spells(log: EventLog, start: date, day: int) -> tuple[Spell, ...]:
    """Offers by the changes of the master record; one that runs ends with its week."""
    changes = log.table("price_changed")
    begun: dict[int, int] = {}
    found: list[Spell] = []
    for when, item, promoted in zip(
        changes["day"].tolist(), changes["item"].tolist(), changes["promotion"].tolist(), strict=True
    ):
        if promoted:
            begun.setdefault(item, math.floor(when))
        elif item in begun:
            found.append(Spell(item, begun.pop(item), math.floor(when) - 1))
    sunday = day + 6 - (start + timedelta(days=day)).weekday()
    return (*found, *(Spell(item, first, sunday) for item, first in begun.items()))


__all__ = ["LOOK_BACK_DAYS", "MORNING", "ShopRecords", "Spell", "shop_records"]
