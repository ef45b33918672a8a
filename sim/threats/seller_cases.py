"""The desk that deals with sellers: what goes on unknown, who notices it, and what the house answers.

How long an abuse goes on is never drawn. It follows from the rounds of staff, the limit on cancelled orders, complaints
and tips; then a clerk looks into the case and the house answers. A warning is ignored by some, and then it goes on.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
import simpy

from sim.codes import FINDERS
from sim.codes_of_the_platform import SELLER_ANSWERS
from sim.processes.routine import every
from sim.streams import Integers
from sim.threats.abuse import BAIT, DEAL, WASH, luck, sellers_of
from sim.world.sellers import NOBODY
from sim.world.staff import REPAIR
from sim.world.world import World

ANSWERS = dict(zip(("warn", "suspend", "suspend and report"), range(len(SELLER_ANSWERS)), strict=True))
WARNED = 0
SEES = {WASH: "wash.check_sees", DEAL: "deal.check_sees", BAIT: "bait.check_sees"}
"""What a round over the sellers may see, and with what chance; reviews have a round of their own."""
MONTH = 30.0


@dataclass
class Case:
    """Something that goes on.

    Attributes:
        threat: position in ABUSES.
        seller: whose doing it is.
        also: another seller who takes part; `NOBODY` if none does.
        item: where it began.
        began: when.
        ends: puts right what can be put right.
        is_known: does the house look into it?
        is_over: has it ended?
    """

    threat: int
    seller: int
    also: int
    item: int
    began: float
    ends: Callable[[], None]
    is_known: bool = False
    is_over: bool = False

    @property
    def sellers(self) -> tuple[int, ...]:
        """Who takes part."""
        return (self.seller,) if self.also == NOBODY else (self.seller, self.also)


class Desk:
    """What goes on, and the routines that may notice it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.open: list[Case] = []
        self.cancelled: dict[int, list[float]] = defaultdict(list)  # moments of cancelled lines of each seller
        days, numbers = world.policy.platform.seller_check_days, world.numbers
        if days:
            hours = numbers["sellers.check_hours"] * sellers_of(world).count
            world.start(every(world, "looking at sellers", days, hours, self.look))
        if world.policy.platform.cancel_limit:
            world.when_cancelled.append(self.count_cancelled)

    def begin(
        self, threat: int, seller: int, item: int, ends: Callable[[], None], *, also: int = NOBODY, tip: str = ""
    ) -> Case:
        """Something goes on from now; `tip` names the mean days until somebody outside tells the shop."""
        world = self.world
        case = Case(threat, seller, also, item, world.now, ends)
        self.open.append(case)
        world.log.record("abuse_began", day=world.now, threat=threat, seller=seller, item=item)
        if tip:
            world.start(self.told(case, world.numbers[tip], "outside"))
        return case

    def told(self, case: Case, mean_days: float, finder: str) -> Generator[simpy.Event, object, None]:
        """Somebody tells the shop after an exponential time; and again as long after, if it still goes on."""
        number = 0
        while not case.is_over:
            u = self.world.streams.one(f"told of an abuse: {finder}", int(case.began), self._key(case), number)
            yield self.world.env.timeout(-math.log1p(-u) * mean_days)
            self.find(case, finder)
            number += 1

    @staticmethod
    def _key(case: Case) -> int:
        return 10 * (case.seller + 1) + case.threat

    def look(self) -> int:
        """A clerk goes through prices and cancelled orders; returns how many sellers look as if they broke the rules.

        Luck is that of the day, the seller and what is looked for. Honest sellers are suspected with a small chance.
        """
        world, sellers, day = self.world, sellers_of(self.world), math.floor(self.world.now)
        at_work = {seller for case in self.open for seller in case.sellers}
        found = 0
        for case in [case for case in self.open if case.threat in SEES and not case.is_known]:
            if world.streams.one("a look at sellers sees", day, self._key(case)) < world.numbers[SEES[case.threat]]:
                self.find(case, "check")
                found += 1
        errs = world.streams.some("a look at sellers errs", day, np.arange(sellers.count))
        for seller in np.flatnonzero(errs < world.numbers["sellers.check_errs"]).tolist():
            if seller not in at_work and not sellers.is_off(seller, world.now):
                world.start(self.answer_wrongly(seller, DEAL))
                found += 1
        return found

    def count_cancelled(self, _: Integers, __: Integers, items: Integers) -> None:
        """The program counts cancelled lines of each seller; beyond the limit it stops the seller."""
        world, sellers = self.world, sellers_of(self.world)
        limit = world.policy.platform.cancel_limit
        for seller in sellers.of_item[items].tolist():
            if seller == NOBODY or sellers.is_off(seller, world.now):
                continue
            recent = [day for day in self.cancelled[seller] if day > world.now - MONTH]
            self.cancelled[seller] = [*recent, world.now]
            if len(self.cancelled[seller]) < limit:
                continue
            self.cancelled[seller] = []
            mine = [case for case in self.open if case.threat == BAIT and case.seller == seller]
            if mine:
                self.find(mine[0], "program")
            else:
                world.start(self.answer_wrongly(seller, BAIT))

    def find(self, case: Case, finder: str) -> None:
        """Somebody notices; a clerk will look into it. What is known or over is not found again."""
        if case.is_known or case.is_over:
            return
        case.is_known = True
        self.world.log.record(
            "abuse_found",
            day=self.world.now,
            threat=case.threat,
            seller=case.seller,
            began=case.began,
            finder=FINDERS.index(finder),
        )
        self.world.start(self.look_into(case))

    def look_into(self, case: Case) -> Generator[simpy.Event, object, None]:
        """Staff work, then the answer; a warning that is ignored leaves everything as it was."""
        world = self.world
        yield from self._work()
        if case.is_over:
            return
        ignores = luck(world, case.threat, "the warning is ignored", int(world.now), case.seller)
        warned = ANSWERS[world.policy.platform.answer] == WARNED
        stops = not warned or ignores >= world.numbers["sellers.warning_ignored"]
        for seller in case.sellers:
            self._answer(seller, case.threat, right=True, stops=stops)
        if stops:
            self.end(case)
        else:
            case.is_known = False

    def answer_wrongly(self, seller: int, threat: int) -> Generator[simpy.Event, object, None]:
        """Staff look into what an honest seller has not done, and answer all the same."""
        yield from self._work()
        if not sellers_of(self.world).is_off(seller, self.world.now):
            self._answer(seller, threat, right=False, stops=False)

    def _work(self) -> Generator[simpy.Event, object, None]:
        numbers = self.world.numbers
        report = self.world.policy.platform.answer == "suspend and report"
        hours = numbers["sellers.case_hours"] + numbers["sellers.report_hours"] * report
        yield from self.world.staff.work("sellers who broke the rules", hours, REPAIR)

    def _answer(self, seller: int, threat: int, *, right: bool, stops: bool) -> None:
        world, sellers = self.world, sellers_of(self.world)
        answer = ANSWERS[world.policy.platform.answer]
        world.log.record(
            "seller_answered",
            day=world.now,
            seller=seller,
            threat=threat,
            answer=answer,
            right=right,
            stops=stops,
        )
        if answer == WARNED or sellers.is_off(seller, world.now):
            return
        for case in [case for case in self.open if seller in case.sellers]:
            self.end(case)
        days = world.numbers["sellers.off_days" if right else "sellers.appeal_days"]
        sellers.off_until[seller] = world.now + days
        self._show_who_is_off()
        world.start(self._comes_back(seller))

    def _comes_back(self, seller: int) -> Generator[simpy.Event, object, None]:
        yield self.world.until(float(sellers_of(self.world).off_until[seller]))
        self._show_who_is_off()
        self.world.log.record("seller_back", day=self.world.now, seller=seller)

    def _show_who_is_off(self) -> None:
        world, sellers = self.world, sellers_of(self.world)
        off = np.append(sellers.off_until > world.now, False)  # the last one stands for the shop's own goods
        with world.change(stock_only=True) as shop:
            shop.off_sale = off[sellers.of_item]

    def end(self, case: Case) -> None:
        """It is over."""
        if case.is_over:
            return
        case.is_over = True
        self.open.remove(case)
        case.ends()
        self.world.log.record(
            "abuse_ended", day=self.world.now, threat=case.threat, seller=case.seller, began=case.began
        )
