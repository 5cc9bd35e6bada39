"""Reads files of the corpus damaged at random; nothing may come of it but what they hold.

`uv run python tests/reliability/fuzz.py [--files 2000] [--seed 1]`: as many workbooks and as many
boundary files. Ends with 1 where one ended in a traceback or took the reader with it, took longer
than a minute or more than 2 GB, or where something was taken that the whole file does not hold.
"""

import argparse
import multiprocessing as mp
import os
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from time import monotonic
from zipfile import BadZipFile, ZipFile

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from corpus import boundaries, workbook_kinds, workbook_results  # noqa: E402
from corpus.bench import Bench  # noqa: E402

from data.commands import workspaces  # noqa: E402
from data.figures.snapshot import Snapshot  # noqa: E402
from data.intake.boundaries.inspecting import inspect_file  # noqa: E402
from data.intake.deciding.intake import take  # noqa: E402
from data.records import store  # noqa: E402
from geo.shapes.boundaries import Choices  # noqa: E402

GB = 2**30
MOST_SECONDS, MOST_MEMORY = 60.0, 2 * GB
AT_ONCE = 50  # files that one process reads: what kills it is one of them
Taken = frozenset[tuple[str, ...]]
Change = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True)
class Read:
    """What came of one damaged file: empty where nothing is wrong, and how long it took."""

    seed: int
    wrong: str
    seconds: float


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def without(content: bytes, chance: random.Random) -> bytes:
    first, last = _piece(content, chance)
    return content[:first] + content[last:]


def twice(content: bytes, chance: random.Random) -> bytes:
    first, last = _piece(content, chance)
    return content[:last] + content[first:]


def blank(content: bytes, chance: random.Random) -> bytes:
    first, last = _piece(content, chance)
    return content[:first] + bytes(last - first) + content[last:]


def flipped(content: bytes, chance: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        if made:
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def part_lost(content: bytes, chance: random.Random) -> bytes:
    """Return an archive that lacks one of its parts."""
    parts = _parts(content)
    lost = chance.choice(list(parts))
    return _packed({name: text for name, text in parts.items() if name != lost})


def part_cut(content: bytes, chance: random.Random) -> bytes:
    """Return an archive of which one part ends too early, with a checksum that says it is whole."""
    parts = _parts(content)
    name = chance.choice(list(parts))
    return _packed(parts | {name: cut(parts[name], chance)})


ANY: tuple[Change, ...] = (cut, without, twice, blank, flipped)
OF_ARCHIVES: tuple[Change, ...] = (part_lost, part_cut)


def _piece(content: bytes, chance: random.Random) -> tuple[int, int]:
    first = chance.randrange(len(content) + 1)
    return first, min(len(content), first + int(2 ** chance.uniform(0, 12)))


def _parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def damaged(content: bytes, chance: random.Random) -> tuple[bytes, bool]:
    """Return a file damaged in one way, and whether a digit of it cannot have become another.

    The text of an archive has a checksum; that of other files has none, and what is then read is
    what the file now says.
    """
    try:
        archive = bool(_parts(content))
    except (BadZipFile, NotImplementedError, RuntimeError):
        archive = False
    change = chance.choice((*ANY, *OF_ARCHIVES) if archive else ANY)
    return change(content, chance), archive


@cache
def workspace() -> Snapshot:
    return store.load(workspaces.SHIPPED)


@cache
def workbook(number: int) -> tuple[str, bytes, Taken]:
    """Return a workbook of the corpus, and what is taken of it as it is."""
    case = workbook_kinds.CASES[number % len(workbook_kinds.CASES)]
    content = case.make()
    return case.name, content, _taken(case.name, content)


def _taken(name: str, content: bytes) -> Taken:
    found = take(content, name, workspace(), day=workbook_results.DAY)
    return frozenset(
        (t.kind, t.indicator or str(t.criterion), t.area, t.period, str(t.value))
        for t in found.taken
    )


@cache
def layer(number: int) -> tuple[str, bytes, Taken]:
    """Return a boundary file of the corpus that is one file, and the areas that it gives."""
    cases = boundaries.CASES
    with tempfile.TemporaryDirectory() as folder:
        path = cases[number % len(cases)].make(Bench(Path(folder), workspace()))
        content = path.read_bytes() if path.is_file() else b""
        return path.name, content, _given(path)


def _given(path: Path) -> Taken:
    found = inspect_file(workspace(), path, Choices())
    return frozenset((area,) for area in (() if found.frame is None else found.frame.index))


def read_workbook(seed: int) -> str:
    """Read one damaged workbook; return what is wrong."""
    chance = random.Random(seed)
    name, content, whole = workbook(chance.randrange(10_000))
    made, checked = damaged(content, chance)
    more = _taken(name, made) - whole
    return f"{name}: taken {sorted(more)[:3]}" if more and checked else ""


def read_layer(seed: int) -> str:
    """Read one damaged boundary file; return what is wrong."""
    chance = random.Random(seed)
    name, content, whole = layer(chance.randrange(10_000))
    made, checked = damaged(content, chance)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(made)
        more = _given(path) - whole
    # What gives nothing as it is, because of a question, holds its areas all the same.
    return f"{name}: given {sorted(more)[:3]}" if whole and more and checked else ""


def several(reader: Callable[[int], str], seeds: Sequence[int]) -> list[Read]:
    """Read files one after the other, in a process that has no more memory than is allowed."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    made = []
    for seed in seeds:
        began = monotonic()
        try:
            wrong = reader(seed)
        except Exception:
            wrong = traceback.format_exc(limit=-3)
        made.append(Read(seed, wrong, monotonic() - began))
    return made


def tried(reader: Callable[[int], str], seeds: Sequence[int]) -> Iterator[Read]:
    """Yield what came of each file; of those read together, where one ended their process."""
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    context = mp.get_context("spawn")
    pieces = [seeds[at : at + AT_ONCE] for at in range(0, len(seeds), AT_ONCE)]
    workers = max(1, (os.cpu_count() or 2) - 1)
    while pieces:
        with ProcessPoolExecutor(workers, context) as pool:
            asked = [(piece, pool.submit(several, reader, piece)) for piece in pieces]
            pieces = []
            for piece, answer in asked:
                try:
                    yield from answer.result()
                except BrokenProcessPool:
                    if len(piece) == 1:
                        yield Read(piece[0], "the reader died", 0.0)
                    else:  # which of them was it?
                        half = len(piece) // 2
                        pieces += [piece[:half], piece[half:]]


def main(files: int, seed: int) -> int:
    """Print what came of it; return 1 where something is wrong."""
    wrong: Counter[str] = Counter()
    for reader in (read_workbook, read_layer):
        longest = 0.0
        for read in tried(reader, range(seed * files, (seed + 1) * files)):
            longest = max(longest, read.seconds)
            if read.wrong or read.seconds > MOST_SECONDS:
                wrong[reader.__name__] += 1
                print(f"{reader.__name__} {read.seed} ({read.seconds:.1f} s): {read.wrong}")
        said = f"{reader.__name__}: {files} files, {wrong[reader.__name__]} wrong"
        print(f"{said}, the longest {longest:.1f} s", flush=True)
    return int(bool(wrong))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sys.exit(main(asked.files, asked.seed))
