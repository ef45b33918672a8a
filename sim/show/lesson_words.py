"""The words of a lesson that belong to its exercise: `exercises/<id>/lesson.json`, beside the declaration."""

from __future__ import annotations

import csv
import json
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.assessment.exercise import Exercise
from sim.assessment.questions import templates
from sim.places import DATASETS, EXERCISES
from sim.policy import with_levers
from sim.scenario import first_problem

UNITS = {"105090L2": "Retain online customers (105090L2)", "105094L3": "Manage online sales system (105094L3)"}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(_Strict):
    """The worked example: one lever changed, what it was for, and what to look at in the picture."""

    values: dict[str, bool | int | float | str] = Field(min_length=1, max_length=1)
    story: tuple[str, ...]
    lesson: tuple[str, ...]


class LessonWords(_Strict):
    """What only this lesson says."""

    asks: dict[str, str]
    """What stands above each text that the exercise asks for, by its id."""
    before_you_predict: tuple[str, ...] = ()
    example: Example | None = None
    """Where something is decided: one change, run beforehand."""
    before_worked: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()
    """Where questions are asked: ids of those that are worked through on the practice shop."""


@lru_cache(maxsize=16)
def lesson_words(exercise: Exercise) -> LessonWords:
    """The words of an exercise's lesson.

    Raises:
        ValueError: the file is missing or malformed, or its example moves a lever that is not open; one line.
    """
    path = EXERCISES / exercise.id / "lesson.json"
    name = f"{exercise.id}/lesson.json"
    try:
        words = LessonWords.model_validate(json.loads(path.read_text(encoding="utf-8")))
        if words.example is not None:
            with_levers(exercise.scenario.reference_policy(), words.example.values)
    except FileNotFoundError:
        raise ValueError(f"{name}: file: allowed the words of the lesson, given a folder without them") from None
    except ValidationError as error:
        raise ValueError(f"{name}: {first_problem(error)}") from None
    closed = sorted(set(words.example.values if words.example else ()) - set(exercise.levers))
    if closed:
        raise ValueError(f"{name}: example.values: allowed {', '.join(exercise.levers)}, given {closed[0]}")
    asked = [ask.id for ask in exercise.asks]
    if set(words.asks) != set(asked):
        raise ValueError(f"{name}: asks: allowed {', '.join(asked)}, given {', '.join(words.asks) or 'none'}")
    missing = words.example is None and bool(exercise.levers)
    if missing or (exercise.task == "questions" and not words.worked):
        raise ValueError(f"{name}: {'example' if missing else 'worked'}: must be there in an exercise of this kind")
    unknown = sorted(set(words.worked) - {one.id for one in templates(exercise.id)}) if words.worked else []
    if unknown:
        raise ValueError(f"{name}: worked: allowed ids of the questions, given {unknown[0]}")
    return words


@lru_cache(maxsize=1)
def unit_rows() -> dict[str, str]:
    """The rows of the units of competency: number to text."""
    with (DATASETS / "competency.csv").open(encoding="utf-8", newline="") as file:
        return {row["row"]: row["text"] for row in csv.DictReader(file)}


__all__ = ["UNITS", "Example", "LessonWords", "lesson_words", "unit_rows"]
