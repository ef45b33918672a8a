"""Plan events by form. Ranges and help come from the declarations of the scenario; nothing is said twice."""

from __future__ import annotations

from collections.abc import Callable
from inspect import getdoc
from typing import Any, get_args

import ipywidgets as widgets
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.classroom.own_scenarios import NAME_WORDS
from sim.scenario import PlannedEvent
from sim.show import markup
from sim.show.desk import button, reporter
from sim.show.errand import careful
from sim.show.instructor_room import Room
from sim.show.instructor_scenario import event_words


def kinds() -> dict[str, type[BaseModel]]:
    """The kinds of planned event by name, as the scenario declares them."""
    declared: tuple[type[BaseModel], ...] = get_args(get_args(PlannedEvent)[0])
    return {get_args(model.model_fields["kind"].annotation)[0]: model for model in declared}


class EventForm:
    """The fields of one kind of event: label, range and first value follow from its declaration.

    Args:
        kind: what the scenario calls it.
        model: its declaration.
        days: length of the run, for the first value.
    """

    def __init__(self, kind: str, model: type[BaseModel], days: int) -> None:
        self.kind = kind
        self.inputs = {name: _number(name, field, days) for name, field in model.model_fields.items() if name != "kind"}
        ranges = (f"{i.description}: {i.min:g} to {i.max:g}" for i in self.inputs.values())
        note = widgets.HTML(markup.paragraphs(getdoc(model) or "", f"Allowed: {'; '.join(ranges)}."))
        self.box = widgets.VBox([note, *self.inputs.values()])

    @property
    def event(self) -> dict[str, Any]:
        """The event that the form describes."""
        return {"kind": self.kind, **{name: widget.value for name, widget in self.inputs.items()}}


def _number(name: str, field: FieldInfo, days: int) -> Any:
    low = next(item.ge for item in field.metadata if hasattr(item, "ge"))
    high = next(item.le for item in field.metadata if hasattr(item, "le"))
    label = (field.description or name)[0].upper() + (field.description or name)[1:]
    first = {"day": min(30, days // 3), "days": min(7, days)}.get(name, 2)
    made: Any
    if field.annotation is int:
        made = widgets.BoundedIntText(value=first, min=int(low), max=int(high), description=label)
    else:
        made = widgets.BoundedFloatText(value=float(first), min=low, max=high, step=0.1, description=label)
    made.style = {"description_width": "initial"}
    made.add_class("column")
    return made


def events_panel(room: Room) -> widgets.VBox:
    """Choose a kind, fill in its form, plan it; below, what is planned, each with a button to take it out."""
    forms = {kind: EventForm(kind, model, room.base.days) for kind, model in kinds().items()}
    chooser = widgets.Dropdown(options=list(forms), description="Kind of event", style={"description_width": "initial"})
    chooser.add_class("column")
    form, planned = widgets.VBox(), widgets.VBox()
    place = widgets.HTML()
    report = reporter(place)

    def show_form() -> None:
        form.children = (forms[chooser.value].box,)

    def plan() -> None:
        try:
            room.add(forms[chooser.value].event)
        except ValueError as error:
            report(f"Not planned. {str(error).removeprefix('planned: ')}")
            return
        place.value = markup.line("Planned. Nothing is saved yet.", "good")

    def remove(number: int) -> Callable[[], None]:
        def take_out() -> None:
            room.remove(number)
            place.value = markup.line("Taken out. Nothing is saved yet.", "good")

        return take_out

    def refresh() -> None:
        rows = []
        for number, event in enumerate(room.events):
            words = event_words(event["kind"], event["day"], event["days"], event.get("factor"))
            out = button(f"Take out {words}", remove(number), report)
            rows.append(widgets.HBox([out]))
        empty = widgets.HTML(markup.paragraphs("Nothing is planned: a half-year like any other."))
        planned.children = tuple(rows) or (empty,)

    chooser.observe(careful(show_form, report), names="value")
    room.watch(careful(refresh, report))
    show_form()
    refresh()
    heading = widgets.HTML("<h3>What is planned</h3>")
    return room.panel(
        chooser, form, widgets.HBox([button("Plan this event", plan, report, main=True)]), place, heading, planned
    )


def save_panel(room: Room) -> widgets.VBox:
    """Name and title of a scenario of one's own, and the button that keeps it."""
    name = widgets.Text(description="Short name", placeholder="our-festival", style={"description_width": "initial"})
    title = widgets.Text(description="Title", placeholder="Our festival week", style={"description_width": "initial"})
    for box in (name, title):
        box.add_class("column")
    over = widgets.Checkbox(value=False, description="Write over a scenario of this name", indent=False)
    place = widgets.HTML()
    report = reporter(place)

    def save() -> None:
        try:
            path = room.save(name.value.strip(), title.value, replace=over.value)
        except FileExistsError:
            report(
                f"Not saved. {name.value.strip()} is there already; choose another short name, or tick "
                "“Write over a scenario of this name”."
            )
            return
        except ValueError as error:
            report(f"Not saved. {error}")
            return
        except OSError as error:
            report(f"Not saved. The folder {room.folder} cannot be written to: {error.strerror or error}.")
            return
        over.value = False
        place.value = markup.line(f"Saved and chosen: {path}.", "good")

    words = widgets.HTML(markup.paragraphs(f"Short name: {NAME_WORDS}, such as our-festival."))
    return room.panel(
        words, name, title, over, widgets.HBox([button("Save as my own scenario", save, report, main=True)]), place
    )


__all__ = ["EventForm", "events_panel", "kinds", "save_panel"]
