"""The shop front of a day as customers see it, the price list beside it, the diary of faults, the weeks of staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html import escape
from typing import Final

import ipywidgets as widgets
import numpy as np
import pandas as pd

from sim.codes import FIELDS
from sim.pages import fault_diary, shop_front, staff_calendar
from sim.run import Run
from sim.show import markup
from sim.show.desk import Desk, reporter
from sim.show.errand import Errand, careful
from sim.show.whose_shop import WhoseShop

MOST_FAULTS, MOST_PAGES = 12, 8
NOON: Final = 0.5
INVITATION: Final = "<h3>What do your customers see?</h3>" + markup.paragraphs(
    "Choose a day and look at the shop as a customer does, then open the price list beside it."
)


class ShopPanel:
    """The first practice shop, day by day: what a customer sees, and what the price list says."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.front, self.diary, self.weeks = widgets.HTML(markup.line("The shop is being opened ...")), *_empty(2)
        self._report = reporter(self.front)
        self._opening = Errand()
        self._shown: tuple[object, ...] = ()
        self.whose = WhoseShop(desk, careful(self.draw, self._report))
        self.day = widgets.IntSlider(
            value=60, min=1, max=max(desk.practice.scenario.days - 1, 1), description="Day", continuous_update=False
        )
        self.day.add_class("column")
        self.day.observe(careful(self.draw, self._report), names="value")

    def panel(self) -> widgets.VBox:
        """All of it as one panel."""
        self.desk.watch(careful(self.refresh, self._report))
        self._opening.start(self._open(), self._report, wait=lambda: self.desk.is_in_use)
        return self.desk.panel(
            widgets.HTML(INVITATION), self.whose.choice, self.day, self.front, self.diary, self.weeks
        )

    def _open(self) -> Iterator[None]:
        self.draw()
        yield

    def refresh(self) -> None:
        """Offer the trainee's plan once it has run, and draw anew what it moves."""
        self.whose.refresh()
        if self._shown:
            self.draw()

    def draw(self) -> None:
        """Draw the day, the diary and the weeks of the chosen shop."""
        policy = self.whose.policy
        key = (policy, self.day.value)
        if key == self._shown:
            return
        one = self.whose.life()
        self.front.value = front_in_words(one, self.day.value)
        if not self._shown or self._shown[0] != policy:
            self.diary.value = diary_in_words(one)
            self.weeks.value = weeks_in_words(one)
        self._shown = key


def _empty(count: int) -> tuple[widgets.HTML, ...]:
    return tuple(widgets.HTML() for _ in range(count))


def shop_panel(desk: Desk) -> widgets.VBox:
    """The shop front of a lesson."""
    return ShopPanel(desk).panel()


def front_in_words(one: Run, day: int) -> str:
    """The pages of a day at noon: cards as a customer sees them, then the price list beside those that are wrong."""
    front = shop_front(one, day + NOON)
    wrong = front[_wrong(front)].sort_values("since", kind="stable")
    right = front[~_wrong(front)]
    some = right.iloc[
        np.unique(np.linspace(0, len(right) - 1, MOST_PAGES - min(len(wrong), MOST_PAGES // 2)).astype(int))
    ]
    cards = pd.concat([wrong.head(MOST_PAGES // 2), some]).sort_index()
    when = one.scenario.start_date + timedelta(days=day)
    shown = "".join(_card(row) for _, row in cards.iterrows())
    count = f"{len(wrong)} of {len(front)} pages are wrong at noon that day" if len(wrong) else "All pages are right"
    head = f"<h4>Some pages on day {day}, {when:%A %d %B %Y}</h4>"
    text = f'{head}<div class="shelf" role="list" aria-label="Some pages of the shop">{shown}</div>'
    text += markup.paragraphs("A customer cannot tell which of these pages are wrong. Can you?", f"{count}.")
    if not len(wrong):
        return text
    rows = [
        (
            str(row["name"]),
            _dollars(row["master_cents"]),
            _dollars(row["shown_cents"]),
            _dollars(row["charged_cents"]),
            ", ".join(field for field in FIELDS if row[f"wrong_{field}"]),
            f"{day + NOON - row['since']:,.0f} days",
        )
        for _, row in wrong.head(MOST_FAULTS).iterrows()
    ]
    columns = ("Item", "Price list says", "Page shows", "Till charges", "Wrong", "For")
    caption = "The price list beside the pages that are wrong"
    caption += f", the {len(rows)} oldest of {len(wrong)}" if len(wrong) > len(rows) else ""
    return text + _folded(caption, markup.table(caption, columns, rows, numbers=(1, 2, 3, 5)))


def diary_in_words(one: Run) -> str:
    """The faults under which most was sold, a row each, with who found them."""
    diary = fault_diary(one)
    if not len(diary):
        return markup.paragraphs("No fault was born in this shop.")
    worst = diary.sort_values(["lines", "age_days"], ascending=False, kind="stable").head(MOST_FAULTS)
    rows = [
        (
            f"{row['day']:,.0f}",
            str(row["name"]),
            f"{row['field']}: {row['cause']}",
            f"day {row['found']:,.0f}, {row['finder']}" if row["finder"] else "nobody",
            f"day {row['repaired']:,.0f}" if not pd.isna(row["repaired"]) else "not yet",
            f"{row['age_days']:,.1f}",
            f"{row['lines']:,}",
        )
        for _, row in worst.iterrows()
    ]
    head = ("Day", "Item", "What went wrong", "Found", "Put right", "Days open", "Lines sold")
    caption = f"The {len(rows)} faults under which most was sold, of {len(diary):,} in {one.days} days"
    said = (
        f"{len(diary):,} faults were born; on average each was open {diary['age_days'].mean():.1f} days, and "
        f"{diary['lines'].sum():,} order lines were sold under them."
    )
    table = markup.table(caption, head, rows, numbers=(0, 5, 6))
    return f"<h3>The diary of faults</h3>{markup.paragraphs(said)}{_folded(caption, table)}"


def weeks_in_words(one: Run) -> str:
    """What the clerks did week by week, beside the hours they were there."""
    calendar = staff_calendar(one)
    tasks = calendar.drop(columns=["there", "waited_hours"])
    total = tasks.sum()
    largest = list(total.sort_values(ascending=False, kind="stable").index[:5])
    weekly = tasks.sum(axis=1)
    shown = calendar[largest].assign(
        other=weekly - tasks[largest].sum(axis=1), all=weekly, there=calendar["there"], waited=calendar["waited_hours"]
    )
    rows = [(str(week), *(f"{hours:.1f}" for hours in row.tolist())) for week, row in shown.iterrows()]
    share = total.sum() / max(calendar["there"].sum(), 1e-9)
    said = f"{total.sum():,.0f} hours were worked in {one.days} days, {share:.0%} of the hours that clerks were there."
    head = ("Week", *(task.capitalize() for task in largest), "Other work", "In all", "Clerks there", "Work waited")
    caption = "Hours of staff time by week"
    table = markup.table(caption, head, rows, numbers=tuple(range(len(head))))
    return f"<h3>The staff calendar</h3>{markup.paragraphs(said)}{_folded(caption, table)}"


def _wrong(front: pd.DataFrame) -> pd.Series:
    return front[[f"wrong_{field}" for field in FIELDS]].any(axis=1)


def _card(row: pd.Series) -> str:
    offer = '<span class="offer">Offer</span>' if row["shown_cents"] < row["master_cents"] or row["on_offer"] else ""
    return (
        f'<div class="page" role="listitem"><div class="shop-name">{escape(str(row["name"]))}</div>'
        f'<div class="quiet">{escape(str(row["category"]))}</div>'
        f'<div class="price">{_dollars(row["shown_cents"])} {offer}</div></div>'
    )


def _dollars(cents: int) -> str:
    return f"HK${cents / 100:,.2f}"


def _folded(caption: str, inside: str) -> str:
    """A part that opens when it is asked for."""
    return f"<details><summary>{escape(caption)}</summary>{inside}</details>"


__all__ = ["ShopPanel", "shop_panel"]
