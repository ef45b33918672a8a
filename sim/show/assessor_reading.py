"""Read words: the first marking of what trainees wrote."""

from __future__ import annotations

import ipywidgets as widgets

from sim.assessment.person_marks import mark_words
from sim.assessment.standing import Standing, standings
from sim.show import markup
from sim.show.assessor_book import OpenBook
from sim.show.assessor_fields import PickList
from sim.show.assessor_tables import count, criterion_in_the_list
from sim.show.frame import frame
from sim.show.level_form import LevelForm
from sim.show.words_to_read import words_to_read


def reading_panel(book: OpenBook) -> widgets.VBox:
    """The texts that wait, one at a time, beside levels and samples."""
    page, said, place = widgets.HTML(), widgets.HTML(), widgets.HTML()

    def show() -> None:
        standing = book.standing(choice.key)
        own = standing.first if standing else None
        page.value = words_to_read(standing) if standing else ""
        form.show(standing, own.level if own else None, own.comment if own else "")

    def write(level: int, comment: str) -> None:
        standing = book.standing(choice.key)
        if standing is None:
            return
        with book.open() as opened:
            mark_words(opened, standing.mark.id, book.marker, level, comment)
        words = f"Written down: {standing.submission.learner}, {standing.mark.title}: level {level}."
        book.refresh()
        place.value = markup.line(words, "good")

    def redraw() -> None:
        waiting = [one for row in book.rows for one in standings(row) if one.waits_to_be_read]
        own = [one for row in book.rows for one in standings(row) if _is_own(one, book.marker)]
        said.value = markup.line(
            f"{count(len(waiting), 'text')} to be read."
            if waiting
            else "Nothing waits to be read."
            if book.rows
            else "There are no marks yet: mark first, or show the gradebook above."
        )
        choice.fill(
            [(criterion_in_the_list(one), one.mark.id) for one in waiting]
            + [
                (f"{criterion_in_the_list(one)} (read by you: level {one.first.level})", one.mark.id)
                for one in own
                if one.first
            ]
        )

    said_of = ("The level that you found", "Comment for the trainee (what it rests on)", "Write down the level")
    form = LevelForm(*said_of, place, write)
    choice: PickList[int] = PickList("Choose a text", show)
    book.watch(redraw)
    book.marker_line.observe(lambda _: redraw(), "value")
    redraw()
    return frame(book.marker_line, said, choice.box, page, *form.parts, place)


def _is_own(one: Standing, marker: str) -> bool:
    """Whether it may still be corrected by this marker."""
    first = one.first
    return first is not None and one.second is None and first.marker == marker.strip().upper()


__all__ = ["reading_panel"]
