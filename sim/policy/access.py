"""Levers on accounts: who may do what, how people sign in, and when accounts are closed."""

from __future__ import annotations

from typing import Any, Literal

from sim.policy.lever import Levers, lever

Who = Literal["administrators only", "the staff in charge", "all staff", "all staff and suppliers"]


def _right(label: str, help: str, rows: str = "M3-6.2-c3 M3-6.2-c4") -> Any:
    return lever(
        label,
        default="all staff",
        unit="choice",
        rows=rows,
        help=help,
        choices={
            "administrators only": "others ask, and wait until the administrator looks in",
            "the staff in charge": "others ask, and wait for the next look at what was asked",
            "all staff": "nobody waits; any account of staff will do for a thief",
            "all staff and suppliers": "suppliers' accounts may do it too",
        },
    )


class Access(Levers):
    """Who may do what, and how accounts are opened, kept and closed."""

    change_prices: Who = _right(
        "Who may change prices",
        "New prices, promotions and repairs of prices need this right.",
    )
    change_stock: Who = _right(
        "Who may change the stock record",
        "Putting the record right after a count needs this right.",
        rows="M3-6.2-c2 M3-6.2-c3",
    )
    make_coupons: Who = _right(
        "Who may make coupons",
        "A coupon that says sorry to a customer needs this right.",
    )
    refund: Who = _right(
        "Who may pay money back",
        "Each refund needs this right.",
    )
    export_data: Who = _right(
        "Who may export customers' data",
        "Answering somebody who asks for a customer's data needs this right. So does copying the whole list.",
    )
    install_apps: Who = _right(
        "Who may install apps",
        "Until an app that staff ask for is installed, they do its work by hand. A thief's app keeps a door open.",
    )
    passwords: Literal["short", "long", "long and not on lists"] = lever(
        "Passwords of staff and customers",
        default="short",
        unit="choice",
        rows="M3-6.2-c1 M3-6.2-c3",
        help="What the system takes as a password. Long ones are harder to guess, and mistyped more often.",
        choices={
            "short": "8 characters with a number in it",
            "long": "15 characters or more, any words",
            "long and not on lists": "the same, and none that is on lists of leaked passwords",
        },
    )
    password_change_days: int = lever(
        "Staff must change passwords every",
        default=0,
        low=0,
        high=365,
        step=5,
        unit="days",
        rows="M3-6.2-c3",
        help="With 0 never. Each change takes time, and the standards now advise against it.",
    )
    lock_out_tries: int = lever(
        "Lock an account after so many wrong tries",
        default=0,
        low=0,
        high=20,
        step=1,
        unit="tries",
        rows="M3-6.2-c1 M3-6.2-c3",
        help="Stops people who guess. It also locks out staff and customers who mistype. With 0 nobody is locked out.",
    )
    customer_two_step: Literal["off", "optional", "always"] = lever(
        "Two-step sign-in for customers",
        default="off",
        unit="choice",
        rows="M3-6.2-c1",
        help="A code sent to the customer's phone at sign-in. Many do not have the phone at hand.",
        choices={
            "off": "the password alone",
            "optional": "for customers who ask for it",
            "always": "for everybody, at each sign-in",
        },
    )
    session_hours: int = lever(
        "Staff stay signed in for",
        default=720,
        low=1,
        high=720,
        step=1,
        unit="hours",
        rows="M3-6.2-c3",
        help="An open screen can be used by somebody who has no right. Short times mean signing in again and again.",
    )
    close_after_days: int = lever(
        "Close accounts of people who left, and of finished jobs, after",
        default=7,
        low=0,
        high=90,
        step=1,
        unit="days",
        rows="M3-6.2-c3 M3-6.2-c2",
        help="Staff leave, and outside helpers finish their jobs. Their accounts work until they are closed.",
    )
    review_days: int = lever(
        "Review who has an account every",
        default=0,
        low=0,
        high=180,
        step=1,
        unit="days",
        rows="M3-6.2-c3 M3-6.2-g",
        help="A clerk goes through the list of accounts and closes those that nobody should have. With 0 never.",
    )
