"""Try other rights: edit the permission matrix, run the first practice shop with it, see what it gains and costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import ipywidgets as widgets

from sim.assessment.figures import look_of, take_all
from sim.pages import attack_diary
from sim.policy import lever_value
from sim.run import Run
from sim.show import markup
from sim.show.desk import Desk, button, reporter
from sim.show.errand import Errand
from sim.show.rights_editor import PATHS, RightsEditor

SHOWN: Final = (
    "security_incidents",
    "expected_security_incidents",
    "compliance_incidents",
    "answer_wait_hours",
    "staff_hours",
    "sales_accuracy",
    "orders",
    "net_margin_hkd",
)
INVITATION: Final = "<h3>Who may do what?</h3>" + markup.paragraphs(
    "A thief in an account may do what its owner may. Whoever lacks a right has to ask, and customers wait.",
    "Tick and untick, then run the first practice shop with these rights. Nothing of this is handed in.",
)


def rights_panel(desk: Desk) -> widgets.VBox:
    """The permission matrix of a lesson, to edit and try."""
    practice, running = desk.practice, Errand()
    place, answer = widgets.HTML(), widgets.HTML()
    report = reporter(place)

    def stale() -> None:
        answer.value = ""
        place.value = markup.line("Run the shop again to see what these rights do.")

    editor = RightsEditor({path: lever_value(practice.reference, path) for path in PATHS.values()}, stale)

    def slices() -> Iterator[None]:
        seed = practice.seeds[0]
        today = practice.one_run(practice.reference, seed)
        yield
        other = practice.one_run(practice.policy(editor.values), seed)
        yield
        answer.value = beside(today, other)

    def ended(is_finished: bool) -> None:
        if is_finished:
            place.value = markup.line("Done. One shop is one story: other shops have other luck.", "good")

    def begin() -> None:
        if running.is_busy:
            return
        if editor.values == editor.today:
            answer.value = ""
            place.value = markup.line("These are the rights of today: tick or untick something first.")
            return
        place.value = markup.line("The shop is running ...")
        running.start(slices(), report, ended, wait=lambda: desk.is_in_use)

    def back() -> None:
        editor.show({})
        answer.value = place.value = ""

    go = button("Run with these rights", begin, report, main=True)
    reset = button("Back to today's rights", back, report)
    row = widgets.HBox([go, reset])
    row.layout.flex_flow = "row wrap"
    return desk.panel(widgets.HTML(INVITATION), editor.box, row, place, answer)


def beside(today: Run, other: Run) -> str:
    """Figures of the two shops side by side, and what got through in the second."""
    figures = [take_all(one) for one in (today, other)]
    rows = []
    for name in SHOWN:
        look = look_of(name)
        before, after = (one[name] for one in figures)
        change = "" if before == after else look.text(after - before, signed=True)
        rows.append((look.label, look.text(before), look.text(after), change))
    table = markup.table(
        "The first practice shop", ("Figure", "Today", "These rights", "Change"), rows, numbers=(1, 2, 3)
    )
    through = [len(attack_diary(one)) for one in (today, other)]
    words = f"The diary of attacks has {through[0]:,} entries today and {through[1]:,} with these rights."
    return table + markup.paragraphs(words)


__all__ = ["beside", "rights_panel"]
