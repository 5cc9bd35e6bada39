"""What people answered to doubts, kept to be used again: whose name that was, which column."""

from collections.abc import Mapping

from data.ledger import schema, shown
from data.ledger.database import Database


def decisions(database: Database) -> Mapping[str, str]:
    """Return the answer that stands to each question: the newest one not withdrawn."""
    with database.reading() as connection:
        return {row.question: row.answer for row in shown.first(connection, schema.decision)}
