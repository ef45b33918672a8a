"""Ways to pay: what each customer would pay with, what the shop offers, and how often a payment fails and why.

For a customer with first way f and second way g, and a shop that offers some ways, the payment succeeds with chance

    s = w x c x (a + (1 - a) r a')

w = (1 - not offered) ^ (ways of f, g that are missed), c = 1 - challenge lost where the bank's extra step is asked,
a the approval of the way used, less those who do not pay an FPS order in time, r the chance to try again and a' the
approval of the other way. The parts that fail are `PAYMENT_FAILED` and orders that lapse. Sources: parameters
`payment.*`.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.codes import PAYMENT_FAILED, WAYS_TO_PAY
from sim.parameters import Parameters
from sim.policy.payment import Payment
from sim.streams import Floats, Integers
from sim.world.world import World

CARD, FPS, WALLET = range(len(WAYS_TO_PAY))
NOT_OFFERED, CHALLENGED, DECLINED, DECLINED_TWICE = range(len(PAYMENT_FAILED))
NOT_IN_TIME = len(PAYMENT_FAILED)  # an FPS order that is placed and lapses
CLASSES = ((CARD, WALLET), (CARD, FPS), (FPS, CARD), (FPS, WALLET), (WALLET, CARD), (WALLET, FPS))
"""First and second way of a class of customers."""
RISKS = 2  # an ordinary order and a risky one
OFFERED = {
    "cards": (CARD,),
    "cards and FPS": (CARD, FPS),
    "cards and wallets": (CARD, WALLET),
    "cards, FPS and wallets": (CARD, FPS, WALLET),
}


class Outcomes(NamedTuple):
    """What becomes of payments; a row a class of customers and risk (class x 2 + risk).

    Attributes:
        fails: chance of each of `PAYMENT_FAILED`, and of not paying in time, a column each.
        succeeds: chance that the payment goes through.
        second: chance that it goes through at the second try only.
        way: what is paid with.
        other: what the second try is made with.
        challenged: is the bank's extra step asked?
    """

    fails: Floats
    succeeds: Floats
    second: Floats
    way: Integers
    other: Integers
    challenged: Integers


def ways_of(world: World) -> Integers:
    """The class of each customer, a position in `CLASSES`."""
    numbers, count = world.numbers, world.people.count
    first = world.streams.everyone("first way to pay", 0, count)
    second = world.streams.everyone("second way to pay", 0, count)
    by_card = first < numbers["payment.card_first"]
    by_wallet = first >= 1 - numbers["payment.wallet_first"]
    usual_second = np.where(by_card, numbers["payment.second_is_wallet"], numbers["payment.second_is_card"])
    found: Integers = np.where(by_card, 0, np.where(by_wallet, 4, 2)) + (second >= usual_second)
    return found.astype(np.int8)


def outcomes(levers: Payment, numbers: Parameters) -> Outcomes:
    """What becomes of payments under a policy; see the formula above."""
    offered = OFFERED[levers.methods]
    rows = [_outcome(first, second, risk, offered, levers, numbers) for first, second in CLASSES for risk in (0, 1)]
    fails = np.array([row[0] for row in rows])
    second, way, other, challenged = (np.array([row[part] for row in rows]) for part in range(1, 5))
    return Outcomes(fails, 1 - fails.sum(axis=1), second, way, other, challenged)


def _outcome(
    first: int, second: int, risk: int, offered: tuple[int, ...], levers: Payment, numbers: Parameters
) -> tuple[list[float], float, int, int, bool]:
    wanted = [*(way for way in (first, second) if way in offered), CARD]
    way = wanted[0]
    missed = (first, second, way).index(way)
    others = [option for option in (*wanted, *offered) if option != way]
    approved = [numbers["payment.approved_card"], *[numbers["payment.approved_other"]] * 2]
    again = approved[others[0]] if others else numbers["payment.same_again"]
    challenged = way == CARD and (levers.extra_step == "always" or (levers.extra_step == "risky orders" and risk == 1))
    stays = (1 - numbers["payment.not_offered"]) ** missed
    tries = stays * (1 - numbers["payment.challenge_lost"] if challenged else 1.0)
    declined = tries * (1 - approved[way])
    late = math.exp(-levers.hold_hours / numbers["payment.later_hours"]) if way == FPS else 0.0
    retries = numbers["payment.retries"]
    fails = [
        1 - stays,
        stays - tries,
        declined * (1 - retries),
        declined * retries * (1 - again),
        (tries - declined) * numbers["payment.pays_later"] * late,
    ]
    return fails, declined * retries * again, way, others[0] if others else way, challenged
