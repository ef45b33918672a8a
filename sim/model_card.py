"""The tables of `docs/model.md`, printed from the declarations so that words and code cannot drift apart.

`python -m sim.model_card` rewrites the text between the markers `<!-- table: NAME -->` and `<!-- end -->`; a test
proves that the committed page is what this makes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from sim.kinds import KINDS
from sim.measures import MEASURES
from sim.parameters import read_parameters
from sim.places import DATASETS
from sim.policy import Lever, levers
from sim.rules import rules
from sim.scenario import load_scenario, scenario_names
from sim.systems import SEEN, systems
from sim.world.fatigue import message_gain, unsubscribe_chance
from sim.world.people import logistic, logit

PAGE = DATASETS.parent / "docs" / "model.md"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell).replace("|", "/") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _allowed(item: Lever) -> str:
    if item.choices:
        return ", ".join(item.choices)
    return "yes, no" if item.low is None else f"{item.low:g} to {item.high:g}"


def _levers() -> str:
    return _table(
        ("lever", "label", "unit", "allowed", "default", "rows of the units"),
        (
            (
                f"`{item.path}`",
                item.label,
                item.unit,
                ", ".join(item.choices)
                if item.choices
                else ""
                if item.low is None
                else f"{item.low:g} to {item.high:g}",
                item.default,
                " ".join(item.rows),
            )
            for item in levers()
        ),
    )


def _parameters() -> str:
    return _table(
        ("id", "value", "unit", "range", "kind", "source", "note"),
        (
            (f"`{row.id}`", f"{row.value:g}", row.unit, f"{row.low:g} to {row.high:g}", row.kind, row.source, row.note)
            for row in read_parameters().rows()
        ),
    )


def _kinds() -> str:
    return _table(
        ("kind", "meaning", "columns"),
        ((f"`{kind.name}`", kind.meaning, ", ".join(kind.columns)) for kind in KINDS.values()),
    )


def _measures() -> str:
    return _table(("measure", "unit", "meaning"), ((f"`{m.name}`", m.unit, m.meaning) for m in MEASURES.values()))


def _rules() -> str:
    return _table(
        ("rule", "ordinance", "section", "what is found", "class", "evidence", "source", "text of"),
        (
            (r.id, r.ordinance, r.section, r.title, r.severity, r.evidence, r.source, r.text_date)
            for r in rules().values()
        ),
    )


def _scenarios() -> str:
    scenarios = [load_scenario(name) for name in scenario_names()]
    return _table(
        ("scenario", "title", "customers", "days", "mechanisms", "planned"),
        (
            (f"`{s.name}`", s.title, s.customers, s.days, ", ".join(s.mechanisms) or "none", len(s.planned))
            for s in scenarios
        ),
    )


def _price_lift() -> str:
    """Orders against usual at a price cut, for a customer with mean conversion: logit with the elasticity at list."""
    numbers = read_parameters()
    chance, elasticity = numbers["base.conversion"], numbers["price.elasticity"]
    cuts = (0.05, 0.10, 0.20, 0.30, 0.40, 0.50)

    def lift(cut: float) -> float:
        logit = np.log(chance / (1 - chance)) - elasticity / (1 - chance) * np.log(1 - cut)
        return float(1 / (1 + np.exp(-logit)) / chance - 1)

    return _table(("price cut", *(f"{cut:.0%}" for cut in cuts)), [("orders", *(f"{lift(cut):+.0%}" for cut in cuts))])


STEADY = np.array([0, 1, 2, 4, 6, 7, 8, 10, 15, 30], dtype=float)
"""Mails a month in the tables of what mails do, for a customer of mean patience."""


def _beyond_patience() -> np.ndarray:
    return np.maximum(STEADY - read_parameters()["message.patience"], 0.0)


def _mail_curve() -> str:
    """Visits against usual at a steady number of mails a month."""
    numbers = read_parameters()
    gain = message_gain(STEADY / 30.0 * numbers["message.memory_days"], _beyond_patience(), numbers)
    return _table(("mails a month", *(f"{m:.0f}" for m in STEADY)), [("visits", *(f"{g:+.0%}" for g in gain))])


def _fatigue_curve() -> str:
    """What too many mails cost: requests to stop, and the chance of leaving of somebody with the mean wish to leave."""
    numbers = read_parameters()
    excess = _beyond_patience()
    requests = 1000 * -np.expm1(STEADY * np.log1p(-unsubscribe_chance(excess, numbers)))
    mean = numbers["base.a"] / (numbers["base.a"] + numbers["base.b"])
    grievance = numbers["message.annoyance"] * excess  # one harm for each mail beyond patience, none forgotten yet
    leaves = logistic(float(logit(np.array(mean))) + grievance)
    return _table(
        ("mails a month", *(f"{m:.0f}" for m in STEADY)),
        [
            ("requests to stop in a month, of 1,000 receivers", *(f"{r:.1f}" for r in requests)),
            ("chance to leave after the next order", *(f"{chance:.1%}" for chance in leaves)),
        ],
    )


def _realism() -> str:
    """The customers of a shop that does nothing beside those of real shops, from `datasets/realism.csv`."""
    with (DATASETS / "realism.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    head = ("figure", "ours, mean of five seeds", "least to most", "band", "CDNOW", "groceries", "Online Retail")
    return _table(
        head,
        (
            (
                row["figure"],
                row["mean"],
                f"{row['least']} to {row['most']}",
                f"{row['low']} to {row['high']}" if row["high"] else f"above {row['low']}",
                *(row[name] or "-" for name in ("cdnow", "grocery", "online_retail")),
            )
            for row in found
        ),
    )


def _closed_forms() -> str:
    """The shop's processes against formulas, from `datasets/closed_forms.csv`."""
    with (DATASETS / "closed_forms.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    head = ("number", "what", "formula", "formula gives", "simulated", "standard error", "z")
    columns = ("number", "name", "formula", "expected", "mean", "standard_error", "z")
    return _table(head, ([row[name] for name in columns] for row in found))


def _dwell() -> str:
    """How long intruders stay beside published figures, from `datasets/dwell.csv`."""
    with (DATASETS / "dwell.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    head = ("intruder", "policy", "break-ins", "median, days", "mean, days", "published, days")
    columns = ("intruder", "policy", "break_ins", "median_days", "mean_days", "published")
    return _table(head, ([row[name] for name in columns] for row in found))


def _ranking() -> str:
    """How often luck ranks the better of two policies worse, from `datasets/ranking.csv`."""
    with (DATASETS / "ranking.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    head = ("measure", "better", "worse", "better by (standard error)", "asked", "same shops", "beside today", "levels")
    table = _table(
        head,
        (
            (
                f"`{row['measure']}`",
                row["better"],
                row["worse"],
                f"{row['gain']} ({row['standard_error']})",
                row["asked"],
                *(f"{int(row[way]) / int(row['markings']):.1%}" for way in ("same_shops", "beside_today", "levels")),
            )
            for row in found
        ),
    )
    large = [row for row in found if float(row["gain"]) >= float(row["asked"])]
    worst = {
        way: max(int(row[way]) / int(row["markings"]) for row in large)
        for way in ("same_shops", "beside_today", "levels")
    }
    first = found[0]
    return (
        f"Each row: {int(first['markings']):,} markings of {first['shops']} shops, drawn from a pool of "
        f"{first['pool']}; the share in which the better policy was not ranked better. In the {len(large)} pairs that "
        f"differ by what the criterion asks, or more, it was at most {worst['same_shops']:.1%} in the same shops, "
        f"{worst['beside_today']:.1%} beside today, {worst['levels']:.1%} by levels.\n\n{table}"
    )


def _systems() -> str:
    """What is stated of each system and what is so, from `datasets/systems.csv`."""
    return _table(
        ("system", "trait", "stated", "found", "unit", "seen", "kind", "source"),
        (
            (
                name,
                f"`{trait.id}`",
                f"{trait.stated:g}",
                f"{trait.value:g}",
                trait.unit,
                SEEN[trait.only_by_trial],
                trait.kind,
                trait.source,
            )
            for name, traits in systems().items()
            for trait in traits
        ),
    )


TABLES: dict[str, Callable[[], str]] = {
    "levers": _levers,
    "parameters": _parameters,
    "kinds": _kinds,
    "measures": _measures,
    "rules": _rules,
    "scenarios": _scenarios,
    "systems": _systems,
    "price lift": _price_lift,
    "mail curve": _mail_curve,
    "fatigue curve": _fatigue_curve,
    "realism": _realism,
    "closed forms": _closed_forms,
    "dwell": _dwell,
    "ranking": _ranking,
}


def filled(page: str) -> str:
    """The page with every table made anew.

    Raises:
        KeyError: a marker names a table that is not there.
    """

    def fill(match: re.Match[str]) -> str:
        return f"<!-- table: {match[1]} -->\n{TABLES[match[1]]()}\n<!-- end -->"

    return re.sub(r"<!-- table: ([a-z ]+) -->\n.*?<!-- end -->", fill, page, flags=re.DOTALL)


def write(page: Path = PAGE) -> None:
    """Rewrite the page in place."""
    text = filled(page.read_text(encoding="utf-8"))
    aside = page.with_suffix(".new")
    aside.write_text(text, encoding="utf-8")
    aside.replace(page)


if __name__ == "__main__":
    write()
