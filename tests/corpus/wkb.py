"""Shapes written byte by byte, so that a file can hold what no library writes."""

import sqlite3
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

Ring = list[tuple[float, float]]
Change = Callable[[list[Ring]], list[Ring]]


def rings(shape: shapely.Polygon) -> list[Ring]:
    """Return the corners of a polygon, ring by ring."""
    return [list(ring.coords) for ring in shapely.get_rings(shape)]


def wkb(parts: Sequence[Ring]) -> bytes:
    """Return rings as one polygon, whatever they are."""
    made = b"\x01" + struct.pack("<II", 3, len(parts))
    for ring in parts:
        made += struct.pack("<I", len(ring)) + b"".join(struct.pack("<dd", *xy) for xy in ring)
    return made


def in_geopackage(path: Path, row: int, content: bytes) -> Path:
    """Put a shape into a row of a GeoPackage, from 0."""
    with sqlite3.connect(path) as database:
        held = database.execute("select name from sqlite_master where type = 'trigger'").fetchall()
        for (name,) in held:
            database.execute(f'drop trigger "{name}"')
        head = b"GP\0\x01" + struct.pack("<i", 4326)
        database.execute("update communes set geom = ? where fid = ?", [head + content, row + 1])
    database.close()
    return path


def in_parquet(path: Path, row: int, content: bytes) -> Path:
    """Put a shape into a row of a GeoParquet, from 0."""
    table = pq.read_table(path)
    shapes = table["geometry"].to_pylist()
    shapes[row] = content
    at = table.column_names.index("geometry")
    column = pa.array(shapes, pa.binary())
    pq.write_table(table.set_column(at, table.schema.field("geometry"), column), path)
    return path


def in_shapefile(path: Path, row: int, parts: Sequence[Ring]) -> Path:
    """Put a polygon into a row of a shapefile, from 0, and write its index anew."""
    content, at, records = path.read_bytes(), 100, list[bytes]()
    while at < len(content):
        size = 8 + 2 * int.from_bytes(content[at + 4 : at + 8], "big")
        records.append(content[at + 8 : at + size])
        at += size
    corners = [xy for ring in parts for xy in ring]
    starts = [sum(len(r) for r in parts[:n]) for n in range(len(parts))]
    own = struct.pack("<i4d2i", 5, 0, 0, 0, 0, len(parts), len(corners))
    own += struct.pack(f"<{len(parts)}i", *starts)
    records[row] = own + b"".join(struct.pack("<dd", *xy) for xy in corners)
    body, index, at = b"", b"", 50
    for number, record in enumerate(records, start=1):
        body += struct.pack(">ii", number, len(record) // 2) + record
        index += struct.pack(">ii", at, len(record) // 2)
        at += 4 + len(record) // 2
    for ending, held in ((".shp", body), (".shx", index)):
        words = struct.pack(">i", 50 + len(held) // 2)
        path.with_suffix(ending).write_bytes(content[:24] + words + content[28:100] + held)
    return path
