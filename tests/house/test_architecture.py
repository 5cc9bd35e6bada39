"""The arrows between rooms, and what is done in one place only.

The order of the rooms is the drawing in `CONTRIBUTING.md`: to change an arrow, change it there.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from data.records import registry

ROOT = Path(__file__).parents[2]
MAY_IMPORT = {
    "geo": {
        "geo", "branca", "folium", "geopandas", "mapclassify", "numpy", "pandas", "pyarrow",
        "pyogrio", "pyproj", "shapely", "xstatic",
    },
    "data": {"data", "geo", "alembic", "argon2", "babel", "geopandas", "itsdangerous", "numpy",
             "openpyxl", "pandas", "psutil", "psycopg", "pydantic", "pydantic_core", "pyproj",
             "shapely", "sqlalchemy", "xlrd", "yaml"},
    "components": {"components", "data", "geo", "folium", "markupsafe", "pandas", "segno",
                   "starlette", "streamlit", "streamlit_folium"},
    "pages": {"components", "data", "geo", "streamlit"},
    "app.py": {"components", "pages", "data", "geo", "streamlit"},
}  # fmt: skip
SCRIPTS = ROOT / "data" / "dien_bien_dong"  # what made the workspace; nothing imports it
FILES = [
    file
    for room in MAY_IMPORT
    for file in sorted((ROOT / room).rglob("*.py") if "." not in room else [ROOT / room])
    if SCRIPTS not in file.parents
]
ONLY_IN = {
    r"st\.cache_": "components/state/cached.py",
    r"\bst\.query_params": ("components/state/address.py", "components/state/language.py"),
    r"import st_folium": "components/map/view.py",
    r"\.digitize\(": "geo/map/scale.py",
    r"mapclassify": "geo/map/scale.py",
    r"(import|from) pyogrio|\bgpd\.read_file": "geo/files/gdal.py",  # a file chooses none
    r"unsafe_allow_html": (),
    # What these give has an address that anybody may read who has it: see the test of them below.
    r"\.download_button\(": (
        "components/tables/pack.py", "components/tables/taking.py", "components/entry/blank.py",
    ),
    r"\.(image|logo|audio|video|pdf)\(": (),
    r"pages/\d|\d_[a-z]+\.py": (),  # a link leads to a page by its name
    # The computer's own zone says nothing of a place: its clock does.
    r"\.astimezone\(": ("data/catalogue/clock.py", "data/ledger/schema.py"),
    r"\.today\((?<!clock\.today\()|\.now\(\)|\.fromtimestamp\([^,]*\)": (),
}  # fmt: skip
FRAMES = {"figures", "targets", "statuses", "generations"}  # of a snapshot
ASK_OF_FIGURES = ("components/", "pages/", "data/commands/", "data/outputs/", "data/intake/")
# What a file is of that not everybody may have, and what leads to it.
RESTRICTED = ("data.ledger", "data.accounts", "data.records", "data.intake",
              "components.state.signed_in")  # fmt: skip
DRAWING = "app.py ─▶"  # how the picture of the house begins in CONTRIBUTING.md


def module(file: Path) -> str:
    """Return what a file is imported as."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module(file): file for file in FILES}


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def imported(file: Path, *, whole: bool = False) -> Iterator[str]:
    """Yield what a file imports, but for the standard library: top names, or whole ones."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        found = []
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for module in found:
            if module.split(".")[0] not in sys.stdlib_module_names:
                yield module if whole else module.split(".")[0]


@cache
def reached(file: Path) -> set[str]:
    """Return the modules of the house that a file imports; of a room, the one that is meant."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            found |= {one if one in MODULES else node.module for one in whole.values()}
    return (found & set(MODULES)) - {module(file)}


def drawn() -> dict[str, list[str]]:
    """Return the rooms within each room as they are drawn, from the top down."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    picture = text[text.index(DRAWING) :].partition("```")[0]
    rows = re.findall(r"^(\w+)/ +(.*─▶.*(?:\n +─▶.*)*)$", picture, re.MULTILINE)
    return {house: re.findall(r"\w+", rooms) for house, rooms in rows}


ROOMS = drawn()


def room_of(found: str) -> str:
    """Return the room of a module within its house; empty for one that lies loose beside rooms."""
    house, _, rest = found.partition(".")
    room = rest.partition(".")[0]
    return room if room in ROOMS.get(house, ()) else ""


def launched() -> list[str]:
    """Return what the launcher imports before a run."""
    top = ast.parse((ROOT / "app.py").read_text("utf-8")).body
    outside = [node for node in top if isinstance(node, ast.ImportFrom) and node.module]
    return [f"{n.module}.{a.name}" for n in outside for a in n.names] + [n.module for n in outside]


@pytest.mark.parametrize("file", FILES, ids=name)
def test_imports_follow_the_arrows(file):
    room = file.relative_to(ROOT).parts[0]
    wrong = set(imported(file)) - MAY_IMPORT[room]
    assert not wrong, f"{room} may not import {sorted(wrong)}"


def test_every_room_is_in_the_drawing():
    there = {
        house: {p.name for p in (ROOT / house).iterdir() if list(p.glob("*.py"))} for house in ROOMS
    }
    assert there == {house: set(rooms) for house, rooms in ROOMS.items()}


@pytest.mark.parametrize("file", [f for f in FILES if room_of(module(f))], ids=name)
def test_arrows_between_the_rooms_of_a_house_go_one_way(file):
    own = module(file)
    house, room = own.partition(".")[0], room_of(own)
    above = ROOMS[house][: ROOMS[house].index(room)]
    wrong = {m for m in reached(file) if m.partition(".")[0] == house and room_of(m) in above}
    assert not wrong, f"{house}/{room} lies below {sorted(wrong)}"


def test_what_lies_loose_beside_rooms_lies_above_or_below_them_all():
    for own, file in MODULES.items():
        house = own.partition(".")[0]
        if house not in ROOMS or room_of(own) or own == house:
            continue
        up = [m for m, f in MODULES.items() if room_of(m) and own in reached(f)]
        down = [m for m in reached(file) if m.partition(".")[0] == house and room_of(m)]
        assert not (up and down), own


def test_no_module_reaches_itself():
    order: list[str] = []
    above: list[str] = []

    def visit(found: str) -> None:
        assert found not in above, " ─▶ ".join([*above[above.index(found) :], found])
        if found not in order:
            above.append(found)
            for one in sorted(reached(MODULES[found])):
                visit(one)
            order.append(above.pop())

    for found in MODULES:
        visit(found)


# Besides a kind's own folder, its migrations and its page: the files of a workspace and workbooks,
# which have words of their own for what they hold, and what draws or counts one kind.
OF_ONE_KIND = {
    "data/commands/checking.py", "data/commands/tables.py", "data/commands/workspaces.py",
    "data/figures/filled_in.py", "data/figures/known.py", "data/figures/templates.py",
    "data/intake/deciding/preview.py", "data/intake/deciding/typed.py",
    "data/intake/understanding/layout.py",
    "data/intake/understanding/sheet.py", "data/ledger/schema.py", "data/records/files.py",
    "data/records/holdings.py", "data/records/registry.py", "data/records/shipped.py",
    "data/records/snapshot.py", "data/records/store.py", "components/entry/by_hand.py",
    "components/tables/about.py",
}  # fmt: skip


def test_a_kind_of_record_is_named_in_its_own_folder_and_in_few_other_places():
    kinds, found = {kind.name for kind in registry.KINDS}, set()
    folders = tuple(f"data/records/{folder}/" for folder in registry.FOLDERS)
    for file in FILES:
        own, text = name(file), file.read_text("utf-8")
        if own.startswith((*folders, "data/ledger/migrations/", "pages/")):
            continue
        tree = ast.walk(ast.parse(text))
        spelled = {n.value for n in tree if isinstance(n, ast.Constant) and n.value in kinds}
        declared = [m for m in reached(file) if f"{m.replace('.', '/')}/".startswith(folders)]
        asked = "KIND" in text and any(m.count(".") == 2 for m in declared)
        found |= {own} if spelled or asked else set()
    assert found == OF_ONE_KIND


@pytest.mark.parametrize("file", sorted(ROOT.glob("pages/*.py")), ids=name)
def test_no_page_imports_another(file):
    assert not [module for module in imported(file, whole=True) if module.startswith("pages")]


@pytest.mark.parametrize("file", [*FILES, *sorted(ROOT.glob("tests/**/*.py"))], ids=name)
def test_every_file_says_what_it_is_for(file):
    first = (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").partition("\n")[0]
    assert len(first) > 15, "the first line says what the file is for"


@pytest.mark.parametrize(("pattern", "home"), ONLY_IN.items(), ids=ONLY_IN)
def test_some_things_are_done_in_one_place(pattern, home):
    homes = (home,) if isinstance(home, str) else home
    found = [name(f) for f in FILES if re.search(pattern, f.read_text("utf-8"))]
    assert set(found) <= set(homes)


def test_who_shows_figures_asks_for_them_and_reads_no_frame():
    """What stands behind the figures of one indicator is the business of `data/figures` alone."""
    found = [
        f"{name(file)}:{node.lineno} .{node.attr}"
        for file in FILES
        if name(file).startswith(ASK_OF_FIGURES)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in FRAMES
        if ast.unparse(node.value) not in _modules(file)
    ]
    assert not found


def _modules(file: Path) -> set[str]:
    """Return the names under which a file holds modules and what else it imports."""
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    several = [n.names for n in nodes if isinstance(n, ast.Import | ast.ImportFrom)]
    return {alias.asname or alias.name for names in several for alias in names}


@pytest.mark.parametrize("giving", ONLY_IN[r"\.download_button\("])
def test_what_anybody_may_save_is_made_of_what_everybody_may_read(giving):
    file = ROOT / giving
    wrong = [m for m in imported(file, whole=True) if m.startswith(RESTRICTED)]
    called = {
        n.attr for n in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(n, ast.Attribute)
    }
    assert not wrong
    assert not called & {"database", "ledger", "session_state"}


def test_what_opens_reads_and_writes_the_ledger_is_a_function_of_data():
    found = [
        f"{name(file)}:{node.lineno} .{node.attr}"
        for file in FILES
        if name(file).startswith(("components/", "pages/"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"reading", "writing", "filling"}
    ]
    assert not found


def test_the_launcher_reaches_no_component_that_must_wait_for_a_run():
    """A component of streamlit_folium's kind that is declared too early answers 404 for good."""
    seen: set[str] = set()
    waiting = launched()
    while waiting:
        module = waiting.pop()
        file = MODULES.get(module)
        if module in seen or file is None:
            continue
        seen.add(module)
        waiting += imported(file, whole=True)
        assert "streamlit_folium" not in set(imported(file)), module


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"].values()
    wanted = [*project["project"]["dependencies"], *(d for g in groups for d in g)]
    reasons = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    missing = [w for w in wanted if f"`{re.split(r'[<>=[]', w)[0]}`" not in reasons]
    assert not missing


def test_tests_that_ask_what_day_it_is_are_run_on_other_days_too():
    """Only a server that tests start keeps the clock of the computer."""
    texts = {file: file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py")}
    wrong = [
        file.name
        for file, text in texts.items()
        if re.search(r"\b(datetime\.now|date\.today)\(", text)
        and not re.search(r"\bmark\.clock\b|^from (served|signing_in) import", text, re.MULTILINE)
    ]
    assert not wrong


def test_no_file_names_the_machine_it_was_written_on():
    texts = [
        p for p in ROOT.rglob("*") if p.suffix in {".py", ".md", ".toml", ".yaml", ".css", ".mjs"}
    ]
    kept = [p for p in texts if not {".venv", "var", ".git"} & set(p.relative_to(ROOT).parts)]
    wrong = [
        name(p) for p in kept if re.search(r"/(work|home|root|tmp)/[a-z]", p.read_text("utf-8"))
    ]
    assert not wrong
