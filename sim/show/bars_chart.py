"""Bars, one a name, drawn to SVG; the table beside them has the same figures."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pandas as pd

from sim.show.looks import LINE, TODAY

_WIDTH, _HEIGHT = 640, 200


def bars_chart(values: Mapping[str, float], across: str, up: str) -> str:
    """Bars from nought, in the order given.

    Args:
        values: by what stands below each bar.
        across: what the bars are, for the lower axis.
        up: what is counted, for the left axis.
    """
    import altair as alt

    rows = pd.DataFrame({"name": list(values), "value": list(values.values())})
    chart = (
        alt.Chart(rows)
        .mark_bar(color=TODAY)
        .encode(
            x=alt.X("name:N", sort=None, title=across, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("value:Q", title=up, axis=alt.Axis(tickCount=5)),
        )
        .properties(width=_WIDTH, height=_HEIGHT)
        .configure(font="sans-serif", axis=alt.AxisConfig(labelFontSize=14, titleFontSize=14, gridColor=LINE))
        .configure_view(stroke=None)
    )
    picture = io.StringIO()
    chart.save(picture, format="svg")
    return picture.getvalue()


__all__ = ["bars_chart"]
