"""How a question is answered from the records: worked through on the practice shop, step by step."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from sim.assessment.own_run import worked_questions
from sim.assessment.questions import Question
from sim.show import markup
from sim.show.desk import Desk, reporter
from sim.show.own_shop import OwnShops
from sim.show.question_panel import so
from sim.show.records_view import VIEWS


def worked_panel(desk: Desk, shops: OwnShops) -> widgets.VBox:
    """The worked questions that the lesson names, with the table they are answered from."""
    page = widgets.HTML(markup.line("The practice shop is being opened. This takes a few seconds."))

    def slices():
        yield
        page.value = worked_in_words(desk, shops)
        yield

    desk.warming.start(slices(), reporter(page), wait=lambda: desk.is_in_use)
    return desk.panel(page)


def worked_in_words(desk: Desk, shops: OwnShops) -> str:
    """Question, table, way and answer; one after the other."""
    run = shops.practice.run
    asked = worked_questions(desk.exercise, desk.words.worked, run)
    return markup.paragraphs(*desk.words.before_worked) + "".join(
        _one(question, VIEWS[question.template.view][1](run)[question.template.where]) for question in asked
    )


def _one(question: Question, table: str) -> str:
    where = f"The answer stands under “{VIEWS[question.template.view][0]}”, in this part of it:"
    return (
        f"<h3>{escape(question.words)}</h3>"
        + markup.paragraphs(where)
        + table
        + markup.paragraphs(question.how, so(question))
        + markup.line(f"Answer: {question.shown(question.right)}", "good")
        + markup.paragraphs(f"Mind: {question.tempting}")
    )


__all__ = ["worked_in_words", "worked_panel"]
