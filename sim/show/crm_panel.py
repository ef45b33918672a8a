"""The customers on record: groups with their rules, who is in them, and the file of one customer."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import ipywidgets as widgets
import pandas as pd

from sim.codes import CUSTOMER_GROUPS
from sim.crm import CustomerRecord, customer_record, customer_table, group_table
from sim.measures.campaigns import DAYS_AFTER
from sim.pages.mails import mails_by_kind
from sim.run import Run
from sim.show import markup
from sim.show.desk import Desk, reporter
from sim.show.errand import Errand, careful

MOST_ROWS, MOST_EVENTS = 12, 20
ALL = "Please choose"
MAIL_STEPS = ("Sent", "Delivered", "Opened", "Clicked", f"Came within {DAYS_AFTER} days", "Asked to stop")
"""Heads of the columns `sim.pages.mails.STEPS`."""
GROUP_COLUMNS = ("Group", "Rule", "Customers", "Orders each", "Days since last", "Spent each", "May get marketing")


class CrmPanel:
    """The customer records of the first practice shop, on the first morning and after the last run."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.groups = widgets.HTML(markup.line("The records are being opened ..."))
        self.people, self.file = widgets.HTML(), widgets.HTML()
        self._report = reporter(self.groups)
        self._opening = Errand()
        self._shown: tuple[object, ...] = ()
        self.group = widgets.Dropdown(
            options=[ALL, *CUSTOMER_GROUPS], description="Customer group", style={"description_width": "initial"}
        )
        self.customer = widgets.Dropdown(
            options=[(ALL, -1)], description="Customer", style={"description_width": "initial"}
        )
        for choice in (self.group, self.customer):
            choice.add_class("column")
        self.group.observe(careful(self._show_group, reporter(self.people)), names="value")
        self.customer.observe(careful(self._show_customer, reporter(self.file)), names="value")

    def panel(self) -> widgets.VBox:
        """All of it as one panel."""
        self.desk.watch(careful(self.refresh, self._report))
        self._opening.start(self._open(), self._report, wait=lambda: self.desk.is_in_use)
        return self.desk.panel(self.groups, self.group, self.people, self.customer, self.file)

    @property
    def today(self) -> Run:
        """The first practice shop as it is."""
        return self.desk.practice.one_run(self.desk.practice.reference, self.desk.practice.seeds[0])

    def _open(self) -> Iterator[None]:
        self.refresh()
        yield

    def refresh(self) -> None:
        """Draw the groups anew; once the plan has run in all shops, with where it leads beside today's."""
        attempt, practice = self.desk.attempt, self.desk.practice
        done = attempt is not None and attempt.seeds == len(practice.seeds)
        shown = (repr(attempt.values) if attempt is not None and done else "",)
        if shown == self._shown:
            return
        self._shown = shown
        later = None
        if attempt is not None and done:
            later = practice.one_run(practice.policy(attempt.values), practice.seeds[0])
        self.groups.value = groups_in_words(self.today, later)

    def _show_group(self) -> None:
        self.people.value, self.file.value = "", ""
        if self.group.value == ALL:
            self.customer.options = [(ALL, -1)]
            return
        table = customer_table(self.today, 0.0)
        chosen = table[table["group"] == self.group.value]
        self.people.value = people_in_words(chosen, self.group.value)
        names = [(f"Customer {number}", int(number)) for number in chosen.index[:MOST_ROWS]]
        self.customer.options = [(ALL, -1), *names]

    def _show_customer(self) -> None:
        number = self.customer.value
        self.file.value = "" if number < 0 else file_in_words(customer_record(self.today, number, 0.0))


def crm_panel(desk: Desk) -> widgets.VBox:
    """The customer records of a lesson."""
    return CrmPanel(desk).panel()


def groups_in_words(today: Run, plan: Run | None) -> str:
    """The groups on the first morning; with a plan's run also at the end, under both policies."""
    start = group_table(today, 0.0)
    text = markup.paragraphs(
        f"On your first morning {start['customers'].sum():,.0f} people are on record; each is in the first group whose "
        "rule fits.",
        "The record shows what people did, not why: nobody's patience or love of a bargain is written there.",
    ) + groups_table("Customer groups, first practice shop, first morning", start)
    if plan is None:
        return text
    ends = [group_table(one) for one in (today, plan)]
    after = [
        (
            str(name),
            f"{start.loc[name, 'customers']:,.0f}",
            *(f"{end.loc[name, 'customers']:,.0f}" for end in ends),
            f"{ends[1].loc[name, 'customers'] - ends[0].loc[name, 'customers']:+,.0f}",
        )
        for name in start.index
    ]
    columns = ("Group", "First morning", "At the end, as today", "At the end, your plan", "Difference")
    leads = markup.table("Where your plan leads, first practice shop", columns, after, numbers=(1, 2, 3, 4))
    return text + leads + mails_in_words(plan)


def groups_table(caption: str, groups: pd.DataFrame) -> str:
    """The groups with their rules and means."""
    rows = [
        (
            str(name),
            str(row["rule"]),
            f"{row['customers']:,.0f}",
            _or_none(row["orders"], "{:,.1f}"),
            _or_none(row["days_since_last_order"], "{:,.0f}"),
            _or_none(row["spent_hkd"], "HK${:,.0f}"),
            f"{row['may_write']:,.0f}",
        )
        for name, row in groups.iterrows()
    ]
    return markup.table(caption, GROUP_COLUMNS, rows, numbers=(2, 3, 4, 5, 6))


def mails_in_words(plan: Run) -> str:
    """What became of everything that the plan sent, a row a kind of mail."""
    totals = mails_by_kind(plan)
    if not totals["sent"].sum():
        return markup.paragraphs("Your plan sends no mails.")
    return mails_table("What became of your mails, first practice shop", totals)


def mails_table(caption: str, totals: pd.DataFrame) -> str:
    """How far the mails came, a row a kind."""
    rows = [(str(mail), *(f"{amount:,}" for amount in row.tolist())) for mail, row in totals.iterrows()]
    head = ("Mail", "Sends", *MAIL_STEPS)
    return markup.table(caption, head, rows, numbers=tuple(range(1, len(head)))) + markup.paragraphs(
        "Some of those who came would have come without a mail."
    )


def people_in_words(chosen: pd.DataFrame, group: str) -> str:
    """The first customers of a group, a row each."""
    if not len(chosen):
        return markup.line(f"Nobody is in the group “{group}” on the first morning.")
    rows = [
        (
            str(number),
            f"{row['orders']:.0f}",
            f"{row['days_since_last_order']:,.0f} days ago",
            f"HK${row['spent_hkd']:,.0f}",
            str(row["email"]),
            f"{row['complaints']:.0f}",
        )
        for number, row in chosen.head(MOST_ROWS).iterrows()
    ]
    shown = f"the first {len(rows)} of {len(chosen):,}" if len(chosen) > len(rows) else f"all {len(chosen)}"
    head = ("Customer", "Orders", "Last order", "Spent", "May get marketing", "Complaints")
    return markup.table(f"Group “{group}”: {shown}", head, rows, numbers=(1, 3, 5))


def file_in_words(record: CustomerRecord) -> str:
    """The file of one customer: who, how they stand, what has happened."""
    person, standing, points = record.person, record.standing, record.standing["points"]
    rows = [
        ("Name", f"{person.name}, {person.name_zh} (an invented person)"),
        ("E-mail and telephone", f"{person.email}, {person.phone}"),
        ("District", f"{person.district}, {person.district_zh}"),
        ("Group", str(standing["group"])),
        ("Orders", f"{standing['orders']:.0f}, HK${standing['spent_hkd']:,.2f} in all"),
        ("Last order", f"{standing['days_since_last_order']:,.0f} days ago"),
        ("May get marketing by e-mail", str(standing["email"])),
        ("Membership", str(standing["member"]) + (f", {points:,.0f} points" if points else "")),
        ("Complaints", f"{standing['complaints']:.0f}" if standing["complaints"] else "none"),
        ("Messages not answered yet", f"{standing['waiting']:.0f}" if standing["waiting"] else "none"),
    ]
    events = [(f"{when:%d %b %Y}".replace(" ", "\u00a0"), words) for _, when, words in record.history[:MOST_EVENTS]]
    more = len(record.history) - len(events)
    rest = f"<p>{escape(f'{more} earlier entries are left out.')}</p>" if more > 0 else ""
    return (
        markup.table(f"Customer {person.customer}", ("On file", "What it says"), rows)
        + markup.table("History, the latest first", ("Date", "What happened"), events)
        + rest
    )


def _or_none(value: float, form: str) -> str:
    return "none" if pd.isna(value) else form.format(value)


__all__ = ["CrmPanel", "crm_panel"]
