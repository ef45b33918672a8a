"""See what the last run showed: chart, table, sentences, and what was expected beside what came."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import ipywidgets as widgets
import pandas as pd

from sim.assessment.exercise import HEADLINES
from sim.assessment.figures import look_of as look
from sim.measures import MEASURES
from sim.rules import NOT_A_CONVICTION
from sim.show import markup
from sim.show.desk import Desk, reporter
from sim.show.errand import careful
from sim.show.saved_work import Effect
from sim.show.verdict import against_prediction, good_or_bad, sentence, spread

DRAWN_AT = (2, 5)
"""A chart is drawn after so many shops, and after the last."""


def see_panel(desk: Desk) -> widgets.VBox:
    """Words first, then chart and table; refreshed as shops are done."""
    words, chart, table = widgets.HTML(), widgets.HTML(), widgets.HTML()
    report = reporter(words)
    drawn: list[tuple[int, str]] = []

    def refresh() -> None:
        effects, shops = desk.effects, desk.shops
        if not effects:
            words.value = markup.line("Nothing to see yet: predict, decide and run the shop first.")
            chart.value = table.value = ""
            drawn.clear()
            return
        key = (shops, repr(effects))
        if drawn and drawn[-1] == key:
            return
        words.value = said(effects, shops) + expected(desk, effects)
        table.value = figures(effects, shops)
        if shops in (*DRAWN_AT, len(desk.practice.seeds)) or not desk.running.is_busy:
            chart.value = picture(effects, shops)
        drawn[:] = [key]

    desk.watch(careful(refresh, report))
    careful(refresh, report)()
    return desk.panel(words, chart, table)


def said(effects: Mapping[str, Effect], shops: int) -> str:
    """The change of each headline in words."""
    items = "".join(
        f"<li><strong>{escape(look(measure).label)}.</strong> {escape(sentence(measure, effects[measure], shops))}</li>"
        for measure in HEADLINES
        if measure in effects
    )
    return f"<h3>What your plan did</h3><ul>{items}</ul>"


def expected(desk: Desk, effects: Mapping[str, Effect]) -> str:
    """The prediction beside what came."""
    rows = [
        against_prediction(measure, desk.work.expected[measure], effects[measure])
        for measure in HEADLINES
        if measure in effects and measure in desk.work.expected
    ]
    if not rows:
        return ""
    because = f"You wrote: {desk.work.because}" if desk.work.because else ""
    return (
        "<h3>What you expected</h3>"
        + markup.table("Your prediction, made before the first run", ("You said", "What came", "So"), rows)
        + markup.paragraphs(because, "A surprise is worth the most: step 6 helps you to find out why.")
    )


def picture(effects: Mapping[str, Effect], shops: int) -> str:
    """The chart of the headlines; a line instead while there is one shop only."""
    if shops < 2:
        return markup.line("The picture follows with the second shop.")
    from sim.show.charts import effects_chart

    rows = {
        measure: {
            "a": one.today, "b": one.yours, "change": one.change, "low": one.low, "high": one.high,
            "unit": MEASURES[measure].unit, "better_in": one.higher, "seeds": shops,
        }
        for measure, one in effects.items()
        if measure in HEADLINES
    }  # fmt: skip
    frame = pd.DataFrame.from_dict(rows, orient="index")
    svg = effects_chart(frame, names=("today", "your plan"), each="shops")
    return f"<h3>The picture</h3>{svg}"


def figures(effects: Mapping[str, Effect], shops: int) -> str:
    """The table beside the picture."""
    rows = []
    for measure, one in effects.items():
        shown = look(measure)
        if one.today is None or one.yours is None or one.change is None:
            continue
        sure = "one shop only"
        if one.low is not None and one.high is not None:
            sure = f"give or take {spread(shown, (one.high - one.low) / 2)}"
        rows.append(
            (
                shown.label,
                shown.text(one.today),
                shown.text(one.yours),
                shown.text(one.change, signed=True),
                sure,
                good_or_bad(measure, one),
            )
        )
    caption = f"Mean of {shops} shops" if shops > 1 else "The first shop"
    columns = ("Measure", "Today", "Your plan", "Change", "How sure", "For the shop")
    return markup.table(caption, columns, rows, numbers=(1, 2, 3)) + markup.paragraphs(NOT_A_CONVICTION)


__all__ = ["see_panel"]
