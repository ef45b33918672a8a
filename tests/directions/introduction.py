"""Directions of the levers on paying for a system and bringing it in."""

from sim.codes import BUDGET_LINES, CAUSES
from sim.run import Run
from tests.direction import (
    MANY_ATTACKS,
    MANY_ORDERS,
    MANY_SLIPS,
    SHOP,
    Count,
    Neutral,
    Row,
    cost_of,
    days_in_a_strangers_hands,
    rows_where,
    total,
)

PROJECT = ("introduction",)
BY_MOVE = CAUSES.index("error in the move")
QUICK = {"system.build_days": 5.0}


def borrowed(line: str) -> Count:
    """Cents borrowed for a line."""

    def count(life: Run) -> float:
        table = life.log.table("money_borrowed")
        return float(table["cents"][table["line"] == BUDGET_LINES.index(line)].sum())

    return count


def item_days_wrong_by_the_move(life: Run) -> float:
    """Item-days on which a price that came over wrong stood on the page."""
    born, repaired = life.log.table("fault_born"), life.log.table("fault_repaired")
    ours = born["cause"] == BY_MOVE
    ends = dict(
        zip(
            zip(repaired["item"].tolist(), repaired["born_day"].tolist(), strict=True),
            repaired["day"].tolist(),
            strict=True,
        )
    )
    return sum(
        ends.get((item, day), life.days) - day
        for item, day in zip(born["item"][ours].tolist(), born["day"][ours].tolist(), strict=True)
    )


def slips(life: Run) -> float:
    """Slips that went live."""
    return rows_where("fault_born", "cause", *range(3))(life)


ROWS = (
    Row(
        "budget.software_hkd",
        (0, 500_000),
        borrowed("software"),
        "down",
        PROJECT,
        rule="to nothing",
        system="hosted",
        why="set-up and fees are covered",
    ),
    Row(
        "budget.software_hkd",
        (0, 500_000),
        total("went_live", "day"),
        "down",
        PROJECT,
        system="hosted",
        days=180,
        why="the work does not wait for money",
    ),
    Row(
        "budget.hardware_hkd",
        (0, 50_000),
        borrowed("hardware"),
        "down",
        PROJECT,
        rule="never against",
        system="open-source",
        days=180,
        customers=20,
        why="machines are covered",
    ),
    Row(
        "budget.reserve_hkd",
        (0, 300_000),
        total("money_borrowed", "cents"),
        "down",
        PROJECT,
        rule="to nothing",
        system="hosted",
        why="what costs more than its line is covered",
    ),
    Row(
        "budget.publicity_hkd",
        (0, 200_000),
        rows_where("order_placed", "is_first", True),
        "up",
        PROJECT,
        customers=1000,
        why="more people find the shop",
    ),
    Row(
        "budget.publicity_hkd",
        (0, 24_000),
        cost_of("publicity"),
        "up",
        PROJECT,
        rule="never against",
        why="it is spent",
    ),
    Row(
        "budget.training_hkd",
        (0, 60_000),
        slips,
        "down",
        ("introduction", "publishing"),
        parameters={**MANY_SLIPS, "publish.price_changes_per_day": 20.0},
        days=120,
        customers=20,
        why="staff mistype less",
    ),
    Row(
        "budget.security_hkd",
        (0, 120_000),
        days_in_a_strangers_hands,
        "down",
        ("introduction", "phishing"),
        parameters=MANY_ATTACKS,
        both={"security.log_review_days": 90},
        why="somebody outside notices strangers sooner",
    ),
    Row(
        "introduction.scope",
        ("refuse all", "accept all"),
        total("project_task", "days"),
        "up",
        PROJECT,
        both={"budget.software_hkd": 500_000},
        system="hosted",
        days=120,
        customers=20,
        why="more functions take longer",
    ),
    Row(
        "introduction.scope",
        ("accept all", "only with a reason"),
        rows_where("wish", "accepted", True),
        "down",
        PROJECT,
        rule="never against",
        system="hosted",
        customers=20,
        why="most wishes have no reason",
    ),
    Row(
        "introduction.trial_migration",
        (False, True),
        rows_where("fault_born", "cause", BY_MOVE),
        "down",
        PROJECT,
        system="marketplace",
        customers=20,
        why="the rehearsal shows errors",
    ),
    Row(
        "introduction.parallel_days",
        (0, 10),
        rows_where("fault_born", "cause", BY_MOVE),
        "down",
        PROJECT,
        system="marketplace",
        customers=20,
        why="side by side errors are found before customers meet them",
    ),
    Row(
        "introduction.rollback_percent",
        (0, 2),
        item_days_wrong_by_the_move,
        "down",
        (*SHOP, "introduction"),
        rule="never against",
        parameters=MANY_ORDERS,
        system="marketplace",
        customers=50,
        why="the way back ends a bad move",
    ),
)

NEUTRAL = (
    *(
        Neutral(f"budget.{line}_hkd", 20_000, "a budget for nothing", without=("introduction",))
        for line in BUDGET_LINES
    ),
    *(
        Neutral(f"budget.{line}_hkd", 20_000, "a budget where no system is brought in")
        for line in ("software", "hardware", "reserve")
    ),
    Neutral("introduction.scope", "refuse all", "wishes where no system is brought in"),
    Neutral("introduction.trial_migration", True, "a rehearsal where no system is brought in"),
    Neutral("introduction.parallel_days", 14, "side by side with nothing"),
    Neutral("introduction.rollback_percent", 5, "the way back from nothing"),
)
