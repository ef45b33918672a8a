"""Stock by hand: who gets the last piece, what a delivery note does, what waits for the next delivery."""

import numpy as np
import pytest

from sim.codes import COSTS, FINDERS
from sim.policy import with_levers
from sim.processes.rationing import Demand, ration
from sim.processes.supply import Supply
from sim.run import Run, build, run
from sim.world.history import PastOrders
from sim.world.shop import catalogue
from tests.conftest import MakeScenario
from tests.direction import MANY_ORDERS

HOUR = 1 / 24
SHOP = ("fulfilment", "satisfaction", "service", "stock")
SHORT = {"stock.drift": 0.05, **MANY_ORDERS}


def lines(item: list[int], units: list[int], offered: int, free: int) -> Demand:
    """A line a visit; all meet the same stock."""
    count = len(item)
    stock = (np.full(count, value) for value in (offered, free))
    return Demand(np.arange(count), np.array(item), np.array(units), *stock)


def test_the_page_sells_the_last_pieces_twice_until_it_hears_of_it() -> None:
    """Three pieces; buyers of two each at 0, 1, 2 and 4.5 hours; the page hears of a sale three hours later.

    The first takes two of three. The second and third see three still and take two: one and two are beyond the record.
    At four and a half the page has heard of the sales at 0 and 1: nothing is left.
    """
    had = ration(lines([0] * 4, [2] * 4, 3, 3), np.array([True]), np.array([0, 1, 2, 4.5]) * HOUR, 3 * HOUR)
    assert had.units.tolist() == [2, 2, 2, 0]
    assert had.beyond.tolist() == [0, 1, 2, 0]
    assert had.right[:3].tolist() == [True, False, False]


def test_a_page_that_hears_at_once_sells_nothing_twice() -> None:
    """The same buyers: two, then the one that is left, then nobody."""
    had = ration(lines([0] * 4, [2] * 4, 3, 3), np.array([True]))
    assert had.units.tolist() == [2, 1, 0, 0]
    assert not had.beyond.any()


def test_a_record_that_promises_too_much_is_no_sale_beyond_it() -> None:
    """Three by the record, one on the shelf: the second buyer gets what is not there, and the record had it."""
    had = ration(lines([0, 0], [1, 2], 3, 1), np.array([True]))
    assert had.units.tolist() == [1, 2]
    assert had.right.tolist() == [True, False]
    assert not had.beyond.any()


def stock_alone(make_scenario: MakeScenario, deliveries: str, **numbers: float) -> Run:
    """A shop that orders and sells nothing, whose notes are all wrong."""
    scenario = make_scenario(
        customers=200,
        days=40,
        mechanisms=("stock",),
        policy={"supply.deliveries": deliveries, "monitoring.stock_count_days": 180},
        parameters={"stock.note_wrong": 1.0, "stock.drift": 0.0, "stock.count_hours": 0.0, **numbers},
    )
    return run(scenario=scenario, seed=1)


def test_a_wrong_note_leaves_the_record_wrong_by_a_tenth(make_scenario: MakeScenario) -> None:
    """Every note is wrong by a tenth, one unit at least; both ways about as often."""
    life = stock_alone(make_scenario, "book the note")
    came, off = life.log.table("stock_delivered"), life.log.table("stock_drifted")
    assert len(off["day"]) > 50
    once = np.flatnonzero(np.bincount(came["item"], minlength=400) == 1)
    units = dict(zip(came["item"].tolist(), came["units"].tolist(), strict=True))
    errors = dict(zip(off["item"].tolist(), off["error_units"].tolist(), strict=True))
    assert len(once) > 30
    assert all(abs(errors[item]) == max(1, round(0.1 * units[item])) for item in once.tolist())
    assert 0.3 < (off["error_units"] > 0).mean() < 0.7


def test_counting_finds_every_wrong_note_and_takes_time(make_scenario: MakeScenario) -> None:
    """Nothing goes wrong, and the minutes a line are worked."""
    life = stock_alone(make_scenario, "count")
    assert not len(life.log.table("stock_drifted")["day"])
    assert life.log.table("work")["hours"].sum() > 0


def test_a_supplier_who_books_ahead_promises_what_is_on_the_road(make_scenario: MakeScenario) -> None:
    """With true notes the record is off for the day of the van, by what it brings, and then right."""
    life = stock_alone(make_scenario, "supplier books", **{"stock.note_wrong": 0.0})
    off, came = life.log.table("stock_drifted"), life.log.table("stock_delivered")
    item = int(came["item"][0])
    own = off["item"] == item
    assert off["error_units"][own][:2].tolist() == [int(came["units"][0]), 0]
    assert np.diff(off["day"][own])[0] == pytest.approx(1.0)


def test_the_low_mark_orders_what_has_come_down_to_it(make_scenario: MakeScenario) -> None:
    """Two a day, eight days of delivery, sd 3.2 days: mark 16 + 2 sqrt(16 + 6.4^2) = 31.1, so 32; 21 days are 42."""
    scenario = make_scenario(
        customers=1,
        days=1,
        mechanisms=(),
        policy={"supply.rule": "at a low mark"},
        parameters={"stock.lead_days": 8.0, "stock.lead_spread": 0.4},
    )
    world = build(scenario.reference_policy(), scenario, 1)
    nothing = np.zeros(0, dtype=np.int64)
    supply = Supply(world, PastOrders(nothing, nothing, nothing.astype(bool)))
    supply.forecast[:] = 2.0
    available = np.full(world.shop.items, 33)
    available[:2] = 32, 31
    supply.on_order[1] = 2
    assert np.flatnonzero(supply._below_the_mark(available)).tolist() == [0]
    assert supply._below_the_mark(available)[0] == 42


def test_what_is_not_there_is_sent_when_it_comes_or_given_up(make_scenario: MakeScenario) -> None:
    """Every line that waits ends as sent or cancelled, or waits still; the money of cancelled ones goes back."""
    scenario = make_scenario(customers=300, days=60, mechanisms=SHOP, parameters=SHORT, policy={"supply.cover_days": 7})
    later = with_levers(scenario.reference_policy(), {"supply.when_short": "send later"})
    log = run(later, scenario, seed=1).log
    held, sent, gone = (log.table(kind) for kind in ("line_held", "line_sent_later", "line_cancelled"))
    key = [set(zip(t["order"].tolist(), t["item"].tolist(), strict=True)) for t in (held, sent, gone)]
    assert len(key[0]) == len(held["day"]) > 5
    assert key[1]
    assert key[1] | key[2] <= key[0]
    assert not key[1] & key[2]
    assert (sent["waited_days"] > 0).all()


def test_the_packer_finds_what_no_count_has_found(make_scenario: MakeScenario) -> None:
    """Records are righted by counts and at the packing table, and the log says by whom."""
    scenario = make_scenario(customers=300, days=60, mechanisms=SHOP, parameters=SHORT, policy={"supply.cover_days": 7})
    finders = run(scenario=scenario, seed=1).log.table("stock_record_righted")["finder"]
    assert {FINDERS[code] for code in finders.tolist()} == {"check", "packer"}


def test_stock_on_the_shelf_and_orders_cost_money(make_scenario: MakeScenario) -> None:
    """An order a week at its price; more cover, more interest."""
    scenario = make_scenario(customers=200, days=29, mechanisms=("stock",))
    more = with_levers(scenario.reference_policy(), {"supply.cover_days": 60})
    cents = []
    for policy in (None, more):
        table = run(policy, scenario, seed=1).log.table("cost")
        orders = table["cents"][table["what"] == COSTS.index("orders to suppliers")]
        assert 1 <= len(orders) <= 5
        assert (orders == 5000).all()
        cents.append(table["cents"][table["what"] == COSTS.index("stock on the shelf")].sum())
    assert cents[1] > cents[0] > 0


def test_goods_from_abroad_cost_less(make_scenario: MakeScenario) -> None:
    """Three in a hundred less a unit, to the cent."""
    scenario = make_scenario(customers=200, days=20, mechanisms=("stock",), policy={"supply.source": "import"})
    table = run(scenario=scenario, seed=1).log.table("order_line")
    usual = np.array([int(row["unit_cost_cents"]) for row in catalogue()])
    assert len(table["item"]) > 20
    assert np.array_equal(
        table["cost_cents"], np.array([round(0.97 * cents) for cents in usual[table["item"]].tolist()])
    )
