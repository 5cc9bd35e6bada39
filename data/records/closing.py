"""Closing of periods: what was agreed stays, and what came after it is marked."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.accounts import still
from data.catalogue.periods import Period, parse
from data.figures.snapshot import Snapshot
from data.ledger import audit, chain
from data.ledger.database import Database
from data.ledger.rights import Action, Actor, require
from data.ledger.schema import batch, closing, withdrawal
from data.records import registry
from data.records.contract import Kind
from data.records.shown import ranked
from geo.faults import Faulty, refuse

Closed = Mapping[Period, int]  # the revision by which each closed period was closed
Spans = tuple[tuple[int, int], ...]  # from which revision until which something was said
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


def closed_at(closed: Closed, kind: Kind, frame: pd.DataFrame, sums: Sums) -> pd.Series:
    """Return, of each row that changes a closed period, the revision by which it was first closed.

    What is no period changes none.
    """
    own = frame["period"]
    within, around = (
        own.map({p: _first(closed, p, adds=adds) for p in own.unique()}) for adds in (False, True)
    )
    return around.where(_adds(kind, frame, sums), within).astype(float).dropna()


def late(now: Snapshot, periods: Iterable[Period]) -> Mapping[Period, int]:
    """Return of each of these periods how much of it changed after it was closed."""
    changed: Counter[tuple[str, bool]] = Counter()
    for name, kind in registry.SHOWN.items():
        frame = getattr(now, name)
        own = frame[frame["late"]]
        changed.update(zip(own["period"], _adds(kind, own, now.catalogue.sums), strict=True))
    return {
        p: sum(n for (own, adds), n in changed.items() if _touches(own, p, adds=adds))
        for p in periods
    }


def gone(connection: Connection, sums: Sums) -> Mapping[Period, int]:
    """Return of each closed period how many figures, plans and statuses are said no more at all."""
    shut = closed(connection)
    lost = dict.fromkeys(sorted(shut), 0)
    for kind in registry.SHOWN.values() if shut else ():
        for (period, adds, spans), n in _said_no_more(connection, kind, shut, sums).items():
            for p, at in shut.items():
                if _touches(period, p, adds=adds) and any(a <= at < b for a, b in spans):
                    lost[p] += n
    return lost


def _said_no_more(
    connection: Connection, kind: Kind, shut: Closed, sums: Sums
) -> Counter[tuple[str, bool, Spans]]:
    """Count the keys of which all was withdrawn, by period, whether they add up, when they stood.

    A withdrawal before the first closing, and a batch that came after the last one, leave no gap.
    """
    table = kind.table
    keys = [table.c[key] for key in kind.key]
    asked = sa.select(*keys).join(batch, batch.c.id == table.c.batch)
    asked = asked.outerjoin(withdrawal, withdrawal.c.batch == batch.c.id)
    withdrawn = asked.add_columns(batch.c.revision.label("came"), withdrawal.c.revision).where(
        batch.c.revision <= max(shut.values()),
        withdrawal.c.revision > min(shut.values()),
        sa.tuple_(*keys).not_in(asked.where(withdrawal.c.batch.is_(None))),
    )
    spans: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for *key, came, went in connection.execute(withdrawn):
        spans.setdefault(tuple(key), []).append((came, went))
    counted: Counter[tuple[str, bool, Spans]] = Counter()
    for found, own in spans.items():
        said = dict(zip(kind.key, found, strict=True))
        counted[said["period"], kind.nests and said["indicator"] in sums, tuple(own)] += 1
    return counted


def _adds(kind: Kind, frame: pd.DataFrame, sums: Sums) -> pd.Series:
    """Say of each row whether it is of a sum over time: only figures are."""
    none = pd.Series(data=False, index=frame.index)
    return frame["indicator"].isin(sums) if kind.nests else none


def _first(closed: Closed, period: str, *, adds: bool) -> int | None:
    return min((r for p, r in closed.items() if _touches(period, p, adds=adds)), default=None)


def _touches(period: str, closed: Period, *, adds: bool) -> bool:
    """Say whether what is said of a period says something of a closed one; what is none does not.

    It does within it. A sum also does around it: of nested periods the longest is shown.
    """
    try:
        own = parse(period)
    except ValueError:
        return False
    if adds:
        return own.start < closed.end and closed.start < own.end
    return closed.start <= own.start and own.end <= closed.end


def changed_after(connection: Connection, kind: Kind, frame: pd.DataFrame, sums: Sums) -> pd.Series:
    """Say of each row shown whether it says another thing than when its period was closed."""
    changed = pd.Series(data=False, index=frame.index, dtype=bool)
    shut = closed(connection)
    if not shut or frame.empty:
        return changed
    keys = list(kind.key)
    at = closed_at(shut, kind, frame, sums)
    gone = _last_withdrawals(connection, kind)
    own = frame.loc[at.index, keys].itertuples(index=False, name=None)
    touched = pd.Series([gone.get(key, 0) for key in own] if gone else 0, index=at.index)
    doubtful = at.index[(frame.loc[at.index, "revision"] > at) | (touched > at)]
    for revision, some in frame.loc[doubtful].groupby(at.loc[doubtful]):
        before = _said_at(connection, kind, int(revision), some["period"].unique().tolist())
        said = some[[*keys, *kind.says]].itertuples(index=False)
        changed[some.index] = [tuple(row) not in before for row in said]
    return changed


def _last_withdrawals(connection: Connection, kind: Kind) -> Mapping[tuple[str, ...], int]:
    """Return the revision of the last withdrawal that touched each key."""
    table = kind.table
    columns = [table.c[k] for k in kind.key]
    asked = (
        sa.select(*columns, sa.func.max(withdrawal.c.revision))
        .join(withdrawal, withdrawal.c.batch == table.c.batch)
        .group_by(*columns)
    )
    return {tuple(key): revision for *key, revision in connection.execute(asked)}


def _said_at(
    connection: Connection, kind: Kind, revision: int, periods: list[str]
) -> set[tuple[str, ...]]:
    """Return what was shown of these periods when the ledger had this revision."""
    found = ranked(kind, revision)
    columns = [found.c[c] for c in (*kind.key, *kind.says)]
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
        made = writing.connection.execute(
            closing.insert().values(
                period=written,
                closed=int(closed),
                account=actor.account,
                at=writing.at,
                revision=writing.revision,
            )
        )
        assert made.inserted_primary_key, "a closing has a number"
        chain.row(writing, "closing", made.inserted_primary_key[0])
        audit.record(writing, actor, "period_closed" if closed else "period_reopened", written)
