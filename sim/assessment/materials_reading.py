"""Reading a file of materials without trust: whose it is, for which exercise, and which shop is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from sim.assessment.exercise import Exercise
from sim.assessment.own_materials import Materials
from sim.assessment.own_run import OwnRun
from sim.reading import BadInputError, one_line, read_json, refuse_excess
from sim.scenario import first_problem

LARGEST_BYTES: Final = 100_000
DEEPEST, MOST_VALUES = 6, 2_000


def read_materials(path: Path, exercise: Exercise) -> Materials:
    """The materials in a file.

    Raises:
        BadInputError: one line: file, field, what is allowed, what was given.
    """
    name = path.name
    content = read_json(str(path), largest_bytes=LARGEST_BYTES, wanted="a file of materials")
    refuse_excess(name, content, deepest=DEEPEST, most_values=MOST_VALUES)
    return checked_materials(name, content, exercise)


def checked_materials(name: str, content: Any, exercise: Exercise) -> Materials:
    """Materials from the content of a file, if they are of this exercise and whole.

    Raises:
        BadInputError: one line that says what is wrong.
    """
    try:
        made = Materials.model_validate(content)
        own = OwnRun.model_validate(made.content) if exercise.task == "questions" else None
    except ValidationError as error:
        raise BadInputError(one_line(f"{name}: {first_problem(error)}")) from None
    if made.exercise != exercise.id:
        raise BadInputError(one_line(f"{name}: exercise: allowed {exercise.id}, given {made.exercise}"))
    if own is not None and own.scenario not in exercise.scenarios:
        raise BadInputError(
            one_line(f"{name}: scenario: allowed {', '.join(exercise.scenarios)}, given {own.scenario}")
        )
    return made


__all__ = ["LARGEST_BYTES", "checked_materials", "read_materials"]
