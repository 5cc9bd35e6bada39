"""Which rows are shown: for each key, the first by one ranking of all batches not withdrawn.

Made-up figures lie under all others; then a final one outranks a provisional one; then what people
brought outranks the workspace's own files; then the newer batch outranks the older one.
"""

from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.ledger.schema import BatchKind, batch, withdrawal
from data.records.contract import Kind

LEVELS = {BatchKind.SAMPLE: 0, BatchKind.SHIPPED: 1}  # all else is of people


def ranked(kind: Kind, at: int | None = None) -> sa.Subquery:
    """Return the rows of batches not withdrawn with `place`: 1 is shown, the others lie under it.

    `revision` is their batch's. With `at`: as it was when the ledger had this revision.
    """
    table = kind.table
    there: sa.ColumnElement[bool] = withdrawal.c.batch.is_(None)
    if at is not None:
        there = sa.and_(batch.c.revision <= at, sa.or_(there, withdrawal.c.revision > at))
    level = sa.case(*((batch.c.kind == k, n) for k, n in LEVELS.items()), else_=2)
    real = sa.case((batch.c.kind == BatchKind.SAMPLE, 0), else_=1)
    lesser = [sa.case((table.c[name] == said, 0), else_=1) for name, said in kind.lesser.items()]
    place = sa.func.row_number().over(
        partition_by=[table.c[c] for c in kind.key],
        order_by=[sa.desc(o) for o in (real, *lesser, level, batch.c.id, table.c.id)],
    )
    return (
        sa.select(table, batch.c.revision, place.label("place"))
        .join(batch, batch.c.id == table.c.batch)
        .outerjoin(withdrawal, withdrawal.c.batch == batch.c.id)
        .where(there)
        .subquery()
    )


def first(connection: Connection, kind: Kind) -> list[sa.Row[Any]]:
    """Return the rows that are shown, in the order in which they came."""
    found = ranked(kind)
    return list(connection.execute(sa.select(found).where(found.c.place == 1).order_by(found.c.id)))


def long(connection: Connection, kind: Kind) -> pd.DataFrame:
    """Return what is shown as a workspace's long table: its texts, `where`, `batch`, `revision`."""
    found, texts = ranked(kind), [*kind.names, "cell"]
    columns = [found.c[name] for name in (*texts, "batch", "revision")]
    asked = sa.select(*columns).where(found.c.place == 1).order_by(found.c.id)
    rows = [tuple(row) for row in connection.execute(asked)]
    frame = pd.DataFrame(rows, columns=[*texts, "batch", "revision"])
    kinds = dict.fromkeys(texts, "str") | {"batch": "int64", "revision": "int64"}
    return frame.astype(kinds).rename(columns={"cell": "where"})
