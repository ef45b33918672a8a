"""What messages do to whoever receives them: the first ones remind, those beyond patience tire."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.streams import Floats

STEEPEST = 5.0  # exponents beyond this would only overflow: everybody asks to stop long before


def message_gain(remembered: Floats, excess: Floats, numbers: Mapping[str, float]) -> Floats:
    """Extra visits from messages as a share of usual ones: lift (1 - exp(-saturation A)) exp(-annoyance x excess).

    Args:
        remembered: A, mails remembered; a steady f mails a week hold it near f.
        excess: mails in 30 days beyond the customer's patience.
        numbers: the world's parameters.
    """
    gain = numbers["message.lift"] * -np.expm1(-numbers["message.saturation"] * remembered)
    return gain * np.exp(-numbers["message.annoyance"] * excess)


def unsubscribe_chance(excess: Floats, numbers: Mapping[str, float]) -> Floats:
    """Chance that a message brings a request for no more: usual chance x exp(growth x excess)."""
    return numbers["message.unsubscribe"] * np.exp(np.minimum(numbers["message.unsubscribe_growth"] * excess, STEEPEST))
