"""Runs the migrations inside the transaction that opens the ledger."""

from alembic import context

from data.ledger.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
