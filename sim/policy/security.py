"""Levers of the security policy."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Security(Levers):
    """How staff accounts are protected and watched."""

    mail_filter: Literal["off", "standard", "strict"] = lever(
        "Mail filter",
        default="standard",
        unit="choice",
        rows="M3-6.2-d2 M3-6.1-c6",
        help="How hard incoming mail is filtered. A strict filter also holds back mail from customers.",
        choices={
            "off": "every mail arrives",
            "standard": "known bad senders are stopped",
            "strict": "more is stopped, and some enquiries of customers wait a day",
        },
    )
    two_step_sign_in: Literal["off", "text message", "app prompt", "security key"] = lever(
        "Two-step sign-in for staff",
        default="off",
        unit="choice",
        rows="M3-6.2-c3 M3-6.2-d2 M3-6.1-c6",
        help="What staff need beside the password.",
        choices={
            "off": "the password alone",
            "text message": "a code sent to the phone",
            "app prompt": "a yes on the phone",
            "security key": "a small device that is plugged in",
        },
    )
    report_button: bool = lever(
        "Report button and trained reporting",
        default=False,
        unit="yes or no",
        rows="M3-6.2-d2 M3-6.2-d4",
        help="Staff can report a false message with one click, and are reminded every quarter.",
    )
    log_review_days: int = lever(
        "Review sign-ins and changes every",
        default=30,
        low=1,
        high=90,
        step=1,
        unit="days",
        rows="M3-6.2-d4 M3-6.2-c3 M3-6.2-f1",
        help="A clerk reads who signed in and what was changed, and looks for what nobody can explain.",
    )
    training_every_days: int = lever(
        "Train all staff on false messages every",
        default=0,
        low=0,
        high=365,
        step=5,
        unit="days",
        rows="M3-6.2-d2 M3-6.2-a4",
        help="Staff learn to spot and report false messages, and forget it again. It takes working time. With 0 never.",
    )
