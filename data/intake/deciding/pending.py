"""What somebody has brought and not yet accepted, kept so that a reload or another tablet has it.

No figure is read from here: a pending file counts for nothing until its batch is appended.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from data.accounts import folded, still
from data.ledger import audit
from data.ledger.database import Database, Writing
from data.ledger.rights import Action, Actor, Deed, require, writes
from data.ledger.schema import account, pending
from geo.faults import Faulty, refuse

READING = "reading"  # what is said of a file while it is read, and where its reader was ended


@dataclass(frozen=True)
class Pending:
    """A file as it was received, when, and what was said of it so far: plain values of JSON."""

    file: str
    content: bytes = field(repr=False)
    said: Mapping[str, Any] = field(default_factory=dict)
    at: datetime = field(default=datetime.max.replace(tzinfo=UTC), compare=False)  # its identity


@dataclass(frozen=True)
class Waiting:
    """A pending file as an administrator sees it; `ended` says why its reader was ended."""

    name: str  # of the account
    action: str
    file: str
    size: int  # bytes
    at: datetime
    ended: Mapping[str, Any]


def find(database: Database, actor: Actor, action: Deed) -> Pending | None:
    """Return what an account has brought for an action and neither accepted nor put away."""
    with database.reading() as connection:
        row = connection.execute(sa.select(pending).where(_own(actor, action))).first()
    return Pending(row.file, bytes(row.content), json.loads(row.said), row.at) if row else None


def there(database: Database, actor: Actor, action: Deed, brought: Pending) -> bool:
    """Say whether an account still holds this very file."""
    with database.reading() as connection:
        asked = sa.select(pending.c.at).where(_own(actor, action))
        return connection.scalar(asked) == brought.at


def keep(database: Database, actor: Actor | None, action: Deed, brought: Pending) -> Pending:
    """Keep what an account brings, in place of what it brought for this action before.

    Faulty where the account may bring nothing.
    """
    with database.writing(shown=False) as writing:
        actor = still(writing.connection, actor)
        if not writes(actor):
            raise Faulty([refuse("not_allowed", action, name=actor.name)])
        writing.connection.execute(pending.delete().where(_own(actor, action)))
        row = {"account": actor.account, "action": action.name, "at": writing.at}
        said = json.dumps(brought.said, ensure_ascii=False)
        own = {"file": brought.file, "content": brought.content, "said": said}
        writing.connection.execute(pending.insert().values(row | own))
    return replace(brought, at=writing.at)


def say(database: Database, actor: Actor | None, action: Deed, brought: Pending) -> bool:
    """Keep what is now said of a pending file; False where another window put it away."""
    with database.writing(shown=False) as writing:
        actor = still(writing.connection, actor)
        row = pending.update().where(_own(actor, action), pending.c.at == brought.at)
        said = json.dumps(brought.said, ensure_ascii=False)
        return bool(writing.connection.execute(row.values(said=said)).rowcount)


def drop(database: Database, actor: Actor, action: Deed, brought: Pending) -> None:
    """Forget a pending file; one that was brought in its place stays."""
    with database.writing(shown=False) as writing:
        dropping(action, brought)(writing, still(writing.connection, actor))


def dropping(action: Deed, brought: Pending) -> Callable[[Writing, Actor], None]:
    """Return what forgets a pending file within the transaction that accepts it."""

    def drop(writing: Writing, actor: Actor) -> None:
        row = pending.delete().where(_own(actor, action), pending.c.at == brought.at)
        writing.connection.execute(row)

    return drop


def everybodys(database: Database, actor: Actor | None) -> list[Waiting]:
    """Return what all accounts have brought and not accepted; Faulty unless it is their right."""
    size = sa.func.length(pending.c.content)
    columns = (account.c.name, pending.c.action, pending.c.file, size, pending.c.at, pending.c.said)
    with database.reading() as connection:
        require(still(connection, actor), Action.ACCOUNTS)
        rows = connection.execute(sa.select(*columns).join(account).order_by(pending.c.at)).all()
    return [Waiting(*row[:-1], json.loads(row[-1]).get(READING, {})) for row in rows]


def put_away(database: Database, actor: Actor | None, name: str, action: str) -> None:
    """Forget what an account has brought for an action: its own, or, for an administrator, any.

    Faulty where there is none. It stands in the trail.
    """
    with database.writing(shown=False) as writing:
        actor = still(writing.connection, actor)
        if folded(name) != actor.name:
            require(actor, Action.ACCOUNTS)
        asked = sa.select(pending.c.account, pending.c.file).join(account)
        found = writing.connection.execute(
            asked.where(account.c.name == folded(name), pending.c.action == action)
        ).first()
        if found is None:
            raise Faulty([refuse("pending_unknown", name, name=name)])
        row = (pending.c.account == found.account) & (pending.c.action == action)
        writing.connection.execute(pending.delete().where(row))
        audit.record(writing, actor, "file_put_away", found.file, of=folded(name))


def _own(actor: Actor, action: Deed) -> ColumnElement[bool]:
    return (pending.c.account == actor.account) & (pending.c.action == action.name)
