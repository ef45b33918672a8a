"""The trainee's own words, and handing in: one file, with a summary that a person can read."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

import ipywidgets as widgets

from sim.show import hand_in, markup
from sim.show.errand import careful
from sim.show.work_desk import WorkDesk, button, reporter, text_box

MOST_LETTERS = 4000


def words_panel(desk: WorkDesk) -> widgets.VBox:
    """A box for each text that the exercise asks for, with what to write above it."""
    place = widgets.HTML()
    report = reporter(place)
    quiet = [False]
    boxes: dict[str, widgets.Textarea] = {}
    counts: dict[str, tuple[int, widgets.HTML]] = {}
    children: list[widgets.Widget] = []
    for ask in desk.exercise.asks:
        least = f" (at least {ask.least_words} words)" if ask.least_words else ""
        boxes[ask.id] = text_box(f"{ask.title}{least}", "", lines=6 if ask.least_words else 4)
        children += [widgets.HTML(markup.paragraphs(desk.words.prompt(ask.id))), boxes[ask.id]]
        if ask.least_words:
            counts[ask.id] = (ask.least_words, widgets.HTML())
            children.append(counts[ask.id][1])

    def take() -> None:
        if not quiet[0]:
            for ask, box in boxes.items():
                desk.write(ask, box.value[:MOST_LETTERS])
            desk.changed()

    def refresh() -> None:
        quiet[0] = True
        try:
            for ask, box in boxes.items():
                if box.value != desk.answer(ask):
                    box.value = desk.answer(ask)
        finally:
            quiet[0] = False
        for ask, (least, count) in counts.items():
            words_now = hand_in.count_words(desk.answer(ask))
            enough = "enough" if words_now >= least else f"{least} are asked"
            count.value = f'<p class="quiet">{words_now} words so far; {enough}.</p>'

    for box in boxes.values():
        box.observe(careful(take, report), names="value")
    desk.watch(refresh)
    refresh()
    return desk.panel(*children, place)


def hand_in_panel(desk: WorkDesk, folder: Path | None = None) -> widgets.VBox:
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
        found = desk.problems(declared.value)
        if found:
            place.value = markup.line("Not handed in yet. Please put these right:") + markup.lines(found, "trouble")
            return
        one = desk.submission()
        try:
            path = hand_in.write(one, folder)
        except OSError as error:
            report(f"The file could not be written ({error.strerror or error}). Your work is kept; tell your teacher.")
            return
        place.value = markup.line(
            f"Handed in: {path.name}. You may hand in again; the newer file takes its place.", "good"
        )
        result.value = _link(path) + markup.table(
            "What is in the file", ("Field", "What you hand in"), desk.summary_rows(one)
        )

    code.observe(careful(take, report), names="value")
    desk.watch(refresh)
    words = widgets.HTML(
        markup.paragraphs(
            "Your learner code is a code from your teacher, such as TC7-0042.",
            "Never write your name: the file says what you decided, not who you are.",
            *desk.hand_in_words,
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
