"""Charts, drawn to SVG. Colours stay apart for the colour-blind and in grey, and every mark has its words beside it."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from sim.compare import HEADLINES
from sim.show.looks import LINE, TODAY, YOURS, look

_WIDTH, _ROW_HEIGHT = 560, 46
_LETTER = 10  # width of a letter of the widest common font at 14 points, pixels


def effects_chart(
    effects: pd.DataFrame, names: tuple[str, str] = ("reference", "new policy"), each: str = "runs"
) -> str:
    """The headline measures under two policies as SVG: dots, and the 95 % interval of the change around the second.

    Args:
        effects: `Comparison.effects`: index measure; columns a, b, change, low, high, unit, better_in, seeds.
        names: what to call the two policies.
        each: what to call the paired runs.
    """
    import altair as alt

    parts = [
        _one_measure(alt, measure, dict(effects.loc[measure]), names, each)
        for measure in HEADLINES
        if measure in effects.index
    ]
    title = alt.TitleParams(
        f"{names[0]} and {names[1]}",
        subtitle=f"Marks: means of the {each}. Bar: 95 % interval of the change, laid around {names[1]}.",
        anchor="start",
        fontSize=16,
        subtitleFontSize=14,
        offset=14,
    )
    chart = alt.vconcat(*parts, spacing=24).properties(title=title).configure_view(stroke=None)
    chart = chart.configure(font="sans-serif", axis=alt.AxisConfig(labelFontSize=14, titleFontSize=14, gridColor=LINE))
    picture = io.StringIO()
    chart.save(picture, format="svg")
    return picture.getvalue()


def _one_measure(alt: Any, measure: str, row: Mapping[str, Any], names: tuple[str, str], each: str) -> Any:
    shown = look(measure)
    is_share = shown.form == "percent"
    scale, unit = (100.0, "%") if is_share else (1.0, str(row["unit"]))
    a, b, change, low, high = (float(row[column]) * scale for column in ("a", "b", "change", "low", "high"))
    rows = pd.DataFrame(
        {
            "policy": list(names),
            "value": [a, b],
            "words": [f"{a:,.1f}", f"{b:,.1f}"],
            "low": [None, a + low],
            "high": [None, a + high],
        }
    )
    seeds, higher = int(row["seeds"]), int(row["better_in"])
    heading = alt.TitleParams(
        f"{shown.label}: {change:+z,.1f} ({low:+z,.1f} to {high:+z,.1f}), higher in {higher} of {seeds} {each}",
        anchor="start",
        fontSize=15,
    )
    # room on the right for the words beside the last dot
    ends = [value for value in (a, b, a + low, a + high) if math.isfinite(value)]
    spread = (max(ends) - min(ends)) or abs(max(ends)) or 1.0
    domain = [min(ends) - 0.08 * spread, max(ends) + 0.25 * spread]
    scale, axis = alt.Scale(domain=domain, nice=False, zero=False), alt.Axis(tickCount=6)
    across = alt.X("value:Q", title=unit, scale=scale, axis=axis)
    room = _LETTER * max(
        map(len, names)
    )  # the reader's font may be wider than the one that the chart was laid out with
    down = alt.Y("policy:N", title=None, sort=list(names), axis=alt.Axis(domain=False, ticks=False, minExtent=room))
    base = alt.Chart(rows).encode(y=down)
    bar = base.transform_filter("isValid(datum.low)").mark_rule(strokeWidth=5, color="#999999", opacity=0.7)
    dot = base.mark_point(size=130, filled=True, opacity=1, stroke=TODAY, strokeWidth=1.5).encode(
        x=across,
        shape=alt.Shape("policy:N", sort=list(names), scale=alt.Scale(range=["circle", "square"]), legend=None),
        fill=alt.Fill("policy:N", sort=list(names), scale=alt.Scale(range=[TODAY, YOURS]), legend=None),
    )
    words = base.mark_text(align="left", dx=12, dy=-11, fontSize=14).encode(x=across, text="words:N")
    layers = alt.layer(bar.encode(x=alt.X("low:Q", title=unit, scale=scale, axis=axis), x2="high:Q"), dot, words)
    return layers.properties(width=_WIDTH, height=2 * _ROW_HEIGHT, title=heading)
