"""Directions of the levers on duties to customers and regulators."""

from sim.codes import COSTS, OBSTACLES, TASKS
from sim.processes.own_data import CORRECTION
from sim.run import Run
from tests.direction import (
    MANY_ATTACKS,
    MANY_ORDERS,
    SHOP,
    Count,
    Neutral,
    Row,
    incidents,
    mean,
    rows,
    rows_where,
    total,
)
from tests.directions.wording import received

DUTIES = ("duties", "messages", "satisfaction", "season", "service")
MANY_WISHES = {"own_data.per_month": 40.0, "own_data.share_correction": 1.0}
PAGES = ("duties", "satisfaction", "website")
GOODS = ("duties", *SHOP)
POSTS = ("duties", "fulfilment", "publishing", "reviews", "satisfaction", "service", "website")
UNTRUE = {"content.faults_per_item_day": 0.05, "notice.not_as_described": 1.0, **MANY_ORDERS}
THREAT = ("duties", "phishing", "publishing", "satisfaction", "service")
OPEN = {"authority.complains": 1.0, "authority.complaints": 1.0}


def costs_of(what: str) -> Count:
    """Cents saved or received under a heading."""
    code = COSTS.index(what)

    def count(life: Run) -> float:
        table = life.log.table("cost")
        return -float(table["cents"][table["what"] == code].sum())

    return count


def days_to_obey(life: Run) -> float:
    """Days from notices to what they want, to the end of the run for those not obeyed."""
    served, done = life.log.table("notice_served"), life.log.table("notice_complied")
    return float(done["day"].sum() + (len(served["day"]) - len(done["day"])) * life.days - served["day"].sum())


ROWS = (
    Row(
        "duties.answer_notice_days",
        (0, 60),
        days_to_obey,
        "up",
        DUTIES,
        parameters=OPEN,
        both={"wording.bought_addresses": 100},
        days=120,
        why="the notice lies about",
    ),
    Row("duties.collection_notice", (True, False), incidents("PD-11"), "up", DUTIES, "never against", why="not told"),
    Row("duties.privacy_policy", (True, False), incidents("PD-17"), "up", DUTIES, "never against", why="no policy"),
    Row(
        "duties.friends_addresses",
        ("customer sends a link", "shop writes to the friend"),
        rows("friend_written_to"),
        "up",
        ("duties", "referral", "satisfaction"),
        parameters={"referral.tells": 0.5, **MANY_ORDERS},
        both={"referral.reward_hkd": 50},
        why="friends get a mail from the shop",
    ),
    Row("duties.partners", ("nobody", "all customers"), received, "up", DUTIES, why="partners pay"),
    Row(
        "duties.partners",
        ("all customers", "who agreed in writing"),
        incidents("PD-08"),
        "down",
        DUTIES,
        "to nothing",
        why="only who agreed",
    ),
    Row(
        "duties.stop_list",
        ("kept apart", "passed on"),
        received,
        "up",
        DUTIES,
        parameters={"message.unsubscribe": 0.05},
        both={"outreach.audience": "everyone"},
        why="an advertiser pays",
    ),
    Row(
        "duties.mailing_firm",
        ("with terms", "no terms"),
        costs_of("contract for the list of addresses"),
        "up",
        DUTIES,
        "never against",
        why="terms cost a fee",
    ),
    Row(
        "duties.mailing_firm",
        ("with terms", "no terms"),
        rows("breach_found"),
        "up",
        DUTIES,
        parameters={"breach.firm_per_year": 40.0},
        why="the firm loses data",
    ),
    Row(
        "duties.requests_every_days",
        (1, 30),
        mean("own_data_answered", "waited_days"),
        "up",
        DUTIES,
        parameters=MANY_WISHES,
        days=120,
        why="requests wait",
    ),
    Row(
        "duties.copy_fee_hkd",
        (0, 200),
        rows_where("own_data_asked", "wish", 0),
        "down",
        DUTIES,
        parameters={**MANY_WISHES, "authority.complains": 0.0},
        why="a fee keeps people from asking",
    ),
    Row(
        "duties.correction_fee_hkd",
        (0, 200),
        rows_where("own_data_asked", "wish", CORRECTION),
        "down",
        DUTIES,
        parameters={**MANY_WISHES, "authority.complains": 0.0},
        why="a fee keeps people from asking",
    ),
    Row(
        "duties.erasure",
        ("what no law wants kept", "everything"),
        incidents("RK-01"),
        "up",
        DUTIES,
        parameters=MANY_WISHES,
        why="sales records go too soon",
    ),
    Row(
        "duties.erasure",
        ("refuse", "what no law wants kept"),
        incidents("PD-14r"),
        "down",
        DUTIES,
        "to nothing",
        parameters=MANY_WISHES,
        why="what may go goes",
    ),
    Row(
        "duties.breach_plan",
        (False, True),
        rows("breach_recorded"),
        "up",
        THREAT,
        parameters=MANY_ATTACKS,
        why="losses are written down",
    ),
    Row(
        "duties.breach_notice",
        ("nobody", "the people and the Commissioner"),
        rows("breach_notified"),
        "up",
        THREAT,
        parameters=MANY_ATTACKS,
        why="those who are hit hear of it",
    ),
    Row(
        "duties.breach_notice_days",
        (1, 30),
        incidents("PD-21"),
        "up",
        THREAT,
        parameters=MANY_ATTACKS,
        why="the news comes late",
    ),
    Row(
        "duties.takedown_every_days",
        (1, 20),
        incidents("CR-05"),
        "up",
        POSTS,
        parameters={"takedown.per_month": 20.0},
        both={"reviews.shown": True},
        why="owners wait",
    ),
    Row(
        "duties.refunds",
        ("as the law says", "never"),
        total("refund", "amount_cents"),
        "down",
        GOODS,
        parameters=UNTRUE,
        why="money is kept",
    ),
    Row(
        "duties.refunds",
        ("as the law says", "vouchers only"),
        rows("refund_refused"),
        "up",
        GOODS,
        parameters=UNTRUE,
        why="a voucher is no money",
    ),
    Row(
        "duties.fee_shown",
        ("before payment", "after payment"),
        rows_where("basket_left", "reason", OBSTACLES.index("extra costs")),
        "down",
        PAGES,
        parameters=MANY_ORDERS,
        why="fewer leave a basket",
    ),
    Row(
        "duties.fee_shown",
        ("before payment", "after payment"),
        rows("harm"),
        "up",
        PAGES,
        parameters=MANY_ORDERS,
        why="those who paid are angry",
    ),
    Row(
        "duties.scarcity_notes",
        ("none", "always 3 left"),
        rows("order_placed"),
        "up",
        ("duties", "fulfilment", "satisfaction", "stock", "website"),
        parameters={"scarcity.gain_invented": 0.3, "leave.note": 0.0, **MANY_ORDERS},
        why="people buy what is nearly gone",
    ),
    Row(
        "duties.scarcity_notes",
        ("always 3 left", "true counts"),
        incidents("TD-03"),
        "down",
        ("duties", "fulfilment", "satisfaction", "stock", "website"),
        "to nothing",
        why="the record is not contradicted",
    ),
    Row(
        "duties.review_reward",
        ("none", "not labelled"),
        mean("review_written", "stars"),
        "up",
        POSTS,
        parameters={"reviews.writes": 0.3, **MANY_ORDERS},
        both={"reviews.shown": True},
        why="vouchers turn four stars into five",
    ),
    Row(
        "duties.requests_every_days",
        (90, 7),
        rows_where("work", "task", TASKS.index("requests about own data")),
        "up",
        DUTIES,
        parameters=MANY_WISHES,
        why="answering takes staff time",
    ),
)

NEUTRAL = tuple(
    Neutral(lever, other, "duties that nobody has", without=("duties",))
    for lever, other in (
        ("duties.answer_notice_days", 180),
        ("duties.collection_notice", False),
        ("duties.privacy_policy", False),
        ("duties.friends_addresses", "shop writes to the friend"),
        ("duties.partners", "all customers"),
        ("duties.stop_list", "passed on"),
        ("duties.mailing_firm", "no terms"),
        ("duties.requests_every_days", 90),
        ("duties.copy_fee_hkd", 500),
        ("duties.correction_fee_hkd", 500),
        ("duties.erasure", "everything"),
        ("duties.breach_plan", False),
        ("duties.breach_notice", "nobody"),
        ("duties.breach_notice_days", 60),
        ("duties.takedown_every_days", 30),
        ("duties.refunds", "never"),
        ("duties.fee_shown", "after payment"),
        ("duties.scarcity_notes", "always 3 left"),
        ("duties.review_reward", "not labelled"),
    )
)
