"""Personal Data (Privacy) Ordinance (Cap. 486), Part 6A: what the first mail tells, whose goods, and no charge."""

from __future__ import annotations

import numpy as np

from sim.rules.rule import Finding, Rows, Rule, in_window, refer
from sim.rules.spells import finding_a_spell, finding_each_row, rows_where
from sim.run import Run

_PENALTY = "fine HK$500,000 and 3 years"


def other_firms_goods(run: Run) -> list[Finding]:
    """Newsletters by name that advertise what customers never agreed to hear of."""
    worded = run.log.table("campaign_worded")
    rows = rows_where(run, "campaign_worded", worded["partner_goods"] & _by_name(run))
    return finding_a_spell(run, "PD-03", "campaign_worded", rows)


def _by_name(run: Run) -> np.ndarray:
    """Of the worded campaigns, those addressed by name."""
    worded, campaigns = run.log.table("campaign_worded"), run.log.table("campaign")
    return np.isin(worded["campaign"], campaigns["campaign"][campaigns["named"]])


def _first_named(run: Run) -> Rows:
    """The first named message of each customer who came after take-over; earlier ones had theirs before it."""
    sent, placed = run.log.table("message_sent"), run.log.table("order_placed")
    named = np.flatnonzero(sent["named"])
    _, first = np.unique(sent["customer"][named], return_index=True)
    rows = named[np.sort(first)]
    rows = rows[~np.isin(sent["customer"][rows], placed["customer"][placed["day"] < 0])]
    window = in_window(run, "message_sent")
    kept: Rows = rows[(rows >= window.start) & (rows < window.stop)]
    return kept


def first_mail_without_notice(run: Run) -> list[Finding]:
    """First mails by name that do not tell of the right to say no: one finding a campaign."""
    sent, worded = run.log.table("message_sent"), run.log.table("campaign_worded")
    silent = worded["campaign"][~worded["first_mail_notice"]]
    rows = _first_named(run)
    rows = rows[np.isin(sent["campaign"][rows], silent)]
    found = []
    for campaign in np.unique(sent["campaign"][rows]).tolist():
        part = rows[sent["campaign"][rows] == campaign]
        own = np.flatnonzero(worded["campaign"] == campaign)
        events = refer("campaign_worded", own[-1:]) + refer("message_sent", part[:40])
        found.append(Finding("PD-05", float(sent["day"][part[0]]), events, 1 + len(part), len(part)))
    return found


def opting_out_cost_money(run: Run) -> list[Finding]:
    """Customers who paid for being left alone, after a mail by name: one finding each."""
    paid, campaigns = run.log.table("unsubscribe_paid"), run.log.table("campaign")
    named = campaigns["campaign"][campaigns["named"]]
    wrong = (paid["cents"] > 0) & np.isin(paid["campaign"], named)
    return finding_each_row(run, "PD-07", "unsubscribe_paid", rows_where(run, "unsubscribe_paid", wrong))


RULES = (
    Rule(
        id="PD-03",
        ordinance="Cap. 486",
        section="s.35E",
        title="A newsletter by name with goods that customers had not agreed to hear of",
        severity="O2",
        penalty=_PENALTY,
        evidence="S",
        source="CLICA (community legal information centre)",
        text_date="n/d",
        card=(
            "Consent covers the kinds of goods that the notice named. This shop asked about its own; another firm's "
            "goods need a new notice and a new consent. One incident, for as long as it goes on."
        ),
        find=other_firms_goods,
    ),
    Rule(
        id="PD-05",
        ordinance="Cap. 486",
        section="s.35F(1)",
        title="A first mail by name that does not tell of the right to say no",
        severity="O2",
        penalty=_PENALTY,
        evidence="V",
        source="EL101 (the Privacy Commissioner's book on the law)",
        text_date="after 2015",
        card=(
            "When a shop uses somebody's data for marketing for the first time, it must tell them that they may ask it "
            "to stop, free of charge. This comes on top of the notice before consent."
        ),
        find=first_mail_without_notice,
    ),
    Rule(
        id="PD-07",
        ordinance="Cap. 486",
        section="s.35G",
        title="A customer had to pay for saying no to marketing",
        severity="O2",
        penalty=_PENALTY,
        evidence="V",
        source="EL102 (the Privacy Commissioner's book on the law)",
        text_date="after 2015",
        card="A request to stop marketing must be obeyed without charge to the customer, whatever way it comes.",
        find=opting_out_cost_money,
    ),
)
