"""How long intruders stay in the server under several policies, beside published figures.

`python -m benchmarks.dwell` writes `datasets/dwell.csv`, which the model page prints. Nothing about these times is
drawn as such: they follow from reviews, checks and people outside.
"""

from __future__ import annotations

import csv
import sys
from typing import Any

import numpy as np

from sim.places import DATASETS
from sim.run import run
from sim.scenario import Scenario, load_scenario
from sim.streams import Floats
from sim.threats.break_ins import DATA, SKIMMER

FILE = DATASETS / "dwell.csv"
COLUMNS = ("intruder", "policy", "break_ins", "median_days", "mean_days", "published")
SEEDS, DAYS = range(1, 11), 700
LAST_DAYS = 365.0
"""Break-ins of the last year are left out: they may not have been found yet."""
NUMBERS = {"server.own": 1.0, "flaw.per_year": 40.0, "flaw.used_per_day": 1.0, "phish.per_mailbox_month": 0.0}
NUMBERS |= {"break_in.skimmer": 0.5, "break_in.prices": 0.0, "break_in.data": 0.5, "break_in.ransomware": 0.0}
SKIMMERS = "medians 12 (RapidSpike 2019), 16 (one airline 2018), 22 (RiskIQ 2019); unwatched mean about 195"
INTRUSIONS = "medians 416 (2011), 99 (2016), 16 (2022), 11 (2024) (Mandiant)"
WATCHED = ("phishing", "server")
POLICIES: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
    ("nobody looks", ("server",), {}),
    ("as the shop is: sign-ins reviewed every 30 days", WATCHED, {}),
    ("sign-ins reviewed every 7 days", WATCHED, {"security.log_review_days": 7}),
    ("as the shop is, and the checkout checked every 7 days", WATCHED, {"protection.tamper_check_days": 7}),
)


def days_inside(mechanisms: tuple[str, ...], levers: dict[str, Any]) -> dict[int, Floats]:
    """Days from break-in to notice, by what the intruder was there for."""
    content = load_scenario("corner-shop").model_dump()
    policy = {"protection.card_page": "our own form", "protection.patch_days": 90, **levers}
    content |= {"mechanisms": mechanisms, "parameters": NUMBERS, "policy": policy, "customers": 20, "days": DAYS}
    scenario = Scenario.model_validate(content)
    found: dict[int, list[float]] = {SKIMMER: [], DATA: []}
    for seed in SEEDS:
        table = run(scenario=scenario, seed=seed).log.table("break_in_found")
        for outcome, days in found.items():
            rows = (table["outcome"] == outcome) & (table["began"] < DAYS - LAST_DAYS)
            days.extend((table["day"] - table["began"])[rows].tolist())
    return {outcome: np.array(days) for outcome, days in found.items()}


def main() -> int:
    """Simulate, and write the table aside, then in place."""
    aside = FILE.with_suffix(".new")
    with aside.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for name, mechanisms, levers in POLICIES:
            found = days_inside(mechanisms, levers)
            for outcome, who, published in (
                (SKIMMER, "skimmer", SKIMMERS),
                (DATA, "thief of data", INTRUSIONS),
            ):
                days = found[outcome]
                figures = (f"{np.median(days):.1f}", f"{days.mean():.1f}")
                table.writerow((who, name, len(days), *figures, published))
                sys.stdout.write(f"{who}, {name}: median {figures[0]}, mean {figures[1]} ({len(days)})\n")
    aside.replace(FILE)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
