"""Payments that the customer's bank takes back, and orders paid with stolen cards.

Some customers who got their goods deny the order; where the bank's extra step was taken, the bank answers for half of
them. Others go to the bank because a refund does not come. Each dispute costs a fee; one that denies an order can be
answered with proof of delivery, which takes staff time and is won sometimes.

Strangers order dear things with stolen cards as often as the usual orders say; which item and when is drawn before the
policy is asked. The bank's extra step stops most, and makes the bank answer for the rest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator

import numpy as np
import simpy

from sim.codes import COSTS, DISPUTED, STOLEN_CARD
from sim.streams import poisson
from sim.world.staff import ROUTINE
from sim.world.world import World

DENIES, TWICE, NOT_PAID, _ = DISPUTED
STOPPED, BANK_ANSWERS, LOST = range(len(STOLEN_CARD))
DISPUTE = "customer denies the order"
UNITS = 2  # of the thing that a stranger orders


def charge_back(world: World, customer: int, order: int, cents: int, reason: str) -> None:
    """The bank takes a payment back, and the payment company asks a fee for it."""
    world.log.record(
        "charged_back", day=world.now, customer=customer, order=order, cents=cents, reason=DISPUTED.index(reason)
    )
    _fee(world)
    if reason == DENIES and world.policy.payment.contest_chargebacks:
        world.start(_contest(world, customer, order, cents))


def _fee(world: World) -> None:
    fee = round(world.numbers["chargeback.fee_cents"])
    world.log.record("cost", day=world.now, what=COSTS.index("fees for disputed payments"), cents=fee)


def _contest(world: World, customer: int, order: int, cents: int) -> Generator[simpy.Event, object, None]:
    """Staff send proof; the bank decides weeks later."""
    numbers, day = world.numbers, math.floor(world.now)
    yield from world.staff.work("disputed payments", numbers["chargeback.proof_hours"], ROUTINE)
    yield world.env.timeout(numbers["chargeback.decided_days"])
    won = numbers["chargeback.won_signed" if world.policy.delivery.signature else "chargeback.won"]
    if world.streams.one("dispute won", day, customer) < won:
        world.money.keep_again(order, cents)
        world.log.record("dispute_won", day=world.now, customer=customer, order=order, cents=cents)


def close_day(world: World, day: int) -> None:
    """At the end of a day: who denies an order today, and who has waited too long for a refund."""
    _denied(world, day)
    _tired_of_waiting(world, day)


def plan_denials(world: World, day: int) -> None:
    """Let those who will deny an order of this day go to their bank weeks later; the bank answers for some."""
    for customer, order, challenged in world.due.pop(("denies the order", 0), []):
        when, shifted = (
            world.streams.one(purpose, day, customer) for purpose in ("when it is denied", "the bank answers")
        )
        if not (challenged and shifted < world.numbers["chargeback.shifted"]):
            ahead = world.numbers["chargeback.after_days"] * (0.5 + when)
            due = day + 1 + math.floor(ahead)
            world.money.days.add(due)
            world.due[DISPUTE, due].append((customer, order))


def _denied(world: World, day: int) -> None:
    """Customers deny orders today: what the shop still has of them goes."""
    for customer, order in world.due.pop((DISPUTE, day), []):
        cents = world.money.give_back(order)
        if cents:
            charge_back(world, customer, order, cents, DENIES)


def _tired_of_waiting(world: World, day: int) -> None:
    """Customers whose refund is very late may let their bank fetch it."""
    for claim in world.due.pop(("refunds still open", day), []):
        luck = world.streams.one("fetches a refund", math.floor(claim.asked), claim.customer)
        if not claim.is_settled and luck < world.numbers["refund.disputes"]:
            claim.is_settled = True
            reason = TWICE if claim.why == "a second charge" else NOT_PAID
            charge_back(world, claim.customer, claim.order, claim.cents, reason)


def start(world: World) -> None:
    """Draw all attempts with stolen cards, and let them happen."""
    numbers, days = world.numbers, np.arange(world.scenario.days)
    mean = numbers["fraud.attempt"] * world.usual_orders
    counts = poisson(world.streams.some("stolen cards", days, np.zeros_like(days)), mean)
    day = np.repeat(days, counts)
    number = np.arange(len(day)) - np.repeat(counts.cumsum() - counts, counts)
    moment = day + world.moments("stolen card: moment", day, number)
    item = (world.shop.items * np.sqrt(world.streams.some("stolen card: item", day, number))).astype(np.int64)
    order = np.lexsort((number, moment))
    if len(order):
        world.start(_attempts(world, moment[order], day[order], number[order], item[order]))


def _attempts(
    world: World, moment: np.ndarray, day: np.ndarray, number: np.ndarray, item: np.ndarray
) -> Generator[simpy.Event, object, None]:
    numbers, shop, levers = world.numbers, world.shop, world.policy.payment
    for when, born, which, thing in zip(moment.tolist(), day.tolist(), number.tolist(), item.tolist(), strict=True):
        yield world.until(when)
        cents = UNITS * int(shop.till_cents[thing])
        is_risky = cents >= 100 * numbers["payment.risky_hkd"]
        challenged = levers.extra_step == "always" or (levers.extra_step == "risky orders" and is_risky)
        outcome = LOST
        if challenged:
            stopped = world.streams.one("stolen card: stopped", born, which) < numbers["payment.challenge_stops"]
            outcome = STOPPED if stopped else BANK_ANSWERS
        if not shop.is_up or (world.has("stock") and shop.record[thing] - shop.reserved[thing] < UNITS):
            continue
        cost = 0
        if outcome != STOPPED:
            cost = UNITS * int(shop.cost_cents[thing])
            if world.has("stock") and shop.on_hand[thing] >= UNITS:
                with world.change(stock_only=True):
                    shop.on_hand[thing] -= UNITS
                    shop.record[thing] -= UNITS
        world.log.record(
            "stolen_card_used", day=world.now, item=thing, units=UNITS, cents=cents, cost_cents=cost, outcome=outcome
        )
        if outcome == LOST:
            ahead = numbers["fraud.seen_days"] * (0.5 + world.streams.one("stolen card: seen", born, which))
            world.until(world.now + ahead).callbacks.append(_seen(world, world.now, cents))


def _seen(world: World, used: float, cents: int) -> Callable[[simpy.Event], None]:
    def take_back(_: simpy.Event) -> None:
        world.log.record("stolen_card_charged_back", day=world.now, used=used, cents=cents)
        _fee(world)

    return take_back
