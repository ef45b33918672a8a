"""Override: a person's decision in place of a result, with the reason; both are kept."""

from __future__ import annotations

import ipywidgets as widgets

from sim.assessment.marks import COMPETENT, NOT_YET
from sim.assessment.person_marks import override
from sim.assessment.second_marking import seconds
from sim.assessment.standing import standings
from sim.show import markup
from sim.show.assessor_book import OpenBook
from sim.show.assessor_fields import PickList, drop_down, told
from sim.show.assessor_second import unresolved_table
from sim.show.assessor_tables import KEPT_BACK, count, one_in_the_list
from sim.show.desk import button, reporter, text_box
from sim.show.frame import frame

_ALL = "every criterion of this hand-in"


def override_panel(book: OpenBook) -> widgets.VBox:
    """Choose a hand-in and a criterion, say what it shall be, and why."""
    place, waiting, history = widgets.HTML(), widgets.HTML(), widgets.HTML()
    what = drop_down("Criterion", [])
    to = drop_down("It shall be", [("choose", ""), (COMPETENT, COMPETENT), (NOT_YET, NOT_YET)])
    reason = text_box("Reason, in a few words (it is kept and shown)", "", lines=3)
    report = reporter(place)

    def show() -> None:
        row = book.row(choice.key)
        for part in (what, to, reason, decide):
            part.layout.display = None if row else "none"
        history.value = ""
        if row is None:
            return
        parts = standings(row)
        before = what.value
        back = book.kept_back
        now = {one.mark.id: KEPT_BACK if one.mark.id in back else f"now: {one.result}" for one in parts}
        what.options = [*((f"{one.mark.title} ({now[one.mark.id]})", one.mark.id) for one in parts), (_ALL, _ALL)]
        what.value = before if before in [value for _, value in what.options] else parts[0].mark.id
        changes = [
            (one.mark.title, change.old_result, change.new_result, change.marker, change.at[:10], change.reason)
            for one in parts
            for change in one.mark.overrides
        ]
        columns = ("Criterion", "It was", "It became", "Marker", "When", "Reason")
        history.value = markup.table("Overrides of this hand-in", columns, changes) if changes else ""

    def write() -> None:
        row = book.row(choice.key)
        if row is None:
            return
        if to.value == "":
            report("It shall be: choose one.")
            return
        marks = [mark.id for mark in row.marks] if what.value == _ALL else [what.value]
        with book.open() as opened:
            done = override(opened, marks, book.marker, to.value, reason.value)
        words = f"Written down for {row.learner}: {count(done, 'result')} overridden. What stood before is kept."
        reason.value, to.value = "", ""
        book.refresh()
        place.value = markup.line(words, "good")

    def redraw() -> None:
        held = [
            (row.learner, row.exercise, row.alike or "")
            for row in book.rows
            if any(one.is_withheld for one in standings(row))
        ]
        every = seconds(book.rows, book.fingerprint)
        parts = []
        if held:
            parts.append(markup.table("The same work twice: decide", ("Learner", "Exercise", "What is alike"), held))
        if any(one.is_unresolved for one in every):
            parts.append(unresolved_table(every))
        waiting.value = "".join(parts) or markup.line("Nothing waits to be decided.")
        back = book.kept_back
        choice.fill([(one_in_the_list(row, back), row.id) for row in book.rows])

    decide = button("Override the result", told(write, place), report, main=True)
    choice: PickList[int] = PickList("Choose a hand-in", show)
    book.watch(redraw)
    redraw()
    return frame(book.marker_line, waiting, choice.box, what, to, reason, widgets.HBox([decide]), place, history)


__all__ = ["override_panel"]
