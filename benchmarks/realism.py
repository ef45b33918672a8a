"""How real the customers are: the shop as it is, judged as real shops were, by programs that are not ours.

The corner shop, writing to nobody, runs on five seeds with more people and for longer. The customers whose first order
falls in its first 90 days are a cohort with known first dates, as CDNOW's and the grocery's are. Its figures stand
beside those of the real shops in `datasets/realism.csv`, which the model page prints; `python -m benchmarks.realism`
makes the file anew, and a test holds file and bands.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, lgamma, log

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import gammaln

from benchmarks.judges import bgnbd_shares, fit_lifetimes
from sim.places import DATASETS
from sim.policy import with_levers
from sim.run import Run, run
from sim.scenario import Scenario, load_scenario

FILE = DATASETS / "realism.csv"
SEEDS = (1, 2, 3, 4, 5)
PEOPLE, DAYS = 30_000, 480
JOINING_DAYS = 90  # the quarter in which the cohort places its first orders
MONTH = 30
CALIBRATION_WEEKS = 39
COLUMNS = ("figure", "low", "high", "least", "mean", "most", "cdnow", "grocery", "online_retail")


@dataclass(frozen=True)
class Band:
    """One figure, the band that real shops put around it, and what three of them show (CDNOW, grocery, Online Retail).

    Sources: the public files of CDNOW (Fader and Hardie), an online grocery (Platzer and Reutterer 2016) and UCI Online
    Retail (Chen, Sain and Guo 2012), computed; baskets: Baymard; sessions: Statista Q3 2024; orders: HKTVmall.
    """

    name: str
    low: float
    high: float
    shops: tuple[float | None, float | None, float | None] = (None, None, None)


BANDS = (
    Band("BG/NBD r", 0.2, 1.3, (0.252, 0.349, 0.827)),
    Band("BG/NBD alpha (weeks)", 1.5, 8, (4.789, 2.582, 9.844)),
    Band("BG/NBD a", 0.3, 1.5, (0.723, 0.504, 0.003)),
    Band("BG/NBD b", 1, 5, (2.161, 3.644, 6.745)),
    Band("twice the log-likelihood gained by BG/NBD over NBD", 50, inf, (2953.8, 1080.6, 0.4)),
    Band("chi-squared of orders 0 to 7+, a customer", 0, 0.005, (None, None, None)),
    Band("share with one order only, after 52 weeks", 0.35, 0.60, (0.54, 0.38, None)),
    Band("share with a second order within 90 days", 0.25, 0.55, (0.2922, 0.5357, 0.4549)),
    Band("share with a second order within 365 days", 0.40, 0.65, (0.4586, 0.6223, 0.8726)),
    Band("median days between orders", 15, 40, (34, 21, 28)),
    Band("coefficient of variation of those days", 1.1, 1.6, (1.272, 1.506, 1.162)),
    Band("share active in month 1", 0.10, 0.35, (0.131, 0.3259, 0.2537)),
    Band("share active in month 12", 0.05, 0.18, (0.0739, 0.1567, None)),
    Band("month 12 against month 1", 0.40, 0.65, (0.564, 0.481, None)),
    Band("Gini of customers' spending", 0.55, 0.72, (0.634, None, 0.715)),
    Band("share of sales of the top fifth", 0.60, 0.76, (0.677, None, 0.746)),
    Band("correlation of log orders and log mean value", 0.05, 0.30, (0.214, None, 0.161)),
    Band("orders of a buyer in a month with any", 1.2, 2.7, (1.28, 1.42, 1.42)),
    Band("share of baskets left", 0.60, 0.80),
    Band("share of sessions that end in an order", 0.010, 0.040),
    Band("mean order, HK$", 400, 560),
)


def shop() -> Scenario:
    """The base scenario, larger and longer."""
    return Scenario.model_validate({**load_scenario("corner-shop").model_dump(), "customers": PEOPLE, "days": DAYS})


def life(seed: int) -> Run:
    """A year and more of the shop that does nothing to keep anybody: it is as it is, and writes to nobody."""
    scenario = shop()
    return run(with_levers(scenario.reference_policy(), {"outreach.newsletters_per_month": 0}), scenario, seed)


def cohort(one: Run) -> pd.DataFrame:
    """Orders of the customers whose first order falls in the first quarter: customer, whole day, first day, HK$."""
    orders = one.events("order_placed")
    orders = orders.assign(day=np.floor(orders["day"]).astype(int), value=orders["value_cents"] / 100)
    first = orders.groupby("customer")["day"].min().rename("first")
    joined = orders.join(first, on="customer")
    chosen = joined[(joined["first"] >= 0) & (joined["first"] < JOINING_DAYS)]
    return chosen[["customer", "day", "first", "value"]].sort_values(["customer", "day"], ignore_index=True)


def figures(one: Run) -> dict[str, float]:
    """Every figure of `BANDS` for one run."""
    orders = cohort(one)
    found = {**_lifetimes(orders), **_returning(orders), **_spending(orders)}
    funnel = one.events("funnel")
    sessions = funnel["visits"].sum() + funnel["passers_by"].sum()
    placed = one.events("order_placed")
    found["share of baskets left"] = 1 - funnel["payments"].sum() / funnel["baskets"].sum()
    found["share of sessions that end in an order"] = (placed["day"] >= 0).sum() / sessions
    found["mean order, HK$"] = float(placed["value_cents"][placed["day"] >= 0].mean() / 100)
    return {band.name: float(found[band.name]) for band in BANDS}


def recency_table(orders: pd.DataFrame, weeks: float) -> pd.DataFrame:
    """What the judges take: repeat orders, weeks from first to last order, and age, up to `weeks` of age."""
    age = (orders["day"] - orders["first"]) / 7
    inside = orders[age <= weeks].assign(age=age)
    table = inside.groupby("customer")["age"].agg(["size", "max"])
    return pd.DataFrame({"frequency": table["size"] - 1, "recency": table["max"], "T": float(weeks)})


def _lifetimes(orders: pd.DataFrame) -> dict[str, float]:
    """BG/NBD by the package lifetimes on the first 39 weeks of every customer, beside a plain NBD."""
    table = recency_table(orders, CALIBRATION_WEEKS)
    estimates, _ = fit_lifetimes(table)
    r, alpha, a, b = (float(value) for value in estimates)
    expected = bgnbd_shares(r, alpha, a, b, float(CALIBRATION_WEEKS), 7)
    seen = np.bincount(np.minimum(table["frequency"], 7), minlength=8)
    wanted = np.append(expected, 1 - expected.sum()) * len(table)
    gained = bgnbd_log_likelihood(table, r, alpha, a, b) - nbd_log_likelihood(table)
    return {
        "BG/NBD r": r,
        "BG/NBD alpha (weeks)": alpha,
        "BG/NBD a": a,
        "BG/NBD b": b,
        "twice the log-likelihood gained by BG/NBD over NBD": 2 * gained,
        "chi-squared of orders 0 to 7+, a customer": float(((seen - wanted) ** 2 / wanted).sum() / len(table)),
    }


def bgnbd_log_likelihood(table: pd.DataFrame, r: float, alpha: float, a: float, b: float) -> float:
    """Fader, Hardie and Lee 2005, equation 6; the fitter reports a mean on scaled time instead."""
    x, t_x, age = (table[name].to_numpy(dtype=float) for name in ("frequency", "recency", "T"))
    shared = gammaln(r + x) - gammaln(r) + r * log(alpha)
    beta = gammaln(a + b) - gammaln(b)
    alive = beta + gammaln(b + x) - gammaln(a + b + x) - (r + x) * np.log(alpha + age)
    again = np.maximum(x, 1)
    gone = beta + gammaln(a + 1) - gammaln(a) + gammaln(b + again - 1) - gammaln(a + b + again)
    gone = np.where(x > 0, gone - (r + x) * np.log(alpha + t_x), -np.inf)
    return float((shared + np.logaddexp(alive, gone)).sum())


def nbd_log_likelihood(table: pd.DataFrame) -> float:
    """The best log-likelihood of a shop that nobody ever leaves: order rate gamma, orders Poisson."""
    x, age = table["frequency"].to_numpy(dtype=float), table["T"].to_numpy(dtype=float)

    def loss(logs: np.ndarray) -> float:
        r, alpha = np.exp(logs)
        # without age^x / x!, which the BG/NBD leaves out too: both are densities of the moments of the orders
        return -float((gammaln(r + x) - lgamma(r) + r * log(alpha) - (r + x) * np.log(alpha + age)).sum())

    return -float(minimize(loss, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-6}).fun)


def _returning(orders: pd.DataFrame) -> dict[str, float]:
    count = orders["customer"].nunique()
    since = orders["day"] - orders["first"]
    gaps = orders.groupby("customer")["day"].diff().dropna()
    second = since[orders.groupby("customer").cumcount() == 1]
    month = since // MONTH

    def active(which: int) -> float:
        return orders["customer"][(month == which) & (since > 0)].nunique() / count

    within_year = orders[since <= 364].groupby("customer").size()
    calendar = orders.groupby(["customer", orders["day"] // MONTH]).size()
    return {
        "share with one order only, after 52 weeks": float((within_year == 1).mean()),
        "share with a second order within 90 days": float((second <= 90).sum() / count),
        "share with a second order within 365 days": float((second <= 365).sum() / count),
        "median days between orders": float(gaps.median()),
        "coefficient of variation of those days": float(gaps.std() / gaps.mean()),
        "share active in month 1": active(1),
        "share active in month 12": active(12),
        "month 12 against month 1": active(12) / active(1),
        "orders of a buyer in a month with any": float(calendar.mean()),
    }


def _spending(orders: pd.DataFrame) -> dict[str, float]:
    by = orders.groupby("customer")["value"]
    spent = np.sort(by.sum().to_numpy())
    count = len(spent)
    gini = float((2 * np.arange(1, count + 1) - count - 1) @ spent / (count * spent.sum()))
    return {
        "Gini of customers' spending": gini,
        "share of sales of the top fifth": float(spent[-(count // 5) :].sum() / spent.sum()),
        "correlation of log orders and log mean value": float(np.corrcoef(np.log(by.size()), np.log(by.mean()))[0, 1]),
    }


def rows(of_seeds: Iterable[dict[str, float]]) -> list[dict[str, str]]:
    """The rows of the file: band, least, mean and most over the seeds, and the three real shops."""
    table = pd.DataFrame(list(of_seeds))

    def text(value: float | None) -> str:
        return "" if value is None or value == inf else f"{value:.4g}"

    return [
        dict(
            zip(
                COLUMNS,
                (
                    band.name,
                    *(text(part) for part in (band.low, band.high)),
                    *(text(float(part)) for part in table[band.name].agg(["min", "mean", "max"])),
                    *(text(part) for part in band.shops),
                ),
                strict=True,
            )
        )
        for band in BANDS
    ]


def write() -> None:
    """Make the file anew."""
    made = rows(figures(life(seed)) for seed in SEEDS)
    aside = FILE.with_suffix(".new")
    with aside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)
    aside.replace(FILE)


if __name__ == "__main__":
    write()
