"""The ledger's first tables."""

from alembic import op

from data.ledger.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables; once a ledger is in use somewhere, written out and never changed again."""
    metadata.create_all(op.get_bind())


def downgrade() -> None:
    """Take them away."""
    metadata.drop_all(op.get_bind())
