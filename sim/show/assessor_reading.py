"""Read words: the first marking of what trainees wrote."""

from __future__ import annotations

import ipywidgets as widgets

from sim.assessment.person_marks import mark_words, marker_code
from sim.assessment.standing import Standing, standings
from sim.show import markup
from sim.show.assessor_book import OpenBook
from sim.show.assessor_fields import PickList, drop_down, told
from sim.show.assessor_tables import count, criterion_in_the_list
from sim.show.desk import button, reporter, text_box
from sim.show.frame import frame
from sim.show.words_to_read import words_to_read

NO_LEVEL = ("choose a level", "")
"""ipywidgets shows nothing at all for a value of None."""


def level_options(standing: Standing) -> list[tuple[str, int | str]]:
    """The levels of a criterion, for a list."""
    rubric = standing.rubric
    if rubric is None:
        return [("choose", ""), ("0: not yet competent", 0), ("1: competent", 1)]
    return [NO_LEVEL, *((f"{level}: {words}", level) for level, words in enumerate(rubric.levels))]


def reading_panel(book: OpenBook) -> widgets.VBox:
    """The texts that wait, one at a time, beside levels and samples."""
    page, said, place = widgets.HTML(), widgets.HTML(), widgets.HTML()
    level = drop_down("The level that you found", [NO_LEVEL])
    comment = text_box("Comment for the trainee (what it rests on)", "", lines=3)
    report = reporter(place)

    def show() -> None:
        standing = book.standing(choice.key)
        for part in (level, comment, write_down):
            part.layout.display = None if standing else "none"
        page.value = words_to_read(standing) if standing else ""
        if standing is None:
            return
        own = standing.first
        level.options = level_options(standing)
        level.value = own.level if own else ""
        comment.value = own.comment if own else ""

    def write() -> None:
        standing = book.standing(choice.key)
        if standing is None:
            return
        if level.value == "":
            report("Level: choose the one that fits the words best.")
            return
        with book.open() as opened:
            mark_words(opened, standing.mark.id, book.marker, level.value, comment.value)
        words = f"Written down: {standing.submission.learner}, {standing.mark.title}: level {level.value}."
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

    write_down = button("Write down the level", told(write, place), report, main=True)
    choice: PickList[int] = PickList("Choose a text", show)
    book.watch(redraw)
    book.marker_line.observe(lambda _: redraw(), "value")
    redraw()
    return frame(book.marker_line, said, choice.box, page, level, comment, widgets.HBox([write_down]), place)


def _is_own(one: Standing, marker: str) -> bool:
    """Whether it may still be corrected by this marker."""
    first = one.first
    return first is not None and one.second is None and first.marker == marker.strip().upper()


def is_code(text: str) -> bool:
    """Whether a marker code is typed."""
    try:
        return bool(marker_code(text))
    except ValueError:
        return False


__all__ = ["is_code", "level_options", "reading_panel"]
