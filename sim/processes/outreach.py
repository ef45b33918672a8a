"""Newsletters, coupons and texts go out; some people ask to be left alone, and a procedure takes them off the list."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import COSTS, CUSTOMER_GROUPS, MAILS
from sim.policy.outreach import Triggers
from sim.processes import feelings
from sim.processes.authorities import COMMUNICATIONS, aggrieve
from sim.processes.register import Register
from sim.processes.routine import every
from sim.streams import Floats
from sim.world.coupon_code import CouponCode
from sim.world.customer_groups import group_of
from sim.world.fatigue import unsubscribe_chance
from sim.world.history import order_number
from sim.world.world import World

Flags = NDArray[np.bool_]
SENDING_TIME = 10.0 / 24
MONTH, QUARTER = 30.0, 90.0
EVERYBODY = "everybody"
MINUTES_A_NAME = 2.0  # to take one name off the list; assumption
NEWSLETTER, COUPON, WELCOME, BASKET, QUIET, TEXT, COUPON_TEXT, BOUGHT = range(len(MAILS))
COUPONS, TEXTS = (COUPON, COUPON_TEXT), (TEXT, COUPON_TEXT)
E_MAILS = TEXT  # kinds of e-mail; the number of a campaign is made of it
TEXTS_FROM = 10_000_000
BOUGHT_FROM = 30_000_000


def start(world: World) -> None:
    """Begin the sends and the work on unsubscribe requests."""
    policy = world.policy
    if policy.outreach.newsletters_per_month:
        world.start(sends(world, NEWSLETTER, MONTH / policy.outreach.newsletters_per_month))
    has_coupons = policy.coupons.depth_percent > 0 and policy.coupons.per_quarter > 0
    by_text = has_coupons and policy.coupons.channel == "text message"
    register = Register(world) if policy.texts.per_month or by_text else None
    if has_coupons:
        gap = QUARTER / policy.coupons.per_quarter
        first = policy.coupons.first_day or gap / 2
        world.start(sends(world, COUPON_TEXT if by_text else COUPON, gap, register, first))
    if policy.texts.per_month:
        world.start(sends(world, TEXT, MONTH / policy.texts.per_month, register))
    if policy.triggers != Triggers():
        world.start(triggered(world))
    desk = PrivacyDesk(world)
    world.start(every(world, "unsubscribe list", policy.outreach.unsubscribe_every_days, 0.1, desk.look, desk.work_off))


def listed(world: World, mail: int) -> NDArray[np.int64]:
    """To whom the message goes under the policy."""
    people, outreach = world.people, world.policy.outreach
    chosen = (people.orders > 0) & ~people.off_list
    if outreach.audience == "recorded consent":
        chosen &= people.consent_recorded
    elif outreach.audience == "ticked box":
        chosen &= people.ticked
    if outreach.check_requests_before_sending or COMMUNICATIONS in world.obeyed:
        chosen &= ~people.asked_to_stop
    who = np.flatnonzero(chosen)
    if mail in COUPONS and world.policy.coupons.to_group != EVERYBODY:
        group = CUSTOMER_GROUPS.index(world.policy.coupons.to_group)
        who = who[group_of(world.seen(who), world.numbers) == group]
    return who


def sends(
    world: World, mail: int, gap_days: float, register: Register | None = None, first: float | None = None
) -> Generator[simpy.Event, object, None]:
    """Send at even distances, from the first day on, else from the middle of the first gap."""
    due = gap_days / 2 if first is None else first
    while True:
        world.next_sends[mail] = due
        yield world.until(np.floor(due) + SENDING_TIME)
        who = listed(world, mail)
        if mail in TEXTS and register and world.policy.texts.check_register:
            who = register.allowed(who)
        send(world, mail, who)
        due += gap_days


def triggered(world: World) -> Generator[simpy.Event, object, None]:
    """Every morning the mails that were set off the day before; a customer gets one of each kind at most."""
    for day in range(1, world.scenario.days):
        yield world.until(day + SENDING_TIME)
        for mail, due in _set_off(world, day):
            who = listed(world, mail)
            who = who[np.isin(who, due)]
            if reached(world, mail, who).any():
                send(world, mail, who)


def _set_off(world: World, day: int) -> Iterator[tuple[int, NDArray[np.int64]]]:
    people, triggers = world.people, world.policy.triggers
    if triggers.welcome:
        yield WELCOME, np.flatnonzero((people.orders == 1) & (people.last_day == day - 1))
    left = world.due.pop(("basket reminder", day), [])
    if triggers.basket_reminder and left:
        yield BASKET, left[0]
    if triggers.after_quiet_days:
        yield QUIET, np.flatnonzero((people.orders > 0) & (people.last_day == day - triggers.after_quiet_days))


def campaign_number(mail: int, day: int) -> int:
    """The number of a campaign; those of e-mails stay what they were before there were texts."""
    if mail == BOUGHT:
        return BOUGHT_FROM + day
    return TEXTS_FROM * (1 + TEXTS.index(mail)) + day if mail in TEXTS else E_MAILS * day + mail


def reached(world: World, mail: int, who: NDArray[np.int64]) -> Flags:
    """Whose mailbox works; other mails come back. Telephone numbers are those that parcels go by, and work."""
    if mail in TEXTS:
        return np.ones(len(who), dtype=bool)
    return world.streams.some("mailbox works", 0, who) < world.numbers["consent.willing"]


def send(world: World, mail: int, to: NDArray[np.int64]) -> None:
    """One campaign: messages, opens, clicks, memory, annoyance, requests to stop."""
    people, numbers, day = world.people, world.numbers, int(world.now)
    who = to[reached(world, mail, to)]
    named = world.policy.outreach.addressed_by_name
    campaign, coupons, is_coupon = campaign_number(mail, day), world.policy.coupons, mail in COUPONS
    cents = round(len(who) * numbers["text.cost_cents" if mail in TEXTS else "message.cost_cents"])
    world.log.record(
        "campaign",
        day=world.now,
        campaign=campaign,
        mail=mail,
        named=named,
        people=len(who),
        bounced=len(to) - len(who),
        cost_cents=cents,
        depth_percent=coupons.depth_percent * is_coupon,
        budget_cents=100 * coupons.budget_hkd * is_coupon,
    )
    wording = world.wording
    if wording:
        wording.announce(campaign, mail, coupons.depth_percent * is_coupon)
    if not len(who):
        return
    world.log.record("cost", day=world.now, what=COSTS.index("messages"), cents=cents)
    appeal = wording.appeal() if wording and mail not in TEXTS else 1.0
    opened, clicked = (False, False) if mail in TEXTS else _looked_at(world, mail, day, who, appeal)
    world.log.record_block(
        "message_sent",
        len(who),
        day=world.now,
        customer=who,
        campaign=campaign,
        mail=mail,
        named=named,
        opened=opened,
        clicked=clicked,
    )
    people.stirred += 1
    is_new = (people.load[who] == 0) & ((people.first_day[who] >= 0) | (people.orders[who] == 0))
    excess = _remember(world, who, numbers["text.weight"] if mail in TEXTS else appeal)
    if is_coupon:
        until, depth = day + 1 + coupons.valid_days, coupons.depth_percent / 100
        people.coupon_until[who], people.coupon_depth[who] = until, depth
        world.code = CouponCode(campaign, day, until, depth, 100 * coupons.budget_hkd)
    annoyed = excess > 0
    if annoyed.any():
        tired = who[annoyed]
        size = np.full(len(tired), numbers["message.annoyance"])
        feelings.harm(world, tired, order_number(day, tired), "too many messages", size)
    chance = unsubscribe_chance(excess, numbers)
    asks = (world.streams.some("wants no more mail", day, who, mail) < chance) & ~people.asked_to_stop[who]
    stops = who[asks]
    if wording:
        aggrieve(world, who[people.asked_to_stop[who]], "a message after asking for none")
        wording.let_down(mail, who, opened)
        stops = wording.heard(campaign, mail, stops, is_new[asks])
    people.asked_to_stop[stops] = True
    world.log.record_block("unsubscribe_requested", len(stops), day=world.now, customer=stops, campaign=campaign)


def _looked_at(world: World, mail: int, day: int, who: NDArray[np.int64], appeal: float = 1.0) -> tuple[Flags, Flags]:
    """Who opens the mail, and who of these follows its link; `appeal` is how much oftener than usual it is opened.

    The luck of the click is that of visiting the next day, so whoever clicks comes far more often than other openers.
    The visit is the mail's own effect; a click brings none beside it.
    """
    numbers = world.numbers
    opened = world.streams.some("mail opened", day, who, mail) < numbers["message.open"] * appeal
    keen = world.streams.everyone("visit", day + 1, world.people.count)[who]
    return opened, opened & (keen * numbers["message.open"] < numbers["message.click"])


def _remember(world: World, who: NDArray[np.int64], weight: float) -> Floats:
    """Add a message of the weight of so many mails to memory and monthly load; returns mails beyond patience."""
    people = world.people
    age = world.now - people.memory_day[who]
    people.memory[who] = people.memory[who] * np.exp(-age / world.numbers["message.memory_days"]) + weight
    people.load[who] = people.load[who] * np.exp(-age / MONTH) + weight
    people.memory_day[who] = world.now
    earlier = people.most_remembered * np.exp(-(world.now - people.most_day) / world.numbers["message.memory_days"])
    people.most_remembered, people.most_day = max(earlier, float(people.memory[who].max())), world.now
    excess: Floats = np.maximum(people.load[who] - people.patience[who], 0)
    return excess


class PrivacyDesk:
    """Takes people who asked to stop off the list, when its turn comes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.found: NDArray[np.int64] = np.empty(0, dtype=np.int64)

    def look(self) -> int:
        """Read the requests that are still open."""
        people = self.world.people
        self.found = np.flatnonzero(people.asked_to_stop & ~people.off_list)
        return len(self.found)

    def work_off(self) -> Generator[simpy.Event, object, None]:
        """Take the names off."""
        if len(self.found):
            who = self.found
            yield from self.world.staff.work("unsubscribe list", len(who) * MINUTES_A_NAME / 60.0 / self.world.scale, 1)
            self.world.people.off_list[who] = True
            self.world.log.record_block("unsubscribed", len(who), day=self.world.now, customer=who)
