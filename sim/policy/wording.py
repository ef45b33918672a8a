"""Levers on what stands in a message: who writes, what the subject promises, how one stops it, to whom else it goes."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Wording(Levers):
    """How messages are written and how they can be stopped. The defaults keep the law."""

    sender: Literal["name and street address", "name and P.O. box", "a first name only"] = lever(
        "Who the message says it is from",
        default="name and street address",
        unit="choice",
        rows="R2-6.1-f1 R2-6.1-f3 M3-6.1-e3",
        help="Messages must say who sends them and where the shop is. Fewer people open a mail from nobody they know.",
        choices={
            "name and street address": "the shop's name, street address, telephone and e-mail",
            "name and P.O. box": "the shop's name and a box at the post office",
            "a first name only": "a friendly first name, and nothing to find the shop by",
        },
    )
    statement: Literal["clear", "small print", "none"] = lever(
        "How to stop the messages",
        default="clear",
        unit="choice",
        rows="R2-6.1-f3 R2-6.3-a M3-6.1-e3",
        help="The line that says how to unsubscribe. Whoever does not find it stays on the list, and is angry.",
        choices={
            "clear": "a line that nobody can overlook",
            "small print": "pale and small, at the very end",
            "none": "not said at all",
        },
    )
    languages: Literal["Chinese and English", "English only"] = lever(
        "That line is written in",
        default="Chinese and English",
        unit="choice",
        rows="R2-6.1-f3 M3-6.1-e3",
        help="The rules want both languages unless the reader chose one. Some customers read no English.",
        choices={"Chinese and English": "both languages", "English only": "one language"},
    )
    unsubscribe_fee_hkd: int = lever(
        "Fee for unsubscribing",
        default=0,
        low=0,
        high=50,
        step=5,
        unit="HK$",
        rows="R2-6.1-f3 R2-6.3-a",
        help="What somebody who asks for no more messages has to pay, a call to a paid number for example.",
    )
    link_days: int = lever(
        "The link to unsubscribe works for",
        default=60,
        low=0,
        high=90,
        step=5,
        unit="days",
        rows="R2-6.1-f3 M3-6.3-b",
        help="How long the link in a message works after it was sent. Some people open their mail late.",
    )
    mailbox_days: int = lever(
        "The mailbox for replies is read for",
        default=60,
        low=0,
        high=90,
        step=5,
        unit="days",
        rows="R2-6.1-f3 M3-6.1-e3",
        help="How long the sender can be reached at the address in a message. Some people reply instead of clicking.",
    )
    first_mail_notice: bool = lever(
        "The first mail tells of the right to say no",
        default=True,
        unit="yes or no",
        rows="R2-6.1-f1 R2-6.1-f3",
        help="The first message by name must tell the customer that they may say no, free of charge, at any time.",
    )
    subject_percent: int = lever(
        "Discount named in the subject line",
        default=0,
        low=0,
        high=90,
        step=5,
        unit="% off",
        rows="R2-6.2-b2 R2-6.1-f3",
        help="A bold subject is opened more often. Whoever finds less inside than it said is let down. 0 names none.",
    )
    partner_goods: bool = lever(
        "Advertise another firm's goods in the newsletter",
        default=False,
        unit="yes or no",
        rows="R2-6.1-f1 R2-6.3-a",
        help="A partner pays for each mail. Customers agreed to hear of this shop's goods, and of nothing else.",
    )
    keep_requests_months: int = lever(
        "Keep unsubscribe requests on record for",
        default=36,
        low=1,
        high=60,
        step=1,
        unit="months",
        rows="R2-6.1-f3 M3-6.2-e4",
        help="Once the record of a request is destroyed, nobody knows of it, and the name is on the list again.",
    )
    bought_addresses: int = lever(
        "Addresses bought in 90 days",
        default=0,
        low=0,
        high=1000,
        step=50,
        unit="addresses",
        rows="R2-6.2-c2 R2-6.1-f1 R2-6.1-f3",
        help="A dealer sells addresses that a program has collected from the web. Strangers get one mail each.",
    )
