"""What people do to the platform on which outside sellers sell, and what the house answers: kinds of event."""

from __future__ import annotations

from sim.codes import FINDERS
from sim.codes_of_the_platform import ABUSE_GATES, ABUSES, SELLER_ANSWERS
from sim.columns import CUSTOMER, DAY, FLAG, ITEM, MONEY, ORDER, Column, kind

_SELLER = Column("i2", "outside seller; -1 for somebody else")
_WHAT = Column("i1", "what is done", ABUSES)
_FINDER = Column("i1", "by whom", FINDERS)
_STARS = Column("i1", "stars, 1 to 5")
_UNITS = Column("i4", "units")

OF_THE_PLATFORM = (
    kind(
        "seller_item",
        "An item is sold by an outside seller, from take-over on.",
        "is sold by seller {seller}: {item}",
        seller=_SELLER,
        item=ITEM,
    ),
    kind(
        "abuse_tried",
        "Somebody tries to abuse the platform: one order, review, agreement or offer. The gates are asked in order.",
        "{threat}: tried with {item}",
        threat=_WHAT,
        seller=_SELLER,
        item=ITEM,
        chance=Column("f4", "chance under the policy, before luck"),
        stopped_by=Column("i1", "which gate", ABUSE_GATES),
    ),
    kind(
        "abuse_expected",
        "How many of such attempts get through on average under the policy, in some days.",
        "",
        threat=_WHAT,
        days=Column("f4", "days from now on"),
        expected=Column("f4", "attempts"),
    ),
    kind(
        "abuse_began",
        "The first of some orders, reviews or offers got through: from now on it goes on.",
        "{threat} {doer}: it begins with {item}",
        threat=_WHAT,
        seller=_SELLER,
        item=ITEM,
    ),
    kind(
        "abuse_found",
        "Somebody notices what goes on.",
        "{threat} {doer}: it is noticed ({finder})",
        threat=_WHAT,
        seller=_SELLER,
        began=Column("f8", DAY),
        finder=_FINDER,
    ),
    kind(
        "abuse_ended",
        "It is over, and what can be put right is put right.",
        "{threat} {doer}: it is over",
        threat=_WHAT,
        seller=_SELLER,
        began=Column("f8", DAY),
    ),
    kind(
        "seller_answered",
        "The house answers a seller who broke the rules, or of whom staff thought so.",
        "seller {seller} is {answer} ({threat}; {rightly})",
        seller=_SELLER,
        threat=_WHAT,
        answer=Column("i1", "what the house does", SELLER_ANSWERS),
        right=Column("?", "yes or no: the seller had done it"),
        stops=Column("?", "yes or no: the seller stops"),
    ),
    kind(
        "seller_back",
        "A seller who was off the platform is back.",
        "seller {seller} is back on the platform",
        seller=_SELLER,
    ),
    kind(
        "fake_order",
        "An order is taken that nobody means; its goods are set aside and packed.",
        "a false order takes {units} of {item} off the shelf ({threat})",
        threat=_WHAT,
        seller=_SELLER,
        item=ITEM,
        units=_UNITS,
        value_cents=MONEY,
    ),
    kind(
        "fake_parcel_back",
        "The goods of a false order are back on the shelf.",
        "{units} of {item} are back on the shelf; nobody took them in",
        item=ITEM,
        units=_UNITS,
        ordered=Column("f8", DAY),
    ),
    kind(
        "fake_review",
        "A bought review is shown.",
        "a bought review of {item} is shown: {stars} of 5 stars",
        seller=_SELLER,
        item=ITEM,
        stars=_STARS,
        began=Column("f8", DAY),
    ),
    kind(
        "fake_review_removed",
        "A bought review is taken down.",
        "a bought review of {item} is taken down: {stars} of 5 stars",
        seller=_SELLER,
        item=ITEM,
        stars=_STARS,
        shown=Column("f8", DAY),
    ),
    kind(
        "review_refused",
        "An honest review is not shown, or taken down: no number of an order, or taken for a bought one.",
        "wrote an honest review of {item}, and the shop does not show it",
        customer=CUSTOMER,
        order=ORDER,
        item=ITEM,
        stars=_STARS,
        by_mistake=Column("?", "yes or no: it was taken for a bought one"),
    ),
    kind(
        "prices_agreed",
        "Two sellers of like goods agree on dearer prices: an item each.",
        "sellers {seller} and {other} agree on a dearer {item}: HK${price_cents} in place of HK${before_cents}",
        seller=_SELLER,
        other=_SELLER,
        item=ITEM,
        price_cents=MONEY,
        before_cents=MONEY,
    ),
    kind(
        "bait_shown",
        "A seller shows a low price of goods that are hardly there.",
        "seller {seller} shows {item} at HK${price_cents} in place of HK${before_cents}, with {units} units there",
        seller=_SELLER,
        item=ITEM,
        price_cents=MONEY,
        before_cents=MONEY,
        units=_UNITS,
    ),
    kind(
        "dearer_offered",
        "A customer whose order was cancelled is offered a dearer item by the seller who had baited.",
        "is told that {item} is gone, and is offered {dearer_named}",
        customer=CUSTOMER,
        order=ORDER,
        seller=_SELLER,
        item=ITEM,
        dearer=Column("i2", "item number of the dearer item"),
        began=Column("f8", DAY),
        taken=FLAG,
    ),
)
"""In the order in which the data dictionary lists them."""

OF_A_SELLERS_ITEM = (
    "prices_agreed",
    "bait_shown",
    "dearer_offered",
    "fake_order",
    "fake_review",
    "fake_review_removed",
)
"""What the story of a seller's item tells beside what it tells of any item."""
