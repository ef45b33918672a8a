"""The words of a lesson that belong to its exercise: `exercises/<id>/lesson.json`, beside the declaration."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.assessment.exercise import Exercise
from sim.assessment.questions import templates
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

    asks: dict[str, str]
    """What stands above each text that the exercise asks for, by its id."""
    before_you_predict: tuple[str, ...] = ()
    example: Example | None = None
    """Where something is decided: one change, run beforehand."""
    before_worked: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()
    """Where questions are asked: ids of those that are worked through on the practice shop."""

    def prompt(self, ask: str) -> str:
        """What the trainee is asked to write, for an ask of the exercise."""
        return self.asks[ask]


class InspectionExample(_Strict):
    """The worked example of an inspection; the pages themselves come from the first practice shop front."""

    story: tuple[str, ...]
    wrong: tuple[str, ...]
    """Beside a page that is wrong."""
    right: tuple[str, ...]
    """Beside one that only looks wrong."""
    lesson: tuple[str, ...]


class InspectionWords(_Strict):
    """What only the lesson of an inspection says."""

    before_you_predict: tuple[str, ...]
    example: InspectionExample
    practice: tuple[str, ...]
    own: tuple[str, ...]
    asks: dict[str, str]

    def prompt(self, ask: str) -> str:
        """What the trainee is asked to write, for an ask of the exercise."""
        return self.asks[ask]


Words = TypeVar("Words", bound=_Strict)


@lru_cache(maxsize=16)
def lesson_words(exercise: Exercise) -> LessonWords:
    """The words of the lesson of a policy exercise.

    Raises:
        ValueError: the file is missing or malformed, or its example moves a lever that is not open; one line.
    """
    words, name = _words(exercise, LessonWords)
    try:
        if words.example is not None:
            with_levers(exercise.scenario.reference_policy(), words.example.values)
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


@lru_cache(maxsize=16)
def inspection_words(exercise: Exercise) -> InspectionWords:
    """The words of the lesson of an inspection.

    Raises:
        ValueError: the file is missing or malformed, or says nothing about a text that is asked for; one line.
    """
    words, name = _words(exercise, InspectionWords)
    asked = {ask.id for ask in exercise.asks}
    if set(words.asks) != asked:
        raise ValueError(f"{name}: asks: allowed {', '.join(sorted(asked))}, given {', '.join(sorted(words.asks))}")
    return words


def _words(exercise: Exercise, model: type[Words]) -> tuple[Words, str]:
    """The words in an exercise's folder, and the name of their file for messages."""
    path = EXERCISES / exercise.id / "lesson.json"
    name = f"{exercise.id}/lesson.json"
    try:
        return model.model_validate(json.loads(path.read_text(encoding="utf-8"))), name
    except FileNotFoundError:
        raise ValueError(f"{name}: file: allowed the words of the lesson, given a folder without them") from None
    except ValidationError as error:
        raise ValueError(f"{name}: {first_problem(error)}") from None


__all__ = ["Example", "InspectionWords", "LessonWords", "inspection_words", "lesson_words"]
