"""Who is signed in: a row for each sign-in, of which a browser holds only the key, signed."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from data.accounts import (
    AHEAD,
    actor_of_session,
    attempts,
    devices,
    folded,
    passwords,
    subject_at,
)
from data.accounts.devices import STRANGER, Device
from data.ledger import audit, signing
from data.ledger.database import Database, Writing
from data.ledger.rights import Actor
from data.ledger.schema import account, session
from geo.faults import Faulty, refuse

LIFE = timedelta(hours=12)  # a long working day: nobody signs in twice, no night is left open
PATIENCE = 5  # seconds that who signs in waits for the ledger
_PURPOSE = "session"
_TOKEN = 32  # bytes, from the system's own source of chance


@dataclass(frozen=True)
class Given:
    """What a browser is given that signs in: the cookie of its session, and that of its device."""

    cookie: str
    device: str


def sign_in(
    database: Database,
    name: str,
    password: str,
    address: str,
    at: datetime,
    device: Device = STRANGER,
) -> Given:
    """Return the cookies of a new session; Faulty if the two do not belong together.

    Whether there is such a name is not told: not by words, and not by how long it takes.
    """
    found, number = prove(database, name, password, address, at, device)
    token = secrets.token_urlsafe(_TOKEN)
    anew = passwords.hashed(password) if passwords.outdated(found.password) else None
    with database.writing(shown=False, patience=PATIENCE) as writing:
        confirm(writing, found)
        attempts.succeed(writing, number)
        if anew:
            kept = account.update().where(account.c.id == found.id)
            writing.connection.execute(kept.values(password=anew))
        _begin(writing, _digest(token), found, at, how="password", address=address)
        cookie = signing.signed(signing.secret(writing.connection), _PURPOSE, token)
        return Given(cookie, devices.noted(writing.connection, device, found.id, at))


def prove(
    database: Database,
    name: str,
    password: str,
    address: str,
    at: datetime,
    device: Device = STRANGER,
) -> tuple[Row[tuple[object, ...]], int]:
    """Return the account whose password this is, and the number of the try; Faulty if it is not.

    The slow comparison is made outside of any transaction: nobody waits for it. So whoever writes
    by it asks once more: `confirm`.
    """
    with database.writing(shown=False, patience=PATIENCE) as writing:
        asked = sa.select(account).where(account.c.name == folded(name))
        found = writing.connection.execute(asked.where(account.c.ended_at.is_(None))).first()
        known = found is not None and device.knows(found.id, at)
        own = device.id if known else ""
        number = attempts.begin(writing, folded(name), address, at, own)
    right = passwords.matches(found.password if found else None, password, known=known)
    if found is None or not right:
        raise Faulty([refuse("sign_in_wrong")])
    return found, number


def confirm(writing: Writing, proven: Row[tuple[object, ...]]) -> None:
    """Go on where an account is as it was when its password was proven; else Faulty.

    Meanwhile it may have been disabled, or been given another password.
    """
    asked = sa.select(account.c.password, account.c.ended_at).where(account.c.id == proven.id)
    now = writing.connection.execute(asked).one()
    if now.ended_at is not None or now.password != proven.password:
        raise Faulty([refuse("sign_in_wrong")])


def key_of(connection: Connection, cookie: str) -> str | None:
    """Return the key of the session whose cookie this is; None if it was never given out."""
    token = signing.unsigned(signing.secret(connection), _PURPOSE, cookie)
    return None if token is None else _digest(token)


def key_in(database: Database, cookie: str) -> str | None:
    """Return the key of the session whose cookie this is, ended or not; None if there was none."""
    with database.reading() as connection:
        return key_of(connection, cookie)


def leave(database: Database, key: str) -> None:
    """Sign out: end the session with this key, where it has not ended."""
    with database.writing(shown=False) as writing:
        end(writing, key)


def end(writing: Writing, key: str) -> None:
    """End a session; one that is none, or has ended, stays as it is."""
    actor = actor_of_session(writing.connection, key, writing.at)
    row = session.update().where(session.c.key == key, session.c.ended_at.is_(None))
    writing.connection.execute(row.values(ended_at=writing.at))
    if actor:
        audit.record(writing, actor, "signed_out", actor.name)


def end_all(writing: Writing, of: int) -> None:
    """End every session of an account."""
    rows = session.update().where(session.c.account == of, session.c.ended_at.is_(None))
    writing.connection.execute(rows.values(ended_at=writing.at))


@dataclass(frozen=True)
class Claims:
    """What a provider says of somebody who signed in there; the email is one that it verified."""

    issuer: str
    subject: str
    issued_at: datetime
    nonce: str = ""
    email: str = ""

    @classmethod
    def of(cls, said: Mapping[str, object]) -> "Claims | None":
        """Return the claims of an identity token, or None where it does not say who it is of."""
        issuer, subject, issued = (said.get(key) for key in ("iss", "sub", "iat"))
        if not (issuer and subject and isinstance(issued, int | float)):
            return None
        email = str(said.get("email") or "") if said.get("email_verified") is True else ""
        moment = datetime.fromtimestamp(issued, UTC)
        return cls(str(issuer), str(subject), moment, str(said.get("nonce") or ""), email)

    @property
    def key(self) -> str:
        """Return the key of the session that this one sign-in at the provider is."""
        parts = ("provider", self.issuer, self.subject, self.issued_at.isoformat(), self.nonce)
        return _digest("\n".join(parts))


@dataclass(frozen=True)
class Session:
    """A sign-in that holds now: its key, who it is of, and whether a provider vouches for it."""

    key: str
    actor: Actor
    by_provider: bool


def of_browser(database: Database, cookie: str, claims: Claims | None) -> Session | None:
    """Return the session that a browser holds, by its cookie or else by its provider, if any.

    A browser keeps what it was given, whatever became of it: only the session's row says whether
    somebody is signed in.
    """
    if not cookie and not claims:
        return None
    with database.reading() as connection:
        keys = [(key_of(connection, cookie), False), (claims.key if claims else None, True)]
        for key, by_provider in keys:
            found = actor_of_session(connection, key, datetime.now(UTC)) if key else None
            if key and found:
                return Session(key, found, by_provider)
    return None


def enter(database: Database, claims: Claims, at: datetime) -> Actor | None:
    """Return who signed in at a provider; the first time this begins the session.

    An account is found by who it is at the provider. One that is nobody there yet, and whose name
    is the verified e-mail, is linked now. None is ever made, and an ended session stays ended.
    """
    with database.reading() as connection:
        new = claims.issued_at <= at + AHEAD < claims.issued_at + LIFE
        if not new or _there(connection, claims):
            return actor_of_session(connection, claims.key, at)
        if account_of(connection, claims) is None:
            return None
    with database.writing(shown=False) as writing:
        found = account_of(writing.connection, claims)
        if found is not None and not _there(writing.connection, claims):
            _link(writing, found, claims)
            _begin(writing, claims.key, found, claims.issued_at, how="provider")
        return actor_of_session(writing.connection, claims.key, at)


def _there(connection: Connection, claims: Claims) -> bool:
    """Say whether this sign-in at a provider has begun its session, ended or not."""
    asked = sa.select(session.c.key).where(session.c.key == claims.key)
    return connection.execute(asked).first() is not None


def known(database: Database, claims: Claims) -> bool:
    """Say whether somebody at a provider is an account here, or may be linked to one."""
    with database.reading() as connection:
        return account_of(connection, claims) is not None


def account_of(connection: Connection, claims: Claims) -> Row[tuple[object, ...]] | None:
    """Return the row of the account that somebody at a provider is, or may be linked to."""
    live = sa.select(account).where(account.c.ended_at.is_(None))
    who = subject_at(claims.issuer, claims.subject)
    by_subject = connection.execute(live.where(account.c.subject == who)).first()
    if by_subject is not None or not claims.email:
        return by_subject
    by_email = live.where(account.c.name == folded(claims.email), account.c.subject.is_(None))
    return connection.execute(by_email).first()


def _link(writing: Writing, found: Row[tuple[object, ...]], claims: Claims) -> None:
    if found.subject is None:
        who = subject_at(claims.issuer, claims.subject)
        row = account.update().where(account.c.id == found.id)
        writing.connection.execute(row.values(subject=who))
        actor = Actor(found.id, found.name)
        audit.record(writing, actor, "account_linked", found.name, is_there=who)


def _begin(
    writing: Writing, key: str, found: Row[tuple[object, ...]], at: datetime, **how: object
) -> None:
    gone = (session.c.expires_at < at - LIFE) | (session.c.made_at > at + AHEAD)
    writing.connection.execute(session.delete().where(gone))
    made = session.insert().values(key=key, account=found.id, made_at=at, expires_at=at + LIFE)
    writing.connection.execute(made)
    audit.record(writing, Actor(found.id, found.name), "signed_in", found.name, **how)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
