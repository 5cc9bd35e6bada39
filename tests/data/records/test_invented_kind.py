"""A new kind of record is one folder, a page, a migration, its words and a line in the registry.

`docs/adding-a-record.md` tells this as a story.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import ledgers
import pytest
from served import browser_or_skip

ROOT = Path(__file__).parents[3]
INVENTED = Path(__file__).with_name("invented")
HOUSE = (
    "app.py",
    "components",
    "data",
    "geo",
    "pages",
    "tests",
    "pyproject.toml",
    ".streamlit",
    "CONTRIBUTING.md",
)
MIGRATIONS = "data/ledger/migrations/versions"
CATALOGUE = "data/words/locale/vi.po"


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@office.example")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Return a copy of the program, kept in a git of its own, to which the kind was added."""
    folder = tmp_path_factory.mktemp("copy")
    for name in HOUSE:
        source = ROOT / name
        if source.is_dir():
            unwanted = shutil.ignore_patterns("__pycache__", "secrets.toml")
            shutil.copytree(source, folder / name, ignore=unwanted)
        else:
            shutil.copy(source, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "The program as it is")
    added(folder)
    git(folder, "add", "-A")
    return folder


def added(folder: Path) -> None:
    """Add the invented kind, as `docs/adding-a-record.md` says."""
    shutil.copytree(INVENTED / "visits", folder / "data/records/visits")
    shutil.copy(INVENTED / "10_visits.py", folder / "pages")
    before = max(file.stem[:4] for file in (folder / MIGRATIONS).glob("[0-9]*.py"))
    number = f"{int(before) + 1:04}"
    text = (INVENTED / "0003_visits.py").read_text("utf-8")
    text = text.replace('"0003"', f'"{number}"').replace('"0002"', f'"{before}"')
    (folder / MIGRATIONS / f"{number}_visits.py").write_text(text, "utf-8")
    registry = folder / "data/records/registry.py"
    named = registry.read_text("utf-8")
    registry.write_text(named.replace('    "decisions",\n', '    "decisions",\n    "visits",\n'))
    catalogue = folder / CATALOGUE
    said = catalogue.read_text("utf-8")
    for word, translated in json.loads((INVENTED / "vi.json").read_text("utf-8")).items():
        if not re.search(f'^msgid "{re.escape(word)}"$', said, re.MULTILINE):
            said += f'\nmsgid "{word}"\nmsgstr "{translated}"\n'
    catalogue.write_text(said, "utf-8")


def test_adding_it_touches_its_folder_a_page_a_migration_its_words_and_one_line(copy):
    rows = git(copy, "diff", "--cached", "--numstat").splitlines()
    changed = {name: (int(more), int(less)) for more, less, name in map(str.split, rows)}
    new = {
        name
        for name, (_, less) in changed.items()
        if name not in git(copy, "ls-tree", "-r", "--name-only", "HEAD").split() and not less
    }
    assert {re.sub(r"\d{4}_", "", name) for name in new} == {
        "data/records/visits/__init__.py",
        "pages/10_visits.py",
        f"{MIGRATIONS}/visits.py",
    }
    assert set(changed) - new == {CATALOGUE, "data/records/registry.py"}
    assert changed["data/records/registry.py"] == (1, 0)
    assert changed[CATALOGUE][1] == 0


def test_it_lives_its_whole_life_on_each_kind_of_database_and_on_a_page_by_the_house_s_laws(copy):
    ledgers.binaries_or_skip()
    browser_or_skip()
    shutil.copy(INVENTED / "life_of_visits.py", copy / "tests/test_visits.py")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
    laws = ["tests/house/test_architecture.py", "tests/data/ledger/test_database.py"]
    chosen = "test_visits or not postgresql and not reason and not machine"
    own = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    done = subprocess.run(
        [*command, "tests/test_visits.py", *laws, "-k", chosen],
        cwd=copy, env=own, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "skipped" not in done.stdout.splitlines()[-1]
