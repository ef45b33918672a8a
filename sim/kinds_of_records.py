"""Kinds of event about records: what was said and filed, promised, disputed, destroyed."""

from __future__ import annotations

from sim.codes import CHANNELS, PROOFS, RECORDS
from sim.columns import CUSTOMER, DAY, MONEY, ORDER, Column, kind

_CHANNEL = Column("i1", "by which channel", CHANNELS)
_RECORDS = Column("i1", "which", RECORDS)

OF_RECORDS = (
    kind(
        "answer_not_filed",
        "What a clerk told a customer is not filed with the order.",
        "nobody files what the clerk said by {channel}",
        customer=CUSTOMER,
        order=ORDER,
        channel=_CHANNEL,
    ),
    kind(
        "answer_found",
        "An answer that nobody had filed is found when messages and orders are matched.",
        "what the clerk had said is found and filed",
        customer=CUSTOMER,
        order=ORDER,
        given=Column("f8", DAY),
    ),
    kind(
        "promise_made",
        "A clerk promises a customer something: a day, a price, a gift note.",
        "is promised something by {channel}",
        customer=CUSTOMER,
        order=ORDER,
        channel=_CHANNEL,
    ),
    kind(
        "promise_kept",
        "The day of a promise has come; it was on file, so it is kept.",
        "the promise is kept",
        customer=CUSTOMER,
        order=ORDER,
    ),
    kind(
        "promise_forgotten",
        "The day of a promise has come, and nobody knows of it.",
        "the promise is forgotten: it never reached the order",
        customer=CUSTOMER,
        order=ORDER,
        made=Column("f8", DAY),
    ),
    kind(
        "dispute",
        "A customer says that something else was agreed. The record decides; where there is none, the shop pays.",
        "says that something else was agreed; the record is {proof}, and the shop pays HK${paid_cents}",
        customer=CUSTOMER,
        order=ORDER,
        proof=Column("i1", "what the shop can show", PROOFS),
        paid_cents=MONEY,
    ),
    kind(
        "records_destroyed",
        "Records older than the procedure keeps are destroyed.",
        "{rows} {what} are destroyed; the youngest is {youngest_years} years old",
        what=_RECORDS,
        rows=Column("i4", "how many"),
        youngest_years=Column("f4", "age of the youngest, years"),
    ),
    kind(
        "records_overdue",
        "Records are kept for which there is no reason any more.",
        "{rows} {what} are kept without a reason",
        what=_RECORDS,
        rows=Column("i4", "how many"),
    ),
)
