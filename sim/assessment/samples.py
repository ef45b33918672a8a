"""Benchmark samples of an exercise: texts with agreed levels, so that two markers mean the same by a level.

They lie in `exercises/<id>/samples.json`. A criterion that has samples has three: a pass, a borderline and a fail.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from pydantic import Field, TypeAdapter, ValidationError

from sim.assessment.criteria import NAME, Frozen, RubricCriterion
from sim.assessment.exercise import Exercise, load_exercise
from sim.places import EXERCISES
from sim.reading import BadInputError, read_json
from sim.scenario import first_problem

KINDS: Final = ("pass", "borderline", "fail")


class Sample(Frozen):
    """A text, the level that markers agreed on, and why."""

    criterion: str = Field(pattern=NAME)
    text: str = Field(min_length=1, max_length=4000)
    level: int = Field(ge=0)
    why: str = Field(min_length=1, max_length=600)
    kind: Literal["pass", "borderline", "fail"]


_SAMPLES: Final = TypeAdapter(tuple[Sample, ...])


@lru_cache(maxsize=64)
def load_samples(exercise: str) -> dict[str, tuple[Sample, ...]]:
    """By criterion: its samples, the pass first; nothing where the exercise has none.

    Raises:
        ValueError: no such exercise, or the file is malformed; one line that says what.
    """
    declared = load_exercise(exercise)
    path = EXERCISES / declared.id / "samples.json"
    if not path.is_file():
        return {}
    try:
        return by_criterion(declared, _SAMPLES.validate_python(read_json(str(path)), strict=False))
    except ValidationError as error:
        raise ValueError(f"{declared.id}/samples.json: {first_problem(error)}") from None
    except BadInputError as error:
        raise ValueError(str(error)) from None
    except ValueError as error:
        raise ValueError(f"{declared.id}/samples.json: {error}") from None


def by_criterion(exercise: Exercise, samples: tuple[Sample, ...]) -> dict[str, tuple[Sample, ...]]:
    """The samples of each criterion, checked against its levels.

    Raises:
        ValueError: for a criterion that nobody reads for, a level that does not fit its kind, or a kind not once.
    """
    rubrics = {one.id: one for one in exercise.criteria if isinstance(one, RubricCriterion)}
    found: dict[str, list[Sample]] = {}
    for sample in samples:
        rubric = rubrics.get(sample.criterion)
        if rubric is None:
            raise ValueError(f"criterion: allowed {', '.join(sorted(rubrics))}, given {sample.criterion}")
        allowed = levels_of(rubric, sample.kind)
        if sample.level not in allowed:
            raise ValueError(
                f"{sample.criterion}: level of a {sample.kind}: allowed "
                f"{' or '.join(f'{level}' for level in allowed)}, given {sample.level}"
            )
        found.setdefault(sample.criterion, []).append(sample)
    for criterion, group in found.items():
        if sorted(one.kind for one in group) != sorted(KINDS):
            raise ValueError(f"{criterion}: samples: allowed one each of {', '.join(KINDS)}")
        group.sort(key=lambda one: KINDS.index(one.kind))
    return {criterion: tuple(group) for criterion, group in found.items()}


def levels_of(rubric: RubricCriterion, kind: str) -> list[int]:
    """The levels that a sample of this kind may have: borderline is the lowest competent one or the one below."""
    line, top = rubric.competent_from, len(rubric.levels) - 1
    if kind == "borderline":
        return [line - 1, line]
    return list(range(line, top + 1)) if kind == "pass" else list(range(line))


__all__ = ["KINDS", "Sample", "by_criterion", "levels_of", "load_samples"]
