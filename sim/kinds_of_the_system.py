"""What happens to the system that the shop runs on: kinds of event."""

from __future__ import annotations

from sim.codes import BACKUP_COPIES, BUDGET_LINES, CHANGE_CONTROLS, MENDERS, NOTICES, OUTAGES, PROJECT_TASKS
from sim.columns import CENTS, CUSTOMER, DAY, FLAG, MONEY, Column, kind

_OUTAGE = Column("i1", "what caused it", OUTAGES)

OF_THE_SYSTEM = (
    kind(
        "system_changed",
        "A change to the system goes live: a new function, a setting, an update.",
        "a change to the system goes live ({control})",
        control=Column("i1", "how it went live", CHANGE_CONTROLS),
        failed=FLAG,
    ),
    kind(
        "outage_began",
        "The shop cannot be reached.",
        "the shop goes down; the cause is {cause}",
        cause=_OUTAGE,
    ),
    kind(
        "outage_ended",
        "The shop can be reached again.",
        "the shop is up again after {minutes} minutes",
        cause=_OUTAGE,
        began=Column("f8", DAY),
        noticed=Column("f8", DAY),
        minutes=Column("f4", "minutes down"),
    ),
    kind(
        "notice_posted",
        "Staff tell customers that the shop is down.",
        "customers are told that the shop is down ({notice})",
        notice=Column("i1", "how", NOTICES),
    ),
    kind(
        "order_by_hand",
        "A visitor who finds the shop down turns to the phone or the form.",
        "finds the shop down and orders by phone or form",
        customer=CUSTOMER,
    ),
    kind(
        "backups_kept",
        "How the shop's data are copied.",
        "data are copied every {every_hours} hours ({copies})",
        every_hours=Column("i2", "hours"),
        copies=Column("i1", "where the copies lie", BACKUP_COPIES),
    ),
    kind("backup_broke", "Copying stops working, and nobody is told.", "copying stops working; nobody notices"),
    kind(
        "backup_mended",
        "Somebody finds that copying does not work, and mends it.",
        "copying works again; a {finder} showed that it did not",
        since=Column("f8", DAY),
        finder=Column("i1", "what showed it", MENDERS),
    ),
    kind(
        "data_lost",
        "An outage destroys the shop's data.",
        "the data of the shop are lost; the cause is {cause}",
        cause=_OUTAGE,
    ),
    kind(
        "data_recovered",
        "The shop is up again with older data; what was entered since then is lost.",
        "the data of {hours_lost} hours before the loss are back after {hours} hours",
        lost=Column("f8", DAY),
        point=Column("f8", DAY),
        hours_lost=Column("f8", "hours of work lost"),
        hours=Column("f8", "hours from the loss to the recovery"),
        from_copy=Column("?", "yes or no: from a copy; otherwise typed in from papers and mails"),
        items=Column("i4", "items that show an older price"),
    ),
    kind(
        "project_began",
        "The work on a new system begins.",
        "the work on a new system begins: {planned_days} days, HK${planned_cents}",
        planned_days=Column("f8", "days to the end of the longest path, as planned"),
        planned_cents=Column("i8", CENTS),
    ),
    kind(
        "project_task",
        "A task of the project is finished.",
        "{task}: finished after {days} days ({planned_days} were planned)",
        task=Column("i1", "which", PROJECT_TASKS),
        began=Column("f8", DAY),
        planned_days=Column("f8", "days, as planned"),
        days=Column("f8", "days from its beginning to its end"),
    ),
    kind(
        "wish",
        "Somebody asks for one more function of the new system.",
        "somebody wishes one more function of the new system; accepted: {accepted}",
        number=Column("i2", "which"),
        useful=Column("?", "yes or no: it would save work"),
        accepted=FLAG,
    ),
    kind(
        "trait_seen",
        "The rehearsal shows what the brochure did not say.",
        "the rehearsal shows {found} where {stated} was stated",
        trait=Column("i2", "place among the traits of the system in datasets/systems.csv"),
        stated=Column("f8", "as stated, in the unit of the trait"),
        found=Column("f8", "as it is, in the unit of the trait"),
    ),
    kind(
        "went_live",
        "The shop opens on the new system.",
        "the shop opens on the new system; {errors} items came over wrong",
        attempt=Column("i1", "1, or 2 after a way back"),
        errors=Column("i4", "items"),
    ),
    kind(
        "rolled_back",
        "Too much is wrong: the old system is in use again.",
        "too much is wrong ({wrong} items): the shop goes back to the old system",
        wrong=Column("i4", "items"),
    ),
    kind(
        "money_borrowed",
        "Neither the line of the budget nor the reserve covers a bill.",
        "HK${cents} must be borrowed, because the budget ({line}) and the reserve are spent",
        line=Column("i1", "which line", BUDGET_LINES),
        cents=MONEY,
    ),
    kind("false_alarm", "The automatic visitor raises the alarm although the shop is up.", "a false alarm is raised"),
)
"""In the order in which the data dictionary lists them."""
