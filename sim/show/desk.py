"""The desk a trainee works at: one lesson's practice shops, work on disk and figures, shared by all its panels."""

from __future__ import annotations

import time
from pathlib import Path

import ipywidgets as widgets

from sim.assessment.submission import Submission
from sim.scenario import Scenario
from sim.show import hand_in, markup, verdict
from sim.show.errand import Errand
from sim.show.frame import frame
from sim.show.lesson_words import LessonWords, lesson_words
from sim.show.practice import Practice
from sim.show.saved_work import MOST_ATTEMPTS, Attempt, Effect, Work, WorkFile
from sim.show.work_desk import WorkDesk, button, reporter, text_box

_OPENING_SECONDS = 1.5


class Desk(WorkDesk):
    """The desk of a lesson in which a policy is decided.

    Args:
        exercise: id of the exercise.
        scenario: another world than the exercise's own, for example a tiny one.
        folder: where the work is kept; the usual place if not given.
    """

    words: LessonWords
    work: Work
    hand_in_words = (
        "What is handed in is the plan that the form shows now, your prediction, your reasons and your words.",
    )

    def __init__(self, exercise: str, scenario: Scenario | None = None, folder: Path | None = None) -> None:
        super().__init__(exercise, WorkFile(exercise, folder))
        self.words = lesson_words(self.exercise)
        if self.exercise.task == "questions":
            self.hand_in_words = ("What is handed in is your answers and your words.",)
        self.practice = Practice(self.exercise, scenario)
        self.running, self.warming, self.explaining = Errand(), Errand(), Errand()
        self.strip = widgets.HTML()
        self.strip.add_class("storesim-top")
        self._last_panel = time.monotonic()
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
    def is_in_use(self) -> bool:
        """Whether work in the background should wait: panels are still being opened, or a run is under way."""
        is_opening = time.monotonic() - self._last_panel < _OPENING_SECONDS
        return is_opening or self.running.is_busy or self.explaining.is_busy

    def changed(self) -> None:
        """Keep the work, draw the measures anew, and tell the panels."""
        self.refresh_strip()
        super().changed()

    def replace(self, work: Work) -> None:
        """Put other work on the desk."""
        self.running.stop()
        super().replace(work)

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

    def problems(self, is_declared: bool) -> list[str]:
        """What is still in the way of handing in, a line each."""
        return hand_in.problems(self.practice, self.work, is_declared)

    def submission(self) -> Submission:
        """The work as it is handed in."""
        return hand_in.submission(self.exercise, self.work)

    def summary_rows(self, one: Submission) -> list[tuple[str, str]]:
        """What is in the file, for the person who hands it in."""
        return hand_in.summary_rows(one)


__all__ = ["Desk", "button", "reporter", "text_box"]
