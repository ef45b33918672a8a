"""The desk a trainee works at: one lesson's practice shops, work on disk and figures, shared by all its panels."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from sim.assessment.exercise import load_exercise
from sim.scenario import Scenario
from sim.show import markup, verdict
from sim.show.errand import Errand, careful
from sim.show.frame import after_what_came_before, frame
from sim.show.lesson_words import lesson_words
from sim.show.practice import Practice
from sim.show.saved_work import MOST_ATTEMPTS, Attempt, Effect, Work, WorkFile

_OPENING_SECONDS = 1.5


class Desk:
    """State of one lesson. Panels change `work`, then call `changed`; everybody who watches is told.

    Args:
        exercise: id of the exercise.
        scenario: another world than the exercise's own, for example a tiny one.
        folder: where the work is kept; the usual place if not given.
    """

    def __init__(self, exercise: str, scenario: Scenario | None = None, folder: Path | None = None) -> None:
        self.exercise = load_exercise(exercise)
        self.words = lesson_words(self.exercise)
        self.practice = Practice(self.exercise, scenario)
        self.file = WorkFile(exercise, folder)
        self.work, self.notice = self.file.resume()
        self.running, self.warming, self.explaining = Errand(), Errand(), Errand()
        self.strip = widgets.HTML()
        self.strip.add_class("storesim-top")
        self._last_panel = time.monotonic()
        self._watchers: list[Callable[[], None]] = []
        self._save_line = ""
        self.refresh_strip()

    @property
    def attempt(self) -> Attempt | None:
        """The last run, whose figures are in sight."""
        return self.work.attempts[-1] if self.work.attempts else None

    @property
    def effects(self) -> dict[str, Effect]:
        """What the last run showed, by measure."""
        return self.attempt.effects if self.attempt else {}

    @property
    def shops(self) -> int:
        """In how many shops the last run has run."""
        return self.attempt.seeds if self.attempt else 0

    @property
    def save_line(self) -> str:
        """A line on trouble with keeping the work; empty while all is well."""
        return self._save_line

    @property
    def is_in_use(self) -> bool:
        """Whether work in the background should wait: panels are still being opened, or a run is under way."""
        is_opening = time.monotonic() - self._last_panel < _OPENING_SECONDS
        return is_opening or self.running.is_busy or self.explaining.is_busy

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
        self.refresh_strip()
        for refresh in self._watchers:
            refresh()

    def replace(self, work: Work) -> None:
        """Put other work on the desk."""
        self.running.stop()
        self.work = work
        self.changed()

    def new_attempt(self) -> Attempt:
        """Begin a run of what the form says; from the first one on the prediction holds."""
        self.work.is_frozen = True
        attempt = Attempt(values=dict(self.work.values), reason=self.work.reason)
        self.work.attempts = [*self.work.attempts, attempt][-MOST_ATTEMPTS:]
        return attempt

    def forget_empty_attempts(self) -> None:
        """Take out runs that were stopped before their first shop was done."""
        self.work.attempts = [attempt for attempt in self.work.attempts if attempt.seeds]

    def show(self, attempt: Attempt, shops: int) -> None:
        """Take over the figures of a run after so many shops."""
        seeds = self.practice.seeds[:shops]
        table = self.practice.effects(self.practice.policy(attempt.values), seeds)
        attempt.effects = verdict.effects_of(table, self.practice.shown_measures())
        attempt.seeds = shops

    def refresh_strip(self) -> None:
        """Draw the headline measures anew, in all panels at once."""
        today, ready = self.practice.today_means()
        self.strip.value = markup.strip(today, self.effects, self.shops or ready)

    def panel(self, *children: widgets.Widget, with_strip: bool = True) -> widgets.VBox:
        """A panel of the lesson, with the headline measures at its top where they can be moved."""
        self._last_panel = time.monotonic()
        return frame(*([self.strip] if with_strip and self.exercise.levers else []), *children)


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


__all__ = ["Desk", "button", "reporter", "text_box"]
