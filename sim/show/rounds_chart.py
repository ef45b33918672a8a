"""How much is sold wrong against the days between two looks: the curve of theory, today's shop and the plan on it."""

from __future__ import annotations

import io
import math

import numpy as np
import pandas as pd

from sim.codes import FIELDS
from sim.run import Run
from sim.show.looks import LINE, TODAY, YOURS
from sim.world.shop import catalogue

LEAST, LONGEST, STEPS = 30, 180, 91  # days across, and points of the curve
_WIDTH, _HEIGHT = 560, 300


def births_a_day(one: Run) -> float:
    """Faults of price or promotion born an item and day."""
    born = one.log.table("fault_born")
    of_price = np.isin(born["field"], [FIELDS.index("price"), FIELDS.index("promotion")])
    return float(of_price.sum()) / (len(catalogue()) * one.days)


def wrong_share(rate: float, days: float) -> float:
    """Share of the time wrong when faults come at a rate and somebody looks every so many days: g(rate x days)."""
    x = rate * days
    return 1 - (1 - math.exp(-x)) / x if x > 0 else 0.0


def rounds_chart(rate: float, points: list[tuple[str, float, float]]) -> str:
    """The curve as SVG with a point for each policy.

    Args:
        rate: faults an item and day.
        points: name, days between looks, share of order lines sold wrong; today's first, then the plan's.
    """
    import altair as alt

    longest = min(LONGEST, max(LEAST, *(2 * every for _, every, _ in points)))
    days = np.linspace(0, longest, STEPS)
    curve = pd.DataFrame({"days": days, "wrong": [100 * wrong_share(rate, day) for day in days.tolist()]})
    marks = pd.DataFrame(
        [(name, every, 100 * share, f"{name}: {100 * share:.1f} %") for name, every, share in points],
        columns=["policy", "days", "wrong", "words"],
    )
    top = 1.15 * max(curve["wrong"].max(), marks["wrong"].max())
    across = alt.X("days:Q", title="days between two price checks", scale=alt.Scale(domain=[0, longest]))
    up = alt.Y("wrong:Q", title="order lines sold at a wrong price, %", scale=alt.Scale(domain=[0, top]))
    names = [name for name, _, _ in points]
    base = alt.Chart(marks).encode(x=across, y=up)
    dots = base.mark_point(size=170, filled=True, opacity=1, stroke=TODAY, strokeWidth=1.5).encode(
        shape=alt.Shape("policy:N", sort=names, scale=alt.Scale(range=["circle", "square"]), legend=None),
        fill=alt.Fill("policy:N", sort=names, scale=alt.Scale(range=[TODAY, YOURS]), legend=None),
    )
    layers = [alt.Chart(curve).mark_line(color="#5b6472", strokeWidth=2).encode(x=across, y=up), dots]
    for place, (_, every, _) in enumerate(points):  # words to the side on which there is room, not one over the other
        words = base.transform_filter(alt.datum.policy == names[place])
        down = -22 if place else 22  # the words of one may not lie over those of the other
        if every < longest / 2:
            beside = words.mark_text(align="left", dx=14, dy=down, fontSize=14)
        else:
            beside = words.mark_text(align="right", dx=-14, dy=down, fontSize=14)
        layers.append(beside.encode(text="words:N"))
    chart = alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT)
    chart = chart.configure_view(stroke=None).configure(
        font="sans-serif", axis=alt.AxisConfig(labelFontSize=14, titleFontSize=14, gridColor=LINE)
    )
    picture = io.StringIO()
    chart.save(picture, format="svg")
    return picture.getvalue()


__all__ = ["births_a_day", "rounds_chart", "wrong_share"]
