"""From the payment company to the bank: each day's takings, less the fee, arrive days later, and sometimes short.

Only matching records shows that a payout was short, and only for some weeks will the payment company make it good. The
same matching shows payments that were taken twice.
"""

from __future__ import annotations

import numpy as np

from sim.processes import money_back
from sim.processes.day_orders import DayOrders
from sim.processes.ways_to_pay import fee_cents
from sim.streams import Floats
from sim.world.money_book import ShortPayout
from sim.world.world import World

MATCHING = "matching records"
LAST_MINUTE = 1 - 1 / 1440  # of the day, as a share of it


class Settlement:
    """The payment company's side: which payouts will be short is drawn beforehand."""

    def __init__(self, world: World) -> None:
        days = np.arange(world.scenario.days)
        luck: Floats = world.streams.some("payout short", days, np.zeros_like(days))
        self.world = world
        self.short = (luck < world.numbers["payout.short"]).tolist()

    def close_day(self, day: int, today: DayOrders) -> None:
        """Close the takings of a day; second charges are among them."""
        world, numbers = self.world, self.world.numbers
        twice = world.due.pop(("second charges", 0), [])
        count, cents = len(today.who) + len(twice), int(today.total_cents.sum())
        fee = fee_cents(today.way, len(today.who), today.total_cents, numbers)
        for again, way in twice:
            cents += again
            fee += fee_cents(way, 1, np.array([again], dtype=np.float64), numbers)
        closed = day + LAST_MINUTE
        world.log.record("takings", day=closed, payments=count, cents=cents, fee_cents=fee)
        arrives = closed + numbers["payout.days"]
        if arrives >= world.scenario.days:
            return
        due = paid = cents - fee
        if self.short[day]:
            missing = round(due * numbers["payout.short_share"])
            paid -= missing
            world.money.short_payouts.append(ShortPayout(arrives, missing))
        world.log.record("payout", day=arrives, taken=float(day), due_cents=due, cents=paid)


def match(world: World) -> int:
    """Hold orders, payments and payouts against each other; returns how many differences were found."""
    book, numbers = world.money, world.numbers
    found = sum(
        money_back.second_charge_found(world, claim, MATCHING) for claim in list(book.second_charges.values())
    )
    arrived = [payout for payout in book.short_payouts if payout.arrived <= world.now]
    book.short_payouts = [payout for payout in book.short_payouts if payout.arrived > world.now]
    for payout in arrived:
        world.log.record(
            "payout_gap_found",
            day=world.now,
            arrived=payout.arrived,
            cents=payout.cents,
            in_time=world.now - payout.arrived <= numbers["payout.claim_days"],
        )
    return found + len(arrived)
