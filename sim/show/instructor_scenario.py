"""Choose a shop and read its story, with its planned events on a line of time."""

from __future__ import annotations

from datetime import timedelta
from html import escape

import ipywidgets as widgets

from sim.scenario import Scenario
from sim.show import markup
from sim.show.class_charts import time_line
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
            chooser.unobserve_all("value")
            chooser.options = options
            chooser.value = own
            chooser.observe(careful(take, report), names="value")
        story.value = story_of(room.scenario)

    chooser.observe(careful(take, report), names="value")
    room.watch(careful(refresh, report))
    careful(refresh, report)()
    return room.panel(chooser, place, story)


def story_of(scenario: Scenario) -> str:
    """Title, story, size and planned events of a shop."""
    last = scenario.start_date + timedelta(days=scenario.days - 1)
    size = f"{scenario.customers:,} people, {scenario.days} days, {scenario.start_date} to {last}."
    return f"<h3>{escape(scenario.title)}</h3>" + markup.paragraphs(scenario.story, size) + events_of(scenario)


def event_words(kind: str, day: int, days: int, factor: float | None) -> str:
    """A planned event as people say it."""
    spell = f"day {day}" if days == 1 else f"days {day} to {day + days - 1}"
    return f"{kind}: {spell}" + (f", {factor:g} times the usual" if factor is not None else "")


def events_of(scenario: Scenario) -> str:
    """The planned events: picture and table."""
    if not scenario.planned:
        return markup.paragraphs("No events are planned: a half-year like any other.")
    events = sorted(scenario.planned, key=lambda event: (event.day, event.kind))
    spells = [(e.kind, e.day, e.days, "1 day" if e.days == 1 else f"{e.days} days") for e in events]
    rows = []
    for event in events:
        factor = getattr(event, "factor", None)
        first, end = (scenario.start_date + timedelta(days=day) for day in (event.day, event.day + event.days - 1))
        how = f"{factor:g} times the usual" if factor is not None else "nothing arrives"
        rows.append((event.kind, f"{first} to {end}", str(event.day), str(event.days), how))
    label = "Planned events: " + "; ".join(f"{kind} from day {day} for {words}" for kind, day, _, words in spells)
    columns = ("Event", "Dates", "First day", "Days", "How strong")
    table = markup.table("Planned events", columns, rows, numbers=(2, 3))
    return f'<div class="pair"><div>{time_line(scenario.days, spells, label)}</div><div>{table}</div></div>'


__all__ = ["event_words", "events_of", "scenario_panel", "story_of"]
