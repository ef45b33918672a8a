"""What stands in a message, and what becomes of people who want no more of them.

A bold subject is opened more often: appeal = (1 + lift x claimed share) x (1 - strange, where nobody knows the sender).
Whoever opens the mail and finds less is let down. Whoever wants to stop needs a line that says how, in a language they
read, at a price they will pay, and a link or mailbox that still works when they get to it; else the request is lost.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import COSTS, LANGUAGES, MAILS, SENDERS, STATEMENTS
from sim.codes_of_duties import NOT_STOPPED
from sim.policy.wording import Wording as Levers
from sim.processes import feelings
from sim.processes.authorities import COMMUNICATIONS, aggrieve
from sim.streams import Floats, Integers
from sim.world.history import order_number
from sim.world.world import World

USUAL = Levers()
LAW_DAYS = 30
"""For how long the ordinance wants links and mailboxes to work; nobody in this world gets to a mail later."""
TEXTS = tuple(MAILS.index(mail) for mail in ("text message", "coupon by text"))
WHAT_THE_NOTICE_MENDS = (
    "sender",
    "statement",
    "languages",
    "unsubscribe_fee_hkd",
    "link_days",
    "mailbox_days",
    "subject_percent",
)
LUCK = ("has been told", "finds how to stop", "pays to stop", "replies or clicks", "gets to the mail after")


def start(world: World) -> None:
    """Let messages be worded."""
    world.wording = Wording(world)
    world.when_obeyed.append(world.wording.mend)


class Wording:
    """The words of this shop's messages."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.levers = world.policy.wording
        self.short = 0.0  # by how much the latest subject promised more than there was, as a share

    def mend(self, authority: int) -> None:
        """The shop obeys a notice about its messages."""
        if authority == COMMUNICATIONS:
            lawful = {name: getattr(USUAL, name) for name in WHAT_THE_NOTICE_MENDS}
            self.levers = self.levers.model_copy(update=lawful)

    def announce(self, campaign: int, mail: int, coupon_percent: int) -> None:
        """Write down what stands in the messages of a campaign, and let its link and mailbox end."""
        world, levers = self.world, self.levers
        claimed = 0 if mail in TEXTS else levers.subject_percent
        real = max(coupon_percent, _best_offer(world))
        self.short = max(claimed - real, 0) / 100.0
        world.log.record(
            "campaign_worded",
            day=world.now,
            campaign=campaign,
            sender=SENDERS.index(levers.sender),
            statement=STATEMENTS.index(levers.statement),
            languages=LANGUAGES.index(levers.languages),
            fee_cents=100 * levers.unsubscribe_fee_hkd,
            first_mail_notice=levers.first_mail_notice,
            partner_goods=levers.partner_goods and mail == 0,
            claimed_percent=claimed,
            real_percent=real,
        )
        for what, days in enumerate((levers.link_days, levers.mailbox_days)):
            if days < LAW_DAYS:
                world.start(self._ends(campaign, what, days))

    def _ends(self, campaign: int, what: int, days: int) -> Generator[simpy.Event, object, None]:
        sent = self.world.now
        yield self.world.env.timeout(float(days))
        self.world.log.record("contact_ended", day=self.world.now, campaign=campaign, sent=sent, what=what)

    def appeal(self) -> float:
        """How much oftener the mail is opened, and how much more of it is remembered, than a plain one."""
        numbers, levers = self.world.numbers, self.levers
        strange = numbers["wording.strange"] * (levers.sender == "a first name only")
        return (1 + numbers["wording.subject_lift"] * levers.subject_percent / 100) * (1 - strange)

    def let_down(self, mail: int, who: Integers, opened: NDArray[np.bool_] | bool) -> None:
        """Those who opened a mail and found less than its subject said; and what partners pay for their place in it."""
        world, numbers = self.world, self.world.numbers
        if self.levers.partner_goods and mail == 0:
            cents = -round(len(who) * numbers["wording.partner_cents"])
            world.log.record("cost", day=world.now, what=COSTS.index("received for customers' names"), cents=cents)
        if self.short and not isinstance(opened, bool):
            misled = who[opened]
            size = np.full(len(misled), numbers["leave.subject"] * self.short)
            feelings.harm(world, misled, order_number(int(world.now), misled), "subject line not true", size)
            aggrieve(world, misled, "a subject line that was not true")

    def heard(self, campaign: int, mail: int, stops: Integers, is_new: NDArray[np.bool_]) -> Integers:
        """Of those who want no more messages, the ones whose request reaches the shop."""
        levers, world = self.levers, self.world
        if not len(stops) or all(getattr(levers, name) == getattr(USUAL, name) for name in _MATTERS):
            return stops
        day = int(world.now)
        why = self._why_lost(day, mail, stops, is_new)
        lost = why >= 0
        failed, through = stops[lost], stops[~lost]
        cents = 100 * levers.unsubscribe_fee_hkd
        if cents:
            world.log.record_block(
                "unsubscribe_paid", len(through), day=world.now, customer=through, campaign=campaign, cents=cents
            )
            what = COSTS.index("received from customers for their requests")
            world.log.record("cost", day=world.now, what=what, cents=-cents * len(through))
        world.log.record_block(
            "stop_request_lost", len(failed), day=world.now, customer=failed, campaign=campaign, why=why[lost]
        )
        size = np.full(len(failed), world.numbers["leave.cannot_stop"])
        feelings.harm(world, failed, order_number(day, failed), "cannot stop the messages", size)
        aggrieve(world, failed, "no way to stop the messages")
        return through

    def _why_lost(self, day: int, mail: int, who: Integers, is_new: NDArray[np.bool_]) -> Integers:
        """A code of NOT_STOPPED for each; -1 for those who get through. The first obstacle counts."""
        levers, numbers, streams = self.levers, self.world.numbers, self.world.streams
        luck: list[Floats] = [streams.some(f"stopping: {purpose}", day, who, mail) for purpose in LUCK]
        told, finds, pays, route, later = luck
        reads = streams.some("reads English", 0, who) < numbers["wording.reads_english"]
        hidden = {"clear": 0.0, "small print": numbers["wording.small_print"], "none": numbers["wording.no_statement"]}
        late = np.minimum(-np.log1p(-later) * numbers["wording.later_days"], LAW_DAYS - 1e-6)
        by_reply = route < numbers["wording.by_reply"]
        fee = -math.expm1(-levers.unsubscribe_fee_hkd / numbers["wording.fee_scale"])
        obstacles = (
            is_new & (told < numbers["wording.untold"]) & (not levers.first_mail_notice),
            finds < hidden[levers.statement],
            ~reads & (levers.languages != USUAL.languages),
            pays < fee,
            ~by_reply & (late >= levers.link_days),
            by_reply & (late >= levers.mailbox_days),
        )
        assert len(obstacles) == len(NOT_STOPPED)
        why = np.full(len(who), -1)
        for code, stops in reversed(list(enumerate(obstacles))):
            why[stops] = code
        return why


_MATTERS = (
    "statement",
    "languages",
    "unsubscribe_fee_hkd",
    "link_days",
    "mailbox_days",
    "first_mail_notice",
)


def _best_offer(world: World) -> int:
    """The largest discount on the pages now, % off the list price, rounded up in the shop's favour."""
    shop = world.shop
    return max(0, math.ceil(100 * float((1 - shop.master_cents() / shop.list_cents).max()) - 1e-9))
