"""Personal Data (Privacy) Ordinance (Cap. 486): what a form may ask, and marketing addressed to a person by name.

A message that bears no name is no matter of Part 6A, whoever receives it.
"""

from __future__ import annotations

import numpy as np

from sim.codes import FORMS, ON_RECORD
from sim.rules.requests import finding_each, messages_after_request
from sim.rules.rule import MOST_EVENTS, NONE, Finding, Flags, Rows, Rule, in_window, latest_before, refer
from sim.run import Run

_PENALTY = "fine HK$500,000 and 3 years"


def _named_messages(run: Run) -> Rows:
    window = in_window(run, "message_sent")
    rows: Rows = window.start + np.flatnonzero(run.log.table("message_sent")["named"][window])
    return rows


def _each_campaign(run: Run, rule: str, rows: Rows) -> list[Finding]:
    """One finding for each campaign among the messages `rows`: the campaign, then its messages, as evidence."""
    if not len(rows):
        return []
    messages, campaigns = run.log.table("message_sent"), run.log.table("campaign")
    numbers = messages["campaign"][rows]
    by_campaign = np.argsort(numbers, kind="stable")
    rows = rows[by_campaign]
    names, starts = np.unique(numbers[by_campaign], return_index=True)
    sent_as = {int(number): row for row, number in enumerate(campaigns["campaign"].tolist())}
    findings = []
    for number, part in zip(names.tolist(), np.split(rows, starts[1:]), strict=True):
        own = refer("campaign", [sent_as[number]]) if number in sent_as else ()
        findings.append(
            Finding(
                rule,
                day=float(messages["day"][part[0]]),
                events=(own + refer("message_sent", part[: MOST_EVENTS - len(own)])),
                count=len(own) + len(part),
                people=len(np.unique(messages["customer"][part])),
            )
        )
    return findings


def _latest_consents(run: Run, messages: Rows, which: Flags) -> Rows:
    sent = run.log.table("message_sent")
    return latest_before(
        run.log.table("consent"),
        np.flatnonzero(which),
        sent["customer"][messages],
        sent["day"][messages],
        same_moment=True,
    )


def without_notice(run: Run) -> list[Finding]:
    """Named messages to people who were never told of the intention and of their right to say no."""
    rows = _named_messages(run)
    told = _latest_consents(run, rows, run.log.table("consent")["notice"])
    return _each_campaign(run, "PD-01", rows[told == NONE])


def without_consent(run: Run) -> list[Finding]:
    """Named messages to people whose latest answer on record is no consent, or silence, or who were never asked."""
    rows = _named_messages(run)
    consents = run.log.table("consent")
    latest = _latest_consents(run, rows, np.ones(len(consents["day"]), dtype=bool))
    given = consents["ticked"] & np.isin(consents["how"], ON_RECORD)
    in_force = (latest != NONE) & np.append(given, False)[latest]  # row NONE is the last one: nothing on record
    return _each_campaign(run, "PD-02", rows[~in_force])


def after_opt_out(run: Run) -> list[Finding]:
    """Named messages at any time after the customer's request: the section knows no days of grace."""
    rows, requests = messages_after_request(run, named_only=True)
    return finding_each(
        run, "PD-06", rows, requests, "due diligence (s.35G(5)): requests were checked before each send"
    )


EXCESSIVE = FORMS.index("with identity card")


def form_asks_too_much(run: Run) -> list[Finding]:
    """A membership form that must be filled in with data that a scheme does not need: one form, one finding."""
    window, joined = in_window(run, "member_joined"), run.log.table("member_joined")
    rows = window.start + np.flatnonzero(joined["form"][window] == EXCESSIVE)
    if not len(rows):
        return []
    day = float(joined["day"][rows[0]])
    return [Finding("PD-12", day, refer("member_joined", rows), count=len(rows), people=len(rows))]


RULES = (
    Rule(
        id="PD-01",
        ordinance="Cap. 486",
        section="s.35C",
        title="A message by name to people who were never told that their data would be used so",
        severity="O2",
        penalty=_PENALTY,
        evidence="V",
        source="EL101 (the Privacy Commissioner's book on the law), CLICA",
        text_date="after 2015",
        card=(
            "Before a shop uses a customer's name for marketing it must say that it intends to, that it may not "
            "without consent, for which goods and with which data, and offer a free way to answer. The record must "
            "show it: what cannot be shown was not said."
        ),
        find=without_notice,
    ),
    Rule(
        id="PD-02",
        ordinance="Cap. 486",
        section="s.35E(1)",
        title="A message by name to people who had not agreed",
        severity="O2",
        penalty=_PENALTY,
        evidence="V",
        source="HKBN20 (the Privacy Commissioner's press statement)",
        text_date="2020",
        card=(
            "Marketing by name needs a consent in force. Silence is none: a box that the shop ticked in advance shows "
            "only that the customer left it alone."
        ),
        find=without_consent,
    ),
    Rule(
        id="PD-06",
        ordinance="Cap. 486",
        section="s.35G(3)",
        title="A message by name after the customer had asked for no more",
        severity="O2",
        penalty=f"{_PENALTY}; liability is strict",
        evidence="V",
        source="EL102, HKBN20",
        text_date="2020",
        card=(
            "A customer may say stop at any time and by any route, free of charge, and the shop must stop. There are "
            "no days of grace here, unlike the ten working days for unnamed messages. Good intentions are no "
            "defence; all reasonable precautions may be one."
        ),
        find=after_opt_out,
    ),
    Rule(
        id="PD-12",
        ordinance="Cap. 486",
        section="Sch. 1 DPP1(1)",
        title="A membership form that asks for identity card number, income or marital status",
        severity="P",
        penalty="the Privacy Commissioner may serve an enforcement notice; breaking it is the offence",
        evidence="V",
        source="MALL19 (the Privacy Commissioner's check of 52 shopping-centre schemes), EL40",
        text_date="2019",
        card=(
            "A shop may collect what its purpose needs and no more. Points need a name and a way to reach the member. "
            "In 2019 the Privacy Commissioner found that 31 of 52 schemes asked too much."
        ),
        find=form_asks_too_much,
    ),
)
