"""What must hold of attacks, accounts and abuse in any finished run, whatever was decided."""

import numpy as np

from sim.run import Run


def attacks_close(life: Run) -> None:
    """Nobody comes in but through an open flaw; what is found was there; a card is stolen once, of an order."""
    appeared, patched, came = (life.log.table(kind) for kind in ("flaw_appeared", "flaw_patched", "break_in"))
    closed = dict(zip(patched["flaw"].tolist(), patched["day"].tolist(), strict=True))
    assert len(closed) == len(patched["day"])
    assert np.isin(came["flaw"], appeared["flaw"]).all()
    assert all(
        day <= closed.get(flaw, day) for flaw, day in zip(came["flaw"].tolist(), came["day"].tolist(), strict=True)
    )
    found, ended = life.log.table("break_in_found"), life.log.table("break_in_ended")
    assert np.isin(found["flaw"], came["flaw"][came["stopped_by"] == 0]).all()
    assert (found["began"] <= found["day"]).all()
    assert np.isin(ended["flaw"], found["flaw"]).all()
    stolen, placed = life.log.table("card_stolen"), life.log.table("order_placed")
    assert len(np.unique(stolen["order"])) == len(stolen["order"])
    assert np.isin(stolen["order"], placed["order"]).all()
    until = dict(zip(ended["flaw"].tolist(), ended["day"].tolist(), strict=True))
    assert all(
        day <= until.get(flaw, life.days)
        for flaw, day in zip(stolen["flaw"].tolist(), stolen["day"].tolist(), strict=True)
    )
    put_up, taken_off = (life.log.table(kind) for kind in ("adverts_injected", "adverts_removed"))
    assert np.array_equal(put_up["day"][: len(taken_off["day"])], taken_off["began"])


def accounts_close(life: Run) -> None:
    """Whoever is shut out was in; a leaver's account closes once, after the leaving; only who is in misuses a right."""
    log = life.log
    for begins, ends, entity, since in (
        ("account_taken", "account_closed", "account", "taken"),
        ("customer_account_taken", "customer_account_closed", "customer", "taken"),
        ("insider_began", "insider_stopped", "account", "began"),
        ("staff_left", "orphan_closed", "account", "left"),
    ):
        began, ended = log.table(begins), log.table(ends)
        starts = list(zip(began[entity].tolist(), began["day"].tolist(), strict=True))
        spells = list(zip(ended[entity].tolist(), ended[since].tolist(), strict=True))
        assert len(set(spells)) == len(spells)
        assert set(spells) <= set(starts)
        assert (ended["day"] >= ended[since]).all()
    misused = log.table("rights_misused")
    who = set(log.table("account_taken")["account"].tolist()) | set(log.table("insider_began")["account"].tolist())
    assert set(misused["account"].tolist()) <= who
    assert (log.table("right_asked")["waited_hours"] >= 0).all()
    tries = log.table("attack")
    assert (tries["chance"][tries["stopped_by"] == 0] > 0).all()
    assert (log.table("exposure")["expected"] >= 0).all()


def platform_closes(life: Run) -> None:
    """What is found or over began; a bought review is taken down once; false parcels come back once; the rest waits."""
    log = life.log
    spells = {
        kind: list(
            zip(
                log.table(kind)["threat"].tolist(),
                log.table(kind)["seller"].tolist(),
                log.table(kind)["day" if kind == "abuse_began" else "began"].tolist(),
                strict=True,
            )
        )
        for kind in ("abuse_began", "abuse_found", "abuse_ended")
    }
    assert len(set(spells["abuse_ended"])) == len(spells["abuse_ended"])
    assert set(spells["abuse_ended"]) | set(spells["abuse_found"]) <= set(spells["abuse_began"])
    shown, removed = log.table("fake_review"), log.table("fake_review_removed")
    reviews = [
        (day, item, stars)
        for day, item, stars in zip(*(shown[c].tolist() for c in ("day", "item", "stars")), strict=True)
    ]
    gone = list(zip(*(removed[column].tolist() for column in ("shown", "item", "stars")), strict=True))
    assert all(gone.count(one) <= reviews.count(one) for one in set(gone))
    orders, back = log.table("fake_order"), log.table("fake_parcel_back")
    assert len(back["day"]) <= len(orders["day"])
    assert (back["day"] > back["ordered"]).all()
    assert np.isin(back["ordered"], orders["day"]).all()
    tries = log.table("abuse_tried")
    assert (tries["chance"][tries["stopped_by"] == 0] > 0).all()
    assert len(orders["day"]) + len(shown["day"]) <= (tries["stopped_by"] == 0).sum()
    off = log.table("seller_answered")["answer"] > 0
    assert len(log.table("seller_back")["day"]) <= off.sum()
    refused = list(zip(*(log.table("review_refused")[c].tolist() for c in ("order", "item")), strict=True))
    written = list(zip(*(log.table("review_written")[c].tolist() for c in ("order", "item")), strict=True))
    assert len(set(refused)) == len(refused)
    assert set(refused) <= set(written)
    if life.policy.platform.answer == "warn":
        assert not off.any()
