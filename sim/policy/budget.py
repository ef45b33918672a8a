"""Levers on the budget of twelve months: what is set aside for what."""

from __future__ import annotations

from sim.policy.lever import Levers, lever


class Budget(Levers):
    """Lines for twelve months, HK$. Publicity, training and security are spent evenly; the rest as it falls due."""

    software_hkd: int = lever(
        "Budget: software",
        default=0,
        low=0,
        high=1_000_000,
        step=5_000,
        unit="HK$",
        rows="M3-6.2-a2 M3-6.1-f",
        help="Set-up and fees of a new system. What this line and the reserve do not cover is borrowed; work waits.",
    )
    hardware_hkd: int = lever(
        "Budget: hardware",
        default=0,
        low=0,
        high=200_000,
        step=1_000,
        unit="HK$",
        rows="M3-6.2-a2",
        help="Machines and disks, where the new system needs any of one's own.",
    )
    publicity_hkd: int = lever(
        "Budget: publicity",
        default=0,
        low=0,
        high=300_000,
        step=2_000,
        unit="HK$",
        rows="M3-6.2-a3",
        help="Advertisements, spent evenly. They bring new people; twice the money brings less than twice.",
    )
    training_hkd: int = lever(
        "Budget: training",
        default=0,
        low=0,
        high=60_000,
        step=1_000,
        unit="HK$",
        rows="M3-6.2-a4 M3-6.2-d2",
        help="A course each quarter. Staff mistype less and report more false messages; the course takes their time.",
    )
    security_hkd: int = lever(
        "Budget: security",
        default=0,
        low=0,
        high=120_000,
        step=2_000,
        unit="HK$",
        rows="M3-6.1-c6 M3-6.2-d4",
        help="A service from outside that looks for strangers in the shop's accounts and tells the shop sooner.",
    )
    reserve_hkd: int = lever(
        "Budget: reserve",
        default=0,
        low=0,
        high=500_000,
        step=5_000,
        unit="HK$",
        rows="M3-6.2-a2 M3-6.1-d3",
        help="For what costs more than its line. Most projects cost what was planned; a few cost several times it.",
    )
