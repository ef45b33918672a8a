"""From visit to payment: who finds something, who fills a basket, and what stops them on the way.

A visit of customer i with luck u would end in an order when u < p, their chance at the prices that they see. In the
shop as it is, a share r of baskets is paid (customers surer than that pay all of theirs), so a basket is filled when
u < p / r and left behind when p <= u < p / r. What stops such a visitor is drawn by its own luck: they only looked, or
one of four obstacles. What the policy takes away of an obstacle lets its share of them pay, as far as the rescue goes;
an obstacle made larger stops as many who would have paid. Layout, search, phones, speed and the delivery promise act
before that: they multiply the chance of getting on from the first page, and with it everything that follows.

Passers-by open a page and go, whatever the shop does: they are counted, so that the share of sessions that end in an
order can be held against a web shop's. Whoever may ever buy is a person of the population.

With all levers at their defaults the orders are those of the base law, one by one.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import CARD_PAGES, COSTS, OBSTACLES
from sim.policy import Policy
from sim.policy.website import Website as Levers
from sim.processes import scarcity
from sim.processes.sign_in import held_up
from sim.processes.visits import Visits, season_factor
from sim.processes.wishes import Wishes
from sim.streams import Floats, Integers, poisson
from sim.world.history import value_of
from sim.world.people import logistic, logit
from sim.world.world import World

USUAL = Levers()
MONTH = 30.0
COSTS_EXTRA, ACCOUNT, TRUST, LONG = range(1, len(OBSTACLES))
LARGEST_LOSS = 0.9  # of those who would pay, to obstacles larger than usual; keeps chances above zero
SAMPLE = 10_000  # people whose baskets say how many orders pay a fee; more would not change the share
ALMOST_ONE = 1 - 1e-15
TINY = 1e-12  # a share that nothing falls into must not be divided by


class Website:
    """The pages under the policy, and what they do to each visit.

    Attributes:
        gain: factor on getting on from the first page, one entry a customer; None if it is 1 for all.
        promise: factor on it for those who believe the delivery promise.
    """

    def __init__(self, world: World) -> None:
        numbers, levers = world.numbers, world.policy.website
        self.world, self.levers = world, levers
        self.paid = np.maximum(1 - numbers["website.abandoned"], world.people.conversion)
        self.rescue = numbers["website.rescue"]
        self.gain = _gain(world)
        self.promise = _promise(world)
        waits = 0.0 if world.accounts is None else held_up(world.policy, numbers)
        self.strength = np.array(  # of the obstacles from ACCOUNT on
            [
                (levers.checkout == USUAL.checkout) * (1.0 + waits),
                numbers["website.trust_mark"] if levers.trust_mark else 1.0,
                levers.checkout_steps / USUAL.checkout_steps,
            ]
        )
        before_basket = {"layout", "search", "fits_phones", "speed"}
        others = before_basket | {"banner"}
        self.hides_fee = world.has("duties") and world.policy.duties.fee_shown == "after payment"
        self.is_usual = levers.model_dump(exclude=others) == USUAL.model_dump(exclude=others)
        self.is_usual = self.is_usual and not self.hides_fee and not waits
        self._views = float(logit(np.array(numbers["website.views"])))
        days = np.arange(world.scenario.days)
        passers_by = numbers["website.passers_by"] * float(world.people.visit_base.sum())
        self._means: Floats = passers_by * np.array([season_factor(world, day) for day in days.tolist()])
        self._passing = world.streams.some("passers-by", days, np.zeros_like(days))
        self._pass_by_on: list[int] = poisson(self._passing, self._means).tolist()  # while the shop is up all day
        self._shares = self._reasons(self._share_with_fee())
        self._ends = self._shares.cumsum(axis=1)
        self._begins = np.column_stack((np.zeros(len(self._ends)), self._ends[:, :-1]))
        self._widths = np.maximum(self._ends - self._begins, TINY)

    def _share_with_fee(self) -> float:
        world, count = self.world, min(self.world.people.count, SAMPLE)
        who = np.arange(count)
        dollars = value_of(world, world.streams.some("past: a basket", 0, who), who)
        orders = (world.people.visit_chance * world.people.conversion)[:count]
        small = orders[dollars < USUAL.free_delivery_from_hkd].sum()
        return float(small / max(orders.sum(), 1e-12))

    def _reasons(self, share_with_fee: float) -> Floats:
        """Shares of the reasons for leaving a basket; rows: a basket without a fee, one with it."""
        numbers = self.world.numbers
        told = np.array([numbers[f"website.left_{name}"] for name in ("costs", "account", "trust", "long")])
        told = told / told.sum() * (1 - numbers["website.looks_only"])
        costs, *others = told
        most = 1 - sum(others)
        table = np.array([[0.0, 0.0, *others], [0.0, min(costs / max(share_with_fee, 1e-9), most), *others]])
        table[:, 0] = 1 - table.sum(axis=1)
        return table

    def fee(self, dollars: Floats) -> Floats:
        """Delivery fee of each basket, HK$."""
        pays = dollars < self.levers.free_delivery_from_hkd
        return pays.astype(np.float64) * float(self.levers.delivery_fee_hkd)

    def wishes(self, who: Integers, day: int | Integers, luck: Floats, dollars: Floats) -> Wishes:
        """How far these visits would go: `luck` is that of buying, `dollars` what the basket is worth."""
        if self.gain is not None or self.promise != 1.0:
            luck = np.minimum(luck / self._gets_on(who), ALMOST_ONE)
        drawn = self.world.streams.some("why a basket is left", day, who)
        return Wishes(logit(luck), logit(luck * self.paid[who]), drawn)

    def checkout(
        self,
        visits: Visits,
        wishes: Wishes,
        keen: Floats,
        edge: Floats,
        wants: NDArray[np.bool_],
        is_up: NDArray[np.bool_] | None,
        failed: Integers | None = None,
    ) -> None:
        """Settle what happens between basket and payment; `wants` is altered in place.

        Args:
            visits: of one day.
            wishes: theirs.
            keen: logit of their chance at the usual price, with what a coupon or a member price adds.
            edge: logit that the page adds by its price, one entry a visit.
            wants: who would pay in the shop as it usually is.
            is_up: whose visit found the shop open; None if all did.
            failed: whose payment fails, and who is therefore stopped by nothing else.
        """
        baskets = wishes.basket - keen < edge
        opened = wishes.convert < self._views
        if is_up is not None:
            baskets &= is_up
            opened &= is_up
        unpaid = baskets > wants
        if failed is not None:
            unpaid[failed] = False
        left = unpaid.nonzero()[0]
        charged, luck = visits.dollars[left] < USUAL.free_delivery_from_hkd, wishes.obstacle[left]
        without, with_fee = (ends[:-1].searchsorted(luck, side="right") for ends in self._ends)
        reason = np.where(charged, with_fee, without)
        if not self.is_usual:
            row = charged.astype(np.int64)
            place = (luck - self._begins[row, reason]) / self._widths[row, reason]  # within its reason, from 0 to 1
            strength = self._strength(visits.dollars[left])[np.arange(len(left)), reason]
            stopped = place < 1 - self.rescue * (1 - np.minimum(strength, 1.0))
            wants[left[~stopped]] = True
            more, why = self._newly_stopped(visits, wishes, keen + edge, wants)
            wants[more] = False
            left, reason = np.concatenate((left[stopped], more)), np.concatenate((reason[stopped], why))
        log = self.world.log
        if self.world.policy.triggers.basket_reminder:
            self.world.due["basket reminder", visits.day + 1] = [visits.who[left[reason > 0]]]
        log.record_block(
            "basket_left",
            len(left),
            day=visits.moment[left],
            customer=visits.who[left],
            reason=reason,
            value_cents=visits.dollars[left] * 100,
        )
        log.record(
            "funnel",
            day=float(visits.day),
            visits=len(visits.who),
            passers_by=self._pass_by(visits.day, 1.0 if is_up is None or not len(is_up) else float(is_up.mean())),
            views=np.count_nonzero(opened | baskets),
            baskets=np.count_nonzero(baskets),
            payments=np.count_nonzero(wants),
        )

    def _pass_by(self, day: int, share_up: float) -> int:
        """How many people open a page and go: Poisson, as many as `website.passers_by` for each usual visit."""
        if share_up == 1.0:
            return self._pass_by_on[day]
        return int(poisson(self._passing[day : day + 1], self._means[day : day + 1] * share_up)[0])

    def _newly_stopped(
        self, visits: Visits, wishes: Wishes, total: Floats, wants: NDArray[np.bool_]
    ) -> tuple[Integers, Integers]:
        """Those who would pay in the usual shop, and whom a larger obstacle stops in this one."""
        paying = wants.nonzero()[0]
        dollars, paid = visits.dollars[paying], self.paid[visits.who[paying]]
        larger = self._strength(dollars) - 1.0
        larger[:, COSTS_EXTRA] += dollars >= USUAL.free_delivery_from_hkd
        excess = self._shares[1] * np.maximum(larger, 0.0)  # a fee that is new weighs as one of today
        loss = np.minimum(self.rescue * excess.sum(axis=1) * (1 - paid) / paid, LARGEST_LOSS)
        chance = logistic(total[paying])
        last = ((loss > 0) & (logistic(wishes.convert[paying]) > chance * (1 - loss))).nonzero()[0]
        stopped, shares = paying[last], excess[last] / np.maximum(excess[last].sum(axis=1, keepdims=True), 1e-12)
        drawn = self.world.streams.some("why a basket is left", visits.day, visits.who[stopped])
        return stopped, (drawn[:, None] >= shares.cumsum(axis=1)[:, :-1]).sum(axis=1)

    def _strength(self, dollars: Floats) -> Floats:
        """Size of each obstacle against the usual shop's; a row a basket, looking only first."""
        table = np.empty((len(dollars), len(OBSTACLES)))
        table[:, 0] = 1.0
        feared = self.world.numbers["website.hidden_fee_feared"] if self.hides_fee else 1.0
        table[:, COSTS_EXTRA] = feared * self.fee(dollars) / USUAL.delivery_fee_hkd
        table[:, ACCOUNT:] = self.strength
        return table

    def _gets_on(self, who: Integers) -> Floats:
        """Factor on getting on from the first page."""
        gain = np.ones(len(who)) if self.gain is None else self.gain[who]
        if self.promise == 1.0:
            return gain
        return gain * np.where(self.world.people.doubts_promise[who], 1.0, self.promise)

    def pull(self, who: Integers, dollars: Floats) -> float | Floats:
        """Factor on the chance of an order from pages and checkout, against the usual shop."""
        if self.is_usual and self.gain is None and self.promise == 1.0:
            return 1.0
        gain = self._gets_on(who)
        if self.is_usual:
            return gain
        paid, charged = self.paid[who], (dollars < USUAL.free_delivery_from_hkd).astype(np.int64)
        change = 1 - self._strength(dollars)
        change[:, COSTS_EXTRA] -= 1 - charged
        eased = (self._shares[charged] * np.maximum(change, 0.0))[:, 1:].sum(axis=1)
        harder = (self._shares[1] * np.maximum(-change, 0.0))[:, 1:].sum(axis=1)
        odds = self.rescue * (1 - paid) / paid
        return gain * (1 + odds * eased) * (1 - np.minimum(odds * harder, LARGEST_LOSS))


def _gain(world: World) -> Floats | None:
    """Factor on getting on from the first page: layout, search and speed for all, fitting pages for phones."""
    numbers, levers = world.numbers, world.policy.website
    gain = scarcity.gain(world)
    if levers.layout != USUAL.layout:
        gain *= 1 + numbers["website.layout_gain"]
    if levers.search != USUAL.search:
        gain *= 1 + numbers["website.search_gain"]
    if levers.speed != USUAL.speed:
        change = min(2 * numbers["website.speed_gain"], numbers["website.speed_cap"])  # 0.2 seconds either way
        gain *= 1 + (change if levers.speed == "fast" else -change)
    if world.policy.protection.card_page != CARD_PAGES[0]:
        gain *= 1 + numbers["card.form_gain"]
    if levers.fits_phones:
        phone = world.streams.everyone("comes by phone", 0, world.people.count) < numbers["website.phones"]
        return np.where(phone, gain * (1 + numbers["website.phone_gain"]), gain)
    return None if gain == 1.0 else np.full(world.people.count, gain)


def _promise(world: World) -> float:
    """The same from the delivery promise, against the one that customers are used to."""
    if not world.has("fulfilment"):
        return 1.0
    sooner = world.numbers["parcel.promise_days"] - world.policy.delivery.promise_days
    return float((1 + world.numbers["delivery.gain_per_day"]) ** sooner)


def costs(policy: Policy, numbers: dict[str, float]) -> tuple[int, int]:
    """HK cents paid once, and each month, for pages that differ from the usual ones."""
    levers = policy.website
    rebuilt = sum(getattr(levers, name) != getattr(USUAL, name) for name in ("layout", "fits_phones", "checkout"))
    once = rebuilt * numbers["website.rebuild_cents"]
    once += abs(levers.checkout_steps - USUAL.checkout_steps) * numbers["website.page_cents"]
    server = {"slow": -0.5, "usual": 0.0, "fast": 1.0}[levers.speed]  # assumption: a slow server saves half as much
    monthly = server * numbers["website.server_cents_month"]
    monthly += (levers.search != USUAL.search) * numbers["website.search_cents_month"]
    monthly += (levers.banner != USUAL.banner) * numbers["website.banner_cents_month"]
    monthly += levers.trust_mark * numbers["website.mark_cents_month"]
    return round(once), round(monthly)


def start(world: World) -> None:
    """Pay for the pages."""
    once, monthly = costs(world.policy, world.numbers)
    if once or monthly:
        world.start(_bills(world, once, monthly))


def _bills(world: World, once: int, monthly: int) -> Generator[simpy.Event, object, None]:
    if once:
        world.log.record("cost", day=world.now, what=COSTS.index("website"), cents=once)
    while monthly:
        world.log.record("cost", day=world.now, what=COSTS.index("website"), cents=monthly)
        yield world.env.timeout(MONTH)
