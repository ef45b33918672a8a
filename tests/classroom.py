"""Classes made up for tests: files that were handed in, and class runs whose figures are written by hand."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.assessment.exercise import load_exercise
from sim.assessment.submission import Submission
from sim.classroom.class_run import ClassRun, Group, Member
from sim.classroom.worlds import NAMES, Outcome
from sim.policy import lever_value, with_levers
from sim.rules import rules
from sim.scenario import load_scenario

SEEDS = (51, 52, 53, 54)
TYPICAL = {"retention_rate": 0.35, "sales_accuracy": 0.97, "compliance_incidents": 26.0, "net_margin_hkd": 5000.0}
UP = {"retention_rate": "up", "sales_accuracy": "same", "compliance_incidents": "down"}


def content(
    learner: str = "TC7-0042",
    exercise: str = "promotions",
    values: Mapping[str, Any] | None = None,
    expected: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What one trainee hands in."""
    return {
        "format": 2,
        "workbook": "0.1.0",
        "exercise": exercise,
        "learner": learner,
        "decisions": [{"day": 0, "values": dict(values or {}), "reason": "I think it helps."}],
        "prediction": {"expected": dict(expected or UP), "because": ""},
        "declaration": True,
    }


def submission(**given: Any) -> Submission:
    """A hand-in that was read."""
    return Submission.model_validate(content(**given))


def ten_different() -> list[dict[str, Any]]:
    """Ten hand-ins for three exercises, no two alike."""
    monthly = [content(f"TC7-{n:04d}", values={"outreach.newsletters_per_month": n}) for n in (1, 3, 4, 6)]
    checks = [content(f"TC8-{n:04d}", "monitoring", {"monitoring.price_check_days": n}) for n in (1, 7, 28)]
    reviews = [content(f"TC9-{n:04d}", "security", {"security.log_review_days": n}) for n in (1, 14, 60)]
    return monthly + checks + reviews


def write_all(folder: Path, contents: Sequence[Mapping[str, Any]]) -> Path:
    """Put hand-ins into a folder, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(contents):
        (folder / f"{number:02d}.json").write_text(json.dumps(one), encoding="utf-8")
    return folder


def outcome(changes: Mapping[str, float] | None = None, incidents: Mapping[str, int] | None = None) -> Outcome:
    """An outcome whose measures differ from a typical shop by these amounts in every run, give or take a little."""
    base = np.array([TYPICAL.get(name, 10.0) for name in NAMES])
    table = np.tile(base, (len(SEEDS), 1)) * np.linspace(0.9, 1.1, len(SEEDS))[:, None]
    wobble = np.linspace(-0.05, 0.05, len(SEEDS))
    for name, change in (changes or {}).items():
        table[:, NAMES.index(name)] += change * (1 + wobble)
    found = np.tile([(incidents or {}).get(rule, 0) for rule in rules()], (len(SEEDS), 1))
    return Outcome(table, found.astype(np.int64))


def made_class(
    members: Sequence[tuple[Mapping[str, Any], Mapping[str, float], Mapping[str, int]]],
    exercise: str = "promotions",
    expected: Mapping[str, str] | None = None,
    scenario: str = "corner-shop",
) -> ClassRun:
    """A class run written by hand: for each member what it decided, what that changed, and incidents by rule."""
    shop = load_scenario(scenario)
    reference = shop.reference_policy()
    declared = load_exercise(exercise)
    today = outcome()
    made = []
    for values, changes, incidents in members:
        policy = with_levers(reference, values)
        settings = {path: lever_value(policy, path) for path in declared.levers}
        made.append(Member(policy, settings, dict(expected or UP), outcome(changes, incidents)))
    return ClassRun(shop, SEEDS, today, reference, (Group(declared, tuple(made), today),), "a test")
