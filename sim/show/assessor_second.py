"""Second marking: what is looked at again, without a word of what was found before; then, how far markers agree."""

from __future__ import annotations

import ipywidgets as widgets

from sim.assessment.person_marks import mark_again, marker_code
from sim.assessment.second_marking import Second, agreement, sample, seconds
from sim.assessment.standing import Standing
from sim.show import markup
from sim.show.assessor_book import OpenBook
from sim.show.assessor_fields import PickList, told
from sim.show.assessor_tables import count, criterion_in_the_list
from sim.show.desk import button, reporter
from sim.show.frame import frame
from sim.show.level_form import LevelForm, is_code
from sim.show.words_to_read import figures_to_judge, words_to_read


def second_panel(book: OpenBook) -> widgets.VBox:
    """The sample and the edges, one at a time; agreement and open disagreements below."""
    page, said, place, found = widgets.HTML(), widgets.HTML(), widgets.HTML(), widgets.HTML()

    def show() -> None:
        standing = book.standing(choice.key)
        page.value = "" if standing is None else _to_look_at(standing)
        form.show(standing)

    def write(level: int, comment: str) -> None:
        standing = book.standing(choice.key)
        if standing is None:
            return
        with book.open() as opened:
            mark_again(opened, standing.mark.id, book.marker, level, comment)
        words = f"Written down: {standing.submission.learner}, {standing.mark.title}."
        book.refresh()
        place.value = markup.line(words, "good")

    def redraw() -> None:
        found.value = ""
        every = seconds(book.rows, book.fingerprint)
        code = marker_code(book.marker) if is_code(book.marker) else ""
        mine = [one for one in every if code and one.is_open_to(code)]
        said.value = markup.lines(_told(book, every, mine, code))
        choice.fill([(criterion_in_the_list(one.standing), one.standing.mark.id) for one in mine])

    def compare() -> None:
        every = seconds(book.rows, book.fingerprint)
        found.value = markup.paragraphs(*agreement(every).words) + unresolved_table(every)

    form = LevelForm("What you find", "Comment (what it rests on)", "Write down the second marking", place, write)
    choice: PickList[int] = PickList("Choose what to look at", show)
    book.watch(redraw)
    book.marker_line.observe(lambda _: redraw(), "value")
    redraw()
    compared = button("Show how far markers agree", told(compare, place), reporter(place))
    return frame(
        book.marker_line,
        said,
        choice.box,
        page,
        *form.parts,
        place,
        widgets.HBox([compared]),
        found,
    )


def _to_look_at(standing: Standing) -> str:
    return words_to_read(standing) if standing.rubric else figures_to_judge(standing)


def _told(book: OpenBook, every: list[Second], mine: list[Second], code: str) -> list[str]:
    if not book.rows:
        return ["There are no marks yet."]
    drawn = len(sample(book.rows, book.fingerprint))
    edges = sum("borderline" in one.why for one in every)
    done = sum(one.is_done for one in every)
    lines = [
        f"In the sample: {drawn} of {count(len(book.rows), 'hand-in')}. On the edge: {edges}. "
        f"To be looked at twice: {len(every)}, done: {done}."
    ]
    if not code:
        lines.append("Type your marker code above, and what you may look at appears.")
    elif not mine:
        lines.append("Nothing is left for this marker code: all is done, not read yet, or your own.")
    return lines


def unresolved_table(every: list[Second]) -> str:
    """Markings on different sides of the line that nobody has decided yet."""
    rows = [
        (
            one.standing.submission.learner,
            one.standing.submission.exercise,
            one.standing.mark.title,
            _side(one.first_says),
            _side(one.second_says),
        )
        for one in every
        if one.is_unresolved
    ]
    if not rows:
        return markup.paragraphs("No two markings stand on different sides of the competent line.")
    columns = ("Learner", "Exercise", "Criterion", "First", "Second")
    return markup.table("Not agreed: decide by an override", columns, rows)


def _side(is_competent: bool | None) -> str:
    return "competent" if is_competent else "not yet competent"


__all__ = ["second_panel", "unresolved_table"]
