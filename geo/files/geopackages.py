"""Layers of a GeoPackage, read from their own tables alone.

What a database may hold besides is never run: views, triggers, tables that are other files, columns
that are calculated. Each of them can be endless.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geo.faults import Faulty, refuse
from geo.files.charsets import LATIN
from geo.files.counting import Count
from geo.files.rings import Mending, shapes_of
from geo.files.rows import Rows, rows

KINDS = {  # as SQL writes them: as people and GDAL do
    k.upper(): k
    for k in (
        "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon",
        "GeometryCollection", "CircularString", "CompoundCurve", "CurvePolygon", "MultiCurve",
        "MultiSurface", "Curve", "Surface", "PolyhedralSurface", "TIN", "Triangle",
    )
} | {"GEOMETRY": "Unknown"}  # fmt: skip
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes, by a code in the heading of a shape
NUMBERS = ("fid", "ogc_fid", "objectid")  # keys that only number the rows
PIECE = 500  # rows at once
MAY = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA}


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a database that only its own tables can be read of."""
    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as database:
        database.execute("pragma trusted_schema = off")
        database.text_factory = _letters
        database.set_authorizer(_may)
        yield database


def _may(deed: int, _what: str | None, _of: str | None, _base: str | None, by: str | None) -> int:
    """Let tables be read, and nothing through a view or a trigger."""
    return sqlite3.SQLITE_OK if deed in MAY and by is None else sqlite3.SQLITE_DENY


def _letters(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(LATIN)


def layers(path: Path) -> list[tuple[str, str | None]]:
    """Return the layers that a GeoPackage names, each with the kind of its shapes, if it has any.

    sqlite3.Error where it is damaged or is no GeoPackage.
    """
    with _opened(path) as database:
        shaped = dict(
            database.execute("select table_name, geometry_type_name from gpkg_geometry_columns")
        )
        held = database.execute("select table_name from gpkg_contents").fetchall()
    return [
        (n, KINDS.get(str(shaped[n]).upper(), "Unknown") if n in shaped else None) for (n,) in held
    ]


def read(path: Path, layer: str, count: Count) -> Rows:
    """Read one layer; Faulty where it is not a table of its own, or more than can be."""
    with _opened(path) as database:
        _own_table(database, layer, count.where)
        named = _columns(database, layer)
        count.columns(len(named))
        shape, system = database.execute(
            "select column_name, srs_id from gpkg_geometry_columns where table_name = ?", [layer]
        ).fetchone()
        listed = ", ".join(_quoted(n) for n in named)
        found: list[tuple[Any, ...]] = []
        cursor = database.execute(f"select {listed} from {_quoted(layer)}")
        while piece := cursor.fetchmany(PIECE):
            size = sum(len(v) if isinstance(v, str | bytes) else 8 for row in piece for v in row)
            count.rows(len(piece), size)
            found += piece
        crs = _crs(database, system)
    columns = dict(zip(named, zip(*found, strict=True), strict=True)) if found else {}
    mending = Mending()
    shapes = shapes_of([_wkb(v) for v in columns.get(shape, ())], mending)
    kept = [(n, list(v)) for n, v in columns.items() if n != shape and n.lower() not in NUMBERS]
    return rows(kept, shapes, crs, mending)


def _own_table(database: sqlite3.Connection, layer: str, where: str) -> None:
    kinds = database.execute(
        "select type, rootpage, sql from sqlite_master where name = ?", [layer]
    ).fetchall()
    if not any(
        kind == "table" and page and "virtual" not in sql.lower()[:20] for kind, page, sql in kinds
    ):
        raise Faulty([refuse("layer_is_no_table", where, layer=layer)])


def _columns(database: sqlite3.Connection, layer: str) -> list[str]:
    """Return the columns of a table that are kept in it, and not calculated."""
    found = database.execute(f"pragma table_xinfo({_quoted(layer)})").fetchall()
    return [name for _, name, _, _, _, _, hidden in found if not hidden]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _wkb(value: object) -> bytes | None:
    """Return the shape in a cell without its own heading; None where there is none."""
    if not isinstance(value, bytes) or value[:2] != b"GP" or len(value) < 8:
        return None
    return value[8 + ENVELOPES.get(value[3] >> 1 & 7, 0) :]


def _crs(database: sqlite3.Connection, system: int) -> str | None:
    found = database.execute("select * from gpkg_spatial_ref_sys where srs_id = ?", [system])
    heads = [str(h[0]) for h in found.description]
    said = dict(zip(heads, found.fetchone() or (), strict=False))
    if system in (-1, 0) or not said:
        return None
    if str(said["organization"]).upper() == "EPSG":
        return f"EPSG:{said['organization_coordsys_id']}"
    text = next((t for k in ("definition_12_063", "definition") if (t := said.get(k))), None)
    return None if text in (None, "undefined") else str(text)
