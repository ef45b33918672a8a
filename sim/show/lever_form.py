"""A form made from the levers: label, unit, range and help follow from each lever's declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from sim.policy import Lever
from sim.show.looks import lever_range, lever_text

Change = Callable[[], None]


class LeverForm:
    """One row a lever, with today's value in sight.

    Args:
        levers: in the order of the form.
        today: what they are set to in the shop as it is.
        on_change: called after the person has moved a lever.
    """

    def __init__(self, levers: Sequence[Lever], today: Mapping[str, Any], on_change: Change) -> None:
        self.levers = {lever.path: lever for lever in levers}
        self.today = dict(today)
        self._on_change = on_change
        self._is_quiet = False
        self.inputs = {path: _input(lever, self.today[path]) for path, lever in self.levers.items()}
        self._rows = {}
        for path, lever in self.levers.items():
            row = widgets.VBox([self.inputs[path], widgets.HTML(_under(lever, self.today[path]))])
            row.add_class("lever")
            self._rows[path] = row
            self.inputs[path].observe(self._moved, names="value")
        self.box = widgets.VBox(list(self._rows.values()))

    @property
    def values(self) -> dict[str, Any]:
        """What the form says now, by path."""
        return {path: widget.value for path, widget in self.inputs.items()}

    def show(self, values: Mapping[str, Any]) -> None:
        """Set the form without telling anybody; levers that are not named go back to today's value."""
        self._is_quiet = True
        try:
            for path, widget in self.inputs.items():
                widget.value = values.get(path, self.today[path])
        finally:
            self._is_quiet = False
        self._mark()

    def _moved(self, _: Any) -> None:
        self._mark()
        if not self._is_quiet:
            self._on_change()

    def _mark(self) -> None:
        for path, row in self._rows.items():
            if self.inputs[path].value == self.today[path]:
                row.remove_class("moved")
            else:
                row.add_class("moved")


def _input(lever: Lever, value: Any) -> Any:
    style = {"description_width": "initial"}
    if isinstance(lever.default, bool):
        return widgets.Checkbox(value=value, description=lever.label, indent=False, style=style)
    if lever.choices:
        options = [(f"{name}: {means}", name) for name, means in lever.choices.items()]
        made: Any = widgets.Dropdown(options=options, value=value, description=lever.label, style=style)
    elif isinstance(lever.default, int):
        made = widgets.IntSlider(
            value=value,
            min=int(lever.low or 0),
            max=int(lever.high or 0),
            step=int(lever.step or 1),
            description=f"{lever.label} ({lever.unit})",
            continuous_update=False,
            style=style,
        )
    else:
        made = widgets.FloatSlider(
            value=value,
            min=lever.low,
            max=lever.high,
            step=lever.step or 0.1,
            description=f"{lever.label} ({lever.unit})",
            continuous_update=False,
            style=style,
        )
    made.add_class("column")
    return made


def _under(lever: Lever, today: Any) -> str:
    allowed = "" if lever.choices or isinstance(lever.default, bool) else f" You may choose {lever_range(lever)}."
    return (
        f'<div class="quiet">{escape(lever.help)}</div>'
        f"<div><strong>Today: {escape(lever_text(lever, today))}.</strong>{escape(allowed)}</div>"
    )


__all__ = ["LeverForm"]
