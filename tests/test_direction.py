"""Every lever moves something the right way: a row a lever, the same worlds with and without, a raw count from the log.

Paired over fixed seeds. `usually` wants the mean difference to be three standard errors from none; `never against`
wants no seed to move the other way and at least one to move; `to nothing` wants nothing left.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pytest

from sim.codes import CAUSES, COSTS, HARMS, LOST, OBSTACLES
from sim.policy import levers, with_levers
from sim.run import Run, run
from sim.scenario import Scenario

SEEDS = range(1, 7)
STANDARD_ERRORS = 3.0
Count = Callable[[Run], float]


def rows(kind: str) -> Count:
    """How many events of a kind in the run."""
    return lambda life: int((life.log.table(kind)["day"] >= 0).sum())


def rows_where(kind: str, column: str, *wanted: object) -> Count:
    """How many events of a kind whose column has one of these values."""

    def count(life: Run) -> float:
        table = life.log.table(kind)
        return int((np.isin(table[column], wanted) & (table["day"] >= 0)).sum())

    return count


def total(kind: str, column: str) -> Count:
    """Sum of a column over the run."""

    def count(life: Run) -> float:
        table = life.log.table(kind)
        return float(table[column][table["day"] >= 0].sum())

    return count


def mean(kind: str, column: str) -> Count:
    """Mean of a column."""
    return lambda life: float(life.log.table(kind)[column].mean())


def cost_of(what: str) -> Count:
    """Cents spent on something."""

    def count(life: Run) -> float:
        table = life.log.table("cost")
        return float(table["cents"][table["what"] == COSTS.index(what)].sum())

    return count


def wrong_price_lines(life: Run) -> float:
    """Share of order lines with a wrong price or promotion."""
    table = life.log.table("order_line")
    return float((~table["price_right"] | ~table["promotion_right"]).mean())


def days_on_the_list(life: Run) -> float:
    """Days from a request to stop to the removal, summed; open requests count to the end of the run."""
    asked, removed = life.log.table("unsubscribe_requested"), life.log.table("unsubscribed")
    still_on = len(asked["day"]) - len(removed["day"])
    return float(removed["day"].sum() + still_on * life.days - asked["day"].sum())


def days_records_are_missing(life: Run) -> float:
    """Days that papers are missing, summed."""
    missing, filed = life.log.table("record_missing"), life.log.table("record_completed")
    still_missing = len(missing["day"]) - len(filed["day"])
    return float(filed["day"].sum() + still_missing * life.days - missing["day"].sum())


def days_of_wrong_content(life: Run) -> float:
    """Item-days with a wrong description or picture."""
    born, repaired = life.log.table("fault_born"), life.log.table("fault_repaired")
    begun, ended = born["day"][born["field"] == 2], repaired["day"][repaired["field"] == 2]
    return float(ended.sum() + (len(begun) - len(ended)) * life.days - begun.sum())


def items_recorded_wrong(life: Run) -> float:
    """Order lines for which the shelf held less than the record said."""
    return float((~life.log.table("order_line")["stock_right"]).mean())


def days_in_a_strangers_hands(life: Run) -> float:
    """Account-days from take-over to closing, summed; open ones count to the end of the run."""
    taken, closed = life.log.table("account_taken"), life.log.table("account_closed")
    still_open = len(taken["day"]) - len(closed["day"])
    return float(closed["day"].sum() + still_open * life.days - taken["day"].sum())


def messages_after_a_request(life: Run) -> float:
    """Messages to customers who had asked for none."""
    asked, sent = life.log.table("unsubscribe_requested"), life.log.table("message_sent")
    when = np.full(life.scenario.customers, np.inf)
    when[asked["customer"]] = asked["day"]
    return float((sent["day"] > when[sent["customer"]]).sum())


def people_not_asked(life: Run) -> float:
    """New customers on the list without notice of what for."""
    table = life.log.table("consent")
    return float((~table["notice"] & (table["day"] >= 0)).sum())


def receivers(life: Run) -> float:
    """People who received at least one message."""
    return float(len(np.unique(life.log.table("message_sent")["customer"])))


@dataclass(frozen=True)
class Row:
    """One lever: two values, what is counted, and which way it must move from the first to the second."""

    lever: str
    values: tuple[Any, Any]
    count: Count
    way: Literal["up", "down"]
    mechanisms: tuple[str, ...]
    rule: Literal["usually", "never against", "to nothing"] = "usually"
    parameters: dict[str, float] = field(default_factory=dict)
    both: dict[str, Any] = field(default_factory=dict)
    days: int = 60
    customers: int = 250
    why: str = ""

    @property
    def name(self) -> str:
        """Lever and count."""
        return f"{self.lever}: {self.why}"


SHOP = ("fulfilment", "publishing", "satisfaction", "season", "service", "stock")
MAIL = ("messages", "satisfaction", "season")
MANY_ORDERS = {"base.r": 1.5, "base.conversion": 0.4}
MANY_SLIPS = {"publish.slip": 0.2, "publish.slip_promotion": 0.3}
MANY_ATTACKS = {"phish.per_mailbox_month": 6.0, "phish.click": 0.3}
MANY_REQUESTS = {"message.unsubscribe": 0.03}
PAGES = ("website",)
COUPONS = {"coupons.depth_percent": 20, "outreach.audience": "everyone", "outreach.newsletters_per_month": 0}

ROWS = (
    Row(
        "outreach.newsletters_per_month",
        (8, 30),
        rows("unsubscribe_requested"),
        "up",
        MAIL,
        both={"outreach.audience": "everyone"},
        why="beyond patience, more people ask to be left alone",
    ),
    Row(
        "outreach.newsletters_per_month",
        (8, 30),
        rows_where("customer_left", "cause", HARMS.index("too many messages") + 1),
        "up",
        MAIL,
        both={"outreach.audience": "everyone"},
        why="beyond patience, more people leave because of it",
    ),
    Row(
        "outreach.newsletters_per_month",
        (0, 4),
        rows("visit"),
        "up",
        MAIL,
        why="some newsletters bring more visits",
    ),
    Row(
        "outreach.audience",
        ("everyone", "recorded consent"),
        receivers,
        "down",
        MAIL,
        why="fewer people receive anything",
    ),
    Row(
        "outreach.addressed_by_name",
        (True, False),
        rows_where("message_sent", "named", True),
        "down",
        MAIL,
        rule="to nothing",
        why="no message carries a name",
    ),
    Row(
        "outreach.consent_form",
        ("clear question", "no question"),
        people_not_asked,
        "up",
        MAIL,
        why="more people are on the list without notice",
    ),
    Row(
        "outreach.consent_form",
        ("clear question", "box ticked in advance"),
        rows_where("consent", "ticked", True),
        "up",
        MAIL,
        rule="never against",
        why="a ticked box stays ticked more often than an empty one is ticked",
    ),
    Row(
        "outreach.unsubscribe_every_days",
        (1, 60),
        days_on_the_list,
        "up",
        MAIL,
        parameters=MANY_REQUESTS,
        why="names stay on the list longer",
    ),
    Row(
        "outreach.check_requests_before_sending",
        (False, True),
        messages_after_a_request,
        "down",
        MAIL,
        rule="to nothing",
        parameters=MANY_REQUESTS,
        both={"outreach.unsubscribe_every_days": 30, "outreach.newsletters_per_month": 8},
        why="nobody who asked to stop receives more",
    ),
    Row("coupons.depth_percent", (0, 20), rows("order_placed"), "up", MAIL, both=COUPONS, why="more orders"),
    Row(
        "coupons.depth_percent",
        (0, 20),
        total("order_placed", "discount_cents"),
        "up",
        MAIL,
        both=COUPONS,
        why="discounts are given",
    ),
    Row(
        "coupons.per_quarter",
        (1, 6),
        rows_where("order_placed", "coupon", True),
        "up",
        MAIL,
        both=COUPONS,
        why="more orders use one",
    ),
    Row(
        "coupons.valid_days",
        (3, 30),
        rows_where("order_placed", "coupon", True),
        "up",
        MAIL,
        both=COUPONS,
        why="more orders use one",
    ),
    Row(
        "coupons.floor_hkd",
        (0, 800),
        rows_where("order_placed", "coupon", True),
        "down",
        MAIL,
        both=COUPONS,
        why="fewer orders reach the floor",
    ),
    Row(
        "coupons.only_lapsed",
        (False, True),
        rows("message_sent"),
        "down",
        MAIL,
        both=COUPONS,
        why="fewer people receive one",
    ),
    Row(
        "publishing.second_person_checks",
        (False, True),
        rows_where("fault_born", "cause", *(CAUSES.index(c) for c in CAUSES[:3])),
        "down",
        ("publishing",),
        parameters=MANY_SLIPS,
        why="fewer slips go live",
    ),
    Row(
        "monitoring.price_check_days",
        (60, 3),
        wrong_price_lines,
        "down",
        ("publishing",),
        parameters={**MANY_SLIPS, **MANY_ORDERS},
        why="fewer lines are sold at a wrong price",
    ),
    Row(
        "monitoring.content_check_days",
        (60, 7),
        days_of_wrong_content,
        "down",
        ("publishing",),
        parameters={"content.faults_per_item_day": 0.003},
        why="descriptions are wrong for less time",
    ),
    Row(
        "monitoring.stock_count_days",
        (90, 7),
        items_recorded_wrong,
        "down",
        SHOP,
        parameters={"stock.drift": 0.05, **MANY_ORDERS},
        both={"supply.cover_days": 7},
        why="fewer things are sold that are not there",
    ),
    Row(
        "monitoring.reconcile_days",
        (60, 3),
        days_records_are_missing,
        "down",
        ("records",),
        parameters={"record.miss": 0.2, **MANY_ORDERS},
        why="papers are missing for less time",
    ),
    Row(
        "monitoring.uptime_poll_minutes",
        (5, 1440),
        total("outage_ended", "minutes"),
        "up",
        ("outages",),
        parameters={"outage.per_year": 100.0},
        why="the shop is down longer",
    ),
    Row(
        "service.clerks",
        (1, 4),
        mean("enquiry_answered", "waited_hours"),
        "down",
        SHOP,
        parameters={"enquiry.per_visit": 0.2},
        why="answers come sooner",
    ),
    Row(
        "service.goodwill_hkd",
        (0, 50),
        cost_of("goodwill"),
        "up",
        SHOP,
        parameters={**MANY_SLIPS, "complain.late": 1.0},
        why="it costs money",
    ),
    Row(
        "supply.cover_days",
        (45, 7),
        rows_where("visit_lost", "reason", LOST.index("sold out")),
        "up",
        SHOP,
        parameters={"stock.lead_days": 14, **MANY_ORDERS},
        why="more visitors find empty shelves",
    ),
    Row(
        "security.mail_filter",
        ("standard", "strict"),
        rows("account_taken"),
        "down",
        ("phishing",),
        rule="never against",
        parameters=MANY_ATTACKS,
        why="fewer accounts are taken",
    ),
    Row(
        "security.two_step_sign_in",
        ("off", "app prompt"),
        rows("account_taken"),
        "down",
        ("phishing",),
        rule="never against",
        parameters=MANY_ATTACKS,
        why="fewer accounts are taken",
    ),
    Row(
        "security.two_step_sign_in",
        ("off", "security key"),
        rows("account_taken"),
        "down",
        ("phishing",),
        rule="to nothing",
        parameters=MANY_ATTACKS,
        why="a key lets no stranger in",
    ),
    Row(
        "security.report_button",
        (False, True),
        rows("account_taken"),
        "down",
        ("phishing",),
        rule="never against",
        parameters=MANY_ATTACKS,
        why="fewer accounts are taken",
    ),
    Row(
        "security.log_review_days",
        (60, 3),
        days_in_a_strangers_hands,
        "down",
        ("phishing",),
        parameters=MANY_ATTACKS,
        why="strangers are found sooner",
    ),
    Row(
        "website.layout",
        ("one long list", "by room and need"),
        rows("order_placed"),
        "up",
        PAGES,
        customers=1500,
        why="more visitors find something",
    ),
    Row(
        "website.search",
        ("exact words", "forgiving"),
        rows("order_placed"),
        "up",
        PAGES,
        customers=1500,
        why="more visitors find something",
    ),
    Row(
        "website.fits_phones",
        (False, True),
        rows("order_placed"),
        "up",
        PAGES,
        customers=1500,
        why="those who come by phone get on",
    ),
    Row(
        "website.speed",
        ("slow", "fast"),
        total("funnel", "baskets"),
        "up",
        PAGES,
        why="fewer visitors give up waiting",
    ),
    Row(
        "website.checkout",
        ("account needed", "guests welcome"),
        rows_where("basket_left", "reason", OBSTACLES.index("had to sign in")),
        "down",
        PAGES,
        why="nobody has to sign in",
    ),
    Row(
        "website.checkout",
        ("account needed", "guests welcome"),
        rows("order_placed"),
        "up",
        PAGES,
        why="whom the sign-in stopped pays",
    ),
    Row(
        "website.checkout_steps",
        (5, 2),
        rows_where("basket_left", "reason", OBSTACLES.index("too many pages")),
        "down",
        PAGES,
        why="fewer pages to get lost on",
    ),
    Row(
        "website.checkout_steps",
        (5, 8),
        rows("order_placed"),
        "down",
        PAGES,
        why="each page more loses customers",
    ),
    Row(
        "website.trust_mark",
        (False, True),
        rows_where("basket_left", "reason", OBSTACLES.index("did not trust the page")),
        "down",
        PAGES,
        why="fewer doubts about the payment page",
    ),
    Row(
        "website.delivery_fee_hkd",
        (30, 0),
        rows_where("basket_left", "reason", OBSTACLES.index("extra costs")),
        "down",
        PAGES,
        why="nothing is added at the end",
    ),
    Row(
        "website.delivery_fee_hkd",
        (30, 60),
        rows("order_placed"),
        "down",
        PAGES,
        why="a higher fee stops more small baskets",
    ),
    Row(
        "website.free_delivery_from_hkd",
        (400, 800),
        total("order_placed", "fee_cents"),
        "up",
        PAGES,
        why="more orders pay the fee",
    ),
    Row(
        "website.free_delivery_from_hkd",
        (400, 800),
        rows("order_placed"),
        "down",
        PAGES,
        why="a fee that is new stops baskets",
    ),
    Row(
        "triggers.welcome",
        (False, True),
        rows("visit"),
        "up",
        ("messages", "website"),
        both={"outreach.audience": "everyone", "outreach.newsletters_per_month": 0},
        customers=1500,
        days=90,
        why="a new customer who is greeted comes again sooner",
    ),
    Row(
        "triggers.basket_reminder",
        (False, True),
        rows("visit"),
        "up",
        ("messages", "website"),
        both={"outreach.audience": "everyone", "outreach.newsletters_per_month": 0},
        customers=1500,
        days=90,
        why="whoever is reminded comes back",
    ),
    Row(
        "triggers.after_quiet_days",
        (0, 30),
        rows("visit"),
        "up",
        ("messages", "website"),
        both={"outreach.audience": "everyone", "outreach.newsletters_per_month": 0},
        customers=1500,
        days=90,
        why="a quiet customer who is written to comes back",
    ),
)


def test_every_lever_has_a_row() -> None:
    """A lever that moves nothing teaches nothing; a new lever comes with its direction."""
    missing = [lever.path for lever in levers() if lever.path not in {row.lever for row in ROWS}]
    assert not missing, f"give these levers a row in tests/test_direction.py: {', '.join(missing)}"


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_lever_moves_it_the_right_way(row: Row, make_scenario: Callable[..., Scenario]) -> None:
    """What a trainee learns from a lever must not be the wrong way round."""
    scenario = make_scenario(
        days=row.days,
        customers=row.customers,
        mechanisms=row.mechanisms,
        parameters=row.parameters,
        policy={**row.both, row.lever: row.values[0]},
    )
    before = scenario.reference_policy()
    after = with_levers(before, {row.lever: row.values[1]})
    counts = np.array([[row.count(run(policy, scenario, seed)) for policy in (before, after)] for seed in SEEDS])
    gain = (counts[:, 1] - counts[:, 0]) * (1 if row.way == "up" else -1)
    told = f"{row.lever} {row.values[0]} -> {row.values[1]}, {row.why}: seeds gave {counts.tolist()}"
    if row.rule == "to nothing":
        assert counts[:, 0].sum() > 0, f"nothing to lose: {told}"
        assert not counts[:, 1].any(), told
    elif row.rule == "never against":
        assert gain.min() >= 0, told
        assert gain.sum() > 0, told
    else:
        error = gain.std(ddof=1) / np.sqrt(len(gain))
        assert gain.mean() > STANDARD_ERRORS * error, f"{gain.mean():.3g} with standard error {error:.3g}: {told}"
        assert gain.mean() > 0, told
