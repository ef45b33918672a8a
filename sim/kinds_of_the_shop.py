"""What happens to the shop, its records, its staff and its money: kinds of event."""

from __future__ import annotations

from sim.codes import CAUSES, COSTS, FIELDS, FINDERS, GATES, TASKS
from sim.columns import CENTS, CUSTOMER, DAY, FLAG, ITEM, MONEY, ORDER, Column, kind

OF_THE_SHOP = (
    kind(
        "price_changed",
        "The master price of an item changes.",
        "item {item} now costs HK${price_cents}",
        item=ITEM,
        price_cents=MONEY,
        promotion=FLAG,
    ),
    kind(
        "fault_born",
        "The page or the till no longer says what the master record says.",
        "item {item} goes wrong ({field}): {cause}",
        item=ITEM,
        field=Column("i1", "which field", FIELDS),
        cause=Column("i1", "how it was born", CAUSES),
        shown_cents=MONEY,
        charged_cents=MONEY,
        master_cents=MONEY,
    ),
    kind(
        "fault_found",
        "Somebody notices the fault.",
        "item {item}: the fault ({field}) is found by a {finder}",
        item=ITEM,
        field=Column("i1", "which field", FIELDS),
        finder=Column("i1", "by whom", FINDERS),
    ),
    kind(
        "fault_repaired",
        "Page and till say what the master record says again.",
        "item {item}: the fault ({field}) is put right",
        item=ITEM,
        field=Column("i1", "which field", FIELDS),
        born_day=Column("f8", DAY),
    ),
    kind(
        "stock_drifted",
        "The stock record moves away from what is on the shelf.",
        "item {item}: the record is {error_units} units off",
        item=ITEM,
        error_units=Column("i4", "record minus shelf, units"),
    ),
    kind(
        "stock_record_righted",
        "The stock record agrees with the shelf again.",
        "item {item}: the record is right again",
        item=ITEM,
    ),
    kind(
        "stock_delivered",
        "A supplier's delivery is on the shelf.",
        "item {item}: {units} units arrive",
        item=ITEM,
        units=Column("i4", "units"),
    ),
    kind(
        "check_done",
        "A round of checking, counting, matching or reviewing is finished.",
        "staff finish a {task}",
        task=Column("i1", "which", TASKS),
        started=Column("f8", DAY),
        found=Column("i4", "faults found"),
    ),
    kind(
        "record_missing",
        "An order's payment, e-mail or chat record is not complete.",
        "the papers of the order are not complete",
        customer=CUSTOMER,
        order=ORDER,
    ),
    kind(
        "record_completed",
        "The missing papers are found and filed.",
        "the papers of the order are filed",
        customer=CUSTOMER,
        order=ORDER,
    ),
    kind("outage_began", "The shop cannot be reached.", "the shop goes down"),
    kind(
        "outage_ended",
        "The shop can be reached again.",
        "the shop is up again after {minutes} minutes",
        began=Column("f8", DAY),
        noticed=Column("f8", DAY),
        minutes=Column("f4", "minutes down"),
    ),
    kind(
        "phishing_attempt",
        "A false message reaches a staff mailbox. The chance is that of success under the policy, before luck.",
        "a false message reaches account {account}",
        account=Column("i2", "staff account"),
        chance=Column("f4", "chance that the account is taken over"),
        stopped_by=Column(
            "i1",
            "which gate",
            GATES,
        ),
    ),
    kind(
        "account_taken",
        "A stranger signs in as a member of staff.",
        "account {account} is taken over",
        account=Column("i2", "staff account"),
    ),
    kind(
        "account_closed",
        "The stranger is found and shut out.",
        "account {account} is closed; the stranger was found by a {finder}",
        account=Column("i2", "staff account"),
        taken=Column("f8", DAY),
        finder=Column("i1", "by whom", FINDERS),
    ),
    kind(
        "work",
        "Staff time spent on a task.",
        "staff spend {hours} hours on {task}",
        task=Column("i1", "which", TASKS),
        hours=Column("f4", "working hours"),
        waited_hours=Column("f4", "hours from asking to start"),
    ),
    kind(
        "cost",
        "Money spent beside goods.",
        "HK${cents} for {what}",
        what=Column("i1", "for what", COSTS),
        cents=Column("i8", CENTS),
    ),
)
"""In the order in which the data dictionary lists them."""
