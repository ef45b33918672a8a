"""Charts of a class, as SVG that stands in a page: no outside reference, and a label for those who do not see it."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from sim.assessment.figures import look_of as look
from sim.show.looks import FONT, LINE, QUIET, TODAY, YOURS, Look

WIDTH = 440
DIFFERENCE_WIDTH = 620
TEXT = 14
DOT = 15
"""Distance of stacked dots, in pixels."""
TALLEST_STACK = 12
BINS = 36
LETTER = 8.0
"""Width of a letter of `TEXT` pixels, on the safe side."""
LEAST_SPREAD = {"percent": 2.0, "count": 4.0, "money": 5000.0, "days": 2.0, "hours": 2.0}
"""Smaller differences are not drawn larger than they are."""


def strip_chart(shown: Look, today: float, values: Sequence[float], label: str, base_name: str = "today") -> str:
    """Every policy of the class as an unlabelled square, and the shop as it is as a line with a circle.

    Args:
        shown: how the measure is shown.
        today: the shop as it is.
        values: one for each policy; those that are no number are left out.
        label: what to tell people who do not see the picture.
        base_name: what to call the line.
    """
    alt = _altair()

    scale = _scale(shown)
    points = [scale * value for value in values if math.isfinite(value)]
    now = scale * today if math.isfinite(today) else None
    low, high = _domain([*points, *([] if now is None else [now])], shown)
    dots = _stacked(points, low, high)
    highest = max(dots["level"].max() if len(dots) else 0, 2)
    step = DOT if highest <= TALLEST_STACK else DOT * TALLEST_STACK / highest
    across = alt.X("value:Q", title=_unit(shown), scale=alt.Scale(domain=[low, high], nice=False, zero=False))
    across = across.axis(tickCount=5, grid=False, **_money(shown))
    up = alt.Y("level:Q", axis=None, scale=alt.Scale(domain=[0, highest + 1.2], nice=False))
    layers = [
        alt.Chart(dots)
        .mark_square(size=min(step, DOT) ** 2 * 0.62, opacity=1, fill=YOURS, stroke=TODAY, strokeWidth=1)
        .encode(x=across, y=up)
    ]
    if now is not None:
        here = pd.DataFrame(
            {"value": [now], "level": [highest + 1.0], "floor": [0.0], "words": [f"{base_name} {shown.text(today)}"]}
        )
        line = alt.Chart(here).encode(x=across)
        layers += [
            line.mark_rule(color=TODAY, strokeWidth=2, strokeDash=[5, 3]).encode(
                y=alt.Y("floor:Q", axis=None), y2="level:Q"
            ),
            line.mark_circle(size=110, color=TODAY, opacity=1).encode(y=up),
            line.mark_text(
                fontSize=TEXT,
                color=TODAY,
                align="left" if now < (low + high) / 2 else "right",
                dx=10 if now < (low + high) / 2 else -10,
            ).encode(y=up, text="words:N"),
        ]
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=int(step * (highest + 1.6)) + 22, title=_title(alt, shown.label)
    )
    return _svg(chart, label)


def bar_chart(words: Sequence[str], counts: Sequence[int], label: str, title: str, unit: str = "policies") -> str:
    """How many, a bar a row, with the number at its end."""
    alt = _altair()

    rows = pd.DataFrame({"words": list(words), "count": list(counts), "text": [str(count) for count in counts]})
    across = alt.X("count:Q", title=unit, scale=alt.Scale(domain=[0, max([*counts, 1]) * 1.12], nice=False))
    across = across.axis(values=_whole_ticks(max([*counts, 1])), format="d", grid=False)
    room = _room(words)
    down = alt.Y("words:N", sort=list(words), title=None, axis=_names(alt, room))
    base = alt.Chart(rows).encode(y=down)
    bars = base.mark_bar(fill=YOURS, stroke=TODAY, strokeWidth=1, height={"band": 0.7}).encode(x=across)
    ends = base.mark_text(align="left", dx=6, fontSize=TEXT, color=TODAY).encode(x=across, text="text:N")
    return _svg(
        alt.layer(bars, ends).properties(width=WIDTH - room, height=max(30 * len(words), 46), title=_title(alt, title)),
        label,
    )


def foresight_chart(measure: str, expected: dict[str, int], happened: dict[str, int], label: str) -> str:
    """What was expected against what happened: two bars for each direction, hollow and filled, named at their ends."""
    alt = _altair()

    words = {"up": "up", "same": "no clear change", "down": "down"}
    rows = pd.DataFrame(
        [
            {"way": words[way], "what": what, "count": counts[way], "text": f"{what} {counts[way]}"}
            for way in words
            for what, counts in (("expected", expected), ("happened", happened))
        ]
    )
    most = max([*expected.values(), *happened.values(), 1])
    across = alt.X("count:Q", title="policies", scale=alt.Scale(domain=[0, most * 1.4], nice=False))
    across = across.axis(values=_whole_ticks(most), format="d", grid=False)
    room = _room(list(words.values()))
    order = ["expected", "happened"]
    base = alt.Chart(rows).encode(
        y=alt.Y("way:N", sort=list(words.values()), title=None, axis=_names(alt, room)),
        yOffset=alt.YOffset("what:N", sort=order),
    )
    bars = base.mark_bar(stroke=TODAY, strokeWidth=1).encode(
        x=across, fill=alt.Fill("what:N", sort=order, scale=alt.Scale(range=["#ffffff", YOURS]), legend=None)
    )
    ends = base.mark_text(align="left", dx=6, fontSize=TEXT, color=TODAY).encode(x=across, text="text:N")
    return _svg(alt.layer(bars, ends).properties(width=WIDTH - room, height=150, title=_title(alt, measure)), label)


def trade_chart(goal: Look, gains: Sequence[float], profits: Sequence[float], label: str) -> str:
    """Change of the exercise's measure against change of the profit; the shop as it is stands where the lines cross."""
    alt = _altair()

    rows = pd.DataFrame({"gain": [_scale(goal) * gain for gain in gains], "profit": list(profits)}).dropna()
    (left, right), (low, high) = (
        _domain([*rows["gain"], 0.0], goal),
        _domain([*rows["profit"], 0.0], look("net_margin_hkd")),
    )
    across = alt.X("gain:Q", title=f"change: {goal.label} ({_unit(goal, change=True)})", scale=_fixed(alt, left, right))
    up = alt.Y("profit:Q", title="change: Profit (HK$)", scale=_fixed(alt, low, high))
    across, up = across.axis(tickCount=5, grid=False), up.axis(tickCount=5, grid=False, format=",.0f", minExtent=72)
    zero = pd.DataFrame({"gain": [0.0], "profit": [0.0], "words": ["the shop today"]})
    lines = alt.Chart(zero)
    chart = alt.layer(
        lines.mark_rule(color=QUIET, strokeDash=[5, 3]).encode(x=across),
        lines.mark_rule(color=QUIET, strokeDash=[5, 3]).encode(y=up),
        alt.Chart(rows)
        .mark_square(size=120, opacity=0.9, fill=YOURS, stroke=TODAY, strokeWidth=1)
        .encode(x=across, y=up),
        lines.mark_circle(size=130, color=TODAY, opacity=1).encode(x=across, y=up),
        lines.mark_text(fontSize=TEXT, color=TODAY, align="left", dx=10, dy=-12).encode(x=across, y=up, text="words:N"),
    )
    return _svg(chart.properties(width=WIDTH - 70, height=250, title=_title(alt, f"{goal.label} and profit")), label)


def difference_chart(shown: Look, rows: Sequence[tuple[str, float, float, float]], label: str) -> str:
    """Differences between two halves of the class: a dot and its 95 % interval for each lever, against zero.

    Args:
        shown: how the measure is shown.
        rows: words (a line break where the bar makes one), mean, low, high.
        label: what to tell people who do not see the picture.
    """
    alt = _altair()

    scale = _scale(shown)
    table = pd.DataFrame(
        [
            {"words": words, "mean": scale * mean, "low": scale * low, "high": scale * high}
            for words, mean, low, high in rows
            if math.isfinite(mean)
        ]
    )
    low, high = _domain([*table["low"], *table["high"], 0.0], shown)
    across = alt.X("mean:Q", title=f"difference ({_unit(shown, change=True)})", scale=_fixed(alt, low, high))
    across = across.axis(tickCount=5, grid=False, **_money(shown))
    room = _room(list(table["words"]))
    axis = _names(alt, room, labelExpr=r"split(datum.label, '\n')")
    base = alt.Chart(table).encode(y=alt.Y("words:N", sort=list(table["words"]), title=None, axis=axis))
    chart = alt.layer(
        alt.Chart(pd.DataFrame({"mean": [0.0]})).mark_rule(color=TODAY, strokeDash=[5, 3]).encode(x=across),
        base.mark_rule(strokeWidth=5, color="#8a8f98").encode(
            x=alt.X("low:Q", scale=_fixed(alt, low, high)), x2="high:Q"
        ),
        base.mark_square(size=130, opacity=1, fill=YOURS, stroke=TODAY, strokeWidth=1).encode(x=across),
    )
    return _svg(
        chart.properties(width=DIFFERENCE_WIDTH - room, height=62 * len(table), title=_title(alt, shown.label)), label
    )


def time_line(days: int, events: Sequence[tuple[str, int, int, str]], label: str) -> str:
    """The planned events of a scenario, a bar each.

    Args:
        days: length of the run.
        events: what, first day, number of days, words for the end of the bar.
        label: what to tell people who do not see the picture.
    """
    alt = _altair()

    rows = pd.DataFrame(
        [
            {"place": place, "what": what, "start": day, "end": day + span, "words": words}
            for place, (what, day, span, words) in enumerate(events)
        ]
    )
    kinds = list(dict.fromkeys(rows["what"]))
    across = alt.X(
        "start:Q", title="day of the run", scale=_fixed(alt, 0, days), axis=alt.Axis(tickCount=5, grid=False)
    )
    room = _room(kinds)
    base = alt.Chart(rows).encode(y=alt.Y("what:N", sort=kinds, title=None, axis=_names(alt, room)))
    bars = base.mark_bar(fill=YOURS, stroke=TODAY, strokeWidth=1, height={"band": 0.6}).encode(x=across, x2="end:Q")
    layers = [bars]
    for side, where in (("left", rows[rows["end"] <= days / 2]), ("right", rows[rows["end"] > days / 2])):
        if len(where):
            words = alt.Chart(where).mark_text(align=side, dx=6 if side == "left" else -6, fontSize=TEXT, color=TODAY)
            place = alt.X("end:Q" if side == "left" else "start:Q", scale=_fixed(alt, 0, days))
            layers.append(words.encode(x=place, y=alt.Y("what:N", sort=kinds), text="words:N"))
    return _svg(alt.layer(*layers).properties(width=WIDTH - room, height=44 * len(kinds)), label)


def _altair() -> Any:
    """Altair takes two seconds to import, so it waits for the first picture."""
    import altair

    return altair


def _stacked(points: Sequence[float], low: float, high: float) -> pd.DataFrame:
    """Dots that would lie on each other are stacked; each keeps its own place across."""
    width = (high - low) / BINS
    levels: dict[int, int] = {}
    rows = []
    for value in sorted(points):
        place = int((value - low) // width)
        levels[place] = levels.get(place, 0) + 1
        rows.append((low + (place + 0.5) * width if levels[place] > 1 else value, float(levels[place])))
    return pd.DataFrame(rows, columns=["value", "level"])


def _domain(values: Sequence[float], shown: Look) -> tuple[float, float]:
    """From a little below the smallest to a little above the largest, and never a picture of next to nothing."""
    least = LEAST_SPREAD[shown.form]
    if not len(values):
        return 0.0, least
    low, high = min(values), max(values)
    edge = max(0.12 * (high - low), (least - (high - low)) / 2)
    return low - edge, high + edge


def _scale(shown: Look) -> float:
    return 100.0 if shown.form == "percent" else 1.0


def _money(shown: Look) -> dict[str, str]:
    return {"format": ",.0f"} if shown.form == "money" else {}


def _room(words: Sequence[str]) -> int:
    """Pixels for the longest line of these labels: the browser's letters may be wider than those measured here."""
    return int(LETTER * max(len(line) for label in words for line in label.split("\n"))) + 10


def _names(alt: Any, room: int, **more: Any) -> Any:
    """An axis of names with room for the longest."""
    return alt.Axis(labelLimit=room, minExtent=room, maxExtent=room, ticks=False, domain=False, **more)


def _whole_ticks(most: int) -> list[int]:
    return list(range(0, most + 1, max(1, -(-most // 5))))


def _unit(shown: Look, *, change: bool = False) -> str:
    return {
        "percent": "percentage points" if change else "%",
        "money": "HK$",
        "days": "days",
        "hours": "hours",
        "count": "a run",
    }[shown.form]


def _fixed(alt: Any, low: float, high: float) -> Any:
    return alt.Scale(domain=[low, high], nice=False, zero=False)


def _title(alt: Any, words: str) -> Any:
    return alt.TitleParams(words, anchor="start", fontSize=16, color=TODAY, offset=10)


def _svg(chart: Any, label: str) -> str:
    """The picture as an element of a page: named, nothing to be fetched, no size of its own beyond its drawing."""
    import vl_convert

    chart = chart.configure(font=FONT).configure_view(stroke=None, clip=False)
    chart = chart.configure_axis(
        labelFontSize=TEXT,
        titleFontSize=TEXT,
        titleFontWeight="normal",
        labelColor=TODAY,
        titleColor=QUIET,
        domainColor=LINE,
        tickColor=LINE,
    )
    drawn = vl_convert.vegalite_to_svg(chart.to_dict())
    drawn = re.sub(r'\s(?:xmlns(?::\w+)?|version|aria-\w+|role)="[^"]*"', "", drawn)
    return drawn.replace("<svg", f'<svg role="img" aria-label="{html.escape(label)}"', 1)


__all__ = ["bar_chart", "difference_chart", "foresight_chart", "strip_chart", "time_line", "trade_chart"]
