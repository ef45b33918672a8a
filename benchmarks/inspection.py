"""How people of different care fare in the inspection of a shop front: `python -m benchmarks.inspection`.

Each fault is found by luck of its own, false alarms are drawn among all pages that are right in a respect. The table is
that of docs/decisions/0032-what-an-inspection-asks-for.md.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.assessment.criteria import FirstStepCriterion, FoundCriterion
from sim.assessment.exercise import load_exercise
from sim.assessment.findings import FAULTS, FIRST_STEPS, FaultKind, Finding, FirstStep
from sim.assessment.found import judge_first_step, judge_found
from sim.assessment.inspection import Inspection, inspection
from sim.assessment.marks import COMPETENT
from sim.cli_tables import text_table

SECRET = b"calibration of a centre"
EXERCISE = "shop-front"
CODES = 200
BY_KIND: dict[FaultKind, FirstStep] = {
    "price": "honour",
    "promotion": "honour",
    "picture": "remove",
    "stock": "correct",
}


class Person(NamedTuple):
    """What share of the faults somebody finds and answers rightly, and how many false alarms they raise."""

    finds: float
    right: float
    alarms: int


PEOPLE = {"careful": Person(0.85, 0.95, 2), "fair": Person(0.75, 0.9, 3), "weak": Person(0.6, 0.8, 4)}


def flags_of(person: Person, made: Inspection, luck: np.random.Generator) -> list[Finding]:
    """What somebody hands in."""
    flags = []
    for fault in made.faults:
        if luck.random() < person.finds:
            others = [step for step in FIRST_STEPS if step not in fault.first]
            first = fault.asks_for if luck.random() < person.right else others[int(luck.integers(len(others)))]
            flags.append(Finding(item=fault.item, fault=fault.fault, first=first))
    right = [(one.item, kind) for one in made.records.values() for kind in FAULTS if kind not in set(one.faults())]
    for number in luck.choice(len(right), person.alarms, replace=False):
        item, kind = right[int(number)]
        flags.append(Finding(item=item, fault=kind, first="correct"))
    return flags


def results(made: Inspection, flags: list[Finding]) -> list[bool]:
    """Whether each criterion is met that no person has to judge, and last, whether all are."""
    met = []
    for one in load_exercise(EXERCISE).criteria:
        if isinstance(one, FoundCriterion):
            met.append(judge_found(one, made, flags).result == COMPETENT)
        elif isinstance(one, FirstStepCriterion):
            met.append(judge_first_step(one, made, flags).result == COMPETENT)
    return [*met, all(met)]


def table() -> str:
    """Shares of the codes on which each criterion is met."""
    luck = np.random.default_rng(1)
    met: dict[str, list[list[bool]]] = {name: [] for name in (*PEOPLE, "finds all, answers by kind")}
    for number in range(CODES):
        made = inspection(SECRET, EXERCISE, f"CAL-{number:04d}")
        for name, person in PEOPLE.items():
            met[name].append(results(made, flags_of(person, made, luck)))
        by_kind = [Finding(item=f.item, fault=f.fault, first=BY_KIND[f.fault]) for f in made.faults]
        met["finds all, answers by kind"].append(results(made, by_kind))
    rows = [[name, *(f"{share:.0%}" for share in np.mean(found, axis=0))] for name, found in met.items()]
    return text_table(("who", "items", "offers", "first step", "all"), rows)


if __name__ == "__main__":
    print(table())
