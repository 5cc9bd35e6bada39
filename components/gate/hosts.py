"""The names under which the server answers: a page of another name could else read it by DNS.

A site that a reader visits can have its own name lead to this computer, and is then "the same
origin" to the browser. It cannot take a name of ours, nor a literal address.
"""

import socket
from collections.abc import Iterable
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from components.gate.refusal import refused
from components.gate.settings import HOSTS
from geo.faults import refuse


class Hosts:
    """Lets through what is asked of a name that is ours; of another one, says how to add it."""

    def __init__(self, app: ASGIApp, more: Iterable[str] = ()):
        """`more` are names; one that begins with a dot stands for all below it."""
        self.app = app
        self.more = tuple(_bare(name) for name in more)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask whose name it is, then let it through or say how to add it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        said = Headers(scope=scope).getlist("host")
        name = name_in(said[0]) if len(said) == 1 else ""
        if name and (self._known(name) or name in await run_in_threadpool(own)):
            await self.app(scope, receive, send)
            return
        fault = refuse("host_not_ours", name=name, setting=HOSTS)
        await refused(scope, receive, send, status=421, what="host", fault=fault)

    def _known(self, name: str) -> bool:
        below = any(name.endswith(more) for more in self.more if more.startswith("."))
        return below or name in self.more or is_local(name)


def name_in(said: str) -> str:
    """Return the name or literal address of a Host header; empty where it is none."""
    try:
        found = urlsplit(f"//{said}")
        name, _port = found.hostname, found.port
    except ValueError:
        return ""
    return "" if "@" in said or found.netloc != said else _bare(name or "")


def is_local(name: str) -> bool:
    """Say whether a name is this computer's wherever it is: no name service gives it to another."""
    if name == "localhost" or name.endswith((".localhost", ".local")):
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


@cache
def own() -> frozenset[str]:
    """Return the names of this computer; asked once, since a name service may let one wait."""
    return frozenset(_bare(name) for name in (socket.gethostname(), socket.getfqdn()) if name)


def _bare(name: str) -> str:
    return name.lower().removesuffix(".")
