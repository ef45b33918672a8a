"""Between the wish to pay and the order: payments that fail, those that go through at the second try, and the order.

The chance of an order of the base law is that of a shop as most are: the payments that fail under the usual ways to
pay are in it. With u the luck of buying, p the chance of an order at the prices shown and s0 the usual chance that a
payment goes through, a visitor tries to pay when u < p / s0, and the payment of those with p <= u < p / s0 fails. Why
is drawn by its own luck in the usual proportions. A policy under which a reason is rarer lets as many of these pay; one
under which it is more frequent stops as many of those who would have paid. With the levers at their defaults the orders
are those of the base law, one by one (decision 21).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.policy.payment import Payment
from sim.processes.blocks import joined
from sim.processes.second_charges import charge_twice
from sim.processes.settlement import Settlement
from sim.processes.visits import Visits
from sim.processes.ways_to_pay import CARD, DECLINED, FPS, NOT_IN_TIME, RISKS, outcomes, ways_of
from sim.processes.wishes import Payments
from sim.streams import Floats, Integers
from sim.world.history import order_number
from sim.world.world import World

USUAL = Payment()
HURT = 8  # added to the reason of a failed payment that the customer does not forgive
GOES_THROUGH = 16  # in place of a reason: under the policy the payment does not fail
LUCK_OF_A_PAYMENT = "payment"


class Till:
    """The till under the policy.

    Attributes:
        kind: class of each customer, by the ways they would pay.
        usual: what becomes of payments in the usual shop.
        ours: the same under the policy.
        settlement: what the payment company does with the takings.
    """

    def __init__(self, world: World) -> None:
        numbers, levers = world.numbers, world.policy.payment
        self.world, self.levers = world, levers
        self.kind = ways_of(world)
        self.usual, self.ours = outcomes(USUAL, numbers), outcomes(levers, numbers)
        self.only_cards = levers.methods == "cards"
        self.risky = numbers["payment.risky_hkd"]
        self._places, self._fates = self._fate()
        self._excess = np.maximum(self.ours.fails - self.usual.fails, 0) / self.usual.succeeds[:, None]
        self.dares = numbers["return.gain"] * (1 - 0.5 ** (levers.return_days / numbers["return.half_days"]))
        self.factor = self.ours.succeeds / self.usual.succeeds * (1 + self.dares)
        self.settlement = Settlement(world)
        self._failed: list[tuple[Floats, Integers, Floats, Integers]] = []  # moment, customer, dollars, fate
        self._paid: list[tuple[Any, ...]] = []  # moment, customer, order, cents, way
        self.is_usual = bool((self.factor == 1.0).all())
        self.hangs = 0.0 if levers.one_charge_only else numbers["payment.hangs"] * numbers["payment.presses_again"]
        self._first_band = numbers["payment.hangs"] * numbers["payment.presses_again"]
        self._second_band = self._first_band + numbers["chargeback.friendly"]
        self._second = self.ours.second / self.ours.succeeds
        self._most = self._second_band + float(self._second.max())

    def row(self, who: Integers, dollars: Floats) -> Integers:
        """Row of the tables of outcomes for each customer and basket."""
        found: Integers = self.kind[who] * RISKS + (dollars >= self.risky)
        return found

    def pull(self, who: Integers, dollars: Floats) -> float | Floats:
        """Factor on the chance of an order against the usual shop."""
        return 1.0 if self.is_usual else self.factor[self.row(who, dollars)]

    def payments(
        self, who: Integers, day: int | Integers, convert: Floats, dollars: Floats, why: Floats | None
    ) -> Payments:
        """How the payments of planned visits would go in the usual shop, and what the policy would make of a failure.

        Whoever fails to pay is stopped by no obstacle before that, so the luck of what stops a basket serves both.
        """
        row = self.row(who, dollars)
        odds, usual = np.exp(convert), self.usual.succeeds[row]
        if why is None:
            why = self.world.streams.some("why a basket is left", day, who)
        dares = usual / (1 + self.dares) if self.dares else None
        return Payments(
            convert + _times(odds, usual), None if dares is None else convert + _times(odds, dares), row + why
        )

    def _fate(self) -> tuple[Floats, Integers]:
        """What becomes of a payment that fails in the usual shop, by row + luck: ends of the intervals, and codes.

        Of each reason the policy lets a share go through; of those declined who stay, a share does not forgive it.
        """
        places: list[float] = []
        codes: list[int] = []
        for row, fails in enumerate(self.usual.fails):
            begin, total = 0.0, float(fails.sum()) or 1.0
            for reason, chance in enumerate(fails.tolist()):
                stays = min(float(self.ours.fails[row, reason]) / chance, 1.0) if chance else 0.0
                hurt = self.world.numbers["payment.gone_for_good"] if reason == DECLINED else 0.0
                for code, upto in ((reason + HURT, stays * hurt), (reason, stays), (GOES_THROUGH, 1.0)):
                    places.append(row + (begin + upto * chance) / total)
                    codes.append(code)
                begin += chance
            places[-1] = row + 1.0
        return np.array(places), np.array([*codes, GOES_THROUGH])

    def meet(
        self,
        visits: Visits,
        payments: Payments,
        keen: Floats,
        edge: Floats,
        wants: NDArray[np.bool_],
        is_up: NDArray[np.bool_] | None,
    ) -> Integers:
        """Settle whose payment fails; `wants` is altered in place, and gains orders that will lapse (`visits.lapses`).

        Args:
            visits: of one day.
            payments: theirs.
            keen: logit of their chance at the usual price.
            edge: logit that the page adds.
            wants: who would pay in the usual shop.
            is_up: whose visit found the shop open; None if all did.

        Returns:
            Those whose payment fails.
        """
        tries = payments.tries - keen < edge
        if is_up is not None:
            tries &= is_up
        failed = (tries > wants).nonzero()[0]
        if payments.dares is not None:
            dares = payments.dares - keen < edge
            wants |= (dares if is_up is None else dares & is_up) & ~tries
        if not len(failed) and self.is_usual:
            return failed
        fate: Integers = self._fates[self._places.searchsorted(payments.fate[failed], side="right")]
        if not self.is_usual:
            goes = fate == GOES_THROUGH
            wants[failed[goes]] = True
            failed, fate = failed[~goes], fate[~goes]
            if self._excess.any():
                more, why = self._more_failures(visits, wants)
                failed, fate = np.concatenate((failed, more)), np.concatenate((fate, why))
                lapse = failed[fate == NOT_IN_TIME]
                if len(lapse):
                    wants[lapse] = True
                    visits.lapses = np.zeros(len(visits.who), dtype=bool)
                    visits.lapses[lapse] = True
                    failed, fate = failed[fate != NOT_IN_TIME], fate[fate != NOT_IN_TIME]
        self._record(visits, failed, fate)
        return failed

    def _more_failures(self, visits: Visits, wants: NDArray[np.bool_]) -> tuple[Integers, Integers]:
        """Those who would pay in the usual shop and do not under this policy."""
        paying = wants.nonzero()[0]
        luck = self.world.streams.some("a payment fails", visits.day, visits.who[paying])
        ends = self._excess[self.row(visits.who[paying], visits.dollars[paying])].cumsum(axis=1)
        hit = (luck < ends[:, -1]).nonzero()[0]
        wants[paying[hit]] = False
        reason = (luck[hit, None] >= ends[hit, :-1]).sum(axis=1)
        hurt = self.world.streams.some("declined for good", visits.day, visits.who[paying[hit]])
        unforgiven = (reason == DECLINED) & (hurt < self.world.numbers["payment.gone_for_good"])
        return paying[hit], reason + HURT * unforgiven

    def _record(self, visits: Visits, failed: Integers, fate: Integers) -> None:
        """Keep failed payments for the log; some of those declined who do not try again do not forgive it."""
        who = visits.who[failed]
        self._failed.append((visits.moment[failed], who, visits.dollars[failed], fate))
        if fate.max(initial=0) >= HURT:
            hurt = who[fate >= HURT]
            self.world.due["declined", 0].append((hurt, order_number(visits.day, hurt)))

    def end(self) -> None:
        """Write down what nobody has acted upon: the payments of the run, takings and payouts."""
        log = self.world.log
        if self._failed:
            moment, who, dollars, fate = joined(self._failed)
            log.record_block(
                "payment_failed",
                len(who),
                day=moment,
                customer=who,
                way=CARD if self.only_cards else self.ours.way[self.kind[who] * RISKS],
                reason=fate % HURT,
                value_cents=dollars * 100,
            )
        if self._paid:
            moment, who, order, cents = joined([part[:4] for part in self._paid])
            way = CARD if self.only_cards else np.concatenate([part[4] for part in self._paid])
            log.record_block("paid", len(who), day=moment, customer=who, order=order, way=way, cents=cents)
        self.settlement.end()

    def take(
        self, day: int, who: Integers, order: Integers, moment: Floats, dollars: Floats, cents: Floats, luck: Floats
    ) -> int | Integers:
        """Take the payments of a day's orders; returns the way of each, one number if all are paid by card."""
        world = self.world
        way: int | Integers = CARD
        paid_at: Floats = moment
        if not self.only_cards:
            way = self.ours.way[self.kind[who] * RISKS]
            paid_at = self._paid_at(day, who, way, moment)
        for place in (luck < self._most).nonzero()[0].tolist():
            self._rare(day, int(who[place]), int(order[place]), float(paid_at[place]), place, way, dollars, cents, luck)
        self._paid.append((paid_at, who, order, cents, way))
        world.money.note(day, who, cents, way)
        return way

    def _rare(
        self,
        day: int,
        customer: int,
        order: int,
        moment: float,
        place: int,
        way: int | Integers,
        dollars: Floats,
        cents: Floats,
        luck: Floats,
    ) -> None:
        """What befalls few payments: taken twice, denied later, or declined at first; `way` may be altered in place."""
        mine, value = (way if isinstance(way, int) else int(way[place])), float(luck[place])
        row = int(self.kind[customer]) * RISKS + int(dollars[place] >= self.risky)
        if value < self._first_band:
            if value < self.hangs and mine != FPS:
                charge_twice(self.world, day, moment, customer, order, int(cents[place]), mine)
        elif value < self._second_band:
            if mine == CARD:
                self.world.due["denies the order", 0].append((customer, order, bool(self.ours.challenged[row])))
        elif value < self._second_band + self._second[row]:
            other = int(self.ours.other[row])
            if not isinstance(way, int):
                way[place] = other
            self.world.log.record("payment_retried", day=moment, customer=customer, order=order, way=other)

    def _paid_at(self, day: int, who: Integers, way: Integers, moment: Floats) -> Floats:
        """When each is paid: at once, but for some by FPS; those who pay later do so within the time allowed."""
        numbers = self.world.numbers
        by_fps = (way == FPS).nonzero()[0]
        in_time = -np.expm1(-self.levers.hold_hours / numbers["payment.later_hours"])
        later = numbers["payment.pays_later"] * in_time
        later /= 1 - numbers["payment.pays_later"] + later
        luck = self.world.streams.some("pays later", day, who[by_fps])
        waits = by_fps[luck < later]
        hours = -np.log1p(-luck[luck < later] / max(later, 1e-12) * in_time) * numbers["payment.later_hours"]
        when = moment.copy()
        when[waits] += hours / 24.0
        return np.minimum(when, np.nextafter(float(self.world.scenario.days), 0.0))


def _times(odds: Floats, factor: Floats) -> Floats:
    """What the logit of a chance changes by when the chance is multiplied: ln f - ln(1 + o (1 - f)), o its odds."""
    change: Floats = np.log(factor / (1 + odds * (1 - factor)))
    return change
