"""Questions one at a time, with the records of the shop below: to practise, and to answer for good."""

from __future__ import annotations

from html import escape
from typing import Final

import ipywidgets as widgets

from sim.assessment.questions import Answer, Question
from sim.run import Run
from sim.show import markup
from sim.show.desk import Desk, button, reporter
from sim.show.errand import Errand, careful
from sim.show.own_shop import OwnShops, Shop, read_answer
from sim.show.records_panel import Records
from sim.show.records_view import VIEWS

CHOOSE: Final = "Please choose"
NO_MATERIALS: Final = "Your own questions come with your own materials: open them in the step before."


class QuestionPanel:
    """The questions of one shop. In practice each answer is checked at once; one's own are kept and never shown right.

    Args:
        desk: the desk of the lesson.
        shops: its two shops.
        is_own: whether these are the questions that count.
    """

    def __init__(self, desk: Desk, shops: OwnShops, *, is_own: bool) -> None:
        self.desk, self.shops, self.is_own = desk, shops, is_own
        self.place = 0
        self.words, self.said, self.list = widgets.HTML(), widgets.HTML(), widgets.HTML()
        report = reporter(self.said)
        self._report = report
        self.text = widgets.Text(description="Your answer", style={"description_width": "initial"})
        self.choice = widgets.Dropdown(
            options=[CHOOSE], description="Your answer", style={"description_width": "initial"}
        )
        for field in (self.text, self.choice):
            field.add_class("column")
        self.keep = button("Keep my answer for good" if is_own else "Check my answer", self.answer, report, main=True)
        self.back = button("Question before", lambda: self.turn(-1), report)
        self.next = button("Next question", lambda: self.turn(1), report)
        self.records = Records(self._run)
        self._opening = Errand()
        self._is_open = False
        row = widgets.HBox([self.keep, self.back, self.next])
        row.layout.flex_flow = "row wrap"
        self.body = widgets.VBox([self.text, self.choice, row])
        self.body.layout.display = "none"

    def panel(self) -> widgets.VBox:
        """All of it as one panel."""
        self.words.value = markup.line("The shop is being opened ...")
        below = self.records.box() if self._is_open else widgets.VBox()
        box = self.desk.panel(self.words, self.body, self.said, self.list, below)

        def slices():
            yield
            self._is_open = True
            below.children = [self.records.box()]
            self.refresh()
            yield

        self.desk.watch(careful(self.refresh, self._report))
        self._opening.start(slices(), self._report, wait=lambda: self.desk.is_in_use)
        return box

    @property
    def shop(self) -> Shop | None:
        """The shop that is asked about; None where there are no materials yet."""
        if not self._is_open:
            return None
        return self.shops.own if self.is_own else self.shops.practice

    def _run(self) -> Run | None:
        shop = self.shop
        return None if shop is None else shop.run

    @property
    def answers(self) -> dict[str, Answer]:
        """What has been answered so far, by question."""
        return self.desk.work.responses if self.is_own else self.desk.work.practised

    def turn(self, by: int) -> None:
        """Go to another question; after the last comes the first."""
        if self.shop is not None:
            self.place = (self.place + by) % len(self.shop.questions)
            self._draw_question()

    def answer(self) -> None:
        """Keep an answer; the first one to each question stays."""
        if self.shop is None:
            return
        question = self.shop.questions[self.place]
        if question.id in self.answers:
            return
        if question.options:
            if self.choice.value == CHOOSE:
                self.said.value = markup.line("Choose an answer first.", "trouble")
                return
            given: Answer = int(self.choice.value) if question.template.kind == "customer" else str(self.choice.value)
        else:
            try:
                given = read_answer(question, self.text.value)
            except ValueError as error:
                self.said.value = markup.line(str(error), "trouble")
                return
        self.answers[question.id] = given
        self.desk.changed()

    def refresh(self) -> None:
        """Draw anew what the work moves: the question, its answer, the list."""
        if not self._is_open:
            return
        self.records.draw()
        shop = self.shop
        if shop is None:
            self.words.value, self.said.value, self.list.value = markup.line(NO_MATERIALS), "", ""
            self.body.layout.display = "none"
            return
        self.body.layout.display = "flex"
        self.place %= len(shop.questions)
        self._draw_question()
        self.list.value = self._list(shop)

    def _draw_question(self) -> None:
        if self.shop is None:
            return
        questions = self.shop.questions
        question = questions[self.place]
        given = self.answers.get(question.id)
        self.words.value = (
            f"<h3>Question {self.place + 1} of {len(questions)}</h3><p><strong>{escape(question.words)}</strong></p>"
        )
        is_choice = bool(question.options)
        self.text.layout.display = "none" if is_choice else "flex"
        self.choice.layout.display = "flex" if is_choice else "none"
        if is_choice:
            self.choice.options = (CHOOSE, *question.options)
            self.choice.value = CHOOSE if given is None else str(given)
        else:
            unit = question.template.unit
            self.text.description = f"Your answer, in {unit}" if unit == "HK$" else f"Your answer ({unit})"
            self.text.value = "" if given is None else question.shown(given)
        for field in (self.text, self.choice, self.keep):
            field.disabled = given is not None
        self.said.value = "" if given is None else self._told(question, given)

    def _told(self, question: Question, given: Answer) -> str:
        if self.is_own:
            return markup.line(f"Kept: {question.shown(given)}. Your first answer counts.", "good")
        is_right = question.is_right(given)
        verdict = "That is right." if is_right else f"That is not right: it is {question.shown(question.right)}."
        title = VIEWS[question.template.view][0]
        return markup.line(verdict, "good" if is_right else "trouble") + markup.paragraphs(
            f"Where it stands: {title}, “{question.template.where}”.",
            f"How to find it: {question.how}",
            so(question),
            f"Mind: {question.tempting}",
        )

    def _list(self, shop: Shop) -> str:
        given = self.answers
        done = sum(question.id in given for question in shop.questions)
        rows = [
            (f"{place}", question.words, question.shown(given[question.id]) if question.id in given else "not yet")
            for place, question in enumerate(shop.questions, start=1)
        ]
        title = f"{done} of {len(rows)} questions answered"
        table = markup.table(title, ("No.", "Question", "Your answer"), rows)
        return f"<details><summary>{escape(title)}</summary>{table}</details>"


def so(question: Question) -> str:
    """The sum with its result; empty where the answer is read off."""
    return f"So: {question.working} = {question.shown(question.right)}." if question.working else ""


__all__ = ["NO_MATERIALS", "QuestionPanel", "so"]
