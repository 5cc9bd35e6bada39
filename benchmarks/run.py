"""Measures the map beside a page without one and beside a tutorial's map; prints a table."""

import argparse
import asyncio
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

import place
from browser import SIZE, Tab, changed, new_tab, opened
from playwright.async_api import Browser, async_playwright
from servers import ROOT, Server, running
from xstatic.pkg import leaflet

APPS = ("bare", "floor", "ours", "tutorial")
BOX = {
    "bare": 0,
    "floor": 1,
    "ours": 1,
    "tutorial": 0,
}  # which selection box of the page is the indicator
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MOST_CHANGE, MOST_FIRST = 1.5, 1.4  # times the floor
MOST_FIXED = 6000  # bytes of the map's own message, beside one a commune
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[14, 130, 1000])
    parser.add_argument("--repeats", type=int, default=5)
    asked = parser.parse_args()
    print("\n".join(heading(asked.repeats)))
    results = {}
    for size in asked.sizes:
        results[size] = asyncio.run(measure(size, asked.repeats))
        print("\n".join(row(size, app, results[size]) for app in APPS), flush=True)
    print("\n".join(["", *(line for n, taken in results.items() for line in verdicts(n, taken))]))


async def measure(size: int, repeats: int) -> dict[str, Taken]:
    """Measure all apps at one size, in turn, so that a busy moment meets all of them."""
    taken = {app: Taken() for app in APPS}
    with servers(size) as started:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=FLAGS
            )
            for app in APPS:  # the first load of all warms the server and is not counted
                await visit(browser, started[app], BOX[app], Taken())
            for _ in range(repeats):
                for app in APPS:
                    await visit(browser, started[app], BOX[app], taken[app])
            await browser.close()
        for app in APPS:
            taken[app].memory = started[app].megabytes
    return taken


async def visit(browser: Browser, server: Server, box: int, taken: Taken) -> None:
    """Open the app in a fresh browser, change the indicator and change it back.

    A map that does not come is counted, and a picture of the page is kept.
    """
    async with await browser.new_context(viewport=SIZE) as context:
        tab = await new_tab(context)
        try:
            await measured(tab, server, box, taken)
        except TimeoutError as error:
            taken.failed += 1
            kept = Path(tempfile.gettempdir()) / f"not_painted_{time.time():.0f}.png"
            await tab.page.screenshot(path=kept)
            print(f"{error}; see {kept}\n{server.last_words}", file=sys.stderr)


async def measured(tab: Tab, server: Server, box: int, taken: Taken) -> None:
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


@contextmanager
def servers(size: int) -> Iterator[dict[str, Server]]:
    """Run every app on the same made-up place, and leave nothing behind."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        made = place.make(folder, size)
        apps = shutil.copytree(Path(__file__).parent / "apps", folder / "apps")
        _static(apps / "static")
        scripts = {app: apps / f"{app}.py" for app in APPS} | {"ours": ROOT / "app.py"}
        variables = {
            "ATLAS_WORKSPACE": str(made.workspace),
            "BENCH_BOUNDARIES": str(made.boundaries),
            "BENCH_TABLE": str(made.table),
        }
        yield {
            app: stack.enter_context(
                running(script, variables | {"ATLAS_VAR": str(folder / app)}, folder / f"{app}.log")
            )
            for app, script in scripts.items()
        }


def _static(folder: Path) -> None:
    """Write what the tutorial's map would ask the internet for."""
    folder.mkdir()
    for name in ("leaflet.js", "leaflet.css"):
        shutil.copy(Path(leaflet.BASE_DIR) / name, folder)
    # Folium's legend is the only thing that needs d3: a stub that draws nothing will do.
    (folder / "d3.js").write_text(
        "window.d3 = new Proxy(function () {}, {\n"
        "  get: (_, name) => name === Symbol.toPrimitive ? () => 0 : d3, apply: () => d3 });\n"
    )


def heading(repeats: int) -> Iterator[str]:
    """Yield what is measured with, and the head of the Markdown table."""
    packages = ("streamlit", "streamlit-folium", "folium", "geopandas", "shapely", "playwright")
    yield f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}, " + (
        ", ".join(f"{p} {version(p)}" for p in packages)
    )
    yield f"{repeats} visits an app, two changes a visit; median (best).\n"
    yield (
        "| communes | app | first map, s | × floor | × bare | change, s | × floor | × bare | "
        "server's processor a change, s | websocket at load, kB | a change, kB | a change back, "
        "kB | the map's own message, B | server, MB | visits without a map |"
    )
    yield "|---" * 15 + "|"


def row(size: int, app: str, all_taken: dict[str, Taken]) -> str:
    """Return one app's line of the table."""
    taken = all_taken[app]
    beside = [all_taken[other] for other in ("floor", "bare")]
    cells = [
        size,
        app,
        _seconds(taken.first),
        *(f"{median(taken.first) / median(other.first):.2f}" for other in beside),
        _seconds(taken.change),
        *(f"{median(taken.change) / median(other.change):.2f}" for other in beside),
        f"{median(taken.processor):.2f}",
        *(f"{median(b) / 1000:.1f}" for b in (taken.load, taken.bytes, taken.again)),
        max(taken.own, default="–"),
        f"{taken.memory:.0f}",
        taken.failed,
    ]
    return "| " + " | ".join(map(str, cells)) + " |"


def _seconds(values: Sequence[float]) -> str:
    return f"{median(values):.2f} ({min(values):.2f})"


def verdicts(size: int, taken: dict[str, Taken]) -> Iterator[str]:
    """Yield of each target whether it is met."""
    ours, floor = taken["ours"], taken["floor"]
    ratios = (
        ("change", median(ours.change) / median(floor.change), MOST_CHANGE),
        ("first map", median(ours.first) / median(floor.first), MOST_FIRST),
    )
    for what, ratio, most in ratios:
        verdict = "met" if ratio <= most else "MISSED"
        yield f"- {size} communes, {what} ≤ {most} × floor: {ratio:.2f}, {verdict}"
    own, most = max(ours.own), size + MOST_FIXED
    verdict = "met" if own <= most else "MISSED"
    yield f"- {size} communes, the map's message ≤ {most} B: {own}, {verdict}"


if __name__ == "__main__":
    main()
