"""What marking looks at beside the measures: figures of a run that only an assessor needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.measures import MEASURES
from sim.measures.measure import window
from sim.measures.timeliness import people_on_staff
from sim.rules.rule import calendar_of
from sim.run import Run
from sim.show.looks import LOOKS, Look


@dataclass(frozen=True)
class Figure:
    """A figure of a run: how it is shown, what it means in one line, and how it is taken from the log."""

    look: Look
    meaning: str
    take: Callable[[Run], float]


def answer_wait_hours(run: Run) -> float:
    """Mean hours, nights and holidays included, from a question to the start of its answer; 0 if nobody asked."""
    waited = window(run, "enquiry_answered")["waited_hours"]
    return float(waited.mean(dtype="f8")) if len(waited) else 0.0


def staff_hours(run: Run) -> float:
    """Hours of staff time spent on all tasks."""
    return float(window(run, "work")["hours"].sum(dtype="f8"))


def busy_share(run: Run) -> float:
    """Hours of staff time / (clerks and helpers x opening hours of the working days)."""
    calendar = calendar_of(run)
    working = sum(calendar.is_working_day(day) for day in range(run.days))
    there = people_on_staff(run) * working * calendar.hours_per_day
    return staff_hours(run) / there if there else 0.0


def intruder_days(run: Run) -> float:
    """Days, added up over staff accounts, in which a stranger could sign in; to the end of the run if never found."""
    taken, closed = run.log.table("account_taken"), run.log.table("account_closed")
    days = float((closed["day"] - closed["taken"]).sum())
    ended = set(zip(closed["account"].tolist(), closed["taken"].tolist(), strict=True))
    begun = zip(taken["account"].tolist(), taken["day"].tolist(), strict=True)
    return days + sum(run.days - day for account, day in begun if (account, day) not in ended)


def wrong_price_lines(run: Run) -> float:
    """Order lines sold while price or promotion was wrong / all order lines; 0 if none was sold."""
    lines = window(run, "order_line")
    wrong = ~(lines["price_right"] & lines["promotion_right"])
    return float(wrong.mean()) if len(wrong) else 0.0


FIGURES: Final[dict[str, Figure]] = {
    "answer_wait_hours": Figure(
        Look("Waiting for an answer", "hours", "down"), "mean hours from a question to its answer", answer_wait_hours
    ),
    "staff_hours": Figure(Look("Staff time", "hours", "down"), "hours spent on all tasks", staff_hours),
    "busy_share": Figure(
        Look("Staff time that is planned", "percent", "down"), "share of the clerks' opening hours", busy_share
    ),
    "intruder_days": Figure(
        Look("Accounts in a stranger's hands", "days", "down"), "days, added up over staff accounts", intruder_days
    ),
    "wrong_price_lines": Figure(
        Look("Order lines sold at a wrong price", "percent", "down"),
        "share of order lines sold while price or offer was wrong",
        wrong_price_lines,
    ),
}
"""By name; a criterion or gate may name these as well as the measures."""


def is_known(name: str) -> bool:
    """Whether it is a measure or a figure."""
    return name in MEASURES or name in FIGURES


def look_of(name: str) -> Look:
    """How a measure or figure is shown.

    Raises:
        ValueError: there is none of that name.
    """
    if name in FIGURES:
        return FIGURES[name].look
    if name not in LOOKS:
        raise ValueError(f"{name}: no such measure")
    return LOOKS[name]


def take_all(run: Run) -> dict[str, float]:
    """All measures and figures of a run."""
    values = {str(name): float(value) for name, value in run.measures()["value"].items()}
    return values | {name: float(np.float64(figure.take(run))) for name, figure in FIGURES.items()}


__all__ = ["FIGURES", "Figure", "is_known", "look_of", "take_all"]
