"""The gradebook on the assessor's desk: which file it is, what was read from it last, and who looks at it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from sim.assessment.gradebook import Gradebook
from sim.assessment.gradebook_tables import SubmissionRow
from sim.assessment.second_marking import due
from sim.assessment.standing import Standing, standings
from sim.show.assessor_fields import text_line

PLACE = Path.home() / "storesim-assessor"
"""Where gradebook and secret lie unless the assessor says otherwise: outside the workbook that trainees see."""


class OpenBook:
    """The gradebook that all panels share.

    Args:
        place: the folder in which it lies at first.
    """

    def __init__(self, place: Path) -> None:
        self.name_line = text_line("Gradebook (a file; it is begun where there is none)", str(place / "gradebook.db"))
        self.marker_line = text_line("Your marker code, such as A1-07; never your name", "")
        self.shows_all = widgets.Checkbox(
            value=False, indent=False, description="Show also what waits for a second marker (not if you are one)"
        )
        self.shows_all.observe(lambda _: self._tell(), "value")
        self.rows: list[SubmissionRow] = []
        self.fingerprint = ""
        self._watchers: list[Callable[[], None]] = []

    @property
    def name(self) -> str:
        """The file, or the address."""
        return self.name_line.value.strip()

    @property
    def marker(self) -> str:
        """What stands in the field for the marker code."""
        return self.marker_line.value

    def open(self) -> Gradebook:
        """The gradebook; close it after use.

        Raises:
            BadInputError: it is none.
        """
        if self.name == str(PLACE / "gradebook.db"):
            PLACE.mkdir(exist_ok=True)
        return Gradebook(self.name)

    def watch(self, redraw: Callable[[], None]) -> None:
        """Have a function called whenever the gradebook was read."""
        self._watchers.append(redraw)

    def refresh(self) -> None:
        """Read the gradebook and tell the panels.

        Raises:
            BadInputError: it is none.
        """
        with self.open() as book:
            self.rows, self.fingerprint = book.submissions(), book.secret_print() or ""
        self._tell()

    @property
    def kept_back(self) -> frozenset[int]:
        """Ids of the marks whose results no page shows now, because a second marker is still to look at them."""
        return frozenset() if self.shows_all.value else due(self.rows, self.fingerprint)

    def _tell(self) -> None:
        for redraw in self._watchers:
            redraw()

    def standing(self, mark_id: int | None) -> Standing | None:
        """How a criterion stood when the gradebook was read last."""
        return next((one for row in self.rows for one in standings(row) if one.mark.id == mark_id), None)

    def row(self, row_id: int | None) -> SubmissionRow | None:
        """A submission, as it was read last."""
        return next((row for row in self.rows if row.id == row_id), None)


__all__ = ["PLACE", "OpenBook"]
