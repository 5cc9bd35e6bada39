"""What one batch brought: its rows, and what was answered with it."""

from collections.abc import Mapping

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from data.ledger.schema import LONG, decision, figure, status, target

SAID = (figure, target, status)


def rows(connection: Connection, number: int, most: int) -> Mapping[Table, pd.DataFrame]:
    """Return the figures, plans and statuses of a batch as they were written, the first of each.

    `cell` is where a row stood in its file.
    """
    found = {}
    for table in SAID:
        own = sa.select(table).where(table.c.batch == number).order_by(table.c.id).limit(most)
        columns = [*LONG[table], "cell"]
        lines = [tuple(getattr(row, c) for c in columns) for row in connection.execute(own)]
        found[table] = pd.DataFrame(lines, columns=columns, dtype=str)
    return found


def answers(connection: Connection, number: int) -> Mapping[str, str]:
    """Return what was answered with a batch, by the keys of the questions."""
    asked = sa.select(decision.c.question, decision.c.answer).where(decision.c.batch == number)
    return {row.question: row.answer for row in connection.execute(asked)}
