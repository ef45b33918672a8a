"""Names that go to other firms for money; what forms and pages tell; the firm that stores the list of addresses."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import COSTS
from sim.processes.authorities import COMMISSIONER, aggrieve
from sim.processes.bills import MONTH_DAYS
from sim.world.world import World

SAVED = {"with terms": 0.0, "no transfer terms": 0.5, "no terms": 1.0}
"""Which part of the fee for terms a shop saves; assumption: terms for data abroad are half of it."""


def start(world: World) -> None:
    """Say what the forms say, pay the firm, and begin to give names."""
    levers = world.policy.duties
    _say(world, lawful=False)
    world.when_obeyed.append(lambda authority: _say(world, lawful=True) if authority == COMMISSIONER else None)
    if SAVED[levers.mailing_firm]:
        world.start(_savings(world))
    if levers.partners != "nobody":
        world.start(names(world))


def _say(world: World, *, lawful: bool) -> None:
    levers = world.policy.duties
    world.log.record(
        "forms_in_use",
        day=world.now,
        collection_notice=levers.collection_notice or lawful,
        privacy_policy=levers.privacy_policy or lawful,
        data_terms=levers.mailing_firm != "no terms" or lawful,
        transfer_terms=levers.mailing_firm == "with terms" or lawful,
    )


def _savings(world: World) -> Generator[simpy.Event, object, None]:
    """A firm without terms is cheaper, month after month, until the Commissioner has been obeyed."""
    cents = round(SAVED[world.policy.duties.mailing_firm] * world.numbers["partners.terms_cents_month"])
    while COMMISSIONER not in world.obeyed:
        what = COSTS.index("contract for the list of addresses")
        world.log.record("cost", day=world.now, what=what, cents=-cents)
        yield world.env.timeout(MONTH_DAYS)


def names(world: World) -> Generator[simpy.Event, object, None]:
    """Each month the names of customers who were not given before; whoever said stop is left out."""
    people, numbers = world.people, world.numbers
    given = np.zeros(people.count, dtype=bool)
    agrees = world.streams.everyone("agrees in writing to partners", 0, people.count) < numbers["partners.agree"]
    only_agreed = world.policy.duties.partners == "who agreed in writing"
    cents = round(numbers["partners.cents"])
    while True:
        yield world.env.timeout(MONTH_DAYS)
        allowed = agrees if only_agreed or COMMISSIONER in world.obeyed else np.ones(people.count, dtype=bool)
        who = ((people.orders > 0) & ~given & ~people.asked_to_stop & allowed).nonzero()[0]
        if not len(who):
            continue
        given[who] = True
        world.log.record_block(
            "data_provided", len(who), day=world.now, customer=who, agreed=agrees[who], cents=np.full(len(who), cents)
        )
        what = COSTS.index("received for customers' names")
        world.log.record("cost", day=world.now, what=what, cents=-cents * len(who))
        aggrieve(world, who[~agrees[who]], "data passed on")
