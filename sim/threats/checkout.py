"""Checks of the checkout: a clerk compares the payment page with the list of scripts that were approved."""

from __future__ import annotations

from collections.abc import Callable

from sim.processes.routine import every
from sim.world.world import World


def watch(world: World, look: Callable[[], int]) -> None:
    """Let a threat be looked for at each check of the checkout; the first to ask begins the checks.

    Args:
        world: the world.
        look: told that the checkout is looked at; returns how much is found.
    """
    days = world.policy.protection.tamper_check_days
    if days and not world.when_checkout_checked:
        looks = world.when_checkout_checked
        world.start(
            every(world, "tamper check", days, world.numbers["tamper.hours"], lambda: sum(ask() for ask in looks))
        )
    world.when_checkout_checked.append(look)
