"""The rows of the two units of competency, and which criteria score them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sim.assessment.criteria import Criterion
from sim.assessment.exercise import Exercise, exercise_names, load_exercise
from sim.places import DATASETS

UNITS: Final = {
    "105090L2": "Retain online customers (105090L2)",
    "105094L3": "Manage online sales system (105094L3)",
}


@dataclass(frozen=True)
class UnitRow:
    """One row of a unit: its number, the unit, and what it asks for."""

    row: str
    unit: str
    text: str


@lru_cache(maxsize=1)
def unit_rows() -> tuple[UnitRow, ...]:
    """Every row of both units, in the order of the units' texts."""
    with (DATASETS / "competency.csv").open(encoding="utf-8", newline="") as file:
        return tuple(UnitRow(**row) for row in csv.DictReader(file))


def row_texts() -> dict[str, str]:
    """What every row of the units asks for, by its number."""
    return {row.row: row.text for row in unit_rows()}


def all_exercises() -> list[Exercise]:
    """Every exercise, by id."""
    return [load_exercise(name) for name in exercise_names()]


def scored_by(exercises: Iterable[Exercise]) -> dict[str, list[tuple[Exercise, Criterion]]]:
    """By row: the criteria that score it, with their exercises."""
    found: dict[str, list[tuple[Exercise, Criterion]]] = {}
    for exercise in exercises:
        for criterion in exercise.criteria:
            for row in criterion.rows:
                found.setdefault(row, []).append((exercise, criterion))
    return found


__all__ = ["UNITS", "UnitRow", "all_exercises", "row_texts", "scored_by", "unit_rows"]
