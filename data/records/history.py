"""The history of a record: all that was ever said of it, by whom, and which of it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from data.ledger.database import Database
from data.ledger.rights import Actor
from data.records.batches import Batch, batches
from data.records.contract import Kind
from data.records.reading import readable
from data.records.shown import ranked


@dataclass(frozen=True)
class Said:
    """One thing that was said of a record: its row as it was written, and the batch of it."""

    row: Mapping[str, str]  # by the names of the kind's columns, and `cell`
    batch: Batch
    shown: bool

    @property
    def file(self) -> str:
        """Return the name of the file that it came in."""
        return self.batch.file

    @property
    def who(self) -> str:
        """Return who brought it; empty: the workspace's own files."""
        return self.batch.who

    @property
    def when(self) -> datetime:
        """Return when it was brought."""
        return self.batch.made_at

    @property
    def withdrawn(self) -> bool:
        """Say whether its batch was withdrawn."""
        return self.batch.withdrawn_at is not None


def history(
    database: Database, kind: Kind, key: Sequence[str], actor: Actor | None = None
) -> list[Said]:
    """Return all that was said of the record of this key and may be read, newest first."""
    table, top = kind.table, ranked(kind)
    named = dict(zip(kind.key, key, strict=True))
    with database.reading() as connection:
        own = sa.select(table).filter_by(**named).where(readable(kind, table, actor))
        rows = list(connection.execute(own.order_by(table.c.batch.desc(), table.c.id.desc())))
        first = connection.scalar(sa.select(top.c.id).filter_by(**named).where(top.c.place == 1))
        numbers = [row.batch for row in rows]
        known = {b.id: b for b in batches(connection, numbers, actor=actor)}
    texts = [c.name for c in kind.columns if not c.binary] + ["cell"] * kind.located
    return [
        Said({t: row._mapping[t] for t in texts}, known[row.batch], row.id == first)
        for row in rows
        if row.batch in known
    ]
