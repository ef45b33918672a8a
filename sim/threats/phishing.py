"""False messages reach staff mailboxes; whoever types a password into one lets a stranger in (`intruder`).

Attempts are drawn first and are the same under every policy; then the gates are asked in order: mail filter, a
colleague's report, the click, the password, two-step sign-in.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.parameters import Parameters
from sim.policy import Policy
from sim.processes.routine import every
from sim.threats import intruder
from sim.world.world import World

GATES = ("mail filter", "warned", "click", "password", "two-step")


def start(world: World) -> None:
    """Begin the attempts, the log reviews and the daily cost of two-step sign-in."""
    numbers, security = world.numbers, world.policy.security
    world.start(attempts(world))
    intruder.start(world)
    if security.training_every_days:
        training = numbers["training.minutes"] * numbers["phish.accounts"] / 60.0
        world.start(every(world, "training", security.training_every_days, training, lambda: _train(world)))
    if security.two_step_sign_in != "off":
        hours = numbers["two_step.minutes_per_day"] * numbers["phish.accounts"] / 60.0
        world.start(every(world, "two-step sign-in", 1.0, hours, _nothing))


def _nothing() -> int:
    return 0


def _train(world: World) -> int:
    world.trained_at = world.now
    return 0


def remembered(world: World) -> float:
    """Share of the last training that staff still have in mind: exp(-age / memory)."""
    return math.exp((world.trained_at - world.now) / world.numbers["training.memory_days"])


def passes(policy: Policy, numbers: Parameters, memory: float = 0.0) -> tuple[float, ...]:
    """Chance to get past each gate, in the order of `GATES`; `memory` is what is left of the last training, 0 to 1.

    In field trials training makes staff report, and hardly click less; those who sell it say otherwise.
    """
    security = policy.security
    stopped = {"off": 0.0, "standard": numbers["phish.filter_standard"], "strict": numbers["phish.filter_strict"]}
    blocked = {
        "off": 0.0,
        "text message": numbers["phish.block_text_message"],
        "app prompt": numbers["phish.block_app_prompt"],
        "security key": numbers["phish.block_security_key"],
    }
    warned = numbers["phish.warned"] if security.report_button else 0.0
    trained = max(warned, numbers["training.reports_button" if security.report_button else "training.reports"])
    less = numbers["training.vendor_clicks_less" if numbers["training.vendor_curve"] else "training.clicks_less"]
    return (
        1 - stopped[security.mail_filter],
        1 - (warned + memory * (trained - warned)),
        numbers["phish.click"] * (1 - memory * less),
        numbers["phish.types_password"],
        1 - blocked[security.two_step_sign_in],
    )


def attempts(world: World) -> Generator[simpy.Event, object, None]:
    """Each day, each mailbox: perhaps one false message."""
    numbers, streams = world.numbers, world.streams
    accounts = np.arange(int(numbers["phish.accounts"]))
    chances, trains = passes(world.policy, numbers), world.policy.security.training_every_days > 0
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
        if trains:
            chances = passes(world.policy, world.numbers, remembered(world))
        stop = next((gate for gate, luck in enumerate(row) if luck >= chances[gate]), None)
        world.log.record(
            "phishing_attempt",
            day=world.now,
            account=account,
            chance=math.prod(chances),
            stopped_by=0 if stop is None else stop + 1,
        )
        if stop is None:
            intruder.take(world, account)
