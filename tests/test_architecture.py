"""The arrows between rooms, and what is done in one place only: to change one, change it here."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "geo": {
        "geo", "branca", "folium", "geopandas", "mapclassify", "numpy", "pandas", "pyarrow",
        "pyogrio", "pyproj", "shapely", "xstatic",
    },
    "data": {"data", "geo", "alembic", "argon2", "babel", "geopandas", "itsdangerous", "numpy",
             "openpyxl", "pandas", "psycopg", "pydantic", "pydantic_core", "pyproj",
             "python_calamine", "shapely", "sqlalchemy", "yaml"},
    "components": {"components", "data", "geo", "folium", "markupsafe", "pandas", "sqlalchemy",
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
    r"st\.cache_": "components/cached.py",
    r"\bst\.query_params": ("components/address.py", "components/language.py"),
    r"import st_folium": "components/map_view.py",
    r"\.digitize\(": "geo/scale.py",
    r"mapclassify": "geo/scale.py",
    r"(import|from) pyogrio|\bgpd\.read_file": "geo/gdal.py",  # else a file chooses its reader
    r"unsafe_allow_html": (),
}
LAUNCHED = (
    "components.assets",
    "components.routes",
    "components.sign_in",
)  # what app.py imports before a run


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


@pytest.mark.parametrize("file", FILES, ids=name)
def test_imports_follow_the_arrows(file):
    room = file.relative_to(ROOT).parts[0]
    wrong = set(imported(file)) - MAY_IMPORT[room]
    assert not wrong, f"{room} may not import {sorted(wrong)}"


@pytest.mark.parametrize("file", sorted(ROOT.glob("pages/*.py")), ids=name)
def test_no_page_imports_another(file):
    assert not [module for module in imported(file, whole=True) if module.startswith("pages")]


@pytest.mark.parametrize("file", [*FILES, *sorted(ROOT.glob("tests/*.py"))], ids=name)
def test_every_file_says_what_it_is_for(file):
    first = (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").partition("\n")[0]
    assert len(first) > 15, "the first line says what the file is for"


@pytest.mark.parametrize(("pattern", "home"), ONLY_IN.items(), ids=ONLY_IN)
def test_some_things_are_done_in_one_place(pattern, home):
    homes = (home,) if isinstance(home, str) else home
    found = [name(f) for f in FILES if re.search(pattern, f.read_text("utf-8"))]
    assert set(found) <= set(homes)


def test_the_launcher_reaches_no_component_that_must_wait_for_a_run():
    """A component of streamlit_folium's kind that is declared too early answers 404 for good."""
    seen: set[str] = set()
    waiting = list(LAUNCHED)
    while waiting:
        module = waiting.pop()
        file = ROOT / (module.replace(".", "/") + ".py")
        if module in seen or not file.exists():
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


def test_no_file_names_the_machine_it_was_written_on():
    texts = [
        p for p in ROOT.rglob("*") if p.suffix in {".py", ".md", ".toml", ".yaml", ".css", ".js"}
    ]
    kept = [p for p in texts if not {".venv", "var", ".git"} & set(p.relative_to(ROOT).parts)]
    wrong = [
        name(p) for p in kept if re.search(r"/(work|home|root|tmp)/[a-z]", p.read_text("utf-8"))
    ]
    assert not wrong
