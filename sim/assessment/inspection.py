"""The inspection of one learner: made from a secret and their code, the same every time, and what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sim.assessment.exercise import load_exercise
from sim.assessment.findings import FAULTS, FIRST_STEPS, STEP_WORDS, FaultKind, FirstStep
from sim.assessment.item_record import ItemRecord
from sim.assessment.own_materials import own_number
from sim.assessment.planting import choose_and_plant
from sim.assessment.shop_front_file import ShopFront, front_of
from sim.assessment.worlds import FIRST_UNSEEN
from sim.pages.shop_records import shop_records
from sim.scenario import load_scenario

FIRST_DAY, LAST_DAY = 95, 165
"""The inspection falls between these days of the shop; by then some things have gone wrong by themselves."""
WEDNESDAY, SATURDAY = 2, 5
"""Offers change on Mondays, and on a holiday a day later; from Wednesday on the calendar is settled."""


@dataclass(frozen=True)
class Fault:
    """Something that is wrong on a page: what the lists say, what is right to do first, and where it stands.

    Attributes:
        item, name, fault: what is wrong with what.
        words: what page and lists say.
        first: right first steps.
        step_words: why these.
        reference: the event in the log of the shop; "planted ..." where it was put in for the exercise.
    """

    item: int
    name: str
    fault: FaultKind
    words: str
    first: frozenset[FirstStep]
    step_words: str
    reference: str

    @property
    def asks_for(self) -> FirstStep:
        """The step that it stands for where each step counts the same: the plainest of the right ones."""
        return min(self.first, key=FIRST_STEPS.index)


@dataclass(frozen=True)
class Inspection:
    """Shop front and faults of one learner.

    Attributes:
        front: what the learner gets.
        faults: what is wrong, in the order of the items.
        records: the items by their numbers.
        scenario, seed, day: the simulated shop and the morning.
        start: the day from which days count.
        digest: of the log of the shop up to the morning.
    """

    front: ShopFront
    faults: tuple[Fault, ...]
    records: dict[int, ItemRecord]
    scenario: str
    seed: int
    day: int
    start: date
    digest: str

    def told(self, item: int, fault: FaultKind) -> str:
        """What page and lists say about this item in this respect, right or wrong."""
        return self.records[item].told(fault, self.start)


@lru_cache(maxsize=32)
def inspection(secret: bytes, exercise: str, learner: str) -> Inspection:
    """The inspection of a learner; a pure function of secret, exercise and code."""
    names = load_exercise(exercise).scenarios
    scenario = load_scenario(names[own_number(secret, exercise, learner, "scenario") % len(names)])
    seed = FIRST_UNSEEN + own_number(secret, exercise, learner, "shop") % (2**63 - FIRST_UNSEEN)
    mornings = [
        day for day in range(FIRST_DAY, LAST_DAY) if WEDNESDAY <= (scenario.start_date.weekday() + day) % 7 <= SATURDAY
    ]
    day = mornings[own_number(secret, exercise, learner, "morning") % len(mornings)]
    found = shop_records(scenario.reference_policy(), scenario, seed, day)
    luck = own_number(secret, exercise, learner, "planting")
    records = choose_and_plant(found, scenario.numbers(), luck)
    start = scenario.start_date
    faults = tuple(_fault(one, kind, start) for one in records for kind in FAULTS if kind in set(one.faults()))
    return Inspection(
        front=front_of(records, scenario.title, start),
        faults=faults,
        records={one.item: one for one in records},
        scenario=scenario.name,
        seed=seed,
        day=day,
        start=start,
        digest=found.log.digest(),
    )


def _fault(one: ItemRecord, kind: FaultKind, start: date) -> Fault:
    steps = one.first_steps(kind)
    right = " or ".join(STEP_WORDS[step] for step in sorted(steps, key=FIRST_STEPS.index))
    why = "" if kind == "picture" else f"{one.orders_told()} "
    reference = f"planted {kind}:{one.item}" if one.is_planted else one.reference.get(kind, f"shop {kind}:{one.item}")
    return Fault(one.item, one.name, kind, one.told(kind, start), steps, f"{why}First: {right}.", reference)


__all__ = ["Fault", "Inspection", "inspection"]
