"""Outside judges of the base law: two packages that fit BG/NBD and share no code with us or with each other.

Both take a table with a row a customer: `frequency` (repeat orders x), `recency` (weeks from first to last order, t_x)
and `T` (weeks under observation).
"""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd


def fit_lifetimes(people: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Estimates of r, alpha, a, b and their standard errors by `lifetimes`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package is old, and pandas says so
        from lifetimes import BetaGeoFitter

        fitter = BetaGeoFitter().fit(people["frequency"], people["recency"], people["T"])
    return fitter.params_.to_numpy(), fitter.standard_errors_.to_numpy()


def fit_clvkit(people: pd.DataFrame) -> np.ndarray:
    """Estimates by `clvkit`, which maximises the same likelihood."""
    from clvkit import BGNBD, CustomerBase

    base = CustomerBase(
        people.assign(**{column: people[column].astype(float) for column in people}).rename_axis("customer_id"),
        time_unit="W",
        observation_period_end=pd.Timestamp("2027-01-04"),
        has_monetary=False,
        on_negative="net",
    )
    return BGNBD().fit(base).params_.to_numpy()


def bgnbd_shares(r: float, alpha: float, a: float, b: float, weeks: float, most: int) -> np.ndarray:
    """Chances of 0, 1, ... `most` - 1 repeat orders in so many weeks, by `lifetimes`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifetimes import BetaGeoFitter

        fitter = BetaGeoFitter()
        fitter.params_ = pd.Series({"r": r, "alpha": alpha, "a": a, "b": b})
        return np.array([float(fitter.probability_of_n_purchases_up_to_time(weeks, count)) for count in range(most)])
