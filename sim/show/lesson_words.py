"""The words of a lesson that belong to its exercise: `exercises/<id>/lesson.json`, beside the declaration."""

from __future__ import annotations

import json
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.assessment.exercise import Exercise
from sim.places import EXERCISES
from sim.policy import with_levers
from sim.scenario import first_problem


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(_Strict):
    """The worked example: one lever changed, what it was for, and what to look at in the picture."""

    values: dict[str, bool | int | float | str] = Field(min_length=1, max_length=1)
    story: tuple[str, ...]
    lesson: tuple[str, ...]


class LessonWords(_Strict):
    """What only this lesson says."""

    before_you_predict: tuple[str, ...]
    example: Example
    what_happened: str
    in_my_shop: str


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
        with_levers(exercise.scenario.reference_policy(), words.example.values)
    except FileNotFoundError:
        raise ValueError(f"{name}: file: allowed the words of the lesson, given a folder without them") from None
    except ValidationError as error:
        raise ValueError(f"{name}: {first_problem(error)}") from None
    closed = sorted(set(words.example.values) - set(exercise.levers))
    if closed:
        raise ValueError(f"{name}: example.values: allowed {', '.join(exercise.levers)}, given {closed[0]}")
    return words


__all__ = ["Example", "LessonWords", "lesson_words"]
