"""What happens to accounts and rights, and what strangers and staff do with them: kinds of event."""

from __future__ import annotations

from sim.codes import ACTIONS, ATTACK_GATES, FINDERS, ORPHAN_FINDERS, ROLES, THREATS
from sim.columns import CUSTOMER, DAY, FLAG, MONEY, Column, kind

_ACCOUNT = Column("i2", "account of the back office; -1 where it is about none")
_ROLE = Column("i1", "role", ROLES)
_THREAT = Column("i1", "which threat", THREATS)
_ACTION = Column("i1", "which action", ACTIONS)
_FINDER = Column("i1", "by whom", FINDERS)
_PEOPLE = Column("i4", "customers whose data they are")

OF_ACCESS = (
    kind(
        "administrator_signs_in",
        "How an account that may do everything is signed in to; written down at take-over.",
        "administrator's account {account} is signed in to; with a second step: {two_step}",
        account=_ACCOUNT,
        two_step=FLAG,
    ),
    kind(
        "right_asked",
        "Somebody with the right has done what a clerk without it had asked for.",
        "a clerk may not {action} and has waited {waited_hours} hours for somebody who may ({by})",
        action=_ACTION,
        by=Column("i1", "whose right", ROLES),
        asked=Column("f8", DAY),
        waited_hours=Column("f4", "hours"),
    ),
    kind(
        "locked_out",
        "A member of staff has mistyped the password too often.",
        "account {account} is locked after too many wrong tries of its owner",
        account=_ACCOUNT,
    ),
    kind(
        "staff_left",
        "A member of staff leaves, or the job of an outside helper ends; the account still works.",
        "the owner of account {account} ({role}) leaves; an outside helper: {vendor}",
        account=_ACCOUNT,
        role=_ROLE,
        vendor=FLAG,
    ),
    kind(
        "orphan_closed",
        "The account of somebody who left is closed.",
        "account {account}, whose owner has left, is closed: {finder}",
        account=_ACCOUNT,
        left=Column("f8", DAY),
        finder=Column("i1", "by what", ORPHAN_FINDERS),
    ),
    kind(
        "attack",
        "Somebody tries to get in, or to misuse an account. The chance is that of success, before luck.",
        "{threat}, account {account}: stopped by {stopped_by}",
        threat=_THREAT,
        account=_ACCOUNT,
        chance=Column("f4", "chance of success"),
        stopped_by=Column("i1", "which gate", ATTACK_GATES),
    ),
    kind(
        "exposure",
        "How many successful attacks a threat leads one to expect in a stretch of time, under the policy.",
        "{threat}: {expected} to be expected in {days} days",
        threat=_THREAT,
        account=_ACCOUNT,
        days=Column("f4", "days of the stretch"),
        expected=Column("f8", "attacks that succeed, on average"),
    ),
    kind(
        "rights_misused",
        "A stranger or a dishonest member of staff does something with the rights of an account.",
        "with the rights of account {account} somebody does this: {action}, HK${cents}",
        account=_ACCOUNT,
        insider=Column("?", "yes or no: the owner of the account does it"),
        action=_ACTION,
        cents=MONEY,
        people=_PEOPLE,
    ),
    kind(
        "app_removed",
        "The app by which a thief came in without an account is found and removed.",
        "the app that account {account} installed is removed",
        account=_ACCOUNT,
        installed=Column("f8", DAY),
    ),
    kind(
        "data_sold",
        "A member of staff sells customers' data to somebody outside.",
        "the owner of account {account} sells the data of {people} customers for HK${cents}",
        account=_ACCOUNT,
        people=_PEOPLE,
        cents=MONEY,
    ),
    kind(
        "insider_began",
        "A member of staff begins to misuse an account.",
        "the owner of account {account} begins to misuse it",
        account=_ACCOUNT,
    ),
    kind(
        "insider_stopped",
        "The member of staff who misuses an account is found and stopped.",
        "the owner of account {account} is stopped; found by {finder}",
        account=_ACCOUNT,
        began=Column("f8", DAY),
        finder=_FINDER,
    ),
    kind(
        "customer_account_taken",
        "A stranger signs in as a customer with a leaked password.",
        "a stranger signs in as this customer",
        customer=CUSTOMER,
    ),
    kind(
        "customer_account_misused",
        "A stranger orders on a customer's account; the shop makes it good.",
        "a stranger orders for HK${cents} on this customer's account",
        customer=CUSTOMER,
        cents=MONEY,
    ),
    kind(
        "customer_account_closed",
        "The stranger is shut out of the customer's account.",
        "the stranger is shut out of this customer's account; noticed by {finder}",
        customer=CUSTOMER,
        taken=Column("f8", DAY),
        finder=_FINDER,
    ),
)
"""In the order in which the data dictionary lists them."""
