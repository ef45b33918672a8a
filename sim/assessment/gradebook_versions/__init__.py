"""How a gradebook of an earlier version becomes one of today: alembic's scripts, one a version."""
