"""What somebody has brought and not yet accepted, kept so that a reload or another tablet has it.

No figure is read from here: a pending file counts for nothing until its batch is appended.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data.ledger.accounts import still
from data.ledger.database import Writing
from data.ledger.schema import pending
from data.rights import Action, Actor, writes
from geo.faults import Faulty, refuse


@dataclass(frozen=True)
class Pending:
    """A file as it was received, and what was said of it so far: plain values of JSON."""

    file: str
    content: bytes = field(repr=False)
    said: Mapping[str, Any] = field(default_factory=dict)


def find(connection: Connection, actor: Actor, action: Action) -> Pending | None:
    """Return what an account has brought for an action and neither accepted nor put away."""
    row = connection.execute(sa.select(pending).where(_own(actor, action))).first()
    return Pending(row.file, bytes(row.content), json.loads(row.said)) if row else None


def keep(writing: Writing, actor: Actor | None, action: Action, brought: Pending) -> None:
    """Keep what an account brings, in place of what it brought for this action before.

    Faulty where the account may bring nothing.
    """
    actor = still(writing.connection, actor)
    if not writes(actor):
        raise Faulty([refuse("not_allowed", action, name=actor.name)])
    drop(writing, actor, action)
    row = {"account": actor.account, "action": action, "at": writing.at}
    said = json.dumps(brought.said, ensure_ascii=False)
    own = {"file": brought.file, "content": brought.content, "said": said}
    writing.connection.execute(pending.insert().values(row | own))


def say(writing: Writing, actor: Actor | None, action: Action, said: Mapping[str, Any]) -> None:
    """Keep what is now said of a pending file; of one that is no longer there, nothing."""
    actor = still(writing.connection, actor)
    row = pending.update().where(_own(actor, action))
    said_now = json.dumps(said, ensure_ascii=False)
    writing.connection.execute(row.values(said=said_now, at=writing.at))


def drop(writing: Writing, actor: Actor, action: Action) -> None:
    """Forget what an account has brought for an action."""
    writing.connection.execute(pending.delete().where(_own(actor, action)))


def _own(actor: Actor, action: Action) -> ColumnElement[bool]:
    return (pending.c.account == actor.account) & (pending.c.action == action)
