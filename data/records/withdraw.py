"""Withdrawing a batch: what was there before shows again, and the batch stays to be read."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.accounts import still
from data.figures.snapshot import Snapshot
from data.ledger import audit
from data.ledger.database import Database
from data.ledger.rights import Action, Actor, may, require
from data.ledger.schema import BatchKind, batch, withdrawal
from data.records import batches, registry
from data.records.append import barred
from data.records.batches import Content
from data.records.contract import Kind
from data.records.reading import readable_batches
from data.records.snapshot import context, shown_in, unfit
from data.words.called import named
from geo.areas import Areas
from geo.faults import Fault, Faulty, refuse


def withdraw(
    database: Database, files: Snapshot, actor: Actor | None, number: int, reason: str = ""
) -> None:
    """Withdraw a batch: its author, as long as they could bring it now, and the office.

    Boundaries: whoever may bring them, where nothing else needs them (else Faulty, with all that
    does). Samples: the office or an administrator. The workspace's own files are not withdrawn.
    """
    with database.reading() as connection:
        shown = any(kind.read is None for kind in _brought(connection, number))
    with database.writing(shown=shown) as writing:
        actor = still(writing.connection, actor)
        row = _found(writing.connection, number, actor)
        _allow(writing.connection, files, actor, row)
        needs = row.kind == BatchKind.BOUNDARIES
        before = unfit(writing.connection, files) if needs else []
        areas = context(writing.connection, files).areas
        batches.withdraw(writing, number, reason, actor)
        audit.record(writing, actor, "batch_withdrawn", number, reason=reason)
        after = _needing(writing.connection, files) if needs else []
        if lost := [f for f in after if f not in before]:
            raise Faulty(_needed(lost, areas))


def may_withdraw(database: Database, files: Snapshot, actor: Actor | None, number: int) -> bool:
    """Say whether an actor may withdraw this batch now."""
    with database.reading() as connection:
        try:
            _allow(connection, files, actor, _found(connection, number, actor))
        except Faulty:
            return False
        return True


def samples(database: Database) -> int | None:
    """Return the batch of sample figures that is shown, if there is one."""
    with database.reading() as connection:
        return connection.scalar(
            sa.select(batch.c.id)
            .outerjoin(withdrawal, withdrawal.c.batch == batch.c.id)
            .where(batch.c.kind == BatchKind.SAMPLE, withdrawal.c.batch.is_(None))
        )


def _needing(connection: Connection, files: Snapshot) -> list[Fault]:
    """Return why rows would be hidden; Faulty if the areas themselves cannot be shown."""
    shown_in(connection, files)
    return unfit(connection, files)


def _needed(lost: list[Fault], areas: Areas) -> Iterator[Fault]:
    """Yield each area, once, that would be gone and has figures, and what else would be wrong."""
    gone = {str(f.values["name"]) for f in lost if f.values.get("what") == "area"}
    for area in sorted(gone):
        yield named(areas, refuse("boundaries_needed", area, name=area))
    yield from (f for f in lost if f.values.get("what") != "area")


def _found(connection: Connection, number: int, actor: Actor | None) -> sa.Row[Any]:
    asked = (
        sa.select(batch.c.id, batch.c.kind, batch.c.account, withdrawal.c.at)
        .outerjoin(withdrawal, withdrawal.c.batch == batch.c.id)
        .where(batch.c.id == number, *readable_batches(actor))
    )
    row = connection.execute(asked).one_or_none()
    if row is None:
        raise Faulty([refuse("batch_unknown", number, batch=number)])
    if row.at is not None:
        raise Faulty([refuse("batch_withdrawn", number, batch=number, at=row.at)])
    if row.kind == BatchKind.SHIPPED:
        raise Faulty([refuse("batch_shipped", number, batch=number)])
    return cast("sa.Row[Any]", row)


def _allow(connection: Connection, files: Snapshot, actor: Actor | None, row: sa.Row[Any]) -> None:
    """Let an actor go on who may withdraw this batch; else Faulty."""
    if row.kind == BatchKind.SAMPLE and may(actor, Action.BOUNDARIES):
        return
    brought = _brought(connection, row.id)
    if actor is None or actor.account != row.account or _barred(connection, files, actor, brought):
        for kind in [k for k in brought if not k.follows] or brought:
            _withdraws(connection, files, actor, kind, brought[kind])
        if not brought:
            require(actor, Action.WITHDRAW)


def _barred(
    connection: Connection, files: Snapshot, actor: Actor, brought: Mapping[Kind, pd.DataFrame]
) -> bool:
    """Say whether an actor may not bring now what a batch of theirs brought."""
    rows = {kind.name: keys for kind, keys in brought.items()}
    return any(barred(connection, actor, Content("", rows), context(connection, files)))


def _withdraws(
    connection: Connection, files: Snapshot, actor: Actor | None, kind: Kind, keys: pd.DataFrame
) -> None:
    """Let an actor go on who may take back what another brought of a kind; else Faulty."""
    known = context(connection, files)
    for row in keys.itertuples():
        groups, area = [*kind.groups(row, known)] or [None], getattr(row, "area", None)
        if not any(may(actor, kind.withdraw, group=group, area=area) for group in groups):
            require(actor, kind.withdraw, group=groups[0], area=area)


def _brought(connection: Connection, number: int) -> Mapping[Kind, pd.DataFrame]:
    """Return what the rows of a batch are of: their keys, and what they are limited to."""
    found = {}
    for kind in registry.KINDS:
        limits = [name for name in ("group", "area") if name in kind.names]
        names = list(dict.fromkeys([*kind.key, *limits]))
        table = kind.table
        asked = sa.select(*(table.c[name] for name in names)).where(table.c.batch == number)
        rows = [tuple(row) for row in connection.execute(asked.distinct())]
        if rows:
            found[kind] = pd.DataFrame(rows, columns=names, dtype=str).assign(where="")
    return found
