"""Who is signed in on this page: asked anew in every run, and again in every transaction."""

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st
from sqlalchemy import Connection

from components.state import cached
from data.accounts import actor_of_session, sessions
from data.accounts.sessions import Claims
from data.ledger.rights import Actor

COOKIE = "atlas_session"


@dataclass(frozen=True)
class Session:
    """A sign-in that holds now: its key, who it is of, and whether a provider vouches for it."""

    key: str
    actor: Actor
    by_provider: bool


def actor(connection: Connection | None = None) -> Actor | None:
    """Return who is signed in; within a transaction, give its connection: then it still holds."""
    found = session(connection)
    return found.actor if found else None


def session(connection: Connection | None = None) -> Session | None:
    """Return the session of this browser, by its password or else by its provider.

    An open page keeps the cookies that it came with, whatever became of them: only the session's
    row says whether somebody is signed in.
    """
    cookie, claims = st.context.cookies.get(COOKIE), _claims()
    if not cookie and not claims:
        return None
    if connection is None:
        with cached.database().reading() as own:
            return session(own)
    keys = [(sessions.key_of(connection, cookie), False)] if cookie else []
    for key, by_provider in [*keys, (claims.key if claims else None, True)]:
        found = actor_of_session(connection, key, datetime.now(UTC)) if key else None
        if key and found:
            return Session(key, found, by_provider)
    return None


def enter() -> None:
    """Begin the session of somebody who has just come from a provider; the frame does it."""
    if claims := _claims():
        sessions.enter(cached.database(), claims, datetime.now(UTC))


def leave() -> None:
    """End the session of somebody who came from a provider, here and there."""
    with cached.database().writing(shown=False) as writing:
        if found := session(writing.connection):
            sessions.end(writing, found.key)
    st.logout()


def stranger() -> str:
    """Return the name of somebody whom a provider knows and who has no account here, or nothing."""
    if not (claims := _claims()):
        return ""
    with cached.database().reading() as connection:
        known = sessions.account_of(connection, claims)
    return "" if known else claims.email or claims.subject


def providers() -> list[str]:
    """Return the OpenID Connect providers that `secrets.toml` names; the unnamed one is empty."""
    if not st.secrets.load_if_toml_exists() or "auth" not in st.secrets:
        return []
    auth = st.secrets["auth"]
    named = [name for name, section in auth.items() if "client_id" in _keys(section)]
    return ["", *named] if "client_id" in auth else named


def _keys(section: object) -> list[str]:
    return list(section) if hasattr(section, "keys") else []  # type: ignore[call-overload]


def _claims() -> Claims | None:
    said = st.user.to_dict()
    return Claims.of(said) if said.get("is_logged_in") else None
