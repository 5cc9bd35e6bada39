"""Records as somebody may read them: asked with the actor, in the query itself.

What only some may read is found nowhere else: in no snapshot, no cache and no list of batches.
"""

from collections.abc import Iterator

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.ledger.database import Database
from data.ledger.rights import Actor, Role
from data.ledger.schema import batch
from data.records import registry
from data.records.contract import CONTENT, Kind
from data.records.shown import ranked

LIMITED = {Role.GROUP_EDITOR: "group", Role.COMMUNE_EDITOR: "area"}  # by which column


def readable(kind: Kind, rows: sa.FromClause, actor: Actor | None) -> sa.ColumnElement[bool]:
    """Return what holds of rows of a kind that an actor may read; of no other row.

    Whoever wrote a record may read it. A role that is limited reads what is of its scope.
    """
    if kind.read is None:
        return sa.true()
    if actor is None:
        return sa.false()
    written = sa.select(batch.c.id).where(batch.c.account == actor.account)
    may: list[sa.ColumnElement[bool]] = [rows.c.batch.in_(written)]
    for right in (r for r in actor.rights if r.role in kind.read.roles):
        column = LIMITED.get(right.role)
        if column is None:
            return sa.true()
        if column in rows.c and right.scope:
            may.append(rows.c[column] == right.scope)
    return sa.or_(*may)


def readable_batches(actor: Actor | None) -> Iterator[sa.ColumnElement[bool]]:
    """Yield what holds of batches in which there is nothing that an actor may not read."""
    for kind in registry.GUARDED:
        unread = sa.select(kind.table.c.batch).where(~readable(kind, kind.table, actor))
        yield batch.c.id.not_in(unread)


def records(connection: Connection, kind: Kind, actor: Actor | None) -> pd.DataFrame:
    """Return the records of a kind that are shown now and that an actor may read, oldest first.

    Columns: `id`, `batch`, those of the kind, and for a kind with files `original`.
    """
    rows = ranked(kind)
    asked = sa.select(*_columns(kind, rows)).where(rows.c.place == 1)
    found = connection.execute(asked.where(readable(kind, rows, actor)).order_by(rows.c.id))
    return pd.DataFrame(found.mappings().all(), columns=[c.name for c in _columns(kind, rows)])


def of(database: Database, kind: Kind, actor: Actor | None) -> pd.DataFrame:
    """Return them as the ledger is now."""
    with database.reading() as connection:
        return records(connection, kind, actor)


def _columns(kind: Kind, rows: sa.FromClause) -> list[sa.ColumnElement[object]]:
    own = ["id", "batch", *kind.names, *([CONTENT] if kind.files else [])]
    return [rows.c[name] for name in own]
