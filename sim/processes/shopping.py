"""Customers look and buy: settled in blocks.

The visits of a day are settled as one array computation, each under the face that the shop had at its moment. Scarce
stock goes to the earliest visits: those that touch an item of which there may not be enough are settled one by one.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.processes.baskets import Lines
from sim.processes.day_end import LUCK_OF_AN_ORDER, DayOrders, close_day
from sim.processes.service_desk import questions
from sim.processes.visits import Plan, Visits
from sim.streams import Floats, Integers
from sim.world.history import order_number
from sim.world.people import logistic
from sim.world.shop import Face
from sim.world.world import World

DOWN, SOLD_OUT = 0, 1


@dataclass(frozen=True)
class Sales:
    """What was sold in one block: an entry an order, and an entry a line, in the order of the visits.

    Attributes:
        chosen: which visits bought.
        page_log: `Face.page_log` of what they came for.
        row: which of the orders a line belongs to.
        item, units, right: of each line; `right` says whether the units were on the shelf.
        shown, charged, master: cents of each line.
        promotion_wrong, content_wrong: open faults of each line's page.
    """

    chosen: Integers
    page_log: Floats
    row: Integers
    item: Integers
    units: Integers
    right: NDArray[np.bool_]
    shown: Integers
    charged: Integers
    master: Integers
    promotion_wrong: NDArray[np.bool_]
    content_wrong: NDArray[np.bool_]


class Shopping:
    """Draws each day's visits and settles them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.visits: Visits | None = None
        self.settled = 0
        self._sales: list[Sales] = []
        world.settle = self.settle

    def run(self) -> Generator[simpy.Event, object, None]:
        """One turn a day: draw, let the day happen, settle, close the day."""
        world = self.world
        plan = Plan(world, 0, None)
        for day in range(world.scenario.days):
            if not plan.holds(world, day):
                plan = Plan(world, day, plan)
            self.visits = visits = Visits(world, day, plan)
            self.settled, self._sales = 0, []
            world.log.record_block("visit", len(visits.who), day=visits.moment, customer=visits.who)
            if world.has("service"):
                questions(world, day, visits.who, visits.moment, visits.question)
            yield world.until(day + 1)
            self.settle()
            close_day(world, day, self._book(visits))

    def settle(self) -> None:
        """Settle all visits before now, each under the face that the shop had."""
        world, visits = self.world, self.visits
        begin, end = self.settled, 0 if visits is None else int(np.searchsorted(visits.moment, world.now))
        if visits is not None and begin < end:
            sales = self._block(visits, begin, end, world.faces)
            if sales is not None:
                self._sales.append(sales)
                sold = np.bincount(sales.item, weights=sales.units, minlength=world.shop.items)
                world.shop.reserved += sold.astype(np.int64)
            self.settled = end
        world.forget_faces()

    def _block(self, visits: Visits, begin: int, end: int, faces: list[Face]) -> Sales | None:
        """Settle visits from `begin` to `end`."""
        items = self.world.shop.items
        since = [face.since for face in faces[1:]]
        shift = items * np.searchsorted(since, visits.moment[begin:end], side="right")
        place = shift + visits.item[begin:end]
        page_log = _side_by_side(faces, "page_log")[place]
        buys = np.flatnonzero(visits.need[begin:end] < -visits.slope[begin:end] * page_log)
        if not all(face.is_up for face in faces):
            met = np.array([face.is_up for face in faces])[shift[buys] // items]
            self._lost(visits, begin + buys[~met], DOWN)
            buys = buys[met]
        if not len(buys):
            return None
        chosen = begin + buys
        who = visits.who[chosen]
        lines = Lines(self.world, visits.day, who, visits.lines[chosen], visits.dollars[chosen])
        row, item, units = lines.basket, lines.item, lines.units
        place = shift[buys][row] + item
        offered, free = (_side_by_side(faces, name)[place] for name in ("offered", "free"))
        demand = np.bincount(item, weights=units, minlength=items)[item]
        short = demand > np.minimum(offered, free)
        right = ~short
        if short.any():
            scarce = np.zeros(items, dtype=bool)
            scarce[item[short]] = True
            units, right = _ration(row, item, units, offered, free, scarce)
            had = np.bincount(row, weights=units, minlength=len(chosen)) > 0
            self._lost(visits, chosen[~had], SOLD_OUT)
            line = np.flatnonzero(units)
            row, item, units, right, place = row[line], item[line], units[line], right[line], place[line]
            row = (np.cumsum(had) - 1)[row]
            chosen, buys = chosen[had], buys[had]
            if not len(chosen):
                return None
        return Sales(
            chosen=chosen,
            page_log=page_log[buys],
            row=row,
            item=item,
            units=units,
            right=right,
            shown=_side_by_side(faces, "page_cents")[place],
            charged=_side_by_side(faces, "till_cents")[place],
            master=_side_by_side(faces, "master_cents")[place],
            promotion_wrong=_side_by_side(faces, "promotion_wrong")[place],
            content_wrong=_side_by_side(faces, "content_wrong")[place],
        )

    def _lost(self, visits: Visits, which: Integers, reason: int) -> None:
        self.world.log.record_block(
            "visit_lost",
            len(which),
            day=visits.moment[which],
            customer=visits.who[which],
            reason=reason,
            item=visits.item[which],
        )

    def _book(self, visits: Visits) -> DayOrders | None:
        """Write the orders of the day to the log; returns what the end of the day needs of them."""
        if not self._sales:
            return None
        world, people = self.world, self.world.people
        sales = _together(self._sales)
        chosen, row, item, units, charged = sales.chosen, sales.row, sales.item, sales.units, sales.charged
        who, moment = visits.who[chosen], visits.moment[chosen]
        order = order_number(visits.day, who)
        gross = np.bincount(row, weights=units * charged, minlength=len(chosen))
        usual = np.bincount(row, weights=units * world.shop.usual_cents[item], minlength=len(chosen)).astype(np.float64)
        depth = visits.coupon_depth[chosen]
        discount = np.rint(gross * depth)
        seen = visits.own_logit[chosen] - visits.slope[chosen] * sales.page_log
        converts = logistic(seen)
        pull_price = converts / people.conversion[who]
        pull_coupon = visits.draw[chosen] * logistic(seen + visits.gain[chosen]) / converts
        lift, season = visits.lift[chosen], visits.season[chosen]
        world.log.record_block(
            "order_placed",
            len(chosen),
            day=moment,
            customer=who,
            order=order,
            value_cents=gross - discount,
            discount_cents=discount,
            is_first=people.orders[who] == 0,
            coupon=depth > 0,
            pull_message=lift,
            pull_coupon=pull_coupon,
            pull_price=pull_price,
            pull_season=season,
        )
        line_who, line_order = who[row], order[row]
        world.log.record_block(
            "order_line",
            len(row),
            day=moment[row],
            customer=line_who,
            order=line_order,
            item=item,
            quantity=units,
            master_cents=sales.master,
            shown_cents=sales.shown,
            charged_cents=charged,
            cost_cents=world.shop.cost_cents[item],
            price_right=(sales.shown == sales.master) | sales.promotion_wrong,
            promotion_right=~sales.promotion_wrong,
            content_right=~sales.content_wrong,
            stock_right=sales.right,
        )
        return DayOrders(
            who=who,
            order=order,
            luck=world.streams.several(LUCK_OF_AN_ORDER, visits.day, who),
            pull=lift * season * pull_coupon * pull_price,
            pull_coupon=pull_coupon,
            usual_cents=usual,
            paid_cents=gross - discount,
            line_who=line_who,
            line_order=line_order,
            item=item,
            units=units,
            charged=np.rint(charged * (1 - depth[row])).astype(np.int64),
            beyond_shown=np.maximum(charged - sales.shown, 0) * units,
        )


def _side_by_side(faces: list[Face], name: str) -> NDArray[Any]:
    """One column of all faces, one after the other; item i of face f is at f x items + i."""
    if len(faces) == 1:
        return getattr(faces[0], name)
    return np.concatenate([getattr(face, name) for face in faces])


def _ration(
    row: Integers, item: Integers, units: Integers, offered: Integers, free: Integers, scarce: NDArray[np.bool_]
) -> tuple[Integers, NDArray[np.bool_]]:
    """Units that each line gets, and whether they were on the shelf, when not everybody can have everything.

    First come, first served. Whoever finds that what they came for, their first line, is sold out buys nothing; of
    another line they take what is left. An item that is not scarce is had in any case.
    """
    units, right = units.copy(), np.ones(len(units), dtype=bool)
    touched = np.zeros(row[-1] + 1, dtype=bool)
    touched[row[scarce[item]]] = True
    sold: dict[int, int] = {}
    last, leaves = -1, False
    for line in np.flatnonzero(touched[row]).tolist():
        thing, is_first = int(item[line]), int(row[line]) != last
        last = int(row[line])
        taken = sold.get(thing, 0)
        left = max(int(offered[line]) - taken, 0) if scarce[thing] else int(units[line])
        leaves = left == 0 if is_first else leaves
        had = 0 if leaves else min(int(units[line]), left)
        if scarce[thing]:
            right[line] = int(free[line]) - taken >= had
            sold[thing] = taken + had
        units[line] = had
    return units, right


def _together(blocks: list[Sales]) -> Sales:
    """The blocks of a day as one."""
    if len(blocks) == 1:
        return blocks[0]
    columns = {name: np.concatenate([getattr(block, name) for block in blocks]) for name in Sales.__dataclass_fields__}
    orders = np.cumsum([0, *(len(block.chosen) for block in blocks)])
    columns["row"] = np.concatenate([block.row + before for block, before in zip(blocks, orders, strict=False)])
    return Sales(**columns)
