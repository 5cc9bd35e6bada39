"""Files opened by what they are and not by their names; what is no table is refused, with why."""

from data.intake.reading import delimited, legacy, modern, opendocument, page, spreadsheet_xml
from data.intake.reading.grid import Grid
from data.intake.reading.limits import LARGEST, MEGABYTE, MOST_CELLS
from data.intake.reading.package import Package
from geo.faults import Fault, Faulty, refuse

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
_OLD = bytes.fromhex("d0cf11e0a1b11ae1")  # of .xls, and of a workbook behind a password
_OLDER = tuple(bytes.fromhex(t) for t in ("09000400", "09020600", "09040600", "09080800"))
_OTHERS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf")
_BINARY = "xl/workbook.bin"  # of .xlsb
_LOOKED_AT = 4096  # bytes
_TEXTS = (".csv", ".tsv", ".txt")
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read(content: bytes, name: str) -> tuple[list[Grid], list[Fault]]:
    """Return the sheets of a file, and what is good to know; Faulty if it cannot be read."""
    if not content.strip():
        raise Faulty([refuse("file_empty", name)])
    if wrong := too_large(len(content), name):
        raise Faulty([wrong])
    try:
        grids, notes = _opened(content, name)
    except (Faulty, MemoryError):
        raise
    except Exception:  # of a damaged file whatever was not thought of: never a traceback
        raise Faulty([refuse("workbook_unreadable", name)]) from None
    if sum(len(g.cells) for g in grids) > MOST_CELLS:
        raise Faulty([refuse("workbook_too_large", name, limit=MOST_CELLS)])
    if not any(g.cells for g in grids):
        raise Faulty([refuse("workbook_without_cells", name)])
    return grids, notes


def too_large(size: int, name: str) -> Fault | None:
    """Return what is wrong with a file of so many bytes; None where it may be opened."""
    limit = LARGEST // MEGABYTE
    if size <= LARGEST:
        return None
    return refuse("table_too_large", name, size=size // MEGABYTE, limit=limit)


def _opened(content: bytes, name: str) -> tuple[list[Grid], list[Fault]]:
    if content.startswith(b"PK"):
        return _packed(content, name), []
    if content.startswith((_OLD, *_OLDER)):
        if _LOCKED in content:
            raise Faulty([refuse("workbook_locked", name)])
        return legacy.read(content, name), []
    start = content[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith((b"<", page.ARCHIVE)) or content.startswith((b"\xff\xfe<", b"\xfe\xff\0<")):
        return _marked_up(content, name), []
    if _is_no_text(content, name):
        raise Faulty([refuse("workbook_unreadable", name)])
    made, notes = delimited.read(content, name)
    return [made], notes


def _marked_up(content: bytes, name: str) -> list[Grid]:
    start = content[:_LOOKED_AT]
    if spreadsheet_xml.MARK in start and b"<html" not in start.lower():
        return spreadsheet_xml.read(content, name)
    if opendocument.MARK in start:
        return opendocument.read_flat(content, name)
    return page.read(content, name)


def _is_no_text(content: bytes, name: str) -> bool:
    named = name.lower().endswith(_TEXTS)  # such a file is told to be damaged as a text
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # two bytes a letter
        return False
    return content.startswith(_OTHERS) or (b"\0" in content[:_LOOKED_AT] and not named)


def _packed(content: bytes, name: str) -> list[Grid]:
    package = Package(content, name)
    if modern.main_part(package):
        return modern.read(package, name)
    if package.find(opendocument.CONTENT):
        return opendocument.read(package, name)
    code = "workbook_is_binary" if package.find(_BINARY) else "workbook_unreadable"
    raise Faulty([refuse(code, name)])
