"""Who makes a learner's own materials: one maker for each kind of task that has some."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any, Final

from sim.assessment import own_run
from sim.assessment.exercise import Task, load_exercise
from sim.assessment.inspection import inspection
from sim.assessment.own_materials import Materials

Maker = Callable[[bytes, str, str], dict[str, Any]]
"""From the secret, the exercise and the learner's code to the content of the materials; what is right is not in it."""


def _shop_front(secret: bytes, exercise: str, learner: str) -> dict[str, Any]:
    return inspection(secret, exercise, learner).front.model_dump(mode="json")


def _own_shop(secret: bytes, exercise: str, learner: str) -> dict[str, Any]:
    return own_run.make(load_exercise(exercise), learner, secret)


MAKERS: Final[dict[Task, Maker]] = {
    "inspection": _shop_front,
    "questions": _own_shop,
}


def own_materials(secret: bytes, exercise: str, learner: str) -> Materials | None:
    """A learner's own materials; None where the task has none, because everybody is asked the same."""
    maker = MAKERS.get(load_exercise(exercise).task)
    if maker is None:
        return None
    return Materials(
        workbook=version("storesim"), exercise=exercise, learner=learner, content=maker(secret, exercise, learner)
    )


__all__ = ["MAKERS", "Maker", "own_materials"]
