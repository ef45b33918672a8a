"""The shop front of an inspection in HTML: pages as cards, and the lists to check with; on the screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from sim.assessment.findings import FAULT_NAMES, FAULT_WORDS, STEP_NAMES, STEP_WORDS, FaultKind
from sim.assessment.item_record import dollars
from sim.assessment.shop_front_file import HOUSE_RULES, Page, ShopFront
from sim.show import markup


def shelf(front: ShopFront, flagged: Mapping[int, Sequence[FaultKind]] | None = None) -> str:
    """All pages as cards; those that the trainee has flagged say so."""
    marks = flagged or {}
    cards = "".join(_card(page, marks.get(page.item, ())) for page in front.pages)
    return f'<div class="shelf" role="list" aria-label="The pages of the shop">{cards}</div>'


def card(front: ShopFront, item: int) -> str:
    """One page as a card."""
    found = [_card(page, ()) for page in front.pages if page.item == item]
    return f'<div class="shelf" role="list" aria-label="One page of the shop">{"".join(found)}</div>'


def _card(page: Page, flags: Sequence[FaultKind]) -> str:
    offer = '<span class="offer">Offer</span>' if page.offer else ""
    members = f"<div>Members {dollars(page.member_cents)}</div>" if page.member_cents is not None else ""
    named = ", ".join(FAULT_NAMES[flag].lower() for flag in flags)
    flag = f'<div class="flag">You flagged: {escape(named)}</div>' if flags else ""
    kind = "page flagged" if flags else "page"
    return (
        f'<div class="{kind}" role="listitem"><div class="quiet">No. {page.item} · {escape(page.category)}</div>'
        f'<div class="shop-name">{escape(page.name)}</div>'
        f'<div class="quiet" lang="zh-Hant">{escape(page.name_zh)}</div>'
        f'<div class="price">{dollars(page.cents)} {offer}</div>{members}'
        f"<div>Picture {escape(page.picture)}</div><div>{escape(page.stock)}</div>{flag}</div>"
    )


def lists(front: ShopFront) -> list[tuple[str, str]]:
    """The lists that a clerk checks with: what each is called, and its table."""
    days = f"in the last {front.days} days"
    tables: list[tuple[str, Sequence[str], list[tuple[str, ...]], tuple[int, ...]]] = [
        (
            "Price list of today",
            ("No.", "Item", "Price", "Members"),
            [
                (
                    f"{row.item}",
                    row.name,
                    dollars(row.cents),
                    "" if row.member_cents is None else dollars(row.member_cents),
                )
                for row in front.prices
            ],
            (0, 2, 3),
        ),
        (
            "Promotion calendar",
            ("No.", "Item", "Offer price", "First day", "Last day"),
            [(f"{row.item}", row.name, dollars(row.cents), row.first, row.last) for row in front.offers],
            (0, 2),
        ),
        (
            "List of pictures",
            ("Picture", "Whose it is", "May be shown until"),
            [(row.picture, row.whose, row.until) for row in front.licences],
            (),
        ),
        (
            "Stock list",
            ("No.", "Item", f"Counted {front.days} days ago", "Arrived since", "Ordered since"),
            [(f"{row.item}", row.name, f"{row.counted}", f"{row.arrived}", f"{row.ordered}") for row in front.stock],
            (0, 2, 3, 4),
        ),
        (
            f"Orders {days}",
            ("No.", "Item", "Units", "Charged for each"),
            [(f"{row.item}", row.name, f"{row.units}", dollars(row.cents)) for row in front.orders],
            (0, 2, 3),
        ),
    ]
    return [(name, markup.table(name, columns, rows, numbers)) for name, columns, rows, numbers in tables]


def folded_lists(front: ShopFront, group: str) -> str:
    """The lists, each opened when it is wanted, one of a group at a time."""
    opens = f'<details name="{escape(group, quote=True)}">'
    return "".join(f"{opens}<summary>{escape(name)}</summary>{table}</details>" for name, table in lists(front))


def rules() -> str:
    """What a clerk of this shop knows, as a list."""
    return f"<ul>{''.join(f'<li>{escape(rule)}</li>' for rule in HOUSE_RULES)}</ul>"


def choices() -> str:
    """What can be wrong, and what can be done first, with their meanings."""
    wrong = [(FAULT_NAMES[kind], words[:1].upper() + words[1:]) for kind, words in FAULT_WORDS.items()]
    steps = [(STEP_NAMES[step], words[:1].upper() + words[1:]) for step, words in STEP_WORDS.items()]
    return markup.table("What can be wrong", ("Kind", "What it means"), wrong) + markup.table(
        "What you would do first", ("First step", "What it means"), steps
    )


__all__ = ["card", "choices", "folded_lists", "lists", "rules", "shelf"]
