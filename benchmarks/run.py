"""Measures the map beside other pages, or this checkout beside a commit; prints a table."""

import argparse
import asyncio
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

import against
import place
from servers import ROOT, Server, running
from visits import Taken, launched, visit
from xstatic.pkg import leaflet

SIZES = (14, 130, 1000)
REPEATS = 5
APPS = ("bare", "floor", "ours", "tutorial")
BOX = {
    "bare": 0,
    "floor": 1,
    "ours": 1,
    "tutorial": 0,
}  # which selection box of the page is the indicator
MOST_CHANGE, MOST_FIRST = 1.5, 1.4  # times the floor
MOST_FIXED = 6000  # bytes of the map's own message, beside one a commune


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", help="how many communes")
    parser.add_argument("--repeats", type=int, help="visits of each")
    parser.add_argument("--against", metavar="COMMIT", help="compare with this commit instead")
    asked = parser.parse_args()
    if asked.against:
        compare(asked.against, asked.sizes or against.SIZES, asked.repeats or against.VISITS)
    else:
        tabulate(asked.sizes or SIZES, asked.repeats or REPEATS)


def compare(commit: str, sizes: Sequence[int], visits: int) -> None:
    """Print how this checkout does beside a commit."""
    print("\n".join(against.heading(commit, visits)))
    with against.checkout(commit) as then:
        for size in sizes:
            taken = asyncio.run(against.compare(then, size, visits))
            print("\n".join(against.rows(size, taken[then], taken[ROOT])), flush=True)


def tabulate(sizes: Sequence[int], repeats: int) -> None:
    """Print the table of all apps, and whether the targets are met."""
    print("\n".join(heading(repeats)))
    results = {}
    for size in sizes:
        results[size] = asyncio.run(measure(size, repeats))
        print("\n".join(row(size, app, results[size]) for app in APPS), flush=True)
    print("\n".join(["", *(line for n, taken in results.items() for line in verdicts(n, taken))]))


async def measure(size: int, repeats: int) -> dict[str, Taken]:
    """Measure all apps at one size, in turn, so that a busy moment meets all of them."""
    taken = {app: Taken() for app in APPS}
    with servers(size) as started:
        async with launched() as browser:
            for app in APPS:  # the first load of all warms the server and is not counted
                await visit(browser, started[app], BOX[app], Taken())
            for _ in range(repeats):
                for app in APPS:
                    await visit(browser, started[app], BOX[app], taken[app])
        for app in APPS:
            taken[app].memory = started[app].megabytes
    return taken


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
