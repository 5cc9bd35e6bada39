"""Files opened by what they are and not by their names; what is no table is refused, with why."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile

from data.intake.reading import delimited, legacy, modern
from data.intake.reading.grid import Grid
from geo.faults import Fault, Faulty, refuse

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
MEGABYTE = 1_000_000
LARGEST = 50 * MEGABYTE  # of the file
UNPACKED = 100 * MEGABYTE  # of what a workbook unpacks to
MOST_CELLS = 2_000_000
_OLD = bytes.fromhex("d0cf11e0a1b11ae1")  # of .xls, and of a workbook behind a password
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read(content: bytes, name: str) -> tuple[list[Grid], list[Fault]]:
    """Return the sheets of a file, and what is good to know; Faulty if it cannot be read."""
    if not content.strip():
        raise Faulty([refuse("file_empty", name)])
    if wrong := too_large(len(content), name):
        raise Faulty([wrong])
    grids, notes = _opened(content, name)
    if sum(len(g.cells) for g in grids) > MOST_CELLS:
        raise Faulty([refuse("workbook_too_large", name, limit=MOST_CELLS)])
    if not any(g.cells for g in grids):
        raise Faulty([refuse("file_empty", name)])
    return grids, notes


def too_large(size: int, name: str) -> Fault | None:
    """Return what is wrong with a file of so many bytes; None where it may be opened."""
    limit = LARGEST // MEGABYTE
    if size <= LARGEST:
        return None
    return refuse("table_too_large", name, size=size // MEGABYTE, limit=limit)


def _opened(content: bytes, name: str) -> tuple[list[Grid], list[Fault]]:
    ending = PurePath(name).suffix.lower()
    if content.startswith(b"PK"):
        parts = _parts(content, name)
        if "xl/workbook.xml" in parts:
            return modern.read(content, name), []
        if "content.xml" in parts:
            return legacy.read(content, name), []
        raise Faulty([refuse("workbook_unreadable", name)])
    if content.startswith(_OLD):
        if _LOCKED in content:
            raise Faulty([refuse("workbook_locked", name)])
        return legacy.read(content, name), []
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise Faulty([refuse("workbook_is_a_page", name)])
    if ending in (".csv", ".txt", ".tsv"):
        made, notes = delimited.read(content, name)
        return [replace(made, typed=False)], notes
    raise Faulty([refuse("workbook_unreadable", name)])


def _parts(content: bytes, name: str) -> set[str]:
    """Return the names of what a workbook's archive holds, once it is known to be harmless."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            found = archive.infolist()
            if any(part.flag_bits & 1 for part in found):
                raise Faulty([refuse("workbook_locked", name)])
            if sum(part.file_size for part in found) > UNPACKED:
                limit = UNPACKED // MEGABYTE
                raise Faulty([refuse("workbook_is_a_bomb", name, limit=limit)])
            for _ in _declared(archive):
                raise Faulty([refuse("workbook_unreadable", name)])
            return {part.filename for part in found}
    except Faulty:
        raise
    except Exception:  # whatever zipfile and its decompressors stumble over
        raise Faulty([refuse("workbook_unreadable", name)]) from None


def _declared(archive: ZipFile) -> Iterator[str]:
    """Yield parts that are damaged, lie about their size, or declare entities: none has need to."""
    if broken := archive.testzip():
        yield broken
    for part in archive.infolist():
        if part.filename.endswith(".xml"):
            with archive.open(part) as text:
                if b"<!DOCTYPE" in text.read(4096):
                    yield part.filename
