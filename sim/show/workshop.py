"""The workshop: everything that can be decided, topic by topic, tried in five shops; nothing is kept or handed in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets
from IPython.display import Javascript, display

from sim.assessment.exercise import HEADLINES, exercise_names, load_exercise
from sim.policy import Policy, find_lever, lever_value, levers
from sim.scenario import Scenario, load_scenario, scenario_names
from sim.show import markup
from sim.show.desk import button, reporter
from sim.show.errand import Errand, careful
from sim.show.frame import frame
from sim.show.lever_form import LeverForm
from sim.show.looks import lever_text
from sim.show.message_panel import message_panel
from sim.show.practice import MONEY, WHY_SEEDS, Practice, Reasons
from sim.show.rights_editor import PATHS, RightsEditor
from sim.show.saved_work import Effect
from sim.show.see_panel import figures, picture, said
from sim.show.system_view import brochures, spent
from sim.show.verdict import effects_of
from sim.show.why_panel import by_decision, by_mechanism, by_story, incidents

SHOPS = 5
SHOWN = (*HEADLINES, *MONEY, "orders", "new_customers", "complaints", "members_joined", "points_liability_hkd")
FOR_TOOLS = ("neutral",)
"""Scenarios that no trainee needs."""


class Workshop:
    """One plan over all topics, a run, and why it came so."""

    def __init__(self, scenario: Scenario | None = None) -> None:
        self.plan: dict[str, Any] = {}
        self._topics = {one.group: [each for each in levers() if each.group == one.group] for one in levers()}
        self._scenarios = [scenario] if scenario else [load_scenario(n) for n in scenario_names() if n not in FOR_TOOLS]
        self.strip, self.story, self.plan_line = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.place, self.answer, self.why = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.form_place = widgets.VBox()
        self._report = reporter(self.place)
        self._running, self._warming = Errand(), Errand()
        self._is_open = False
        self.forms: list[RightsEditor | LeverForm] = []
        self.shop = _choice("Which shop?", [(one.title, number) for number, one in enumerate(self._scenarios)])
        self.topic = _choice("What would you like to decide about?", list(self._topics))
        self.run_button = button("Run the shop", self.run, self._report, main=True)
        self.why_button = button("Explain this run", self.explain, self._report)
        self.stop_button = button("Stop", self._running.stop, self._report)
        self.stop_button.disabled = True
        self.clear_button = button("Back to today's values", self.clear, self._report)
        self.progress = widgets.IntProgress(value=0, min=0, max=SHOPS)
        self.shop.observe(careful(self._open_shop, self._report), names="value")
        self.topic.observe(careful(self._show_form, self._report), names="value")
        self._open_shop()

    def panel(self) -> widgets.VBox:
        """All of it as one panel."""
        self._is_open = True
        self._warm()
        style = widgets.HTML(f"<style>{markup.stylesheet()}</style>")
        rows = widgets.HBox([self.run_button, self.stop_button, self.why_button, self.clear_button])
        rows.layout.flex_flow = "row wrap"
        choices = (self.shop, self.story, self.topic, self.form_place, self.plan_line)
        return frame(style, self.strip, *choices, rows, self.progress, self.place, self.answer, self.why)

    def run(self) -> None:
        """Run the plan beside the shop as it is."""
        if self._running.is_busy:
            return
        if not self.plan:
            self.place.value = markup.line("Your plan changes nothing yet: choose a topic and move a lever first.")
            return
        values = dict(self.plan)
        self.why.value = ""
        self._begin(SHOPS, "The shop is running ...")
        self._running.start(self._run_slices(values), self._report, self._ended)

    def explain(self) -> None:
        """Say why the last plan did what it did."""
        if self._running.is_busy:
            return
        if not self._tried:
            self.place.value = markup.line("Run the shop first; then ask why.")
            return
        self._begin(2 * WHY_SEEDS, "The same shops are run again with some of your changes put back ...")
        self._running.start(self._why_slices(), self._report, self._ended)

    def clear(self) -> None:
        """Forget the plan."""
        self.plan.clear()
        self._show_form()

    def _open_shop(self) -> None:
        scenario = self._scenarios[self.shop.value]
        self._running.stop()
        self._practice = Practice(load_exercise(exercise_names()[0]), scenario)
        self._practice.seeds = self._practice.seeds[:SHOPS]
        self._tried: dict[str, Any] = {}
        self.story.value = markup.paragraphs(scenario.story)
        if scenario.system:
            self.story.value += brochures(scenario.system)
        self.answer.value = self.why.value = self.place.value = ""
        self._show_strip({}, 0)
        self._show_form()
        if self._is_open:
            self._warm()

    def _warm(self) -> None:
        """Run the shop as it is, so that its measures are in sight before anything is tried.

        Work under way for the shop before goes on with this one.
        """
        self._warming.start(self._warm_slices(), self._report, wait=lambda: self._running.is_busy)

    def _warm_slices(self) -> Iterator[None]:
        while not all(self._practice.is_ready(self._practice.reference, seed) for seed in self._practice.seeds):
            practice = self._practice
            seed = next(seed for seed in practice.seeds if not practice.is_ready(practice.reference, seed))
            practice.measures(practice.reference, seed)
            if not self._tried:
                self._show_strip({}, 0)
            yield

    def _show_form(self) -> None:
        chosen = self._topics[self.topic.value]
        today = {one.path: lever_value(self._practice.reference, one.path) for one in chosen}
        moved = careful(self._moved, self._report)
        rights = PATHS.values() if set(PATHS.values()) <= set(today) else ()
        self.forms = [RightsEditor(today, moved)] if rights else []
        self.forms.append(LeverForm([one for one in chosen if one.path not in rights], today, moved))
        for form in self.forms:
            form.show({path: value for path, value in self.plan.items() if path in today})
        self.form_place.children = tuple(form.box for form in self.forms)
        self._say_plan()

    def _moved(self) -> None:
        values = {path: value for form in self.forms for path, value in form.values.items()}
        for path, value in values.items():
            if value == lever_value(self._practice.reference, path):
                self.plan.pop(path, None)
            else:
                self.plan[path] = value
        self._say_plan()

    def _say_plan(self) -> None:
        moved = [(find_lever(path), value) for path, value in self.plan.items()]
        words = "; ".join(f"{lever.label}: {lever_text(lever, value)}" for lever, value in moved)
        self.plan_line.value = markup.line(f"Your plan, over all topics: {words or 'nothing is changed yet'}.")

    def _begin(self, steps: int, words: str) -> None:
        self.progress.max, self.progress.value = steps, 0
        self.run_button.disabled = self.why_button.disabled = True
        self.stop_button.disabled = False
        self.place.value = markup.line(words)

    def _ended(self, is_finished: bool) -> None:
        self.run_button.disabled = self.why_button.disabled = False
        self.stop_button.disabled = True
        if is_finished:
            self.place.value = markup.line("Done.", "good")
        elif "trouble" not in self.place.value:
            self.place.value = markup.line("Stopped. What was found so far is below.")

    def _run_slices(self, values: dict[str, Any]) -> Iterator[int]:
        policy = self._practice.policy(values)
        for shops in self._practice.try_out(policy):
            effects = effects_of(self._practice.effects(policy, self._practice.seeds[:shops]), SHOWN)
            self.progress.value = shops
            self._show_strip(effects, shops)
            chart = picture(effects, shops) if shops == SHOPS else ""
            self.answer.value = said(effects, shops) + chart + figures(effects, shops) + self._money(policy)
            self._tried = values
            yield shops

    def _money(self, policy: Policy) -> str:
        """Budget and project of the first shop, where a system is brought in."""
        practice = self._practice
        return "" if not practice.scenario.system else spent(practice.one_run(policy, practice.seeds[0]))

    def _why_slices(self) -> Iterator[int]:
        reasons = Reasons()
        for done in self._practice.explain(self._practice.policy(self._tried), reasons):
            self.progress.value = done
            shops = len(reasons.seeds)
            self.why.value = (
                by_decision(reasons.decisions, shops)
                + by_mechanism(reasons.ledger, shops)
                + by_story(reasons.stories)
                + incidents(reasons.incidents)
            )
            yield done

    def _show_strip(self, effects: dict[str, Effect], shops: int) -> None:
        today, ready = self._practice.today_means()
        self.strip.value = markup.strip(today, effects, shops or ready)


def _choice(words: str, options: list[Any]) -> widgets.Dropdown:
    made = widgets.Dropdown(options=options, description=words, style={"description_width": "initial"})
    made.add_class("column")
    return made


def open_workshop(scenario: Scenario | None = None) -> widgets.VBox:
    """The workshop, ready to use.

    Args:
        scenario: the only shop to try plans in, for example a tiny one; otherwise all that trainees may choose.
    """
    display(Javascript(markup.script()))
    return Workshop(scenario).panel()


def check_messages() -> widgets.VBox:
    """The message checker."""
    return message_panel()


__all__ = ["Workshop", "check_messages", "open_workshop"]
