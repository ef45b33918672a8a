"""Unsolicited Electronic Messages Ordinance (Cap. 593): what must stand in a message, and what a subject may say.

A sender, a statement or a fee that is wrong in one campaign after another is one incident until a campaign is right.
"""

from __future__ import annotations

from sim.codes import LANGUAGES, SENDERS, STATEMENTS
from sim.rules.rule import Finding, Flags, Rule
from sim.rules.spells import finding_each_row, rows_where, standing_fault
from sim.run import Run

FULL_SENDER = SENDERS.index("name and street address")
CLEAR, NONE_SAID = STATEMENTS.index("clear"), STATEMENTS.index("none")
BOTH = LANGUAGES.index("Chinese and English")
NOTICE_FIRST = "enforcement notice first (s.38); breaking the notice is an offence (s.39)"


def _sender(run: Run) -> Flags:
    wrong: Flags = run.log.table("campaign_worded")["sender"] != FULL_SENDER
    return wrong


def _statement(run: Run) -> Flags:
    wrong: Flags = run.log.table("campaign_worded")["statement"] != CLEAR
    return wrong


def _fee(run: Run) -> Flags:
    wrong: Flags = run.log.table("campaign_worded")["fee_cents"] > 0
    return wrong


def _languages(run: Run) -> Flags:
    table = run.log.table("campaign_worded")
    wrong: Flags = (table["languages"] != BOTH) & (table["statement"] != NONE_SAID)
    return wrong


def _subject(run: Run) -> Flags:
    table = run.log.table("campaign_worded")
    wrong: Flags = table["claimed_percent"] > table["real_percent"]
    return wrong


def wrong_words(run: Run) -> Flags:
    """Campaigns with any of the faults of this file, one flag a row of `campaign_worded`."""
    return _sender(run) | _statement(run) | _fee(run) | _languages(run) | _subject(run)


def no_full_sender(run: Run) -> list[Finding]:
    """Messages that do not say who sends them and where the sender is to be found."""
    return standing_fault(run, "UE-01", _sender(run))


def no_statement(run: Run) -> list[Finding]:
    """Messages that do not say, or not clearly, how to stop them."""
    return standing_fault(run, "UE-03", _statement(run))


def costs_money(run: Run) -> list[Finding]:
    """Messages that can be stopped for money only."""
    return standing_fault(run, "UE-05", _fee(run))


def one_language(run: Run) -> list[Finding]:
    """Messages whose statement is in one language."""
    return standing_fault(run, "UE-11", _languages(run))


def subject_not_true(run: Run) -> list[Finding]:
    """Mails whose subject names a larger discount than the shop gave: each campaign has its own subject."""
    return finding_each_row(run, "UE-09", "campaign_worded", rows_where(run, "campaign_worded", _subject(run)))


RULES = (
    Rule(
        id="UE-01",
        ordinance="Cap. 593",
        section="s.8(1), Cap. 593A",
        title="Messages that do not say who sends them and where the sender is",
        severity="P",
        penalty=NOTICE_FIRST,
        evidence="V",
        source="H8 (HKLII text of s.8), LH (text of Cap. 593A)",
        text_date="n/d; E.R. 2/2012",
        card=(
            "A message that advertises must say clearly who has it sent and how to reach them: a name by which the "
            "shop is known, a street address (a box at the post office is not enough), a telephone or e-mail. A "
            "reasonable mistake may excuse (s.8(2)); a house style is none."
        ),
        find=no_full_sender,
    ),
    Rule(
        id="UE-03",
        ordinance="Cap. 593",
        section="s.9(1)(a), (b)",
        title="Messages that do not say clearly how to stop them",
        severity="P",
        penalty=NOTICE_FIRST,
        evidence="V",
        source="H9 (HKLII text of s.9)",
        text_date="n/d",
        card=(
            "Each message must tell clearly and conspicuously that it can be stopped and how. That pale small print "
            "at the very end is not conspicuous is a rule of this exercise. A reasonable mistake may excuse (s.9(2))."
        ),
        find=no_statement,
    ),
    Rule(
        id="UE-05",
        ordinance="Cap. 593",
        section="s.9(1)(g)",
        title="Unsubscribing costs the customer money",
        severity="P",
        penalty=NOTICE_FIRST,
        evidence="V",
        source="H9 (HKLII text of s.9)",
        text_date="n/d",
        card="Stopping messages must be free for whoever gets them, whichever way they choose.",
        find=costs_money,
    ),
    Rule(
        id="UE-11",
        ordinance="Cap. 593",
        section="Cap. 593A s.7",
        title="How to stop the messages is said in one language only",
        severity="P",
        penalty=NOTICE_FIRST,
        evidence="V",
        source="B7 (BLIS text of Cap. 593A s.7)",
        text_date="2012-08-02",
        card=(
            "The statement must be in Chinese and in English, unless the reader has said that another language will "
            "do. Nobody is asked in this shop."
        ),
        find=one_language,
    ),
    Rule(
        id="UE-09",
        ordinance="Cap. 593",
        section="s.12",
        title="A subject line that names a discount which nobody gets",
        severity="P",
        penalty=NOTICE_FIRST,
        evidence="V",
        source="H12 (HKLII text of s.12)",
        text_date="n/d",
        card=(
            "The subject of a mail must not be likely to mislead about what is in it. A discount is compared with the "
            "largest that pages or coupon gave when the mail went out. No mistake excuses in the text that was read."
        ),
        find=subject_not_true,
    ),
)
