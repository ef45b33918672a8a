"""What must hold in any finished run, whatever was decided: money, goods, faults, points, attacks and duties close."""

import math

import numpy as np
import pandas as pd
import pytest

from sim.codes import COSTS, DISPUTED, REFUND_FOR
from sim.crm import customer_table
from sim.crm.table import points_held
from sim.measures.ledger import balances, by_order, result_hkd
from sim.measures.measure import window
from sim.processes.introduction import AFTER
from sim.run import Run
from sim.why import ledger
from tests.claims_of_attacks import accounts_close, attacks_close, platform_closes


def check(life: Run) -> None:
    """Everything that must hold in any finished run."""
    for claim in (
        money_closes,
        payments_close,
        goods_close,
        faults_close,
        points_close,
        silence_is_kept,
        outages_close,
        projects_close,
        attacks_close,
        duties_close,
        accounts_close,
        platform_closes,
        numbers_are_numbers,
    ):
        claim(life)


def money_closes(life: Run) -> None:
    """An order is worth its lines less what was taken off and what was paid in points, to the cent; the floor holds."""
    placed, lines = life.log.table("order_placed"), life.log.table("order_line")
    new = placed["day"] >= 0
    order, place = np.unique(placed["order"][new], return_inverse=True)
    row = np.searchsorted(order, lines["order"])
    net = lines["quantity"].astype(np.int64) * (lines["charged_cents"].astype(np.int64) - lines["discount_cents"])
    total = np.bincount(row, weights=net, minlength=len(order)).astype(np.int64)
    paid = (placed["value_cents"] + placed["given_cents"])[new].astype(np.int64)
    assert np.array_equal(total[place], paid)
    assert (placed["value_cents"][new] >= 0).all()
    assert (placed["discount_cents"] == placed["coupon_cents"] + placed["member_cents"] + placed["bundle_cents"]).all()
    assert np.array_equal(placed["coupon"], placed["coupon_cents"] > 0)
    paid_each = lines["charged_cents"] - lines["discount_cents"]
    assert (lines["discount_cents"] >= 0).all()
    assert (paid_each >= 0).all()
    floor = life.policy.prices.floor_percent
    if floor:  # also while intruders cut prices and staff mistype them
        assert (100 * paid_each >= (100 + floor) * lines["cost_cents"]).all()


def payments_close(life: Run) -> None:
    """Each order is paid once; paid + charged twice = kept + gone back + open; the books give the profit."""
    if "payment" not in life.scenario.mechanisms:
        return  # no till, no books
    log = life.log
    placed, paid = log.table("order_placed"), log.table("paid")
    new = placed["day"] >= 0
    by_number = np.argsort(placed["order"][new]), np.argsort(paid["order"])
    assert np.array_equal(placed["order"][new][by_number[0]], paid["order"][by_number[1]])
    worth = (placed["value_cents"].astype(np.int64) + placed["fee_cents"])[new]
    assert np.array_equal(worth[by_number[0]], paid["cents"][by_number[1]])
    orders = by_order(life)
    kept = orders["delivered"] + orders["open"]
    assert (orders["paid"] + orders["charged_twice"] == kept + orders["went_back"] + orders["charged_back"]).all()
    assert (orders >= 0).all(axis=None), "no order gives more back than came in"
    goods = goods_kept(life)
    assert (orders["delivered"].reindex(goods.index) == goods).all(), "money is kept for goods, and for nothing else"
    accounts = balances(life)
    assert sum(accounts.values()) == 0
    assert result_hkd(life) == pytest.approx(life.measures().loc["net_margin_hkd", "value"], abs=0.006)
    gone = log.table("order_cancelled")["order"]
    assert not np.isin(gone, log.table("delivered")["order"]).any()
    held, lapsed = log.table("order_held"), log.table("order_lapsed")
    over = held["day"] + life.policy.payment.hold_hours / 24 < life.days
    assert np.array_equal(np.sort(held["order"][over]), np.sort(lapsed["order"]))
    assert not np.isin(held["order"], placed["order"]).any()


def goods_kept(life: Run) -> "pd.Series[int]":
    """Worth of the lines of each order that arrived, less what went back; told by lines, not by payments.

    Left out are orders paid partly with points, and those of which a line was cancelled.
    """
    placed, lines = pd.DataFrame(window(life, "order_placed")), pd.DataFrame(window(life, "order_line"))
    net = lines["quantity"].astype("int64") * (lines["charged_cents"] - lines["discount_cents"])
    worth = net.groupby(lines["order"])
    in_money = placed[(placed["day"] >= 0) & (placed["given_cents"] == 0)].set_index("order")
    for kind in ("line_cancelled", "sale_cancelled"):
        in_money = in_money.drop(np.unique(window(life, kind)["order"]), errors="ignore")
    came = in_money.index.intersection(window(life, "delivered")["order"])
    total = worth.sum().reindex(came, fill_value=0) + in_money.loc[came, "fee_cents"]
    for kind, column, sign in (
        ("refund", "amount_cents", -1),
        ("charged_back", "cents", -1),
        ("dispute_won", "cents", 1),
    ):
        table = pd.DataFrame(window(life, kind))
        if kind == "refund":
            table = table[table["why"] != REFUND_FOR.index("a second charge")]
        if kind == "charged_back":
            table = table[table["reason"] != DISPUTED.index("charged twice")]
        total += sign * table.groupby("order")[column].sum().reindex(came, fill_value=0)
    return total.astype("int64")


def goods_close(life: Run) -> None:
    """An order is somebody's, once; it arrives once at most; a line is cancelled for no more than was paid for it."""
    log = life.log
    placed, delivered = log.table("order_placed"), log.table("delivered")
    assert len(np.unique(placed["order"])) == len(placed["order"])
    assert len(np.unique(delivered["order"])) == len(delivered["order"])
    assert np.isin(delivered["order"], placed["order"]).all()
    value = dict(zip(placed["order"].tolist(), placed["value_cents"].tolist(), strict=True))
    back: dict[int, int] = {}
    for cancelled in (log.table("line_cancelled"), log.table("sale_cancelled")):
        for order, cents in zip(cancelled["order"].tolist(), cancelled["refund_cents"].tolist(), strict=True):
            back[order] = back.get(order, 0) + cents
    assert all(cents <= value[order] for order, cents in back.items())


def faults_close(life: Run) -> None:
    """What is found or put right was born before; nothing is put right twice, nobody paid back more than too much."""
    log = life.log
    born, found, repaired = (log.table(f"fault_{what}") for what in ("born", "found", "repaired"))
    births = set(zip(born["field"].tolist(), born["item"].tolist(), born["day"].tolist(), strict=True))
    ends = list(zip(repaired["field"].tolist(), repaired["item"].tolist(), repaired["born_day"].tolist(), strict=True))
    assert len(set(ends)) == len(ends)
    assert set(ends) <= births
    assert set(zip(found["field"].tolist(), found["item"].tolist(), strict=True)) <= {birth[:2] for birth in births}
    assert (repaired["day"] >= repaired["born_day"]).all()
    told, lines = log.table("buyer_told"), log.table("order_line")
    extra = np.maximum(lines["charged_cents"] - lines["shown_cents"], 0) * lines["quantity"].astype(np.int64)
    for order in np.unique(told["order"]).tolist():
        assert told["cents"][told["order"] == order].sum() <= extra[lines["order"] == order].sum()
    cancelled = log.table("sale_cancelled")
    sold = set(zip(lines["order"].tolist(), lines["item"].tolist(), strict=True))
    assert set(zip(cancelled["order"].tolist(), cancelled["item"].tolist(), strict=True)) <= sold
    assert (log.table("change_announced")["due"] > log.table("change_announced")["day"]).all()


def points_close(life: Run) -> None:
    """Nobody ever holds fewer than no points, and what is owed at the end is what everybody holds."""
    moves = []
    for kind, sign in (("points_earned", 1), ("points_used", -1), ("points_expired", -1)):
        table = life.log.table(kind)
        moves += [
            (day, -sign, who, sign * points)
            for day, who, points in zip(
                table["day"].tolist(), table["customer"].tolist(), table["points"].tolist(), strict=True
            )
        ]
    held: dict[int, int] = {}
    for _, _, who, points in sorted(moves):
        held[who] = held.get(who, 0) + points
        assert held[who] >= 0, f"customer {who} holds {held[who]}"
    assert sum(held.values()) == points_held(life, life.days + 1.0).sum()


def silence_is_kept(life: Run) -> None:
    """Once a name is off the list nothing is sent to it, until the shop destroys the record of the request."""
    off, sent = life.log.table("unsubscribed"), life.log.table("message_sent")
    when = np.full(life.scenario.customers, np.inf)
    when[off["customer"]] = off["day"]
    when[life.log.table("stop_record_destroyed")["customer"]] = np.inf
    assert not (sent["day"] > when[sent["customer"]]).any()


def outages_close(life: Run) -> None:
    """One outage at a time, each noticed in its time; nothing is recovered that was not lost, nor from the future."""
    began, ended = life.log.table("outage_began"), life.log.table("outage_ended")
    assert len(began["day"]) - len(ended["day"]) in (0, 1)
    assert np.array_equal(began["day"][: len(ended["day"])], ended["began"])
    assert (ended["day"][:-1] <= ended["began"][1:]).all()
    assert ((ended["began"] <= ended["noticed"]) & (ended["noticed"] <= ended["day"])).all()
    lost, back = life.log.table("data_lost")["day"], life.log.table("data_recovered")
    assert np.array_equal(lost[: len(back["lost"])], back["lost"])
    assert ((back["point"] <= back["lost"]) & (back["lost"] <= back["day"])).all()


def projects_close(life: Run) -> None:
    """No task begins before what it waits for has ended; no more is borrowed than was to be paid."""
    tasks = life.log.table("project_task")
    ended = dict(zip(tasks["task"].tolist(), tasks["day"].tolist(), strict=True))
    for task, began in zip(tasks["task"].tolist(), tasks["began"].tolist(), strict=True):
        assert all(ended[earlier] <= began for earlier in AFTER[task])
    costs = life.log.table("cost")
    paid = np.isin(costs["what"], [COSTS.index(what) for what in ("set-up of the system", "system fees", "hardware")])
    assert life.log.table("money_borrowed")["cents"].sum(dtype=np.int64) <= costs["cents"][paid].sum()
    assert len(life.log.table("rolled_back")["day"]) <= max(len(life.log.table("went_live")["day"]), 0)


def duties_close(life: Run) -> None:
    """A request is answered once, a notice obeyed after it was served, a post taken down after it was complained of."""
    log = life.log
    for asked, done, who in (
        ("own_data_asked", "own_data_answered", "customer"),
        ("takedown_asked", "takedown_done", "customer"),
        ("notice_served", "notice_complied", "authority"),
    ):
        column = "served" if who == "authority" else "asked"
        open_ones = sorted(zip(log.table(asked)[who].tolist(), log.table(asked)["day"].tolist(), strict=True))
        closed = sorted(zip(log.table(done)[who].tolist(), log.table(done)[column].tolist(), strict=True))
        assert len(set(closed)) == len(closed)
        assert set(closed) <= set(open_ones)
        assert (log.table(done)["day"] >= log.table(done)[column]).all()
    lost = set(log.table("breach_found")["breach"].tolist())
    for kind in ("breach_recorded", "breach_notified"):
        assert set(log.table(kind)["breach"].tolist()) <= lost
    served = log.table("notice_served")
    told = log.table("authority_told")
    assert len(np.unique(served["authority"])) == len(served["authority"])
    assert np.isin(served["authority"], told["authority"]).all()
    worded, sent = log.table("campaign_worded")["campaign"], log.table("campaign")["campaign"]
    assert np.array_equal(worded, sent)
    paid = log.table("fee_after_payment")
    fees = log.table("order_placed")
    charged = dict(zip(fees["order"].tolist(), fees["fee_cents"].tolist(), strict=True))
    assert all(
        charged[order] == cents for order, cents in zip(paid["order"].tolist(), paid["cents"].tolist(), strict=True)
    )


def numbers_are_numbers(life: Run) -> None:
    """Measures, incidents, reasons and records can be made of any run; time never runs back."""
    table = life.measures()
    assert table["value"].map(math.isfinite).all()
    shares = table.loc[table["unit"] == "share", "value"]
    assert shares.between(0, 1).all()
    found = life.incidents()
    assert (~found["by_stranger"].astype(bool)).sum() == table.loc["compliance_incidents", "value"]
    assert ledger(life)["amount"].map(math.isfinite).all()
    assert len(customer_table(life)) == len(np.unique(life.log.table("order_placed")["customer"]))
    for kind in life.log.counts():
        day = life.log.table(kind)["day"]
        assert (day[1:] >= day[:-1]).all()
