"""Times a page by what is seen of it: the browser's own frames, and what its websocket brings."""

import asyncio
import base64
import contextlib
import io
import re
import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image
from playwright.async_api import BrowserContext, CDPSession, Error, Page, ViewportSize

SIZE = ViewportSize(width=1180, height=820)  # a tablet of ten inches, held wide
OTHER = {"Reds": "Greens", "Greens": "Reds"}
QUIET = 1.0  # seconds without a change of the picture, after which it counts as final
PAINT = b"atlas.paint("  # only in the message that holds our map
PICTURES = {"format": "jpeg", "quality": 60, "maxWidth": 472, "maxHeight": 328}
SCRIPT = """
addEventListener('click', () => top.clicked = performance.timeOrigin + performance.now(), true);
if (top === self) addEventListener('DOMContentLoaded', () => {
  // A browser drops frames that are not fetched in time: a dot that blinks brings the next one.
  const dot = document.documentElement.appendChild(document.createElement('i'));
  dot.style.cssText = 'position:fixed;left:0;top:0;width:1px;height:1px;background:#000';
  setInterval(() => dot.hidden = !dot.hidden, 50);
});
"""


@dataclass(frozen=True)
class Frame:
    """How much of the page was painted in each hue, at a moment of the wall clock."""

    at: float
    shares: dict[str, float]


@dataclass
class Tab:
    """An open page, its frames and its messages since they were last cleared."""

    page: Page
    session: CDPSession
    frames: list[Frame] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)
    tasks: set[Any] = field(default_factory=set)

    def clear(self) -> None:
        self.frames.clear()
        self.messages.clear()

    @property
    def received(self) -> int:
        """Return the bytes of all messages, before the websocket compresses them."""
        return sum(map(len, self.messages))

    @property
    def map_message(self) -> int | None:
        """Return the bytes of the largest message that paints our map, if any came."""
        return max((len(m) for m in self.messages if PAINT in m), default=None)

    def on_message(self, event: dict[str, Any]) -> None:
        response = event["response"]
        text = response["payloadData"]
        binary = response["opcode"] == 2
        self.messages.append(base64.b64decode(text) if binary else text.encode())

    def on_frame(self, event: dict[str, Any]) -> None:
        task = asyncio.ensure_future(self._acknowledge(event["sessionId"]))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        picture = Image.open(io.BytesIO(base64.b64decode(event["data"]))).convert("RGB")
        self.frames.append(Frame(event["metadata"]["timestamp"], _shares(picture)))

    async def _acknowledge(self, number: int) -> None:
        with contextlib.suppress(Error):  # the page may be gone by now
            await self.session.send("Page.screencastFrameAck", {"sessionId": number})


def _shares(picture: Image.Image) -> dict[str, float]:
    red, green, blue = np.asarray(picture, dtype=np.int16).transpose(2, 0, 1)
    return {
        "Reds": float(((red - green > 30) & (red - blue > 30)).mean()),
        "Greens": float(((green - red > 25) & (green - blue > 15)).mean()),
    }


async def new_tab(context: BrowserContext) -> Tab:
    """Return an empty page that keeps its frames and its messages from now on."""
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    tab = Tab(page, session)
    await session.send("Network.enable")
    session.on("Network.webSocketFrameReceived", tab.on_message)
    session.on("Page.screencastFrame", tab.on_frame)
    await page.add_init_script(SCRIPT)
    return tab


async def opened(tab: Tab, address: str, limit: float) -> float:
    """Go to an address; return the seconds from the start of that to the painted map."""
    await tab.page.goto(address, wait_until="domcontentloaded")
    # Not sooner: frames asked of the empty page before may end with it. Nothing is painted yet.
    await tab.session.send("Page.startScreencast", PICTURES)
    start = float(await tab.page.evaluate("performance.timeOrigin")) / 1000
    return await painted(tab, "Reds", start, limit) - start


async def changed(tab: Tab, hue: str, which: int, limit: float) -> float:
    """Choose the indicator of this hue in the page's box number `which`; return the seconds."""
    tab.clear()
    own = tab.page.locator("#pick-indicator")  # of this app; others have Streamlit's own box
    box = own if await own.count() else tab.page.get_by_role("combobox").nth(which)
    await box.fill(hue)
    option = tab.page.get_by_role("option", name=re.compile(f"^{hue}"))
    await option.wait_for()
    await option.click()
    click = float(await tab.page.evaluate("top.clicked")) / 1000
    return await painted(tab, hue, click, limit) - click


async def painted(tab: Tab, hue: str, since: float, limit: float) -> float:
    """Return when the hue first covered 90 % of what it covers in the end, and its other did not.

    A picture that is painted, vanishes and comes back counts from its coming back.
    """
    end = time.time() + limit
    while time.time() < end:
        await asyncio.sleep(0.05)
        frames = [f for f in tab.frames if f.at >= since]
        if not frames or not _shows(frames[-1], hue, 0.02):
            continue
        final = frames[-1].shares[hue]
        late = max((n for n, f in enumerate(frames) if not _shows(f, hue, 0.9 * final)), default=-1)
        if time.time() - frames[late + 1].at > QUIET:
            return frames[late + 1].at
    raise TimeoutError(f"{hue} was not painted within {limit:.0f} s")


def _shows(frame: Frame, hue: str, share: float) -> bool:
    own, other = frame.shares[hue], frame.shares[OTHER[hue]]
    return own >= share and other <= 0.5 * own
