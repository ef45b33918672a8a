"""Between the wish to pay and the order: payments that fail, those that go through at the second try, and the order.

The chance of an order of the base law is that of a shop as most are: the payments that fail under the usual ways to
pay are in it. With u the luck of buying, p the chance of an order at the prices shown and s0 the usual chance that a
payment goes through, a visitor wants to pay when u < p / s0; the payments of those with p <= u < p / s0 fail. Why is drawn by
its own luck in the usual proportions. A policy under which a reason is rarer lets as many of these pay; one under
which it is more frequent stops as many of those who would have paid. With the levers at their defaults the orders are
those of the base law, one by one (decision 21).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.policy.payment import Payment
from sim.processes.second_charges import charge_twice
from sim.processes.settlement import Settlement
from sim.processes.visits import Visits
from sim.processes.ways_to_pay import CARD, DECLINED, FPS, NOT_IN_TIME, RISKS, outcomes, ways_of
from sim.streams import Floats, Integers
from sim.world.history import order_number
from sim.world.world import World

USUAL = Payment()
NEAR = 1.0  # logit beyond which no payment of a visitor with a chance below .75 is ever tried
LUCK_OF_A_PAYMENT = "payment"
NOBODY = np.zeros(0, dtype=np.int64)


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
        less, more = self.usual.fails - self.ours.fails, self.ours.fails - self.usual.fails
        self._stays = 1 - np.maximum(less, 0) / np.maximum(self.usual.fails, 1e-12)  # of a usual failure under the policy
        self._ends = self.usual.fails.cumsum(axis=1)
        self._excess = np.maximum(more, 0) / self.usual.succeeds[:, None]
        self.dares = numbers["return.gain"] * (1 - 0.5 ** (levers.return_days / numbers["return.half_days"]))
        self.factor = self.ours.succeeds / self.usual.succeeds * (1 + self.dares)
        self.settlement = Settlement(world)
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

    def meet(
        self, visits: Visits, need: Floats, keen: Floats, edge: Floats, wants: NDArray[np.bool_], is_up: object
    ) -> Integers:
        """Settle whose payment fails; `wants` is altered in place, and gains orders that will lapse (`visits.lapses`).

        Args:
            visits: of one day.
            need: logit of the luck of buying, less what the visitor's own wish is.
            keen: logit of their chance at the usual price.
            edge: logit that the page adds.
            wants: who would pay in the usual shop.
            is_up: whose visit found the shop open; None if all did.

        Returns:
            Those whose payment fails.
        """
        gap = need - edge
        near = ((gap < NEAR) > wants).nonzero()[0]
        if isinstance(is_up, np.ndarray):
            near = near[is_up[near]]
        failed, reason = NOBODY, NOBODY
        if len(near):
            row = self.row(visits.who[near], visits.dollars[near])
            usual = self.usual.succeeds[row]
            more, odds = np.exp(gap[near]), np.exp(keen[near] + edge[near])
            tries = more * (usual - odds * (1 - usual)) < 1
            if self.dares:
                bound = usual / (1 + self.dares)
                wants[near[~tries & (more * (bound - odds * (1 - bound)) < 1)]] = True
            failed, reason = self._usual_failures(visits, near[tries], row[tries], wants)
        if self._excess.any():
            more_failed, more_reason = self._more_failures(visits, wants)
            failed, reason = np.concatenate((failed, more_failed)), np.concatenate((reason, more_reason))
        if len(failed):
            told = reason != NOT_IN_TIME
            self._record(visits, failed[told], reason[told])
            lapse = failed[~told]
            if len(lapse):
                wants[lapse] = True
                visits.lapses = np.zeros(len(visits.who), dtype=bool)
                visits.lapses[lapse] = True
        return failed

    def _usual_failures(
        self, visits: Visits, which: Integers, row: Integers, wants: NDArray[np.bool_]
    ) -> tuple[Integers, Integers]:
        """Why the payments of these fail in the usual shop; those whose reason the policy removes pay."""
        if not len(which):
            return NOBODY, NOBODY
        luck = self.world.streams.some("why a payment fails", visits.day, visits.who[which])
        ends = self._ends[row]
        luck = luck * ends[:, -1]
        reason = (luck[:, None] >= ends[:, :-1]).sum(axis=1)
        if self.is_usual:
            return which, reason
        each = np.arange(len(which))
        width = self.usual.fails[row, reason]
        place = 1 - (ends[each, reason] - luck) / width
        stays = place < self._stays[row, reason]
        wants[which[~stays]] = True
        return which[stays], reason[stays]

    def _more_failures(self, visits: Visits, wants: NDArray[np.bool_]) -> tuple[Integers, Integers]:
        """Those who would pay in the usual shop and do not under this policy."""
        paying = wants.nonzero()[0]
        luck = self.world.streams.some("a payment fails", visits.day, visits.who[paying])
        ends = self._excess[self.row(visits.who[paying], visits.dollars[paying])].cumsum(axis=1)
        hit = (luck < ends[:, -1]).nonzero()[0]
        wants[paying[hit]] = False
        return paying[hit], (luck[hit, None] >= ends[hit, :-1]).sum(axis=1)

    def _record(self, visits: Visits, failed: Integers, reason: Integers) -> None:
        """Write down failed payments; some of those declined who do not try again do not forgive it."""
        world, day = self.world, visits.day
        who, cents = visits.who[failed], visits.dollars[failed] * 100
        world.log.record_block(
            "payment_failed",
            len(failed),
            day=visits.moment[failed],
            customer=who,
            way=self.ours.way[self.kind[who] * RISKS],
            reason=reason,
            value_cents=cents,
        )
        hurt = who[reason == DECLINED]
        if len(hurt):
            hurt = hurt[world.streams.some("declined for good", day, hurt) < world.numbers["payment.gone_for_good"]]
            world.due["declined", 0].append((hurt, order_number(day, hurt)))

    def take(
        self, day: int, who: Integers, order: Integers, moment: Floats, dollars: Floats, cents: Floats, luck: Floats
    ) -> int | Integers:
        """Take the payments of a day's orders; returns the way of each, one number if all are paid by card."""
        world = self.world
        rare = (luck < self._most).nonzero()[0]
        row = self.row(who[rare], dollars[rare])
        tries_again = (luck[rare] >= self._second_band) & (luck[rare] < self._second_band + self._second[row])
        again = rare[tries_again]
        way: int | Integers = CARD
        paid_at: Floats = moment
        if not self.only_cards:
            way = self.ours.way[self.kind[who] * RISKS]
            way[again] = self.ours.other[row[tries_again]]
            paid_at = self._paid_at(day, who, way, moment)
        world.log.record_block(
            "payment_retried",
            len(again),
            day=paid_at[again],
            customer=who[again],
            order=order[again],
            way=way[again] if isinstance(way, np.ndarray) else way,
        )
        world.log.record_block("paid", len(who), day=paid_at, customer=who, order=order, way=way, cents=cents)
        world.money.note(day, who, cents)
        for place, each in zip(rare[~tries_again].tolist(), row[~tries_again].tolist(), strict=True):
            mine = int(way[place]) if isinstance(way, np.ndarray) else way
            if luck[place] < self.hangs and mine != FPS:
                at, mine_cents = float(paid_at[place]), int(cents[place])
                charge_twice(world, day, at, int(who[place]), int(order[place]), mine_cents, mine)
            elif self._first_band <= luck[place] < self._second_band and mine == CARD:
                world.due["denies the order", 0].append((int(who[place]), int(order[place]), self.ours.challenged[each]))
        return way

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
