"""Sends a running server what strangers may send it, and looks at what it answers and holds then.

`python tests/reliability/strangers.py [--times 10] [--pages 300]`: all of it, with a server of its
own; each line is one kind of request, how often it was sent, and how often it was answered wrongly.
"""

import argparse
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import httpx2  # noqa: E402
from people import accounts, user  # noqa: E402
from served import served  # noqa: E402
from speaking import Page, asking, message, raw  # noqa: E402

MB = 1024 * 1024
DROPPED = (
    *("clear_cache", "load_git_info", "set_run_on_save"),
    *("debug_disconnect_websocket", "debug_shutdown_runtime"),
    *("backend_operation_request.install_skills", "backend_operation_request.dismiss_skills_nudge"),
)
STRANGE_HOSTS = ("evil.example", "localhost.evil.example", "2130706433", "u@localhost", "a/b", "")
CLOSED = ("agent/interact", "agent/openapi.json", "agent/mcp", "new", "metrics/")
FORWARDED = ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP")
# Given back within seconds, so that this can be seen; the server's own settings are in minutes.
SETTINGS = {"ATLAS_UPLOAD_MINUTES": "0.05", "ATLAS_UPLOADS_MB": "100", "ATLAS_GUESTS": "5"}


@dataclass
class Server:
    """The server that is attacked: its address and what it said of itself."""

    address: str
    folder: Path
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)  # sent, wrongly answered

    def say(self, what: str, rights: Iterator[bool]) -> None:
        """Keep how often something was sent, and how often the answer was not the right one."""
        answers = list(rights)
        self.seen[what] = len(answers), answers.count(False)

    def memory(self) -> int:
        """Return the bytes that the server has in memory, or 0 where nothing here can tell."""
        status = Path("/proc") / (self.folder / "server.pid").read_text() / "status"
        if not status.exists():
            return 0
        found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
        return int(found[1]) * 1024 if found else 0

    def measured(self, family: str) -> str:
        """Return what the server says of itself to its own computer."""
        asked = httpx2.get(f"{self.address}/_stcore/metrics?families={family}", timeout=60)
        assert asked.status_code == 200
        return asked.text

    def counted(self, what: str) -> int:
        """Return how often the server says that it refused this."""
        found = re.search(rf'what="{re.escape(what)}"}} (\d+)', self.measured("gate_refusals"))
        return int(found[1]) if found else 0

    def held(self, what: str) -> int:
        """Return how much of something the server says that it holds."""
        found = re.search(rf'what="{re.escape(what)}"}} (\d+)', self.measured("gate_held"))
        assert found, what
        return int(found[1])

    def waits(self, what: str, most: int) -> bool:
        """Wait until the server holds no more than so much of something; False: it never did."""
        pause = threading.Event()
        for _ in range(300):
            if self.held(what) <= most:
                return True
            pause.wait(0.1)
        return False


def messages(server: Server) -> Iterator[bool]:
    """What no page sends is dropped and counted, and what follows it is heard."""
    with Page(server.address) as page:
        page.run()
        for what in DROPPED:
            before = server.counted(f"message {what}")
            page.send(message(what))
            page.run()  # the page is alive, and what came before was looked at
            yield server.counted(f"message {what}") == before + 1
        before = server.counted("message unreadable")
        page.send(b"\xff" * 1000)
        page.send("text")
        page.run()
        yield server.counted("message unreadable") == before + 2


def large_messages(server: Server) -> Iterator[bool]:
    """A message that is too large ends its page before it is in memory, packed or not."""
    with Page(server.address) as page:
        page.run()
    before = server.memory()
    for packed in (False, True):
        for said in (asking(2 * MB), bytes(30 * MB), bytes(300 * MB)):
            with Page(server.address, packed=packed) as page:
                page.run()
                yield page.is_ended_by(said)
    yield server.memory() - before < 100 * MB


def hosts(server: Server) -> Iterator[bool]:
    """Another name is refused for a page as for the websocket, with what would allow it."""
    for host in STRANGE_HOSTS:
        for path in ("/", "/_stcore/health", "/_stcore/stream", "/sign-in"):
            status, text = raw(server.address, f"GET {path}", Host=host)
            yield status in (421, 400) and (status == 400 or "ATLAS_HOSTS" in text)


def addresses(server: Server) -> Iterator[bool]:
    """What no page needs is closed, and metrics are for this computer alone."""
    for path in CLOSED:
        for method in ("GET", "POST"):
            yield raw(server.address, f"{method} /_stcore/{path}")[0] == 404
    for header in FORWARDED:
        yield raw(server.address, "GET /_stcore/metrics", **{header: "127.0.0.1"})[0] == 403
    yield raw(server.address, "GET /_stcore/metrics")[0] == 200


def uploads_of_nobody(server: Server, times: int) -> Iterator[bool]:
    """An upload without an account is refused before its body, and costs no memory if it comes."""
    with Page(server.address) as page:
        page.run()
        for n in range(times):
            yield page.upload(f"f{n}", 45 * MB, body=False) == 403
        before = server.memory()
        for n in range(times):
            with suppress(httpx2.HTTPError):  # the server has hung up: whoever sends on is cut off
                page.upload(f"g{n}", 45 * MB)
        yield server.memory() - before < 20 * MB


def uploads_of_a_reader(server: Server) -> Iterator[bool]:
    """An account that may bring nothing is refused as nobody is."""
    with Page(server.address, "hoa") as page:
        page.run()
        yield page.upload("f", 45 * MB, body=False) == 403


def uploads_of_an_editor(server: Server) -> Iterator[bool]:
    """Who may bring files has a share, and it is given back when the page is gone."""
    with Page(server.address, "nam") as page, Page(server.address, "lan") as other:
        page.run()
        other.run()
        yield page.upload("small", 1000) == 204
        yield page.upload("large", 45 * MB) == 204
        yield page.upload("again", 45 * MB, body=False) == 413
        yield page.upload("unsaid", None, body=False) == 411
        with Page(server.address, "nam") as second:  # it is a person's share, and not a page's
            second.run()
            yield second.upload("large", 45 * MB, body=False) == 413
        yield other.upload("large", 45 * MB) == 204
        yield other.upload("more", 45 * MB, body=False) == 413
        yield server.held("upload bytes") > 90 * MB
    yield server.waits("upload bytes", 0)
    with Page(server.address, "nam") as page:
        page.run()
        yield page.upload("large", 45 * MB) == 204


def pages(server: Server, many: int) -> Iterator[bool]:
    """Guests that come and go push out no page of somebody who signed in."""
    with Page(server.address, "lan") as page:
        page.run()
        left = page.session
    with Page(server.address) as guest:
        guest.run()
        gone = guest.session
    for _ in range(many):
        with Page(server.address) as guest:
            guest.run()
    yield server.waits("guest pages", int(SETTINGS["ATLAS_GUESTS"]))
    with Page(server.address, session=gone) as guest:
        yield guest.run() != gone
    with Page(server.address, "lan", session=left) as page:
        yield page.run() == left


def attack(server: Server, times: int, many: int) -> None:
    """Send all of it, and keep what was seen."""
    every: dict[str, Callable[[], Iterator[bool]]] = {
        "messages": lambda: messages(server),
        "large messages": lambda: large_messages(server),
        "hosts": lambda: hosts(server),
        "addresses": lambda: addresses(server),
        "uploads of nobody": lambda: uploads_of_nobody(server, times),
        "uploads of a reader": lambda: uploads_of_a_reader(server),
        "uploads of an editor": lambda: uploads_of_an_editor(server),
        "pages that are left": lambda: pages(server, many),
    }
    for what, sent in every.items():
        server.say(what, sent())


def run(folder: Path, times: int, many: int) -> Server:
    """Attack a server of its own, and return what was seen."""
    accounts(folder)
    user(
        folder,
        "add",
        "hoa",
        "--role",
        "reader",
        "--title",
        "Hoa",
        "--password-stdin",
        "--as",
        "lan",
    )
    with served(folder, **SETTINGS) as address:
        server = Server(address, folder)
        attack(server, times, many)
    return server


def main() -> int:
    """Run it whole and print what was seen."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--times", type=int, default=10)
    reader.add_argument("--pages", type=int, default=300)
    given = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seen = run(Path(folder), given.times, given.pages).seen
    for what, (sent, wrong) in seen.items():
        print(f"{what:24}{sent:6} sent{wrong:6} answered wrongly")
    return int(any(wrong for _, wrong in seen.values()))


if __name__ == "__main__":
    raise SystemExit(main())
