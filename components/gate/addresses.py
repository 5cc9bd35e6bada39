"""Streamlit's own addresses: those that its pages need are open, and every other one is closed.

What a later Streamlit adds is closed until somebody opens it here.
"""

import secrets
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from components.gate.refusal import refused
from components.gate.settings import METRICS_TOKEN
from geo.faults import refuse

INNER = "/_stcore/"
STREAM, UPLOAD = "stream", "upload_file/"
OPEN = frozenset({"health", "host-config", STREAM})
OPEN_BELOW = (UPLOAD, "bidi-components/")
METRICS = "metrics"
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def inner(scope: Scope) -> str | None:
    """Return what is asked of Streamlit itself, under any base path; None: something else."""
    path: str = scope["path"]
    return path.rpartition(INNER)[2] if INNER in path else None


class Addresses:
    """Lets through what pages need, and metrics to who may look at them."""

    def __init__(self, app: ASGIApp, metrics_token: str = ""):
        self.app = app
        self.metrics_token = metrics_token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask what the address is, then let it through or say that it is closed."""
        asked = None if scope["type"] == "lifespan" else inner(scope)
        if asked is None or asked in OPEN or asked.startswith(OPEN_BELOW):
            await self.app(scope, receive, send)
        elif asked != METRICS:
            closed = refuse("address_closed")
            await refused(scope, receive, send, status=404, what="address", fault=closed)
        elif self._may_measure(scope):
            await self.app(scope, receive, send)
        else:
            hidden = refuse("metrics_hidden", setting=METRICS_TOKEN)
            await refused(scope, receive, send, status=403, what="metrics", fault=hidden)

    def _may_measure(self, scope: Scope) -> bool:
        """Say whether this computer asks itself, or somebody who bears the token."""
        headers = Headers(scope=scope)
        if self.metrics_token:
            bearer = f"Bearer {self.metrics_token}".encode()
            given = headers.get("authorization", "").encode("utf-8", "replace")
            if secrets.compare_digest(given, bearer):
                return True
        return _from_here(scope) and not any(name in headers for name in _FORWARDED)


def _from_here(scope: Scope) -> bool:
    try:
        return ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False
