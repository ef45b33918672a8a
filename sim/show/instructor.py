"""What the instructor's notebook uses: `desk = instructor.start()`, then one panel a cell, such as `desk.preview()`."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets

from sim.show.instructor_class import ClassPanel
from sim.show.instructor_events import events_panel, save_panel
from sim.show.instructor_preview import preview_panel
from sim.show.instructor_room import Room
from sim.show.instructor_scenario import scenario_panel


class Instructor:
    """The instructor's room: every method makes one panel of it."""

    def __init__(self, room: Room) -> None:
        self.room = room

    def scenario(self) -> widgets.VBox:
        """Choose the shop, and read its story."""
        return scenario_panel(self.room)

    def events(self) -> widgets.VBox:
        """Plan events."""
        return events_panel(self.room)

    def save(self) -> widgets.VBox:
        """Keep the shop with its events as a scenario of one's own."""
        return save_panel(self.room)

    def preview(self) -> widgets.VBox:
        """The shop as it is, with and without the planned events."""
        return preview_panel(self.room)

    def class_run(self) -> widgets.VBox:
        """Run the class and show the debrief."""
        return ClassPanel(self.room).box


def start(folder: Path | None = None, hand_ins: Path | None = None, out: Path | None = None) -> Instructor:
    """Open the instructor's room.

    Args:
        folder: where scenarios of one's own are kept, if not in the usual place.
        hand_ins: where hand-ins are looked for first, if not in the usual place.
        out: where the debrief goes, if not in the usual place.
    """
    return Instructor(Room(folder, hand_ins, out))


__all__ = ["Instructor", "start"]
