"""Reports: portfolios, certificates, sheets, and files for Moodle and Canvas, into a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets

from sim.reading import BadInputError
from sim.show import markup
from sim.show.assessor_book import PLACE, OpenBook
from sim.show.assessor_fields import lines_of_trouble, text_line
from sim.show.assessor_tables import count
from sim.show.desk import button, reporter
from sim.show.errand import Errand
from sim.show.frame import frame
from sim.show.reports import USUAL, write_reports

_FORMATS = {
    "html": "Portfolios, certificates and class sheet, to print",
    "csv": "Class sheet and mark sheet, for a spreadsheet",
    "moodle": "Marks for Moodle",
    "canvas": "Marks for Canvas",
}


def reports_panel(book: OpenBook, place_at_first: Path) -> widgets.VBox:
    """Choose a folder and what is to be written."""
    folder = text_line("Folder for the reports (it is made where there is none)", str(place_at_first / "reports"))
    boxes = {
        name: widgets.Checkbox(value=name in USUAL, description=words, indent=False) for name, words in _FORMATS.items()
    }
    place = widgets.HTML()
    report = reporter(place)
    errand = Errand()

    def slices() -> Iterator[None]:
        book.refresh()
        chosen = [name for name, box in boxes.items() if box.value]
        if not chosen:
            raise BadInputError("Reports: choose one kind or more.")
        if not book.rows:
            raise BadInputError("Reports: there are no marks yet.")
        out = _made(folder.value.strip())
        written = 0
        for files in write_reports(book.rows, out, chosen, "Folder for the reports"):
            written += len(files)
            place.value = markup.line(f"Writing: {count(written, 'file')} so far.")
            yield
        place.value = markup.line(f"{count(written, 'file')} written to {out}.", "good")

    def begin() -> None:
        if not errand.is_busy:
            place.value = markup.line("Writing.")
            errand.start(lines_of_trouble(slices(), report), report)

    go = button("Write the reports", begin, report, main=True)
    return frame(folder, *boxes.values(), widgets.HBox([go]), place)


def _made(name: str) -> Path:
    out = Path(name)
    try:
        if not name or "\0" in name:
            raise BadInputError("Folder for the reports: allowed the name of a folder, given nothing of the kind")
        if out.parent == PLACE:
            PLACE.mkdir(exist_ok=True)
        if not out.parent.is_dir():
            raise BadInputError(f"Folder for the reports: {out}: allowed a folder in one that is there, given another")
        out.mkdir(exist_ok=True)
    except OSError as error:
        raise BadInputError(f"Folder for the reports: {str(out)[:200]}: cannot be made: {error.strerror}") from None
    return out


__all__ = ["reports_panel"]
