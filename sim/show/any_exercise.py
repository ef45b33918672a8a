"""Any exercise on one page: choose it by its question, and its lesson opens below.

A new exercise is a folder in `exercises/`. It is on this page at once, before anybody has made a notebook for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import ipywidgets as widgets
from IPython.display import Javascript, display

from sim.assessment.exercise import Task, exercise_names, load_exercise
from sim.scenario import Scenario
from sim.show import lesson, markup
from sim.show.desk import reporter
from sim.show.errand import careful
from sim.show.frame import frame

DECIDE: Final = (
    ("Your task", "brief"),
    ("The customers", "customers"),
    ("The shop", "shop"),
    ("A worked example", "example"),
    ("Predict", "predict"),
    ("Decide and run", "decide"),
    ("See", "see"),
    ("Why?", "why"),
    ("In your own words", "words"),
    ("Hand in", "hand_in"),
)
STEPS: Final[dict[Task, tuple[tuple[str, str], ...]]] = {
    "policy": DECIDE,
    "written": DECIDE,
    "inspection": (
        ("Your task", "brief"),
        ("A worked example", "example"),
        ("Predict", "predict"),
        ("Practise", "practise"),
        ("Your own shop front", "own"),
        ("In your own words", "words"),
        ("Hand in", "hand_in"),
    ),
    "questions": (
        ("Your task", "brief"),
        ("How a question is answered", "worked"),
        ("Practise", "practise"),
        ("Open your materials", "materials"),
        ("Your own questions", "questions"),
        ("In your own words", "words"),
        ("Hand in", "hand_in"),
    ),
}
"""The panels of a lesson by kind of task, in order, with a heading each."""
NOTHING: Final = "choose an exercise"


class AnyExercise:
    """A list of exercises and the lesson of the one that is chosen.

    Args:
        options: as `lesson.start` takes them: scenario, folder, hand_in, materials.
    """

    def __init__(self, **options: Any) -> None:
        self._options = options
        self.place = widgets.HTML()
        self.steps = widgets.VBox()
        self.choice = widgets.Dropdown(
            options=[(NOTHING, ""), *((_title(name), name) for name in exercise_names())],
            description="Exercise",
            style={"description_width": "initial"},
        )
        self.choice.add_class("column")
        self.choice.observe(careful(self.open, reporter(self.place)), names="value")

    def panel(self) -> widgets.VBox:
        """All of it as one panel."""
        style = widgets.HTML(f"<style>{markup.stylesheet()}</style>")
        return widgets.VBox([frame(style, self.choice, self.place), self.steps])

    def open(self) -> None:
        """Open the lesson of the chosen exercise; nothing is lost of the one before, for work is kept on disk."""
        self.place.value = ""
        name = self.choice.value
        if not name:
            self.steps.children = ()
            return
        opened: Any = lesson.start(name, **self._options)
        if isinstance(opened, lesson.ClosedLesson):
            self.steps.children = (opened.brief(),)
            return
        panels: list[widgets.Widget] = []
        for number, (heading, step) in enumerate(STEPS[load_exercise(name).task], start=1):
            make: Callable[[], widgets.Widget] = getattr(opened, step)
            title = widgets.HTML(f'<div class="storesim"><h2>{number}. {heading}</h2></div>')
            panels += [title, make()]
        self.steps.children = tuple(panels)


def _title(name: str) -> str:
    try:
        exercise = load_exercise(name)
    except ValueError:
        return f"{name} (its file is malformed)"
    return f"{exercise.title} ({exercise.unit}, about {exercise.minutes} minutes)"


def open_any(scenario: Scenario | None = None, folder: Path | None = None, hand_in: Path | None = None) -> widgets.VBox:
    """The page, ready to use; the arguments are those of `lesson.start`."""
    display(Javascript(markup.script()))
    return AnyExercise(scenario=scenario, folder=folder, hand_in=hand_in).panel()


__all__ = ["STEPS", "AnyExercise", "open_any"]
