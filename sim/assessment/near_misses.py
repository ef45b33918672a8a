"""Records that look suspicious and are right, so that a sign without a look into the lists gives false alarms.

How many and which are choices about the assessment, not facts of the world.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from sim.assessment.item_record import ItemRecord
from sim.assessment.own_luck import OwnLuck
from sim.world.shop import catalogue

NEAR_MISSES: Final = (1, 3)
"""Of each kind of near miss."""
OFFER_DAYS: Final = 7
MEMBER_PERCENT: Final = 10
"""One of the steps of the lever `prices.member_percent`."""
MEMBER_GROUPS: Final = 2
"""Parts of the shop in which members pay less: two prices on a page are no fault."""
_PRICES: Final = frozenset({"price", "promotion"})


def add_near_misses(chosen: list[ItemRecord], luck: OwnLuck) -> None:
    """Records that look suspicious and are right; on any item that is not wrong in the same respect."""
    taken: set[tuple[str, int]] = set()
    for number, (about, change) in enumerate(_CHANGES):
        wanted = luck.between("near misses", number, NEAR_MISSES)
        drawn = {one.item: luck("near miss", one.item, number) for one in chosen}
        for one in sorted(chosen, key=lambda one, drawn=drawn: drawn[one.item]):  # type: ignore[misc]
            if wanted <= 0:
                break
            if (about, one.item) in taken or (about == "offer" and (one.offers or set(one.faults()) & _PRICES)):
                continue
            if about in set(one.faults()) or not change(one, luck("near miss: size", one.item, number)):
                continue
            taken.add((about, one.item))
            wanted -= 1


def set_member_prices(chosen: list[ItemRecord], luck: OwnLuck) -> None:
    """In some parts of the shop members pay less, by the price list and on the page."""
    part_of = {one.item: catalogue()[one.item]["category"] for one in chosen}
    parts = sorted(set(part_of.values()))
    order = sorted(range(len(parts)), key=lambda number: luck("members", number))
    for one in chosen:
        if part_of[one.item] in {parts[number] for number in order[:MEMBER_GROUPS]}:
            one.member_percent = MEMBER_PERCENT


def _offer_from(first: int) -> Callable[[ItemRecord, float], bool]:
    """An offer that begins so many days from today, and a page that is right about it."""

    def change(one: ItemRecord, _: float) -> bool:
        if one.till_cents != one.page_cents:
            return False
        one.offers = [(one.today + first, one.today + first + OFFER_DAYS - 1)]
        one.offer_shown = one.offer_runs
        one.page_cents = one.till_cents = one.price_today
        return True

    return change


def _licence(*last: int) -> Callable[[ItemRecord, float], bool]:
    """Licences that end so many days from today."""

    def change(one: ItemRecord, _: float) -> bool:
        one.licences = [one.today + days for days in last]
        return True

    return change


def _licence_for_months(one: ItemRecord, size: float) -> bool:
    one.licences = [one.today + 20 + math.floor(size * 300)]
    return True


def _few_left(one: ItemRecord, size: float) -> bool:
    if not one.in_stock or "stock" in one.faults():
        return False
    counted = 1 + math.floor(size * 2) - one.arrived + one.ordered
    if counted < 0:
        return False
    one.counted = counted
    return True


def _sold_out_and_said(one: ItemRecord, _: float) -> bool:
    if one.ordered < one.arrived or "stock" in one.faults():
        return False
    one.counted, one.in_stock = one.ordered - one.arrived, False
    return True


def _none_counted_but_come(one: ItemRecord, _: float) -> bool:
    if one.arrived <= one.ordered or not one.in_stock:
        return False
    one.counted = 0
    return True


_CHANGES: Final[tuple[tuple[str, Callable[[ItemRecord, float], bool]], ...]] = (
    ("offer", _offer_from(1 - OFFER_DAYS)),  # its last day is today
    ("offer", _offer_from(0)),  # its first day is today
    ("offer", _offer_from(-OFFER_DAYS)),  # it ended yesterday, and the page is right
    ("offer", _offer_from(1)),  # it begins tomorrow
    ("picture", _licence(0)),
    ("picture", _licence(1)),
    ("picture", _licence(-3, 362)),  # renewed
    ("picture", _licence_for_months),
    ("stock", _none_counted_but_come),
    ("stock", _few_left),
    ("stock", _sold_out_and_said),
)
"""What each is about, and how a record is changed."""


__all__ = ["MEMBER_PERCENT", "OFFER_DAYS", "add_near_misses", "set_member_prices"]
