"""Levers on text messages, and on the places where customers hear from each other."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Texts(Levers):
    """Text messages to telephones."""

    per_month: int = lever(
        "Text messages",
        default=0,
        low=0,
        high=8,
        step=1,
        unit="a month",
        rows="R2-6.2-a2 R2-6.1-f3",
        help="Advertising texts every 30 days, to those who receive the newsletters. A text costs ten times a mail.",
    )
    check_register: bool = lever(
        "Check the do-not-call register before texting",
        default=False,
        unit="yes or no",
        rows="R2-6.1-f3 R2-6.3-a",
        help="Leave out numbers on the do-not-call register, unless the customer's consent is on record.",
    )


class Social(Levers):
    """The shop's page on a social network."""

    posts_per_week: int = lever(
        "Posts on the shop's page",
        default=0,
        low=0,
        high=21,
        step=1,
        unit="a week",
        rows="R2-6.1-d4 R2-6.2-b4 R2-6.2-a2",
        help="How often the shop posts something. The network shows each post to fewer followers the more there are. "
        "0 means that the shop has no page; with a page, customers also praise and complain there.",
    )
    look_every_days: int = lever(
        "Look at comments every",
        default=0,
        low=0,
        high=30,
        step=1,
        unit="days",
        rows="R2-6.1-d4 R2-6.2-b4 R2-6.1-c",
        help="How often a clerk reads what customers say on the page and answers complaints there. 0 means never.",
    )


class Forum(Levers):
    """The shop's own forum."""

    is_open: bool = lever(
        "A forum for customers",
        default=False,
        unit="yes or no",
        rows="R2-6.2-b3 R2-6.1-d3",
        help="Customers ask and talk about the goods on the shop's own pages. Rumours and abuse come with it.",
    )
    look_every_days: int = lever(
        "Look at the forum every",
        default=7,
        low=1,
        high=30,
        step=1,
        unit="days",
        rows="R2-6.2-b3",
        help="How often a clerk answers questions, replies to rumours and removes abuse.",
    )
    moderation: Literal["after publishing", "before publishing"] = lever(
        "What is written appears",
        default="after publishing",
        unit="choice",
        rows="R2-6.2-b3 M3-6.3-a",
        help="Whether everything can be read at once, or only after a clerk has looked at it.",
        choices={
            "after publishing": "at once; rumours and abuse stand there until a clerk looks",
            "before publishing": "after a clerk has looked; nobody reads abuse, and fewer people write",
        },
    )


class Reviews(Levers):
    """What customers write about the goods they bought."""

    shown: bool = lever(
        "Show reviews",
        default=False,
        unit="yes or no",
        rows="R2-6.2-a1 R2-6.1-b2",
        help="Customers can review what they bought, and the stars stand beside the item. Bad service shows there too.",
    )
    ask_after_delivery: bool = lever(
        "Ask for a review after delivery",
        default=False,
        unit="yes or no",
        rows="R2-6.2-a1 R2-6.1-d2",
        help="A service mail about the parcel asks for a review. Without it, mostly unhappy customers write.",
    )
