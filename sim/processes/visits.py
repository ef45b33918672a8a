"""Who visits on a day, and what each visitor wants: drawn before the shop or the policy is asked.

The luck of several days is worked out in one pass for everybody who may come on them: who they would be at the most, at
what moment, with what basket in mind. On the morning of its day a visit is then only kept or dropped. Such a plan ends
with the next campaign, because a message brings people that the plan left out; a large population is planned day by
day.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.codes import CODES
from sim.processes import banner, baskets
from sim.processes.sign_in import held_up
from sim.processes.wishes import Payments, Till, Website, Wishes
from sim.streams import Floats, Integers
from sim.world.fatigue import message_gain
from sim.world.history import value_of
from sim.world.people import PROSPECT, logit
from sim.world.world import World

PLANNED_AT_ONCE = 60_000  # people times days; more would only take memory
LONGEST_PLAN_DAYS = 30


Pulls = dict[str, Floats]
"""Factors on visits by what they come from, an entry a customer each."""


def _asks(world: World) -> float:
    """Chance that a visitor writes a question; whoever is held up at sign-in may write as well."""
    numbers = world.numbers
    if world.accounts is None:
        return numbers["enquiry.per_visit"]
    return numbers["enquiry.per_visit"] + held_up(world.policy, numbers) * numbers["access.held_up_writes"]


class Luck:
    """The luck of everybody's visits on the days from `first` to before `end`, one day after the other.

    Attributes:
        visit: the visit takes place when this is below its chance.
        moment: of the day.
        convert: of buying.
    """

    visit: Floats
    moment: Floats
    convert: Floats

    def __init__(self, world: World, first: int, before: Luck | None) -> None:
        count = world.people.count
        days = min(max(PLANNED_AT_ONCE // count, 1), LONGEST_PLAN_DAYS, world.scenario.days - first)
        self.first, self.end = first, first + days
        # nobody needs the luck of days gone by: of a million, fresh memory would take half as long as the numbers
        old = (before.visit, before.moment, before.convert) if before and before.end - before.first == days else None
        self.visit, self.moment, self.convert = (
            world.streams.everyone(purpose, first, count, days, out)
            for purpose, out in zip(("visit", "moment", "convert"), old or (None,) * 3, strict=True)
        )


ROUNDING = 1 + 1e-9  # a bound must not cut anybody off by rounding


class Plan:
    """Everybody who may visit on the days from `first` to before `end`, sorted by moment, and what they want.

    Attributes:
        first, end: the days planned.
        drawn: the luck it is made of.
        who: customer numbers, one entry a possible visit; the other arrays go with it.
        luck: the visit takes place when this is below its chance.
        moment: when, in days.
        dollars: value of the basket at usual prices, HK$.
        wishes: how far the visit would go, where the shop has pages of its own.
        payments: how its payment would go, where the shop has a till.
        seasons: factor of each of the days.
        pull: what moves each visit, where only one day is planned and all of them come; None otherwise.
        lift: factor from messages, where more days are planned: until the next message nothing moves it but time.
        convert: logit of the luck of buying.
        asks: who would write to the shop with a question.
        lines: how many the basket has.
        item: what the visitor comes for, the first line.
    """

    drawn: Luck

    def __init__(
        self, world: World, first: int, before: Plan | None, website: Website | None, till: Till | None
    ) -> None:
        people, streams = world.people, world.streams
        old = before.drawn if before else None
        drawn = old if old and first < old.end else Luck(world, first, old)
        send = int(min(world.next_sends.values(), default=drawn.end))  # on the day after it the plan would not hold
        self.drawn, self.first, self.end = drawn, first, min(drawn.end, max(send, first) + 1)
        self._stirred = people.stirred
        days = self.end - first
        begin, end = ((day - drawn.first) * people.count for day in (first, self.end))
        luck, at, convert = (part[begin:end] for part in (drawn.visit, drawn.moment, drawn.convert))
        self.seasons = [season_factor(world, day) for day in range(first, self.end)]
        self.pull: Pulls | None = None
        day: int | Integers = first
        if days == 1:  # the day is here: what is certain not to happen need not be worked out
            bound = self.seasons[0] * most_for_all(world, first)
            who = place = (luck < people.visit_base * bound).nonzero()[0]
            self.pull = pull = pulls(world, first, place, people.lift(place, first, world.numbers))
            comes = (luck[place] < people.visit_base[place] * factor(self.seasons[0], pull)).nonzero()[0]
            who = place = place[comes]
            self.pull = chosen_of(pull, comes)
        else:
            most = at_most(world, first)
            place = (luck < np.multiply.outer(np.array(self.seasons), most).ravel()).nonzero()[0]
            ahead, who = np.divmod(place, people.count)
            day = first + ahead
        moment = day + world.hour_of(at[place])
        order = in_order(moment)
        place, who = place[order], who[order]
        day = day if isinstance(day, int) else day[order]
        self.who, self.luck, self.moment = who, luck[place], moment[order]
        if self.pull is None:
            self.lift = people.lift(who, day, world.numbers)
        else:
            self.pull = chosen_of(self.pull, order)
        self.dollars = value_of(world, streams.some("order value", day, who), who)
        self.wishes = website(who, day, convert[place], self.dollars) if website else None
        self.convert = self.wishes.convert if self.wishes else logit(convert[place])
        obstacle = self.wishes.obstacle if self.wishes else None
        self.payments = till(who, day, self.convert, self.dollars, obstacle) if till else None
        self.asks = streams.some("question", day, who) < _asks(world)
        self.lines = baskets.line_counts(world, streams.some("basket lines", day, who))
        self.item, _ = baskets.items_wanted(world, day, who, 0, self.dollars / self.lines)
        self.begins = np.searchsorted(self.moment, np.arange(first, self.end + 1)).tolist()

    def holds(self, world: World, day: int) -> bool:
        """Does this plan still serve that day?"""
        return day < self.end and world.people.stirred == self._stirred

    def part(self, day: int) -> slice:
        """The entries of a day."""
        return slice(self.begins[day - self.first], self.begins[day - self.first + 1])


class Visits:
    """The visits of one day, sorted by moment, and what each visitor wants.

    Attributes:
        need: logit of the luck of buying, less the customer's own; offers may make up for it.
        member_depth, coupon_depth: what the visitor would get off, as shares; only where the shop makes offers.
        came_by: how the code came to the visitor, a code of CODES; likewise.
    """

    def __init__(self, world: World, day: int, plan: Plan) -> None:
        people = world.people
        self.day = day
        part, season = plan.part(day), plan.seasons[day - plan.first]
        who = plan.who[part]
        chosen: slice | Integers = part
        if plan.pull is None:
            pull = pulls(world, day, who, plan.lift[part])
            comes = (plan.luck[part] < people.visit_base[who] * factor(season, pull)).nonzero()[0]
            self.pull, self.who, chosen = chosen_of(pull, comes), who[comes], comes + part.start
        else:
            self.pull, self.who = plan.pull, who
        self.moment, self.item = plan.moment[chosen], plan.item[chosen]
        self.asks, self.lines, self.dollars = plan.asks[chosen], plan.lines[chosen], plan.dollars[chosen]
        self.slope = people.price_slope[self.who]
        self.own_logit = people.conversion_logit[self.who] + self.slope * people.reference_log[self.who]
        self.need = plan.convert[chosen] - self.own_logit
        self.wishes = Wishes(*(part[chosen] for part in plan.wishes)) if plan.wishes else None
        self.payments = None
        if plan.payments:
            tries, dares, fate = plan.payments
            self.payments = Payments(tries[chosen], None if dares is None else dares[chosen], fate[chosen])
        self.rating: Floats | None = None  # what the stars of the item add, once the shop is met
        self.lapses: NDArray[np.bool_] | None = None  # who will order and not pay in time, once the till is met
        self.season: float | Floats = season * self.pull["dip"] if "dip" in self.pull else season
        if world.shop.has_offers:
            self._offers(world)

    def _offers(self, world: World) -> None:
        """Depths of the member price and of the coupon of each visitor, and how the code came to them."""
        people, prices, coupons = world.people, world.policy.prices, world.policy.coupons
        self.member_depth = np.where(people.member[self.who], prices.member_percent / 100, 0.0)
        self.coupon_depth = np.zeros(len(self.who))
        self.came_by = np.zeros(len(self.who), dtype=np.int64)
        if not coupons.depth_percent:
            return
        holds = people.coupon_until[self.who] > self.day
        enough = (self.dollars >= coupons.floor_hkd) & (people.deal_prone[self.who] > 0)
        self.came_by[holds & enough] = CODES.index("sent")
        self.coupon_depth[holds & enough] = people.coupon_depth[self.who[holds & enough]]
        if banner.shows(world, banner.COUPON) and world.code.works_on(self.day):
            here = enough & ~holds & banner.follow(world, self.day, self.who)
            self.came_by[here], self.coupon_depth[here] = CODES.index("on the front page"), world.code.depth
            holds = holds | here
        if coupons.code == "public word" and world.code.works_on(self.day):
            asks = (enough & ~holds).nonzero()[0]
            known = -np.expm1(-world.numbers["coupon.leak_per_day"] * (self.day - world.code.day))
            found = asks[world.streams.some("comes across the code", world.code.day, self.who[asks]) < known]
            self.came_by[found], self.coupon_depth[found] = CODES.index("leaked"), world.code.depth


def pulls(world: World, day: int, who: Integers, lift: Floats) -> Pulls:
    """What moves these customers to visit that day: messages, by `lift`; where there are any, posts, talk, coupons.

    What stands (`People.frequency`) is no part of it: it is in the usual chance of a visit.
    """
    people, numbers = world.people, world.numbers
    found = {"message": lift}
    if world.hearsay is not None:
        found["post"] = world.hearsay.pull_of_posts(who, day)
        found["word"] = world.hearsay.pull_of_word(who, day)
    has_coupons = world.policy.coupons.depth_percent > 0
    if has_coupons:
        holds = people.coupon_until[who] > day
        pulled = np.minimum(people.coupon_depth[who], numbers["price.depth_cap"]) * people.deal_prone[who]
        found["coupon"] = 1 + numbers["coupon.visit_pull"] * np.where(holds, pulled, 0)
    if has_coupons or world.policy.flash.per_quarter:
        found["dip"] = np.where(people.dip_until[who] > day, people.dip_factor[who], 1.0)
    return found


def chosen_of(pull: Pulls, which: Integers) -> Pulls:
    """The same for some of the customers."""
    return {name: part[which] for name, part in pull.items()}


def factor(season: float, pull: Pulls) -> Floats:
    """Product of all that moves visits."""
    product: float | Floats = season
    for part in pull.values():
        product = product * part
    return np.asarray(product)


def at_most(world: World, first: int) -> Floats:
    """An upper bound of everybody's chance to visit on any day of a plan from `first` on, season left out.

    Until the next campaign a message only fades. Prospects may turn into customers on the way.
    """
    people, numbers = world.people, world.numbers
    new = np.maximum(people.visit_base, people.visit_chance * people.frequency)
    most: Floats = np.where(people.status == PROSPECT, new, people.visit_base) * (_heard(world, first) * ROUNDING)
    mailed = np.flatnonzero(people.memory > 0)
    if len(mailed):
        age = first - people.memory_day[mailed]
        remembered = people.memory[mailed] * np.exp(-age / numbers["message.memory_days"])
        most[mailed] *= 1 + message_gain(remembered, np.zeros(1), numbers)
    if world.policy.coupons.depth_percent:
        holders = np.flatnonzero(people.coupon_until > first)
        pulled = np.minimum(people.coupon_depth[holders], _deepest(world)) * people.deal_prone[holders]
        most[holders] *= 1 + numbers["coupon.visit_pull"] * pulled
    return most


def most_for_all(world: World, day: int) -> float:
    """An upper bound of what moves any visit of a day; of many people it is found faster than everybody's own."""
    coupon = 1 + world.numbers["coupon.visit_pull"] * _deepest(world)
    return most_lift(world, day) * coupon * _heard(world, day) * ROUNDING


def _deepest(world: World) -> float:
    """The largest share off that a coupon of the policy may move a customer with."""
    return min(world.policy.coupons.depth_percent / 100, world.numbers["price.depth_cap"])


def _heard(world: World, day: int) -> float:
    """An upper bound of what people hear of the shop, as a factor on visits."""
    return 1.0 if world.hearsay is None else world.hearsay.most(day)


def most_lift(world: World, day: int) -> float:
    """An upper bound of the lift of messages, for all customers."""
    people, numbers = world.people, world.numbers
    faded = people.most_remembered * np.exp(-(day - people.most_day) / numbers["message.memory_days"])
    return float(1 + message_gain(np.asarray(faded), np.zeros(()), numbers))


def in_order(moment: Floats) -> Integers:
    """Positions by moment, equal moments by position; the quick sort serves unless two moments are equal."""
    order = np.argsort(moment)
    ordered = moment[order]
    if np.any(ordered[1:] == ordered[:-1]):
        return np.argsort(moment, kind="stable")
    return order


def season_factor(world: World, day: int) -> float:
    """Factor on visits of a weekday (mean 1 over a week) and of planned peaks."""
    if not world.has("season"):
        return 1.0
    ratio = world.numbers["season.weekend"]
    weekend = world.calendar.weekday(day) >= 5
    usual = 7.0 / (5.0 + 2.0 * ratio) * (ratio if weekend else 1.0)
    return usual * world.planned_factor("sales peak", day)
