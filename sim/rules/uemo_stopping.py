"""Unsolicited Electronic Messages Ordinance (Cap. 593): links and mailboxes that last, requests kept on record."""

from __future__ import annotations

import numpy as np

from sim.codes import CONTACTS
from sim.rules.rule import Finding, Rule
from sim.rules.spells import finding_a_spell, rows_where
from sim.rules.uemo_words import NOTICE_FIRST
from sim.run import Run

LINK, MAILBOX = range(len(CONTACTS))
LAW_DAYS = 30
KEPT_DAYS = 3 * 365


def _ended_early(run: Run, rule: str, what: int) -> list[Finding]:
    table = run.log.table("contact_ended")
    wrong = (table["what"] == what) & (table["day"] - table["sent"] < LAW_DAYS)
    return finding_a_spell(run, rule, "contact_ended", rows_where(run, "contact_ended", wrong))


def mailbox_closed(run: Run) -> list[Finding]:
    """The sender of a message could not be reached any more within thirty days."""
    return _ended_early(run, "UE-02", MAILBOX)


def link_dead(run: Run) -> list[Finding]:
    """The link to unsubscribe stopped working within thirty days."""
    return _ended_early(run, "UE-04", LINK)


def requests_destroyed(run: Run) -> list[Finding]:
    """Records of requests destroyed within three years: one finding a clearing."""
    table = run.log.table("stop_record_destroyed")
    wrong = np.asarray(table["day"] - table["asked"] < KEPT_DAYS)
    return finding_a_spell(run, "UE-06", "stop_record_destroyed", rows_where(run, "stop_record_destroyed", wrong), 1.0)


RULES = (
    Rule(
        id="UE-02",
        ordinance="Cap. 593",
        section="s.8(1)(d)",
        title="The sender of a message cannot be reached thirty days later",
        severity="P",
        penalty=NOTICE_FIRST,
        evidence="V",
        source="H8 (HKLII text of s.8)",
        text_date="n/d",
        card=(
            "What a message says about its sender must be likely to hold for at least thirty days. A mailbox for one "
            "campaign that nobody reads a week later does not. One incident, for as long as campaign follows campaign."
        ),
        find=mailbox_closed,
    ),
    Rule(
        id="UE-04",
        ordinance="Cap. 593",
        section="s.9(1)(f)",
        title="The link to unsubscribe is dead within thirty days",
        severity="P",
        penalty=NOTICE_FIRST,
        evidence="V",
        source="H9 (HKLII text of s.9)",
        text_date="n/d",
        card=(
            "The way to unsubscribe must work at all times for at least thirty days after the message was sent. "
            "People open mail late. One incident, for as long as campaign follows campaign."
        ),
        find=link_dead,
    ),
    Rule(
        id="UE-06",
        ordinance="Cap. 593",
        section="s.9(3)",
        title="Records of unsubscribe requests destroyed within three years",
        severity="P",
        penalty=NOTICE_FIRST,
        evidence="V",
        source="H9 (HKLII text of s.9)",
        text_date="n/d",
        card=(
            "Each request to stop is kept on record for at least three years. Whoever destroys the record forgets the "
            "request, and writes to people who have said no."
        ),
        find=requests_destroyed,
    ),
)
