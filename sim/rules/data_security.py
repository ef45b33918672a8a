"""Personal Data (Privacy) Ordinance (Cap. 486): accounts that lie open, and staff who sell data."""

from __future__ import annotations

import numpy as np

from sim.rules.rule import Finding, Rule, in_window, refer
from sim.run import Run

ONE_DAY = 1.0


def _people(run: Run) -> int:
    """Customers of the shop at the end of the run: those whose data lie behind an account."""
    return len(np.unique(run.log.table("order_placed")["customer"]))


def one_step_for_administrators(run: Run) -> list[Finding]:
    """Accounts that may do everything and are signed in to with a password alone: once an account."""
    table, people = run.log.table("administrator_signs_in"), _people(run)
    window = in_window(run, "administrator_signs_in")
    rows = window.start + np.flatnonzero(~table["two_step"][window])
    return [
        Finding("PD-16a", float(table["day"][row]), refer("administrator_signs_in", [row]), 1, people)
        for row in rows.tolist()
    ]


def open_after_leaving(run: Run) -> list[Finding]:
    """Accounts that still worked a day after their owner had left or the job was done: once an account."""
    left, closed = run.log.table("staff_left"), run.log.table("orphan_closed")
    people = _people(run)
    closings = dict(zip(closed["account"].tolist(), enumerate(closed["day"].tolist()), strict=True))
    found = []
    for row, (account, day) in enumerate(zip(left["account"].tolist(), left["day"].tolist(), strict=True)):
        closing = closings.get(account)
        if (closing[1] if closing else run.days) <= day + ONE_DAY:
            continue
        events = refer("staff_left", [row]) + (refer("orphan_closed", [closing[0]]) if closing else ())
        found.append(Finding("PD-16b", day + ONE_DAY, events, len(events), people))
    return [finding for finding in found if 0 <= finding.day < run.days]


def data_sold(run: Run) -> list[Finding]:
    """Sales of customers' data by a member of staff: one finding each."""
    table, window = run.log.table("data_sold"), in_window(run, "data_sold")
    return [
        Finding("PD-25", float(table["day"][row]), refer("data_sold", [row]), 1, int(table["people"][row]))
        for row in range(window.start, window.stop)
    ]


RULES = (
    Rule(
        id="PD-16a",
        ordinance="Cap. 486",
        section="Sch. 1 DPP4(1)",
        title="An account that may do everything is protected by a password alone",
        severity="P",
        penalty="none at first; breaking an enforcement notice is the crime",
        evidence="V",
        source="AD25, FX22 (findings of the privacy commissioner)",
        text_date="2022 and 2025",
        card=(
            "All practicable steps must be taken to protect personal data. In its findings the commissioner names "
            "administrators' accounts without a second step among the steps that were missing."
        ),
        find=one_step_for_administrators,
    ),
    Rule(
        id="PD-16b",
        ordinance="Cap. 486",
        section="Sch. 1 DPP4(1)",
        title="The account of somebody who left, or whose job is done, still works a day later",
        severity="P",
        penalty="none at first; breaking an enforcement notice is the crime",
        evidence="V",
        source="KW25, IX25 (findings of the privacy commissioner)",
        text_date="2025",
        card=(
            "All practicable steps must be taken to protect personal data. Accounts of former staff and of outside "
            "helpers that nobody closed were the way in. The one day is a house rule."
        ),
        find=open_after_leaving,
    ),
    Rule(
        id="PD-25",
        ordinance="Cap. 486",
        section="s.64(1)",
        title="A member of staff sells customers' data without the shop's consent",
        severity="O2",
        penalty="fine HK$1,000,000 and 5 years",
        evidence="V",
        source="PR12 (report on the amendment of 2012)",
        text_date="2012",
        card=(
            "Whoever discloses personal data obtained from a shop without its consent, to gain money or to cause loss, "
            "commits an offence. It is the member of staff who does; the shop has to have made it hard."
        ),
        find=data_sold,
    ),
)
