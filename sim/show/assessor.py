"""The assessor's desk: choose what was handed in, check it, mark it, look at the evidence, take the mark sheet along.

`desk = assessor.open_desk()`, then one panel a cell, such as `desk.choose()`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import ipywidgets as widgets

from sim.assessment.gradebook import Gradebook
from sim.assessment.gradebook_tables import SubmissionRow
from sim.assessment.mark_sheet import write_sheet
from sim.assessment.round import mark_in_steps
from sim.assessment.secret import secret_of
from sim.assessment.worlds import UNSEEN_SEEDS, Size
from sim.reading import BadInputError
from sim.show import assessor_tables as tables
from sim.show import markup
from sim.show.assessor_evidence import evidence_page
from sim.show.assessor_folder import FolderChoice
from sim.show.desk import button, reporter
from sim.show.errand import Errand
from sim.show.frame import frame
from sim.show.saved_work import HOME

PLACE = Path.home() / "storesim-assessor"
"""Where gradebook and secret lie unless the assessor says otherwise: outside the workbook that trainees see."""
_LONGEST_LIST = 12
_STYLE = """
.jp-Notebook .jp-OutputArea-promptOverlay { display: none; }
.jp-Notebook .jp-OutputArea-child, .jp-Notebook .jp-OutputArea-output, .storesim, .storesim > *,
.storesim .widget-html-content { min-width: 0; }
.storesim .column > input { max-width: 76ch; }
.storesim .column > select[size], .storesim .column > select[multiple] { height: auto; }
.storesim ol > li { margin: 0 0 10px; max-width: 84ch; overflow-wrap: anywhere; }
.storesim th, .storesim td, .storesim th.number, .storesim td.number { white-space: normal; overflow-wrap: break-word; }
.storesim td:first-child { min-width: 110px; }
"""


class AssessorDesk:
    """State of the assessor's notebook, and the panels that show it.

    Args:
        folder: where hand-ins are looked for at first.
        place: the folder of gradebook and mark sheet at first.
        seeds: worlds of each scenario.
        size: customers and days, to rehearse in a smaller shop.
        workers: processes that run worlds.
    """

    def __init__(self, folder: Path, place: Path, seeds: int, size: Size | None, workers: int) -> None:
        self.seeds, self.size, self.workers = seeds, size, workers
        self.folder = FolderChoice(folder)
        self.book_name = _text_line("Gradebook (a file; it is begun where there is none)", str(place / "gradebook.db"))
        self.sheet_name = _text_line("Mark sheet (a file for your spreadsheet)", str(place / "marks.csv"))
        self.rows: list[SubmissionRow] = []
        self.marking = Errand()
        self._watchers: list[Callable[[], None]] = []

    def choose(self) -> widgets.VBox:
        """Which folder and which gradebook; a button that checks the files without marking them."""
        place = widgets.HTML()

        def check() -> None:
            place.value = ""
            place.value = tables.checked(self.folder.path())

        return frame(
            widgets.HTML(f"<style>{markup.stylesheet()}{_STYLE}</style>"),
            self.folder.box,
            self.book_name,
            widgets.HBox([button("Check the files", _told(check, place), reporter(place))]),
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
            with self._open() as book:
                for step in mark_in_steps(
                    [self.folder.path()],
                    book,
                    secret_of(self.book_name.value.strip(), book, said.append),
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
            self.marking.start(_lines_of_trouble(slices(), report), report, end)

        def end(is_finished: bool) -> None:
            stop.disabled = True
            ended = "Marking has come to its end." if is_finished else "Stopped. Mark again, and it goes on from here."
            now.value = markup.line(ended, "good" if is_finished else "")
            if not place.value:
                place.value = markup.lines(said)
            _told(self.refresh, place)()

        start = button("Mark", begin, report, main=True)
        stop = button("Stop", self.marking.stop, report)
        stop.disabled = True
        return frame(widgets.HBox([start, stop]), bar, now, place)

    def results(self) -> widgets.VBox:
        """All marks as a table, and a list to choose one from; its evidence is below."""
        table, page, place = widgets.HTML(), widgets.HTML(), widgets.HTML()
        choice = widgets.Select(options=[], description="Choose one to see the evidence", rows=3)
        choice.style.description_width = "initial"
        choice.add_class("column")

        def redraw() -> None:
            chosen = choice.index
            table.value = tables.results(self.rows)
            choice.options = [tables.one_in_the_list(row) for row in self.rows]
            choice.rows = max(3, min(len(self.rows), _LONGEST_LIST))
            choice.layout.height = f"{30 * choice.rows}px"
            choice.index = chosen if chosen is not None and chosen < len(self.rows) else (0 if self.rows else None)
            choice.layout.display = None if self.rows else "none"
            show()

        def show(*_: object) -> None:
            page.value = evidence_page(self.rows[choice.index]) if choice.index is not None and self.rows else ""

        self._watchers.append(redraw)
        choice.observe(show, "index")
        again = button("Show the gradebook", _told(self.refresh, place), reporter(place))
        redraw()
        if Path(self.book_name.value).is_file():
            _told(self.refresh, place)()
        return frame(widgets.HBox([again]), place, table, choice, page)

    def export(self) -> widgets.VBox:
        """The mark sheet as a file."""
        place = widgets.HTML()

        def write() -> None:
            with self._open() as book:
                rows = book.submissions()
            file = Path(self.sheet_name.value.strip())
            if not file.parent.is_dir():
                raise BadInputError(f"Mark sheet: {file}: allowed a file in a folder that is there, given another")
            write_sheet(file, rows, "Mark sheet")
            place.value = markup.line(f"The mark sheet is in {file}: {tables.count(len(rows), 'submission')}.", "good")

        go = button("Write the mark sheet", _told(write, place), reporter(place))
        return frame(self.sheet_name, widgets.HBox([go]), place)

    def refresh(self) -> None:
        """Read the gradebook anew and tell the panels."""
        with self._open() as book:
            self.rows = book.submissions()
        for redraw in self._watchers:
            redraw()

    def _open(self) -> Gradebook:
        name = self.book_name.value.strip()
        if name == str(PLACE / "gradebook.db"):
            PLACE.mkdir(exist_ok=True)
        return Gradebook(name)


def _text_line(label: str, value: str) -> widgets.Text:
    made = widgets.Text(value=value, description=label, continuous_update=False)
    made.style.description_width = "initial"
    made.add_class("column")
    return made


def _told(action: Callable[[], None], place: widgets.HTML) -> Callable[[], None]:
    """The action; bad input is told in its own words."""

    def call() -> None:
        try:
            action()
        except BadInputError as error:
            place.value = markup.line(tables.shop_words(str(error)), "trouble")

    return call


def _lines_of_trouble(slices: Iterator[None], report: Callable[[str], None]) -> Iterator[None]:
    try:
        yield from slices
    except BadInputError as error:
        report(tables.shop_words(str(error)))


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
