"""Version 2: weight, share and declaration of each mark; what people find and decide beside it."""

import sqlalchemy as sa
from alembic import op

revision = "v2"
down_revision = "v1"


NUMBERS = {
    "effect": ("today", "yours", "change", "low", "high"),
    "gate": ("figure", "bound"),
    "evidence": ("day",),
}
"""Figures that may have no value; version 1 could not keep such a figure at all."""


def upgrade() -> None:
    """Add columns that may be empty, and two tables; every row of version 1 stays as it is."""
    for table, columns in NUMBERS.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.alter_column(column, existing_type=sa.Float(), nullable=True)
    op.add_column("mark", sa.Column("weight", sa.Integer(), nullable=True))
    op.add_column("mark", sa.Column("share", sa.Float(), nullable=True))
    op.add_column("mark", sa.Column("declared", sa.Text(), nullable=True))
    op.create_table(
        "person_mark",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("mark_id", sa.Integer(), sa.ForeignKey("mark.id"), nullable=False, index=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("marker", sa.String(40), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.UniqueConstraint("mark_id", "role", "place"),
    )
    op.create_table(
        "mark_override",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("mark_id", sa.Integer(), sa.ForeignKey("mark.id"), nullable=False, index=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("old_result", sa.String(20), nullable=False),
        sa.Column("new_result", sa.String(20), nullable=False),
        sa.Column("marker", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.UniqueConstraint("mark_id", "place"),
    )
    note = sa.table("note", sa.column("name", sa.String), sa.column("value", sa.Text))
    op.execute(note.update().where(note.c.name == "version").values(value="2"))
