"""What is written is chained; what was there before is chained now, and marked as older."""

import sqlalchemy as sa
from alembic import op

from data.ledger import proof

revision = "0004"
down_revision = "0003"

# The tables of then, with their columns in their order.
FORM = {
    "batch": (
        *("id", "kind", "title", "file", "original"),
        *("checksum", "account", "made_at", "revision"),
    ),
    "withdrawal": ("batch", "account", "at", "reason", "revision"),
    "closing": ("id", "period", "closed", "account", "at", "revision"),
    "alias": ("id", "batch", "area", "alias", "source", "cell"),
    "area": (
        *("id", "batch", "code", "name", "kind", "level"),
        *("valid_from", "valid_to", "parent", "cell"),
    ),
    "decision": ("id", "batch", "question", "answer"),
    "figure": (
        *("id", "batch", "indicator", "area", "period", "value"),
        *("qualifier", "status", "source", "note", "cell"),
    ),
    "generation": ("id", "batch", "day", "said"),
    "shape": ("id", "batch", "day", "area", "geometry"),
    "status": ("id", "batch", "area", "period", "criterion", "status", "source", "cell"),
    "succession": ("id", "batch", "predecessor", "successor", "legal", "cell"),
    "target": ("id", "batch", "indicator", "area", "period", "target", "source", "cell"),
}  # fmt: skip


def upgrade() -> None:
    """Make the tables of the chain, and chain all that is there."""
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("older", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_table(
        "veil",
        sa.Column("stored", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stored", "row", "column", name=op.f("pk_veil")),
    )
    proof.older(op.get_bind(), FORM, "0003")
