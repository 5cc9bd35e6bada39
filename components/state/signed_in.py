"""Who is signed in on this page: asked anew in every run, and again in every transaction."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st
from starlette.requests import Request
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from components.state import cached
from components.state.last_known import soon
from data.accounts import sessions
from data.accounts.sessions import Claims, Session
from data.ledger.rights import Actor

COOKIE = "atlas_session"
EVER = "signed_in_ever"  # in a page's session state: somebody was signed in on it


def actor() -> Actor | None:
    """Return who is signed in now; whatever is done in their name asks for them once more."""
    found = session()
    return found.actor if found else None


def session() -> Session | None:
    """Return the session of this page's browser: an open page keeps what it came with."""
    cookie = st.context.cookies.get(COOKIE, "")
    found = _found(cookie, _claims(st.user.to_dict()))
    if found is not None:
        st.session_state[EVER] = True
    return found


def session_of(request: Request) -> Session | None:
    """Return the session of the browser that asks, outside of any page."""
    cookie = request.cookies.get(COOKIE, "")
    return _found(cookie, _claims(_user(request.cookies)))


def _found(cookie: str, claims: Claims | None) -> Session | None:
    """Ask the ledger, before anything else is asked of it: a page that gets here does not hang."""
    ledger = cached.database()
    return soon(lambda: sessions.of_browser(ledger, cookie, claims)) if cookie or claims else None


def enter() -> None:
    """Begin the session of somebody who has just come from a provider; the frame does it."""
    if claims := _claims(st.user.to_dict()):
        sessions.enter(cached.database(), claims, datetime.now(UTC))


def leave() -> None:
    """End the session of somebody who came from a provider, here and there."""
    if found := session():
        sessions.leave(cached.database(), found.key)
    st.logout()


def stranger() -> str:
    """Return the name of somebody whom a provider knows and who has no account here, or nothing."""
    claims = _claims(st.user.to_dict())
    if claims is None or sessions.known(cached.database(), claims):
        return ""
    return claims.email or claims.subject


def providers() -> list[str]:
    """Return the OpenID Connect providers that `secrets.toml` names; the unnamed one is empty."""
    if not st.secrets.load_if_toml_exists() or "auth" not in st.secrets:
        return []
    auth = st.secrets["auth"]
    named = [name for name, section in auth.items() if "client_id" in _keys(section)]
    return ["", *named] if "client_id" in auth else named


def _keys(section: object) -> list[str]:
    return list(section) if hasattr(section, "keys") else []  # type: ignore[call-overload]


def _claims(said: Mapping[str, object]) -> Claims | None:
    return Claims.of(said) if said.get("is_logged_in") else None


def _user(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """Return what `st.user` would say on a page that comes with these cookies.

    Streamlit signs it, in parts where it is long, and takes it only from the address to which the
    provider sends people back.
    """

    def one(name: str) -> bytes | None:
        signed = cookies.get(name, "").encode("latin-1", "replace")
        return decode_signed_value(get_cookie_secret(), name, signed)

    found = json.loads(get_cookie_with_chunks(one, AUTH_COOKIE_NAME) or b"{}")
    return found if found.get("origin") == get_origin_from_redirect_uri() else {}
