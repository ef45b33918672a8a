"""The assessor's desk: choose what was handed in, check it, mark it, read words, decide, and take the marks along.

`desk = assessor.open_desk()`, then one panel a cell, such as `desk.choose()`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets

from sim.assessment.round import mark_in_steps
from sim.assessment.secret import secret_of
from sim.assessment.worlds import UNSEEN_SEEDS, Size
from sim.show import assessor_tables as tables
from sim.show import markup
from sim.show.assessor_appeal import appeal_panel
from sim.show.assessor_book import PLACE, OpenBook
from sim.show.assessor_evidence import evidence_page
from sim.show.assessor_fields import PickList, lines_of_trouble, told
from sim.show.assessor_folder import FolderChoice
from sim.show.assessor_override import override_panel
from sim.show.assessor_reading import reading_panel
from sim.show.assessor_reports import reports_panel
from sim.show.assessor_second import second_panel
from sim.show.desk import button, reporter
from sim.show.errand import Errand
from sim.show.frame import frame
from sim.show.saved_work import HOME

_STYLE = """
.jp-Notebook .jp-OutputArea-promptOverlay { display: none; }
.jp-Notebook .jp-OutputArea-child, .jp-Notebook .jp-OutputArea-output, .storesim, .storesim > *,
.storesim .widget-html-content { min-width: 0; }
.storesim .column > input { max-width: 76ch; }
.storesim .column > select[size], .storesim .column > select[multiple] { height: auto; }
.storesim ol > li { margin: 0 0 10px; max-width: 84ch; overflow-wrap: anywhere; }
.storesim th, .storesim td, .storesim th.number, .storesim td.number { white-space: normal; overflow-wrap: break-word; }
.storesim td:first-child { min-width: 110px; }
.storesim blockquote.words { margin: 4px 0 12px; padding: 8px 12px; border-left: 4px solid #e69f00; background: #fbf8f1;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.storesim .override { border-left: 4px solid #1b2a49; background: #f6f7f9; padding: 4px 10px; overflow-wrap: anywhere; }
.storesim table.levels td:first-child { min-width: 0; width: 3em; }
.storesim table.samples td:nth-child(2) { width: 52%; }
"""


class AssessorDesk:
    """State of the assessor's notebook, and the panels that show it.

    Args:
        folder: where hand-ins are looked for at first.
        place: the folder of gradebook and reports at first.
        seeds: worlds of each scenario.
        size: customers and days, to rehearse in a smaller shop.
        workers: processes that run worlds.
    """

    def __init__(self, folder: Path, place: Path, seeds: int, size: Size | None, workers: int) -> None:
        self.seeds, self.size, self.workers = seeds, size, workers
        self.folder = FolderChoice(folder)
        self.place = place
        self.book = OpenBook(place)
        self.marking = Errand()

    def choose(self) -> widgets.VBox:
        """Which folder and which gradebook; a button that checks the files without marking them."""
        place = widgets.HTML()

        def check() -> None:
            place.value = ""
            place.value = tables.checked(self.folder.path())

        return frame(
            widgets.HTML(f"<style>{markup.stylesheet()}{_STYLE}</style>"),
            self.folder.box,
            self.book.name_line,
            widgets.HBox([button("Check the files", told(check, place), reporter(place))]),
            place,
        )

    def mark(self) -> widgets.VBox:
        """The button that marks, with a bar; marking may be stopped and goes on later."""
        bar = widgets.IntProgress(value=0, max=1, description="", bar_style="")
        bar.add_class("column")
        now, place = widgets.HTML(), widgets.HTML()
        report = reporter(place)
        said: list[str] = []

        def slices() -> Iterator[None]:
            said.clear()
            with self.book.open() as book:
                for step in mark_in_steps(
                    [self.folder.path()],
                    book,
                    secret_of(self.book.name, book, said.append),
                    workers=self.workers,
                    seeds=self.seeds,
                    size=self.size,
                    say=said.append,
                ):
                    bar.max, bar.value = max(step.total, 1), step.done
                    now.value = markup.line(f"Marking {step.name}: shop {step.done:,} of {step.total:,}")
                    yield

        def begin() -> None:
            if self.marking.is_busy:
                return
            now.value, place.value, bar.value = markup.line("Reading the files."), "", 0
            stop.disabled = False
            self.marking.start(lines_of_trouble(slices(), report), report, end)

        def end(is_finished: bool) -> None:
            stop.disabled = True
            ended = "Marking has come to its end." if is_finished else "Stopped. Mark again, and it goes on from here."
            now.value = markup.line(ended, "good" if is_finished else "")
            if not place.value:
                place.value = markup.lines(said)
            told(self.book.refresh, place)()

        start = button("Mark", begin, report, main=True)
        stop = button("Stop", self.marking.stop, report)
        stop.disabled = True
        return frame(widgets.HBox([start, stop]), bar, now, place)

    def results(self) -> widgets.VBox:
        """All marks as a table, and a list to choose one from; its evidence is below."""
        table, page, place = widgets.HTML(), widgets.HTML(), widgets.HTML()

        def redraw() -> None:
            back = self.book.kept_back
            table.value = tables.results(self.book.rows, back)
            choice.fill([(tables.one_in_the_list(row, back), row.id) for row in self.book.rows])

        def show() -> None:
            row = self.book.row(choice.key)
            page.value = evidence_page(row, kept_back=self.book.kept_back) if row else ""

        choice: PickList[int] = PickList("Choose one to see the evidence", show)
        self.book.watch(redraw)
        again = button("Show the gradebook", told(self.book.refresh, place), reporter(place))
        redraw()
        if Path(self.book.name).is_file():
            told(self.book.refresh, place)()
        return frame(widgets.HBox([again]), self.book.shows_all, place, table, choice.box, page)

    def read_words(self) -> widgets.VBox:
        """The texts that wait for a person, beside levels and samples."""
        return reading_panel(self.book)

    def second_marking(self) -> widgets.VBox:
        """What is looked at again, blind, and how far markers agree."""
        return second_panel(self.book)

    def override(self) -> widgets.VBox:
        """A decision in place of a result."""
        return override_panel(self.book)

    def appeal(self) -> widgets.VBox:
        """Run a stored mark again."""
        return appeal_panel(self.book, self.size)

    def reports(self) -> widgets.VBox:
        """Portfolios, certificates, sheets and files for other programs."""
        return reports_panel(self.book, self.place)


def open_desk(
    folder: Path | None = None,
    place: Path | None = None,
    *,
    seeds: int = UNSEEN_SEEDS,
    size: Size | None = None,
    workers: int | None = None,
) -> AssessorDesk:
    """The assessor's desk, in the usual places unless others are named."""
    chosen = folder or (HOME / "hand-in" if (HOME / "hand-in").is_dir() else Path.home())
    return AssessorDesk(chosen, place or PLACE, seeds, size, workers or os.cpu_count() or 1)


__all__ = ["AssessorDesk", "open_desk"]
