"""Directions of the levers on members, points and bringing friends."""

import numpy as np

from sim.codes import EARNED, TIERS
from sim.run import Run
from tests.direction import Neutral, Row, cost_of, rows, rows_where, total

CLUB = ("members",)
FRIENDS = ("referral",)
OPEN = {"members.open": True}
GENEROUS = {"members.open": True, "members.points_per_hkd": 5, "members.points_for_10_hkd": 500}
REWARDS = {"referral.reward_hkd": 50, "referral.friend_reward_hkd": 50}
MANY_CHEATS = {"referral.cheats": 0.3}
LASTING = {"base.r": 1.5, "base.discovery_per_day": 0.0005}
"""Many orders, and many people who have not found the shop yet."""


def rewards_to_cheats(life: Run) -> float:
    """Rewards paid for nobody."""
    return float((~life.log.table("reward_paid")["honest"]).sum())


def rewards_for_nothing(life: Run) -> float:
    """Rewards for friends who did not become customers in the run."""
    paid, brought = life.log.table("reward_paid"), life.log.table("friend_ordered")
    return float((paid["honest"] & ~np.isin(paid["friend"], brought["customer"])).sum())


ROWS = (
    Row(
        "members.open",
        (False, True),
        rows("customer_left"),
        "down",
        CLUB,
        customers=1500,
        days=120,
        parameters={"base.r": 1.5},
        why="members leave less readily",
    ),
    Row("members.open", (False, True), cost_of("membership scheme"), "up", CLUB, rule="never against", why="it costs"),
    Row(
        "members.form",
        ("name and e-mail", "with birthday and interests"),
        rows("member_joined"),
        "down",
        CLUB,
        both=OPEN,
        why="a longer form loses people",
    ),
    Row("members.welcome_points", (0, 2000), rows("member_joined"), "up", CLUB, both=OPEN, why="an offer draws people"),
    Row(
        "members.welcome_points",
        (0, 2000),
        rows_where("points_earned", "reason", EARNED.index("joining")),
        "up",
        CLUB,
        both=OPEN,
        why="points are promised",
    ),
    Row(
        "members.points_per_hkd", (1, 3), total("points_earned", "points"), "up", CLUB, both=OPEN, why="more is earned"
    ),
    Row(
        "members.points_per_hkd",
        (0, 1),
        rows("visit"),
        "up",
        CLUB,
        both=OPEN,
        customers=1500,
        days=120,
        why="a scheme that gives nothing back does nothing",
    ),
    Row(
        "members.points_for_10_hkd",
        (500, 2000),
        total("points_used", "value_cents"),
        "down",
        CLUB,
        both=OPEN,
        parameters={"base.r": 1.5},
        why="a dearer reward is paid less often",
    ),
    Row(
        "members.expiry_months",
        (1, 3),
        total("points_expired", "points"),
        "down",
        CLUB,
        both=GENEROUS,
        days=150,
        why="fewer points are lost",
    ),
    Row(
        "members.silver_from_hkd",
        (3000, 500),
        rows_where("tier_changed", "tier", TIERS.index("silver"), TIERS.index("gold")),
        "up",
        CLUB,
        both=OPEN,
        parameters={"base.r": 1.5},
        why="a lower mark is reached more often",
    ),
    Row(
        "members.silver_from_hkd",
        (0, 500),
        total("points_earned", "points"),
        "up",
        CLUB,
        both=OPEN,
        parameters={"base.r": 1.5},
        why="tiers earn faster",
    ),
    Row(
        "referral.reward_hkd",
        (0, 100),
        rows("friend_invited"),
        "up",
        FRIENDS,
        both={"referral.friend_reward_hkd": 50},
        parameters=LASTING,
        why="more friends are told",
    ),
    Row(
        "referral.reward_hkd",
        (0, 100),
        rows_where("order_placed", "is_first", True),
        "up",
        FRIENDS,
        customers=2000,
        days=120,
        parameters={**LASTING, "referral.converts": 0.2},
        why="friends become customers",
    ),
    Row(
        "referral.friend_reward_hkd",
        (0, 100),
        rows("friend_ordered"),
        "up",
        FRIENDS,
        both={"referral.reward_hkd": 50},
        customers=2000,
        days=120,
        parameters={**LASTING, "referral.converts": 0.2},
        why="a gift brings more of the friends who are told",
    ),
    Row(
        "referral.check",
        ("none", "same address or phone"),
        rewards_to_cheats,
        "down",
        FRIENDS,
        both=REWARDS,
        parameters={**LASTING, **MANY_CHEATS},
        why="fewer cheats are paid",
    ),
    Row(
        "referral.check",
        ("none", "same address or phone"),
        rows("reward_refused"),
        "up",
        FRIENDS,
        both=REWARDS,
        customers=1500,
        days=90,
        parameters=LASTING,
        why="honest people who share an address are refused",
    ),
    Row(
        "referral.check",
        ("none", "after the first paid order"),
        rewards_for_nothing,
        "down",
        FRIENDS,
        rule="to nothing",
        both=REWARDS,
        parameters=LASTING,
        why="only friends who buy are paid for",
    ),
    Row(
        "referral.check",
        ("none", "after the first paid order"),
        cost_of("rewards drawn by cheats"),
        "down",
        FRIENDS,
        both=REWARDS,
        parameters={**LASTING, **MANY_CHEATS},
        why="a second name that orders nothing draws nothing",
    ),
)

CLOSED = "a scheme that is closed"
NOBODY = "a shop that rewards nobody"
NEUTRAL = (
    Neutral("members.open", True, "a shop without members", without=("members",)),
    Neutral("members.form", "with identity card", CLOSED),
    Neutral("members.welcome_points", 2000, CLOSED),
    Neutral("members.points_per_hkd", 5, CLOSED),
    Neutral("members.points_for_10_hkd", 100, CLOSED),
    Neutral("members.expiry_months", 1, CLOSED),
    Neutral("members.expiry_months", 24, "an end of the points beyond the end of the run", both=OPEN),
    Neutral("members.silver_from_hkd", 500, CLOSED),
    Neutral("referral.reward_hkd", 50, "a shop without such a scheme", without=("referral",)),
    Neutral("referral.friend_reward_hkd", 50, "a shop without such a scheme", without=("referral",)),
    Neutral("referral.check", "same address or phone", NOBODY),
    Neutral("referral.check", "after the first paid order", NOBODY),
    Neutral(
        "referral.check",
        "same address or phone",
        "nobody shares an address and nobody cheats",
        both=REWARDS,
        parameters={"referral.same_household": 0.0, "referral.cheats": 0.0},
    ),
)
