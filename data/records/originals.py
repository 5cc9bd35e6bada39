"""Files as they were received, given to whoever may have them, piece by piece."""

from collections.abc import Iterator

import sqlalchemy as sa

from data.accounts import still
from data.ledger.database import Database
from data.ledger.rights import Actor
from data.ledger.schema import batch, original
from data.records.contract import CONTENT, FILE, Kind
from data.records.reading import readable, readable_batches
from geo.faults import Faulty, refuse

_PIECE = 1 << 20  # bytes that are held at once


def may_have(actor: Actor | None) -> bool:
    """Say whether an actor may have the files of batches: one may hold more than its figures."""
    return actor is not None


def given(database: Database, actor: Actor | None, number: int) -> tuple[str, Iterator[bytes]]:
    """Return the name of a batch's file and its content, byte for byte.

    Faulty for whoever may not have it now, and where the batch came without one.
    """
    asked = (
        sa.select(batch.c.file, original.c.sha256, original.c.size)
        .join(original, batch.c.original == original.c.sha256)
        .where(batch.c.id == number)
    )
    with database.reading() as connection:
        now = still(connection, actor)
        if not may_have(now):
            raise Faulty([refuse("not_allowed", number, name=now.name)])
        found = connection.execute(asked.where(*readable_batches(now))).first()
    if found is None:
        raise Faulty([refuse("file_not_here", number)])
    return found.file, _pieces(database, found.sha256, found.size)


def of_record(
    database: Database, actor: Actor | None, kind: Kind, number: int
) -> tuple[str, Iterator[bytes]]:
    """Return the name of a record's file and its content; the record is known by its id.

    Faulty where there is none. A record that may not be read is as if there were none.
    """
    if not kind.files:
        raise Faulty([refuse("file_not_here", number)])
    table = kind.table
    asked = sa.select(table.c[FILE], original.c.sha256, original.c.size)
    asked = asked.join(original, original.c.sha256 == table.c[CONTENT])
    with database.reading() as connection:
        now = still(connection, actor) if actor else None
        mine = table.c.id == number, readable(kind, table, now)
        found = connection.execute(asked.where(*mine)).first()
    if found is None:
        raise Faulty([refuse("file_not_here", number)])
    return found[0], _pieces(database, found.sha256, found.size)


def _pieces(database: Database, sha256: str, size: int) -> Iterator[bytes]:
    """Yield a file that never changes; nobody keeps a transaction open who reads it slowly."""
    for start in range(1, size + 1, _PIECE):
        piece = sa.func.substr(original.c.content, start, _PIECE, type_=sa.LargeBinary)
        with database.reading() as connection:
            found = connection.execute(sa.select(piece).where(original.c.sha256 == sha256))
            content = bytes(found.scalar_one())
        yield content
