"""False messages reach staff mailboxes; an account that is taken over alters prices until somebody finds out.

Attempts are drawn first and are the same under every policy; then the gates are asked in order: mail filter, a
colleague's report, the click, the password, two-step sign-in.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import COSTS, FINDERS
from sim.parameters import Parameters
from sim.policy import Policy
from sim.processes import repair
from sim.processes.routine import every
from sim.world.shop import PRICE
from sim.world.staff import REPAIR, ROUTINE
from sim.world.world import World

GATES = ("mail filter", "warned", "click", "password", "two-step")


def start(world: World) -> None:
    """Begin the attempts, the log reviews and the daily cost of two-step sign-in."""
    numbers, security = world.numbers, world.policy.security
    world.start(attempts(world))
    intruders = Intruders(world)
    world.start(intruders.watch())
    world.start(every(world, "log review", security.log_review_days, numbers["phish.review_hours"], intruders.review))
    if security.two_step_sign_in != "off":
        hours = numbers["two_step.minutes_per_day"] * numbers["phish.accounts"] / 60.0
        world.start(every(world, "two-step sign-in", 1.0, hours, _nothing))


def _nothing() -> int:
    return 0


def passes(policy: Policy, numbers: Parameters) -> tuple[float, ...]:
    """Chance to get past each gate, in the order of `GATES`."""
    security = policy.security
    stopped = {"off": 0.0, "standard": numbers["phish.filter_standard"], "strict": numbers["phish.filter_strict"]}
    blocked = {
        "off": 0.0,
        "text message": numbers["phish.block_text_message"],
        "app prompt": numbers["phish.block_app_prompt"],
        "security key": numbers["phish.block_security_key"],
    }
    return (
        1 - stopped[security.mail_filter],
        1 - (numbers["phish.warned"] if security.report_button else 0.0),
        numbers["phish.click"],
        numbers["phish.types_password"],
        1 - blocked[security.two_step_sign_in],
    )


def attempts(world: World) -> Generator[simpy.Event, object, None]:
    """Each day, each mailbox: perhaps one false message."""
    numbers, streams = world.numbers, world.streams
    accounts = np.arange(int(numbers["phish.accounts"]))
    chances = passes(world.policy, numbers)
    usual = numbers["phish.per_mailbox_month"] / 30.0
    rates = [usual * world.planned_factor("phishing wave", day) for day in range(world.scenario.days)]
    luck = streams.days("phishing", world.scenario.days, accounts)
    days, hit = (luck < np.array([-math.expm1(-rate) for rate in rates])[:, None]).nonzero()
    moments = days + 0.375 + 0.375 * streams.some("phishing moment", days, hit)
    gates = np.tile(np.arange(len(GATES)), len(hit))
    lucks = streams.some("phishing gate", days.repeat(len(GATES)), hit.repeat(len(GATES)), gates)
    table = lucks.reshape(len(hit), len(GATES)).tolist()
    for moment, account, row in sorted(zip(moments.tolist(), hit.tolist(), table, strict=True)):
        yield world.until(moment)
        stop = next((gate for gate, luck in enumerate(row) if luck >= chances[gate]), None)
        world.log.record(
            "phishing_attempt",
            day=world.now,
            account=account,
            chance=math.prod(chances),
            stopped_by=0 if stop is None else stop + 1,
        )
        if stop is None and account not in world.taken:
            world.taken[account] = world.now
            world.ever_taken = True
            world.log.record("account_taken", day=world.now, account=account)
            world.start(alter_prices(world, account, world.now))
            world.start(outside_notice(world, account, world.now))


def alter_prices(world: World, account: int, taken: float) -> Generator[simpy.Event, object, None]:
    """Within two days the intruder cuts the prices of dear items, on page and till."""
    day, streams, numbers = int(taken), world.streams, world.numbers
    yield world.env.timeout(2 * streams.one("intruder waits", day, account))
    if world.taken.get(account) != taken:
        return
    with world.change() as shop:
        dear = np.arange(shop.items // 2, shop.items)
        luck = streams.some("intruder chooses", day, dear, account)
        for item in dear[np.argsort(luck)[: int(numbers["phish.items_altered"])]].tolist():
            low = max(1, round(int(shop.master_cents()[item]) * (1 - numbers["phish.price_cut"])))
            repair.give_birth(world, item, PRICE, "intruder", (low, low))


def outside_notice(world: World, account: int, taken: float) -> Generator[simpy.Event, object, None]:
    """Sooner or later somebody outside tells the shop."""
    luck = world.streams.one("outside notice", int(taken), account)
    yield world.env.timeout(-math.log1p(-luck) * world.numbers["phish.outside_notice_days"])
    if world.taken.get(account) == taken:
        yield from shut_out(world, account, "outside")


def shut_out(world: World, account: int, finder: str) -> Generator[simpy.Event, object, None]:
    """Close the account, then put right what the intruder altered."""
    taken = world.taken.pop(account)
    world.log.record("account_closed", day=world.now, account=account, taken=taken, finder=FINDERS.index(finder))
    world.log.record("cost", day=world.now, what=COSTS.index("incident"), cents=int(world.numbers["phish.loss_cents"]))
    for tell in world.when_data_lost:
        tell("an account was taken over", account)
    faults = [(PRICE, int(item)) for item in np.flatnonzero(by_intruder(world))]
    for field, item in faults:
        repair.find(world, item, field, "outside" if finder == "outside" else "review")
    yield from world.staff.work("clean-up", world.numbers["phish.clean_up_hours"], REPAIR)
    with world.change():
        repair.put_right(world, faults)


def by_intruder(world: World) -> np.ndarray:
    """Items whose open price fault is an intruder's work."""
    cause = world.shop.fault_cause[PRICE] == 4
    return world.shop.wrong(PRICE) & cause


class Intruders:
    """What may betray an intruder: a review of sign-ins, or prices that nobody can explain."""

    def __init__(self, world: World) -> None:
        self.world = world

    def review(self) -> int:
        """Read who signed in: every taken account is found; whoever else is in the system may be found too."""
        found = sorted(self.world.taken)
        others = sum(ask() for ask in self.world.when_reviewed)
        for account in found:
            self.world.start(shut_out(self.world, account, "review"))
        return len(found) + others

    def watch(self) -> Generator[simpy.Event, object, None]:
        """When a check or a customer has had an intruder's price put right, staff ask who set it."""
        world = self.world
        before = 0
        while True:
            yield world.env.timeout(1.0)
            now = int(by_intruder(world).sum()) if self.world.ever_taken else 0
            if world.taken and now < before:
                account = min(world.taken, key=lambda name: world.taken[name])
                yield from world.staff.work("log review", world.numbers["phish.review_hours"], ROUTINE)
                if account in world.taken:
                    yield from shut_out(world, account, "check")
            before = now
