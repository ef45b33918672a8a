"""Twelve ways to be marked competent without being it, through the whole of marking; and three honest ways that work.

Every text is read by a person who finds the highest level in it, so that nothing but the trick is judged. The shops are
of the usual size; the secret is always the same, so nothing here hangs on luck.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.assessment.exercise import RubricCriterion, load_exercise
from sim.assessment.gradebook import Gradebook
from sim.assessment.inspection import inspection
from sim.assessment.own_run import own_run, questions_of, run_own
from sim.assessment.person_marks import mark_words
from sim.assessment.round import mark_paths
from sim.assessment.standing import result_of
from sim.policy import find_lever
from tests.test_marking_gaming import SENSIBLE

pytestmark = pytest.mark.slow
SECRET = b"only this training centre knows it"
FEW_SEEDS, SEEDS = 2, 5
"""Shops of each scenario: a trick must fail in any number; the sensible plans clear their intervals with five."""
WORDS = " ".join(["I chose this because of what the tables show about our customers and what it costs us."] * 6)
FAULTS = ("price", "promotion", "picture", "stock")


def hand_in(exercise: str, learner: str, **changes: Any) -> dict[str, Any]:
    """A hand-in with good words everywhere."""
    declared = load_exercise(exercise)
    content: dict[str, Any] = {
        "format": 2,
        "workbook": "0.1.0",
        "exercise": exercise,
        "learner": learner,
        "answers": {ask.id: f"{learner} says: {WORDS}" for ask in declared.asks},
        "declaration": True,
    }
    if declared.levers:
        content["decisions"] = [{"day": 0, "values": changes.pop("values", {}), "reason": f"{learner}: {WORDS}"}]
        content["prediction"] = {"expected": {"retention_rate": "up"}, "because": WORDS}
    return {**content, **changes}


def bounds(exercise: str, *, high: bool) -> dict[str, Any]:
    """Every lever at one end of its range."""
    values: dict[str, Any] = {}
    for path in load_exercise(exercise).levers:
        lever = find_lever(path)
        if lever.choices:
            values[path] = list(lever.choices)[-1 if high else 0]
        elif isinstance(lever.default, bool):
            values[path] = high
        else:
            values[path] = int((lever.high if high else lever.low) or 0)
    return values


def answers_of(learner: str) -> dict[str, Any]:
    """The right answers to somebody's own questions."""
    exercise = load_exercise("own-shop")
    own = own_run(exercise, learner, SECRET)
    return {one.id: one.right for one in questions_of(exercise, own, run_own(own))}


def flags(learner: str, count: int | None) -> list[dict[str, Any]]:
    """Everything flagged, or so many flags at random."""
    items = sorted(inspection(SECRET, "shop-front", learner).records)
    every = [{"item": item, "fault": fault, "first": "correct"} for item in items for fault in FAULTS]
    return every if count is None else random.Random(1).sample(every, count)


def tricks() -> Iterator[tuple[str, dict[str, Any]]]:
    """The twelve of the design, by name; some are tried in more than one exercise."""
    yield "do nothing", hand_in("promotions", "TC-01A")
    daily = {"outreach.newsletters_per_month": 30, "outreach.audience": "everyone"}
    yield "mail everyone daily", hand_in("promotions", "TC-02A", values=daily)
    yield "90 % off", hand_in("promotions", "TC-03A", values={"coupons.depth_percent": 90})
    yield (
        "90 % off for members",
        hand_in("loyalty", "TC-03B", values={"coupons.depth_percent": 90, "members.open": True}),
    )
    always = {f"monitoring.{what}_days": 1 for what in ("price_check", "content_check", "stock_count")}
    yield "check always, without staff", hand_in("monitoring", "TC-04A", values={**always, "service.clerks": 1})
    locked = {
        "security.mail_filter": "strict",
        "security.two_step_sign_in": "security key",
        "security.log_review_days": 1,
    }
    yield "lock everybody out", hand_in("security", "TC-05A", values=locked)
    yield "close the shop", hand_in("promotions", "TC-06A", values={"outreach.newsletters_per_month": 0})
    yield "random flags", hand_in("shop-front", "TC-09A", findings=flags("TC-09A", 14))
    yield "flag everything", hand_in("shop-front", "TC-10A", findings=flags("TC-10A", None))
    yield "answers of another code", hand_in("own-shop", "TC-11A", responses=fitting("TC-11A", answers_of("TC-11B")))
    for exercise in ("promotions", "loyalty", "monitoring", "security", "procedure"):
        for name, high in (("low", False), ("high", True)):
            code = f"TC-12{exercise[:2].upper()}{name[0].upper()}"
            yield f"all at the {name} bound: {exercise}", hand_in(exercise, code, values=bounds(exercise, high=high))


def fitting(learner: str, others: dict[str, Any]) -> dict[str, Any]:
    """Somebody else's answers to those of the questions that this learner was asked as well."""
    return {name: others[name] for name in answers_of(learner) if name in others}


def marked(folder: Path, files: dict[str, dict[str, Any]], seeds: int) -> tuple[dict[str, str], int]:
    """Results by name once everything has been marked and all words were read at the highest level; broken files."""
    folder.mkdir(exist_ok=True)
    for number, content in enumerate(files.values()):
        (folder / f"{number:02}.json").write_text(json.dumps(content), encoding="utf-8")
    with Gradebook(str(folder / "marks.sqlite")) as book:
        done = mark_paths([folder], book, SECRET, seeds=seeds, workers=2)
        for row in book.submissions():
            rubrics = {one.id: one for one in load_exercise(row.exercise).criteria if isinstance(one, RubricCriterion)}
            for mark in row.marks:
                if mark.criterion in rubrics and mark.result == "to be marked":
                    mark_words(book, mark.id, "A1-07", len(rubrics[mark.criterion].levels) - 1)
        by_learner = {row.learner: result_of(row) for row in book.submissions()}
    return {name: by_learner.get(content["learner"], "refused") for name, content in files.items()}, len(done.broken)


def test_no_trick_is_competent(tmp_path: Path) -> None:
    results, broken = marked(tmp_path / "tricks", dict(tricks()), FEW_SEEDS)
    assert not broken
    assert {name for name, result in results.items() if result != "not yet competent"} == set()


def test_edited_results_are_refused_before_anything_is_run(tmp_path: Path) -> None:
    edited = hand_in("promotions", "TC-08A", marks=100, worlds=[["corner-shop", 1, "a", "b"]])
    results, broken = marked(tmp_path / "edited", {"edited results": edited}, FEW_SEEDS)
    assert results == {"edited results": "refused"}
    assert broken == 1


def test_three_honest_ways_are_competent_and_a_copy_is_not(tmp_path: Path) -> None:
    """The copy of a competent hand-in, words and all, is left to a person."""
    values = {**SENSIBLE["loyalty"]}
    procedure = {
        "monitoring.price_check_days": 5,
        "publishing.second_person_checks": True,
        "repair.first": "best sellers",
        "repair.overcharged": "everybody",
    }
    honest = {
        "promotions": hand_in("promotions", "TC-20A", values=SENSIBLE["promotions"]),
        "loyalty": hand_in("loyalty", "TC-20B", values=values),
        "procedure": hand_in("procedure", "TC-20C", values=procedure),
    }
    copy = {**honest["promotions"], "learner": "TC-21Z"}
    results, broken = marked(tmp_path / "honest", {**honest, "a copy": copy}, SEEDS)
    assert not broken
    assert results == {**dict.fromkeys(honest, "competent"), "a copy": "not yet competent"}
