"""Directions of the levers on who may do what."""

from sim.codes import ACTIONS, LEAVING
from sim.run import Run
from tests.direction import MANY_ATTACKS, SHOP, Count, Neutral, Row, got_in, hours_of, rows, rows_where

ACCESS = ("access", "account attacks", "phishing", "satisfaction")
WANTS_ALL = {**MANY_ATTACKS, "access.wants": 1.0, "access.administrators": 0.1}
MANY_INSIDERS = {"insider.per_account_year": 3.0}
NARROW = "administrators only"


def misused(action: str) -> Count:
    """How often a right was misused."""
    return rows_where("rights_misused", "action", ACTIONS.index(action))


def waits_for(action: str) -> Count:
    """Hours that work waited for a right."""

    def count(life: Run) -> float:
        table = life.log.table("right_asked")
        return float(table["waited_hours"][table["action"] == ACTIONS.index(action)].sum())

    return count


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
        "access.session_hours",
        (720, 1),
        rows("insider_began"),
        "down",
        ACCESS,
        parameters=MANY_INSIDERS,
        both={"access.refund": NARROW, "access.export_data": NARROW},
        why="fewer screens stand open",
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
)
