"""What every page says to the browser of what it may load, run and be framed by.

A text that reached a page as more than text would still find nothing that runs it or takes it away.
"""

import hashlib
import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers as Given
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

MAP_FRAME = "/component/streamlit_folium."
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_ALWAYS = {"x-content-type-options": "nosniff", "referrer-policy": "same-origin"}
_OF_PAGES = {
    "x-frame-options": "SAMEORIGIN",  # for browsers that do not know frame-ancestors
    "permissions-policy": ", ".join(
        f"{what}=()"
        for what in ("camera", "geolocation", "microphone", "midi", "payment", "serial", "usb")
    ),
}


class Headers:
    """Adds to each answer what the browser is to know of it; what an answer says itself stays."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let everything through, and complete what is answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if "status" in message:  # with it an answer begins
                _complete(scope, MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, sent)


def _complete(scope: Scope, headers: MutableHeaders) -> None:
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    if re.search("html|xml", headers.get("content-type", "")):  # what a browser runs scripts of
        for name, value in _OF_PAGES.items():
            headers.setdefault(name, value)
        host = Given(scope=scope).get("host", "")
        headers.setdefault("content-security-policy", policy(scope["path"], host))


def policy(path: str, host: str) -> str:
    """Return the Content-Security-Policy of a page at this path of this host.

    The map's frame takes its script as a text from the page and evaluates it: streamlit-folium
    knows no other way. Nothing else may.
    """
    # Streamlit's own page counts in WebAssembly, which evaluates no text.
    of_page, of_frame = [*scripts(), "'wasm-unsafe-eval'"], ["'unsafe-inline'", "'unsafe-eval'"]
    run = of_frame if MAP_FRAME in path else of_page
    # 'self' alone leaves the websocket out in Safari before 15.4, which old tablets have.
    sockets = f"ws://{host} wss://{host}" if re.fullmatch(r"[\w.:\[\]-]+", host, re.ASCII) else ""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {' '.join(run)}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' {sockets}".rstrip(),
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


@cache
def scripts() -> list[str]:
    """Return what stands for each script that Streamlit writes into its page: its digest."""
    page = Path(get_static_dir()) / "index.html"
    return [_digest(script) for script in _INLINE.findall(page.read_bytes())]


def _digest(script: bytes) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(script).digest()).decode()}'"
