"""The charset that the texts of a shapefile are in: as told, as the names in it show, as declared.

GDAL drops last letters of cp1258 (its #2045) and gives up a whole layer for one letter cut in two,
so a shapefile is read in ISO-8859-1, which loses nothing, and its bytes are made letters here.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.faults import Fault, Faulty, ask, note, refuse, repaired
from geo.files import gdal
from geo.files.charsets import LATIN, UTF8, canonical, decode, is_cut
from geo.files.counting import Count
from geo.files.rings import Mending, shapes_of
from geo.files.rows import Rows, rows

PLENTY = 200  # texts with letters that are not English ones
UNASKED = {LATIN, "cp1252"}  # what tools write into a file whatever is in it
EXAMPLES = 3  # texts that show how a charset reads
HEADER, FIELD = 32, 32  # bytes of a .dbf: its own heading, then one a column


@dataclass(frozen=True)
class Evidence:
    """How the texts of a file read in one charset: `known` names among the `of` of one column."""

    encoding: str
    known: int
    of: int
    readable: bool
    sample: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expected:
    """What the texts of a file may be in, and how a name of the place is told from nonsense."""

    charsets: Sequence[str] = (UTF8,)
    knows: Callable[[str], bool] | None = None


@dataclass(frozen=True)
class Texts:
    """The rows of a layer with their letters.

    `cut` has the texts that their column may have been too narrow for.
    """

    held: Rows
    encoding: str
    evidence: tuple[Evidence, ...] = ()
    cut: frozenset[str] = frozenset()


def shapefile(
    path: Path, told: str | None, expected: Expected, count: Count, faults: list[Fault]
) -> Texts:
    """Read a shapefile, or a MapInfo table; adds to `faults` what was not as declared.

    Faulty if its texts cannot be read as told or declared, and no charset shows known names.
    """
    held, where = of_gdal(path, None, count, LATIN), count.where
    plain = held.frame
    columns = _texts(plain)
    declared = _declared(path, expected)
    strange = {t for texts in columns.values() for t in texts if not t.isascii()}
    strange |= {c for c in map(str, plain.columns) if not c.isascii()}
    if not strange:
        return _decoded(held, told or declared or UTF8, (), path)
    others = () if _surely_utf8(strange) else expected.charsets
    tried = dict.fromkeys(filter(None, (told, declared, *others, UTF8)))
    evidence = tuple(_tried(charset, columns, strange, expected) for charset in tried)
    used = told or _shown(evidence, declared, where, faults)
    known = [e.encoding for e in evidence if e.readable]
    if used not in (*known, LATIN):
        raise Faulty([*faults, refuse("encoding_wrong", where, encoding=used, readable=known)])
    return _decoded(held, used, evidence, path)


def of_gdal(path: Path, layer: str | None, count: Count, encoding: str | None = None) -> Rows:
    """Return the rows of a layer as GDAL reads them; in LATIN each byte of a text is one letter."""
    stated = int(gdal.read_info(path, layer=layer, encoding=encoding)["features"])
    Count(count.where, count.size, count.limits).rows(stated, 0)  # there is room made for as many
    said, _, shapes, fields = gdal.read(path, layer=layer, encoding=encoding)
    mending, names = Mending(), [str(name) for name in said["fields"]]
    count.columns(len(names))
    count.rows(len(shapes), 0)
    columns = list(zip(names, fields, strict=True))
    return rows(columns, shapes_of(list(shapes), mending), said["crs"], mending)


def _texts(frame: gpd.GeoDataFrame) -> dict[str, list[str]]:
    """Return the different texts of each column that has any."""
    found = {}
    for column in frame.select_dtypes(include=["object", "str"]):
        if column != frame.active_geometry_name:
            found[str(column)] = [t for t in frame[column].unique() if isinstance(t, str) and t]
    return found


def _surely_utf8(strange: Collection[str]) -> bool:
    """Say whether so many texts are UTF-8 that they can be in nothing else, by chance."""
    if len(strange) < PLENTY:
        return False
    try:
        return all(decode(text.encode(LATIN), UTF8) for text in strange)
    except UnicodeDecodeError:
        return False


def _declared(path: Path, expected: Expected) -> str | None:
    """Return the charset that the file names; what tools say unasked is none, unless expected."""
    beside = path.with_suffix(".cpg")
    if beside.exists():
        said = beside.read_text("ascii", "replace").strip()
    else:
        said = str(gdal.read_info(path)["encoding"])
    found = canonical(said)
    return None if found in UNASKED and found not in expected.charsets else found


def _tried(
    charset: str, columns: dict[str, list[str]], strange: Iterable[str], expected: Expected
) -> Evidence:
    """Read every text in a charset, and count the known names of the column that has most."""
    try:
        sample = [decode(t.encode(LATIN), charset) for t in sorted(strange)]
    except UnicodeDecodeError:
        return Evidence(charset, 0, 0, readable=False)
    if all(text.isascii() for text in sample):  # UTF-8 of which only cut letters would be seen
        return Evidence(charset, 0, 0, readable=False)
    best = (0, 0)
    for texts in columns.values() if expected.knows else ():
        read = {decode(t.encode(LATIN), charset) for t in texts}
        best = max(best, (sum(map(expected.knows, read)), len(read)))  # type: ignore[arg-type]
    return Evidence(charset, *best, readable=True, sample=tuple(sample[:EXAMPLES]))


def _shown(
    evidence: Sequence[Evidence], declared: str | None, where: str, faults: list[Fault]
) -> str:
    """Return the charset in which more names are known than in any other; else the declared one."""
    best, *others = sorted(evidence, key=lambda e: -e.known)
    clear = bool(others) and best.known > others[0].known
    if clear and best.encoding != declared:
        code = "encoding_otherwise" if declared else "encoding_by_names"
        said = {"used": best.encoding, "known": best.known, "of": best.of, "found": declared}
        second = {"second": others[0].encoding, "second_known": others[0].known}
        faults.append(repaired(code, where, **said, **second))
        return best.encoding
    utf8 = next(e for e in evidence if e.encoding == UTF8)
    if not clear and declared and declared != UTF8 and utf8.readable:
        faults.append(repaired("encoding_by_form", where, found=declared, used=UTF8))
        return UTF8
    return declared or _unshown(evidence, where, faults)


def _unshown(evidence: Sequence[Evidence], where: str, faults: list[Fault]) -> str:
    """Return the charset of a file that neither declares one nor shows it by its names.

    UTF-8 if it can be: texts in another charset hardly ever are UTF-8 by chance.
    """
    if any(e.readable for e in evidence if e.encoding == UTF8):
        faults.append(repaired("encoding_guessed", where, used=UTF8))
        return UTF8
    samples = {e.encoding: e.sample for e in evidence if e.readable}
    tell = ask if samples else note
    faults.append(tell("encoding_undeclared", where, used=LATIN, samples=samples))
    return LATIN


def _decoded(held: Rows, used: str, evidence: tuple[Evidence, ...], path: Path) -> Texts:
    """Return the rows with their letters, and which texts fill their column, but for a blank."""
    cut: set[str] = set()

    def letters(text: object, width: int = 0) -> object:
        if not isinstance(text, str):
            return text
        raw = text.encode(LATIN)
        read = decode(raw, used)
        if 0 < width <= len(raw) + 1 or (used == UTF8 and is_cut(raw)):
            cut.add(read)
        return read

    plain, table = held.frame, path.with_suffix(".dbf")
    frame, widths = plain.copy(), _widths(table) if table.exists() else {}
    for column in plain.columns.drop(plain.active_geometry_name):
        if not pd.api.types.is_numeric_dtype(plain[column]):
            width = widths.get(column, 0)
            frame[column] = [letters(value, width) for value in plain[column]]
    frame = frame.rename(columns=letters)
    twice = frozenset(str(letters(name)) for name in held.twice)
    return Texts(replace(held, frame=frame, twice=twice), used, evidence, frozenset(cut))


def _widths(table: Path) -> dict[str, int]:
    """Return how many bytes each column of a .dbf holds, by its name in our letters."""
    with table.open("rb") as file:
        head = file.read(HEADER + FIELD * 256)
    fields = range(HEADER, len(head) - FIELD, FIELD)
    end = next((at for at in fields if head[at] == 0x0D), len(head))
    names = {at: head[at : at + 11].split(b"\0")[0].decode(LATIN) for at in fields if at < end}
    return {name: head[at + 16] for at, name in names.items()}
