"""Who has an account in the back office, in which role, and what the house lets each role do.

Staff accounts are numbered from 0; their roles are drawn by name. Suppliers' accounts and those of people who left have
numbers of their own. A role may do something when the policy names it or a lesser one.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import simpy

from sim.codes import ACTIONS, RIGHTS_OF, ROLES
from sim.parameters import Parameters
from sim.policy import Policy
from sim.policy.access import Access
from sim.streams import Streams

ADMINISTRATOR, IN_CHARGE, STAFF, SUPPLIER = range(len(ROLES))
FIRST_SUPPLIER, FIRST_LEAVER = 10_000, 20_000
LEVERS = ("change_prices", "change_stock", "make_coupons", "refund", "export_data", "install_apps")
LEVER_OF = dict(zip(ACTIONS, LEVERS, strict=True))
PRICES, STOCK, COUPONS, REFUND, EXPORT, INSTALL = ACTIONS


def roles(count: int, numbers: Parameters, streams: Streams) -> list[int]:
    """Roles of the staff accounts: the luckiest are administrators (at least one), the next are in charge."""
    rank = np.argsort(np.argsort(streams.some("role of an account", 0, np.arange(count))))
    administrators = max(1, round(numbers["access.administrators"] * count))
    in_charge = administrators + round(numbers["access.in_charge"] * count)
    return np.where(rank < administrators, ADMINISTRATOR, np.where(rank < in_charge, IN_CHARGE, STAFF)).tolist()


def least_role(levers: Access, action: str) -> int:
    """The last of `ROLES` that may do something."""
    return RIGHTS_OF.index(getattr(levers, LEVER_OF[action]))


class Accounts:
    """Accounts, roles and rights of one world.

    Attributes:
        role: of each account that there is or was.
        open_since: accounts of people who left that still work, with the day on which they left.
        apps: apps by which a thief gets in without an account: the account that installed each, and since when.
        insiders: staff accounts whose owner misuses them, and since when.
        customers: customers' accounts in a stranger's hands, and since when.
        release: the one who does what others have asked for.
        when_closed: told of each account of a leaver that is closed: its number, and since when nobody owned it.
        when_reviewed: asked, at each review of sign-ins and changes, how much they let it find.
    """

    def __init__(self, env: simpy.Environment, policy: Policy, numbers: Parameters, streams: Streams) -> None:
        self.levers = policy.access
        self.staff = int(numbers["phish.accounts"])
        self.suppliers = int(numbers["supplier.accounts"])
        self.supplier_books = policy.supply.deliveries == "supplier books"
        self.role: dict[int, int] = dict(enumerate(roles(self.staff, numbers, streams)))
        self.role.update({FIRST_SUPPLIER + number: SUPPLIER for number in range(self.suppliers)})
        self.open_since: dict[int, float] = {}
        self.apps: dict[int, float] = {}
        self.insiders: dict[int, float] = {}
        self.customers: dict[int, float] = {}
        self.release = simpy.Resource(env)
        self.when_closed: list[Callable[[int, float], None]] = []
        self.when_reviewed: list[Callable[[], int]] = []

    def may(self, account: int, action: str) -> bool:
        """Has the owner of this account the right to do something?"""
        role = self.role[account]
        if role == SUPPLIER and action == STOCK and self.supplier_books:
            return True
        return role <= least_role(self.levers, action)

    def clerks_wait(self, action: str) -> bool:
        """Must the clerks ask somebody else to do it?"""
        return least_role(self.levers, action) < STAFF

    def administrators(self) -> list[int]:
        """Accounts that may do everything."""
        return [account for account in range(self.staff) if self.role[account] == ADMINISTRATOR]
