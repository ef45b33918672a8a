"""The permission matrix as something to edit: a row an action, a tick for each role that may do it.

Roles stand in a line: what staff may do, those in charge may do as well. A tick for one role therefore ticks all roles
above it, and taking a tick away takes it from all below. Administrators may do everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import ipywidgets as widgets

from sim.codes import ACTIONS, RIGHTS_OF, ROLES
from sim.world.accounts import LEVER_OF

PATHS: Final = {action: f"access.{LEVER_OF[action]}" for action in ACTIONS}
"""The lever behind each row."""


class RightsEditor:
    """Ticks that set the six levers on rights.

    Args:
        today: what the levers are set to in the shop as it is, by path.
        on_change: called after somebody has ticked.
    """

    def __init__(self, today: Mapping[str, Any], on_change: Callable[[], None]) -> None:
        self.today = {path: str(today[path]) for path in PATHS.values()}
        self._on_change = on_change
        self._is_quiet = False
        self.ticks = {action: [_tick(role, action) for role in ROLES] for action in ACTIONS}
        rows = [self._row(action) for action in ACTIONS]
        for action, row in self.ticks.items():
            row[0].disabled = True
            for place, tick in enumerate(row):
                tick.observe(self._moved(action, place), names="value")
        self.box = widgets.VBox(rows)
        self.show({})

    def _row(self, action: str) -> widgets.VBox:
        ticks = widgets.HBox(self.ticks[action])
        ticks.layout.flex_flow = "row wrap"
        row = widgets.VBox([widgets.HTML(f"<strong>Who may {action}?</strong>"), ticks])
        row.add_class("lever")
        return row

    @property
    def values(self) -> dict[str, str]:
        """What the ticks say, by path of the lever."""
        return {PATHS[action]: RIGHTS_OF[sum(tick.value for tick in row) - 1] for action, row in self.ticks.items()}

    def show(self, values: Mapping[str, Any]) -> None:
        """Set the ticks without telling anybody; levers that are not named go back to today's."""
        for action, path in PATHS.items():
            self._set(action, RIGHTS_OF.index(values.get(path, self.today[path])))

    def _set(self, action: str, last: int) -> None:
        self._is_quiet = True
        try:
            for place, tick in enumerate(self.ticks[action]):
                tick.value = place <= last
        finally:
            self._is_quiet = False

    def _moved(self, action: str, place: int) -> Callable[[Any], None]:
        def moved(change: Any) -> None:
            if self._is_quiet:
                return
            self._set(action, place if change["new"] else max(place - 1, 0))
            self._on_change()

        return moved


def _tick(role: str, action: str) -> widgets.Checkbox:
    style = {"description_width": "initial"}
    made = widgets.Checkbox(value=False, description=role, tooltip=f"{role} may {action}", indent=False, style=style)
    made.layout.width = "190px"
    return made


__all__ = ["PATHS", "RightsEditor"]
