"""Personal Data (Privacy) Ordinance (Cap. 486): a copy, a correction, erasure; forty days, and what it may cost."""

from __future__ import annotations

import numpy as np

from sim.codes import DATA_ANSWERS, DATA_WISHES
from sim.rules.rule import NONE, Finding, Rule, in_window, refer
from sim.rules.spells import finding_each_row, rows_where
from sim.run import Run

COPY, CORRECTION, FORGOTTEN = range(len(DATA_WISHES))
LAW_DAYS = 40.0
MOST_FEE_CENTS = 5000
"""A teaching parameter: what a copy costs the shop at most. The law says "not excessive"."""
_PENALTY = "fine HK$10,000 (level 3)"


def _not_by_day_40(run: Run, rule: str, wish: int) -> list[Finding]:
    """Wishes without an answer forty days later: one finding each, on the fortieth day."""
    asked, answered = run.log.table("own_data_asked"), run.log.table("own_data_answered")
    findings = []
    for row in (asked["wish"] == wish).nonzero()[0].tolist():
        day, customer = float(asked["day"][row]), int(asked["customer"][row])
        if not 0 <= day + LAW_DAYS < run.days:
            continue
        mine = (answered["customer"] == customer) & (answered["wish"] == wish) & (answered["asked"] == day)
        answer = mine.nonzero()[0]
        if len(answer) and answered["day"][answer[0]] <= day + LAW_DAYS:
            continue
        events = refer("own_data_asked", [row]) + refer("own_data_answered", answer[:1])
        findings.append(Finding(rule, day + LAW_DAYS, events, len(events), 1, customer=customer))
    return findings


def copy_late(run: Run) -> list[Finding]:
    """No copy, and no reason why not, within forty days."""
    return _not_by_day_40(run, "PD-18", COPY)


def correction_late(run: Run) -> list[Finding]:
    """No correction, and no reason why not, within forty days."""
    return _not_by_day_40(run, "PD-20", CORRECTION)


def fee_too_high(run: Run) -> list[Finding]:
    """Fees for a copy above its cost, and any fee for a correction: one finding each."""
    asked = run.log.table("own_data_asked")
    allowed = np.where(asked["wish"] == COPY, MOST_FEE_CENTS, 0)
    return finding_each_row(
        run, "PD-19", "own_data_asked", rows_where(run, "own_data_asked", asked["fee_cents"] > allowed)
    )


def erasure_refused(run: Run) -> list[Finding]:
    """Customers who wanted to be forgotten and were refused: one finding each.

    That sales records must stay is no ground to keep the rest.
    """
    answered, window = run.log.table("own_data_answered"), in_window(run, "own_data_answered")
    wrong = (answered["wish"] == FORGOTTEN) & (answered["answer"] == DATA_ANSWERS.index("refused"))
    found = []
    for row in (window.start + wrong[window].nonzero()[0]).tolist():
        found.append(
            Finding(
                "PD-14r",
                float(answered["day"][row]),
                refer("own_data_answered", [row]),
                1,
                1,
                int(answered["customer"][row]),
                NONE,
                "legal hold (s.26(1)(a)) for records of sales only",
            )
        )
    return found


RULES = (
    Rule(
        id="PD-18",
        ordinance="Cap. 486",
        section="ss.19, 21, 64A(1)",
        title="No answer within forty days to a customer who wants a copy of their data",
        severity="O1",
        penalty=_PENALTY,
        evidence="V",
        source="EL135 (the Privacy Commissioner's book on the law)",
        text_date="after 2015",
        card=(
            "Within forty days, all days counted, the shop gives a copy, or says that it holds nothing, or says in "
            "writing why it will not or cannot. Asking a lawyer stops no clock."
        ),
        find=copy_late,
    ),
    Rule(
        id="PD-20",
        ordinance="Cap. 486",
        section="s.23",
        title="No correction within forty days",
        severity="O1",
        penalty=_PENALTY,
        evidence="V",
        source="EL157 (the Privacy Commissioner's book on the law); the forty days are from memory (M)",
        text_date="after 2015",
        card=(
            "Wrong data are put right within forty days, and the customer gets a copy of what was put right; or is "
            "told in writing why not. That whoever was given the wrong data must be told is not looked at here."
        ),
        find=correction_late,
    ),
    Rule(
        id="PD-19",
        ordinance="Cap. 486",
        section="s.28",
        title="A fee for a copy above what it costs, or a fee for a correction",
        severity="O1",
        penalty=_PENALTY,
        evidence="V",
        source="EL157 (the Privacy Commissioner's book on the law)",
        text_date="after 2015",
        card=(
            "A fee for a copy may not be excessive, and a correction is free. That a copy costs the shop HK$50 at most "
            "is a rule of this exercise."
        ),
        find=fee_too_high,
    ),
    Rule(
        id="PD-14r",
        ordinance="Cap. 486",
        section="s.26, DPP2(2)",
        title="A customer who wants to be forgotten is refused",
        severity="O1",
        penalty=_PENALTY,
        evidence="V",
        source="EL74 (the Privacy Commissioner's book on the law)",
        text_date="after 2015",
        card=(
            "There is no right to be forgotten as such; but data that are not needed must go, whether anybody asks or "
            "not. What a law wants kept, such as records of sales for seven years, stays. That a wish to be forgotten "
            "shows that the rest is not needed is a rule of this exercise."
        ),
        find=erasure_refused,
    ),
)
