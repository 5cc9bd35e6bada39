"""Signing in and out by the forms of a running server, as a browser sends them."""

import re

import httpx2
from people import PASSWORD

from data.accounts import sessions
from data.ledger import signing
from data.ledger.database import Database

TOKEN = re.compile(r'name="token" value="([^"]+)"')


def form(client: httpx2.Client, path: str = "sign-in") -> dict[str, str]:
    """Open the page and return its form as it is sent, but for what a person types."""
    return {"token": TOKEN.search(client.get(path).text)[1]}


def sign_in(client, name="lan", password=PASSWORD, path="sign-in", **more) -> httpx2.Response:
    sent = form(client, path) | {"name": name, "password": password}
    return client.post(path, data=sent, **more)


def leaving(ledger: Database, cookie: str) -> str:
    """Return the token of the form in the menu, as the page makes it."""
    with ledger.reading() as connection:
        key = sessions.key_of(connection, cookie) or ""
        return signing.signed(signing.secret(connection), "sign out", key)
