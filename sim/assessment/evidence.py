"""Evidence: events of one world that show what the trainee's decisions did, each as a sentence with its references.

The same customer, fault, message or account is looked up in both lives of the world: as the shop is today, and with
the trainee's decisions. A reference is "today kind:row" or "yours kind:row"; rows of a table
count from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from sim.codes import FIELDS, FINDERS, GATES
from sim.kinds import KINDS
from sim.rules import Finding, findings, rules
from sim.run import Run
from sim.sentence import sentence
from sim.world.identities import identity
from sim.world.shop import catalogue

TODAY: Final = "as the shop is today"
YOURS: Final = "with the new decisions"
MOST_A_WORLD: Final = 4
"""Pieces that speak for the decisions, and as many against them, that one world offers for one criterion."""


@dataclass(frozen=True)
class Evidence:
    """One piece: when, what happened in plain words, where it stands in the logs, and whether it speaks for them."""

    day: float
    words: str
    references: tuple[str, ...]
    is_for: bool
    weight: float
    """The larger, the more telling; comparable within one kind."""


def effect_evidence(kinds: Sequence[str], today: Run, yours: Run) -> tuple[Evidence, ...]:
    """The most telling differences between the two lives in events of these kinds."""
    return _most_telling([list(_FOUND[kind](today, yours)) for kind in kinds])


def incident_evidence(named: Iterable[str], today: Run, yours: Run) -> tuple[Evidence, ...]:
    """Incidents of these rules: those that are left speak against the decisions, those that are gone speak for them."""
    chosen = set(named)
    before, after = ([one for one in findings(run) if one.rule in chosen] for run in (today, yours))
    left = {_incident_key(one) for one in after}
    pieces = [_incident(yours, "yours", one) for one in after]
    pieces += [_incident(today, "today", one) for one in before if _incident_key(one) not in left]
    return _most_telling([pieces])


def can_prove(kind: str) -> bool:
    """Whether events of this kind can be named as the evidence of a criterion."""
    return kind in _FOUND


def _most_telling(by_kind: list[list[Evidence]]) -> tuple[Evidence, ...]:
    """From each kind in turn the weightiest, so that no kind drives out the others."""
    kept: list[Evidence] = []
    for is_for in (True, False):
        queues = [
            sorted((one for one in pieces if one.is_for == is_for), key=lambda one: (-one.weight, one.day, one.words))
            for pieces in by_kind
        ]
        turns = [queue[place] for place in range(MOST_A_WORLD) for queue in queues if place < len(queue)]
        kept += turns[:MOST_A_WORLD]
    return tuple(kept)


def _who(run: Run, customer: int) -> str:
    return f"customer {customer} ({identity(run.seed, customer).name}, an invented person)"


def _row(run: Run, kind: str, row: int) -> dict[str, Any]:
    table = run.log.table(kind)
    return {name: table[name][row] for name in KINDS[kind].columns}


def _rows_by(run: Run, kind: str, *columns: str) -> dict[tuple[float, ...], int]:
    """Rows of the window by these columns; moments are rounded, so that the same event is found in both lives."""
    table = run.log.table(kind)
    inside = np.flatnonzero((table["day"] >= 0) & (table["day"] < run.days))
    keys = [np.round(table[name][inside].astype("f8"), 6).tolist() for name in columns]
    return dict(zip(zip(*keys, strict=True), inside.tolist(), strict=True))


def _customers_left(today: Run, yours: Run) -> Iterator[Evidence]:
    """Somebody who leaves in one life and stays in the other."""
    gone = [_rows_by(run, "customer_left", "customer") for run in (today, yours)]
    for is_for, leaves, stays in ((True, 0, 1), (False, 1, 0)):
        lives, tags, labels = (today, yours), ("today", "yours"), (TODAY, YOURS)
        orders = lives[stays].log.table("order_placed")
        for key in gone[leaves].keys() - gone[stays].keys():
            customer, row = int(key[0]), gone[leaves][key]
            event = _row(lives[leaves], "customer_left", row)
            later = np.flatnonzero((orders["customer"] == customer) & (orders["day"] > event["day"]))
            if not len(later):
                continue
            told = f"{labels[leaves]}, {_who(today, customer)} {sentence('customer_left', event)}"
            more = f"{len(later)} more order{'s' if len(later) > 1 else ''}"
            words = f"{told}; {labels[stays]}, the same customer stays and places {more}."
            references = (f"{tags[leaves]} customer_left:{row}", f"{tags[stays]} order_placed:{later[0]}")
            yield Evidence(float(event["day"]), _capital(words), references, is_for, float(len(later)))


def _orders(today: Run, yours: Run) -> Iterator[Evidence]:
    """An order that is placed in one life only, weighed by what messages and coupons did for it."""
    placed = [_rows_by(run, "order_placed", "customer", "day") for run in (today, yours)]
    for is_for, here, there in ((True, 1, 0), (False, 0, 1)):
        run, tag, labels = (today, yours)[here], ("today", "yours")[here], (TODAY, YOURS)
        for key in placed[here].keys() - placed[there].keys():
            row = placed[here][key]
            event = _row(run, "order_placed", row)
            pull = float(event["pull_message"]) * float(event["pull_coupon"])
            told = f"{labels[here]}, {_who(run, int(key[0]))} {sentence('order_placed', event)}"
            words = f"{told} (messages and coupons made it {pull:.1f} times as likely); {labels[there]}, not."
            yield Evidence(float(event["day"]), _capital(words), (f"{tag} order_placed:{row}",), is_for, pull)


def _lines(today: Run, yours: Run) -> Iterator[Evidence]:
    """The same line of the same order, right in one life and wrong in the other."""
    sold = [_rows_by(run, "order_line", "customer", "item", "day") for run in (today, yours)]
    for key in sold[0].keys() & sold[1].keys():
        rows = [sold[0][key], sold[1][key]]
        events = [_row(run, "order_line", row) for run, row in zip((today, yours), rows, strict=True)]
        wrong = [_wrong_fields(event) for event in events]
        if bool(wrong[0]) == bool(wrong[1]):
            continue
        bad = 0 if wrong[0] else 1
        told = f"{(TODAY, YOURS)[bad]}, {_who(today, int(key[0]))} {sentence('order_line', events[bad])}"
        words = f"{told} (wrong: {', '.join(wrong[bad])}); {(TODAY, YOURS)[1 - bad]}, the same line is right."
        size = abs(int(events[bad]["charged_cents"]) - int(events[bad]["master_cents"])) / 100.0
        references = (f"today order_line:{rows[0]}", f"yours order_line:{rows[1]}")
        yield Evidence(float(key[2]), _capital(words), references, bad == 0, size)


def _wrong_fields(line: dict[str, Any]) -> list[str]:
    return [name for name in ("price", "promotion", "content", "stock") if not line[f"{name}_right"]]


def _faults(today: Run, yours: Run) -> Iterator[Evidence]:
    """The same fault, put right sooner in one life than in the other."""
    repaired = [_rows_by(run, "fault_repaired", "item", "field", "born_day") for run in (today, yours)]
    for key in repaired[0].keys() & repaired[1].keys():
        rows = [repaired[0][key], repaired[1][key]]
        days = [
            float(run.log.table("fault_repaired")["day"][row]) for run, row in zip((today, yours), rows, strict=True)
        ]
        if abs(days[0] - days[1]) < 1.0:
            continue
        item, field, born = int(key[0]), FIELDS[int(key[1])], float(key[2])
        words = (
            f"item {item} ({catalogue()[item]['name']}): the {field}, wrong since day {born:.0f}, is put right on day "
            f"{days[0]:.0f} {TODAY}, and on day {days[1]:.0f} {YOURS}."
        )
        references = (f"today fault_repaired:{rows[0]}", f"yours fault_repaired:{rows[1]}")
        yield Evidence(min(days), _capital(words), references, days[1] < days[0], abs(days[0] - days[1]))


def _false_messages(today: Run, yours: Run) -> Iterator[Evidence]:
    """The same false message, stopped in one life and not in the other."""
    tried = [_rows_by(run, "phishing_attempt", "account", "day") for run in (today, yours)]
    for key in tried[0].keys() & tried[1].keys():
        rows = [tried[0][key], tried[1][key]]
        events = [_row(run, "phishing_attempt", row) for run, row in zip((today, yours), rows, strict=True)]
        gates = [GATES[int(event["stopped_by"])] for event in events]
        if (gates[0] == GATES[0]) == (gates[1] == GATES[0]):
            continue
        through = 0 if gates[0] == GATES[0] else 1
        labels = (TODAY, YOURS)
        told = f"{labels[through]}, {sentence('phishing_attempt', events[through])}, and nothing stops it"
        words = f"{told}; {labels[1 - through]}, the same message is stopped: {gates[1 - through]}."
        references = (f"today phishing_attempt:{rows[0]}", f"yours phishing_attempt:{rows[1]}")
        weight = abs(float(events[0]["chance"]) - float(events[1]["chance"]))
        yield Evidence(float(key[1]), _capital(words), references, through == 0, weight)


def _accounts_taken(today: Run, yours: Run) -> Iterator[Evidence]:
    """An account that is taken over in one life only."""
    taken = [_rows_by(run, "account_taken", "account", "day") for run in (today, yours)]
    for is_for, here, there in ((True, 0, 1), (False, 1, 0)):
        run, tag, labels = (today, yours)[here], ("today", "yours")[here], (TODAY, YOURS)
        for key in taken[here].keys() - taken[there].keys():
            row = taken[here][key]
            told = f"{labels[here]}, {sentence('account_taken', _row(run, 'account_taken', row))}"
            words = f"{told}; {labels[there]}, it is not."
            yield Evidence(float(key[1]), _capital(words), (f"{tag} account_taken:{row}",), is_for, 1.0)


def _intruders(today: Run, yours: Run) -> Iterator[Evidence]:
    """The same stranger in the same account, found sooner in one life than in the other."""
    closed = [_rows_by(run, "account_closed", "account", "taken") for run in (today, yours)]
    for key in closed[0].keys() & closed[1].keys():
        rows = [closed[0][key], closed[1][key]]
        events = [_row(run, "account_closed", row) for run, row in zip((today, yours), rows, strict=True)]
        days = [float(event["day"] - event["taken"]) for event in events]
        finders = [FINDERS[int(event["finder"])] for event in events]
        if abs(days[0] - days[1]) < 0.1:
            continue
        words = (
            f"account {int(key[0])} is taken over on day {key[1]:.0f}; {TODAY}, the stranger is shut out after "
            f"{days[0]:.1f} days (found by: {finders[0]}), and {YOURS} after {days[1]:.1f} days ({finders[1]})."
        )
        references = (f"today account_closed:{rows[0]}", f"yours account_closed:{rows[1]}")
        yield Evidence(float(key[1]), _capital(words), references, days[1] < days[0], abs(days[0] - days[1]))


_FOUND: Final[dict[str, Callable[[Run, Run], Iterator[Evidence]]]] = {
    "account_closed": _intruders,
    "account_taken": _accounts_taken,
    "customer_left": _customers_left,
    "fault_found": _faults,
    "order_line": _lines,
    "order_placed": _orders,
    "phishing_attempt": _false_messages,
}


def _incident_key(one: Finding) -> tuple[str, int, int, float]:
    return (one.rule, one.customer, one.item, round(one.day, 3))


def _incident(run: Run, tag: str, one: Finding) -> Evidence:
    rule = rules()[one.rule]
    kind, _, row = one.events[-1].partition(":")
    event = _row(run, kind, int(row))
    subject = _who(run, int(event["customer"])) + " " if "customer" in event else ""
    when = {"yours": f"{YOURS}, an incident", "today": f"{TODAY}, an incident that the new decisions avoid"}[tag]
    others = f" {one.people:,} people are concerned." if one.people > 1 else ""
    words = (
        f"{when}: {_small(rule.title)} ({rule.ordinance} {rule.section}). {_capital(subject + sentence(kind, event))}."
    )
    references = tuple(f"{tag} {event}" for event in [*one.events[:2], *one.events[-1:]][: len(one.events)])
    unique = tuple(dict.fromkeys(references))
    return Evidence(one.day, _capital(words) + others, unique, tag == "today", float(one.people))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


__all__ = ["TODAY", "YOURS", "Evidence", "can_prove", "effect_evidence", "incident_evidence"]
