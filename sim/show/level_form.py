"""The form in which a marker writes down a level and a comment, for the first marking and for the second."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from sim.assessment.person_marks import marker_code
from sim.assessment.standing import Standing
from sim.show.assessor_fields import drop_down, told
from sim.show.desk import button, reporter, text_box

NO_LEVEL = ("choose a level", "")
"""ipywidgets shows nothing at all for a value of None."""


class LevelForm:
    """Level, comment and the button that writes them down; out of sight while there is nothing to look at.

    Args:
        level: label of the list of levels.
        comment: label of the box for a comment.
        write_down: words on the button.
        place: where trouble is told.
        write: called with the level and the comment once a level is chosen.
    """

    def __init__(
        self, level: str, comment: str, write_down: str, place: widgets.HTML, write: Callable[[int, str], None]
    ) -> None:
        self.level = drop_down(level, [NO_LEVEL])
        self.comment = text_box(comment, "", lines=3)
        self._report, self._write = reporter(place), write
        self.button = button(write_down, told(self._write_down, place), self._report, main=True)

    @property
    def parts(self) -> tuple[widgets.Widget, ...]:
        """The widgets, in order."""
        return (self.level, self.comment, widgets.HBox([self.button]))

    def show(self, standing: Standing | None, level: int | None = None, comment: str = "") -> None:
        """Offer the levels of a criterion, with what is written down already."""
        for part in (self.level, self.comment, self.button):
            part.layout.display = None if standing else "none"
        if standing is not None:
            self.level.options = level_options(standing)
            self.level.value = "" if level is None else level
            self.comment.value = comment

    def _write_down(self) -> None:
        if self.level.value == "":
            self._report(f"{self.level.description}: choose the one that fits best.")
        else:
            self._write(self.level.value, self.comment.value)


def level_options(standing: Standing) -> list[tuple[str, int | str]]:
    """The levels of a criterion, for a list; of a criterion without a rubric, whether the figures are enough."""
    rubric = standing.rubric
    levels = rubric.levels if rubric else ("not yet competent", "competent")
    return [NO_LEVEL, *((f"{level}: {words}", level) for level, words in enumerate(levels))]


def is_code(text: str) -> bool:
    """Whether a marker code is typed."""
    try:
        return bool(marker_code(text))
    except ValueError:
        return False


__all__ = ["LevelForm", "is_code", "level_options"]
