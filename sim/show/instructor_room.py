"""The state that the instructor's panels share: the chosen shop, its planned events, and who wants to be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from sim.classroom.own_scenarios import (
    own_scenario_files,
    read_own_scenario,
    save_scenario,
    with_planned,
)
from sim.scenario import Scenario, load_scenario, scenario_names
from sim.show import markup
from sim.show.errand import Errand
from sim.show.frame import frame
from sim.show.saved_work import HOME

USUAL = "corner-shop"
DRAFT = "own-plan"
"""Name of a shop whose planned events have not been saved."""


class Room:
    """The chosen shop and the events planned for it.

    Args:
        folder: where scenarios of one's own are kept; the usual place if not given.
        hand_ins: where hand-ins are looked for first.
        out: where the debrief goes.
    """

    def __init__(self, folder: Path | None = None, hand_ins: Path | None = None, out: Path | None = None) -> None:
        self.folder = folder or HOME / "out" / "scenarios"
        self.hand_ins = hand_ins or HOME / "hand-in"
        self.out = out or HOME / "out" / "debrief"
        self.previewing, self.running = Errand(), Errand()
        self._watchers: list[Callable[[], None]] = []
        self.base = load_scenario(USUAL)
        self.events: list[dict[str, Any]] = _events_of(self.base)

    def shops(self) -> list[tuple[str, str]]:
        """What can be chosen: words and a key for each shop, one's own after the shipped ones."""
        shipped = [(load_scenario(name).title, name) for name in scenario_names()]
        return shipped + [(f"Your own: {path.stem}", str(path)) for path in own_scenario_files(self.folder)]

    def choose(self, key: str) -> None:
        """Take another shop, with the events that belong to it.

        Raises:
            ValueError: its file is not in order; one line.
        """
        self.base = read_own_scenario(key) if key.endswith(".json") else load_scenario(key)
        self.events = _events_of(self.base)
        self.changed()

    def add(self, event: Mapping[str, Any]) -> None:
        """Plan an event.

        Raises:
            ValueError: a value outside its range, outside the run, or two of a kind at once; nothing is planned then.
        """
        self._with([*self.events, dict(event)])
        self.events = sorted([*self.events, dict(event)], key=lambda one: (one["day"], one["kind"]))
        self.changed()

    def remove(self, place: int) -> None:
        """Take a planned event out again."""
        del self.events[place]
        self.changed()

    @property
    def scenario(self) -> Scenario:
        """The shop with its events as planned now; a shop of the list as long as nothing was changed."""
        return self.base if self.events == _events_of(self.base) else self._with(self.events)

    @property
    def without_events(self) -> Scenario:
        """The same shop in a half-year like any other."""
        return Scenario.model_validate({**self.base.model_dump(), "planned": ()})

    def save(self, name: str, title: str, *, replace: bool) -> Path:
        """Keep the shop with its events under a name of one's own, and choose it.

        Raises:
            ValueError: the name or the title cannot be used; one line.
            FileExistsError: the name is taken and `replace` was not said.
            OSError: the folder cannot be written to.
        """
        title = title.strip() or f"{self.base.title}, with events of our own"
        path = save_scenario(
            with_planned(self.base, self.events, name=name, title=title, story=self.base.story),
            self.folder,
            replace=replace,
        )
        self.choose(str(path))
        return path

    def watch(self, refresh: Callable[[], None]) -> None:
        """Have a function called after each change of the shop or its events."""
        self._watchers.append(refresh)

    def changed(self) -> None:
        """Tell the panels."""
        for refresh in self._watchers:
            refresh()

    def panel(self, *children: widgets.Widget) -> widgets.VBox:
        """A panel of the notebook, in the looks of the lessons."""
        return frame(widgets.HTML(f"<style>{markup.stylesheet()}</style>"), *children)

    def _with(self, events: list[dict[str, Any]]) -> Scenario:
        title = f"{self.base.title}, with events of your own"
        return with_planned(self.base, events, name=DRAFT, title=title[:120], story=self.base.story)


def _events_of(scenario: Scenario) -> list[dict[str, Any]]:
    return [event.model_dump() for event in sorted(scenario.planned, key=lambda event: (event.day, event.kind))]


__all__ = ["DRAFT", "Room"]
