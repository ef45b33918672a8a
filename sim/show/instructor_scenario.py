"""Choose a shop and read its story, with its planned events on a line of time."""

from __future__ import annotations

from datetime import timedelta
from html import escape

import ipywidgets as widgets

from sim.scenario import Scenario
from sim.show import markup
from sim.show.debrief_parts import planned_events
from sim.show.desk import reporter
from sim.show.errand import careful
from sim.show.instructor_room import Room


def scenario_panel(room: Room) -> widgets.VBox:
    """A list of shops; story and events of the one that is chosen."""
    chooser = widgets.Dropdown(options=room.shops(), description="Shop", style={"description_width": "initial"})
    chooser.add_class("column")
    chooser.value = room.base.name
    story, place = widgets.HTML(), widgets.HTML()
    report = reporter(place)

    def take() -> None:
        if chooser.value is None:
            return
        place.value = ""
        try:
            room.choose(chooser.value)
        except ValueError as error:
            report(str(error))

    def refresh() -> None:
        options = room.shops()
        if list(chooser.options) != options:
            own = next((key for _, key in options if key.endswith(f"/{room.base.name}.json")), chooser.value)
            chooser.unobserve(on_choice, names="value")
            chooser.options = options
            chooser.value = own
            chooser.observe(on_choice, names="value")
        story.value = story_of(room.scenario)

    on_choice = careful(take, report)
    chooser.observe(on_choice, names="value")
    room.watch(careful(refresh, report))
    careful(refresh, report)()
    return room.panel(chooser, place, story)


def story_of(scenario: Scenario) -> str:
    """Title, story, size and planned events of a shop."""
    last = scenario.start_date + timedelta(days=scenario.days - 1)
    size = f"{scenario.customers:,} people, {scenario.days} days, {scenario.start_date} to {last}."
    return f"<h3>{escape(scenario.title)}</h3>" + markup.paragraphs(scenario.story, size) + planned_events(scenario)


def event_words(kind: str, day: int, days: int, factor: float | None) -> str:
    """A planned event as people say it."""
    spell = f"day {day}" if days == 1 else f"days {day} to {day + days - 1}"
    return f"{kind}: {spell}" + (f", {factor:g} times the usual" if factor is not None else "")


__all__ = ["event_words", "scenario_panel", "story_of"]
