"""Directions of the levers on stock and suppliers."""

from sim.codes import LOST
from tests.direction import (
    MANY_ORDERS,
    SHOP,
    Neutral,
    Row,
    cost_of,
    items_recorded_wrong,
    rows,
    rows_where,
    wrong_stock_records,
)

SOLD_OUT = rows_where("visit_lost", "reason", LOST.index("sold out"))
SHORT = {"stock.lead_days": 14, **MANY_ORDERS}
OUT_OF_STEP = {"stock.drift": 0.05, **MANY_ORDERS}

ROWS = (
    Row(
        "supply.rule",
        ("every week", "at a low mark"),
        cost_of("orders to suppliers"),
        "up",
        SHOP,
        parameters=MANY_ORDERS,
        why="orders to suppliers cost more",
    ),
    Row(
        "supply.cover_days",
        (45, 7),
        SOLD_OUT,
        "up",
        SHOP,
        parameters=SHORT,
        why="more visitors find empty shelves",
    ),
    Row(
        "supply.safety",
        (3.0, 0.0),
        SOLD_OUT,
        "up",
        SHOP,
        parameters=SHORT,
        both={"supply.cover_days": 7},
        why="more visitors find empty shelves",
    ),
    Row(
        "supply.source",
        ("local", "import"),
        SOLD_OUT,
        "up",
        SHOP,
        parameters=MANY_ORDERS,
        both={"supply.cover_days": 7, "supply.safety": 0.0},
        days=90,
        why="more visitors find empty shelves",
    ),
    Row(
        "supply.deliveries",
        ("book the note", "count"),
        wrong_stock_records,
        "down",
        SHOP,
        parameters={"stock.note_wrong": 0.3, "stock.drift": 0.0, **MANY_ORDERS},
        why="fewer records go wrong",
    ),
    Row(
        "supply.sync_minutes",
        (0, 720),
        rows("sold_twice"),
        "up",
        SHOP,
        parameters=SHORT,
        both={"supply.cover_days": 7},
        why="more is sold that was gone",
    ),
    Row(
        "supply.when_short",
        ("cancel", "send later"),
        rows("line_cancelled"),
        "down",
        SHOP,
        parameters=OUT_OF_STEP,
        both={"supply.cover_days": 7},
        why="fewer lines are cancelled",
    ),
    Row(
        "monitoring.stock_count_days",
        (90, 7),
        items_recorded_wrong,
        "down",
        SHOP,
        parameters=OUT_OF_STEP,
        both={"supply.cover_days": 7},
        why="fewer things are sold that are not there",
    ),
)

NEUTRAL = (
    Neutral("monitoring.stock_count_days", 1, "stock count without stock", without=("stock",)),
    Neutral("supply.rule", "at a low mark", "rule without stock", without=("stock",)),
    Neutral("supply.cover_days", 60, "cover without stock", without=("stock",)),
    Neutral("supply.safety", 0.0, "spare stock without stock", without=("stock",)),
    Neutral(
        "supply.source",
        "import",
        "a supplier abroad who is neither cheaper nor slower",
        parameters={
            "stock.import_discount": 0.0,
            "stock.import_lead_days": 5.0,
            "stock.import_lead_spread": 0.4,
        },
    ),
    Neutral("supply.deliveries", "count", "counting what never comes", without=("stock",)),
    Neutral("supply.deliveries", "supplier books", "a supplier who never books", without=("account attacks", "stock")),
    Neutral("supply.sync_minutes", 720, "a page that need not hear of stock", without=("stock",)),
    Neutral("supply.when_short", "send later", "nothing is ever short", without=("stock",)),
)
