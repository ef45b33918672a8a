"""What runs have shown, in words: never a figure without how sure it is, and what was expected beside what came."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd

from sim.assessment.figures import look_of as look
from sim.show.looks import Look
from sim.show.saved_work import Effect

Direction = Literal["up", "same", "down"]
ONE_SHOP = "One shop can be luck, so the other shops follow."


def effect(row: Mapping[str, Any]) -> Effect:
    """A row of `Practice.effects` as it is kept; what is not a number becomes None."""
    figures = {"today": row["a"], "yours": row["b"], "change": row["change"], "low": row["low"], "high": row["high"]}
    plain = {name: float(value) if math.isfinite(value) else None for name, value in figures.items()}
    return Effect(**plain, higher=int(row["higher"]), lower=int(row["lower"]))


def effects_of(table: pd.DataFrame, measures: tuple[str, ...]) -> dict[str, Effect]:
    """Some rows of `Practice.effects` as they are kept."""
    return {measure: effect(dict(table.loc[measure])) for measure in measures}


def direction(one: Effect) -> Direction | None:
    """Which way a measure went: "same" where the interval leaves room for no change; None with one shop."""
    if one.change is None or one.low is None or one.high is None:
        return None
    if one.low <= 0 <= one.high:
        return "same"
    return "up" if one.change > 0 else "down"


def spread(shown: Look, half: float) -> str:
    """Half the width of an interval, as people write it."""
    least = {"percent": 0.0005, "money": 0.5}.get(shown.form, 0.05)
    if 0 < half < least:
        return {"percent": "less than 0.1 points", "money": "less than HK$1"}.get(shown.form, "less than 0.1")
    return f"{100 * half:.1f} points" if shown.form == "percent" else shown.text(half)


def sentence(measure: str, one: Effect, shops: int, who: str = "your plan") -> str:
    """The change of a measure in one or two plain sentences, said of `who`."""
    shown = look(measure)
    if one.change is None:
        return "There is no value to compare."
    change = shown.text(one.change, signed=True)
    if shops < 2 or one.low is None or one.high is None:
        return f"In the first shop the change is {change}. {ONE_SHOP}"
    if one.higher == one.lower == 0:
        return f"In all {shops} shops nothing changed."
    give = spread(shown, (one.high - one.low) / 2)
    if direction(one) == "same":
        return f"No clear difference was found in {shops} shops: the change was {change}, give or take {give}."
    count, words = (one.higher, shown.higher) if one.change > 0 else (one.lower, shown.lower)
    return f"In {count} of {shops} shops {who} {words}; the change was {change}, give or take {give}."


def good_or_bad(measure: str, one: Effect) -> str:
    """Whether the change is good for the shop, in a word or two."""
    went = direction(one)
    if went is None:
        return "one shop only"
    better = look(measure).better
    if went == "same":
        return "no clear change" if one.higher or one.lower else "no change"
    if better is None:
        return "changed"
    return "better" if went == better else "worse"


_WENT: dict[str, str] = {"up": "it went up", "down": "it went down", "same": "no clear change was found"}
_EXPECTED: dict[str, str] = {"up": "to go up", "down": "to go down", "same": "to stay about the same"}


def against_prediction(measure: str, expected: Direction, one: Effect) -> tuple[str, str, str]:
    """What was expected, what came, and whether they agree."""
    went = direction(one)
    label = look(measure).label
    said = f"You expected {label.lower()} {_EXPECTED[expected]}"
    if went is None:
        return said, "one shop is too few to say", "wait"
    return said, _WENT[went], "as you expected" if went == expected else "a surprise"


__all__ = ["against_prediction", "direction", "effect", "effects_of", "good_or_bad", "sentence", "spread"]
