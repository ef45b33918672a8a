"""Storesim: a training simulation of an online shop in Hong Kong.

`run` makes one world, `replicate` the same on several seeds, `compare` two policies on the same worlds. They are
imported here rather than on demand, because `sim.run` and `sim.compare` are modules as well: whoever imports those
modules later must still find the functions under these names.
"""

from typing import Final

from sim.compare import compare
from sim.policy import Policy, levers, with_levers
from sim.run import Run, replicate, run
from sim.scenario import Scenario, load_scenario

__version__: Final = "0.1.0"

__all__ = [
    "Policy",
    "Run",
    "Scenario",
    "__version__",
    "compare",
    "levers",
    "load_scenario",
    "replicate",
    "run",
    "with_levers",
]
