"""Levers on members and referral: the scheme, its form and points; rewards for bringing a friend, and their check."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Members(Levers):
    """A membership scheme with points. Closed unless the shop opens it."""

    open: bool = lever(
        "Membership scheme",
        default=False,
        unit="yes or no",
        rows="R2-6.2-b5 R2-6.2-b6 R2-6.2-c2",
        help="Customers are offered the scheme with an order. Members stay longer. The scheme costs a monthly fee.",
    )
    form: Literal["name and e-mail", "with address and phone", "with birthday and interests", "with identity card"] = (
        lever(
            "What the form asks",
            default="name and e-mail",
            unit="choice",
            rows="R2-6.2-c2 R2-6.3-a",
            help="Each field more loses some who would have joined. Points need a name and an e-mail address only.",
            choices={
                "name and e-mail": "2 fields",
                "with address and phone": "5 fields",
                "with birthday and interests": "9 fields",
                "with identity card": "14 fields, identity card number, income and marital status among them",
            },
        )
    )
    welcome_points: int = lever(
        "Points for joining",
        default=0,
        low=0,
        high=5000,
        step=100,
        unit="points",
        rows="R2-6.2-c2 R2-6.2-b6",
        help="A welcome offer. More people join, above all those who like a bargain; every point is a promise.",
    )
    points_per_hkd: int = lever(
        "Points for each HK$ paid",
        default=1,
        low=0,
        high=5,
        step=1,
        unit="points",
        rows="R2-6.2-b6",
        help="What members earn with an order.",
    )
    points_for_10_hkd: int = lever(
        "Points for HK$10 off",
        default=1000,
        low=100,
        high=5000,
        step=100,
        unit="points",
        rows="R2-6.2-b6",
        help="How many points make one reward of HK$10. It also says what a point is worth.",
    )
    expiry_months: int = lever(
        "Points expire after",
        default=12,
        low=1,
        high=24,
        step=1,
        unit="months",
        rows="R2-6.2-b6",
        help="Points that are not used in this time are lost, the oldest first.",
    )
    silver_from_hkd: int = lever(
        "Silver from",
        default=0,
        low=0,
        high=5000,
        step=100,
        unit="HK$ in 90 days",
        rows="R2-6.2-b5",
        help="Silver and gold members earn more. Gold needs three times as much. 0 means that there are no tiers.",
    )


class Referral(Levers):
    """Rewards for customers who bring a friend. No rewards, no scheme."""

    reward_hkd: int = lever(
        "Reward for bringing a friend",
        default=0,
        low=0,
        high=200,
        step=10,
        unit="HK$",
        rows="R2-6.2-c1",
        help="What the customer who brings a friend is paid. More of them speak of the shop, and more cheats try.",
    )
    friend_reward_hkd: int = lever(
        "Gift for the friend",
        default=0,
        low=0,
        high=200,
        step=10,
        unit="HK$",
        rows="R2-6.2-c1",
        help="What the friend gets off the first order.",
    )
    check: Literal["none", "same address or phone", "after the first paid order"] = lever(
        "Check before a reward is paid",
        default="none",
        unit="choice",
        rows="R2-6.2-c1 R2-6.3-a",
        help="Some people bring themselves under a second name. A check stops them, and may stop honest people too.",
        choices={
            "none": "paid as soon as the friend opens the shop with the link",
            "same address or phone": "the same, but refused to people who share an address, a phone or a card",
            "after the first paid order": "paid when the friend's first order is paid",
        },
    )
