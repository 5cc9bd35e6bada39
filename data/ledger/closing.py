"""Closing of periods: what was agreed stays, and what came after it is marked."""

from collections.abc import Mapping

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from data.ledger import audit
from data.ledger.database import Database
from data.ledger.schema import KEYS, closing, figure, status, target, withdrawal
from data.ledger.shown import ranked
from data.periods import Period, parse
from data.rights import Action, Actor, require
from geo.faults import Faulty, refuse

SAID = {figure: ("value", "qualifier", "status"), target: ("target",), status: ("status",)}
Closed = Mapping[Period, int]  # the revision by which each closed period was closed


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


def holds(closed: Closed, period: str) -> bool:
    """Say whether a period, or one that contains it, is closed; what is no period never is."""
    return closed_at(closed, period) is not None


def closed_at(closed: Closed, period: str) -> int | None:
    """Return the revision by which a period, or one that contains it, was first closed; or None."""
    try:
        own = parse(period)
    except ValueError:
        return None
    within = [r for p, r in closed.items() if p.start <= own.start and own.end <= p.end]
    return min(within, default=None)


def changed_after(connection: Connection, table: Table, frame: pd.DataFrame) -> pd.Series:
    """Say of each row shown whether it says another thing than when its period was closed."""
    changed = pd.Series(data=False, index=frame.index, dtype=bool)
    shut = closed(connection)
    if not shut or frame.empty:
        return changed
    keys = list(KEYS[table])
    at = frame["period"].map({p: closed_at(shut, p) for p in frame["period"].unique()}).dropna()
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
    actor = require(actor, Action.CLOSE)
    try:
        written = str(parse(period))
    except ValueError:
        raise Faulty([refuse("period_unreadable", found=period)]) from None
    with database.writing() as writing:
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
