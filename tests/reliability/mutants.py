"""Mistakes that somebody might make, each made in a copy of the program: do the tests notice?

`python tests/reliability/mutants.py [--only WORD]` prints what became of each: docs/reliability.md.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
LIST = Path(__file__).with_name("mutants.yaml")
HEAVY = ("alembic", "folium", "geopandas", "openpyxl", "pydantic", "sqlalchemy", "streamlit")
QUIETLY = ("--tb=line", "-pno:cacheprovider", "-Wignore::pytest.PytestAssertRewriteWarning")
NOTICED, UNNOTICED = 1, 0  # exit codes of pytest: a test failed, and all passed


@dataclass(frozen=True)
class Mutant:
    """One mistake: where, what stands there, what would stand there, and the test that notices."""

    of: str  # the part of the program's promises that it breaks
    says: str  # what it would mean
    file: str
    old: str
    new: str
    by: str

    def spoiled(self, root: Path) -> str:
        """Return the file with the mistake; AssertionError where its place is not known."""
        text = (root / self.file).read_text("utf-8")
        assert text.count(self.old) == 1, f"{self.file}: not once: {self.old}"
        return text.replace(self.old, self.new)


def listed() -> list[Mutant]:
    """Return every mistake that is tried."""
    return [
        Mutant(of=of, **said)
        for of, several in yaml.safe_load(LIST.read_text("utf-8")).items()
        for said in several
    ]


def copied(folder: Path) -> Path:
    """Return a copy of the program and its tests as they stand, without what is made of them."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    found = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, found.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


@contextmanager
def made(mutant: Mutant, root: Path, number: int) -> Iterator[None]:
    """Let the mistake stand in a copy for a while.

    The file is each time of another second, so that Python compiles it anew.
    """
    file = root / mutant.file
    before, spoiled = file.read_text("utf-8"), mutant.spoiled(root)
    for again, text in enumerate((spoiled, before)):
        file.write_text(text, "utf-8")
        os.utime(file, (moment := 1_000_000_000 + 2 * number + again, moment))
        if text is spoiled:
            yield


def tried(root: Path, test: str, log: Path) -> int:
    """Run a test in a copy, and return the exit code of pytest.

    In a child of this process, which has imported already what takes seconds.
    """
    child = os.fork()
    if child == 0:
        code = -1
        try:
            os.chdir(root)
            with log.open("w") as said:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
            code = pytest.main(["-q", "-n0", "-x", *QUIETLY, test])
        finally:  # whatever comes, the child leaves the parent's files alone
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> int:
    """Try every mistake, or those with a word in them, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="those in which this is said")
    chosen = [m for m in listed() if parser.parse_args().only in f"{m.of} {m.says} {m.file}"]
    for name in HEAVY:
        __import__(name)
    codes = []
    with tempfile.TemporaryDirectory(prefix="atlas-mutants-") as name:
        root, log = copied(Path(name) / "copy"), Path(name) / "log"
        for number, mutant in enumerate(chosen):
            began = time.monotonic()
            with made(mutant, root, number):
                codes.append(tried(root, mutant.by, log))
            became = {NOTICED: "killed", UNNOTICED: "SURVIVED"}.get(codes[-1], "NOT TRIED")
            took = time.monotonic() - began
            print(f"{became:9} {took:5.1f} s  {mutant.of}: {mutant.says}", flush=True)
            if codes[-1] != NOTICED:
                print(log.read_text("utf-8")[-2000:])
    print(f"{codes.count(NOTICED)} of {len(codes)} killed")
    return 0 if set(codes) <= {NOTICED} else 1


if __name__ == "__main__":
    sys.exit(main())
