"""Levers on what the shop says to its customers, and on who may be spoken to."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Outreach(Levers):
    """Newsletters and the permission to send them."""

    newsletters_per_month: int = lever(
        "Newsletters",
        default=2,
        low=0,
        high=30,
        step=1,
        unit="a month",
        rows="R2-6.2-b1 R2-6.2-b2",
        help="How many newsletters go out every 30 days, evenly spread.",
    )
    audience: Literal["recorded consent", "ticked box", "everyone"] = lever(
        "Who receives them",
        default="ticked box",
        unit="choice",
        rows="R2-6.1-f1 R2-6.2-b1 R2-6.3-a",
        help="Whom the newsletters and coupons go to.",
        choices={
            "recorded consent": "only customers whose notice and consent are on record",
            "ticked box": "everybody whose box is ticked, whatever the record says",
            "everyone": "every customer with an e-mail address",
        },
    )
    addressed_by_name: bool = lever(
        "Address customers by name",
        default=True,
        unit="yes or no",
        rows="R2-6.1-f1 R2-6.1-f3",
        help="A message to a person by name is direct marketing under Cap. 486 Part 6A; one without a name is not.",
    )
    consent_form: Literal["clear question", "box ticked in advance", "no question"] = lever(
        "Consent question for new customers and members",
        default="clear question",
        unit="choice",
        rows="R2-6.2-c2 R2-6.3-a M3-6.1-e1",
        help="What the order form and the membership form ask before the shop may send marketing.",
        choices={
            "clear question": "a full notice and an empty box to tick",
            "box ticked in advance": "a full notice and a box that is already ticked",
            "no question": "neither notice nor box; the address is simply added to the list",
        },
    )
    unsubscribe_every_days: int = lever(
        "Work off unsubscribe requests every",
        default=7,
        low=1,
        high=60,
        step=1,
        unit="days",
        rows="R2-6.1-f3 R2-6.3-a M3-6.3-b",
        help="How often a member of staff takes the names of people who asked to stop off the list.",
    )
    check_requests_before_sending: bool = lever(
        "Check open requests before each send",
        default=False,
        unit="yes or no",
        rows="R2-6.1-f3 R2-6.3-a",
        help="Compare the list with the unsubscribe requests that are still open, before each campaign goes out.",
    )


class Triggers(Levers):
    """Mails that something a customer does, or leaves undone, sets off."""

    welcome: bool = lever(
        "Welcome mail",
        default=False,
        unit="yes or no",
        rows="R2-6.2-b2 R2-6.2-c2 R2-6.1-d2",
        help="The morning after a first order the new customer is thanked and told what else there is.",
    )
    basket_reminder: bool = lever(
        "Reminder of a basket",
        default=False,
        unit="yes or no",
        rows="R2-6.2-b2 R2-6.1-b1",
        help="The morning after a customer met an obstacle and left a basket, a mail reminds them of it.",
    )
    after_quiet_days: int = lever(
        "Mail to quiet customers after",
        default=0,
        low=0,
        high=180,
        step=10,
        unit="days",
        rows="R2-6.2-b2 R2-6.2-a4",
        help="One mail to each customer on the day on which their last order is that old. 0 means none.",
    )


class Coupons(Levers):
    """Electronic coupons sent by e-mail."""

    depth_percent: int = lever(
        "Value of a coupon",
        default=0,
        low=0,
        high=90,
        step=5,
        unit="% off the order",
        rows="R2-6.2-b7 R2-6.2-a3",
        help="What the coupon takes off the order. 0 means that no coupons are sent.",
    )
    per_quarter: int = lever(
        "Coupon campaigns",
        default=2,
        low=0,
        high=6,
        step=1,
        unit="in 90 days",
        rows="R2-6.2-b7 R2-6.2-a2",
        help="How many coupon campaigns run in 90 days.",
    )
    valid_days: int = lever(
        "Valid for",
        default=14,
        low=3,
        high=30,
        step=1,
        unit="days",
        rows="R2-6.2-b7",
        help="How long a coupon can be used.",
    )
    floor_hkd: int = lever(
        "Smallest order",
        default=200,
        low=0,
        high=2000,
        step=50,
        unit="HK$",
        rows="R2-6.2-b7 R2-6.2-a3",
        help="The order must reach this value at list prices before the coupon counts.",
    )
    first_day: int = lever(
        "First coupon campaign on day",
        default=0,
        low=0,
        high=180,
        step=1,
        unit="day of the plan",
        rows="R2-6.2-b7 R2-6.2-a2",
        help="When the first coupons go out; further ones follow at even distances. 0 means after half a distance.",
    )
    channel: Literal["e-mail", "text message"] = lever(
        "Coupons go by",
        default="e-mail",
        unit="choice",
        rows="R2-6.2-b7 R2-6.1-d4 R2-6.1-f3",
        help="A text reaches more people and costs more; numbers on the do-not-call register need consent.",
        choices={
            "e-mail": "to the mailbox that the customer gave",
            "text message": "to the telephone that parcels go by",
        },
    )
    to_group: Literal[
        "everybody", "let down lately", "new", "best", "regular", "coming along", "gone quiet", "ordered once"
    ] = lever(
        "Customer group that gets the coupon",
        default="everybody",
        unit="choice",
        rows="R2-6.2-b7 R2-6.2-a4 R2-6.1-d1",
        help="Send the coupon to one customer group only. The groups and their rules stand in the customer records.",
        choices={
            "everybody": "every group",
            "let down lately": "who complained not long ago",
            "new": "who ordered for the first time not long ago",
            "best": "who orders, and has spent a good deal",
            "regular": "who orders again and again",
            "coming along": "who ordered not long ago, but seldom so far",
            "gone quiet": "who ordered more than once, but not lately",
            "ordered once": "who ordered once, long ago",
        },
    )
    code: Literal["personal", "public word"] = lever(
        "Kind of code",
        default="personal",
        unit="choice",
        rows="R2-6.2-b7 R2-6.1-e2",
        help="What the customer types in. A word that anybody can type is found by people it was not sent to.",
        choices={
            "personal": "a number of one's own that works once",
            "public word": "the same word for all; it works as often as it is typed",
        },
    )
    budget_hkd: int = lever(
        "Budget of a campaign",
        default=0,
        low=0,
        high=20000,
        step=500,
        unit="HK$",
        rows="R2-6.2-b7 R2-6.2-a2",
        help="Once so much has been given away the code stops working, and later comers are refused. 0 means no limit.",
    )
