"""Predict before you run: three directions and a reason, kept, and frozen from the first run on."""

from __future__ import annotations

import ipywidgets as widgets

from sim.assessment.exercise import HEADLINES
from sim.show import markup
from sim.show.desk import Desk, reporter, text_box
from sim.show.errand import careful
from sim.show.hand_in import DIRECTIONS
from sim.show.looks import look

CHOOSE = "choose ..."
FROZEN = "Your prediction is kept since your first run and does not change any more."


def predict_panel(desk: Desk) -> widgets.VBox:
    """A choice for each headline measure, and because."""
    options = [(CHOOSE, ""), *((words.capitalize(), name) for name, words in DIRECTIONS.items())]
    choices = {
        measure: widgets.Dropdown(
            options=options, value="", description=look(measure).label, style={"description_width": "initial"}
        )
        for measure in HEADLINES
    }
    for choice in choices.values():
        choice.add_class("column")
    because = text_box("I expect this because ...", "")
    place = widgets.HTML()
    report = reporter(place)
    quiet = [False]

    def take() -> None:
        if quiet[0] or desk.work.is_frozen:
            return
        desk.work.expected = {measure: choice.value for measure, choice in choices.items() if choice.value}
        desk.work.because = because.value[:4000]
        desk.changed()

    def refresh() -> None:
        quiet[0] = True
        try:
            for measure, choice in choices.items():
                choice.value = desk.work.expected.get(measure, "")
                choice.disabled = desk.work.is_frozen
            if because.value != desk.work.because:
                because.value = desk.work.because
            because.disabled = desk.work.is_frozen
        finally:
            quiet[0] = False
        place.value = _status(desk)

    for field in (*choices.values(), because):
        field.observe(careful(take, report), names="value")
    desk.watch(refresh)
    refresh()
    words = widgets.HTML(markup.paragraphs(*desk.words.before_you_predict))
    return desk.panel(words, *choices.values(), because, place)


def missing(desk: Desk) -> list[str]:
    """What the prediction still lacks, in words."""
    lacks = [look(measure).label for measure in HEADLINES if measure not in desk.work.expected]
    return lacks + ([] if desk.work.because.strip() else ["because"])


def _status(desk: Desk) -> str:
    if desk.work.is_frozen:
        return markup.line(FROZEN, "good")
    lacks = missing(desk)
    if lacks:
        return markup.line(f"Still missing: {', '.join(lacks)}.")
    return markup.line("Your prediction is complete. You may change it until your first run.", "good")


__all__ = ["missing", "predict_panel"]
