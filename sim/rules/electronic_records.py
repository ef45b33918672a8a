"""Electronic Transactions Ordinance (Cap. 553): a record counts only if it can be found again."""

from __future__ import annotations

import numpy as np

from sim.rules.rule import Finding, Rule, in_window
from sim.rules.spells import finding_a_spell
from sim.run import Run

DAYS_TO_FIND = 31.0
"""A teaching parameter: matching messages with orders may file an answer so much later."""


def answers_not_filed(run: Run) -> list[Finding]:
    """Answers to customers that are on no file a month later: one finding, for as long as it goes on."""
    lost, found = run.log.table("answer_not_filed"), run.log.table("answer_found")
    window = in_window(run, "answer_not_filed")
    when = dict(
        zip(zip(found["order"].tolist(), found["given"].tolist(), strict=True), found["day"].tolist(), strict=True)
    )
    rows = [
        row
        for row in range(window.start, window.stop)
        if lost["day"][row] + DAYS_TO_FIND < run.days
        and when.get((int(lost["order"][row]), float(lost["day"][row])), np.inf) > lost["day"][row] + DAYS_TO_FIND
    ]
    return finding_a_spell(run, "RK-02", "answer_not_filed", np.array(rows, dtype=np.int64))


RULES = (
    Rule(
        id="RK-02",
        ordinance="Cap. 553",
        section="s.8",
        title="Answers to customers that nobody can find again",
        severity="P",
        penalty="none by itself: whoever must keep a record has not kept it",
        evidence="V",
        source="W553 (text as enacted)",
        text_date="2000",
        card=(
            "An electronic record keeps a duty to keep records only if it can be read later, is shown to be what it "
            "was, and says from whom to whom and when. Mail, chat and voice mail that lie about nowhere do not. That a "
            "month may pass until they are filed is a rule of this exercise."
        ),
        find=answers_not_filed,
    ),
)
