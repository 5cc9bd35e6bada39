"""The real app on a real server, and a real browser to look at it with."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from data.ledger.database import Database
from data.records import shipped, store

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "data" / "dien_bien_dong"
REQUIRED = "ATLAS_REQUIRE_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # no outside host can be reached
]
LAPTOP = {"width": 1280, "height": 800}
TABLET = {"width": 820, "height": 1180}
# What Streamlit itself says: features its frame asks for, two files that it first looks for
# beside a page that is opened by a deep link, and the last word of a map's frame to a page that
# has just left it. "Canvas2D" is about these tests, which read what is painted.
KNOWN = re.compile(
    r"Unrecognized feature|allow-scripts and allow-same-origin|status of 404|Canvas2D: Multiple"
    r"|message for unregistered ComponentInstance"
)
STARTED = 60  # seconds a server may take until it answers

# What a map's frame shows, read from the pixels that are painted where each area has its name.
PAINTED = """() => {
  const a = window.map?.atlas, canvas = document.querySelector("canvas");
  if (!a?.areas.length || !canvas) return null;
  const context = canvas.getContext("2d"), sharp = canvas.width / canvas.clientWidth;
  const corner = canvas.getBoundingClientRect(), box = a.box.getBoundingClientRect();
  const found = {};
  for (const area of a.areas) {
    const at = a.map.latLngToContainerPoint(area.middle);
    const x = (at.x + box.left - corner.left) * sharp, y = (at.y + box.top - corner.top) * sharp;
    const [r, g, b, opaque] = context.getImageData(x, y, 1, 1).data;
    if (!opaque) return null;
    found[area.id] = "#" + [r, g, b].map(v => v.toString(16).padStart(2, "0")).join("");
  }
  return found;
}"""

OFTEN = 100  # ms between two looks at that: each frame would else be drawn for it, and read

# Where on the page to tap an area: its name's place, in pixels of the frame.
PLACE = """id => {
  const a = window.map.atlas, at = a.map.latLngToContainerPoint(a.byId.get(id).middle);
  const box = a.box.getBoundingClientRect();
  return [at.x + box.left, at.y + box.top];
}"""


def executable() -> str | None:
    """Return the path of a browser of this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def browser_or_skip() -> str:
    """Return the path of a browser; without one skip, or fail where one is required."""
    found = executable()
    if found is None:
        reason = f"no browser on the path ({', '.join(NAMES)})"
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set, and there is {reason}")
        pytest.skip(reason)
    return found


@contextmanager
def chromium() -> Iterator[Any]:
    """Give a real browser, which can reach no host but the servers of this machine."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as pw:
        opened = pw.chromium.launch(executable_path=browser_or_skip(), args=FLAGS)
        yield opened
        opened.close()


def environment_of(folder: Path) -> dict[str, str]:
    """Return what a server of its own folder is told, and every command that speaks with it.

    Its ledger is there and holds what the shipped workspace says: each would else fill its own.
    """
    kept = folder / "var" / "dien_bien_dong.sqlite"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(_filled())
    return {"ATLAS_VAR": str(kept.parent), "PYTHONUNBUFFERED": "1"}


@cache
def _filled() -> bytes:
    """Return the file of a ledger as it is after its first start."""
    with tempfile.TemporaryDirectory() as folder:
        file, files = Path(folder) / "ledger.sqlite", store.load(SHIPPED)
        database = Database(f"sqlite:///{file}", files.settings.id)
        shipped.bring(database, SHIPPED, files)
        database.close()
        return file.read_bytes()


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(
    folder: Path,
    base: str = "",
    port: int | None = None,
    listens: str = "127.0.0.1",
    **environment: str,
) -> Iterator[str]:
    """Run app.py on a free port, under a base path; its own files in `folder`. Give its address."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}{base}"
    own = {**environment_of(folder), **environment}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    where = [f"--server.address={listens}", "--browser.serverAddress=127.0.0.1"]
    folder.mkdir(parents=True, exist_ok=True)
    log = (folder / "server.log").open("w+")
    process = subprocess.Popen(
        [*command, *where, f"--server.baseUrlPath={base}"],
        cwd=ROOT,
        env=os.environ | own,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    (folder / "server.pid").write_text(str(process.pid))
    try:
        wait_until_it_answers(f"{address}/_stcore/health", process, log.name)
        yield address
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes], log: str) -> None:
    pause = threading.Event()
    for _ in range(STARTED * 10):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5)
            return
        except OSError:
            pause.wait(0.1)
    raise AssertionError(Path(log).read_text("utf-8"))


def map_frame(page):
    """Return the frame of a page's map, once it shows the map's own document.

    The empty one before it ends without a word, and what waits in it would wait for ever.
    """
    frame = page.wait_for_selector("iframe[src*=st_folium]").content_frame()
    frame.wait_for_url("**/index.html*")
    return frame
