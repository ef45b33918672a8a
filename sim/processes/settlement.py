"""From the payment company to the bank: each day's takings, less the fee, arrive days later, and sometimes short.

Only matching records shows that a payout was short, and only for some weeks will the payment company make it good. The
same matching shows payments that were taken twice.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.codes import WAYS_TO_PAY
from sim.processes import money_back
from sim.processes.ways_to_pay import CARD
from sim.streams import Floats, Integers
from sim.world.money_book import ShortPayout
from sim.world.world import World

MATCHING = "matching records"
LAST_MINUTE = 1 - 1 / 1440  # of the day, as a share of it


class Settlement:
    """The payment company's side: which payouts will be short is drawn beforehand.

    Nobody in the shop acts on takings, so they are added up at the end of the run, all days at once; only a payout that
    is short is worked out on its day, because it may be found.
    """

    def __init__(self, world: World) -> None:
        days = np.arange(world.scenario.days)
        luck: Floats = world.streams.some("payout short", days, np.zeros_like(days))
        self.world = world
        self.short = (luck < world.numbers["payout.short"]).tolist()
        self.missing = np.zeros(world.scenario.days, dtype=np.int64)

    def close_day(self, day: int) -> None:
        """Let the payout of a day be short, if it is one of those."""
        world = self.world
        arrives = day + LAST_MINUTE + world.numbers["payout.days"]
        if not self.short[day] or arrives >= world.scenario.days:
            return
        _, cents, fees = self._takings(np.array([day]))
        missing = round(int(cents[0] - fees[0]) * world.numbers["payout.short_share"])
        if missing:
            self.missing[day] = missing
            world.money.short_payouts.append(ShortPayout(arrives, missing))

    def end(self) -> None:
        """Write down the takings and payouts of the run, a row a day."""
        world = self.world
        days = np.arange(world.scenario.days)
        count, cents, fees = self._takings(days)
        some = count.nonzero()[0]
        closed = days + LAST_MINUTE
        world.log.record_block(
            "takings",
            len(some),
            day=closed[some],
            payments=count[some],
            cents=cents[some],
            fee_cents=fees[some],
        )
        arrives, due = closed + world.numbers["payout.days"], cents - fees
        some = some[arrives[some] < world.scenario.days]
        paid = due - self.missing
        world.log.record_block(
            "payout", len(some), day=arrives[some], taken=days[some], due_cents=due[some], cents=paid[some]
        )

    def _takings(self, days: Integers) -> tuple[Integers, Integers, Integers]:
        """Payments of each day, what they come to, and the fees; second charges are among them."""
        numbers, ways = self.world.numbers, len(WAYS_TO_PAY)
        parts = [
            (row, way, cents) for row, day in enumerate(days.tolist()) for way, cents in self.world.money.taken(day)
        ]
        if not parts:
            none = np.zeros(len(days), dtype=np.int64)
            return none, none, none
        cents = np.concatenate([part[2] for part in parts])
        lengths = [len(part[2]) for part in parts]
        if all(isinstance(part[1], int) for part in parts):
            way = np.repeat([part[1] for part in parts], lengths)
        else:
            way = np.concatenate(
                [np.broadcast_to(part[1], length) for part, length in zip(parts, lengths, strict=True)]
            )
        cell = np.repeat([part[0] for part in parts], lengths) * ways + way
        size = len(days) * ways
        count = np.bincount(cell, minlength=size).reshape(-1, ways)
        total = np.bincount(cell, weights=cents, minlength=size).reshape(-1, ways)
        rate = np.where(np.arange(ways) == CARD, numbers["payment.card_rate"], numbers["payment.other_rate"])
        fee = total @ rate + count[:, CARD] * numbers["payment.card_fixed_cents"]
        return count.sum(axis=1), total.sum(axis=1).astype(np.int64), np.rint(fee).astype(np.int64)


def start(world: World) -> None:
    """Look at money, too, when records are matched."""
    world.when_matched.append(partial(match, world))


def match(world: World) -> int:
    """Hold orders, payments and payouts against each other; returns how many differences were found."""
    book, numbers = world.money, world.numbers
    found = sum(money_back.second_charge_found(world, claim, MATCHING) for claim in list(book.second_charges.values()))
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
