"""What a kind of event and its columns are made of, and the columns that many kinds share."""

from __future__ import annotations

from dataclasses import dataclass

DAY = "days since take-over; history is negative"
CENTS = "HK cents"


@dataclass(frozen=True)
class Column:
    """One column: NumPy type, unit, and the words that its codes stand for (if it holds codes)."""

    type: str
    unit: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of event."""

    name: str
    meaning: str
    sentence: str
    columns: dict[str, Column]


DAY_COLUMN = Column("f8", DAY)
CUSTOMER = Column("i4", "customer number")
ORDER = Column("i8", "order number: (whole day + 1000) x 10,000,000 + customer")
ITEM = Column("i2", "item number")
MONEY = Column("i4", CENTS)
FLAG = Column("?", "yes or no")


def kind(name: str, meaning: str, sentence: str, **columns: Column) -> Kind:
    """Declare a kind; every kind has a `day`."""
    return Kind(name, meaning, sentence, {"day": DAY_COLUMN, **columns})
