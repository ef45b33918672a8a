"""Telecommunications (Cap. 106), Crimes (Cap. 200): what others do with the shop's computers.

What strangers do is found and told, and is not counted among the shop's own incidents: the shop is the one wronged.
"""

from __future__ import annotations

import numpy as np

from sim.codes import ACTIONS, CAUSES
from sim.rules.rule import Finding, Rule, in_window, refer
from sim.run import Run
from sim.world.accounts import COUPONS, EXPORT, REFUND

INTRUDER = CAUSES.index("intruder")
FOR_GAIN = [ACTIONS.index(action) for action in (REFUND, COUPONS, EXPORT)]


def _rows(run: Run, kind: str) -> range:
    window = in_window(run, kind)
    return range(window.start, window.stop)


def _together(run: Run, kind: str, rows: list[int]) -> list[list[int]]:
    """Rows of one moment are one act."""
    days = run.log.table(kind)["day"]
    acts: dict[float, list[int]] = {}
    for row in rows:
        acts.setdefault(float(days[row]), []).append(row)
    return list(acts.values())


def unauthorised_access(run: Run) -> list[Finding]:
    """Strangers in accounts of the back office, one finding each; in customers' accounts, one for each wave."""
    taken, customers = run.log.table("account_taken"), run.log.table("customer_account_taken")
    found = [
        Finding("CC-01", float(taken["day"][row]), refer("account_taken", [row]), 1, 1, by_stranger=True)
        for row in _rows(run, "account_taken")
    ]
    for rows in _together(run, "customer_account_taken", list(_rows(run, "customer_account_taken"))):
        day, events = float(customers["day"][rows[0]]), refer("customer_account_taken", rows)
        found.append(Finding("CC-01", day, events, len(rows), len(rows), by_stranger=True))
    return found


def dishonest_gain(run: Run) -> list[Finding]:
    """Money, coupons or data taken by way of an account: one finding for each spell of an account, by its first act."""
    misused, orders = run.log.table("rights_misused"), run.log.table("customer_account_misused")
    spells: dict[tuple[int, bool, int], list[int]] = {}
    begins = {insider: run.log.table(kind) for insider, kind in ((False, "account_taken"), (True, "insider_began"))}
    for row in _rows(run, "rights_misused"):
        if misused["action"][row] not in FOR_GAIN:
            continue
        account, insider = int(misused["account"][row]), bool(misused["insider"][row])
        starts = begins[insider]
        before = (starts["account"] == account) & (starts["day"] <= misused["day"][row])
        spells.setdefault((account, insider, int(np.count_nonzero(before))), []).append(row)
    found = [
        Finding(
            "CC-02",
            float(misused["day"][rows[0]]),
            refer("rights_misused", rows),
            len(rows),
            max(1, int(misused["people"][rows].max())),
            by_stranger=not insider,
        )
        for (_, insider, _), rows in spells.items()
    ]
    return found + [
        Finding(
            "CC-02",
            float(orders["day"][row]),
            refer("customer_account_misused", [row]),
            1,
            1,
            customer=int(orders["customer"][row]),
            by_stranger=True,
        )
        for row in _rows(run, "customer_account_misused")
    ]


def alteration(run: Run) -> list[Finding]:
    """Prices, stock records or apps that somebody altered who may not: one finding a moment."""
    faults, misused = run.log.table("fault_born"), run.log.table("rights_misused")
    prices = [row for row in _rows(run, "fault_born") if faults["cause"][row] == INTRUDER]
    found = [
        Finding("CC-03", float(faults["day"][rows[0]]), refer("fault_born", rows), len(rows), 1, by_stranger=True)
        for rows in _together(run, "fault_born", prices)
    ]
    others = [row for row in _rows(run, "rights_misused") if misused["action"][row] not in FOR_GAIN]
    return found + [
        Finding(
            "CC-03",
            float(misused["day"][row]),
            refer("rights_misused", [row]),
            1,
            1,
            by_stranger=not misused["insider"][row],
        )
        for row in others
    ]


RULES = (
    Rule(
        id="CC-01",
        ordinance="Cap. 106",
        section="s.27A",
        title="A person who is not authorised signs in over the network",
        severity="O1",
        penalty="fine HK$25,000",
        evidence="V",
        source="IS (the government's pages on information security)",
        text_date="no date on the page",
        card=(
            "Getting into somebody else's account or data over a network without leave is an offence, whether or not "
            "anything is done there. The one who did it commits it, not the shop."
        ),
        find=unauthorised_access,
    ),
    Rule(
        id="CC-02",
        ordinance="Cap. 200",
        section="s.161",
        title="A computer is used for dishonest gain: money, coupons, goods or data",
        severity="O2",
        penalty="5 years",
        evidence="V",
        source="B161, CFA19",
        text_date="1997; 2019",
        card=(
            "Access to a computer with a view to dishonest gain is a crime, also by staff who may use it for their "
            "work. Since a judgment of 2019 the use of one's own device alone does not fall under it."
        ),
        find=dishonest_gain,
    ),
    Rule(
        id="CC-03",
        ordinance="Cap. 200",
        section="ss.59-60",
        title="Prices, records or programs of the shop are altered without leave",
        severity="O2",
        penalty="10 years",
        evidence="V",
        source="IS (the government's pages on information security)",
        text_date="no date on the page",
        card=(
            "Misuse of a computer, which includes altering, erasing or adding any program or data without leave, "
            "counts as criminal damage."
        ),
        find=alteration,
    ),
)
