"""Bringing a friend: a content customer gives a link, the friend comes and perhaps orders; rewards are paid or refused.

After an order a customer sends the link to those friends who have never ordered, with chance

    t (f + (1 - f) w (1 - exp(-reward / scale))) exp(-grievance)

w is 1, or less for a reward that is paid only later.
For some days the friend then also orders because of it, at a rate that makes a share c of friends do so, raised by a
gift. A customer whom a friend brought leaves less readily while that friend is a customer, and like any other
afterwards. A hidden few bring themselves under a second name; what they draw is lost, and nobody new comes.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.codes import COSTS
from sim.processes import feelings
from sim.processes.authorities import COMMISSIONER, aggrieve
from sim.processes.day_orders import DayOrders
from sim.processes.service_desk import complain
from sim.streams import Floats, Integers
from sim.world.history import order_number
from sim.world.people import ACTIVE, LEFT, NEVER, PROSPECT
from sim.world.world import World

NOBODY = -1
CENTS = 100
SAME_ADDRESS, AFTER_ORDER = "same address or phone", "after the first paid order"
Flags = NDArray[np.bool_]


def is_open(world: World) -> bool:
    """Does the shop reward anybody for bringing a friend?"""
    levers = world.policy.referral
    return world.has("referral") and bool(levers.reward_hkd or levers.friend_reward_hkd)


class Referral:
    """Who brought whom, and what it costs, at the end of each day."""

    def __init__(self, world: World) -> None:
        numbers, levers, people = world.numbers, world.policy.referral, world.people
        self.world, self.levers = world, levers
        self.drawn_by = {  # how much the rewards draw honest customers, and cheats: 0 to 1
            who: -math.expm1(-hkd / numbers["referral.reward_scale"])
            for who, hkd in (("referrer", levers.reward_hkd), ("cheat", levers.reward_hkd + levers.friend_reward_hkd))
        }
        if levers.check == AFTER_ORDER:
            self.drawn_by["referrer"] *= numbers["referral.later_reward"]
        gift = -math.expm1(-levers.friend_reward_hkd / numbers["referral.reward_scale"])
        orders_a_day = -math.log1p(-numbers["referral.converts"]) / numbers["referral.days"]
        self.writes = world.has("duties") and world.policy.duties.friends_addresses == "shop writes to the friend"
        if self.writes:
            orders_a_day *= 1 + numbers["referral.mail_gain"]
        self.extra = -math.expm1(-orders_a_day * (1 + numbers["referral.gift_gain"] * gift))
        self.invited_by = np.full(people.count, NOBODY, dtype=np.int64)  # of the link that a prospect has
        self.link_until = np.full(people.count, NEVER)
        self.has_come = np.zeros(people.count, dtype=bool)  # once: a name can be brought once
        self.brought = np.empty(0, dtype=np.int64)  # customers whom a friend brought who is still a customer
        self.brought_by = np.empty(0, dtype=np.int64)

    def gifts(self, day: int, who: Integers, paid_cents: Floats) -> Floats:
        """Cents off the first orders of friends with a link."""
        off = np.zeros(len(who))
        new = self._with_link(day, who)
        new = new[self.world.people.orders[who[new]] == 0]
        new = new[self._allowed(who[new])]
        off[new] = np.minimum(self.levers.friend_reward_hkd * CENTS, paid_cents[new])
        return off

    def close_day(self, day: int, visitors: Integers, today: DayOrders | None) -> None:
        """Links end, friends come and order, referrers leave, cheats try, and new friends are told."""
        self._end_links(day)
        self._come(day, visitors)
        if today is not None:
            self._first_orders(day, today.who)
        self._lose_friends()
        if today is not None:
            still = today.who[self.world.people.status[today.who] == ACTIVE]
            self._second_names(day, still)
            self._tell(day, still)

    def _with_link(self, day: int, who: Integers) -> Integers:
        return (self.link_until[who] > day).nonzero()[0]

    def _allowed(self, friends: Integers) -> Flags:
        """Whom the check lets pass: all, but for people who share an address where that is looked at."""
        if self.levers.check != SAME_ADDRESS:
            return np.ones(len(friends), dtype=bool)
        luck = self.world.streams.some("shares an address", 0, friends, self.invited_by[friends])
        return luck >= self.world.numbers["referral.same_household"]

    def _tell(self, day: int, who: Integers) -> None:
        """Customers of the day tell their friends; whoever is told by two on one day has the link of one of them."""
        world, people, numbers = self.world, self.world.people, self.world.numbers
        unpaid = numbers["referral.tells_unpaid"]
        share = numbers["referral.tells"] * (unpaid + (1 - unpaid) * self.drawn_by["referrer"])
        who = np.sort(who)
        tells = world.streams.some("tells friends", day, who) < share * np.exp(-people.grievance[who])
        who = who[tells]
        position, friend = world.ties.listeners(who)
        free = (people.status[friend] == PROSPECT) & (self.link_until[friend] <= day) & ~self.has_come[friend]
        friend, first = np.unique(friend[free], return_index=True)
        if not len(friend):
            return
        referrer = who[position[free][first]]
        last = day + int(numbers["referral.days"])
        self.invited_by[friend], self.link_until[friend] = referrer, last + 1
        people.visit_base[friend] += self.extra / people.conversion[friend]
        people.stirred += 1
        world.due["links end", last].append(friend)
        world.log.record_block("friend_invited", len(friend), day=world.now, customer=referrer, friend=friend)
        if self.writes and COMMISSIONER not in world.obeyed:
            world.log.record_block(
                "friend_written_to", len(friend), day=world.now, customer=friend, referrer=referrer, agreed=False
            )
            aggrieve(world, friend, "a mail to a friend who never agreed")

    def _end_links(self, day: int) -> None:
        """Links of so many days ago count no more: these prospects find the shop as everybody does."""
        people = self.world.people
        for friend in self.world.due.pop(("links end", day), []):
            idle = friend[people.status[friend] == PROSPECT]
            people.visit_base[idle] -= self.extra / people.conversion[idle]

    def _come(self, day: int, visitors: Integers) -> None:
        friend = visitors[self._with_link(day, visitors)]
        friend = friend[~self.has_come[friend]]
        if not len(friend):
            return
        self.has_come[friend] = True
        allowed, referrer = self._allowed(friend), self.invited_by[friend]
        self.world.log.record_block(
            "friend_came", len(friend), day=self.world.now, customer=friend, referrer=referrer, allowed=allowed
        )
        if self.levers.check != AFTER_ORDER:
            self._pay(referrer[allowed], friend[allowed])
        self._refuse(day, referrer[~allowed], friend[~allowed])

    def _first_orders(self, day: int, who: Integers) -> None:
        people = self.world.people
        friend = who[self._with_link(day, who)]
        friend = np.sort(friend[people.orders[friend] == 1])
        if not len(friend):
            return
        referrer = self.invited_by[friend]
        self.world.log.record_block(
            "friend_ordered", len(friend), day=self.world.now, customer=friend, referrer=referrer
        )
        people.loyalty[friend] *= self.world.numbers["referral.leave"]
        self.brought = np.concatenate((self.brought, friend))
        self.brought_by = np.concatenate((self.brought_by, referrer))
        self.link_until[friend] = NEVER
        if self.levers.check == AFTER_ORDER:
            self._pay(referrer, friend)

    def _lose_friends(self) -> None:
        """Whose friend is no customer any more is like any other customer from now on."""
        people = self.world.people
        gone = people.status[self.brought_by] == LEFT
        alone = self.brought[gone]
        if len(alone):
            people.loyalty[alone] /= self.world.numbers["referral.leave"]
            there = people.status[alone] == ACTIVE
            self.world.log.record_block(
                "friend_lost",
                int(there.sum()),
                day=self.world.now,
                customer=alone[there],
                referrer=self.brought_by[gone][there],
            )
            self.brought, self.brought_by = self.brought[~gone], self.brought_by[~gone]

    def _second_names(self, day: int, who: Integers) -> None:
        """Cheats among the day's customers try; the check stops those it can."""
        world, numbers = self.world, self.world.numbers
        cheats = np.sort(who[world.streams.some("would cheat", 0, who) < numbers["referral.cheats"]])
        tries, caught, orders = world.streams.several(
            ("tries a second name", "second name is seen", "orders under a second name"), day, cheats
        )
        trying = (tries < numbers["referral.cheat_tries"] * self.drawn_by["cheat"]).nonzero()[0]
        if not len(trying):
            return
        cheats, also_orders = cheats[trying], orders[trying] < numbers["referral.cheat_orders"]
        stopped = np.zeros(len(cheats), dtype=bool)
        if self.levers.check == SAME_ADDRESS:
            stopped = caught[trying] < numbers["referral.cheat_caught"]
        elif self.levers.check == AFTER_ORDER:
            stopped = ~also_orders
        world.log.record_block("second_name", len(cheats), day=world.now, customer=cheats, stopped=stopped)
        hkd = self.levers.reward_hkd + np.where(also_orders, self.levers.friend_reward_hkd, 0)
        self._record_rewards(cheats[~stopped], cheats[~stopped], hkd[~stopped], honest=False)

    def _pay(self, referrer: Integers, friend: Integers) -> None:
        self._record_rewards(referrer, friend, np.full(len(friend), self.levers.reward_hkd), honest=True)

    def _record_rewards(self, who: Integers, friend: Integers, hkd: Integers, *, honest: bool) -> None:
        some = hkd.nonzero()[0]
        if not len(some):
            return
        log, day = self.world.log, self.world.now
        log.record_block(
            "reward_paid",
            len(some),
            day=day,
            customer=who[some],
            friend=friend[some],
            honest=honest,
            cents=hkd[some] * CENTS,
        )
        what = COSTS.index("rewards for bringing a friend" if honest else "rewards drawn by cheats")
        log.record("cost", day=day, what=what, cents=int(hkd.sum()) * CENTS)

    def _refuse(self, day: int, referrer: Integers, friend: Integers) -> None:
        """Honest customers are taken for cheats: a let-down, and a question for the service desk."""
        world = self.world
        world.log.record_block("reward_refused", len(friend), day=world.now, customer=referrer, friend=friend)
        who = np.unique(referrer[world.people.status[referrer] == ACTIVE])
        orders, none = order_number(day, who), np.zeros(len(who), dtype=np.int64)
        feelings.harm(world, who, orders, "refused a reward", np.full(len(who), world.numbers["leave.refused"]))
        complain(world, day, who, orders, "refused a reward", none, None)
