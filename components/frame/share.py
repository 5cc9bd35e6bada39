"""A page given to others: the address at which they reach it, and the QR code of that address.

The launcher imports this before Streamlit's runtime exists, so nothing that is imported here may
import streamlit_folium.
"""

import io
import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

import segno
import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from components.gate.hosts import name_in

CODE = "qr-code"
LONGEST = 1200  # letters of an address; a code of more is too fine for a telephone
_NOWHERE = ("192.0.2.1", 9)  # an address of no host: nothing is sent, it only chooses the network


def reached(url: str, listens: str | None) -> str:
    """Return where others reach what this browser sees at `url`; empty: nobody else does.

    `listens` is the address at which the server listens; none, or one of zeros: at all it has.
    """
    asked = urlsplit(url)
    if not asked.hostname or not is_alone(asked.hostname):
        return f"{asked.scheme}://{asked.netloc}"  # others take the way that this reader took
    if is_alone(listens or "") or not (own := own_address()):
        return ""
    return f"{asked.scheme}://{own}" + (f":{asked.port}" if asked.port else "")


def here() -> str:
    """Return where others reach the page that is drawn."""
    return reached(st.context.url or "http://localhost", st.get_option("server.address"))


def is_alone(name: str) -> bool:
    """Say whether a name leads every computer to itself."""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def own_address() -> str:
    """Return the address that this computer has in its network now, or nothing: it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as found:
        try:
            found.connect(_NOWHERE)
            return str(found.getsockname()[0])
        except OSError:
            return ""


def routes() -> list[Route]:
    """Return the route at which a page asks for the code of its address, under any base path."""
    return [Route(f"/{{base:path}}{CODE}", _code)]


def _code(request: Request) -> Response:
    """Draw the code of an address of this server; those of others are nobody's business here."""
    to = request.query_params.get("to", "")
    asked = name_in(request.headers.get("host", ""))
    if len(to) > LONGEST or not _is_ours(to, asked):
        return PlainTextResponse("not found", 404, headers={"Cache-Control": "no-store"})
    drawn = io.BytesIO()
    segno.make(to, error="m", micro=False).save(drawn, kind="svg", scale=6, border=3, light="#fff")
    return Response(drawn.getvalue(), media_type="image/svg+xml", headers=_KEPT)


_KEPT = {"Cache-Control": "private, max-age=3600"}


def _is_ours(to: str, asked: str) -> bool:
    try:
        parts = urlsplit(to)
    except ValueError:
        return False
    known = {asked, own_address()} - {""}
    return parts.scheme in ("http", "https") and (parts.hostname or "") in known
