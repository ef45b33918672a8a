"""Copyright Ordinance (Cap. 528): pictures without a licence, and what customers post."""

from __future__ import annotations

import numpy as np

from sim.codes import FIELDS
from sim.rules.rule import Finding, Rule, calendar_of, in_window, refer
from sim.run import Run

CONTENT = FIELDS.index("content")
DAYS_LET_PASS = 14.0
"""A teaching parameter: for how long a picture may outstay its licence before it counts. The law lets no day pass."""
WORKING_DAYS = 2
"""A teaching parameter: within which a complaint is acted on."""


def picture_without_licence(run: Run) -> list[Finding]:
    """Pictures still on the page so many days after their licence had ended: one finding an item and licence."""
    ended, righted = run.log.table("licence_ended"), run.log.table("fault_repaired")
    content, found = righted["field"] == CONTENT, []
    window = in_window(run, "licence_ended")
    for row in range(window.start, window.stop):
        begins, item = float(ended["day"][row]), int(ended["item"][row])
        last = begins + DAYS_LET_PASS
        replaced = content & (righted["item"] == item) & (righted["day"] >= begins) & (righted["day"] <= last)
        if last < run.days and not replaced.any():
            found.append(Finding("CR-01", last, refer("licence_ended", [row]), 1, 0, item=item))
    return found


def takedown_late(run: Run) -> list[Finding]:
    """Owners' complaints about posts that nobody had acted on two working days later: one finding each."""
    asked, done = run.log.table("takedown_asked"), run.log.table("takedown_done")
    window, calendar, found = in_window(run, "takedown_asked"), calendar_of(run), []
    for row in range(window.start, window.stop):
        day, customer = float(asked["day"][row]), int(asked["customer"][row])
        last = calendar.add_working_days(np.floor(day), WORKING_DAYS)
        mine = ((done["customer"] == customer) & (done["asked"] == day)).nonzero()[0]
        if last + 1 >= run.days or (len(mine) and np.floor(done["day"][mine[0]]) <= last):
            continue
        events = refer("takedown_asked", [row]) + refer("takedown_done", mine[:1])
        found.append(Finding("CR-05", float(last + 1), events, len(events), 1, customer=customer))
    return found


RULES = (
    Rule(
        id="CR-01",
        ordinance="Cap. 528",
        section="ss.22 to 29",
        title="A picture on the page after its licence has ended",
        severity="C",
        penalty="the owner may sue: damages, an order to stop",
        evidence="S",
        source="CLICC (community legal information centre)",
        text_date="after 2023",
        card=(
            "Showing somebody's picture on a page is copying and communicating it, which is for the owner to allow. A "
            "licence ends on its day, whether anybody in the shop knows it or not. That a picture counts once it "
            "has stood there for two weeks more is a rule of this exercise."
        ),
        find=picture_without_licence,
    ),
    Rule(
        id="CR-05",
        ordinance="Cap. 528",
        section="Copyright (Amendment) Ordinance 2022",
        title="An owner's complaint about a customer's post, not acted on in time",
        severity="C",
        penalty="the shop loses its safe harbour and may be sued for the post",
        evidence="S",
        source="MON1308 (law firm)",
        text_date="2023",
        card=(
            "A shop that lets customers post is not liable for their copies, so long as it acts soon once it is told. "
            "Two working days is a rule of this exercise."
        ),
        find=takedown_late,
    ),
)
