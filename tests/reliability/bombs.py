"""Brings files that would take a computer's memory to a running server, and looks at what it does.

`uv run python tests/reliability/bombs.py [NAME ...]` starts a server of its own, signs in as one
who may bring anything, and brings each file of `tests/corpus/bomb_files.py` by the page. Meanwhile
somebody else changes the indicator of a map, again and again. It prints a row a file, and ends with
1 where the server grew by more than 100 MB, died, showed a traceback, or kept others waiting.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

import psutil
from corpus.bomb_files import LAYERS, SHEETS
from entering import MAP, SETTLED, account, map_of, signed_in
from playwright.sync_api import Browser, Page, sync_playwright
from served import LAPTOP, OFTEN, PAINTED, browser_or_skip, environment_of, served

MB = 2**20
MOST_GROWN = 100 * MB
MOST_SLOWED = 2.0
INDICATORS = ("Dân số", "Độ che phủ rừng")
PUT_AWAY = "Bỏ tệp này"
TOO_LONG = 660_000  # ms: beyond any limit of a reader


@dataclass(frozen=True)
class Tried:
    """What became of one file: how long it took, what was said, and how the server fared."""

    file: str
    seconds: float
    said: str
    grown: int  # bytes
    slowed: float  # times the usual change of indicator of somebody else

    @property
    def held(self) -> bool:
        return bool(self.said) and self.grown <= MOST_GROWN and self.slowed <= MOST_SLOWED


def main(names: Sequence[str]) -> int:
    print("| file | seconds | said | server grew by, MB | others took |\n|---|---|---|---|---|")
    broken = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_or_skip())
        for tried in bring(browser, names or [*SHEETS, *LAYERS]):
            grown = f"{tried.grown / MB:.0f}"
            row = (tried.file, f"{tried.seconds:.1f}", tried.said, grown, f"{tried.slowed:.2f} ×")
            print(f"| {' | '.join(row)} |", flush=True)
            broken += not tried.held
    print(f"\n{broken} did not hold.")
    return int(bool(broken))


def bring(browser: Browser, names: Sequence[str]) -> Iterator[Tried]:
    """Bring these files one after the other, and yield what became of each."""
    with tempfile.TemporaryDirectory() as where, pages(Path(where), browser) as (page_of, server):
        other = page_of(MAP)
        map_of(other)
        usual = median([change(other, n) for n in range(6)][2:])
        before = server.memory_info().rss
        for path, bombs in (("entry", SHEETS), ("boundaries", LAYERS)):
            page = signed_in(page_of, path)
            for name in (n for n in names if n in bombs):
                began = monotonic()
                give(page, name, bombs[name].make())
                slowed = [change(other, 0), change(other, 1)]
                said = answered(page)
                seconds = monotonic() - began
                page.get_by_role("button", name=PUT_AWAY).click()
                page.wait_for_selector("input[type=file]", state="attached")
                grown = server.memory_info().rss - before
                yield Tried(name, seconds, said, grown, median(slowed) / usual)


@contextmanager
def pages(folder: Path, browser: Browser) -> Iterator[tuple[Callable[..., Page], psutil.Process]]:
    """Run a server; give what opens a page of it in a session of its own, and its process."""
    contexts = []
    with served(folder) as url:
        account(environment_of(folder), "office")

        def opened(path: str, _address: str = "") -> Page:
            contexts.append(browser.new_context(viewport=LAPTOP, locale="vi-VN"))
            made = contexts[-1].new_page()
            made.set_default_timeout(TOO_LONG)
            made.goto(url + path)
            return made

        try:
            yield opened, psutil.Process(int((folder / "server.pid").read_text()))
        finally:
            for context in contexts:
                context.close()


def change(page: Page, turn: int) -> float:
    """Choose another indicator; return the seconds until the map shows it."""
    shown, wanted = map_of(page), INDICATORS[turn % 2]
    before = json.dumps(shown.evaluate(PAINTED), separators=(",", ":"))
    page.locator(SETTLED).wait_for()  # else the picker is drawn anew while it is typed into
    page.get_by_role("combobox", name="Chỉ tiêu").fill(wanted)
    began = monotonic()
    page.get_by_role("option", name=wanted).first.click()
    other = f"before => JSON.stringify(({PAINTED})()) !== before"
    shown.wait_for_function(other, arg=before, polling=OFTEN)
    return monotonic() - began


def give(page: Page, name: str, content: bytes) -> None:
    """Bring a file and wait until it is kept."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=PUT_AWAY).wait_for()


def answered(page: Page) -> str:
    """Return the first of what is said of the file, once it was read; nothing for a traceback."""
    page.locator(SETTLED).wait_for()
    if page.locator("[data-testid=stException]").count():
        return ""
    told = page.locator("tbody tr").first
    return " ".join(told.inner_text().split())[:90] if told.count() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
