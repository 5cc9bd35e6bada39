"""Visits an app as a reader does, with a browser that has kept nothing, and keeps what it took."""

import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from browser import SIZE, Tab, changed, new_tab, opened
from playwright.async_api import Browser, Error, async_playwright
from servers import Server

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LIMIT = 40.0  # seconds until a map that does not come is given up


@dataclass
class Taken:
    """What was measured of one app at one size."""

    first: list[float] = field(default_factory=list)  # seconds
    change: list[float] = field(default_factory=list)  # seconds
    load: list[int] = field(default_factory=list)  # bytes by the websocket
    bytes: list[int] = field(default_factory=list)  # of a change to what was not yet shown
    again: list[int] = field(default_factory=list)  # of a change back
    own: list[int] = field(default_factory=list)  # of the map's message alone
    processor: list[float] = field(default_factory=list)  # seconds of the server, a change
    memory: float = 0.0  # MB
    failed: int = 0  # visits in which a map did not come within LIMIT


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """Give a browser until the block ends."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        yield browser
        await browser.close()


async def visit(browser: Browser, server: Server, box: int, taken: Taken) -> None:
    """Open the app in a fresh browser, change the indicator and change it back.

    `box` says which selection box of the page is the indicator. A map that does not come is
    counted, and a picture of the page is kept.
    """
    async with await browser.new_context(viewport=SIZE) as context:
        tab = await new_tab(context)
        try:
            await _measured(tab, server, box, taken)
        except TimeoutError as error:
            taken.failed += 1
            kept = Path(tempfile.gettempdir()) / f"not_painted_{time.time():.0f}.png"
            print(f"{error}; see {kept}\n{server.last_words}", file=sys.stderr)
            with suppress(Error):  # of a busy machine no picture may be had either
                await tab.page.screenshot(path=kept)


async def _measured(tab: Tab, server: Server, box: int, taken: Taken) -> None:
    """Take the times and the bytes of one visit."""
    taken.first.append(await opened(tab, server.address, LIMIT))
    taken.load.append(tab.received)
    for hue, sizes in (("Greens", taken.bytes), ("Reds", taken.again)):
        before = server.processor_seconds
        taken.change.append(await changed(tab, hue, box, LIMIT))
        taken.processor.append(server.processor_seconds - before)
        sizes.append(tab.received)
        if tab.map_message is not None:
            taken.own.append(tab.map_message)
