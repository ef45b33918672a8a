"""Try the planned events before the class does: the shop as it is, with and without them."""

from __future__ import annotations

from collections.abc import Iterator

import ipywidgets as widgets
import pandas as pd

from sim.assessment.exercise import HEADLINES
from sim.classroom.class_run import class_seeds
from sim.compare import paired_effects
from sim.run import run
from sim.show import markup
from sim.show.class_charts import strip_chart
from sim.show.desk import button, reporter
from sim.show.instructor_room import Room
from sim.show.looks import look

SHOPS = 5
SHOWN = (*HEADLINES, "orders", "net_margin_hkd", "security_incidents")
DRAWN = (*HEADLINES, "net_margin_hkd")
FIGURES = ("a", "b", "change", "low", "high")


def preview_panel(room: Room) -> widgets.VBox:
    """A button that runs both, with its progress, and what came out."""
    bar = widgets.IntProgress(min=0, max=2 * SHOPS, description="Runs", style={"description_width": "initial"})
    bar.layout.visibility = "hidden"
    place, shown = widgets.HTML(), widgets.HTML()
    report = reporter(place)

    def go() -> None:
        shown.value = ""
        if not room.events:
            report("Nothing is planned, so there is nothing to compare. Plan an event first.")
            return
        place.value = markup.line("The shop is running.")
        bar.value, bar.layout.visibility = 0, "visible"
        room.previewing.start(work(), report, end)

    def work() -> Iterator[None]:
        shops = (room.without_events, room.scenario)
        policy = room.base.reference_policy()
        tables: tuple[list[pd.Series], list[pd.Series]] = ([], [])
        units = pd.Series(dtype=object)
        for seed in class_seeds(SHOPS):
            for side, scenario in zip(tables, shops, strict=True):
                measures = run(policy, scenario, seed).measures()
                units = measures["unit"]
                side.append(measures["value"].astype(float))
                bar.value += 1
                yield
        without, planned = (pd.DataFrame(side).reset_index(drop=True) for side in tables)
        effects = paired_effects(without, planned, units)
        shown.value = preview(effects)

    def end(is_done: bool) -> None:
        bar.layout.visibility = "hidden"
        if is_done:
            place.value = markup.line(f"Done: {SHOPS} shops, each with and without the events.", "good")

    return room.panel(widgets.HBox([button("Try the events", go, report, main=True)]), bar, place, shown)


def preview(effects: pd.DataFrame) -> str:
    """Pictures and table of the shop with and without its planned events."""
    figures = effects[list(FIGURES)].astype(float).to_dict("index")
    rows, pictures = [], []
    for name in SHOWN:
        row, shape = figures[name], look(name)
        without, planned = shape.text(row["a"]), shape.text(row["b"])
        sure = "clear change" if abs(row["change"]) > (row["high"] - row["low"]) / 2 else "no clear change"
        rows.append((shape.label, without, planned, f"{shape.text(row['change'], signed=True)}, {sure}"))
        if name in DRAWN:
            label = f"{shape.label}: {without} without events, {planned} with events, {sure}."
            pictures.append(f"<div>{strip_chart(shape, row['a'], [row['b']], label, 'without events')}</div>")
    words = markup.paragraphs("The square is the shop with the events; the circle is the same shop without them.")
    columns = ("Measure", "Without events", "With events", "Change")
    table = markup.table("The shop as it is, with and without the events", columns, rows)
    return f'{words}<div class="pair">{"".join(pictures)}</div>{table}'


__all__ = ["preview", "preview_panel"]
