"""One event of the log in plain words, as its kind declares them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sim.kinds import KINDS
from sim.world.shop import catalogue


def sentence(kind: str, row: dict[str, Any]) -> str:
    """One event in plain words, without money where none was lost."""
    declared = KINDS[kind]

    def word(match: re.Match[str]) -> str:
        name = match[1]
        if name in _DERIVED:
            return _DERIVED[name](row)
        value, column = row[name], declared.columns[name]
        if column.words:
            return column.words[int(value)]
        if name.endswith("cents"):
            return f"{int(value) / 100:,.2f}"
        if name == "item":
            return f"{catalogue()[int(value)]['name']} (item {int(value)})"
        return f"{float(value):.1f}" if column.type.startswith("f") else str(value)

    return re.sub(r"\{(\w+)\}", word, declared.sentence).removesuffix(", HK$0.00")


def _late(row: dict[str, Any]) -> str:
    late = float(row["late_days"])
    return f"{late:.1f} days late" if late > 0 else "in time"


def _wrong(row: dict[str, Any]) -> str:
    """What was not as it should be when a line was sold."""
    shown, charged, master = (f"HK${int(row[f'{name}_cents']) / 100:,.2f}" for name in ("shown", "charged", "master"))
    cents = f"shown {shown}, charged {charged}, right would be {master}"
    words = {
        "price_right": f"the price is wrong: {cents}",
        "promotion_right": f"the offer is out of date: {cents}",
        "content_right": "its description or picture is out of date",
        "stock_right": "it is not on the shelf",
    }
    return " and ".join(text for name, text in words.items() if not row[name])


def _code(row: dict[str, Any]) -> str:
    """How a coupon that was used came to the customer."""
    words = (
        "",
        ", with the coupon that was sent",
        ", with a code found elsewhere",
        ", with the code on the front page",
    )
    return words[int(row["coupon_from"])]


def _handed_out(row: dict[str, Any]) -> str:
    """What became of a request for data."""
    return "handed out" if row["granted"] else "refused"


def _doer(row: dict[str, Any]) -> str:
    """Who abuses the platform."""
    seller = int(row["seller"])
    return f"by seller {seller}" if seller >= 0 else "by somebody outside"


def _rightly(row: dict[str, Any]) -> str:
    """Did the house answer the right seller, and did it help?"""
    if not row["right"]:
        return "wrongly: there was nothing"
    return "rightly" if row["stops"] else "rightly, and the seller goes on"


def _dearer_named(row: dict[str, Any]) -> str:
    """The item that was offered in place of the bait, and what came of it."""
    dearer = int(row["dearer"])
    end = "takes it" if row["taken"] else "does not want it"
    return f"the dearer {catalogue()[dearer]['name']} (item {dearer}), and {end}"


_DERIVED: dict[str, Callable[[dict[str, Any]], str]] = {
    "late": _late,
    "wrong": _wrong,
    "code": _code,
    "handed_out": _handed_out,
    "doer": _doer,
    "rightly": _rightly,
    "dearer_named": _dearer_named,
}


__all__ = ["sentence"]
