"""Measures this checkout beside an earlier commit: the same visits in turn, and their ratio."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from servers import ROOT, Server, running
from visits import Taken, launched, visit

SIZES = (14, 1000)
VISITS = 15  # of each, two changes a visit
MOST = 1.10  # times the earlier commit's median: what still counts as not slower
BOX = 1  # the page's selection box that is the indicator
# Each makes its place by its own code: what a workspace looks like may have changed meanwhile.
MAKE = "import pathlib, sys, place; place.make(pathlib.Path(sys.argv[1]), int(sys.argv[2]))"


@contextmanager
def checkout(revision: str) -> Iterator[Path]:
    """Give a folder with the project as it was at a commit, until the block ends."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "then"
        _git("worktree", "add", "--detach", "--quiet", str(folder), revision)
        try:
            yield folder
        finally:
            _git("worktree", "remove", "--force", str(folder))


def _git(*command: str) -> None:
    subprocess.run(["git", *command], cwd=ROOT, check=True)


async def compare(then: Path, size: int, visits: int) -> dict[Path, Taken]:
    """Measure both checkouts at one size; who comes first changes from visit to visit."""
    taken = {then: Taken(), ROOT: Taken()}
    with ExitStack() as stack:
        started = {folder: stack.enter_context(_serving(folder, size)) for folder in taken}
        async with launched() as browser:
            for folder in taken:  # the first load of all warms the server and is not counted
                await visit(browser, started[folder], BOX, Taken())
            for turn in range(visits):
                for folder in sorted(taken, reverse=bool(turn % 2)):
                    await visit(browser, started[folder], BOX, taken[folder])
    return taken


@contextmanager
def _serving(checkout: Path, size: int) -> Iterator[Server]:
    """Run a checkout's app on its own made-up place, and leave nothing behind."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            [sys.executable, "-c", MAKE, str(folder), str(size)],
            cwd=checkout / "benchmarks",
            check=True,
        )
        variables = {
            "ATLAS_WORKSPACE": str(folder / "workspace"),
            "ATLAS_VAR": str(folder / "var"),
            "PYTHONPATH": str(checkout),
        }
        with running(checkout / "app.py", variables, folder / "log", checkout) as server:
            yield server


def heading(revision: str, visits: int) -> Iterator[str]:
    """Yield what is compared, and the head of the Markdown table."""
    yield f"This checkout beside {revision}: {visits} visits of each in turn, two changes a visit."
    yield f"Not slower: at most {MOST:.2f} times as long.\n"
    yield "| communes | what | then, s | now, s | ratio of medians | | visits without a map |"
    yield "|---" * 7 + "|"


def rows(size: int, then: Taken, now: Taken) -> Iterator[str]:
    """Yield a line for the first map and one for a change: medians, and their ratio."""
    for what, before, after in (
        ("first map", then.first, now.first),
        ("change of indicator", then.change, now.change),
    ):
        ratio = median(after) / median(before)
        cells = [
            size,
            what,
            f"{median(before):.2f}",
            f"{median(after):.2f}",
            f"{ratio:.2f}",
            "not slower" if ratio <= MOST else "SLOWER",
            f"{then.failed} then, {now.failed} now",
        ]
        yield "| " + " | ".join(map(str, cells)) + " |"
