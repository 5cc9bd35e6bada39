"""Who has an account, and as whom somebody acts: read anew whenever it is asked."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from data.ledger.database import Database
from data.ledger.rights import Action, Actor, Right, Role, in_order, require
from data.ledger.schema import account, right, session
from geo.faults import Faulty, refuse

# What is dated further ahead than clocks differ was written by one that ran ahead and has been put
# right since: it counts for nothing, else a lock or a sign-in would last as long as it was ahead.
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True)
class Account:
    """One account as an administrator sees it; `subject` is who it is at a provider."""

    id: int
    name: str
    title: str
    rights: tuple[Right, ...]
    has_password: bool
    subject: str
    made_at: datetime
    ended_at: datetime | None


def folded(name: str) -> str:
    """Return the name of an account as it is kept: one spelling of each letter, no capitals."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def subject_at(issuer: str, subject: str) -> str:
    """Return who somebody is at an OpenID Connect provider, in one text."""
    return f"{issuer} {subject}"


def listed(connection: Connection, actor: Actor | None) -> list[Account]:
    """Return every account by its name, for whoever may change them."""
    require(actor, Action.ACCOUNTS)
    rows = connection.execute(sa.select(account).order_by(account.c.name))
    rights = _rights(connection)
    return [
        Account(
            row.id,
            row.name,
            row.title,
            tuple(in_order(rights.get(row.id, ()))),
            row.password is not None,
            row.subject or "",
            row.made_at,
            row.ended_at,
        )
        for row in rows
    ]


def everyone(database: Database, actor: Actor | None) -> list[Account]:
    """Return every account as it is now, for an actor who may still change them; else Faulty."""
    with database.reading() as connection:
        return listed(connection, still(connection, actor))


def actor_named(connection: Connection, name: str) -> Actor:
    """Return who acts under this name; Faulty if there is no such account, or no longer."""
    found = connection.execute(sa.select(account).where(account.c.name == folded(name))).first()
    if found is None:
        raise Faulty([refuse("account_unknown", name, name=name)])
    if found.ended_at is not None:
        raise Faulty([refuse("account_disabled", name, name=name)])
    return _actor(connection, found)


def still(connection: Connection, actor: Actor | None) -> Actor:
    """Return an actor as its account and rights are now; Faulty where it or its session ended.

    To be asked within the transaction that writes: until then a right may have been taken.
    """
    if actor is None:
        raise Faulty([refuse("not_signed_in")])
    found = connection.execute(sa.select(account).where(account.c.id == actor.account)).first()
    if found is None:
        raise Faulty([refuse("not_signed_in", actor.name)])
    if found.ended_at is not None:
        raise Faulty([refuse("account_disabled", found.name, name=found.name)])
    if actor.session and not actor_of_session(connection, actor.session, datetime.now(UTC)):
        raise Faulty([refuse("not_signed_in", actor.name)])
    return _actor(connection, found)


def actor_of_session(connection: Connection, key: str, at: datetime) -> Actor | None:
    """Return who is signed in by this session; nobody where it, or the account, has ended."""
    asked = sa.select(account).join(session).where(session.c.key == key)
    live = session.c.ended_at.is_(None) & account.c.ended_at.is_(None)
    now = (session.c.expires_at > at) & (session.c.made_at <= at + AHEAD)
    found = connection.execute(asked.where(live, now)).first()
    return replace(_actor(connection, found), session=key) if found else None


def actor_of_subject(connection: Connection, issuer: str, subject: str) -> Actor | None:
    """Return the account that is this person at a provider, or nobody."""
    asked = sa.select(account).where(account.c.subject == subject_at(issuer, subject))
    found = connection.execute(asked.where(account.c.ended_at.is_(None))).first()
    return _actor(connection, found) if found else None


def _actor(connection: Connection, row: Row[tuple[object, ...]]) -> Actor:
    return Actor(row.id, row.name, row.title, _rights(connection, row.id).get(row.id, frozenset()))


def _rights(connection: Connection, of: int | None = None) -> Mapping[int, frozenset[Right]]:
    """Return the rights of each account, or of one.

    A role that this program does not know gives none.
    """
    asked, known = sa.select(right), set(Role)
    found: dict[int, set[Right]] = {}
    for row in connection.execute(asked if of is None else asked.where(right.c.account == of)):
        if row.role in known:
            found.setdefault(row.account, set()).add(Right(Role(row.role), row.scope))
    return {number: frozenset(rights) for number, rights in found.items()}
