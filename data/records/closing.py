"""Closing of periods: what was agreed stays, and what came after it is marked."""

from collections.abc import Collection, Mapping

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from data.accounts import still
from data.catalogue.periods import Period, parse
from data.figures.snapshot import Snapshot
from data.ledger import audit
from data.ledger.database import Database
from data.ledger.rights import Action, Actor, require
from data.ledger.schema import KEYS, batch, closing, figure, status, target, withdrawal
from data.records.shown import ranked
from geo.faults import Faulty, refuse

SAID = {figure: ("value", "qualifier", "status"), target: ("target",), status: ("status",)}
Closed = Mapping[Period, int]  # the revision by which each closed period was closed
Sums = Collection[str]  # the indicators whose figures add up over time


def close(database: Database, actor: Actor | None, period: str) -> None:
    """Close a period: from now on only the office may add to it; Faulty if it is closed."""
    _say(database, actor, period, closed=True)


def reopen(database: Database, actor: Actor | None, period: str) -> None:
    """Open a closed period again; Faulty if it is open."""
    _say(database, actor, period, closed=False)


def closed(connection: Connection) -> Closed:
    """Return the periods that are closed now."""
    said = sa.select(closing).order_by(closing.c.id)
    newest = {row.period: row for row in connection.execute(said)}
    return {parse(period): row.revision for period, row in newest.items() if row.closed}


def closed_at(closed: Closed, table: Table, frame: pd.DataFrame, sums: Sums) -> pd.Series:
    """Return, of each row that changes a closed period, the revision by which it was first closed.

    What is no period changes none.
    """
    own = frame["period"]
    within, around = (
        own.map({p: _first(closed, p, adds=adds) for p in own.unique()}) for adds in (False, True)
    )
    at = around.where(frame["indicator"].isin(sums), within) if table is figure else within
    return at.astype(float).dropna()


def late(now: Snapshot, period: Period) -> int:
    """Return how many figures, plans and statuses changed after this period was closed."""
    return sum(
        len(closed_at({period: 0}, table, frame[frame["late"]], now.catalogue.sums))
        for table, frame in ((figure, now.figures), (target, now.targets), (status, now.statuses))
    )


def gone(connection: Connection, period: Period, sums: Sums) -> int:
    """Return how many figures, plans and statuses of a closed period are said no more at all."""
    shut = {period: closed(connection)[period]}
    then = (batch.c.revision <= shut[period]) & (withdrawal.c.revision > shut[period])
    lost = 0
    for table in SAID:
        asked = sa.select(*(table.c[key] for key in KEYS[table]))
        asked = asked.join(batch, batch.c.id == table.c.batch).outerjoin(
            withdrawal, withdrawal.c.batch == batch.c.id
        )
        gone_now = asked.where(then).except_(asked.where(withdrawal.c.batch.is_(None)))
        rows = [tuple(row) for row in connection.execute(gone_now)]
        keys = pd.DataFrame(rows, columns=list(KEYS[table]), dtype=str)
        lost += len(closed_at(shut, table, keys, sums))
    return lost


def _first(closed: Closed, period: str, *, adds: bool) -> int | None:
    try:
        own = parse(period)
    except ValueError:
        return None
    return min((r for p, r in closed.items() if _changes(own, p, adds=adds)), default=None)


def _changes(own: Period, closed: Period, *, adds: bool) -> bool:
    """Say whether what is said of a period says something of a closed one.

    It does within it. A sum also does around it: of nested periods the longest is shown.
    """
    if adds:
        return own.start < closed.end and closed.start < own.end
    return closed.start <= own.start and own.end <= closed.end


def changed_after(
    connection: Connection, table: Table, frame: pd.DataFrame, sums: Sums
) -> pd.Series:
    """Say of each row shown whether it says another thing than when its period was closed."""
    changed = pd.Series(data=False, index=frame.index, dtype=bool)
    shut = closed(connection)
    if not shut or frame.empty:
        return changed
    keys = list(KEYS[table])
    at = closed_at(shut, table, frame, sums)
    gone = _last_withdrawals(connection, table)
    own = frame.loc[at.index, keys].itertuples(index=False, name=None)
    touched = pd.Series([gone.get(key, 0) for key in own] if gone else 0, index=at.index)
    doubtful = at.index[(frame.loc[at.index, "revision"] > at) | (touched > at)]
    for revision, some in frame.loc[doubtful].groupby(at.loc[doubtful]):
        before = _said_at(connection, table, int(revision), some["period"].unique().tolist())
        said = some[[*keys, *SAID[table]]].itertuples(index=False)
        changed[some.index] = [tuple(row) not in before for row in said]
    return changed


def _last_withdrawals(connection: Connection, table: Table) -> Mapping[tuple[str, ...], int]:
    """Return the revision of the last withdrawal that touched each key."""
    columns = [table.c[k] for k in KEYS[table]]
    asked = (
        sa.select(*columns, sa.func.max(withdrawal.c.revision))
        .join(withdrawal, withdrawal.c.batch == table.c.batch)
        .group_by(*columns)
    )
    return {tuple(key): revision for *key, revision in connection.execute(asked)}


def _said_at(
    connection: Connection, table: Table, revision: int, periods: list[str]
) -> set[tuple[str, ...]]:
    """Return what was shown of these periods when the ledger had this revision."""
    found = ranked(table, revision)
    columns = [found.c[c] for c in (*KEYS[table], *SAID[table])]
    asked = sa.select(*columns).where(found.c.place == 1, found.c.period.in_(periods))
    return {tuple(row) for row in connection.execute(asked)}


def _say(database: Database, actor: Actor | None, period: str, *, closed: bool) -> None:
    with database.writing() as writing:
        actor = require(still(writing.connection, actor), Action.CLOSE)
        try:
            written = str(parse(period))
        except ValueError:
            raise Faulty([refuse("period_unreadable", found=period)]) from None
        newest = (
            sa.select(closing.c.closed)
            .where(closing.c.period == written)
            .order_by(closing.c.id.desc())
            .limit(1)
        )
        if bool(writing.connection.scalar(newest)) == closed:
            code = "period_closed_already" if closed else "period_open_already"
            raise Faulty([refuse(code, period=written)])
        writing.connection.execute(
            closing.insert().values(
                period=written,
                closed=int(closed),
                account=actor.account,
                at=writing.at,
                revision=writing.revision,
            )
        )
        audit.record(writing, actor, "period_closed" if closed else "period_reopened", written)
