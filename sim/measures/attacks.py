"""Attacks on the server, the checkout and the PCs: how many there were, how many to expect, how long they lasted.

Rare events are mostly luck in half a year, so what the policy leads one to expect stands beside each count.
"""

from __future__ import annotations

import numpy as np

from sim.measures.measure import Measure, window
from sim.run import Run
from sim.threats.break_ins import NOTHING, RANSOMWARE
from sim.threats.server import harmful_share


def server_break_ins(run: Run) -> float:
    """Flaws that were used for something harmful."""
    found = window(run, "break_in")
    return float(((found["stopped_by"] == 0) & (found["outcome"] != NOTHING)).sum())


def expected_server_break_ins(run: Run) -> float:
    """Sum over flaws of the chance to be used while they were open, times the share of uses that do harm.

    Flaws that are open at the end count with their time up to then; so do flaws that were closed while an intruder was
    shut out, which leaves the sum a little low in a shop that is broken into often.
    """
    numbers, appeared, patched = run.scenario.numbers(), window(run, "flaw_appeared"), window(run, "flaw_patched")
    still_open = ~np.isin(appeared["flaw"], patched["flaw"])
    days = run.days - appeared["day"][still_open]
    chances = patched["chance"].sum(dtype="f8") - np.expm1(-numbers["flaw.used_per_day"] * days).sum()
    return float(chances) * harmful_share(run.policy, numbers)


def cards_stolen(run: Run) -> float:
    """Card numbers that a skimmer copied, one an order."""
    return float(len(window(run, "card_stolen")["day"]))


def server_dwell_days(run: Run) -> float:
    """Mean days from a break-in that did harm until somebody noticed it, or to the end; 0 if there was none.

    Ransomware is left out: it says itself that it is there.
    """
    came, found = window(run, "break_in"), window(run, "break_in_found")
    quiet = (came["stopped_by"] == 0) & (came["outcome"] != NOTHING) & (came["outcome"] != RANSOMWARE)
    if not quiet.any():
        return 0.0
    noticed = dict(zip(found["flaw"].tolist(), found["day"].tolist(), strict=True))
    days = [
        noticed.get(flaw, float(run.days)) - began
        for flaw, began in zip(came["flaw"][quiet].tolist(), came["day"][quiet].tolist(), strict=True)
    ]
    return float(np.mean(days))


def pc_infections(run: Run) -> float:
    """Harmful programs that got past every gate."""
    return float((window(run, "pc_attacked")["stopped_by"] == 0).sum())


def expected_pc_infections(run: Run) -> float:
    """The same as the policy leads one to expect: sum of the chances of all attacks."""
    return float(window(run, "pc_attacked")["chance"].sum(dtype="f8"))


MEASURES = (
    Measure("server_break_ins", "break-ins", "Break-ins at the server that did harm.", server_break_ins),
    Measure(
        "expected_server_break_ins",
        "break-ins",
        "Break-ins at the server that do harm on average, with the flaws of this run and this policy.",
        expected_server_break_ins,
    ),
    Measure("cards_stolen", "cards", "Card numbers copied on the payment page.", cards_stolen),
    Measure(
        "server_dwell_days",
        "days",
        "Mean time until an intruder in the server was noticed; 0 without any.",
        server_dwell_days,
    ),
    Measure("pc_infections", "programs", "Harmful programs that got onto PCs of staff.", pc_infections),
    Measure(
        "expected_pc_infections",
        "programs",
        "Harmful programs that get onto PCs on average under this policy.",
        expected_pc_infections,
    ),
)
