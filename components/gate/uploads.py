"""Uploads: refused before their body is read where nobody may bring them, or there is no room."""

from collections import Counter

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from components.gate.addresses import UPLOAD, inner
from components.gate.refusal import refused
from components.gate.settings import MB, UPLOAD_MB, Settings
from components.state import signed_in, uploaded
from data.accounts.sessions import Session
from data.ledger.rights import anywhere
from data.ledger.troubles import TROUBLES
from data.records import registry
from geo.faults import Fault, Faulty, refuse

_FRAMING = 64 * 1024  # what a form adds to its file


class Uploads:
    """Lets through what somebody may bring who is signed in, as far as there is room for it."""

    def __init__(self, app: ASGIApp, settings: Settings):
        self.app, self.settings = app, settings
        self.coming: Counter[str] = Counter()  # bytes on their way, by sign-in
        self.brought_by: dict[str, str] = {}  # the sign-in by the page's session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask who brings how much, then let it through or say why not."""
        asked = inner(scope) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if asked is None or not asked.startswith(UPLOAD):
            await self.app(scope, receive, send)
            return
        page, request = asked.split("/")[1], Request(scope)
        try:
            key = await run_in_threadpool(_who, request)
            size = _size(request)
            self._room(key, page, size)
        except Faulty as error:
            fault = error.faults[0]
            status = _STATUS.get(fault.code, 403)
            await refused(scope, receive, send, status=status, what="upload", fault=fault)
            return
        self.coming[key] += size
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming[key] -= size

    def _room(self, key: str, page: str, size: int) -> None:
        """Raise Faulty where this sign-in's share, or everybody's, has no room for so much."""
        held = uploaded.held()
        self.brought_by = {p: k for p, k in self.brought_by.items() if held.get(p)} | {page: key}
        own = sum(held.get(p, 0) for p, k in self.brought_by.items() if k == key)
        full_at, all_full_at = self.settings.upload_mb * MB, self.settings.uploads_mb * MB
        if (
            own + self.coming[key] + size > full_at + _FRAMING
            or sum(held.values()) + self.coming.total() + size > all_full_at + _FRAMING
        ):
            raise Faulty([_no_room(self.settings)])


def _who(request: Request) -> str:
    """Return the key of the sign-in that asks; Faulty where there is none that may bring files."""
    found: Session | None = signed_in.session_of(request)
    if found is None:
        raise Faulty([refuse("not_signed_in", "upload")])
    if not anywhere(found.actor, *registry.with_files()):
        raise Faulty([refuse("not_allowed", "upload", name=found.actor.name)])
    return found.key


def _size(request: Request) -> int:
    """Return how large the body is; a server keeps whoever sends it to that."""
    said = request.headers.get("content-length", "")
    if not (said.isascii() and said.isdecimal()) or "transfer-encoding" in request.headers:
        raise Faulty([refuse("upload_unmeasured")])
    return int(said)


def _no_room(settings: Settings) -> Fault:
    return refuse(
        "upload_no_room",
        mine=settings.upload_mb,
        all=settings.uploads_mb,
        minutes=settings.upload_minutes,
        setting=UPLOAD_MB,
    )


_STATUS = {"upload_unmeasured": 411, "upload_no_room": 413} | dict.fromkeys(TROUBLES, 503)
