"""Loss of customers' data: telling those who are hit, and writing it down (guidance of the Privacy Commissioner).

Hong Kong has no rule of 72 hours: telling is voluntary, "as soon as practicable".
"""

from __future__ import annotations

import numpy as np

from sim.codes import TOLD
from sim.rules.rule import Finding, Rule, calendar_of, in_window, refer
from sim.run import Run

WORKING_DAYS = 5
"""A teaching parameter, from a proposal of 2020 that never became law."""
DAYS_TO_WRITE = 14.0
"""A teaching parameter: within which a loss is looked into and written down."""
_PENALTY = "none by itself; it counts when the Commissioner looks at principle 4"


def not_told(run: Run) -> list[Finding]:
    """Losses with a real risk of harm of which people or Commissioner did not hear in time: one finding each."""
    lost, told = run.log.table("breach_found"), run.log.table("breach_notified")
    window, calendar, found = in_window(run, "breach_found"), calendar_of(run), []
    for row in (window.start + lost["real_risk"][window].nonzero()[0]).tolist():
        noticed = float(lost["day"][row])
        last = calendar.add_working_days(np.floor(noticed), WORKING_DAYS)
        if last + 1 >= run.days:
            continue
        mine = told["breach"] == lost["breach"][row]
        in_time = mine & (np.floor(told["day"]) <= last)
        if len(np.unique(told["whom"][in_time])) == len(TOLD):
            continue
        events = refer("breach_found", [row]) + refer("breach_notified", mine.nonzero()[0])
        found.append(Finding("PD-21", float(last + 1), events, len(events), int(lost["people"][row])))
    return found


def not_written_down(run: Run) -> list[Finding]:
    """Losses that were never written into a register: one finding each."""
    lost, written = run.log.table("breach_found"), run.log.table("breach_recorded")
    window, found = in_window(run, "breach_found"), []
    for row in range(window.start, window.stop):
        late = float(lost["day"][row]) + DAYS_TO_WRITE
        if late >= run.days or ((written["breach"] == lost["breach"][row]) & (written["day"] <= late)).any():
            continue
        found.append(Finding("PD-22", late, refer("breach_found", [row]), 1, int(lost["people"][row])))
    return found


RULES = (
    Rule(
        id="PD-21",
        ordinance="Cap. 486",
        section="Guidance on data breaches, DPP4",
        title="A loss of data that may harm people, and they or the Commissioner are not told in time",
        severity="G",
        penalty=_PENALTY,
        evidence="S",
        source="SID23 (law firm), LV25 (news of a case that is not closed)",
        text_date="2023 to 2025",
        card=(
            "Tell the Privacy Commissioner and the people whose data were lost as soon as practicable; do not wait "
            "until all is known. The law names no number of days. Five working days is a rule of this exercise."
        ),
        find=not_told,
    ),
    Rule(
        id="PD-22",
        ordinance="Cap. 486",
        section="Guidance on data breaches, DPP4",
        title="A loss of data that was never written down",
        severity="G",
        penalty=_PENALTY,
        evidence="S",
        source="SID23 (law firm)",
        text_date="2023",
        card=(
            "The guidance wants a written plan for a loss of data, and a record of each: what, when, whose, what was "
            "done. Fourteen days for it is a rule of this exercise."
        ),
        find=not_written_down,
    ),
)
