"""Whether a file is inside what its ending says, and says itself all that is to be read of it."""

import json
import mmap
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from geo.faults import Fault, refuse

FIRST, SMALL = 16, 2**16  # bytes: of a beginning; of a text that is a line or two
SHAPES = (9994).to_bytes(4, "big")
TABLES = bytes.fromhex("02 03 04 05 30 31 32 43 63 7b 83 8b 8c cb e5 eb f5 fb")  # kinds of .dbf
CRS = re.compile(rb"""["'](?:c|\\u00[46]3)(?:r|\\u00[57]2)(?:s|\\u00[57]3)["']""", re.IGNORECASE)
NAMED = ("name", "epsg")  # kinds of CRS of a GeoJSON that are no address


def foreign(path: Path, where: str) -> Iterator[Fault]:
    """Yield how a file of a layer, or one beside it, is not what its ending says."""
    parts = [p for p in _BESIDE.get(path.suffix, ()) if path.with_suffix(p).exists()]
    wrong = [p for p in (path.suffix, *parts) if not _IS[p](path.with_suffix(p))]
    if wrong:
        yield refuse("file_of_other_kind", where, ending=wrong)
    elif path.suffix == ".tab" and not _is_own_table(path):
        yield refuse("mapinfo_of_others", where)
    elif path.suffix in (".geojson", ".json") and not _says_its_crs(path):
        yield refuse("crs_is_an_address", where)


def _first(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(FIRST)


def _is_shapes(path: Path) -> bool:
    return _first(path).startswith(SHAPES)


def _is_table(path: Path) -> bool:
    return _first(path)[:1] in [bytes([kind]) for kind in TABLES]


def _is_words(path: Path) -> bool:
    return path.stat().st_size <= SMALL and b"\0" not in path.read_bytes()


def _is_database(path: Path) -> bool:
    return _first(path) == b"SQLite format 3\0"


def _is_parquet(path: Path) -> bool:
    return _first(path).startswith(b"PAR1")


def _is_object(path: Path) -> bool:
    """Say whether a text is JSON of objects, going by its first letter."""
    with path.open("rb") as file:
        first = file.read(SMALL)
    wide = first[:2] in (b"\xff\xfe", b"\xfe\xff")
    plain = first[2:].replace(b"\0", b"") if wide else first.removeprefix(b"\xef\xbb\xbf")
    return plain.lstrip(b" \t\r\n\x1e").startswith((b"{", b"["))


def _begins(*words: bytes) -> Callable[[Path], bool]:
    """Return what says whether a text begins with one of these words, blanks and capitals apart."""

    def begins(path: Path) -> bool:
        with path.open("rb") as file:
            first = file.read(FIRST).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
        return first.startswith(words)

    return begins


def _is_own_table(path: Path) -> bool:
    """Say whether a MapInfo table has its rows in its own files, and is no view of others."""
    text = path.read_bytes()[:SMALL].lower()
    others = (b"open table", b"create view", b"isseamless", b"type linked", b"type odbc")
    return b"type native" in text and not any(word in text for word in others)


def _is_kml(path: Path) -> bool:
    """Say whether a file is KML, and defines no words of its own that could grow without end."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        first = text[:SMALL].lstrip(b"\xef\xbb\xbf \t\r\n")
        said = any(text.find(word) >= 0 for word in (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype"))
        return first.startswith(b"<") and b"<kml" in first and not said


def _is_geodatabase(path: Path) -> bool:
    return path.is_dir() and (path / "a00000001.gdbtable").is_file()


_BESIDE = {".shp": (".shx", ".dbf", ".prj", ".cpg"), ".tab": (".dat",)}
_IS: Mapping[str, Callable[[Path], bool]] = {
    ".shp": _is_shapes, ".shx": _is_shapes, ".dbf": _is_table, ".prj": _is_words,
    ".cpg": _is_words, ".gpkg": _is_database, ".geojson": _is_object, ".json": _is_object,
    ".parquet": _is_parquet, ".tab": _begins(b"!table"), ".dat": _is_table,
    ".mif": _begins(b"version", b"charset"), ".kml": _is_kml, ".fgb": _begins(b"fgb\x03"),
    ".gdb": _is_geodatabase,
}  # fmt: skip


def _says_its_crs(path: Path) -> bool:
    """Say whether each CRS in a GeoJSON is a name; old ones may be an address, which GDAL asks."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        return all(_is_name(text[m.end() : m.end() + SMALL]) for m in CRS.finditer(text))


def _is_name(after: bytes) -> bool:
    """Say whether what comes after the word “crs” is no CRS, or one by its name."""
    said = after.decode("utf-8", "replace").lstrip()
    value = said.removeprefix(":").lstrip()
    if not value.startswith(("{", "/")):  # it is a text, or the heading of one; not a comment
        return True
    try:
        crs, _ = json.JSONDecoder().raw_decode(value)
    except (ValueError, RecursionError):
        return False
    return str(crs.get("type")).lower() in NAMED
