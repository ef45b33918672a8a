"""Tricks are not competent, a careful person is; the luck of random flags is worked out, not tried."""

import math
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pytest
from scipy.stats import hypergeom

from sim.assessment.criteria import FirstStepCriterion, FoundCriterion
from sim.assessment.exercise import load_exercise
from sim.assessment.findings import FAULTS, FIRST_STEPS, FaultKind, Finding, FirstStep
from sim.assessment.inspection import Inspection, inspection
from sim.assessment.item_record import OWN_PICTURE
from sim.assessment.marking import Case, mark
from sim.assessment.own_materials import PRACTICE_SECRET
from sim.assessment.planting import ITEMS, LEAST_AND_MOST
from sim.assessment.submission import Submission

SECRET = b"only the training centre knows it"
EXERCISE = "shop-front"
CODES = ("TC7-0042", "TC7-0043", "TC7-0044")
WORDS = {"how_i_checked": "word " * 30, "in_my_shop": "Two people look every morning."}


def made(learner: str = CODES[0], secret: bytes = SECRET) -> Inspection:
    """The inspection of a learner."""
    return inspection(secret, EXERCISE, learner)


def flag(item: int, fault: FaultKind, first: FirstStep = "correct") -> Finding:
    """One flag."""
    return Finding(item=item, fault=fault, first=first)


def answers(one: Inspection) -> list[Finding]:
    """Everything that is wrong, each with a right first step."""
    return [flag(fault.item, fault.fault, fault.asks_for) for fault in one.faults]


def results(findings: Sequence[Finding], learner: str = CODES[0]) -> dict[str, str]:
    """Results by criterion."""
    content: dict[str, Any] = {
        "workbook": "0.1.0",
        "exercise": EXERCISE,
        "learner": learner,
        "findings": [one.model_dump() for one in findings],
        "answers": WORDS,
        "declaration": True,
    }
    case = Case(load_exercise(EXERCISE), Submission.model_validate(content), (), SECRET)
    return {one.criterion: one.result for one in mark(case).criteria}


def criteria(kind: type[Any]) -> list[Any]:
    """The criteria of a kind."""
    return [one for one in load_exercise(EXERCISE).criteria if isinstance(one, kind)]


def pages(one: Inspection) -> list[int]:
    """Numbers of all pages."""
    return list(one.records)


def with_signs(one: Inspection) -> list[Finding]:
    """What somebody flags who looks at signs: every offer, every licence, whatever is low."""
    records = one.records.values()
    return [
        *(flag(r.item, "promotion") for r in records if r.offer_shown),
        *(flag(r.item, "picture", "remove") for r in records if r.licences != [OWN_PICTURE]),
        *(flag(r.item, "stock", "refund") for r in records if r.left <= 2),
        *(flag(r.item, "price", "refund") for r in records if r.ordered),
    ]


TRICKS = {
    "nothing": lambda one: [],
    "everything on every page": lambda one: [flag(item, kind) for item in pages(one) for kind in FAULTS],
    "every page, one kind": lambda one: [flag(item, "price") for item in pages(one)],
    "signs without the lists": with_signs,
    "the answers of another learner": lambda one: answers(made(CODES[1])),
    "the answers of the practice": lambda one: answers(made(CODES[0], PRACTICE_SECRET)),
    "items that are not there": lambda one: [flag(n, "price") for n in range(400) if n not in one.records][:20],
    "the right pages, another kind": lambda one: [flag(f.item, FAULTS[FAULTS.index(f.fault) - 1]) for f in one.faults],
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_is_not_competent(trick: str) -> None:
    found = results(TRICKS[trick](made()))
    for criterion in ("items", "promotions", "first-step"):
        assert found[criterion] == "not yet competent", (trick, found)


@pytest.mark.parametrize("step", FIRST_STEPS)
def test_one_first_step_for_everything_is_not_competent(step: FirstStep) -> None:
    """Each step counts the same, so one of four gives a quarter, or a little more where two are right."""
    findings = [flag(fault.item, fault.fault, step) for fault in made().faults]
    found = results(findings)
    assert found["items"] == found["promotions"] == "competent", "everything is found"
    assert found["first-step"] == "not yet competent"


@pytest.mark.parametrize("learner", CODES[:2])
def test_a_careful_person_is_competent_whatever_they_miss(learner: str) -> None:
    """Who finds 85 % (all but two or three), raises two false alarms and knows the rule is competent.

    Every way to miss so many is tried; the words wait for a person.
    """
    one = made(learner)
    right = [item for item in one.records if not list(one.records[item].faults())][:2]
    alarms = [flag(right[0], "stock"), flag(right[1], "promotion")]
    missed = math.floor(0.15 * len(one.faults))
    for gone in combinations(answers(one), missed):
        found = results([f for f in [*answers(one), *alarms] if f not in gone], learner)
        assert found["items"] == found["promotions"] == found["first-step"] == "competent", (gone, found)
        assert found["how"] == found["in-my-shop"] == "to be marked"


@pytest.mark.parametrize("number", range(len(criteria(FoundCriterion))))
def test_random_flags_have_next_to_no_chance(number: int) -> None:
    """K flags at random among N pairs of page and kind, F of them wrong: hits follow the hypergeometric law.

    Competent asks for at least `least_found` F hits, and at most `most_false` K misses. The best K is taken.
    """
    criterion: FoundCriterion = criteria(FoundCriterion)[number]
    pairs = ITEMS * len(criterion.faults)
    ends = [sum(LEAST_AND_MOST[kind][end] for kind in criterion.faults) for end in (0, 1)]
    best = max(
        hypergeom.sf(
            max(math.ceil(criterion.least_found * wrong), math.ceil((1 - criterion.most_false) * flags)) - 1,
            pairs,
            wrong,
            flags,
        )
        for wrong in range(ends[0], ends[1] + 1)
        for flags in range(1, pairs + 1)
    )
    assert best < 0.01, f"{criterion.id}: {best:.2g}"
    if len(criterion.faults) > 1:
        assert best < 1e-6, f"{criterion.id}: {best:.2g}"


def test_the_first_step_cannot_be_guessed_from_the_kind() -> None:
    """Who finds everything, looks into no order, and answers by the kind of fault as serves best on the whole.

    Over 200 codes that gives 59 % on average against the 65 % asked for, and is enough on 3 of them (decision 32).
    """
    criterion = criteria(FirstStepCriterion)[0]
    by_kind = {"price": "honour", "promotion": "honour", "picture": "remove", "stock": "correct"}
    for learner in CODES:
        one = made(learner)
        findings = [flag(f.item, f.fault, by_kind[f.fault]) for f in one.faults]  # type: ignore[arg-type]
        assert results(findings, learner)[criterion.id] == "not yet competent"
