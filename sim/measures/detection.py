"""Who finds what is wrong, and how often an alarm is one."""

from __future__ import annotations

from sim.measures.measure import Measure, window
from sim.measures.shares import Share, share
from sim.run import Run


def alarm_precision(run: Run) -> Share:
    """Alarms of the program for pages that differed from the price list / all its alarms; 1 if there was none."""
    is_true = window(run, "alarm_raised")["is_true"]
    return share(int(is_true.sum()), len(is_true), of_nothing=1.0)


MEASURES = (
    Measure(
        "alarm_precision", "share", "Alarms of the automatic comparison behind which was a fault.", alarm_precision
    ),
)
