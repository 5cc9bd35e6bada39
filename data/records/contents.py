"""What one batch brought: its rows, and what was answered with it."""

from collections.abc import Mapping

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.records import registry
from data.records.contract import Kind


def rows(connection: Connection, number: int, most: int) -> Mapping[Kind, pd.DataFrame]:
    """Return what a batch said of what a snapshot shows, as it was written, the first of each.

    `cell` is where a row stood in its file.
    """
    found = {}
    for kind in registry.SHOWN.values():
        table = kind.table
        own = sa.select(table).where(table.c.batch == number).order_by(table.c.id).limit(most)
        columns = [*kind.names, "cell"]
        lines = [tuple(getattr(row, c) for c in columns) for row in connection.execute(own)]
        found[kind] = pd.DataFrame(lines, columns=columns, dtype=str)
    return found
