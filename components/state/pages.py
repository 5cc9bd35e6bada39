"""The pages: each is one file of `pages/`, which says of itself what the rest must know of it.

A page is a script, so what it says is read without running it: its line `PAGE = Page(…)`, with
the imports that this line names, and nothing else.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.accounts.sessions import Session

FOLDER = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True)
class Page:
    """What a page says of itself; its name and its place in the menu are those of its file.

    `keeps`: the reader's choices that it shows, which the address carries from page to page.
    `of_use`: whom it is of use to, of those who are signed in; none: everybody, signed in or not.
    `form`: what is typed there must not be lost to a new state of the ledger.
    `tab`: the choice whose name the browser's tab says.
    """

    title: str
    keeps: tuple[str, ...] = ()
    of_use: Callable[[Session], bool] | None = None
    form: bool = False
    tab: str = ""

    def is_of_use(self, session: Session | None) -> bool:
        """Say whether it has a place in the menu of this reader; a deep link says who may."""
        return self.of_use is None or (session is not None and self.of_use(session))


def files() -> dict[str, Path]:
    """Return the file of each page by the page's name, in the order of their numbers."""
    numbered = sorted(FOLDER.glob("[0-9]*_*.py"), key=lambda f: int(f.stem.partition("_")[0]))
    return {file.stem.partition("_")[2]: file for file in numbered}


def declared() -> dict[str, Page]:
    """Return what each page says of itself, by its name, in the order of the menu."""
    return {name: _read(file, file.stat().st_mtime_ns) for name, file in files().items()}


def at(path: str) -> Page | None:
    """Return the page at this path of the app: its name; the first page is at the empty one."""
    found = declared()
    return found.get(path or next(iter(found)))


@cache
def _read(file: Path, _changed: int) -> Page:
    body = ast.parse(file.read_text("utf-8")).body
    line = next((node for node in body if _declares(node)), None)
    assert line is not None, f"{file.name} has no line PAGE = Page(…)"
    names = {node.id for node in ast.walk(line) if isinstance(node, ast.Name)}
    imports = [
        node
        for node in body
        if isinstance(node, ast.ImportFrom) and names & {a.asname or a.name for a in node.names}
    ]
    said: dict[str, Any] = {}
    exec(compile(ast.Module([*imports, line], []), str(file), "exec"), said)
    found: Page = said["PAGE"]
    return found


def _declares(node: ast.stmt) -> bool:
    match node:
        case ast.Assign(targets=[ast.Name(id="PAGE")]):
            return True
    return False
