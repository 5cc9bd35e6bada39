"""One request put through a piece of the gate, with no server round it."""

import asyncio
from collections.abc import Iterable

from starlette.types import ASGIApp


def scope(
    path="/", host="localhost:8501", kind="http", method="GET", client="127.0.0.1", **headers
):
    """Return what a server says of a request; of `headers`, an underscore is a dash."""
    named = {"host": host, **{key.replace("_", "-"): value for key, value in headers.items()}}
    return {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": b"",
        "client": (client, 50_000),
        "headers": [(k.encode(), v.encode("latin-1")) for k, v in named.items() if v is not None],
    }


def asked(piece: ASGIApp, asked: dict, messages: Iterable[dict] = ()) -> list[dict]:
    """Return what is sent in answer; reading more than these messages is a fault."""
    waiting, sent = list(messages), []

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    asyncio.run(piece(asked, receive, send))
    return sent


async def let_through(_scope, _receive, send):
    """Answer as the program behind the gate does, without reading anything."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"let through"})


def status(sent: list[dict]) -> int:
    return sent[0].get("status", sent[0].get("code"))


def said(sent: list[dict]) -> str:
    return b"".join(m.get("body", b"") for m in sent).decode()
