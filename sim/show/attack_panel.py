"""The diary of attacks and what stopped the others: today and under the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import ipywidgets as widgets

from sim.pages import attack_diary, stopped
from sim.policy import Policy
from sim.run import Run
from sim.show import markup
from sim.show.desk import Desk, reporter
from sim.show.errand import Errand, careful
from sim.show.whose_shop import WhoseShop

MOST_EVENTS = 30
INVITATION: Final = "<h3>Who tried to get in?</h3>" + markup.paragraphs(
    "The diary of the first practice shop: what got through, what was done, and who noticed.",
)


class AttackPanel:
    """The first practice shop under attack."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.diary = widgets.HTML(markup.line("The diary is being opened ..."))
        self._report = reporter(self.diary)
        self._opening = Errand()
        self._shown: Policy | None = None
        self.whose = WhoseShop(desk, careful(self.draw, self._report))

    def panel(self) -> widgets.VBox:
        """All of it as one panel."""
        self.desk.watch(careful(self.refresh, self._report))
        self._opening.start(self._open(), self._report, wait=lambda: self.desk.is_in_use)
        return self.desk.panel(widgets.HTML(INVITATION), self.whose.choice, self.diary)

    def _open(self) -> Iterator[None]:
        self.draw()
        yield

    def refresh(self) -> None:
        """Offer the trainee's plan once it has run, and draw anew what it moves."""
        self.whose.refresh()
        if self._shown is not None:
            self.draw()

    def draw(self) -> None:
        """Draw diary and gates of the chosen shop."""
        policy = self.whose.policy
        if policy == self._shown:
            return
        one = self.whose.life()
        self.diary.value = diary_in_words(one) + stopped_in_words(one)
        self._shown = policy


def attack_panel(desk: Desk) -> widgets.VBox:
    """The diary of attacks of a lesson."""
    return AttackPanel(desk).panel()


def diary_in_words(one: Run) -> str:
    """What got through, an event a row."""
    diary = attack_diary(one)
    if not len(diary):
        return markup.paragraphs(f"Nothing got through in {one.days} days.")
    rows = [(f"{row['day']:,.0f}", str(row["words"])) for _, row in diary.head(MOST_EVENTS).iterrows()]
    caption = f"What got through in {one.days} days"
    if len(diary) > len(rows):
        caption += f", the first {len(rows)} of {len(diary)} entries"
    return markup.table(caption, ("Day", "What happened"), rows, numbers=(0,))


def stopped_in_words(one: Run) -> str:
    """What stopped the others, by sort of attempt."""
    table = stopped(one)
    if not len(table):
        return ""
    rows = [
        (
            str(row["attempt"]).capitalize(),
            "nothing: it got through" if row["got_through"] else str(row["gate"]),
            f"{row['count']:,}",
        )
        for _, row in table.iterrows()
    ]
    return markup.table("Attempts, and what stopped them", ("Attempt", "Stopped by", "How many"), rows, numbers=(2,))


__all__ = ["AttackPanel", "attack_panel"]
