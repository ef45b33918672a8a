"""New models take the place of old ones: the maker says when, and the page must change with the goods.

A page that is prepared goes live by itself on the day that was announced. If the goods come later than announced, it is
wrong until they come. A page that is not prepared is begun on the day on which the new goods are there, and describes
the old ones until it is done. Who writes it may slip; a second reader catches most slips.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import partial

import numpy as np
import simpy

from sim.codes import FIELDS
from sim.processes import repair
from sim.processes.changes import NEW_MODEL, SLIPS
from sim.streams import poisson
from sim.world.shop import CONTENT, NOT_WRONG
from sim.world.staff import PUBLISH
from sim.world.world import World

MONTH = 30.0
OPENING_SHARE = 9.0 / 24.0
OLD_SHOWN, NEW_SHOWN = "old model on the page", "new model on the page too early"
SLIP = len(FIELDS) + 2  # part of the luck of slips; fields and flash sales have their own


def start(world: World) -> None:
    """Let makers replace their models."""
    world.start(announcements(world))


def announcements(world: World) -> Generator[simpy.Event, object, None]:
    """Poisson over the days; each is about an item that is drawn, and holds some days later, or later still."""
    numbers, streams, shop = world.numbers, world.streams, world.shop
    days = np.arange(world.scenario.days)
    counts = poisson(streams.some("new models", days, np.zeros_like(days)), numbers["range.models_per_month"] / MONTH)
    day = days.repeat(counts)
    part = np.arange(len(day)) - (counts.cumsum() - counts).repeat(counts)
    which, late = streams.several(("new model: which item", "new model: comes late"), day, part)
    item = (which * shop.items).astype(np.int64)
    held_up = np.where(late < numbers["range.late"], numbers["range.late_days"], 0.0)
    for told, thing, delay in zip(day.tolist(), item.tolist(), held_up.tolist(), strict=True):
        yield world.until(told + OPENING_SHARE)
        named = world.now + numbers["range.notice_days"]
        world.start(replace(world, Model(thing, told, named, named + delay)))


@dataclass
class Model:
    """A new model: its item, the days on which it is announced, named and there, and whether its page is written."""

    item: int
    told: int
    named: float
    comes: float
    is_written: bool = False


def replace(world: World, model: Model) -> Generator[simpy.Event, object, None]:
    """One new model, from the maker's letter to a page that is right."""
    world.log.record(
        "change_announced", day=world.now, item=model.item, field=CONTENT, reason=NEW_MODEL, due=model.comes
    )
    world.until(model.comes).callbacks.append(partial(_goods_come, world, model))
    if world.policy.publishing.prepares_pages:
        yield from _write(world, model, model.named)
    else:
        yield world.until(model.comes)
        yield from _write(world, model, model.comes)


def _goods_come(world: World, model: Model, _: simpy.Event) -> None:
    """The new goods are on the shelf; a page that is not ready describes the old ones."""
    world.log.record("model_replaced", day=world.now, item=model.item, prepared=model.is_written)
    if not model.is_written:
        world.log.record("change_late", day=world.now, item=model.item, field=CONTENT, reason=NEW_MODEL)
        with world.change():
            _describes_wrongly(world, model.item, OLD_SHOWN)


def _write(world: World, model: Model, not_before: float) -> Generator[simpy.Event, object, None]:
    """Write the page of the new model; it goes live when it is done, at the earliest at `not_before`."""
    numbers, has_reader = world.numbers, world.policy.publishing.second_person_checks
    minutes = numbers["range.page_minutes"] + numbers["publish.second_minutes"] * has_reader
    yield from world.staff.work("publishing", minutes / 60.0, PUBLISH)
    model.is_written = True
    yield world.until(not_before)
    slip, second = (world.streams.one(purpose, model.told, model.item, SLIP) for purpose in SLIPS[:2])
    slips = slip < numbers["publish.slip"] and not (has_reader and second < numbers["publish.second_person_catches"])
    if world.now < model.comes:
        with world.change():
            _describes_wrongly(world, model.item, NEW_SHOWN)
        yield world.until(model.comes)
    with world.change():
        _settle(world, model.item, slips)


def _describes_wrongly(world: World, item: int, cause: str) -> None:
    shop = world.shop
    shop.described_wrong[item] = True
    repair.give_birth(world, item, CONTENT, cause, (int(shop.page_cents[item]), int(shop.till_cents[item])))


def _settle(world: World, item: int, slips: bool) -> None:
    """Page and goods are those of the new model, but for a slip of the writer."""
    if world.shop.wrong_since[CONTENT, item] > NOT_WRONG:
        repair.put_right(world, [(CONTENT, item)])
    if slips:
        _describes_wrongly(world, item, "slip at the keyboard")
