"""Customers who change their mind: orders cancelled before they are packed, and goods sent back after they came.

Whether a customer would change their mind about an order, and when, is drawn with the order; the shop's rule then says
whether they may. Goods come back to the shelf; their price is paid back, the delivery fee is not.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.processes import money_back
from sim.processes.day_orders import DayOrders
from sim.streams import Integers
from sim.world.history import ORDER_STEP
from sim.world.money_book import Goods
from sim.world.staff import ROUTINE
from sim.world.world import World


def decide(world: World, day: int, today: DayOrders) -> DayOrders:
    """Cancel the orders of the day whose buyers change their mind in time, and note who will send goods back.

    Returns:
        The orders that are left to pack; a cancelled one stays among the orders, with nothing paid and no lines.
    """
    numbers, days = world.numbers, world.policy.payment.return_days
    luck = world.streams.some("changes their mind", day, today.who)
    within = 1 - 0.5 ** (days / numbers["return.half_days"])
    cancels = luck < numbers["return.changes_mind"] * numbers["return.cancels"]
    sends_back = ~cancels & (luck < numbers["return.changes_mind"] * within)
    for place in sends_back.nonzero()[0].tolist():
        lines = today.line_order == today.order[place]
        goods = Goods(
            int(today.who[place]),
            int(today.order[place]),
            today.item[lines],
            today.units[lines],
            int((today.net[lines] * today.units[lines]).sum()),
        )
        world.money.goods_back[goods.order] = goods
    return _cancel(world, today, cancels) if cancels.any() else today


def _cancel(world: World, today: DayOrders, cancels: np.ndarray) -> DayOrders:
    which = cancels.nonzero()[0]
    gone = np.isin(today.line_order, today.order[which])
    item, units = today.item[gone], today.units[gone]
    with world.change(stock_only=True) as shop:
        np.subtract.at(shop.reserved, item, units)
    cost = [
        int((units * world.shop.cost_cents[item])[today.line_order[gone] == order].sum())
        for order in today.order[which]
    ]
    back = np.array([world.money.give_back(order) for order in today.order[which].tolist()])
    world.log.record_block(
        "order_cancelled",
        len(which),
        day=world.now,
        customer=today.who[which],
        order=today.order[which],
        refund_cents=back,
        cost_cents=np.array(cost),
    )
    given = np.broadcast_to(np.asarray(today.given_cents, dtype=np.float64), today.paid_cents.shape)
    kept, kept_orders = ~gone, (~cancels).nonzero()[0]
    return today._replace(
        kept=kept_orders,
        paid_cents=np.where(cancels, given, today.paid_cents),
        line_who=today.line_who[kept],
        line_order=today.line_order[kept],
        item=today.item[kept],
        units=today.units[kept],
        shown=today.shown[kept],
        charged=today.charged[kept],
        net=today.net[kept],
        untrue=today.untrue[kept],
    )


def arrived(world: World, order: Integers, moment: np.ndarray) -> None:
    """Parcels that arrive at these moments: some of the goods will be sent back some days later."""
    if not world.money.goods_back:
        return
    for number, when in zip(order.tolist(), moment.tolist(), strict=True):
        goods = world.money.goods_back.pop(number, None)
        if goods is not None:
            world.start(_send_back(world, goods, when))


def _send_back(world: World, goods: Goods, arrival: float) -> Generator[simpy.Event, object, None]:
    days, half = world.policy.payment.return_days, world.numbers["return.half_days"]
    luck = world.streams.one("sends goods back after", goods.order // ORDER_STEP, goods.customer)
    wait = -half * np.log2(1 - luck * (1 - 0.5 ** (days / half)))
    yield world.until(arrival + float(wait))
    yield from world.staff.work("goods sent back", world.numbers["return.minutes"] / 60.0, ROUTINE)
    cents = money_back.owe(world, goods.customer, goods.order, goods.cents, money_back.SENT_BACK)
    if not cents:
        return
    with world.change(stock_only=True) as shop:
        np.add.at(shop.on_hand, goods.item, goods.units)
        np.add.at(shop.record, goods.item, goods.units)
    world.log.record(
        "order_returned",
        day=world.now,
        customer=goods.customer,
        order=goods.order,
        cents=cents,
        cost_cents=int((goods.units * world.shop.cost_cents[goods.item]).sum()),
        units=int(goods.units.sum()),
    )
