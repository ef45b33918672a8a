"""Directions of the levers on paying, refunds and disputes."""

from sim.codes import COSTS, HARMS, PAYMENT_FAILED, STOLEN_CARD
from sim.measures.ledger import money_gap_hkd
from tests.direction import MANY_ORDERS, Neutral, Row, cost_of, rows, rows_where, total

PAY = ("payment",)
DESK = ("payment", "records", "satisfaction", "service")
ALL_WAYS = "cards, FPS and wallets"
MANY_SECOND = {"payment.hangs": 0.3, **MANY_ORDERS}
OFTEN = {"monitoring.reconcile_days": 5}
TOO_LARGE = "refunds that were too large"
assert TOO_LARGE in COSTS

ROWS = (
    Row(
        "payment.methods",
        ("cards", ALL_WAYS),
        rows("order_placed"),
        "up",
        PAY,
        parameters=MANY_ORDERS,
        customers=800,
        why="more customers find a way that works for them",
    ),
    Row(
        "payment.methods",
        ("cards", ALL_WAYS),
        rows("payment_failed"),
        "down",
        PAY,
        parameters=MANY_ORDERS,
        why="fewer payments fail",
    ),
    Row(
        "payment.methods",
        ("cards", ALL_WAYS),
        total("takings", "fee_cents"),
        "down",
        PAY,
        parameters=MANY_ORDERS,
        why="other ways cost less than cards",
    ),
    Row(
        "payment.extra_step",
        ("never", "always"),
        rows_where("stolen_card_used", "outcome", STOLEN_CARD.index("the shop will lose it")),
        "down",
        PAY,
        "to nothing",
        parameters={"fraud.attempt": 0.1, **MANY_ORDERS},
        why="no stolen card is the shop's loss",
    ),
    Row(
        "payment.extra_step",
        ("risky orders", "always"),
        rows_where("payment_failed", "reason", PAYMENT_FAILED.index("the bank's extra step is not finished")),
        "up",
        PAY,
        "never against",
        parameters=MANY_ORDERS,
        why="more honest customers give up",
    ),
    Row(
        "payment.extra_step",
        ("never", "always"),
        rows("order_placed"),
        "down",
        PAY,
        "never against",
        parameters=MANY_ORDERS,
        why="fewer orders",
    ),
    Row(
        "payment.hold_hours",
        (24, 1),
        rows("order_lapsed"),
        "up",
        PAY,
        "never against",
        parameters=MANY_ORDERS,
        both={"payment.methods": ALL_WAYS},
        why="who pays later is too late",
    ),
    Row(
        "payment.one_charge_only",
        (False, True),
        rows("charged_twice"),
        "down",
        PAY,
        "to nothing",
        parameters=MANY_SECOND,
        why="no payment is taken twice",
    ),
    Row(
        "payment.approval_above_hkd",
        (5000, 0),
        cost_of(TOO_LARGE),
        "down",
        DESK,
        parameters={"refund.slip": 0.5, "refund.slip_noticed": 0.0, **MANY_SECOND},
        both=OFTEN,
        why="slips are seen before money goes out",
    ),
    Row(
        "payment.refund_round_days",
        (0, 30),
        rows_where("harm", "cause", HARMS.index("refund late")),
        "up",
        DESK,
        "never against",
        parameters=MANY_SECOND,
        both=OFTEN,
        why="more refunds come late",
    ),
    Row(
        "payment.return_days",
        (0, 30),
        rows("order_returned"),
        "up",
        ("fulfilment", "payment", "stock"),
        "never against",
        parameters=MANY_ORDERS,
        why="goods come back",
    ),
    Row(
        "payment.return_days",
        (0, 30),
        rows("order_placed"),
        "up",
        PAY,
        parameters=MANY_ORDERS,
        customers=800,
        why="more people dare to order",
    ),
    Row(
        "payment.contest_chargebacks",
        (False, True),
        rows("dispute_won"),
        "up",
        ("payment", "service"),
        "never against",
        parameters={"chargeback.friendly": 0.1, **MANY_ORDERS},
        days=120,
        why="some disputes are won",
    ),
    Row(
        "monitoring.reconcile_days",
        (60, 5),
        money_gap_hkd,
        "down",
        ("payment", "records"),
        rule="never against",
        parameters={"payout.short": 0.3, **MANY_ORDERS},
        why="less money is missing that nobody knows of",
    ),
)

NO_TILL = "a shop whose payments always work"
NEUTRAL = (
    Neutral("payment.methods", ALL_WAYS, NO_TILL, without=PAY),
    Neutral("payment.extra_step", "always", NO_TILL, without=PAY),
    Neutral("payment.hold_hours", 1, "a shop without FPS"),
    Neutral("payment.one_charge_only", True, "pages that never hang", parameters={"payment.hangs": 0.0}),
    Neutral("payment.approval_above_hkd", 0, NO_TILL, without=PAY),
    Neutral("payment.refund_round_days", 14, NO_TILL, without=PAY),
    Neutral(
        "payment.return_days",
        30,
        "customers who never change their mind",
        parameters={"return.changes_mind": 0.0, "return.gain": 0.0},
    ),
    Neutral(
        "payment.contest_chargebacks",
        True,
        "customers who deny no order",
        parameters={"chargeback.friendly": 0.0},
    ),
)
