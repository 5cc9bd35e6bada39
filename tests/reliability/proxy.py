"""Stands between the program and its PostgreSQL, and cuts both off after so many messages."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import sqlalchemy as sa

WHILE = 0.3  # seconds that the server has for what it was told last
_ASKS_FOR_TLS = (80877103, 80877104)  # the program's first words; they have no letter


@dataclass
class Proxy:
    """One proxy: messages of the program are counted; after `cut` of them nothing goes on.

    With `answered` the server still does what the last one says, and only its answer is lost.
    """

    port: int
    server: tuple[str, int]
    cut: int = 0  # none: never
    answered: bool = False
    seen: int = 0
    open: list[socket.socket] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def arm(self, cut: int, *, answered: bool = False) -> None:
        """Count from here, and cut after so many; 0 counts only."""
        with self.lock:
            self.cut, self.answered, self.seen = cut, answered, 0

    def over(self) -> bool:
        """Count a message; say whether it is the one to cut at."""
        with self.lock:
            self.seen += 1
            return bool(self.cut) and self.seen >= self.cut


@contextmanager
def proxied(url: str) -> Iterator[tuple[str, Proxy]]:
    """Give the address of a database through a proxy, and the proxy."""
    address = sa.make_url(url)
    assert address.host
    with socket.create_server(("127.0.0.1", 0)) as listening:
        proxy = Proxy(listening.getsockname()[1], (address.host, address.port or 5432))
        threading.Thread(target=_accept, args=(listening, proxy), daemon=True).start()
        through = address.set(port=proxy.port).render_as_string(hide_password=False)
        try:
            yield through, proxy
        finally:  # whoever is still connected is no more
            for one in proxy.open:
                _cut(one)


def _accept(listening: socket.socket, proxy: Proxy) -> None:
    while True:
        try:
            client, _ = listening.accept()
        except OSError:
            return
        server = socket.create_connection(proxy.server)
        proxy.open += [client, server]
        for one in (client, server):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_forth, args=(client, server, proxy), daemon=True).start()
        threading.Thread(target=_back, args=(server, client), daemon=True).start()


def _forth(client: socket.socket, server: socket.socket, proxy: Proxy) -> None:
    """Hand on what the program says, message by message: a letter, a length, what it says."""
    with suppress(OSError), client.makefile("rb") as heard:
        typed = False
        while head := heard.read(5 if typed else 8):
            size = int.from_bytes(head[1:5] if typed else head[:4])
            message = head + heard.read(size + typed - len(head))
            if not typed and int.from_bytes(head[4:]) in _ASKS_FOR_TLS:
                server.sendall(message)
                continue
            typed = True
            if proxy.over():
                if proxy.answered:
                    server.sendall(message)
                    threading.Timer(WHILE, _cut, [server]).start()
                    _cut(client)
                    return
                break
            server.sendall(message)
    _cut(client)
    _cut(server)


def _back(server: socket.socket, client: socket.socket) -> None:
    with suppress(OSError):
        while heard := server.recv(65536):
            client.sendall(heard)
    _cut(client)


def _cut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
