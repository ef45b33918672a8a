"""The membership scheme: who joins, what members do differently, points and tiers.

A customer is offered the scheme with each order and always answers alike: customer i joins when u_i < logistic(j), with

    j = logit(share that joins) + s (m - p_i) / m - loss x (fields - 2) + offer (ln(1 + w / 10) + ln(1 + r)) (1 + d d_i)

p_i the chance of leaving of the base law and m its mean, w the worth of the points for joining in HK$, r the per cent
given back, d_i how deal-prone the customer is. Those who would stay anyway join more readily: that members stay longer
is in part who they are. What the scheme adds is a factor on the chance of leaving and one on visits, to the power
min(r / usual, 1): a scheme that gives nothing back does nothing.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import CONSENTS, COSTS, FORMS
from sim.policy import Policy
from sim.processes.day_end import ask_consent
from sim.processes.day_orders import DayOrders
from sim.processes.points import BY_JOINING, BY_ORDER, BY_STAFF, POINTS_OF_STAFF, REWARD_CENTS, Points
from sim.streams import Floats, Integers
from sim.world.people import ACTIVE, logistic
from sim.world.world import World

FIELDS = dict(zip(FORMS, (2, 5, 9, 14), strict=True))  # as the lever's words say
NEEDED_FIELDS = 2
TIER_DAYS, GOLD_RATIO = 90, 3  # as the lever's words say
CENTS = 100
MONTH = 30.0


def is_open(world: World) -> bool:
    """Does the shop run a scheme?"""
    return world.has("members") and world.policy.members.open


def start(world: World) -> None:
    """Pay for the scheme."""
    if is_open(world):
        world.start(_bills(world))


def _bills(world: World) -> Generator[simpy.Event, object, None]:
    cents = round(world.numbers["member.fee_cents_month"])
    while True:
        world.log.record("cost", day=world.now, what=COSTS.index("membership scheme"), cents=cents)
        yield world.env.timeout(MONTH)


def per_cent_back(policy: Policy) -> float:
    """What an ordinary member gets back in points, per cent of what they pay."""
    levers = policy.members
    return float(levers.points_per_hkd * REWARD_CENTS / levers.points_for_10_hkd)


class Membership:
    """Members, their points and tiers, at the end of each day."""

    def __init__(self, world: World) -> None:
        numbers, levers, people = world.numbers, world.policy.members, world.people
        self.world, self.levers = world, levers
        self.points = Points(world)
        back = per_cent_back(world.policy)
        strength = min(back / numbers["member.usual_reward"], 1.0)
        self.leave, self.visits = numbers["member.leave"] ** strength, numbers["member.visits"] ** strength
        welcome_hkd = levers.welcome_points * REWARD_CENTS / levers.points_for_10_hkd / CENTS
        share, lost = numbers["member.joins"], numbers["member.field_loss"]
        self.offer = numbers["member.offer_pull"] * (math.log1p(welcome_hkd / 10.0) + math.log1p(back))
        self.base = math.log(share / (1 - share)) - lost * (FIELDS[levers.form] - NEEDED_FIELDS)
        self.mean_leave = numbers["base.a"] / (numbers["base.a"] + numbers["base.b"])
        self.rates = np.array([1.0, numbers["member.silver_rate"], numbers["member.gold_rate"]])
        self.tier = np.zeros(people.count, dtype=np.int8)
        self.spent = np.zeros(people.count, dtype=np.int64)  # cents in the last TIER_DAYS, as a member

    def close_day(self, day: int, today: DayOrders | None) -> None:
        """What the day's orders and the passing of time bring to members."""
        self.points.expire(day)
        for who, order, rewards in self.world.due.pop(POINTS_OF_STAFF, []):
            granted = np.array([rewards * self.levers.points_for_10_hkd])
            self.points.earn(day, np.array([who]), np.array([order]), granted, BY_STAFF)
        if today is not None:
            paid = today.paid_cents - today.given_cents
            known = self.world.people.member[today.who].nonzero()[0]
            self._reward(day, today.who[known], today.order[known], paid[known])
            self._offer(day, today)
        elif self.levers.silver_from_hkd:
            self._move_tiers(day, np.empty(0, dtype=np.int64))

    def _reward(self, day: int, who: Integers, orders: Integers, paid: Floats) -> None:
        rate = self.levers.points_per_hkd * self.rates[self.tier[who]]
        self.points.earn(day, who, orders, np.floor(paid / CENTS * rate).astype(np.int64), BY_ORDER)
        if self.levers.silver_from_hkd:
            cents = paid.astype(np.int64)
            self.spent[who] += cents
            self.world.due["tier", day + TIER_DAYS].append((who, cents))
            self._move_tiers(day, who)

    def _move_tiers(self, day: int, who: Integers) -> None:
        """Old spending falls out of the count; whoever crosses a mark changes tier."""
        for earlier, cents in self.world.due.pop(("tier", day), []):
            self.spent[earlier] -= cents
            who = np.union1d(who, earlier)
        silver = self.levers.silver_from_hkd * CENTS
        tier = (self.spent[who] >= silver).astype(np.int8) + (self.spent[who] >= GOLD_RATIO * silver)
        moved = (tier != self.tier[who]).nonzero()[0]
        self.tier[who] = tier
        self.world.log.record_block(
            "tier_changed", len(moved), day=self.world.now, customer=who[moved], tier=tier[moved]
        )

    def join_chance(self, who: Integers) -> Floats:
        """Chance that these customers join when they are asked."""
        people, numbers = self.world.people, self.world.numbers
        loyal = 1 - logistic(people.leave_logit[who]) / self.mean_leave
        keen = 1 + numbers["member.deal_weight"] * people.deal_prone[who]
        return logistic(self.base + numbers["member.selection"] * loyal + self.offer * keen)

    def _offer(self, day: int, today: DayOrders) -> None:
        """Customers who ordered are asked to join; those who do fill in the form, and its question about marketing."""
        world, people = self.world, self.world.people
        asked = (~people.member[today.who] & (people.status[today.who] == ACTIVE)).nonzero()[0]
        luck = world.streams.some("joins the scheme", 0, today.who[asked])
        joins = asked[luck < self.join_chance(today.who[asked])]
        if not len(joins):
            return
        who, orders = today.who[joins], today.order[joins]
        people.member[who] = True
        people.loyalty[who] *= self.leave
        people.set_frequency(who, people.frequency[who] * self.visits)
        if world.has("messages"):
            answered = people.consent_recorded[who] | people.asked_to_stop[who] | people.off_list[who]
            ask_consent(world, who[~answered], world.numbers["member.consent_gain"])
        world.log.record_block(
            "member_joined",
            len(who),
            day=world.now,
            customer=who,
            form=FORMS.index(self.levers.form),
            fields=FIELDS[self.levers.form],
            how=CONSENTS.index(world.policy.outreach.consent_form),
            ticked=people.ticked[who],
        )
        self.points.earn(day, who, orders, np.full(len(who), self.levers.welcome_points), BY_JOINING)
