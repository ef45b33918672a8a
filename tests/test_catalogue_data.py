"""The catalogue that the shop starts with, as a file."""

from typing import Final

import numpy as np
import pandas as pd
import pytest

from sim.places import DATASETS

ITEMS: Final = 400
COLUMNS: Final = [
    "item",
    "sku",
    "name",
    "name_zh",
    "category",
    "price_cents",
    "unit_cost_cents",
    "shelf",
    "picture",
    "picture_licence_until_day",
]
LOWEST_AND_HIGHEST_CENTS: Final = (600, 150_000)
COST_SHARES: Final = (0.55, 0.80)
NEIGHBOUR_RATIOS: Final = (1.005, 1.025)
"""Prices in shops end in .90 or .50, so the even step of 1.4 % is met only roughly."""
CHINESE: Final = r"[\u4e00-\u9fff]"


@pytest.fixture(scope="module")
def catalogue() -> pd.DataFrame:
    """The file as it is."""
    return pd.read_csv(DATASETS / "catalogue.csv")


def test_every_item_is_described_in_full(catalogue: pd.DataFrame) -> None:
    """400 rows numbered from 0, and nothing left blank."""
    assert list(catalogue.columns) == COLUMNS
    assert catalogue["item"].tolist() == list(range(ITEMS))
    assert not catalogue.isna().to_numpy().any()


def test_prices_rise_evenly_from_item_to_item(catalogue: pd.DataFrame) -> None:
    """Neighbours differ a little and always: a price taken from the row above is a small, real mistake."""
    prices = catalogue["price_cents"].to_numpy()
    assert (prices[0], prices[-1]) == LOWEST_AND_HIGHEST_CENTS
    ratios = prices[1:] / prices[:-1]
    low, high = NEIGHBOUR_RATIOS
    assert low <= ratios.min()
    assert ratios.max() <= high
    even = np.geomspace(*LOWEST_AND_HIGHEST_CENTS, ITEMS)
    assert np.abs(prices / even - 1.0).max() < high - 1.0, "prices keep to the logarithmic scale"


def test_every_item_costs_less_than_it_sells_for(catalogue: pd.DataFrame) -> None:
    """The cost share is 55 to 80 %, and categories differ."""
    share = catalogue["unit_cost_cents"] / catalogue["price_cents"]
    low, high = COST_SHARES
    assert share.between(low, high).all()
    by_category = share.groupby(catalogue["category"]).mean()
    assert by_category.max() - by_category.min() > (high - low) / 3.0


@pytest.mark.parametrize("column", ["sku", "name", "name_zh", "picture"])
def test_no_two_items_share(catalogue: pd.DataFrame, column: str) -> None:
    """Each of these tells an item from all others."""
    assert catalogue[column].is_unique


def test_names_stand_in_both_scripts(catalogue: pd.DataFrame) -> None:
    """The Chinese name holds Chinese characters, and the English one none."""
    assert catalogue["name_zh"].str.contains(CHINESE).all()
    assert not catalogue["name"].str.contains(CHINESE).any()


def test_shelves_and_licences_are_mixed_as_the_shop_needs(catalogue: pd.DataFrame) -> None:
    """A tenth is seasonal; 6 % of the picture licences end in the first year and 1 % had ended before."""
    seasonal = catalogue["shelf"].map({"seasonal": True, "all year": False})
    assert seasonal.notna().all()
    assert seasonal.mean() == pytest.approx(0.1, abs=0.02)
    last_day = catalogue["picture_licence_until_day"]
    assert last_day.between(0, 365).mean() == pytest.approx(0.06)
    assert (last_day < 0).mean() == pytest.approx(0.01)
