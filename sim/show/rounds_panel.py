"""What one can take home: look every T days, and a fault lives half of T; today's shop and the plan on the curve."""

from __future__ import annotations

import ipywidgets as widgets

from sim.policy import Policy
from sim.show import markup
from sim.show.desk import Desk, reporter
from sim.show.errand import careful
from sim.show.rounds_chart import births_a_day, rounds_chart, wrong_share


def rounds_panel(desk: Desk) -> widgets.VBox:
    """The curve with a point for today and, after a run in all shops, one for the plan."""
    words, chart = widgets.HTML(markup.line("The curve follows after your first run.")), widgets.HTML()
    drawn: list[str] = []

    def refresh() -> None:
        attempt, practice = desk.attempt, desk.practice
        if attempt is None or attempt.seeds < len(practice.seeds):
            return
        plan = practice.policy(attempt.values)
        if drawn and drawn[-1] == repr(attempt.values):
            return
        if not all(practice.is_ready(policy, seed) for policy in (practice.reference, plan) for seed in practice.seeds):
            return  # figures of an earlier day are on file, the shops themselves have not run yet
        rate = births_a_day(practice.one_run(practice.reference, practice.seeds[0]))
        shares = [
            float(practice.values(policy, practice.seeds)["wrong_price_lines"].mean())
            for policy in (practice.reference, plan)
        ]
        names = ("today", "your plan")
        policies = (practice.reference, plan)
        points = [
            (name, days_between(policy), share) for name, policy, share in zip(names, policies, shares, strict=True)
        ]
        chart.value = rounds_chart(rate, points)
        words.value = said(rate, points)
        drawn[:] = [repr(attempt.values)]

    report = reporter(words)
    desk.watch(careful(refresh, report))
    careful(refresh, report)()
    return desk.panel(words, chart)


def days_between(policy: Policy) -> float:
    """Days until every page has had its turn in the price checks."""
    return 100.0 * policy.monitoring.price_check_days / policy.monitoring.price_check_percent


def said(rate: float, points: list[tuple[str, float, float]]) -> str:
    """The curve and its points in words, for those who would rather read."""
    rows = [
        (name.capitalize(), f"{days:g} days", f"{100 * wrong_share(rate, days):.1f} %", f"{100 * share:.1f} %")
        for name, days, share in points
    ]
    head = ("Shop", "A look every", "The curve says", "Order lines sold wrong")
    return (
        "<h3>Look twice as often, and half as much is wrong</h3>"
        + markup.paragraphs(
            "A fault waits for the next look; on average it waits half the time between two looks.",
            f"In this shop {1000 * rate:.1f} of 1,000 pages go wrong each day; the curve says how much that makes.",
            "A point below the curve has help: customers, colleagues or a second reader find faults before the look.",
            "A point above it: a look does not see everything, and what it has seen is not put right at once.",
            "The same holds for stock counts, tests of backups, reviews of access and the matching of payments.",
        )
        + markup.table("The curve and the shops", head, rows, numbers=(1, 2, 3))
    )


__all__ = ["days_between", "rounds_panel"]
