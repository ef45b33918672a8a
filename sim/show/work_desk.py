"""What the desks of all lessons share: work on disk, everybody who watches it, and a panel's box.

A lesson's own desk adds what its task needs, and says what is still missing before handing in.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from sim.assessment.exercise import load_exercise
from sim.assessment.submission import Submission
from sim.show import markup
from sim.show.errand import careful
from sim.show.frame import after_what_came_before, frame
from sim.show.saved_work import KeptFile


class WorkDesk(ABC):
    """State of one lesson. Panels change `work`, then call `changed`; everybody who watches is told.

    Args:
        exercise: id of the exercise.
        file: where the work is kept.
    """

    words: Any
    hand_in_words: tuple[str, ...] = ()
    """What is handed in, in sentences beside the button."""

    def __init__(self, exercise: str, file: KeptFile[Any]) -> None:
        self.exercise = load_exercise(exercise)
        self.file = file
        self.work, self.notice = file.resume()
        self._watchers: list[Callable[[], None]] = []
        self._save_line = ""

    @property
    def save_line(self) -> str:
        """A line on trouble with keeping the work; empty while all is well."""
        return self._save_line

    def watch(self, refresh: Callable[[], None]) -> None:
        """Have a function called after each change of the work."""
        self._watchers.append(refresh)

    def changed(self) -> None:
        """Keep the work and tell the panels."""
        try:
            self.file.keep(self.work)
            self._save_line = ""
        except OSError as error:
            self._save_line = (
                f"Your work could not be kept on disk: {error.strerror or error}. Hand in before you close."
            )
        for refresh in self._watchers:
            refresh()

    def replace(self, work: Any) -> None:
        """Put other work on the desk."""
        self.work = work
        self.changed()

    def panel(self, *children: widgets.Widget) -> widgets.VBox:
        """A panel of the lesson."""
        return frame(*children)

    def answer(self, ask: str) -> str:
        """What is written so far for an ask of the exercise."""
        return str(self.work.answers.get(ask, ""))

    def write(self, ask: str, text: str) -> None:
        """Take over what is written for an ask; the caller calls `changed`."""
        self.work.answers = {**self.work.answers, ask: text}

    @abstractmethod
    def problems(self, is_declared: bool) -> list[str]:
        """What is still in the way of handing in, a line each."""

    @abstractmethod
    def submission(self) -> Submission:
        """The work as it is handed in."""

    @abstractmethod
    def summary_rows(self, one: Submission) -> list[tuple[str, str]]:
        """What is in the file, for the person who hands it in."""


def button(
    words: str, action: Callable[[], None], report: Callable[[str], None], *, main: bool = False
) -> widgets.Button:
    """A button whose click is one call; trouble becomes one line."""
    made = widgets.Button(description=words, tooltip=words)
    if main:
        made.add_class("main")
    made.on_click(lambda _: after_what_came_before(careful(action, report)))
    return made


def reporter(place: widgets.HTML) -> Callable[[str], None]:
    """A function that shows a line of trouble in this place."""

    def report(text: str) -> None:
        place.value = markup.line(text, "trouble")

    return report


def text_box(label: str, value: str, *, lines: int = 4) -> widgets.Textarea:
    """A box for the trainee's own words, its label above."""
    made = widgets.Textarea(value=value, description=label, rows=lines, style={"description_width": "initial"})
    made.add_class("column")
    return made


__all__ = ["WorkDesk", "button", "reporter", "text_box"]
