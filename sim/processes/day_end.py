"""The end of a day, in blocks: who ordered, who leaves, what is remembered, what came late.

What happens to a customer acts from the next morning; what happens to the shop acts at its moment.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.codes import CONSENTS
from sim.processes import (
    change_of_mind,
    disputes,
    feelings,
    hidden_fee,
    money_back,
    road,
    scarcity,
    second_charges,
    wrong_goods,
)
from sim.processes.blocks import joined
from sim.processes.day_orders import LUCK_OF_AN_ORDER, DayOrders
from sim.processes.service_desk import complain
from sim.streams import Floats
from sim.world.people import ACTIVE, NEVER, PROSPECT
from sim.world.world import World


def close_day(world: World, day: int, today: DayOrders | None) -> DayOrders | None:
    """Apply to customers what the day brought; returns its orders, with nothing paid for those that were cancelled."""
    if today is not None:
        leaving, missing, road = today.luck[: len(LUCK_OF_AN_ORDER)]
        _take_up(world, day, today, leaving)
        if world.has("duties"):
            hidden_fee.seen(world, today)
            scarcity.seen_through(world, day, today)
        if world.has("payment") and world.policy.payment.return_days:
            today = change_of_mind.decide(world, day, today)
        if world.has("fulfilment"):
            orders = (today.who[today.kept], today.order[today.kept], road[today.kept])
            lines = (today.line_who, today.line_order, today.item, today.units, today.net, today.untrue)
            world.due["packing", 0].append((orders, lines))
        if world.has("records"):
            _file_records(world, today, missing)
        _overcharged(world, day, today)
    _let_down_by_offers(world, day)
    if world.has("fulfilment"):
        _promises(world, day)
        _late_parcels(world, day)
        _missed_parcels(world, day)
        wrong_goods.arrived(world, day)
    if world.has("payment"):
        _money(world, day)
    return today


def _money(world: World, day: int) -> None:
    """What customers see of their money, and what their banks take back."""
    declined = world.due.pop(("declined", 0), [])
    if declined:
        who, order = joined(declined)
        feelings.harm(world, who, order, "payment declined", np.full(len(who), world.numbers["leave.declined"]))
    disputes.plan_denials(world, day)
    if day not in world.money.days:
        return
    second_charges.seen(world, day)
    for claim in money_back.late(world, day):
        who, order = np.array([claim.customer]), np.array([claim.order])
        complain(world, day, who, order, money_back.LATE, np.zeros(1, dtype=np.int64), None)
    disputes.close_day(world, day)


def _take_up(world: World, day: int, today: DayOrders, leaving: Floats) -> None:
    who = today.who
    people, numbers = world.people, world.numbers
    newcomers = who[people.status[who] == PROSPECT]
    people.orders[who] += 1
    people.last_day[who] = day
    people.spent_cents[who] += today.paid_cents - today.given_cents
    if len(newcomers):
        people.first_day[newcomers] = day
        people.set_status(newcomers, ACTIVE)
        if world.has("messages"):
            _ask_newcomers(world, newcomers)
    keep = numbers["price.memory"]
    usual = np.maximum(today.usual_cents, 1.0)
    level = np.log(np.maximum(today.paid_cents, 1.0) / usual)
    if today.pull_ahead is not None:  # without offers both prices are one
        charged = np.log(np.maximum(today.gross_cents, 1.0) / usual)
        level = np.maximum(level, np.minimum(charged, np.log1p(-numbers["price.depth_cap"])))
    people.reference_log[who] = keep * people.reference_log[who] + (1 - keep) * level
    if today.pull_ahead is not None:
        early = (today.pull_ahead > 1).nonzero()[0]
        _bring_forward(world, day, who[early], today.pull_ahead[early])
    if today.used_coupon is not None and world.policy.coupons.code == "personal":
        people.coupon_until[who[today.used_coupon]] = NEVER
    feelings.after_orders(world, who, today.order, today.pull, leaving)


def _bring_forward(world: World, day: int, who: NDArray[np.integer], pull: Floats) -> None:
    """A share of the extra orders was only brought forward: visits fall by as much over the next weeks.

    factor = 1 - dip (1 - 1/pull) / (usual orders in that time), not below 0.
    """
    people, numbers = world.people, world.numbers
    days = numbers["coupon.dip_days"]
    missing = numbers["coupon.dip"] * (1 - 1 / pull)
    people.dip_factor[who] = np.maximum(1 - missing / np.maximum(days * people.order_rate[who], 1e-9), 0)
    people.dip_until[who] = day + 1 + days


def _ask_newcomers(world: World, who: NDArray[np.integer]) -> None:
    """The order form asks new customers; a guest is not asked."""
    if world.has("website") and world.policy.website.checkout == "guests welcome":
        signs_in = world.streams.some("checks out as a guest", 0, who) >= world.numbers["website.guests"]
        who = who[signs_in]
    ask_consent(world, who)


def ask_consent(world: World, who: NDArray[np.integer], gain: float = 0.0) -> None:
    """Ask for permission to send marketing in the shop's words; `gain` is added to the share who tick the box."""
    people, numbers, form = world.people, world.numbers, world.policy.outreach.consent_form
    luck = world.streams.some("consent: ticked", 0, who)
    if form == "clear question":
        ticked = luck < (numbers["consent.clear_question"] + gain) * people.mail_readiness(who)
    elif form == "box ticked in advance":
        ticked = luck < (numbers["consent.ticked_in_advance"] + gain) * people.mail_readiness(who)
    else:
        ticked = np.ones(len(who), dtype=bool)
    people.ticked[who] = ticked
    people.consent_recorded[who] = ticked & (form == "clear question")
    world.log.record_block(
        "consent",
        len(who),
        day=world.now,
        customer=who,
        how=CONSENTS.index(form),
        ticked=ticked,
        notice=form != "no question",
    )


def _file_records(world: World, today: DayOrders, luck: Floats) -> None:
    missing = (luck < world.numbers["record.miss"]).nonzero()[0]
    if len(missing):
        who, order = today.who[missing], today.order[missing]
        world.due["records", 0].append((who, order))
        world.log.record_block("record_missing", len(who), day=world.now, customer=who, order=order)


def _overcharged(world: World, day: int, today: DayOrders) -> None:
    """Customers charged more than was shown: some notice, some of those write."""
    hit = (today.charged > today.shown).nonzero()[0]
    if not len(hit):
        return
    who, order, item = today.line_who, today.line_order, today.item
    share_paid = today.net / np.maximum(today.charged, 1)  # a coupon took its share off the overcharge too
    extra = np.rint((today.charged - today.shown) * share_paid) * today.units
    customers, first = np.unique(who[hit], return_index=True)
    orders, items = order[hit][first], item[hit][first]
    cents = np.bincount(np.searchsorted(customers, who[hit]), weights=extra[hit]).astype(np.int64)
    noticed = world.streams.some("notice overcharge", day, customers) < world.numbers["notice.overcharged"]
    customers, orders, items, cents = customers[noticed], orders[noticed], items[noticed], cents[noticed]
    size = np.full(len(customers), world.numbers["leave.overcharged"])
    feelings.harm(world, customers, orders, "charged more than shown", size)
    complain(world, day, customers, orders, "charged more than shown", cents, items)


def _let_down_by_offers(world: World, day: int) -> None:
    """Coupons that were refused, and crossed-out prices that somebody found to be invented."""
    refused = world.due.pop(("coupon refused", 0), [])
    if refused:
        who, order = joined(refused)
        world.people.coupon_until[who] = NEVER
        feelings.harm(world, who, order, "coupon refused", np.full(len(who), world.numbers["leave.coupon_refused"]))
    misled = world.due.pop(("invented price", 0), [])
    if misled:
        who, order = joined(misled)
        customers, first = np.unique(who, return_index=True)
        noticed = world.streams.some("notice crossed-out price", day, customers) < world.numbers["notice.was_price"]
        customers, orders = customers[noticed], order[first][noticed]
        size = np.full(len(customers), world.numbers["leave.was_price"])
        feelings.harm(world, customers, orders, "crossed-out price not true", size)


def _promises(world: World, day: int) -> None:
    """Whoever's latest parcel came later than promised does not believe the promise until one comes in time."""
    blocks = world.due.pop(("promises", day), [])
    if not blocks:
        return
    people = world.people
    moment, who, late = joined(blocks)
    by_moment = moment.argsort(kind="stable")
    who, late = who[by_moment], late[by_moment]
    if np.any(people.doubts_promise[who] != late):
        people.doubts_promise[who] = late  # of two parcels of a day the later one counts
        people.stirred += 1


def _missed_parcels(world: World, day: int) -> None:
    """Customers whose parcel has not come by now write, if they have not gone to their bank."""
    writers = road.missed(world, day)
    if writers is not None:
        who, order, paid = writers
        complain(world, day, who, order, road.NEVER_CAME, paid, None)


def _late_parcels(world: World, day: int) -> None:
    """Parcels that arrived late today are a harm."""
    blocks = world.due.pop(("late parcels", day), [])
    if not blocks:
        return
    moment, who, order = joined(blocks)
    by_moment = moment.argsort(kind="stable")
    # a customer with two late parcels on one day is harmed once
    customers, first = np.unique(who[by_moment], return_index=True)
    orders = order[by_moment][first]
    feelings.harm(world, customers, orders, "late parcel", np.full(len(customers), world.numbers["leave.late"]))
    complain(world, day, customers, orders, "late parcel", np.zeros(len(customers), dtype=np.int64), None)
