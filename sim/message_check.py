"""Checking one message before it is sent: the rules of the law read a log that holds that message and nothing else.

So the check says what the rules would say of the same message in a shop, with the same sections; no rule is written
twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from sim.codes import CONSENTS, LANGUAGES, MAILS, SENDERS, STATEMENTS
from sim.events import EventLog
from sim.kinds import KINDS
from sim.policy import Policy
from sim.policy.wording import Wording
from sim.rules import Finding, findings
from sim.rules.rule import calendar_of
from sim.run import Run
from sim.scenario import Scenario

FIRST_DAY: Final = date(2026, 1, 5)
"""Day 0 of the log; a Monday."""
LAST_DAY: Final = date(2026, 12, 31)
READER: Final = 1
EARLIER, CHECKED = 1, 2
"""Numbers of the message that the reader had before, and of the one that is checked."""
MORNING: Final = 0.4
"""Of a day: when messages go out. Requests come earlier on their day."""
Asked = Literal["clear question", "box ticked in advance", "no question"]


@dataclass(frozen=True)
class Message:
    """Who gets the message, by which way, and what stands on file about them.

    Raises:
        ValueError: a day outside `FIRST_DAY` to `LAST_DAY`, or a request or entry after the message.
    """

    sent: date
    way: Literal["newsletter", "text message"] = "newsletter"
    named: bool = True
    """Whether it is addressed by name."""
    is_first: bool = True
    """The first message by name to this reader."""
    permission: Asked = "clear question"
    agreed: bool = True
    told: bool = True
    """Whether the reader was told beforehand what the data are used for, and of the right to say no."""
    asked_to_stop: date | None = None
    on_register_since: date | None = None
    real_percent: int = 0
    """The largest discount that the shop gives that day, percent."""

    def __post_init__(self) -> None:
        for what, day in (("sent", self.sent), ("request", self.asked_to_stop), ("register", self.on_register_since)):
            if day is not None and not FIRST_DAY <= day <= LAST_DAY:
                raise ValueError(f"{what}: allowed {FIRST_DAY} to {LAST_DAY}, given {day}")
            if day is not None and day > self.sent:
                raise ValueError(f"{what}: allowed a day up to that of the message ({self.sent}), given {day}")


def log_of(wording: Wording, message: Message) -> Run:
    """A run whose log holds the message, how it is worded, and what is on file about its reader."""
    log, sent = EventLog(), _day(message.sent) + MORNING
    log.record(
        "consent",
        day=0.0,
        customer=READER,
        how=CONSENTS.index(message.permission),
        ticked=message.agreed,
        notice=message.told,
    )
    if not message.is_first:
        _send(log, EARLIER, 0.1, "newsletter", named=True, wording=Wording(), real_percent=0)
    if message.on_register_since is not None:
        log.record("number_registered", day=float(_day(message.on_register_since)), customer=READER)
    if message.asked_to_stop is not None:
        log.record("unsubscribe_requested", day=_day(message.asked_to_stop) + 0.2, customer=READER, campaign=EARLIER)
    _send(log, CHECKED, sent, message.way, message.named, wording, message.real_percent)
    for what, days in enumerate((wording.link_days, wording.mailbox_days)):
        log.record("contact_ended", day=sent + days, campaign=CHECKED, sent=sent, what=what)
    log.close()
    scenario = Scenario(
        name="message",
        title="One message",
        story="",
        start=FIRST_DAY.isoformat(),
        days=_day(LAST_DAY) + 100,
        customers=READER + 1,
    )
    return Run(Policy(), scenario, 1, log, uniforms_drawn=0, steps=0, made_with="")


def _day(when: date) -> int:
    return (when - FIRST_DAY).days


def _send(log: EventLog, number: int, day: float, way: str, named: bool, wording: Wording, real_percent: int) -> None:
    mail, is_text = MAILS.index(way), way == "text message"
    values = dict.fromkeys(KINDS["campaign"].columns, 0)
    log.record("campaign", **{**values, "day": day, "campaign": number, "mail": mail, "named": named, "people": 1})
    log.record(
        "campaign_worded",
        day=day,
        campaign=number,
        sender=SENDERS.index(wording.sender),
        statement=STATEMENTS.index(wording.statement),
        languages=LANGUAGES.index(wording.languages),
        fee_cents=100 * wording.unsubscribe_fee_hkd,
        first_mail_notice=wording.first_mail_notice,
        partner_goods=wording.partner_goods and not is_text,
        claimed_percent=0 if is_text else wording.subject_percent,
        real_percent=real_percent,
    )
    values = dict.fromkeys(KINDS["message_sent"].columns, 0)
    log.record(
        "message_sent", **{**values, "day": day, "customer": READER, "campaign": number, "mail": mail, "named": named}
    )


def check(wording: Wording, message: Message) -> list[Finding]:
    """What the rules find in this message; the one that the reader had before is not judged."""
    return [found for found in findings(log_of(wording, message)) if found.day >= _day(message.sent)]


def working_days_since(since: date, until: date) -> int:
    """Working days after one day up to and with another, as the ordinance on messages counts them."""
    run = log_of(Wording(), Message(sent=until))
    return int(calendar_of(run).working_days_between(_day(since), _day(until)))


__all__ = ["FIRST_DAY", "LAST_DAY", "Asked", "Message", "check", "log_of", "working_days_since"]
