"""The textbook form of the neutral scenario: one SimPy process a customer.

Same behaviour and same parameters as the engine with every influence switched off: each day a person visits with the
chance of their standing (never ordered, customer, left), wants a basket, orders with the chance of their conversion,
and after a repeat order leaves for good with their own chance. People and their past are those of the engine, so both
start from one take-over; all luck of the run itself comes from a generator of its own, drawn as it is needed. A process
ends when its customer leaves.
"""

from __future__ import annotations

import random
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import simpy

from sim.processes.baskets import NEIGHBOURS
from sim.scenario import Scenario
from sim.world.history import draw_past
from sim.world.people import ACTIVE, LEFT, logistic
from sim.world.world import World


@dataclass
class TextbookLog:
    """What the processes write down: one entry a visit, an order, a line, a leaving."""

    visits: list[tuple[float, int]] = field(default_factory=list)
    orders: list[tuple[float, int, float]] = field(default_factory=list)
    lines: list[tuple[float, int, int, int]] = field(default_factory=list)
    left: list[tuple[float, int]] = field(default_factory=list)


def run_textbook(scenario: Scenario, seed: int) -> TextbookLog:
    """Run the scenario from take-over to its last day, a process a customer."""
    world = World(scenario.reference_policy(), scenario, seed)
    draw_past(world)
    people, numbers = world.people, world.numbers
    leaving = logistic(people.leave_logit)
    env, log, luck = simpy.Environment(), TextbookLog(), random.Random(seed)
    shop = _Shop(world.shop.usual_dollars, numbers["basket.extra_lines"], numbers["basket.extra_quantity"], luck)
    spend = numbers["base.value_p"]
    for who in np.flatnonzero(people.status != LEFT).tolist():
        person = _Person(
            number=who,
            is_customer=bool(people.status[who] == ACTIVE),
            discovers=float(people.discovery_chance[who]),
            visits=float(people.visit_chance[who]),
            buys=float(people.conversion[who]),
            leaves=float(leaving[who]),
            spend_shape=spend,
            spend_rate=float(people.basket_rate[who]),
        )
        env.process(_life(env, person, shop, luck, log))
    env.run(until=scenario.days)
    return log


@dataclass
class _Person:
    number: int
    is_customer: bool
    discovers: float
    visits: float
    buys: float
    leaves: float
    spend_shape: float
    spend_rate: float


class _Shop:
    """What a visitor can want."""

    def __init__(self, dollars: Any, extra_lines: float, again: float, luck: random.Random) -> None:
        self.dollars = dollars
        self.more = extra_lines / (1 + extra_lines)
        self.again = again
        self.luck = luck

    def basket(self, dollars: float) -> list[tuple[int, int]]:
        """Items and units of a basket of that worth, spread evenly over its lines."""
        count = 1
        while self.luck.random() < self.more:
            count += 1
        return [self._line(dollars / count) for _ in range(count)]

    def _line(self, dollars: float) -> tuple[int, int]:
        luck = self.luck.random()
        units = 1 + (luck < self.again) + (luck < self.again * self.again)
        units = max(units, -int(-dollars // self.dollars[-1]))
        nearest = int(np.searchsorted(self.dollars, dollars / units))
        item = nearest + self.luck.randrange(2 * NEIGHBOURS + 1) - NEIGHBOURS
        return min(max(item, 0), len(self.dollars) - 1), units


def _life(
    env: simpy.Environment, person: _Person, shop: _Shop, luck: random.Random, log: TextbookLog
) -> Generator[simpy.Event, object, None]:
    """One customer, day by day."""
    while True:
        if luck.random() < (person.visits if person.is_customer else person.discovers):
            moment = env.now + luck.random()
            log.visits.append((moment, person.number))
            dollars = luck.gammavariate(person.spend_shape, 1 / person.spend_rate)
            basket = shop.basket(dollars)
            if luck.random() < person.buys:
                log.orders.append((moment, person.number, dollars))
                log.lines.extend((moment, person.number, item, units) for item, units in basket)
                if person.is_customer and luck.random() < person.leaves:
                    log.left.append((moment, person.number))
                    return
                person.is_customer = True
        yield env.timeout(1.0)
