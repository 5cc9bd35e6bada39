"""What somebody is told whose request is not let through: plain text, in both languages."""

from collections import Counter

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from data.messages import say
from data.words import LANGUAGES, Words
from geo.faults import Fault

# What was refused or dropped since the start, by what it was. Only names of our own and of
# Streamlit's protocol, so that no stranger makes it grow.
counted: Counter[str] = Counter()


async def refused(
    scope: Scope, receive: Receive, send: Send, *, status: int, what: str, fault: Fault
) -> None:
    """Answer a request without reading its body, and count it under this name."""
    counted[what] += 1
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})  # before it is accepted: HTTP 403
        return
    text = "\n".join(" ".join(say(fault, Words(language))) for language in LANGUAGES)
    # A body that nobody reads would else be taken for the next request on this connection.
    headers = {"Connection": "close", "Cache-Control": "no-store"}
    await PlainTextResponse(text + "\n", status, headers)(scope, receive, send)
