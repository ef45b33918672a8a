"""The first screen of a lesson: who you are today, what you decide, how you are marked; and where your work is kept."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from sim.assessment.criteria import SIMULATED, Criterion, RubricCriterion
from sim.assessment.exercise import Exercise
from sim.assessment.figures import look_of as look
from sim.assessment.unit_rows import UNITS, row_texts
from sim.rules import NOT_A_CONVICTION
from sim.show import markup
from sim.show.desk import Desk, button, reporter
from sim.show.errand import careful
from sim.show.lesson_words import Example
from sim.show.verdict import effects_of, sentence
from sim.show.work_desk import WorkDesk

WHO = "this change"
DRAWN_AT = (3, 10)
"""After so many shops the worked example is drawn, first early, then whole."""


def brief_panel(desk: WorkDesk) -> widgets.VBox:
    """Role, task and marking, with the unit of competency; and the three buttons that keep, load and reset work."""
    exercise = desk.exercise
    rows = [(name, row_texts().get(name, "")) for name in exercise.rows]
    text = (
        "<h3>Who you are today</h3>"
        + markup.paragraphs(exercise.role)
        + f"<h3>What you {'decide' if exercise.levers else 'do'}</h3>"
        + markup.paragraphs(exercise.decide)
        + "<h3>How you are marked</h3>"
        + markup.paragraphs(exercise.marked_how, f"Plan about {exercise.minutes} minutes for this lesson.")
        + what_counts(exercise)
        + markup.table(f"This lesson practises: {UNITS[exercise.unit]}", ("Row", "What you learn"), rows)
    )
    return desk.panel(widgets.HTML(f"<style>{markup.stylesheet()}</style>"), widgets.HTML(text), _work_bar(desk))


def what_counts(exercise: Exercise) -> str:
    """The criteria with their marks and who judges them, and the levels of what a person reads."""
    rows = [(one.title, _judge(one), f"{one.weight}") for one in exercise.criteria]
    table = markup.table("What counts: 100 marks", ("What is asked", "Who judges it", "Marks"), rows, numbers=(2,))
    read = [one for one in exercise.criteria if isinstance(one, RubricCriterion)]
    levels = "".join(
        f'<p><strong>{escape(one.title)}</strong></p><ol start="0">'
        + "".join(f"<li>{escape(words)}{_line(one, level)}</li>" for level, words in enumerate(one.levels))
        + "</ol>"
        for one in read
    )
    note = markup.paragraphs("You are competent when everything that is asked is reached. Nobody is ranked.")
    summary = "The levels by which a person reads your words"
    return table + note + (f"<details><summary>{summary}</summary>{levels}</details>" if read else "")


def _judge(one: Criterion) -> str:
    if isinstance(one, RubricCriterion):
        return "a person, who reads your words"
    return "shops that you have not seen" if isinstance(one, SIMULATED) else "what you hand in, against your own shop"


def _line(one: RubricCriterion, level: int) -> str:
    return " <em>(competent from here)</em>" if level == one.competent_from else ""


def _work_bar(desk: WorkDesk) -> widgets.VBox:
    place = widgets.HTML(markup.line(desk.notice, "" if desk.notice.startswith("Welcome") else "trouble"))
    report = reporter(place)

    def save() -> None:
        desk.file.save(desk.work)
        place.value = markup.line("Your work is saved. Load brings it back, also tomorrow.", "good")

    def load() -> None:
        work, notice = desk.file.load()
        if work is not None:
            desk.replace(work)
        place.value = markup.line(notice, "good" if work is not None else "trouble")

    def reset() -> None:
        fresh = desk.file.fresh()
        if desk.work != fresh:
            desk.file.save(desk.work)
        desk.replace(fresh)
        place.value = markup.line("The lesson is empty again. Load brings your work of a moment ago back.", "good")

    def watch() -> None:
        if desk.save_line:
            report(desk.save_line)

    desk.watch(watch)
    buttons = [
        button(words, action, report)
        for words, action in (("Save my work", save), ("Load my work", load), ("Reset the lesson", reset))
    ]
    words = markup.paragraphs("Your work is also kept by itself after each change, so you may close the browser.")
    row = widgets.HBox(buttons)
    row.layout.flex_flow = "row wrap"
    return widgets.VBox([widgets.HTML(f"<h3>Your work</h3>{words}"), row, place])


def example_panel(desk: Desk) -> widgets.VBox:
    """The worked example, run in the practice shops while the trainee reads."""
    example = desk.words.example
    if example is None:
        raise ValueError(f"{desk.exercise.id}/lesson.json: example: must be there, given nothing")
    story = widgets.HTML(markup.paragraphs(*example.story))
    picture = widgets.HTML(markup.line("The example is being run in the practice shops. This takes a few seconds."))
    report = reporter(picture)
    practice = desk.practice
    policy = practice.policy(example.values)
    drawn: set[int] = set()

    def slices():
        for done in practice.prepare(policy):
            desk.refresh_strip()
            if done in DRAWN_AT and done not in drawn:
                drawn.add(done)
                picture.value = _picture(desk, example, done)
            elif done and not drawn:
                picture.value = markup.line(f"The example has run in {done} of {len(practice.seeds)} shops ...")
            yield
        picture.value = _picture(desk, example, len(practice.seeds))

    def begin() -> None:
        desk.warming.start(slices(), report, wait=lambda: desk.is_in_use)

    careful(begin, report)()
    return desk.panel(story, picture)


def _picture(desk: Desk, example: Example, shops: int) -> str:
    from sim.show.charts import effects_chart

    practice = desk.practice
    table = practice.effects(practice.policy(example.values), practice.seeds[:shops])
    effects = effects_of(table, practice.shown_measures())
    parts = (
        ("Circle", "the shop as it is today."),
        ("Square", "the shop with the change."),
        ("Grey bar", "where the true change most likely lies; a short bar means that we are more sure."),
        ("Line of words above each picture", "the change, from where to where, and in how many shops it was higher."),
    )
    named = "".join(f"<li><strong>{escape(name)}</strong>: {escape(means)}</li>" for name, means in parts)
    said = "".join(
        f"<li><strong>{escape(look(measure).label)}.</strong> {escape(sentence(measure, one, shops, WHO))}</li>"
        for measure, one in effects.items()
    )
    chart = effects_chart(table, names=("today", "the change"), each="shops")
    return (
        f"<h3>What came of it in {shops} shops</h3><div>{chart}</div>"
        f"<p>There are four parts to each picture.</p><ul>{named}</ul><p>The same in words:</p><ul>{said}</ul>"
        + markup.paragraphs(NOT_A_CONVICTION, *example.lesson)
    )


__all__ = ["brief_panel", "example_panel"]
