"""The history of one figure: all that was ever said of it, by whom, and which of it is shown."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from data.ledger.database import Database
from data.ledger.schema import figure
from data.records.batches import Batch, batches
from data.records.shown import ranked


@dataclass(frozen=True)
class Said:
    """One thing that was said of a figure."""

    value: str  # as it was written
    qualifier: str
    status: str  # final, provisional, or nothing: final
    source: str
    cell: str
    note: str
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


def history(database: Database, indicator: str, area: str, period: str) -> list[Said]:
    """Return what was said of an indicator in an area (its id) and a period, newest first."""
    key = {"indicator": indicator, "area": area, "period": period}
    with database.reading() as connection:
        own = sa.select(figure).filter_by(**key).order_by(figure.c.batch.desc(), figure.c.id.desc())
        found = list(connection.execute(own))
        top = ranked(figure)
        first = connection.scalar(sa.select(top.c.id).filter_by(**key).where(top.c.place == 1))
        known = {b.id: b for b in batches(connection, [row.batch for row in found])}
    return [
        Said(
            row.value,
            row.qualifier,
            row.status,
            row.source,
            row.cell,
            row.note,
            known[row.batch],
            row.id == first,
        )
        for row in found
    ]
