"""Whether the parts of a shapefile go together: as many shapes as rows, and an index of all."""

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

from geo.faults import Fault, refuse, repaired

MAGIC = (9994).to_bytes(4, "big")
HEADING, RECORD, ENTRY = 100, 8, 8  # bytes: of a .shp or .shx, of a record in each


def agreeing(path: Path, where: str) -> Iterator[Fault]:
    """Yield how the parts of our own copy of a shapefile differ; a short index is put away.

    GDAL then makes it anew. A shape that was edited may leave an older one in the .shp, under the
    same number.
    """
    try:
        held, drawn = _rows(path.with_suffix(".dbf")), _shapes(path)
    except struct.error:  # of a file that is no such thing, which is said elsewhere
        return
    index = path.with_suffix(".shx")
    listed = max(0, index.stat().st_size - HEADING) // ENTRY if index.exists() else None
    if listed is not None and listed < drawn:
        if drawn != held:
            yield refuse("shapefile_parts_differ", where, shapes=drawn, rows=held, index=listed)
            return
        if index.read_bytes()[: len(MAGIC)] != MAGIC:
            return  # what it is instead is said elsewhere
        index.unlink()
        yield repaired("shapefile_index_restored", where)
    elif held != (drawn if listed is None else listed):
        shapes = drawn if listed is None else max(listed, drawn)
        yield refuse("shapefile_parts_differ", where, shapes=shapes, rows=held, index=listed)


def _rows(table: Path) -> int:
    """Return how many rows a .dbf has: as it says, and no more than there is room for."""
    with table.open("rb") as file:
        head = file.read(12)
    said, start, width = struct.unpack_from("<IHH", head, 4)
    rows: int = min(said, max(0, table.stat().st_size - start) // max(width, 1))
    return rows


def _shapes(path: Path) -> int:
    """Return how many shapes of different numbers a .shp holds, going from one to the next."""
    if path.stat().st_size <= HEADING:
        return 0
    numbers, at = set(), HEADING
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        while at + RECORD <= len(content):
            number, words = struct.unpack_from(">II", content, at)
            numbers.add(number)
            at += RECORD + 2 * words
    return len(numbers)
