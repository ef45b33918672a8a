"""What attackers do to the server, the checkout and the PCs of staff: kinds of event."""

from __future__ import annotations

from sim.codes import BREAK_INS, CARD_PAGES, FINDERS, FLOOD_GATES, PATCHED_BY, PC_ATTACKS, PC_GATES, SERVER_GATES
from sim.columns import CUSTOMER, DAY, ORDER, Column, kind

_FLAW = Column("i2", "which: the day on which it became known")
_PC = Column("i2", "PC of staff")
_OUTCOME = Column("i1", "what the intruder does with it", BREAK_INS)
_PC_ATTACK = Column("i1", "which program", PC_ATTACKS)
_FINDER = Column("i1", "by whom", FINDERS)
_CHANCE = Column("f4", "chance under the policy, before luck")

OF_ATTACKS = (
    kind(
        "server_kept",
        "Who looks after the server and who takes the card numbers.",
        "card numbers are typed into {card_page}",
        own_server=Column("?", "yes or no: the shop itself must patch"),
        card_page=Column("i1", "where card numbers are typed in", CARD_PAGES),
        tamper_check_days=Column("i2", "days between checks of the checkout; 0 if there are none"),
        two_step=Column("?", "yes or no: to card numbers in the shop staff need more than a password"),
    ),
    kind(
        "flaw_appeared",
        "A critical flaw of the server's software becomes known.",
        "a critical flaw of the server's software becomes known",
        flaw=_FLAW,
        own_server=Column("?", "yes or no: the shop itself must patch"),
    ),
    kind(
        "flaw_patched",
        "A critical flaw is closed. The chance is that of being used while it was open: 1 - exp(-eta x days).",
        "the flaw that became known on day {appeared} is closed by {how}",
        flaw=_FLAW,
        appeared=Column("f8", DAY),
        chance=_CHANCE,
        how=Column("i1", "how", PATCHED_BY),
    ),
    kind(
        "break_in",
        "Somebody uses a critical flaw. The chance is that of getting past the gates behind it.",
        "somebody breaks in through a flaw of the server: {outcome}",
        flaw=_FLAW,
        outcome=_OUTCOME,
        chance=_CHANCE,
        stopped_by=Column("i1", "which gate", SERVER_GATES),
    ),
    kind(
        "break_in_found",
        "Somebody notices the intruder.",
        "the intruder is noticed ({finder}): {outcome}",
        flaw=_FLAW,
        outcome=_OUTCOME,
        began=Column("f8", DAY),
        finder=_FINDER,
    ),
    kind(
        "break_in_ended",
        "Staff have shut the intruder out and closed the flaw.",
        "the intruder is shut out and the flaw is closed",
        flaw=_FLAW,
        outcome=_OUTCOME,
        began=Column("f8", DAY),
    ),
    kind(
        "card_stolen",
        "A skimmer on the payment page copies a card number; nobody notices at that moment.",
        "the card number is copied by a skimmer on the payment page",
        customer=CUSTOMER,
        order=ORDER,
        flaw=_FLAW,
    ),
    kind(
        "card_misused",
        "Somebody else pays with a stolen card, and its owner learns where it was stolen.",
        "finds that somebody else paid with the card, and that it was stolen in the shop",
        customer=CUSTOMER,
        order=ORDER,
    ),
    kind(
        "data_copied",
        "An intruder copies what the shop knows of its customers.",
        "an intruder copies the data of {people} customers",
        flaw=_FLAW,
        people=Column("i4", "customers"),
    ),
    kind(
        "pc_attacked",
        "A harmful program reaches a PC of staff.",
        "a harmful program ({what}) reaches PC {pc}",
        pc=_PC,
        what=_PC_ATTACK,
        chance=_CHANCE,
        stopped_by=Column("i1", "which gate", PC_GATES),
    ),
    kind(
        "pc_cleaned",
        "A harmful program is found and taken off the PC.",
        "PC {pc} is cleaned of {what}",
        pc=_PC,
        what=_PC_ATTACK,
        began=Column("f8", DAY),
        found=Column("f8", DAY),
        finder=_FINDER,
    ),
    kind(
        "adverts_injected",
        "Adware on a PC of staff puts foreign adverts on the shop's checkout.",
        "foreign adverts stand on the shop's checkout; they came from PC {pc}",
        pc=_PC,
    ),
    kind(
        "adverts_removed",
        "The foreign adverts are taken off the checkout.",
        "the foreign adverts are off the checkout; they were noticed by a {finder}",
        began=Column("f8", DAY),
        found=Column("f8", DAY),
        finder=_FINDER,
    ),
    kind(
        "flood",
        "Somebody sends so many requests that the shop cannot answer.",
        "a flood of requests comes in, for {minutes} minutes",
        minutes=Column("f4", "minutes"),
        chance=_CHANCE,
        stopped_by=Column("i1", "which gate", FLOOD_GATES),
    ),
)
"""In the order in which the data dictionary lists them."""
