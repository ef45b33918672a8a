"""Directions of the levers on staying open: changes, capacity, alarms, cover, copies."""

import numpy as np

from sim.codes import COSTS, HARMS, LOST, OUTAGES
from sim.run import Run
from tests.direction import MANY_ORDERS, NO_OUTAGES, Neutral, Row, cost_of, hours_of, rows, rows_where, total

MANY_CHANGES = {**NO_OUTAGES, "outage.changes_per_month": 60.0, "outage.change_failure": 0.3}
MANY_OUTAGES = {**NO_OUTAGES, "outage.hardware_per_year": 100.0}
BY_CHANGE, BY_VISITORS = OUTAGES.index("a change to the system"), OUTAGES.index("too many visitors")
LOSES_BY_CHANGE = {**MANY_CHANGES, "loss.change": 1.0}
LOSE = ("continuity", "outages")
DOWN_FOR_LONG = {**MANY_OUTAGES, **MANY_ORDERS, "outage.repair_minutes": 600.0}
FALL_OVER = {**NO_OUTAGES, "outage.capacity": 0.5}


def minutes_down_by_day(life: Run) -> float:
    """Minutes of outages between six in the morning and midnight."""
    table = life.log.table("outage_ended")
    return float(table["minutes"][table["began"] % 1 >= 0.25].sum())


def minutes_until_noticed(life: Run) -> float:
    """Minutes from the beginning of outages to their notice, summed."""
    table = life.log.table("outage_ended")
    return float((table["noticed"] - table["began"]).sum() * 1440)


def paid_for_cover(life: Run) -> float:
    """Cents paid for cover."""
    table = life.log.table("cost")
    return float(table["cents"][table["what"] == COSTS.index("cover for outages")].sum(dtype=np.int64))


def hours_lost(life: Run) -> float:
    """Hours of work lost with data, summed."""
    return float(life.log.table("data_recovered")["hours_lost"].sum())


def let_down_by_a_closed_shop(life: Run) -> float:
    """Grievances of people who met a closed shop, summed."""
    table = life.log.table("harm")
    return float(table["size"][table["cause"] == HARMS.index("met a closed shop")].sum())


ROWS = (
    Row(
        "continuity.written_steps",
        (False, True),
        total("outage_ended", "minutes"),
        "down",
        ("continuity", "outages"),
        parameters=MANY_OUTAGES,
        why="repairs are quicker",
    ),
    Row(
        "continuity.by_hand",
        (False, True),
        rows_where("visit_lost", "reason", LOST.index("shop down")),
        "down",
        ("continuity", "outages"),
        parameters=DOWN_FOR_LONG,
        why="some visitors order by phone",
    ),
    Row(
        "continuity.by_hand",
        (False, True),
        hours_of("orders by phone and form"),
        "up",
        ("continuity", "outages"),
        parameters=DOWN_FOR_LONG,
        why="it takes staff time",
    ),
    Row(
        "continuity.notice",
        ("none", "on the page"),
        let_down_by_a_closed_shop,
        "down",
        ("continuity", "outages", "satisfaction"),
        parameters=DOWN_FOR_LONG,
        why="who is told is let down less",
    ),
    Row(
        "continuity.notice",
        ("on the page", "on the page and by mail"),
        let_down_by_a_closed_shop,
        "down",
        ("continuity", "outages", "satisfaction"),
        parameters=DOWN_FOR_LONG,
        why="an apology reaches those who came before anybody knew",
    ),
    Row(
        "continuity.backup_hours",
        (168, 4),
        hours_lost,
        "down",
        LOSE,
        parameters={**LOSES_BY_CHANGE, "backup.breaks_per_day": 0.0},
        why="less is lost since the last copy",
    ),
    Row(
        "continuity.backup_copies",
        ("same machine", "a second place"),
        hours_lost,
        "down",
        LOSE,
        parameters={**MANY_OUTAGES, "loss.hardware": 1.0, "backup.breaks_per_day": 0.0},
        why="a copy is left when the machine breaks",
    ),
    Row(
        "continuity.backup_copies",
        ("a second place", "a second place and off-line"),
        hours_lost,
        "down",
        LOSE,
        rule="never against",
        parameters={**MANY_OUTAGES, "loss.hardware": 1.0, "backup.breaks_per_day": 0.0, "backup.restores": 0.5},
        why="what hangs together fails together",
    ),
    Row(
        "continuity.restore_test_days",
        (0, 3),
        hours_lost,
        "down",
        LOSE,
        parameters={**LOSES_BY_CHANGE, "outage.changes_per_month": 10.0, "backup.breaks_per_day": 0.1},
        both={"continuity.backup_hours": 4},
        why="a silent break is found before the copies are needed",
    ),
    Row(
        "continuity.change_control",
        ("straight to the shop", "test shop first"),
        rows_where("outage_began", "cause", BY_CHANGE),
        "down",
        ("outages",),
        rule="never against",
        parameters=MANY_CHANGES,
        why="fewer changes take the shop down",
    ),
    Row(
        "continuity.change_control",
        ("straight to the shop", "in quiet hours"),
        minutes_down_by_day,
        "down",
        ("outages",),
        parameters=MANY_CHANGES,
        why="the shop is down when few people come",
    ),
    Row(
        "continuity.extra_capacity_percent",
        (0, 300),
        rows_where("outage_began", "cause", BY_VISITORS),
        "down",
        ("outages", "season"),
        parameters=FALL_OVER,
        why="the system carries more visitors",
    ),
    Row(
        "continuity.extra_capacity_percent",
        (0, 100),
        cost_of("room for visitors"),
        "up",
        ("outages",),
        rule="never against",
        why="it costs money",
    ),
    Row(
        "continuity.confirmations",
        (1, 2),
        rows("false_alarm"),
        "down",
        ("outages",),
        parameters={"alarm.false": 0.02},
        why="fewer false alarms",
    ),
    Row(
        "continuity.confirmations",
        (1, 3),
        minutes_until_noticed,
        "up",
        ("outages",),
        parameters={**MANY_OUTAGES, "outage.report_per_hour": 0.0},
        why="outages are noticed later",
    ),
    Row(
        "continuity.cover",
        ("office hours", "round the clock"),
        total("outage_ended", "minutes"),
        "down",
        ("outages",),
        parameters=MANY_OUTAGES,
        why="somebody comes sooner",
    ),
    Row(
        "continuity.cover",
        ("office hours", "on call"),
        paid_for_cover,
        "up",
        ("outages",),
        rule="never against",
        why="it costs money",
    ),
)

NEUTRAL = (
    Neutral("continuity.written_steps", True, "steps in a shop without continuity", without=("continuity",)),
    Neutral("continuity.by_hand", True, "orders by hand in a shop without outages", without=("continuity",)),
    Neutral("continuity.notice", "on the page and by mail", "notices of nothing", parameters=NO_OUTAGES),
    Neutral("continuity.backup_hours", 1, "copies of nothing", without=("continuity",)),
    Neutral("continuity.backup_copies", "a second place", "places for copies of nothing", without=("continuity",)),
    Neutral("continuity.restore_test_days", 1, "tests of copies of nothing", without=("continuity",)),
    Neutral("continuity.change_control", "test shop first", "changes without outages", without=("outages",)),
    Neutral(
        "continuity.change_control",
        "test shop first",
        "changes where nothing is changed",
        parameters={"outage.changes_per_month": 0.0},
    ),
    Neutral("continuity.extra_capacity_percent", 300, "room without outages", without=("outages",)),
    Neutral(
        "continuity.extra_capacity_percent",
        300,
        "room that costs nothing, and no more visitors than the contract carries",
        parameters={"capacity.cents": 0.0},
    ),
    Neutral("continuity.confirmations", 5, "confirmations without outages", without=("outages",)),
    Neutral(
        "continuity.confirmations",
        5,
        "confirmations when nothing goes down and the automatic visitor never fails",
        parameters={**NO_OUTAGES, "alarm.false": 0.0},
    ),
    Neutral("continuity.cover", "office hours", "cover without outages", without=("outages",)),
    Neutral(
        "continuity.cover",
        "round the clock",
        "cover that costs nothing when nothing goes down",
        parameters={**NO_OUTAGES, "cover.on_call_cents": 0.0, "cover.watch_cents": 0.0},
    ),
)
