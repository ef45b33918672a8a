"""Levers on attacks against the server, the checkout and the PCs of staff."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Protection(Levers):
    """Updates, the payment page, and what runs on the shop's PCs. The defaults are the shop of today."""

    patch_days: int = lever(
        "Put in updates of the server every",
        default=30,
        low=1,
        high=90,
        step=1,
        unit="days",
        rows="M3-6.2-d1 M3-6.1-c6 M3-6.1-d3",
        help=(
            "Where the shop has a server of its own, staff put in what the makers have published since the last "
            "round. Until then anybody may use the flaw. A hosted shop is patched by its provider."
        ),
    )
    urgent_days: int = lever(
        "Urgent updates go in within",
        default=0,
        low=0,
        high=30,
        step=1,
        unit="days (0: they wait for the round)",
        rows="M3-6.2-d1 M3-6.1-c6",
        help="A critical flaw need not wait for the next round, but every extra update takes staff time of its own.",
    )
    card_page: Literal["the payment company's page", "our own form"] = lever(
        "Card numbers are typed into",
        default="the payment company's page",
        unit="choice",
        rows="M3-6.1-c6 M3-6.2-b2 M3-6.1-d3",
        help=(
            "Who stays in the shop's own pages to pay is a little more likely to finish. But whoever breaks into the "
            "shop can then read the card numbers, and the card companies ask for scans and checks."
        ),
        choices={
            "the payment company's page": "customers go over to its page; most thieves find nothing",
            "our own form": "customers pay without leaving the shop; scans are paid each month",
        },
    )
    tamper_check_days: int = lever(
        "Compare the checkout with what it should be every",
        default=0,
        low=0,
        high=90,
        step=1,
        unit="days (0: never)",
        rows="M3-6.2-d3 M3-6.1-c6 M3-6.2-f1",
        help=(
            "A clerk goes through the list of scripts on the payment page and looks for any that nobody approved. "
            "What a skimmer steals is the cards paid with a day, times the days until it is found."
        ),
    )
    anti_malware: Literal["none or out of date", "as it came with the PCs", "kept up to date"] = lever(
        "Program against malware on the PCs",
        default="as it came with the PCs",
        unit="choice",
        rows="M3-6.2-d1 M3-6.2-d3 M3-6.1-c6",
        help="PCs without a program that is kept up to date catch about five times as many harmful programs.",
        choices={
            "none or out of date": "every harmful program gets in",
            "as it came with the PCs": "about half is stopped",
            "kept up to date": "four in five are stopped, and the rest is found sooner; paid for each PC",
        },
    )
    allowed_programs_only: bool = lever(
        "Only programs on a list may run on the PCs",
        default=False,
        unit="yes or no",
        rows="M3-6.2-d1 M3-6.2-d3 M3-6.2-d4",
        help="What is not on the list does not start, harmful or not. Staff lose time until what they need is on it.",
    )
    flood_shield: bool = lever(
        "Shield against floods of requests",
        default=False,
        unit="yes or no",
        rows="M3-6.1-c6 M3-6.1-d2 M3-6.1-d3",
        help="A provider with large lines takes most floods upon itself. It is paid each month; floods are rare.",
    )
