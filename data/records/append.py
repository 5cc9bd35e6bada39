"""Appending: what a person brings is checked against the state it comes to, and kept whole."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from data.accounts import still
from data.figures.snapshot import Snapshot
from data.figures.tables import Context
from data.ledger import audit
from data.ledger.database import Database
from data.ledger.rights import Action, Actor, may, require, writes
from data.ledger.schema import Kind, batch, decision, figure, status, target, withdrawal
from data.records import batches, closing
from data.records.batches import Content
from data.records.snapshot import CHECKS, NAMES, context, revision
from geo.faults import Fault, Faulty, ask, refuse, stops

SAYS = {"figures": "value", "targets": "target", "statuses": "status"}  # empty: it says nothing


def append(
    database: Database,
    files: Snapshot,
    actor: Actor | None,
    content: Content,
    *,
    again: bool = False,
    seen: int | None = None,
) -> int:
    """Append figures, plans, statuses and decisions as one batch, and return its id.

    All or nothing: Faulty with every fault of every row. `files` gives the catalogue (any snapshot
    of the workspace does). `again`: the person knows that the very same file was taken before.
    `seen`: the revision of the snapshot that the content was worked out against, such as a
    difference to what was shown then; the person looks again if that has changed.
    Rows without a value say nothing and are left out; one without a source has its place as such.
    """
    with database.writing() as writing:
        actor = still(writing.connection, actor)
        content = _sourced(content, actor)
        faults = _faults(writing.connection, files, actor, content, again=again, seen=seen)
        if stops(faults):
            raise Faulty(faults)
        kind = Kind.FIGURES if _filled(content) else Kind.DECISIONS
        number = batches.keep(writing, kind, content, actor)
        counts = {name: len(getattr(content, name)) for name in SAYS}
        audit.record(writing, actor, "batch_appended", number, file=content.file, **counts)
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
        own = _sourced(content, actor)
        return _faults(connection, files, actor, own, again=again, seen=seen)


def _sourced(content: Content, actor: Actor | None) -> Content:
    """Return the content without empty rows; what names no source is its own, by its place."""
    who = (actor.title or actor.name) if actor else ""
    made = {}
    for name, value in SAYS.items():
        frame = getattr(content, name)
        frame = frame[frame[value] != ""].reset_index(drop=True)
        where = frame["where"].mask(frame["where"] == "", who)
        source = frame["source"].mask(frame["source"] == "", where)
        made[name] = frame.assign(where=where, source=source)
    return replace(content, **made)


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
    if not _filled(content) and not content.decisions:
        faults.append(refuse("batch_empty", content.file))
    for table, name in NAMES.items():
        faults += CHECKS[table](getattr(content, name), known)[1]
    return [*faults, *barred(connection, actor, content, known)]


def barred(
    connection: Connection, actor: Actor, content: Content, known: Context
) -> Iterator[Fault]:
    """Yield why an actor may not bring this: rows that are not theirs, or of a closed period.

    Decisions alone may come from whoever may bring something.
    """
    if not _filled(content) and not writes(actor):
        yield refuse("not_allowed", Action.ENTER, name=actor.name)
    for table, name in NAMES.items():
        frame = getattr(content, name)
        yield from _not_allowed(actor, Action.ENTER, frame, known)
        yield from _closed(connection, actor, table, frame, known)


def _filled(content: Content) -> bool:
    return any(len(getattr(content, name)) for name in SAYS)


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
        yield ask("batch_again", content.file, batch=number, at=at.date())


def _moved(connection: Connection, content: Content, known: Context, seen: int) -> bool:
    """Say whether something that the content was worked out against has changed since.

    A figure may be a difference to earlier ones of its indicator, and is held against the plans of
    what it is a part of. Areas, boundaries and the workspace's own files concern everything, and so
    does an answer that was used again until somebody took it back or gave another one.
    """
    if seen == revision(connection):
        return False
    since = (batch.c.revision > seen) | (withdrawal.c.revision > seen)
    asked = sa.select(batch.c.id, batch.c.kind).outerjoin(withdrawal).where(since)
    changed = {row.id: Kind(row.kind) for row in connection.execute(asked)}
    withdrawn = sa.select(withdrawal.c.batch).where(withdrawal.c.revision > seen)
    before = sa.select(decision.c.question).join(batch).where(batch.c.revision <= seen)
    if not set(changed.values()) <= {Kind.FIGURES, Kind.DECISIONS}:
        return True
    own = {*content.figures["indicator"], *content.targets["indicator"]}
    wholes = {i.slug for i in known.catalogue if i.origin and own & set(i.origin.sum)}
    return any(
        connection.execute(sa.select(table.c.id).where(where, table.c.batch.in_(changed))).first()
        for table, where in (
            (figure, figure.c.indicator.in_(own)),
            (target, target.c.indicator.in_(own | wholes)),
            (status, sa.true() if len(content.statuses) else sa.false()),
            (decision, decision.c.batch.in_(withdrawn) | decision.c.question.in_(before)),
        )
    )


def _not_allowed(
    actor: Actor, action: Action, frame: pd.DataFrame, known: Context
) -> Iterator[Fault]:
    """Yield each group's indicators and each area that an actor may not write to, once."""
    keys = ["area", *(["indicator"] if "indicator" in frame else [])]
    for row in frame.drop_duplicates(keys).itertuples():
        groups = tuple(groups_of(row, known))
        if not groups or any(may(actor, action, group=g, area=row.area) for g in groups):
            continue
        try:
            require(actor, action, group=groups[0], area=row.area)
        except Faulty as error:
            yield from (replace(fault, where=row.where) for fault in error.faults)


def groups_of(row: object, known: Context) -> Iterable[str | None]:
    """Return the working groups that a row belongs to: of its indicator, or of those that count.

    Where no indicator counts the criteria it belongs to no group (None), and still to its area. Of
    a row of something unknown there are none at all: that is a fault of its own.
    """
    area = getattr(row, "area", "")
    if area not in known.areas:
        return ()
    if hasattr(row, "criterion"):
        counting = known.catalogue.counting(known.areas[area].kind)
        return dict.fromkeys(indicator.group for indicator in counting) or (None,)
    indicator = known.catalogue.indicators.get(getattr(row, "indicator", ""))
    return (indicator.group,) if indicator else ()


def _closed(
    connection: Connection, actor: Actor, table: Table, frame: pd.DataFrame, known: Context
) -> Iterator[Fault]:
    """Yield each period by which an actor would change a closed one, and may not."""
    shut = closing.closed(connection)
    touching = closing.closed_at(shut, table, frame, known.catalogue.sums).index
    for period, own in frame.loc[touching].groupby("period", sort=False):
        refused = [*_not_allowed(actor, Action.ENTER_CLOSED, own, known)]
        if refused:
            yield refuse("period_closed", refused[0].where, period=period, rows=len(own))
