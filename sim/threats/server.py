"""Critical flaws of the server's software become known; until they are closed, somebody may use them.

When a flaw becomes known, when it would be used and what for is drawn before anything is decided. A provider closes it
soon after the maker has published an update; on a server of the shop's own it waits for the round of updates, or goes
in at once where that is the rule. With a wait d until the update is there and a round every T, a flaw is used first
with chance 1 - e^(-eta d) (1 - g(eta T)).
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import CARD_PAGES, CAUSES, PATCHED_BY, SERVER_GATES
from sim.parameters import Parameters
from sim.policy import Policy
from sim.processes import repair
from sim.processes.bills import monthly
from sim.processes.routine import every
from sim.threats import checkout, ransomware, skimming
from sim.threats.break_ins import (
    AT_THE_SERVER,
    DATA,
    NOTHING,
    PRICES,
    RANSOMWARE,
    SKIMMER,
    BreakIns,
    Intruder,
    by_break_in,
)
from sim.world.shop import PRICE
from sim.world.staff import REPAIR
from sim.world.world import World

DAYS_A_YEAR = 365.0
PROVIDER, ROUND, URGENT, CLEAN_UP = range(len(PATCHED_BY))
ELSEWHERE, OWN_FORM = CARD_PAGES
PAYMENT_PAGE = SERVER_GATES.index("the payment company's page")


def start(world: World) -> None:
    """Begin the flaws, the rounds of updates, the checks of the checkout, and what taking card numbers costs."""
    policy, numbers = world.policy.protection, world.numbers
    world.log.record(
        "server_kept",
        day=0.0,
        own_server=numbers["server.own"] > 0,
        card_page=CARD_PAGES.index(policy.card_page),
        tamper_check_days=policy.tamper_check_days,
        two_step=policy.card_page == OWN_FORM and world.policy.security.two_step_sign_in != "off",
    )
    server = Server(world)
    world.start(server.flaws())
    if numbers["server.own"] or world.numbers_after["server.own"]:
        world.start(server.rounds())
    if policy.card_page == OWN_FORM:
        monthly(world, "protection against attack", numbers["card.form_cents"])


def shares(numbers: Parameters) -> tuple[float, ...]:
    """Shares of what break-ins end in, in the order of BREAK_INS."""
    harmful = tuple(numbers[f"break_in.{name}"] for name in ("skimmer", "prices", "data", "ransomware"))
    return (max(1 - sum(harmful), 0.0), *harmful)


def gets_past(policy: Policy, numbers: Parameters, outcome: int) -> float:
    """Chance to get past the gates behind the flaw: a skimmer must reach the page on which cards are typed in."""
    if outcome == SKIMMER and policy.protection.card_page == ELSEWHERE:
        return numbers["card.exposed_elsewhere"]
    return 1.0


def harmful_share(policy: Policy, numbers: Parameters) -> float:
    """Share of the flaws used that end in harm: sum over outcomes of share x chance to get past the gates."""
    of_outcome = enumerate(shares(numbers))
    return sum(share * gets_past(policy, numbers, outcome) for outcome, share in of_outcome if outcome != NOTHING)


class Server:
    """The flaws that are open, and who is in through one of them. A flaw is named by the day on which it appears."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.open: dict[int, float] = {}  # since when
        self.copied: set[int] = set()  # orders of which a card number was copied; once is enough
        self.break_ins = BreakIns(world, lambda flaw: self.patch(flaw, CLEAN_UP))
        checkout.watch(world, self.break_ins.check_checkout)

    def flaws(self) -> Generator[simpy.Event, object, None]:
        """At most one flaw a day becomes known, on days that no policy moves."""
        world, streams = self.world, self.world.streams
        days = np.arange(world.scenario.days)
        luck = streams.some("critical flaw", days, np.zeros_like(days))
        for day in np.flatnonzero(luck < -math.expm1(-world.numbers["flaw.per_year"] / DAYS_A_YEAR)).tolist():
            yield world.until(day + streams.one("critical flaw moment", day, 0))
            own = world.numbers["server.own"] > 0
            world.log.record("flaw_appeared", day=world.now, flaw=day, own_server=own)
            self.open[day] = world.now
            world.start(self.used(day))
            if not own:
                world.start(self.patch_after(day, world.numbers["flaw.provider_days"], PROVIDER))
            elif world.policy.protection.urgent_days:
                world.start(self.patch_after(day, float(world.policy.protection.urgent_days), URGENT))

    def patch_after(self, flaw: int, days: float, how: int) -> Generator[simpy.Event, object, None]:
        """So many days after the maker has published an update, it goes in."""
        world = self.world
        yield world.env.timeout(world.numbers["flaw.published_days"] + days)
        if how == URGENT and flaw in self.open:
            yield from world.staff.work("patching", world.numbers["server.urgent_hours"], REPAIR)
        self.patch(flaw, how)

    def rounds(self) -> Generator[simpy.Event, object, None]:
        """Rounds of updates, from the day on which the server is the shop's own."""
        world = self.world
        while not world.numbers["server.own"]:
            yield world.env.timeout(1.0)
        hours = world.numbers["system.patch_hours"] or world.numbers["server.round_hours"]
        yield from every(world, "patching", world.policy.protection.patch_days, hours, self.put_in_updates)

    def put_in_updates(self) -> int:
        """All updates that are published go in; returns how many flaws that closes."""
        latest = self.world.now - self.world.numbers["flaw.published_days"]
        ready = [flaw for flaw, since in self.open.items() if since <= latest]
        for flaw in ready:
            self.patch(flaw, ROUND)
        return len(ready)

    def patch(self, flaw: int, how: int) -> None:
        """Close a flaw, if it is open still."""
        since = self.open.pop(flaw, None)
        if since is None:
            return
        chance = -math.expm1(-self.world.numbers["flaw.used_per_day"] * (self.world.now - since))
        self.world.log.record("flaw_patched", day=self.world.now, flaw=flaw, appeared=since, chance=chance, how=how)

    def used(self, flaw: int) -> Generator[simpy.Event, object, None]:
        """Somebody would use the flaw after an exponential time, and knows what for."""
        world, numbers = self.world, self.world.numbers
        if not numbers["flaw.used_per_day"]:
            return
        luck, what, past = (world.streams.one(f"flaw: {name}", flaw, 0) for name in ("used", "what for", "gets past"))
        yield world.env.timeout(-math.log1p(-luck) / numbers["flaw.used_per_day"])
        if flaw not in self.open:
            return
        outcome = int(np.searchsorted(np.cumsum(shares(numbers)), what, side="right"))
        outcome = min(outcome, RANSOMWARE)
        chance = gets_past(world.policy, numbers, outcome)
        stopped = past >= chance
        world.log.record(
            "break_in",
            day=world.now,
            flaw=flaw,
            outcome=outcome,
            chance=chance,
            stopped_by=PAYMENT_PAGE if stopped else 0,
        )
        if not stopped and outcome != NOTHING:
            self.harm(self.break_ins.begin(flaw, outcome))

    def harm(self, intruder: Intruder) -> None:
        """What the intruder does."""
        world = self.world
        if intruder.outcome == SKIMMER:
            skimming.copy_cards(world, intruder, self.copied)
        elif intruder.outcome == PRICES:
            world.start(self.alter_prices(intruder))
        elif intruder.outcome == DATA:
            people = int((world.people.orders > 0).sum())
            world.log.record("data_copied", day=world.now, flaw=intruder.flaw, people=people)
        elif intruder.outcome == RANSOMWARE:
            world.start(ransomware.lock(world, self.break_ins, intruder))

    def alter_prices(self, intruder: Intruder) -> Generator[simpy.Event, object, None]:
        """Prices of dear items are cut, on page and till; when some were put right, staff ask who set them."""
        world, numbers = self.world, self.world.numbers
        with world.change() as shop:
            dear = np.arange(shop.items // 2, shop.items)
            luck = world.streams.some("break-in: chooses", intruder.flaw, dear)
            for item in dear[np.argsort(luck)[: int(numbers["phish.items_altered"])]].tolist():
                low = max(1, round(int(shop.master_cents()[item]) * (1 - numbers["phish.price_cut"])))
                repair.give_birth(world, item, PRICE, CAUSES[AT_THE_SERVER], (low, low))
        before = len(by_break_in(world))
        while not intruder.is_known:
            yield world.env.timeout(1.0)
            now = len(by_break_in(world))
            if now < before:
                self.break_ins.find(intruder, "check")
            before = now
