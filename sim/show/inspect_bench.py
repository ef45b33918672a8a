"""The bench of an inspection: pages as cards, lists beside them, and the form in which a page is flagged."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from sim.assessment.findings import FAULT_NAMES, FAULTS, FIRST_STEPS, STEP_NAMES, FaultKind, Finding
from sim.assessment.shop_front_file import ShopFront
from sim.show import front_lists, markup
from sim.show.errand import careful
from sim.show.inspection_work import InspectionDesk
from sim.show.work_desk import button, reporter

CHOOSE = "choose ..."


class InspectBench:
    """One shop front on the desk: look, flag, take back.

    Args:
        desk: the desk of the lesson.
        number: which shop front, to begin with: 0 is the trainee's own.
    """

    def __init__(self, desk: InspectionDesk, number: int) -> None:
        self.desk, self.number = desk, number
        self.title, self.shelf, self.lists, self.flags = (widgets.HTML() for _ in range(4))
        self.place = widgets.HTML()
        self.report = reporter(self.place)
        self.page = _dropdown("Page", [(CHOOSE, -1)])
        self.fault = _dropdown("What is wrong?", [(CHOOSE, ""), *((FAULT_NAMES[one], one) for one in FAULTS)])
        self.first = _dropdown(
            "What would you do first?", [(CHOOSE, ""), *((STEP_NAMES[one], one) for one in FIRST_STEPS)]
        )
        self.flagged = _dropdown("Flag to take back", [(CHOOSE, "")])
        self.flag_button = button("Flag this page", self.flag, self.report, main=True)
        self.back_button = button("Take the flag back", self.take_back, self.report)
        know = widgets.HTML(
            f"<details><summary>What you know, and what the choices mean</summary>{front_lists.rules()}"
            f"{front_lists.choices()}</details>"
        )
        for part in (self.shelf, self.lists):  # each scrolls by itself, also by the keyboard
            part.add_class("scrolls")
            part.tabbable = True
        columns = [
            widgets.VBox([widgets.HTML(f"<h4>{name}</h4>"), part])
            for name, part in (("The pages", self.shelf), ("The lists of the shop", self.lists))
        ]
        beside = widgets.HBox(columns)
        beside.add_class("two-columns")
        self.body = widgets.VBox(
            [
                self.title,
                know,
                beside,
                widgets.HTML("<h4>Flag what is wrong</h4>"),
                self.page,
                self.fault,
                self.first,
                self.flag_button,
                self.place,
                self.flags,
                self.flagged,
                self.back_button,
            ]
        )
        self._drawn: ShopFront | None = None
        self.desk.watch(careful(self.refresh, self.report))
        self.refresh()

    def show(self, number: int) -> None:
        """Put another shop front on the bench."""
        self.number = number
        self.place.value = ""
        self.refresh()

    def refresh(self) -> None:
        """Draw what has changed."""
        front = self.desk.front(self.number)
        self.body.layout.display = "none" if front is None else None
        if front is None:
            return
        if front != self._drawn:
            self._drawn = front
            self.title.value = f"<h3>{len(front.pages)} pages in the morning of {escape(front.today)}</h3>"
            self.lists.value = front_lists.folded_lists(front, f"lists of {self.number}")
            self.page.options = [(CHOOSE, -1), *((f"No. {page.item}: {page.name}", page.item) for page in front.pages)]
        flags = sorted(self.desk.flags(self.number), key=lambda one: (one.item, one.fault))
        marked: dict[int, list[FaultKind]] = {}
        for one in flags:
            marked.setdefault(one.item, []).append(one.fault)
        self.shelf.value = front_lists.shelf(front, marked)
        names = {page.item: page.name for page in front.pages}
        rows = [
            (f"{one.item}", names.get(one.item, ""), FAULT_NAMES[one.fault], STEP_NAMES[one.first]) for one in flags
        ]
        if rows:
            self.flags.value = markup.table(
                f"Your flags: {len(rows)}", ("No.", "Item", "What is wrong", "First step"), rows, numbers=(0,)
            )
        else:
            self.flags.value = markup.line("Nothing is flagged yet.")
        self.flagged.options = [
            (CHOOSE, ""),
            *((f"No. {one.item}, {FAULT_NAMES[one.fault]}", f"{one.item} {one.fault}") for one in flags),
        ]

    def flag(self) -> None:
        """Flag what the form says."""
        lacks = [
            str(field.description)
            for field, empty in ((self.page, -1), (self.fault, ""), (self.first, ""))
            if field.value == empty
        ]
        if lacks:
            self.report(f"Not flagged yet. Please choose: {', '.join(lacks)}")
            return
        item = int(self.page.value)
        self.desk.flag(self.number, Finding(item=item, fault=self.fault.value, first=self.first.value))
        self.place.value = markup.line(f"No. {item} is flagged: {FAULT_NAMES[self.fault.value].lower()}.", "good")
        self.page.value, self.fault.value, self.first.value = -1, "", ""

    def take_back(self) -> None:
        """Take the chosen flag back."""
        if not self.flagged.value:
            self.report("Nothing is taken back: choose a flag first.")
            return
        item, fault = self.flagged.value.split(" ")
        self.desk.take_back(self.number, int(item), fault)
        self.place.value = markup.line(f"The flag on No. {item} is taken back.", "good")


def _dropdown(label: str, options: list[tuple[str, object]]) -> widgets.Dropdown:
    made = widgets.Dropdown(options=options, description=label, style={"description_width": "initial"})
    made.value = options[0][1]
    made.add_class("column")
    return made


__all__ = ["InspectBench"]
