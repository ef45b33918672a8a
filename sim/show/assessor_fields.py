"""The fields of the assessor's panels, and how bad input is told in them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Generic, TypeVar

import ipywidgets as widgets

from sim.reading import BadInputError
from sim.show import markup
from sim.show.assessor_tables import shop_words

LONGEST_LIST = 12
_LINE_PIXELS, _EDGE_PIXELS = 22, 12
Key = TypeVar("Key", bound=Hashable)


def text_line(label: str, value: str) -> widgets.Text:
    """A field of one line, its label above."""
    made = widgets.Text(value=value, description=label, continuous_update=False)
    made.style.description_width = "initial"
    made.add_class("column")
    return made


def drop_down(label: str, options: Sequence[tuple[str, object]]) -> widgets.Dropdown:
    """A list of which one line is in sight, its label above."""
    made = widgets.Dropdown(options=list(options), description=label, style={"description_width": "initial"})
    made.add_class("column")
    return made


class PickList(Generic[Key]):
    """A list to choose one thing from; `box` is the widget, hidden while there is nothing to choose.

    Args:
        label: what is chosen.
        chosen: called after a choice, and after the list is filled anew.
    """

    def __init__(self, label: str, chosen: Callable[[], None]) -> None:
        self.box = widgets.Select(options=[], description=label, rows=3)
        self.box.style.description_width = "initial"
        self.box.add_class("column")
        self.box.layout.display = "none"
        self._chosen, self._is_quiet = chosen, False
        self.box.observe(self._on_choice, "value")

    @property
    def key(self) -> Key | None:
        """What is chosen."""
        return self.box.value

    def fill(self, entries: Sequence[tuple[str, Key]]) -> None:
        """Show these lines; the choice stays where its key is still there, else it goes to the first."""
        before = self.box.value
        self._is_quiet = True
        try:
            self.box.options = list(entries)
            self.box.rows = max(3, min(len(entries), LONGEST_LIST))
            self.box.layout.height = f"{_LINE_PIXELS * self.box.rows + _EDGE_PIXELS}px"
            self.box.layout.display = None if entries else "none"
            keys = [key for _, key in entries]
            self.box.value = before if before in keys else keys[0] if keys else None
        finally:
            self._is_quiet = False
        self._chosen()

    def _on_choice(self, _: object) -> None:
        if not self._is_quiet:
            self._chosen()


def told(action: Callable[[], None], place: widgets.HTML) -> Callable[[], None]:
    """The action; bad input is told in its own words."""

    def call() -> None:
        try:
            action()
        except BadInputError as error:
            place.value = markup.line(shop_words(str(error)), "trouble")

    return call


def lines_of_trouble(slices: Iterator[None], report: Callable[[str], None]) -> Iterator[None]:
    """Work in slices; bad input ends it and is told in its own words."""
    try:
        yield from slices
    except BadInputError as error:
        report(shop_words(str(error)))


__all__ = ["PickList", "drop_down", "lines_of_trouble", "text_line", "told"]
