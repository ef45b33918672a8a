"""Version 1: submissions, worlds, marks with figures, conditions and evidence, and broken files.

A gradebook is begun with the tables of today, so nothing is to be done here; the script names where version 2 starts.
"""

revision = "v1"
down_revision = None


def upgrade() -> None:
    """Nothing: the tables of version 1 are there."""
