"""Stands between the program and its database, which then hangs or is gone as a test says."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import sqlalchemy as sa


class Between:
    """A line that may be let through, held up, or cut; what was held up goes on afterwards."""

    def __init__(self, server: tuple[str, int]):
        self._server, self._open = server, []
        self._free, self.cut = threading.Event(), False
        self._free.set()

    def hang(self) -> None:
        """Let nothing pass: whoever asks waits, and no connection is closed."""
        self._free.clear()

    def go_away(self) -> None:
        """Close every connection, and each new one at once."""
        self.cut = True
        for one in self._open:
            _shut(one)

    def come_back(self) -> None:
        """Let all pass again."""
        self.cut = False
        self._free.set()

    def end(self) -> None:
        """Close all connections for good."""
        for one in self._open:
            _shut(one)
            one.close()

    def accept(self, listening: socket.socket) -> None:
        """Take connections until nobody listens any more."""
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            if self.cut:
                client.close()
                continue
            server = socket.create_connection(self._server)
            self._open += [client, server]
            for pair in ((client, server), (server, client)):
                threading.Thread(target=self._hand_on, args=pair, daemon=True).start()

    def _hand_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while heard := one.recv(65_536):
                self._free.wait()
                other.sendall(heard)
        _shut(one)
        _shut(other)


@contextmanager
def between(url: str) -> Iterator[tuple[str, Between]]:
    """Give the address of a database by way of such a line, and the line."""
    address = sa.make_url(url)
    assert address.host and address.port
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line = Between((address.host, address.port))
        threading.Thread(target=line.accept, args=(listening,), daemon=True).start()
        port = listening.getsockname()[1]
        yield address.set(port=port).render_as_string(hide_password=False), line
        line.come_back()
        line.end()


def _shut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
