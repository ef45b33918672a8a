"""The diary of attacks: who got in, by what, what they did, who noticed, and what had stopped the others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from sim.kinds import KINDS
from sim.run import Run
from sim.sentence import sentence
from sim.world.accounts import FIRST_LEAVER, FIRST_SUPPLIER

TOLD = (
    "account_taken",
    "account_closed",
    "rights_misused",
    "app_removed",
    "insider_stopped",
    "data_sold",
    "customer_account_taken",
    "customer_account_closed",
    "break_in",
    "break_in_found",
    "break_in_ended",
    "data_copied",
    "adverts_injected",
    "adverts_removed",
    "pc_attacked",
    "pc_cleaned",
    "flood",
    "abuse_began",
    "abuse_found",
    "abuse_ended",
    "seller_answered",
)
"""What a diary of attacks tells; of what a gate may stop, only what got through."""
DAILY = ("rights_misused",)
"""What goes on day after day: told when it begins, with the number of days."""


def attack_diary(run: Run) -> pd.DataFrame:
    """What got through in the window and what became of it, in order.

    Returns:
        A row an event: `day`, `kind` and `words`, a plain sentence.
    """
    rows: list[tuple[float, str, str]] = []
    for kind in TOLD:
        table = run.log.table(kind)
        keep = table["day"] >= 0
        if "stopped_by" in table:
            keep &= table["stopped_by"] == 0
        events = [{name: table[name][row] for name in table} for row in np.flatnonzero(keep).tolist()]
        if kind in DAILY:
            rows += _spells(kind, events)
        else:
            rows += [(float(event["day"]), kind, _words(kind, event)) for event in events]
    return pd.DataFrame(sorted(rows), columns=["day", "kind", "words"])


def _spells(kind: str, events: list[dict[str, Any]]) -> list[tuple[float, str, str]]:
    """Events of one account and action told once, with their number and the money that they cost."""
    spells: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for event in events:
        spells.setdefault((int(event["account"]), int(event["action"]), bool(event["insider"])), []).append(event)
    told = []
    for own in spells.values():
        cents = sum(int(event["cents"]) for event in own)
        times = "" if len(own) == 1 else f", on {len(own)} days"
        told.append((float(own[0]["day"]), kind, _words(kind, {**own[0], "cents": cents}) + times))
    return told


def _words(kind: str, event: dict[str, Any]) -> str:
    """The sentence of an event, with whose account it is."""
    words = sentence(kind, event)
    if "customer" in event:
        return f"customer {int(event['customer'])}: {words}"
    account = int(event.get("account", 0))
    whose = "somebody who has left" if account >= FIRST_LEAVER else "a supplier" if account >= FIRST_SUPPLIER else ""
    return words.replace(f"account {account}", f"account {account} (of {whose})", 1) if whose else words


def stopped(run: Run) -> pd.DataFrame:
    """How many attempts of each sort each gate stopped.

    Returns:
        A row a sort of attempt and gate that saw any: `attempt`, `gate`, `count`, `got_through` (did nothing stop it?).
    """
    rows = []
    for kind, declared in KINDS.items():
        if "stopped_by" not in declared.columns:
            continue
        table = run.log.table(kind)
        gates = declared.columns["stopped_by"].words
        sorts = declared.columns["threat"].words if "threat" in declared.columns else (_name(kind),)
        of = table["threat"] if "threat" in table else np.zeros(len(table["day"]), dtype=np.int64)
        for code, sort in enumerate(sorts):
            counts = np.bincount(table["stopped_by"][(of == code) & (table["day"] >= 0)], minlength=len(gates))
            rows += [(sort, gates[gate], int(counts[gate]), gate == 0) for gate in np.flatnonzero(counts).tolist()]
    return pd.DataFrame(rows, columns=["attempt", "gate", "count", "got_through"])


def _name(kind: str) -> str:
    return {
        "phishing_attempt": "false messages to staff",
        "break_in": "break-ins at the server",
        "pc_attacked": "harmful programs",
        "flood": "floods of requests",
    }.get(kind, kind.replace("_", " "))
