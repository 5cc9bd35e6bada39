"""A try to sign in says from which device it came, where that one is known."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; who tried before was a stranger."""
    op.add_column("attempt", sa.Column("device", sa.Text(), nullable=False, server_default=""))
