"""Levers on keeping the shop open, and on getting it back: changes, capacity, alarms, cover, backups, fallback."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Continuity(Levers):
    """What is done so that the shop stays up, and what when it goes down."""

    change_control: Literal["straight to the shop", "in quiet hours", "test shop first"] = lever(
        "Changes to the system go",
        default="straight to the shop",
        unit="choice",
        rows="M3-6.2-f1 M3-6.1-b M3-6.1-d3",
        help="New functions, settings and updates. Most outages of web shops come from changes.",
        choices={
            "straight to the shop": "live at once, during the day",
            "in quiet hours": "live between three and five in the morning; somebody is paid to be up",
            "test shop first": "a clerk tries each change on a copy of the shop; most bad ones are caught",
        },
    )
    extra_capacity_percent: int = lever(
        "Room for more visitors than the contract has",
        default=0,
        low=0,
        high=300,
        step=25,
        unit="%",
        rows="M3-6.1-b M3-6.2-a2 M3-6.2-g",
        help="On days with more visitors than the system can carry it may fall over. More room costs money each month.",
    )
    confirmations: int = lever(
        "Looks that must fail before the alarm",
        default=1,
        low=1,
        high=5,
        step=1,
        unit="looks",
        rows="M3-6.2-f1",
        help="The automatic visitor sometimes fails by itself. Looking twice stops false alarms, but delays true ones.",
    )
    cover: Literal["office hours", "on call", "round the clock"] = lever(
        "Who comes when the alarm rings",
        default="on call",
        unit="choice",
        rows="M3-6.1-d2 M3-6.2-f4 M3-6.2-a2",
        help="How soon somebody begins to repair the shop. Each kind of cover has its price a month.",
        choices={
            "office hours": "nobody until the shop opens",
            "on call": "a technician is rung up, day or night",
            "round the clock": "a service that watches all the time",
        },
    )
    written_steps: bool = lever(
        "Written steps for each kind of repair (a runbook)",
        default=False,
        unit="yes or no",
        rows="M3-6.2-f4 M3-6.1-d2",
        help="Whoever comes follows the steps, so repairs are quicker and seldom very long. Keeping them true takes "
        "staff time every month.",
    )
    backup_hours: int = lever(
        "Copy all data every",
        default=24,
        low=1,
        high=168,
        step=1,
        unit="hours",
        rows="M3-6.1-d1 M3-6.2-f4",
        help="What was entered since the last good copy is lost when data are lost.",
    )
    backup_copies: Literal["same machine", "a second place", "a second place and off-line"] = lever(
        "The copies lie",
        default="same machine",
        unit="choice",
        rows="M3-6.1-d1 M3-6.1-c6",
        help="A copy on the machine that breaks is lost with it. Copies that hang together fail together.",
        choices={
            "same machine": "where the shop itself lies",
            "a second place": "also with another provider",
            "a second place and off-line": "and on a disk in a drawer, which nothing can reach",
        },
    )
    restore_test_days: int = lever(
        "Try to get data back from a copy every",
        default=0,
        low=0,
        high=180,
        step=1,
        unit="days",
        rows="M3-6.1-d1 M3-6.2-f4 M3-6.2-g",
        help="Copying sometimes stops working and says nothing. Only a try shows it. With 0 nobody ever tries.",
    )
    by_hand: bool = lever(
        "Take orders by phone and form while the shop is down",
        default=False,
        unit="yes or no",
        rows="M3-6.1-d2 M3-6.1-b",
        help="Staff keep a printed price list ready and type the orders in later. Some visitors use it.",
    )
    notice: Literal["none", "on the page", "on the page and by mail"] = lever(
        "What customers are told while the shop is down",
        default="none",
        unit="choice",
        rows="M3-6.1-d2",
        help="Whoever wants to buy and meets a closed shop is let down; less so when somebody says what is the matter.",
        choices={
            "none": "the page just does not answer",
            "on the page": "a notice, from the moment at which staff know of it",
            "on the page and by mail": "and an apology the next day to those who could not buy",
        },
    )
