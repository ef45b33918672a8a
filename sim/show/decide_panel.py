"""Decide and run: the form of levers, the reason, the run with its progress, and the history of tries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets

from sim.assessment.exercise import HEADLINES
from sim.policy import find_lever
from sim.show import markup
from sim.show.desk import Desk, button, reporter, text_box
from sim.show.errand import careful
from sim.show.lever_form import LeverForm
from sim.show.looks import lever_text, look
from sim.show.predict_panel import missing
from sim.show.saved_work import Attempt

MOST_UNDO = 100


class DecidePanel:
    """The form, its buttons and the tries."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._undo: list[dict[str, Any]] = []
        self._is_quiet = False
        self.place = widgets.HTML()
        self._report = reporter(self.place)
        self.form = LeverForm(
            desk.exercise.open_levers(), desk.practice.today(), careful(self._moved, reporter(self.place))
        )
        self.reason = text_box("I choose this plan because ...", "", lines=3)
        self.reason.observe(careful(self._reasoned, self._report), names="value")
        self.run_button = button("Run the shop with my plan", self.run, self._report, main=True)
        self.stop_button = button("Stop", self._stop, self._report)
        self.undo_button = button("Undo my last change", self._undo_last, self._report)
        self.today_button = button("Back to today's values", self._back_to_today, self._report)
        self.progress = widgets.IntProgress(value=0, min=0, max=len(desk.practice.seeds))
        self.progress.layout.display = "none"
        self.tries = widgets.HTML()
        self.which = widgets.Dropdown(
            options=[("no tries yet", -1)], description="Try", style={"description_width": "initial"}
        )
        self.which.add_class("column")
        self.back_button = button("Bring this try back", self._bring_back, self._report)
        desk.watch(self.refresh)
        self.refresh()

    def panel(self) -> widgets.VBox:
        """All of it as one panel."""
        moves = widgets.HBox([self.undo_button, self.today_button])
        runs = widgets.HBox([self.run_button, self.stop_button])
        backs = widgets.VBox([self.which, self.back_button])
        for row in (moves, runs):
            row.layout.flex_flow = "row wrap"
        return self.desk.panel(
            self.form.box,
            moves,
            self.reason,
            runs,
            self.progress,
            self.place,
            widgets.HTML("<h3>Your tries</h3>"),
            self.tries,
            backs,
        )

    def refresh(self) -> None:
        """Show the work as it is."""
        work = self.desk.work
        self._is_quiet = True
        try:
            self.form.show(work.values)
            if self.reason.value != work.reason:
                self.reason.value = work.reason
        finally:
            self._is_quiet = False
        lacks = [] if work.is_frozen else missing(self.desk)
        busy = self.desk.running.is_busy
        self.run_button.disabled = bool(lacks) or busy
        self.stop_button.disabled = not busy
        self.undo_button.disabled = not self._undo
        if lacks:
            self.place.value = markup.line(
                f"Run is locked until your prediction is complete. Still missing: {', '.join(lacks)}."
            )
        elif not work.attempts and not busy:
            self.place.value = markup.line("Ready: move the levers, give your reason, then run the shop.")
        self.tries.value = _tries_table(self.desk)
        tries = [(f"Try {number}", number - 1) for number in range(1, len(work.attempts) + 1)]
        options = tries[::-1] or [("no tries yet", -1)]
        if list(self.which.options) != options:
            self.which.options = options
        self.back_button.disabled = not tries

    def run(self) -> None:
        """Run what the form says: the first shop at once, the others one after the other."""
        if self.desk.running.is_busy or (not self.desk.work.is_frozen and missing(self.desk)):
            return
        self.desk.work.values = self.form.values
        attempt = self.desk.new_attempt()
        self.progress.value = 0
        self.progress.layout.display = "flex"
        self._lock(True)
        self.place.value = markup.line("The shop is running: half a year in the first shop ...")
        self.desk.running.start(self._slices(attempt), self._report, self._ended)

    def _slices(self, attempt: Attempt) -> Iterator[int]:
        seeds = len(self.desk.practice.seeds)
        for shops in self.desk.practice.try_out(self.desk.practice.policy(attempt.values)):
            self.desk.show(attempt, shops)
            self.progress.value = shops
            self.place.value = markup.line(f"{shops} of {seeds} shops are done. The figures above are up to date.")
            self.desk.changed()
            self._lock(shops < seeds)
            yield shops

    def _ended(self, is_finished: bool) -> None:
        self.desk.forget_empty_attempts()
        self.desk.changed()
        self._lock(False)
        self.progress.layout.display = "none"
        attempt = self.desk.attempt
        shops = attempt.seeds if attempt else 0
        if is_finished and attempt and attempt.values != self.form.values:
            self.place.value = markup.line(
                f"Done in {shops} shops. You moved a lever after the start, so these figures show the plan before. "
                "Run again to see the new plan."
            )
        elif is_finished:
            self.place.value = markup.line(f"Done: your plan has run in {shops} shops. Look at the next step.", "good")
        elif self.place.value.count("trouble") == 0:
            self.place.value = markup.line(f"Stopped. The figures are of {shops} shops." if shops else "Stopped.")

    def _lock(self, is_running: bool) -> None:
        self.run_button.disabled = is_running
        self.stop_button.disabled = not is_running

    def _stop(self) -> None:
        self.desk.running.stop()

    def _moved(self) -> None:
        self._undo = [*self._undo, {**self.desk.practice.today(), **self.desk.work.values}][-MOST_UNDO:]
        self.desk.work.values = self.form.values
        self.desk.changed()

    def _reasoned(self) -> None:
        if not self._is_quiet:
            self.desk.work.reason = self.reason.value[:4000]
            self.desk.changed()

    def _undo_last(self) -> None:
        if self._undo:
            self.desk.work.values = self._undo.pop()
            self.desk.changed()

    def _set(self, values: dict[str, Any]) -> None:
        self._undo = [*self._undo, self.form.values][-MOST_UNDO:]
        self.desk.work.values = values
        self.desk.changed()

    def _back_to_today(self) -> None:
        self._set(self.desk.practice.today())

    def _bring_back(self) -> None:
        place = self.which.value
        if place >= 0:
            attempt = self.desk.work.attempts[place]
            self.desk.work.reason = attempt.reason
            self._set(dict(attempt.values))
            self.place.value = markup.line(f"The form shows try {place + 1} again.", "good")


def _tries_table(desk: Desk) -> str:
    if not desk.work.attempts:
        return markup.paragraphs("Each run is kept here, so that you can go back to it.")
    rows = []
    for number, attempt in enumerate(desk.work.attempts, start=1):
        changed = desk.practice.changed(attempt.values)
        levers = "; ".join(
            f"{find_lever(path).label}: {lever_text(find_lever(path), new)}" for path, (_, new) in changed.items()
        )
        figures = [
            look(measure).text(attempt.effects[measure].change or 0.0, signed=True)
            if measure in attempt.effects
            else ""
            for measure in HEADLINES
        ]
        rows.append((str(number), levers or "nothing changed", *figures, str(attempt.seeds)))
    columns = ("Try", "What you changed", *(look(measure).label for measure in HEADLINES), "Shops")
    return markup.table("Change against today, mean of the shops", columns, rows, numbers=(2, 3, 4, 5))


def decide_panel(desk: Desk) -> widgets.VBox:
    """The panel in which the trainee decides and runs."""
    return DecidePanel(desk).panel()


__all__ = ["DecidePanel", "decide_panel"]
