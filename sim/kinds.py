"""The declared kinds of event: columns, types, units, and the sentence that tells one in plain words.

`python -m sim kinds` prints this as the data dictionary. A sentence may use any column in braces; columns of cents are
given as dollars, and words for codes.
"""

from __future__ import annotations

from sim.columns import Column, Kind
from sim.kinds_of_access import OF_ACCESS
from sim.kinds_of_attacks import OF_ATTACKS
from sim.kinds_of_conduct import OF_CONDUCT
from sim.kinds_of_customers import OF_CUSTOMERS
from sim.kinds_of_duties import OF_DUTIES
from sim.kinds_of_members import OF_MEMBERS
from sim.kinds_of_money import OF_MONEY
from sim.kinds_of_records import OF_RECORDS
from sim.kinds_of_talk import OF_TALK
from sim.kinds_of_the_platform import OF_A_SELLERS_ITEM, OF_THE_PLATFORM
from sim.kinds_of_the_shop import OF_THE_SHOP
from sim.kinds_of_the_system import OF_THE_SYSTEM

__all__ = ["KINDS", "OF_A_SELLERS_ITEM", "Column", "Kind"]

_ALL = (
    *OF_CUSTOMERS,
    *OF_MONEY,
    *OF_TALK,
    *OF_MEMBERS,
    *OF_THE_SHOP,
    *OF_THE_SYSTEM,
    *OF_ATTACKS,
    *OF_CONDUCT,
    *OF_RECORDS,
    *OF_DUTIES,
    *OF_ACCESS,
    *OF_THE_PLATFORM,
)
KINDS: dict[str, Kind] = {declared.name: declared for declared in _ALL}
