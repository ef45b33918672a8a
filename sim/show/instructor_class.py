"""Run the class with a button: what was found in the folder, progress, and the debrief on the page."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from html import escape
from pathlib import Path

import ipywidgets as widgets

from sim.assessment.submission import Submission
from sim.classroom.class_run import ClassRun, class_seeds, count_class_runs, run_class
from sim.classroom.hand_ins import Collected, NothingToRunError, collect
from sim.classroom.worlds import Tick
from sim.run import made_with
from sim.scenario import Scenario
from sim.show import markup
from sim.show.debrief import debrief_body, write_debrief
from sim.show.desk import button, reporter
from sim.show.instructor_room import Room

LOOK_SECONDS = 0.2
MOST_SHOPS = 50
USUAL_SHOPS = 10
WORTH_WORKERS = 8
"""Fewer runs than this are done sooner here than in processes that must start first."""


class StoppedError(Exception):
    """The instructor stopped the class run."""


class ClassPanel:
    """Folder of hand-ins, number of shops, the run with its progress, and the debrief.

    Args:
        room: the chosen shop and its planned events.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self.folder = widgets.Text(value=str(room.hand_ins), description="Folder of hand-ins")
        self.shops = widgets.BoundedIntText(
            value=USUAL_SHOPS, min=2, max=MOST_SHOPS, description=f"Shops for each policy, 2 to {MOST_SHOPS}"
        )
        for box in (self.folder, self.shops):
            box.style = {"description_width": "initial"}
            box.add_class("column")
        self.bar = widgets.IntProgress(min=0, max=1, description="Runs", style={"description_width": "initial"})
        self.bar.layout.visibility = "hidden"
        self.place, self.left_out, self.link, self.page = (widgets.HTML() for _ in range(4))
        self.report = reporter(self.place)
        self._is_stopped = False
        self.buttons = [
            button("Look in the folder", self.look_in, self.report),
            button("Run the class", self.go, self.report, main=True),
            button("Stop", self.stop, self.report),
        ]
        self.box = room.panel(
            self.folder,
            self.shops,
            widgets.HBox(self.buttons),
            self.bar,
            self.place,
            self.left_out,
            self.link,
            self.page,
        )

    def look_in(self) -> None:
        """Say what is in the folder."""
        self._found()

    def go(self) -> None:
        """Run the class, unless it is running."""
        if self.room.running.is_busy:
            return
        found = self._found()
        if found is not None:
            self.link.value = self.page.value = ""
            self._is_stopped = False
            self.room.running.start(self._work(found), self.report, self._end)

    def stop(self) -> None:
        """Stop after the runs that are under way."""
        self._is_stopped = True

    def _found(self) -> Collected | None:
        self.left_out.value = ""
        try:
            found = collect([self.folder.value.strip()])
        except NothingToRunError as error:
            self.left_out.value = markup.lines(error.broken, "trouble")
            self.report("Nothing to run: no file that can be used. Choose the folder with what was handed in.")
            return None
        except ValueError as error:
            self.report(str(error))
            return None
        self.left_out.value = markup.lines([*found.broken, *found.repeated], "trouble")
        exercises = sorted({one.submission.exercise for one in found.hand_ins})
        files = "1 hand-in" if len(found.hand_ins) == 1 else f"{len(found.hand_ins)} hand-ins"
        words = f"Found: {files} for {', '.join(exercises)}; files that cannot be used: {len(found.broken)}."
        self.place.value = markup.line(words, "good")
        return found

    def _work(self, found: Collected) -> Iterator[None]:
        scenario, seeds = self.room.scenario, class_seeds(self.shops.value)
        total = count_class_runs(found.submissions, scenario, seeds)
        self.bar.max, self.bar.value, self.bar.layout.visibility = total, 0, "visible"
        ended: list[int] = []

        def tick(count: int) -> None:
            if self._is_stopped:
                raise StoppedError
            ended.append(count)

        with ThreadPoolExecutor(1) as thread:
            doing = thread.submit(run_and_draw, found.submissions, scenario, seeds, total, tick)
            while not doing.done():
                wait([doing], timeout=LOOK_SECONDS)
                self.bar.value = sum(ended)
                yield
            try:
                self._show(*doing.result())
            except StoppedError:
                self.place.value = markup.line("Stopped. Nothing was written.")

    def _show(self, done: ClassRun, body: str) -> None:
        self.page.value = body
        try:
            self.room.out.mkdir(parents=True, exist_ok=True)
            path, table = write_debrief(done, self.room.out, body)
        except OSError as error:
            self.report(f"The debrief could not be written to {self.room.out}: {error.strerror or error}.")
            return
        self.link.value = file_link(path)
        self.place.value = markup.line(f"Done. The page is kept as {path}, the figures as {table}.", "good")

    def _end(self, _: bool) -> None:
        self.bar.layout.visibility = "hidden"


def run_and_draw(
    submissions: Sequence[Submission], scenario: Scenario, seeds: Sequence[int], total: int, tick: Tick
) -> tuple[ClassRun, str]:
    """Run the class and draw its debrief, away from the loop that answers the buttons."""
    workers = (os.cpu_count() or 1) if total >= WORTH_WORKERS else 1
    done = run_class(submissions, scenario, seeds, workers=workers, tick=tick, made_with=made_with())
    return done, debrief_body(done)


def file_link(path: Path) -> str:
    """A link that saves the page; the file itself holds everything, so that it can be sent and printed."""
    content = base64.b64encode(path.read_bytes()).decode("ascii")
    name = escape(path.name, quote=True)
    return (
        f'<p><a download="{name}" href="data:text/html;charset=utf-8;base64,{content}">Save {name}</a> '
        "to open it in a tab of its own, to print it, or to send it.</p>"
    )


__all__ = ["ClassPanel", "file_link"]
