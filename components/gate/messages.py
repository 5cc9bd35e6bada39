"""What browsers say to the server on their websocket: what our pages say passes, no more.

Streamlit acts on whatever its protocol knows, whoever sends it: one message of somebody who never
signed in empties every cache, another one writes files. None of our pages sends those.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from components.gate.addresses import STREAM, inner
from components.gate.refusal import counted

ASKS = "backend_operation_request"  # which holds one of several requests in turn
LET_THROUGH = frozenset(
    {
        "rerun_script",
        "stop_script",
        "app_heartbeat",
        "file_urls_request",
        f"{ASKS}.deferred_file",
        f"{ASKS}.dataframe_chunk",
    }
)


class Messages:
    """Drops and counts each message that no page of ours sends."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the websocket through, but for what is dropped of it."""
        if scope["type"] != "websocket" or inner(scope) != STREAM:
            await self.app(scope, receive, send)
            return

        async def received() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or passes(message.get("bytes")):
                    return message

        await self.app(scope, received, send)


def passes(said: bytes | None) -> bool:
    """Say whether a message is one that our pages send; what is not is counted by its name."""
    what = kind(said)
    if what not in LET_THROUGH:
        counted[f"message {what}"] += 1
    return what in LET_THROUGH


def kind(said: bytes | None) -> str:
    """Return what a message is by the names of the protocol; what cannot be read is `unreadable`.

    `none` is one that this version of the protocol does not know.
    """
    if said is None:
        return "unreadable"  # text, which the protocol never is
    try:
        found = BackMsg.FromString(said)
    except Exception:  # whatever a parser says of bytes that a stranger made
        return "unreadable"
    what = found.WhichOneof("type") or "none"
    if what == ASKS:
        return f"{ASKS}.{found.backend_operation_request.WhichOneof('payload') or 'none'}"
    return what
