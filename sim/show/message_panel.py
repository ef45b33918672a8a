"""The message checker: word a message, say who gets it, see it as its reader does, then let the rules read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import Any, Final

import ipywidgets as widgets

from sim.message_check import FIRST_DAY, LAST_DAY, Message, check, working_days_since
from sim.policy import find_lever
from sim.policy.wording import Wording
from sim.rules import NOT_A_CONVICTION, Finding, rules
from sim.show import markup
from sim.show.clause_card import clause_card
from sim.show.desk import button, reporter
from sim.show.errand import careful
from sim.show.frame import frame
from sim.show.lever_form import LeverForm

WORDED: Final = (
    "sender",
    "statement",
    "languages",
    "unsubscribe_fee_hkd",
    "link_days",
    "mailbox_days",
    "first_mail_notice",
    "subject_percent",
    "partner_goods",
)
"""Levers on what stands in one message."""
USUAL: Final = Message(sent=date(2026, 3, 2))
TO_REPAIR: Final[Mapping[str, tuple[Mapping[str, Any], Message]]] = {
    "a message of my own": ({}, USUAL),
    "1. the spring newsletter": (
        {"sender": "a first name only", "statement": "small print", "languages": "English only"},
        USUAL,
    ),
    "2. seventy per cent off": (
        {"subject_percent": 70, "link_days": 10},
        replace(USUAL, real_percent=20, is_first=False),
    ),
    "3. a welcome to a new customer": (
        {"first_mail_notice": False, "partner_goods": True},
        replace(USUAL, permission="box ticked in advance", told=False),
    ),
    "4. a text after the New Year holidays": (
        {},
        replace(
            USUAL,
            sent=date(2026, 2, 27),
            way="text message",
            named=False,
            permission="no question",
            agreed=False,
            told=False,
            asked_to_stop=date(2026, 2, 11),
            on_register_since=date(2026, 1, 12),
        ),
    ),
}
"""Messages with faults in them, to put right; the first has none."""
INVITATION: Final = "<h3>May this message go out?</h3>" + markup.paragraphs(
    "Choose a message, or word one of your own, and say who gets it.",
    "Look at it as its reader does, count what is wrong with it, then check.",
    "Put it right until the rules find nothing.",
)
_PERMISSIONS: Final = [
    ("a clear question was asked", "clear question"),
    ("a box was ticked in advance", "box ticked in advance"),
    ("nobody asked", "no question"),
]


class MessagePanel:
    """One message, its reader, and what the rules find in it."""

    def __init__(self) -> None:
        self.place, self.preview, self.answer = widgets.HTML(), widgets.HTML(), widgets.HTML()
        report = reporter(self.place)
        self.chosen = _choice("Which message?", list(TO_REPAIR))
        levers = [find_lever(f"wording.{name}") for name in WORDED]
        usual = Wording()
        today = {lever.path: getattr(usual, lever.path.partition(".")[2]) for lever in levers}
        redraw = careful(self.draw, report)
        self.form = LeverForm(levers, today, redraw)
        self.way = _choice("It goes out as", [("a newsletter by e-mail", "newsletter"), ("a text", "text message")])
        self.named = _tick("It is addressed by name")
        self.is_first = _tick("It is the first one by name to this customer")
        self.permission = _choice("Permission", _PERMISSIONS)
        self.agreed = _tick("The customer said yes")
        self.told = _tick("The customer had been told what the data are for, and of the right to say no")
        self.sent = _day("The message goes out on")
        self.asked = _day("The customer asked for no more messages on (leave empty if never)")
        self.register = _day("The number is on the do-not-call register since (leave empty if it is not)")
        self.real = widgets.IntSlider(value=0, min=0, max=90, step=5, description="Largest discount in the shop (%)")
        self.real.style.description_width = "initial"
        self.real.add_class("column")
        self.guess = widgets.BoundedIntText(value=0, min=0, max=20, description="How many faults do you see?")
        self.guess.style.description_width = "initial"
        self.go = button("Check the message", self.check, report, main=True)
        for field in self._fields:
            field.observe(lambda _: redraw(), names="value")
        self.chosen.observe(careful(self.open, report), names="value")
        self.open()

    @property
    def _fields(self) -> tuple[Any, ...]:
        reader = (self.permission, self.agreed, self.told, self.sent, self.asked, self.register)
        return (self.way, self.named, self.is_first, *reader, self.real)

    def panel(self) -> widgets.VBox:
        """All of it as one panel."""
        words = _folded("How it is worded", self.form.box)
        who = _folded("Who gets it, and what is on file", widgets.VBox(list(self._fields)))
        style = widgets.HTML(f"<style>{markup.stylesheet()}</style>")
        parts = (words, who, self.preview, self.guess, self.go, self.place, self.answer)
        return frame(style, widgets.HTML(INVITATION), self.chosen, *parts)

    def open(self) -> None:
        """Put the chosen message on the table."""
        worded, message = TO_REPAIR[self.chosen.value]
        self.form.show({f"wording.{name}": value for name, value in worded.items()})
        self.way.value, self.permission.value = message.way, message.permission
        self.named.value, self.is_first.value = message.named, message.is_first
        self.agreed.value, self.told.value = message.agreed, message.told
        self.sent.value, self.asked.value = message.sent, message.asked_to_stop
        self.register.value, self.real.value = message.on_register_since, message.real_percent
        self.draw()

    def wording(self) -> Wording:
        """What the form says."""
        return Wording(**{path.partition(".")[2]: value for path, value in self.form.values.items()})

    def message(self) -> Message:
        """The reader as the fields say.

        Raises:
            ValueError: a day is missing or does not fit.
        """
        if self.sent.value is None:
            raise ValueError(f"The message goes out on: allowed {FIRST_DAY} to {LAST_DAY}, given nothing")
        return Message(
            sent=self.sent.value,
            way=self.way.value,
            named=self.named.value,
            is_first=self.is_first.value,
            permission=self.permission.value,
            agreed=self.agreed.value and self.permission.value != "no question",
            told=self.told.value,
            asked_to_stop=self.asked.value,
            on_register_since=self.register.value,
            real_percent=self.real.value,
        )

    def draw(self) -> None:
        """Show the message as its reader sees it; an earlier answer no longer holds."""
        self.answer.value = self.place.value = ""
        self.preview.value = as_read(
            self.wording(), self.way.value, named=self.named.value, is_first=self.is_first.value
        )

    def check(self) -> None:
        """Let the rules read it."""
        try:
            message = self.message()
        except ValueError as error:
            self.answer.value = ""
            self.place.value = markup.line(str(error)[:1].upper() + str(error)[1:], "trouble")
            return
        self.place.value = ""
        self.answer.value = in_words(check(self.wording(), message), self.guess.value) + days_in_words(message)


def message_panel() -> widgets.VBox:
    """The message checker, ready to use."""
    return MessagePanel().panel()


def as_read(wording: Wording, way: str, *, named: bool, is_first: bool) -> str:
    """The message as it reaches its reader; every shop, number and address in it is invented."""
    sender = {
        "name and street address": "The Corner Shop, 1 Example Street, Kwun Tong; tel. 0000 0000; shop@example.com",
        "name and P.O. box": "The Corner Shop, P.O. Box 0000; shop@example.com",
        "a first name only": "Mei",
    }[wording.sender]
    offer = f"Up to {wording.subject_percent} % off" if wording.subject_percent else "What is new this week"
    body = ["Dear Ms Chan," if named else "Dear customer,", "see what is new in our shop this week."]
    if wording.partner_goods and way == "newsletter":
        body.append("Our partner also has travel insurance for you.")
    if named and is_first and wording.first_mail_notice:
        body.append("You may tell us at any time, free of charge, to stop using your data for marketing.")
    fee = f" (HK${wording.unsubscribe_fee_hkd})" if wording.unsubscribe_fee_hkd else ""
    chinese = "" if wording.languages == "English only" else "如不欲再收取訊息，請按此取消訂閱。"
    stop = "" if wording.statement == "none" else f"To stop these messages, unsubscribe here{fee}. {chinese}"
    small = ' style="font-size:9px;color:#767676"' if wording.statement == "small print" else ""
    subject = "" if way == "text message" else f"<div><strong>Subject:</strong> {escape(offer)}</div>"
    return (
        f'<section aria-label="The message as its reader sees it" style="border:1px solid #8a8f94;'
        f'border-radius:6px;padding:10px 14px;max-width:60ch;margin:10px 0">'
        f"<div><strong>From:</strong> {escape(sender)}</div>{subject}"
        f"{markup.paragraphs(' '.join(body))}<div{small}>{escape(stop)}</div></section>"
    )


def in_words(found: Sequence[Finding], guess: int) -> str:
    """What was found, each with its clause card; and how that stands beside what the trainee saw."""
    said = f"You saw {guess}; the rules find {len(found)}."
    if not found:
        return markup.line(f"The rules find nothing: this message may go out. {said}", "good")
    cards = "".join(clause_card(rules()[one.rule], is_open=True) for one in found)
    return markup.line(f"Not yet. {said}", "trouble") + cards + markup.paragraphs(NOT_A_CONVICTION)


def days_in_words(message: Message) -> str:
    """How many working days have passed since the request to stop and since the entry in the register."""
    told = []
    for what, since in (
        ("The request to stop", message.asked_to_stop),
        ("The entry in the register", message.on_register_since),
    ):
        if since is not None:
            days = working_days_since(since, message.sent)
            told.append(
                f"{what} is {(message.sent - since).days} days old: {days} working days, for Sundays and general "
                "holidays do not count."
            )
    return markup.paragraphs(*told)


def _choice(words: str, options: list[Any]) -> widgets.Dropdown:
    made = widgets.Dropdown(options=options, description=words, style={"description_width": "initial"})
    made.add_class("column")
    return made


def _tick(words: str) -> widgets.Checkbox:
    return widgets.Checkbox(value=True, description=words, indent=False, style={"description_width": "initial"})


def _day(words: str) -> widgets.DatePicker:
    made = widgets.DatePicker(description=words, style={"description_width": "initial"})
    made.add_class("column")
    return made


def _folded(words: str, box: widgets.Widget) -> widgets.Accordion:
    made = widgets.Accordion(children=[box], titles=(words,))
    made.selected_index = None
    return made


__all__ = ["TO_REPAIR", "MessagePanel", "as_read", "days_in_words", "in_words", "message_panel"]
