"""A page of the running server without a browser: what it says and hears on its websocket."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from urllib.parse import urlsplit

import httpx2
from signing_in import sign_in
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

XSRF = "_streamlit_xsrf"
PIECE = b"x" * 65_536
PATIENCE = 60
TOO_LARGE = 1009  # RFC 6455


def message(what: str) -> bytes:
    """Return a message of the protocol by its name, as small as it can be."""
    outer, _, inner = what.partition(".")
    made = BackMsg()
    if inner:
        getattr(made.backend_operation_request, inner).SetInParent()
    elif outer in ("rerun_script", "file_urls_request"):
        getattr(made, outer).SetInParent()
    else:
        setattr(made, outer, True)
    return made.SerializeToString()


def asking(size: int) -> bytes:
    """Return the message that runs a page, made as large as this."""
    made = BackMsg()
    made.rerun_script.query_string = "x" * size
    return made.SerializeToString()


def raw(address: str, line: str, **headers: str) -> tuple[int, str]:
    """Send a head of a request as it stands, and nothing after it; return status and text."""
    where = urlsplit(address)
    said = {"Host": where.netloc, "Connection": "close", **headers}
    method, _, path = line.partition(" ")
    head = [f"{method} {where.path}{path} HTTP/1.1", *(f"{k}: {v}" for k, v in said.items())]
    with socket.create_connection((where.hostname, where.port), PATIENCE) as line_:
        line_.sendall("\r\n".join([*head, "", ""]).encode("latin-1"))
        answer = b"".join(iter(lambda: line_.recv(65_536), b""))
    return int(answer.split(b" ", 2)[1]), answer.decode("utf-8", "replace")


@cache
def cookies_of(address: str, name: str) -> dict[str, str]:
    """Return the cookies of a browser; signed in once, where a name is given."""
    with httpx2.Client(base_url=f"{address}/", timeout=PATIENCE) as client:
        client.get("_stcore/host-config")
        client.get("_stcore/health")
        if name:
            assert sign_in(client, name).status_code == 303
        return dict(client.cookies)


class Page:
    """One page as a browser has it, of somebody who is signed in or of nobody."""

    def __init__(self, address: str, name: str = "", session: str = "", *, packed: bool = False):
        self.address, self.session, self.packed = address, session, packed
        self.cookies = cookies_of(address, name)

    def __enter__(self) -> "Page":
        self._open = ExitStack()
        line = connect(
            self.address.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[
                "streamlit",
                self.cookies[XSRF],
                *([self.session] if self.session else []),
            ],
            additional_headers={"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())},
            origin=self.address,
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,  # a browser asks for no sign of life
            compression="deflate" if self.packed else None,
        )
        self._line = self._open.enter_context(line)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def send(self, said: bytes | str) -> None:
        """Say something on the websocket."""
        self._line.send(said)

    def is_ended_by(self, said: bytes) -> bool:
        """Say this, and say whether the server then hangs up because it is too large."""
        try:
            self._line.send(said)
            while True:
                self._line.recv(PATIENCE)
        except ConnectionClosed as closed:
            # Who is cut off in the middle of a word may not hear why.
            return closed.rcvd is None or closed.rcvd.code == TOO_LARGE

    def run(self, query: str = "") -> str:
        """Run the page to its end as an address asks for it; return the session that it is of."""
        for _ in self.shown(query):
            pass
        return self.session

    def shown(self, query: str = "", page: str = "") -> Iterator[Element]:
        """Run a page to its end as an address asks for it, and yield what it shows."""
        made = BackMsg()
        made.rerun_script.query_string = query
        made.rerun_script.page_name = page
        self.send(made.SerializeToString())
        while True:
            heard = ForwardMsg.FromString(self._line.recv(PATIENCE))
            match heard.WhichOneof("type"):
                case "new_session":
                    self.session = heard.new_session.initialize.session_id
                case "delta" if heard.delta.HasField("new_element"):
                    yield heard.delta.new_element
                case "script_finished":
                    return

    def upload(self, name: str, size: int | None, *, body: bool = True) -> int:
        """Bring a file of so many bytes; without a body only say so. Return the answer's status."""
        path = f"/_stcore/upload_file/{self.session}/{name}"
        kind = "multipart/form-data; boundary=b"
        begins = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.xlsx"\r\n\r\n'
        ends = b"\r\n--b--\r\n"
        cookies = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        headers = {"X-Xsrftoken": self.cookies[XSRF], "Cookie": cookies, "Content-Type": kind}
        if size is None:
            headers["Transfer-Encoding"] = "chunked"
        else:
            headers["Content-Length"] = str(size + len(begins) + len(ends))
        if not body:
            return raw(self.address, f"PUT {path}", **headers)[0]

        def pieces() -> Iterator[bytes]:
            yield begins
            for left in range(size or 0, 0, -len(PIECE)):
                yield PIECE[: min(left, len(PIECE))]
            yield ends

        sent = httpx2.put(self.address + path, content=pieces(), headers=headers, timeout=PATIENCE)
        return sent.status_code
