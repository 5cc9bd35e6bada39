"""One record by itself: brought, moved into another state, and as what it is then kept."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd
import sqlalchemy as sa

from data.accounts import still
from data.figures.snapshot import Snapshot
from data.ledger import audit
from data.ledger.database import Database
from data.ledger.rights import Actor, require
from data.records import batches
from data.records.append import append
from data.records.batches import Content, sha256
from data.records.contract import CONTENT, FILE, REASON, STATE, Kind, Move
from data.records.reading import readable
from data.records.shown import ranked
from data.records.snapshot import context
from geo.faults import Faulty, refuse


def bring(
    database: Database,
    files: Snapshot,
    actor: Actor | None,
    kind: Kind,
    row: Mapping[str, str],
    file: tuple[str, bytes] | None = None,
) -> int:
    """Append one record as a batch of its own, with its file, and return the batch's id.

    A column that is not given is empty; a record with states begins in the first, or stays in
    the one that it is in. Faulty with all that is wrong.
    """
    return append(database, files, actor, content(kind, [row], file))


def content(
    kind: Kind, rows: Sequence[Mapping[str, str]], file: tuple[str, bytes] | None = None
) -> Content:
    """Return rows of a kind as a batch; a file belongs to each of them."""
    blank = dict.fromkeys(kind.names, "")
    frame = pd.DataFrame([blank | dict(row) for row in rows], columns=list(kind.names), dtype=str)
    frame = frame.assign(where="")
    attached: dict[str, bytes] = {}
    if kind.files:
        digest = sha256(file[1]) if file else None
        attached = {digest: file[1]} if file and digest else {}
        frame = frame.assign(**{FILE: file[0] if file else "", CONTENT: digest})
    return Content(kind.title, {kind.name: frame}, attached=attached)


def move(
    database: Database,
    files: Snapshot,
    actor: Actor | None,
    kind: Kind,
    key: Sequence[str],
    to: str,
    reason: str = "",
) -> int:
    """Put a record into another state, by whoever may, and return the id of the batch.

    The record as it was stays; the change is a row of its own, with who, when and why. Faulty where
    there is no such record to be read, or no way from its state to this one.
    """
    with database.writing(shown=kind.read is None) as writing:
        connection, actor = writing.connection, still(writing.connection, actor)
        rows = ranked(kind)
        own = [rows.c[name] == value for name, value in zip(kind.key, key, strict=True)]
        asked = sa.select(rows).where(rows.c.place == 1, *own, readable(kind, rows, actor))
        row = connection.execute(asked).mappings().first()
        if row is None:
            raise Faulty([refuse("record_unknown", " ".join(key))])
        way = _way(kind, str(row[STATE]), to)
        known = context(connection, files)
        groups = [*kind.groups(SimpleNamespace(**row), known)] or [None]
        require(actor, way.deed, group=groups[0], area=row.get("area"))
        names = [*kind.names, *([CONTENT] if kind.files else [])]
        said = {name: row[name] for name in names} | {STATE: to}
        said |= {REASON: reason} if REASON in kind.names else {}
        frame = pd.DataFrame([said]).assign(where=actor.title or actor.name)
        number = batches.keep(writing, kind.name, Content(kind.title, {kind.name: frame}), actor)
        audit.record(writing, actor, "record_moved", number, kind=kind.name, state=to)
        return number


def _way(kind: Kind, before: str, after: str) -> Move:
    for way in kind.moves:
        if (way.before, way.after) == (before, after):
            return way
    known = ", ".join(way.after for way in kind.moves if way.before == before)
    raise Faulty([refuse("record_cannot_move", after, before=before, after=after, known=known)])
