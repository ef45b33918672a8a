"""The declared kinds of event: columns, types, units, and the sentence that tells one in plain words.

`python -m sim kinds` prints this as the data dictionary. A sentence may use any column in braces; columns of cents are
given as dollars, and words for codes.
"""

from __future__ import annotations

from dataclasses import dataclass

DAY = "days since take-over; history is negative"
CENTS = "HK cents"


@dataclass(frozen=True)
class Column:
    """One column: NumPy type, unit, and the words that its codes stand for (if it holds codes)."""

    type: str
    unit: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of event."""

    name: str
    meaning: str
    sentence: str
    columns: dict[str, Column]


LEAVING = ("habit", "late parcel", "cancelled line", "charged more than shown", "waited for an answer", "too many messages")
HARMS = LEAVING[1:]
LOST = ("shop down", "sold out")
FIELDS = ("price", "promotion", "content")
CAUSES = ("slip at the keyboard", "missed start", "missed end", "change in the goods", "intruder")
FINDERS = ("check", "customer", "review", "outside")
ABOUT = ("question", "charged more than shown", "late parcel", "cancelled line")
MAILS = ("newsletter", "coupon")
CONSENTS = ("clear question", "box ticked in advance", "no question", "inherited, on record", "inherited, not on record")
TASKS = (
    "answering",
    "publishing",
    "price check",
    "content check",
    "repair",
    "unsubscribe list",
    "stock count",
    "reconciliation",
    "log review",
    "clean-up",
    "two-step sign-in",
)
COSTS = ("clerks", "messages", "parcels", "goodwill", "incident")

_day = Column("f8", DAY)
_customer = Column("i4", "customer number")
_order = Column("i8", "order number: (whole day + 1000) x 10,000,000 + customer")
_item = Column("i2", "item number")
_cents = Column("i4", CENTS)
_flag = Column("?", "yes or no")


def _kind(name: str, meaning: str, sentence: str, **columns: Column) -> Kind:
    return Kind(name, meaning, sentence, {"day": _day, **columns})


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind("visit", "A customer or visitor opens the shop and sees it.", "visits the shop", customer=_customer),
        _kind(
            "visit_lost",
            "A visit that could not end in an order.",
            "wants to buy, but: {reason}",
            customer=_customer,
            reason=Column("i1", "why", LOST),
            item=_item,
        ),
        _kind(
            "order_placed",
            "An order is placed and paid. The pulls say what moved the customer, as factors on the usual chance.",
            "orders for HK${value_cents}",
            customer=_customer,
            order=_order,
            value_cents=_cents,
            discount_cents=_cents,
            is_first=_flag,
            coupon=_flag,
            pull_message=Column("f4", "factor on visits from messages"),
            pull_coupon=Column("f4", "factor on visits and orders from a coupon"),
            pull_price=Column("f4", "factor on orders from the shown price"),
            pull_season=Column("f4", "factor on visits from season, planned peaks and the dip after a coupon"),
        ),
        _kind(
            "order_line",
            "One line of an order, with what was shown and what held in the master record at that moment.",
            "buys {quantity} of item {item}: shown HK${shown_cents}, charged HK${charged_cents}",
            customer=_customer,
            order=_order,
            item=_item,
            quantity=Column("i2", "units"),
            master_cents=_cents,
            shown_cents=_cents,
            charged_cents=_cents,
            cost_cents=_cents,
            price_right=_flag,
            promotion_right=_flag,
            content_right=_flag,
            stock_right=_flag,
        ),
        _kind(
            "line_cancelled",
            "A line that was sold but not there; the money goes back.",
            "is told that item {item} is not there after all; HK${refund_cents} goes back",
            customer=_customer,
            order=_order,
            item=_item,
            refund_cents=_cents,
            cost_cents=_cents,
        ),
        _kind(
            "delivered",
            "A parcel arrives.",
            "receives the parcel, {late_days} days late",
            customer=_customer,
            order=_order,
            late_days=Column("f4", "days after the promise; 0 or less is in time"),
        ),
        _kind(
            "harm",
            "Something that makes a customer wish to leave.",
            "is let down: {cause}",
            customer=_customer,
            order=_order,
            cause=Column("i1", "what happened", HARMS),
            size=Column("f4", "logit added to the chance of leaving"),
        ),
        _kind(
            "healed",
            "The shop makes up for a harm, fully at best.",
            "is helped by the shop",
            customer=_customer,
            order=_order,
            size=Column("f4", "logit taken off again"),
        ),
        _kind(
            "customer_left",
            "A customer stops being one. The shop does not see this; it only sees that no orders come.",
            "leaves for good: {cause}",
            customer=_customer,
            order=_order,
            cause=Column("i1", "why", LEAVING),
            chance=Column("f4", "chance of leaving after this order, with everything that happened"),
        ),
        _kind(
            "consent",
            "What the record says about a customer's permission.",
            "is asked for permission ({how})",
            customer=_customer,
            how=Column("i1", "how it was asked", CONSENTS),
            ticked=_flag,
            notice=_flag,
        ),
        _kind(
            "campaign",
            "One send of one message to a list.",
            "the shop sends a {mail}",
            campaign=Column("i4", "campaign number: whole day x 2, +1 for a coupon"),
            mail=Column("i1", "what", MAILS),
            named=_flag,
            people=Column("i4", "receivers"),
        ),
        _kind(
            "message_sent",
            "One mail to one customer.",
            "receives a {mail}",
            customer=_customer,
            campaign=Column("i4", "campaign number"),
            mail=Column("i1", "what", MAILS),
            named=_flag,
            opened=_flag,
        ),
        _kind(
            "unsubscribe_requested",
            "A customer asks for no more messages.",
            "asks to be taken off the list",
            customer=_customer,
            campaign=Column("i4", "the message that brought it about"),
        ),
        _kind("unsubscribed", "The name is off the list.", "is taken off the list", customer=_customer),
        _kind(
            "enquiry",
            "A question or complaint reaches the service desk.",
            "writes to the shop: {about}",
            customer=_customer,
            order=_order,
            about=Column("i1", "what it is about", ABOUT),
        ),
        _kind(
            "enquiry_answered",
            "The service desk has answered.",
            "gets an answer after {waited_hours} hours",
            customer=_customer,
            order=_order,
            about=Column("i1", "what it was about", ABOUT),
            waited_hours=Column("f4", "hours from asking to the start of the answer"),
        ),
        _kind(
            "refund",
            "Money goes back to a customer who was charged too much.",
            "gets HK${amount_cents} back",
            customer=_customer,
            order=_order,
            amount_cents=_cents,
        ),
        _kind(
            "price_changed",
            "The master price of an item changes.",
            "item {item} now costs HK${price_cents}",
            item=_item,
            price_cents=_cents,
            promotion=_flag,
        ),
        _kind(
            "fault_born",
            "The page or the till no longer says what the master record says.",
            "item {item} goes wrong ({field}): {cause}",
            item=_item,
            field=Column("i1", "which field", FIELDS),
            cause=Column("i1", "how it was born", CAUSES),
            shown_cents=_cents,
            charged_cents=_cents,
            master_cents=_cents,
        ),
        _kind(
            "fault_found",
            "Somebody notices the fault.",
            "item {item}: the fault ({field}) is found by a {finder}",
            item=_item,
            field=Column("i1", "which field", FIELDS),
            finder=Column("i1", "by whom", FINDERS),
        ),
        _kind(
            "fault_repaired",
            "Page and till say what the master record says again.",
            "item {item}: the fault ({field}) is put right",
            item=_item,
            field=Column("i1", "which field", FIELDS),
            born_day=Column("f8", DAY),
        ),
        _kind(
            "stock_drifted",
            "The stock record moves away from what is on the shelf.",
            "item {item}: the record is {error_units} units off",
            item=_item,
            error_units=Column("i4", "record minus shelf, units"),
        ),
        _kind("stock_record_righted", "The stock record agrees with the shelf again.", "item {item}: the record is right again", item=_item),
        _kind(
            "stock_delivered",
            "A supplier's delivery is on the shelf.",
            "item {item}: {units} units arrive",
            item=_item,
            units=Column("i4", "units"),
        ),
        _kind(
            "check_done",
            "A round of checking, counting, matching or reviewing is finished.",
            "staff finish a {task}",
            task=Column("i1", "which", TASKS),
            started=Column("f8", DAY),
            found=Column("i4", "faults found"),
        ),
        _kind(
            "record_missing",
            "An order's payment, e-mail or chat record is not complete.",
            "the papers of the order are not complete",
            customer=_customer,
            order=_order,
        ),
        _kind("record_completed", "The missing papers are found and filed.", "the papers of the order are filed", customer=_customer, order=_order),
        _kind("outage_began", "The shop cannot be reached.", "the shop goes down"),
        _kind(
            "outage_ended",
            "The shop can be reached again.",
            "the shop is up again after {minutes} minutes",
            began=Column("f8", DAY),
            noticed=Column("f8", DAY),
            minutes=Column("f4", "minutes down"),
        ),
        _kind(
            "phishing_attempt",
            "A false message reaches a staff mailbox. The chance is that of success under the policy, before luck.",
            "a false message reaches account {account}",
            account=Column("i2", "staff account"),
            chance=Column("f4", "chance that the account is taken over"),
            stopped_by=Column("i1", "which gate", ("nothing", "mail filter", "a colleague's report", "not clicked", "no password typed", "two-step sign-in")),
        ),
        _kind("account_taken", "A stranger signs in as a member of staff.", "account {account} is taken over", account=Column("i2", "staff account")),
        _kind(
            "account_closed",
            "The stranger is found and shut out.",
            "account {account} is closed; the stranger was found by a {finder}",
            account=Column("i2", "staff account"),
            taken=Column("f8", DAY),
            finder=Column("i1", "by whom", FINDERS),
        ),
        _kind(
            "work",
            "Staff time spent on a task.",
            "staff spend {hours} hours on {task}",
            task=Column("i1", "which", TASKS),
            hours=Column("f4", "working hours"),
            waited_hours=Column("f4", "hours from asking to start"),
        ),
        _kind("cost", "Money spent beside goods.", "HK${cents} for {what}", what=Column("i1", "for what", COSTS), cents=Column("i8", CENTS)),
    )
}
