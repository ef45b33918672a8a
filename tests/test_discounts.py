"""How discounts combine: worked by hand, and for inputs nobody thought of."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.world.discounts import Depths, Discounted, discounted
from sim.world.shop import Shop, catalogue, partners


def one_line(
    charged: int, listed: int, floor: int, bundle: float, member: float, coupon: float, add_up: bool
) -> Discounted:
    """Prices of a single line."""
    cents = (np.array([value]) for value in (charged, listed, floor))
    return discounted(*cents, Depths(*(np.array([share]) for share in (bundle, member, coupon))), add_up)


def test_offers_that_add_up_are_taken_off_one_after_the_other() -> None:
    """Shelf offer HK$80 of 100; pair 10 %: 72; member 5 %: 68.40; coupon 20 %: 54.72."""
    line = one_line(8000, 10000, 0, 0.10, 0.05, 0.20, add_up=True)
    assert line.net.item() == 5472
    assert line.parts[:, 0].tolist() == [800, 360, 1368]


def test_the_best_offer_alone_holds_where_they_do_not_add_up() -> None:
    """HK$80 of 100 on the shelf: a coupon of 25 % makes it HK$75, the coupon's own doing; one of 15 % nothing."""
    line = one_line(8000, 10000, 0, 0.10, 0.05, 0.25, add_up=False)
    assert (line.net.item(), line.parts[:, 0].tolist()) == (7500, [0, 0, 500])
    line = one_line(8000, 10000, 0, 0.10, 0.05, 0.15, add_up=False)
    assert (line.net.item(), line.parts[:, 0].tolist()) == (8000, [0, 0, 0])


def test_the_lowest_price_stops_what_comes_last() -> None:
    """At a lowest price of HK$70 the pair still gives its HK$8, the member price HK$2 of 3.60, the coupon nothing."""
    line = one_line(8000, 10000, 7000, 0.10, 0.05, 0.20, add_up=True)
    assert (line.net.item(), line.asked.item()) == (7000, 5472)
    assert line.parts[:, 0].tolist() == [800, 200, 0]


SHARES = st.integers(0, 90).map(lambda percent: percent / 100)
CENTS = st.integers(1, 500_000)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(CENTS, CENTS, st.integers(0, 600_000), SHARES, SHARES, SHARES, st.booleans())
def test_no_cent_is_lost_and_no_discount_goes_below_the_floor(
    charged: int, listed: int, floor: int, bundle: float, member: float, coupon: float, add_up: bool
) -> None:
    """What is paid and what is taken off make up what the till charges; nobody pays more for having an offer."""
    line = one_line(charged, listed, floor, bundle, member, coupon, add_up)
    net, parts = line.net.item(), line.parts[:, 0]
    assert net + parts.sum() == charged
    assert (parts >= 0).all()
    assert net >= min(floor, charged)
    if not add_up:
        assert np.count_nonzero(parts) <= 1
        best = round(max(charged, listed) * (1 - max(bundle, member, coupon)))
        assert net == max(min(charged, best), min(floor, charged))


def test_every_list_price_lies_above_the_highest_floor() -> None:
    """The rule must never raise the price of an item that is on no offer."""
    shop = Shop(floor_percent=25)
    assert (shop.usual_cents >= shop.floor_cents).all()


def test_a_pair_is_two_items_of_one_category() -> None:
    rows, pairs = catalogue(), partners()
    for first, second in enumerate(pairs):
        assert second != first
        assert second >= 0
        assert rows[first]["category"] == rows[second]["category"]
