"""Appending: what a person brings is checked against the state it comes to, and kept whole."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.accounts import still
from data.figures.snapshot import Snapshot
from data.figures.tables import Context
from data.ledger import audit
from data.ledger.database import Database, Writing
from data.ledger.rights import Action, Actor, Deed, may, require, writes
from data.ledger.schema import BatchKind, batch, withdrawal
from data.records import batches, checks, closing, registry
from data.records.batches import Content
from data.records.contract import STATE, Kind
from data.records.snapshot import context, revision
from geo.faults import Fault, Faulty, ask, refuse, stops

EVERYTHING = {BatchKind.SAMPLE, BatchKind.SHIPPED, BatchKind.BOUNDARIES}  # concern everything


def append(
    database: Database,
    files: Snapshot,
    actor: Actor | None,
    content: Content,
    *,
    again: bool = False,
    seen: int | None = None,
    then: Callable[[Writing, Actor], None] | None = None,
) -> int:
    """Append records of any kinds as one batch, and return its id.

    All or nothing: Faulty with every fault of every row. `files` gives the catalogue (any snapshot
    of the workspace does). `again`: the person knows that the very same file was taken before.
    `seen`: the revision of the snapshot that the content was worked out against, such as a
    difference to what was shown then; the person looks again if that has changed. `then` is done
    in the same transaction, or not at all.
    Rows without a value say nothing and are left out; one without a source has its place as such.
    """
    with database.writing(shown=_seen_by_all(content)) as writing:
        actor = still(writing.connection, actor)
        content = _sourced(writing.connection, content, actor)
        faults = _faults(writing.connection, files, actor, content, again=again, seen=seen)
        if stops(faults):
            raise Faulty(faults)
        number = batches.keep(writing, _what(content), content, actor)
        counts = {kind.name: len(frame) for kind, frame in content.filled()}
        audit.record(writing, actor, "batch_appended", number, file=content.file, **counts)
        if then:
            then(writing, actor)
        return number


def check(
    database: Database,
    files: Snapshot,
    actor: Actor | None,
    content: Content,
    *,
    again: bool = False,
    seen: int | None = None,
) -> list[Fault]:
    """Return all that would be said of a batch if it were appended now; nothing is written."""
    with database.reading() as connection:
        own = _sourced(connection, content, actor)
        return _faults(connection, files, actor, own, again=again, seen=seen)


def _sourced(connection: Connection, content: Content, actor: Actor | None) -> Content:
    """Return the content without empty rows; what names no source is its own, by its place.

    A record of which no state is given stays in the one that it is in.
    """
    who = (actor.title or actor.name) if actor else ""
    made = dict(content.rows)
    for kind, frame in content.filled():
        said = frame
        if kind.says:
            said = said[said[kind.says[0]] != ""].reset_index(drop=True)
        if kind.located:
            said = said.assign(where=said["where"].mask(said["where"] == "", who))
        if "source" in kind.names:
            source = said["source"].mask(said["source"] == "", said["where"])
            said = said.assign(source=source)
        if kind.moves:
            said = said.assign(**{STATE: checks.stated(connection, kind, said)})
        made[kind.name] = said
    return replace(content, rows=made)


def _what(content: Content) -> str:
    """Return what a batch of this content is: figures and the like, or of which kind it is."""
    kinds = [kind for kind, _ in content.filled()]
    if any(kind.shown for kind in kinds):
        return BatchKind.FIGURES
    return kinds[0].name


def _seen_by_all(content: Content) -> bool:
    return any(kind.read is None for kind, _ in content.filled())


def _faults(
    connection: Connection,
    files: Snapshot,
    actor: Actor | None,
    content: Content,
    *,
    again: bool,
    seen: int | None,
) -> list[Fault]:
    if actor is None:
        return [refuse("not_signed_in", Action.ENTER)]
    known = context(connection, files)
    faults = [*repeated(connection, content, again=again)]
    if seen is not None and _moved(connection, content, known, seen):
        faults.append(ask("ledger_moved", content.file))
    if not any(content.filled()):
        faults.append(refuse("batch_empty", content.file))
    for kind, frame in content.filled():
        faults += checks.checked(kind, frame, known)[1]
        faults += checks.moved(connection, kind, frame)
    return [*faults, *barred(connection, actor, content, known)]


def barred(
    connection: Connection, actor: Actor, content: Content, known: Context
) -> Iterator[Fault]:
    """Yield why an actor may not bring this: rows that are not theirs, or of a closed period.

    Decisions alone may come from whoever may bring something.
    """
    several = dict(content.filled())
    if all(kind.follows for kind in several) and not writes(actor):
        yield from (refuse("not_allowed", kind.append, name=actor.name) for kind in several)
    for kind, frame in several.items():
        if not kind.follows:
            yield from _not_allowed(actor, kind, kind.append, frame, known)
        if kind.append_closed:
            yield from _closed(connection, actor, kind, frame, known)


def repeated(connection: Connection, content: Content, *, again: bool) -> Iterator[Fault]:
    """Yield the question whether a file that was taken before is to be taken once more."""
    if content.original is None or again:
        return
    asked = (
        sa.select(batch.c.id, batch.c.made_at)
        .outerjoin(withdrawal, withdrawal.c.batch == batch.c.id)
        .where(batch.c.original == content.checksum, withdrawal.c.batch.is_(None))
    )
    for number, at in connection.execute(asked):
        yield ask("batch_again", content.file, batch=number, at=at)


def _moved(connection: Connection, content: Content, known: Context, seen: int) -> bool:
    """Say whether something that the content was worked out against has changed since.

    Areas, boundaries and the workspace's own files concern everything.
    """
    if seen == revision(connection):
        return False
    since = (batch.c.revision > seen) | (withdrawal.c.revision > seen)
    asked = sa.select(batch.c.id, batch.c.kind).outerjoin(withdrawal).where(since)
    changed = {row.id: row.kind for row in connection.execute(asked)}
    if EVERYTHING & set(changed.values()):
        return True
    return any(
        connection.execute(
            sa.select(kind.table.c.id).where(
                kind.disturbs(content.rows, known, seen), kind.table.c.batch.in_(changed)
            )
        ).first()
        for kind in registry.KINDS
        if kind.disturbs
    )


def _not_allowed(
    actor: Actor, kind: Kind, deed: Deed, frame: pd.DataFrame, known: Context
) -> Iterator[Fault]:
    """Yield each group and each area that an actor may not write to, once."""
    keys = [name for name in ("area", "indicator", "group") if name in frame]
    for row in (frame.drop_duplicates(keys) if keys else frame.head(1)).itertuples():
        groups, area = tuple(kind.groups(row, known)), getattr(row, "area", None)
        if not groups or any(may(actor, deed, group=g, area=area) for g in groups):
            continue
        try:
            require(actor, deed, group=groups[0], area=area)
        except Faulty as error:
            yield from (replace(fault, where=row.where) for fault in error.faults)


def _closed(
    connection: Connection, actor: Actor, kind: Kind, frame: pd.DataFrame, known: Context
) -> Iterator[Fault]:
    """Yield each period by which an actor would change a closed one, and may not."""
    assert kind.append_closed, "of other kinds no period is closed"
    shut = closing.closed(connection)
    touching = closing.closed_at(shut, kind, frame, known.catalogue.sums).index
    for period, own in frame.loc[touching].groupby("period", sort=False):
        refused = [*_not_allowed(actor, kind, kind.append_closed, own, known)]
        if refused:
            yield refuse("period_closed", refused[0].where, period=period, rows=len(own))
