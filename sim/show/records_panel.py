"""The records of one shop on the screen: choose a page, or open the file of a customer by number."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from sim.assessment.questions import View
from sim.crm import customer_record
from sim.run import Run
from sim.show import markup
from sim.show.crm_panel import file_in_words
from sim.show.desk import button, reporter
from sim.show.errand import careful
from sim.show.records_view import VIEWS, page_of


class Records:
    """A reader of the records; `shop` gives the finished run, or None while there is none to read."""

    def __init__(self, shop: Callable[[], Run | None]) -> None:
        self._shop = shop
        self._shown: tuple[Run, View] | None = None
        self.page, self.file = widgets.HTML(), widgets.HTML()
        report = reporter(self.page)
        self.choice = widgets.Dropdown(
            options=[(title, view) for view, (title, _) in VIEWS.items()],
            description="Look at the records",
            style={"description_width": "initial"},
        )
        self.choice.add_class("column")
        self.choice.observe(careful(self.draw, report), names="value")
        self.number = widgets.BoundedIntText(
            value=0, min=0, max=10**6, description="Number of a customer", style={"description_width": "initial"}
        )
        self.number.add_class("column")
        self.open = button("Open the customer file", self.open_file, reporter(self.file))
        self.look_up = widgets.VBox([self.number, widgets.HBox([self.open]), self.file])

    def box(self) -> widgets.VBox:
        """All of it as one box."""
        self.draw()
        return widgets.VBox([self.choice, self.look_up, self.page])

    def draw(self) -> None:
        """Draw the chosen page, unless it is there already."""
        run, view = self._shop(), self.choice.value
        self.look_up.layout.display = "flex" if view == "records" and run is not None else "none"
        if run is None:
            self.page.value, self._shown = "", None
            return
        if self._shown is not None and self._shown[0] is run and self._shown[1] == view:
            return
        if self._shown is None or self._shown[0] is not run:
            self.file.value = ""
        self.page.value = page_of(run, view)
        self._shown = (run, view)

    def open_file(self) -> None:
        """Open the file of the customer whose number was typed."""
        run = self._shop()
        if run is None:
            return
        try:
            record = customer_record(run, int(self.number.value))
        except ValueError:
            self.file.value = markup.line(
                f"Nobody with the number {self.number.value} has ordered so far. Try another number.", "trouble"
            )
            return
        self.file.value = file_in_words(record)


__all__ = ["Records"]
