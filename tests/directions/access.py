"""Directions of the levers on accounts and rights."""

from sim.codes import ACTIONS, LEAVING, OBSTACLES, TASKS, THREATS
from sim.run import Run
from tests.direction import MANY_ATTACKS, SHOP, Count, Neutral, Row, rows, rows_where

ACCESS = ("access", "account attacks", "phishing", "satisfaction")
WANTS_ALL = {**MANY_ATTACKS, "access.wants": 1.0, "access.administrators": 0.1}
MANY_LEAVERS = {"access.leavers_per_year": 60.0, "access.vendors_per_year": 60.0, "orphan.misuse_per_day": 0.05}
MANY_WAVES = {"stuffing.waves_per_year": 60.0, "stuffing.fits": 0.05}
MANY_GUESSES = {"guess.per_year": 300.0, "guess.short": 0.5, "guess.long": 0.2, "guess.screened": 0.01}
MANY_INSIDERS = {"insider.per_account_year": 3.0}
NARROW = "administrators only"
NO_MAIL = {"phish.per_mailbox_month": 0.0}


def misused(action: str) -> Count:
    """How often a right was misused."""
    return rows_where("rights_misused", "action", ACTIONS.index(action))


def waits_for(action: str) -> Count:
    """Hours that work waited for a right."""

    def count(life: Run) -> float:
        table = life.log.table("right_asked")
        return float(table["waited_hours"][table["action"] == ACTIONS.index(action)].sum())

    return count


def hours_of(task: str) -> Count:
    """Staff time on a task."""

    def count(life: Run) -> float:
        table = life.log.table("work")
        return float(table["hours"][table["task"] == TASKS.index(task)].sum())

    return count


def got_in(threat: str) -> Count:
    """Attacks of a threat that nothing stopped."""

    def count(life: Run) -> float:
        table = life.log.table("attack")
        return float(((table["threat"] == THREATS.index(threat)) & (table["stopped_by"] == 0)).sum())

    return count


def orphan_days(life: Run) -> float:
    """Account-days after the owner has left."""
    left, closed = life.log.table("staff_left")["day"], life.log.table("orphan_closed")["day"]
    return float(closed.sum() + (len(left) - len(closed)) * life.days - left.sum())


def harmed_by(cause: str) -> Count:
    """Customers let down in this way."""
    return rows_where("harm", "cause", LEAVING.index(cause) - 1)


ROWS = (
    Row(
        "access.change_prices",
        ("all staff", NARROW),
        rows_where("fault_born", "cause", 4),
        "down",
        ("publishing", *ACCESS),
        parameters=MANY_ATTACKS,
        why="most stolen accounts can alter no price",
    ),
    Row(
        "access.change_prices",
        ("all staff", NARROW),
        rows("change_late"),
        "up",
        ("access", *SHOP),
        why="changes wait for the administrator",
    ),
    Row(
        "access.change_prices",
        ("the staff in charge", NARROW),
        waits_for("change prices"),
        "up",
        ("access", *SHOP),
        rule="never against",
        why="the administrator is there less often",
    ),
    Row(
        "access.change_stock",
        ("all staff", NARROW),
        misused("change stock"),
        "down",
        ACCESS,
        parameters=WANTS_ALL,
        why="most stolen accounts can alter no record",
    ),
    Row(
        "access.change_stock",
        ("all staff", NARROW),
        waits_for("change stock"),
        "up",
        ("access", *SHOP),
        rule="never against",
        both={"monitoring.stock_count_days": 7},
        why="counts wait for the administrator",
    ),
    Row(
        "access.change_stock",
        ("all staff", "all staff and suppliers"),
        got_in("a supplier's account"),
        "up",
        ACCESS,
        rule="never against",
        parameters={"supplier.per_account_year": 5.0},
        why="a supplier's password opens something",
    ),
    Row(
        "access.make_coupons",
        ("all staff", NARROW),
        misused("make coupons"),
        "down",
        ACCESS,
        parameters=WANTS_ALL,
        both={"access.refund": NARROW},
        why="no money where there are no coupons either",
    ),
    Row(
        "access.make_coupons",
        ("all staff", NARROW),
        waits_for("make coupons"),
        "up",
        ("access", *SHOP),
        parameters={"complain.late": 1.0, "base.r": 1.5, "base.conversion": 0.4},
        both={"service.goodwill_hkd": 50, "service.goodwill_for": "all"},
        why="a coupon that says sorry waits",
    ),
    Row(
        "access.refund",
        ("all staff", NARROW),
        misused("refund"),
        "down",
        ACCESS,
        parameters=WANTS_ALL,
        why="most stolen accounts can pay nothing out",
    ),
    Row(
        "access.refund",
        ("all staff", NARROW),
        waits_for("refund"),
        "up",
        ("access", "payment", *SHOP),
        parameters={"payment.hangs": 0.5, "base.r": 1.5, "base.conversion": 0.4},
        why="refunds wait for the administrator",
    ),
    Row(
        "access.export_data",
        ("all staff", NARROW),
        harmed_by("data stolen"),
        "down",
        ACCESS,
        parameters={**WANTS_ALL, "access.theft_known_days": 2.0},
        why="most stolen accounts can copy no list",
    ),
    Row(
        "access.export_data",
        ("all staff", NARROW),
        waits_for("export customers' data"),
        "up",
        ("access", "conduct", "satisfaction"),
        parameters={"request.per_month": 30.0},
        why="customers' requests wait",
    ),
    Row(
        "access.install_apps",
        ("all staff", NARROW),
        misused("install apps"),
        "down",
        ACCESS,
        parameters=WANTS_ALL,
        why="most stolen accounts can install nothing",
    ),
    Row(
        "access.install_apps",
        ("all staff", NARROW),
        hours_of("work without the app"),
        "up",
        ("access", *SHOP),
        parameters={"access.apps_per_year": 60.0},
        why="the work of the app is done by hand",
    ),
    Row(
        "access.passwords",
        ("short", "long"),
        got_in("a guessed administrator's password"),
        "down",
        ACCESS,
        parameters=MANY_GUESSES,
        why="long ones are harder to guess",
    ),
    Row(
        "access.passwords",
        ("long", "long and not on lists"),
        rows("customer_account_taken"),
        "down",
        ACCESS,
        parameters=MANY_WAVES,
        why="leaked ones are refused",
    ),
    Row(
        "access.passwords",
        ("short", "long"),
        rows("locked_out"),
        "up",
        ("access",),
        parameters={"access.slip_staff": 0.3},
        both={"access.lock_out_tries": 2},
        why="long ones are mistyped more often",
    ),
    Row(
        "access.password_change_days",
        (0, 30),
        hours_of("new passwords"),
        "up",
        ("access",),
        rule="never against",
        why="each change takes time",
    ),
    Row(
        "access.lock_out_tries",
        (0, 3),
        got_in("a guessed administrator's password"),
        "down",
        ACCESS,
        parameters=MANY_GUESSES,
        why="whoever guesses is stopped early",
    ),
    Row(
        "access.lock_out_tries",
        (10, 1),
        rows("locked_out"),
        "up",
        ("access",),
        why="honest people mistype",
    ),
    Row(
        "access.lock_out_tries",
        (0, 1),
        rows_where("enquiry", "about", 0),
        "up",
        ("access", "service"),
        parameters={"access.held_up_writes": 0.5},
        why="customers who are locked out write",
    ),
    Row(
        "access.customer_two_step",
        ("off", "always"),
        rows("customer_account_taken"),
        "down",
        ACCESS,
        rule="to nothing",
        parameters=MANY_WAVES,
        why="a code stops a machine",
    ),
    Row(
        "access.customer_two_step",
        ("off", "always"),
        rows_where("basket_left", "reason", OBSTACLES.index("had to sign in")),
        "up",
        ("access", "website"),
        parameters={"base.r": 1.5, "base.conversion": 0.4},
        why="many have no phone at hand",
    ),
    Row(
        "access.session_hours",
        (720, 1),
        rows("insider_began"),
        "down",
        ACCESS,
        parameters=MANY_INSIDERS,
        both={"access.refund": NARROW, "access.export_data": NARROW},
        why="fewer screens stand open",
    ),
    Row(
        "access.session_hours",
        (720, 1),
        hours_of("signing in again"),
        "up",
        ("access",),
        rule="never against",
        why="staff sign in again and again",
    ),
    Row(
        "access.close_after_days",
        (30, 1),
        orphan_days,
        "down",
        ACCESS,
        parameters=MANY_LEAVERS,
        why="accounts of leavers close sooner",
    ),
    Row(
        "access.close_after_days",
        (30, 0),
        got_in("an account of somebody who left"),
        "down",
        ACCESS,
        parameters=MANY_LEAVERS,
        why="fewer come back in",
    ),
    Row(
        "access.review_days",
        (0, 14),
        orphan_days,
        "down",
        ACCESS,
        parameters={**MANY_LEAVERS, "access.forgotten": 0.8},
        why="a review finds what was forgotten",
    ),
    Row(
        "access.review_days",
        (0, 14),
        hours_of("access review"),
        "up",
        ("access",),
        rule="never against",
        why="reviews take time",
    ),
    Row(
        "security.training_every_days",
        (0, 30),
        rows_where("phishing_attempt", "stopped_by", 2),
        "up",
        ("phishing",),
        parameters=MANY_ATTACKS,
        why="colleagues warn each other",
    ),
    Row(
        "security.training_every_days",
        (0, 30),
        hours_of("training"),
        "up",
        ("phishing",),
        rule="never against",
        why="it takes working time",
    ),
)

NEUTRAL = (
    *(
        Neutral(
            f"access.{right}",
            "all staff and suppliers",
            "a right for suppliers who have no account",
            parameters={"supplier.accounts": 0.0},
        )
        for right in ("change_prices", "change_stock", "make_coupons", "refund", "export_data", "install_apps")
    ),
    Neutral("access.passwords", "long", "a rule for passwords where nobody signs in", without=("access",)),
    Neutral("access.password_change_days", 30, "changes of passwords that nobody has", without=("access",)),
    Neutral(
        "access.lock_out_tries",
        5,
        "a lock that nobody meets",
        parameters={"access.slip_staff": 0.0, "access.slip_customer": 0.0, "guess.per_year": 0.0},
    ),
    Neutral(
        "access.customer_two_step",
        "always",
        "a second step that guests do not meet, and no leaked passwords",
        both={"website.checkout": "guests welcome"},
        parameters={"stuffing.waves_per_year": 0.0},
    ),
    Neutral("access.session_hours", 24, "open screens where staff may do it anyway"),
    Neutral(
        "access.close_after_days",
        60,
        "a routine where nobody leaves",
        parameters={"access.leavers_per_year": 0.0, "access.vendors_per_year": 0.0},
    ),
    Neutral("access.review_days", 30, "a review where there are no accounts", without=("access",)),
    Neutral("security.training_every_days", 60, "a training where no false messages come", without=("phishing",)),
)
