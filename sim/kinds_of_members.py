"""What happens to members and to people whom a friend brings: kinds of event."""

from __future__ import annotations

from sim.codes import CONSENTS, EARNED, FORMS, TIERS
from sim.columns import CENTS, CUSTOMER, FLAG, MONEY, ORDER, Column, kind

POINTS = Column("i4", "points")
FRIEND = Column("i4", "customer number of the friend")

OF_MEMBERS = (
    kind(
        "member_joined",
        "A customer joins the membership scheme.",
        "joins the scheme: {fields} fields on the form ({form})",
        customer=CUSTOMER,
        form=Column("i1", "what the form asks", FORMS),
        fields=Column("i1", "fields on the form"),
        how=Column("i1", "how the form asks for permission to send marketing", CONSENTS),
        ticked=FLAG,
    ),
    kind(
        "points_earned",
        "A member is promised points.",
        "earns {points} points for {reason}",
        customer=CUSTOMER,
        order=ORDER,
        points=POINTS,
        reason=Column("i1", "what for", EARNED),
    ),
    kind(
        "points_used",
        "A member pays part of an order with points. The amount is among the order's discount.",
        "uses {points} points: HK${value_cents} off",
        customer=CUSTOMER,
        order=ORDER,
        points=POINTS,
        value_cents=MONEY,
    ),
    kind(
        "points_expired",
        "Points that were not used in time are lost.",
        "loses {points} points that were not used in time",
        customer=CUSTOMER,
        points=POINTS,
    ),
    kind(
        "tier_changed",
        "A member rises or falls to another tier.",
        "now has the tier {tier}",
        customer=CUSTOMER,
        tier=Column("i1", "to which tier", TIERS),
    ),
    kind(
        "friend_came",
        "A friend opens the shop with the link for the first time. Not allowed: taken for a cheat by the check.",
        "opens the shop with the link of a friend (customer {referrer})",
        customer=CUSTOMER,
        referrer=Column("i4", "customer number of the one who gave the link"),
        allowed=FLAG,
    ),
    kind(
        "friend_ordered",
        "A friend who has the link places a first order, and is from now on a customer brought by a friend.",
        "becomes a customer brought by a friend (customer {referrer})",
        customer=CUSTOMER,
        referrer=Column("i4", "customer number of the one who gave the link"),
    ),
    kind(
        "friend_lost",
        "The one who brought a customer is no customer any more; the customer is now like any other.",
        "loses the friend in the shop: customer {referrer} has left",
        customer=CUSTOMER,
        referrer=Column("i4", "customer number of the one who gave the link"),
    ),
    kind(
        "friend_invited",
        "A customer tells a friend who has never ordered about the shop, and gives a link.",
        "tells a friend (customer {friend}) about the shop",
        customer=CUSTOMER,
        friend=FRIEND,
    ),
    kind(
        "second_name",
        "A customer brings themselves under a second name, to draw the reward. Nobody new comes.",
        "brings themselves under a second name",
        customer=CUSTOMER,
        stopped=FLAG,
    ),
    kind(
        "reward_paid",
        "The reward for bringing a friend is paid. Not honest: there is no friend.",
        "is paid HK${cents} for bringing a friend",
        customer=CUSTOMER,
        friend=FRIEND,
        honest=FLAG,
        cents=Column("i4", CENTS),
    ),
    kind(
        "reward_refused",
        "An honest customer is refused the reward, because the friend shares an address, a phone or a card.",
        "is refused the reward for a friend who lives at the same address",
        customer=CUSTOMER,
        friend=FRIEND,
    ),
)
"""In the order in which the data dictionary lists them."""
