"""The first look at the shop: choose one change, run it, and see what it does; nothing is kept or handed in."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import ipywidgets as widgets
from IPython.display import Javascript, display

from sim.assessment.exercise import HEADLINES, exercise_names, load_exercise
from sim.policy import find_lever
from sim.rules import NOT_A_CONVICTION
from sim.scenario import Scenario
from sim.show import markup
from sim.show.desk import button, reporter
from sim.show.errand import Errand, careful
from sim.show.frame import frame
from sim.show.lesson_words import lesson_words
from sim.show.looks import lever_text, look
from sim.show.practice import MONEY, Practice
from sim.show.saved_work import Effect
from sim.show.verdict import effects_of, sentence

SHOPS = 3
"""A first look needs no more shops than this."""


class FirstLook:
    """One choice, one button, one answer."""

    def __init__(self, scenario: Scenario | None = None) -> None:
        names = [name for name in exercise_names() if load_exercise(name).task == "policy"]
        names.sort(key=lambda name: (load_exercise(name).unit, load_exercise(name).minutes, name))
        self.practice = Practice(load_exercise(names[0]), scenario)
        examples = [lesson_words(load_exercise(name)).example for name in names]
        self._examples = [dict(one.values) for one in examples if one is not None]
        self.strip, self.answer, self.place = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self._report = reporter(self.place)
        self._warming, self._running = Errand(), Errand()
        self.choice = widgets.Dropdown(
            options=[(self._in_words(values), place) for place, values in enumerate(self._examples)],
            description="What would you like to try?",
            style={"description_width": "initial"},
        )
        self.choice.add_class("column")
        self.button = button("Run half a year", self.run, self._report, main=True)

    def panel(self) -> widgets.VBox:
        """The panel; the shop as it is runs while the trainee reads."""
        self._show({}, 0)
        careful(self._warm, self._report)()
        style = widgets.HTML(f"<style>{markup.stylesheet()}</style>")
        return frame(style, self.strip, self.choice, self.button, self.place, self.answer)

    def run(self) -> None:
        """Run the chosen change beside the shop as it is."""
        if self._running.is_busy:
            return
        values = self._examples[self.choice.value]
        self.button.disabled = True
        self.place.value = markup.line("The shop is running ...")
        self._running.start(self._slices(values), self._report, self._ended)

    def _slices(self, values: dict[str, bool | int | float | str]) -> Iterator[int]:
        policy = self.practice.policy(values)
        for shops, seed in enumerate(self.practice.seeds[:SHOPS], start=1):
            for chosen in (self.practice.reference, policy):
                self.practice.measures(chosen, seed)
            table = self.practice.effects(policy, self.practice.seeds[:shops])
            effects = effects_of(table, (*HEADLINES, *MONEY))
            self._show(effects, shops)
            self.answer.value = self._said(values, effects, shops)
            yield shops

    def _ended(self, is_finished: bool) -> None:
        self.button.disabled = False
        if is_finished:
            self.place.value = markup.line(f"Done, in {SHOPS} shops. Try another one, or go on to a lesson.", "good")

    def _warm(self) -> None:
        def slices() -> Iterator[None]:
            for seed in self.practice.seeds[:SHOPS]:
                self.practice.measures(self.practice.reference, seed)
                if not self.answer.value:
                    self._show({}, 0)
                yield

        self._warming.start(slices(), self._report, wait=lambda: self._running.is_busy)

    def _show(self, effects: dict[str, Effect], shops: int) -> None:
        today, ready = self.practice.today_means()
        self.strip.value = markup.strip(today, effects, shops or ready)

    def _in_words(self, values: dict[str, bool | int | float | str]) -> str:
        changed = self.practice.changed(values)
        return "; ".join(
            f"{find_lever(path).label}: {lever_text(find_lever(path), new)} instead of "
            f"{lever_text(find_lever(path), old)}"
            for path, (old, new) in changed.items()
        )

    def _said(self, values: dict[str, bool | int | float | str], effects: dict[str, Effect], shops: int) -> str:
        items = "".join(
            f"<li><strong>{escape(look(name).label)}.</strong> "
            f"{escape(sentence(name, effects[name], shops, 'this change'))}</li>"
            for name in HEADLINES
        )
        return f"<h3>{escape(self._in_words(values))}</h3><ul>{items}</ul>" + markup.paragraphs(NOT_A_CONVICTION)


def open_shop(scenario: Scenario | None = None) -> widgets.VBox:
    """The first look, ready to use.

    Args:
        scenario: another world than that of the lessons, for example a tiny one.
    """
    display(Javascript(markup.script()))
    return FirstLook(scenario).panel()


__all__ = ["FirstLook", "open_shop"]
