"""What staff are asked for, offered and tempted by: kinds of event."""

from __future__ import annotations

from sim.codes import ASKERS, GIFT_ANSWERS, MISUSE_FINDERS
from sim.columns import CUSTOMER, DAY, FLAG, ITEM, MONEY, ORDER, Column, kind

_ACCOUNT = Column("i2", "staff account")

OF_CONDUCT = (
    kind(
        "credit_granted",
        "A line of the ledger of credits: a member of staff gives a customer money.",
        "is given a credit of HK${cents}",
        customer=CUSTOMER,
        order=ORDER,
        account=_ACCOUNT,
        approved_by=Column("i2", "staff account; the same account where nobody else was asked"),
        cents=MONEY,
        complaint=FLAG,
    ),
    kind(
        "credit_refused",
        "A second person asks for the complaint behind a credit, finds none and says no.",
        "is to be given a credit of HK${cents}, but a second person says no",
        customer=CUSTOMER,
        account=_ACCOUNT,
        approver=_ACCOUNT,
        cents=MONEY,
    ),
    kind(
        "misuse_found",
        "Credits without a complaint are found, and the member of staff who gave them is stopped.",
        "account {account} gave HK${lost_cents} away; the {finder} found it",
        account=_ACCOUNT,
        finder=Column("i1", "by what", MISUSE_FINDERS),
        began=Column("f8", DAY),
        grants=Column("i4", "credits given before it was found"),
        lost_cents=MONEY,
    ),
    kind(
        "gift_offered",
        "A supplier offers a member of staff something of value.",
        "a supplier offers account {account} something worth HK${value_cents}: {answer}",
        account=_ACCOUNT,
        item=ITEM,
        value_cents=MONEY,
        answer=Column("i1", "what the member of staff does", GIFT_ANSWERS),
    ),
    kind(
        "data_requested",
        "Somebody asks the shop for a customer's data.",
        "somebody asks the shop for this customer's data: {asker}",
        customer=CUSTOMER,
        asker=Column("i1", "who asks", ASKERS),
    ),
    kind(
        "data_request_answered",
        "The shop hands a customer's data out, or refuses.",
        "the shop answers the request for this customer's data ({asker}): {handed_out}",
        customer=CUSTOMER,
        asker=Column("i1", "who asked", ASKERS),
        granted=FLAG,
        recorded=Column("?", "yes or no: who asked, what for and what was given is written down"),
        waited_days=Column("f4", "days from the request to the answer"),
    ),
)
"""In the order in which the data dictionary lists them."""
