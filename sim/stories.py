"""Stories of an item, a fault, a member of staff and an attack: those in which two runs differ most tellingly.

Each finds its subject, takes both lives from the log, and says the outcome. What a subject is known by is the same in
both runs: an item by its number, a fault by item, field and moment of birth, an attack by its moment and its target.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.codes import FIELDS
from sim.kinds import KINDS, OF_A_SELLERS_ITEM
from sim.measures.faults import fault_table
from sim.run import Run
from sim.sentence import sentence
from sim.story import tell
from sim.two_lives import Event, Story, weave
from sim.world.accounts import FIRST_SUPPLIER
from sim.world.shop import catalogue

Table = dict[str, NDArray[Any]]
Where = Callable[[Table], NDArray[np.bool_]]
OF_AN_ITEM: Final = (
    "change_announced",
    "change_late",
    "price_changed",
    "offer_shown",
    "fault_born",
    "fault_found",
    "fault_repaired",
    "alarm_raised",
    "order_line",
    "buyer_told",
    "sold_twice",
    "line_cancelled",
    "stock_record_righted",
    "licence_ended",
    "model_replaced",
    *OF_A_SELLERS_ITEM,
)
OF_AN_ACCOUNT: Final = (
    "phishing_attempt",
    "attack",
    "account_taken",
    "account_closed",
    "locked_out",
    "rights_misused",
    "app_removed",
    "insider_began",
    "insider_stopped",
    "data_sold",
    "misuse_found",
    "gift_offered",
)
OF_A_BUYER: Final = ("order_line", "buyer_told", "line_cancelled", "sold_twice", "dearer_offered")
"""Their sentences begin with what a customer does."""
TAKEN_WEIGHT: Final = 100
"""Our choice: an account that is taken over makes a better story than a hundred messages."""
MOMENT: Final = 1e-6
"""Days; two events nearer than this are at one moment."""


def tell_all(a: Run, b: Run) -> tuple[Story, ...]:
    """All stories that these two runs have to tell, the customer's first."""
    told = (one(a, b) for one in (tell, of_an_item, of_a_fault, of_a_member_of_staff, of_an_attack))
    return tuple(story for story in told if story is not None and story.rows)


def _events(run: Run, kinds: Iterable[str], where: Where) -> list[Event]:
    """Events of the window that fit, as sentences; right lines are no news, and buyers are not named."""
    found: list[Event] = []
    for kind in kinds:
        table = run.log.table(kind)
        keep = where(table) & (table["day"] >= 0)
        if kind == "order_line":
            keep &= ~_is_right(table)
        for row in np.flatnonzero(keep).tolist():
            event = {name: table[name][row] for name in KINDS[kind].columns}
            words = sentence(kind, event)
            found.append(
                (round(float(event["day"]), 6), kind, words if kind not in OF_A_BUYER else f"a customer {words}")
            )
    return found


def _of(column: str, number: int, also: NDArray[np.bool_] | bool = True) -> Where:
    """Events whose column has this number."""
    return lambda table: (table[column] == number) & also


def _is_right(lines: Table) -> NDArray[np.bool_]:
    return lines["price_right"] & lines["promotion_right"] & lines["content_right"] & lines["stock_right"]


def _times(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def of_an_item(a: Run, b: Run) -> Story | None:
    """The item of which most lines more were sold wrong under one policy than under the other."""
    wrong = [_wrong_lines(one) for one in (a, b)]
    gap = np.abs(wrong[1] - wrong[0])
    if not gap.any():
        return None
    item = int(np.argmax(gap))
    lives = [_events(one, OF_AN_ITEM, _of("item", item)) for one in (a, b)]
    name = str(catalogue()[item]["name"])
    ends = [
        f"Under {tag}: {_times(int(lines[item]), 'order line')} sold wrong."
        for tag, lines in zip("AB", wrong, strict=True)
    ]
    return Story(
        "item", item, name, f"{name} (item {item}). {' '.join(ends)}", weave(lives[0], lives[1], a.scenario.start_date)
    )


def _wrong_lines(run: Run) -> NDArray[np.int64]:
    lines = run.log.table("order_line")
    keep = ~_is_right(lines) & (lines["day"] >= 0)
    return np.bincount(lines["item"][keep], minlength=len(catalogue()))


def of_a_fault(a: Run, b: Run) -> Story | None:
    """The fault that lived longest, or was sold under most, under one policy and not under the other."""
    keys = ["field", "item", "moment"]
    sides = []
    for run in (a, b):
        faults = fault_table(run)
        faults["moment"] = faults["born"].round(6)
        faults["age"] = faults["repaired"].fillna(float(run.days)) - faults["born"]
        sides.append(faults[faults["born"] >= 0].drop_duplicates(keys))
    both = sides[0].merge(sides[1], on=keys, suffixes=("_a", "_b"))
    if both.empty:
        return None
    score = (both["age_b"] - both["age_a"]).abs() * (1 + both["lines_a"] + both["lines_b"])
    if score.max() < MOMENT:
        return None
    row = both[score == score.max()].iloc[0].to_dict()
    lives = [_life_of_a_fault(run, row, tag) for run, tag in ((a, "a"), (b, "b"))]
    item, name = int(row["item"]), str(catalogue()[int(row["item"])]["name"])
    ends = []
    for tag in ("a", "b"):
        ended = (
            "never put right" if pd.isna(row[f"repaired_{tag}"]) else f"put right after {row[f'age_{tag}']:.1f} days"
        )
        ends.append(f"Under {tag.upper()}: {ended}; {_times(int(row[f'lines_{tag}']), 'order line')} sold under it.")
    title = f"the {row['field']} of {name} (item {item}) goes wrong: {row['cause_a']}. {' '.join(ends)}"
    return Story("fault", item, name, title, weave(lives[0], lives[1], a.scenario.start_date))


def _life_of_a_fault(run: Run, row: dict[Any, Any], tag: str) -> list[Event]:
    item, field = int(row["item"]), str(row["field"])
    born = float(row[f"born_{tag}"])
    repaired = row[f"repaired_{tag}"]
    end = float(run.days) if pd.isna(repaired) else float(repaired)

    def while_it_lives(table: Table) -> NDArray[np.bool_]:
        keep = (table["item"] == item) & (table["day"] >= born - MOMENT) & (table["day"] <= end + MOMENT)
        if "field" in table:
            keep &= table["field"] == FIELDS.index(field)
        if f"{field}_right" in table:
            keep &= ~table[f"{field}_right"]
        return keep

    return _events(run, ("fault_born", "fault_found", "order_line", "buyer_told", "fault_repaired"), while_it_lives)


def of_a_member_of_staff(a: Run, b: Run) -> Story | None:
    """The member of staff to whose account most happened under one policy and not under the other."""
    lives = [_accounts(one) for one in (a, b)]
    scores = {
        account: sum(
            TAKEN_WEIGHT if kind != "phishing_attempt" else 1
            for _, kind, _ in set(lives[0].get(account, [])) ^ set(lives[1].get(account, []))
        )
        for account in sorted(lives[0].keys() | lives[1].keys())
    }
    if not any(scores.values()):
        return None
    account = max(scores, key=lambda one: scores[one])
    pair = [life.get(account, []) for life in lives]
    ends = []
    for tag, life in zip("AB", pair, strict=True):
        taken = sum(kind == "account_taken" for _, kind, _ in life)
        locked = sum(kind == "locked_out" for _, kind, _ in life)
        ends.append(
            f"Under {tag}: the account is taken over {_times(taken, 'time')}, and locked {_times(locked, 'time')}."
        )
    name = f"account {account}"
    return Story(
        "member of staff", account, name, f"{name}. {' '.join(ends)}", weave(pair[0], pair[1], a.scenario.start_date)
    )


def _accounts(run: Run) -> dict[int, list[Event]]:
    """What happened to each account of staff."""
    found: dict[int, list[Event]] = {}
    for kind in OF_AN_ACCOUNT:
        table = run.log.table(kind)
        of_staff = (table["account"] >= 0) & (table["account"] < FIRST_SUPPLIER)
        if "threat" in table:  # of other threats the number is a customer's, or the account is no single person's
            of_staff &= table["threat"] == _threat("misuse by a member of staff")
        for account in np.unique(table["account"][of_staff]).tolist():
            found.setdefault(account, []).extend(_events(run, (kind,), _of("account", account, of_staff)))
    return found


def _threat(words: str) -> int:
    return KINDS["attack"].columns["threat"].words.index(words)


TARGETS: Final = {"phishing_attempt": "account", "attack": "account", "pc_attacked": "pc"}
"""Attempts, and the column that says at what; with the moment it tells an attempt from all others."""
THROUGH_A_FLAW: Final = (
    "flaw_appeared",
    "flaw_patched",
    "break_in",
    "break_in_found",
    "card_stolen",
    "data_copied",
    "break_in_ended",
)


def of_an_attack(a: Run, b: Run) -> Story | None:
    """The attack that got through under one policy only and did most; else one that lasted longer under one."""
    candidates = [*_attempts(a, b), *_flaws(a, b)]
    if not candidates:
        return None
    score, number, name, ends, lives = max(candidates, key=lambda one: (one[0], one[2], -one[1]))
    if score == 0:
        return None
    title = f"{name}. Under A: {ends[0]}. Under B: {ends[1]}."
    return Story("attack", number, name, title, weave(lives[0], lives[1], a.scenario.start_date))


Candidate = tuple[int, int, str, tuple[str, str], tuple[list[Event], list[Event]]]
"""Score, number, name, and of both runs how it ended and what happened."""


def _attempts(a: Run, b: Run) -> Iterator[Candidate]:
    """Attempts that both shops met, and of which one at least got through."""
    for kind, target in TARGETS.items():
        rows = [_rows(one, kind, target) for one in (a, b)]
        for key in sorted(rows[0].keys() & rows[1].keys()):
            first, second = (_life_of_an_attempt(run, kind, side[key]) for run, side in zip((a, b), rows, strict=True))
            ends = (_end(first), _end(second))
            steps = len(set(first) ^ set(second))
            if "nothing stops it" in "".join(ends):
                name = first[0][2].partition("; stopped by")[0]
                one_way = len({end.startswith("nothing") for end in ends}) - 1
                yield steps + TAKEN_WEIGHT * one_way, rows[0][key], name, ends, (first, second)


def _end(life: list[Event]) -> str:
    gate = life[0][2].rpartition("stopped by: ")[2]
    if gate != "nothing":
        return f"stopped by {gate}"
    return f"nothing stops it; its last trace is {life[-1][0] - life[0][0]:.1f} days later"


def _flaws(a: Run, b: Run) -> Iterator[Candidate]:
    """Flaws of the server through which somebody broke in, in one shop at least."""
    used = [set(one.log.table("break_in")["flaw"].tolist()) for one in (a, b)]
    for flaw in sorted(used[0] | used[1]):
        first, second = (_events(run, THROUGH_A_FLAW, _of("flaw", flaw)) for run in (a, b))
        ends = tuple("somebody breaks in" if flaw in side else "nobody breaks in" for side in used)
        steps = len(set(first) ^ set(second))
        one_way = (flaw in used[0]) != (flaw in used[1])
        name = f"flaw {flaw} of the server's software"
        yield steps + TAKEN_WEIGHT * one_way, flaw, name, (ends[0], ends[1]), (first, second)


def _rows(run: Run, kind: str, target: str) -> dict[tuple[float, int, int], int]:
    table = run.log.table(kind)
    inside = np.flatnonzero((table["day"] >= 0) & (table["day"] < run.days))
    threat = table["threat"] if "threat" in table else np.zeros(len(table["day"]), dtype=np.int64)
    return {
        (round(float(table["day"][row]), 6), int(table[target][row]), int(threat[row])): row for row in inside.tolist()
    }


def _life_of_an_attempt(run: Run, kind: str, row: int) -> list[Event]:
    """The attempt with the gate that stopped it, or with what followed from it."""
    table = run.log.table(kind)
    event = {name: table[name][row] for name in KINDS[kind].columns}
    day = float(event["day"])
    gate = KINDS[kind].columns["stopped_by"].words[int(event["stopped_by"])]
    first = (round(day, 6), kind, f"{sentence(kind, event).partition(': stopped by')[0]}; stopped by: {gate}")
    return [first] if gate != "nothing" else [first, *sorted(_what_followed(run, kind, event, day))]


def _what_followed(run: Run, kind: str, event: dict[str, Any], day: float) -> Iterator[Event]:
    if kind == "pc_attacked":
        yield from _events(run, ("pc_cleaned",), lambda table: np.abs(table["began"] - day) < MOMENT)
    else:
        account = int(event["account"])
        taken = run.log.table("account_taken")
        begun = taken["day"][(taken["account"] == account) & (taken["day"] >= day - MOMENT) & (taken["day"] < day + 1)]
        if not len(begun):
            return
        closed = run.log.table("account_closed")
        ends = closed["day"][(closed["account"] == account) & (np.abs(closed["taken"] - begun[0]) < MOMENT)]
        end = float(ends[0]) if len(ends) else float(run.days)
        followed = ("account_taken", "rights_misused", "app_removed", "data_sold", "account_closed")
        yield from _events(
            run,
            followed,
            lambda table: (
                (table["account"] == account) & (table["day"] >= day - MOMENT) & (table["day"] <= end + MOMENT)
            ),
        )


__all__ = ["of_a_fault", "of_a_member_of_staff", "of_an_attack", "of_an_item", "tell_all"]
