"""The trainee's own words, and handing in: one file, with a summary that a person can read."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

import ipywidgets as widgets

from sim.assessment.exercise import Ask
from sim.show import hand_in, markup
from sim.show.desk import Desk, button, reporter, text_box
from sim.show.errand import careful


def words_panel(desk: Desk) -> widgets.VBox:
    """The texts that the exercise asks for, a box each."""
    asks = desk.exercise.asks
    boxes = {ask.id: text_box(_label(ask), "", lines=6 if ask.least_words else 4) for ask in asks}
    counts = {ask.id: widgets.HTML() for ask in asks if ask.least_words}
    place = widgets.HTML()
    report = reporter(place)
    quiet = [False]

    def take() -> None:
        if not quiet[0]:
            desk.work.answers = {name: box.value[:4000] for name, box in boxes.items()}
            desk.changed()

    def refresh() -> None:
        quiet[0] = True
        try:
            for name, box in boxes.items():
                words = desk.work.answers.get(name, "")
                if box.value != words:
                    box.value = words
        finally:
            quiet[0] = False
        for ask in asks:
            if ask.id in counts:
                words_now = hand_in.count_words(desk.work.answers.get(ask.id, ""))
                enough = "enough" if words_now >= ask.least_words else f"{ask.least_words} are asked"
                counts[ask.id].value = f'<p class="quiet">{words_now} words so far; {enough}.</p>'

    for box in boxes.values():
        box.observe(careful(take, report), names="value")
    desk.watch(refresh)
    refresh()
    parts: list[widgets.Widget] = []
    for ask in asks:
        parts += [widgets.HTML(markup.paragraphs(desk.words.asks[ask.id])), boxes[ask.id]]
        parts += [counts[ask.id]] if ask.id in counts else []
    return desk.panel(*parts, place)


def _label(ask: Ask) -> str:
    return f"{ask.title} (at least {ask.least_words} words)" if ask.least_words else ask.title


def hand_in_panel(desk: Desk, folder: Path | None = None) -> widgets.VBox:
    """Learner code, declaration, and the button that writes the file."""
    code = widgets.Text(
        value=desk.work.learner,
        description="Learner code",
        placeholder="TC7-0042",
        style={"description_width": "initial"},
    )
    code.add_class("column")
    declared = widgets.Checkbox(value=False, description="This is my own work.", indent=False)
    place, result = widgets.HTML(), widgets.HTML()
    report = reporter(place)

    def take() -> None:
        cleaned = code.value.strip().upper()[:40]
        if cleaned != desk.work.learner:
            desk.work.learner = cleaned
            desk.changed()

    def refresh() -> None:
        if code.value.strip().upper()[:40] != desk.work.learner:
            code.value = desk.work.learner

    def write() -> None:
        result.value = ""
        found = hand_in.problems(desk.practice, desk.work, declared.value)
        if found:
            place.value = markup.line("Not handed in yet. Please put these right:") + markup.lines(found, "trouble")
            return
        one = hand_in.submission(desk.exercise, desk.work)
        try:
            path = hand_in.write(one, folder)
        except OSError as error:
            report(f"The file could not be written ({error.strerror or error}). Your work is kept; tell your teacher.")
            return
        place.value = markup.line(
            f"Handed in: {path.name}. You may hand in again; the newer file takes its place.", "good"
        )
        result.value = _link(path) + markup.table(
            "What is in the file", ("Field", "What you hand in"), hand_in.summary_rows(one)
        )

    code.observe(careful(take, report), names="value")
    desk.watch(refresh)
    handed = "the plan that the form shows now, your prediction, your reasons and your words"
    if desk.exercise.task == "questions":
        handed = "your answers and your words"
    words = widgets.HTML(
        markup.paragraphs(
            "Your learner code is a code from your teacher, such as TC7-0042.",
            "Never write your name: the file says what you decided, not who you are.",
            f"What is handed in is {handed}.",
        )
    )
    hand = button("Hand in", write, report, main=True)
    return desk.panel(words, code, declared, hand, place, result)


def _link(path: Path) -> str:
    content = base64.b64encode(path.read_bytes()).decode("ascii")
    where = f"{path.parent.name}/{path.name}"
    return (
        f'<p><a download="{escape(path.name, quote=True)}" href="data:application/json;base64,{content}">'
        f"Download {escape(path.name)}</a></p><p>It is also kept on this computer as {escape(where)}.</p>"
    )


__all__ = ["hand_in_panel", "words_panel"]
