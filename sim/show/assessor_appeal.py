"""Appeal: run a stored mark again, and lay then and now side by side."""

from __future__ import annotations

from collections.abc import Iterator

import ipywidgets as widgets

from sim.assessment.appeal import Appeal, appeal_in_steps
from sim.assessment.secret import stored_secret
from sim.assessment.worlds import Size
from sim.show import markup
from sim.show.assessor_book import OpenBook
from sim.show.assessor_fields import PickList, lines_of_trouble
from sim.show.assessor_tables import one_in_the_list
from sim.show.desk import button, reporter
from sim.show.errand import Errand
from sim.show.frame import frame


def appeal_panel(book: OpenBook, size: Size | None) -> widgets.VBox:
    """Choose a hand-in and run its shops again; the stored mark stays as it is."""
    bar = widgets.IntProgress(value=0, max=1)
    bar.add_class("column")
    place, page = widgets.HTML(), widgets.HTML()
    report = reporter(place)
    errand = Errand()

    def slices() -> Iterator[None]:
        row = book.row(choice.key)
        if row is None:
            report("Choose a hand-in first.")
            return
        with book.open() as opened:
            steps = appeal_in_steps(opened, row, stored_secret(book.name), size)
            while True:
                try:
                    bar.value, bar.max = next(steps)
                except StopIteration as end:
                    page.value = appeal_page(end.value)
                    return
                place.value = markup.line(f"Running shop {bar.value} of {bar.max} again.")
                yield

    def begin() -> None:
        if errand.is_busy:
            return
        page.value, place.value, bar.value, stop.disabled = "", "", 0, False
        errand.start(lines_of_trouble(slices(), report), report, end)

    def end(is_finished: bool) -> None:
        stop.disabled = True
        if page.value:
            place.value = markup.line("Run again.", "good")
        elif not is_finished:
            place.value = markup.line("Stopped. Nothing was changed.")

    def redraw() -> None:
        choice.fill([(one_in_the_list(row, book.kept_back), row.id) for row in book.rows])

    choice: PickList[int] = PickList("Choose a hand-in", lambda: None)
    start, stop = button("Run it again", begin, report, main=True), button("Stop the appeal", errand.stop, report)
    stop.disabled = True
    book.watch(redraw)
    redraw()
    return frame(choice.box, widgets.HBox([start, stop]), bar, place, page)


def appeal_page(done: Appeal) -> str:
    """What came of an appeal."""
    row = done.row
    rows = [
        (one.title, one.then or "was not there", one.now or "is not there", "the same" if one.is_same else "different")
        for one in done.sides
    ]
    kind = "good" if done.is_same else "trouble"
    caption = f"{row.learner}, {row.exercise}, attempt {row.attempt}, marked on {row.marked_at[:10]}"
    table = markup.table(caption, ("Criterion", "Then", "Now", "Then and now"), rows)
    return markup.lines(done.words[:-1], kind) + table + markup.paragraphs(done.words[-1])


__all__ = ["appeal_page", "appeal_panel"]
