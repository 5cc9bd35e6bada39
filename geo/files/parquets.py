"""GeoParquet, counted as it is unpacked: a few kilobytes of it can hold gigabytes."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.faults import Faulty, refuse
from geo.files.counting import Count
from geo.files.rings import Mending, shapes_of, without_empty_rings
from geo.files.rows import Rows, rows

PIECE = 1000  # rows at once
WGS84 = "OGC:CRS84"  # what a GeoParquet is in that does not say


def read(path: Path, count: Count) -> Rows:
    """Read the layer of a GeoParquet; Faulty where there is more of it than can be."""
    file = pq.ParquetFile(path)
    count.columns(len(file.schema_arrow.names))
    _counted(path, file, count)
    said = json.loads((file.schema_arrow.metadata or {}).get(b"geo", b"{}"))
    shaped: dict[str, Any] = said.get("columns") or {}
    main = str(said.get("primary_column") or _binary(file.schema_arrow) or "")
    if main not in file.schema_arrow.names:
        raise Faulty([refuse("no_polygons", count.where, found=["none"])])
    table, mending = file.read(), Mending()
    if (shaped.get(main) or {}).get("encoding", "WKB") == "WKB":
        shapes = shapes_of(table[main].to_pylist(), mending)
    else:
        shapes = np.asarray(gpd.read_parquet(path, columns=[main]).geometry.array)
        shapes = without_empty_rings(shapes, mending)
    kept = [
        (name, column.to_pylist())
        for name, column in zip(table.column_names, table.columns, strict=True)
        if name != main and name not in shaped and not pa.types.is_binary(column.type)
    ]
    crs = (shaped.get(main) or {}).get("crs", WGS84) if shaped else None
    return rows(kept, shapes, crs, mending)


def _binary(schema: pa.Schema) -> str | None:
    """Return the only column that can be shapes, of a file that does not say which is."""
    found = [
        f.name for f in schema if pa.types.is_binary(f.type) or pa.types.is_large_binary(f.type)
    ]
    return found[0] if len(found) == 1 else None


def _counted(path: Path, file: pq.ParquetFile, count: Count) -> None:
    """Count what comes out without keeping it; a text that stands in every row is held once."""
    stated = sum(file.metadata.row_group(n).total_byte_size for n in range(file.num_row_groups))
    Count(count.where, count.size, count.limits).rows(0, stated)
    long = [f.name for f in file.schema_arrow if _is_long(f.type)]
    pieces = pq.ParquetFile(path, read_dictionary=long, pre_buffer=False)
    for piece in pieces.iter_batches(PIECE):
        count.rows(piece.num_rows, sum(map(_size, piece.columns)))


def _is_long(kind: pa.DataType) -> bool:
    return any(
        is_it(kind)
        for is_it in (
            pa.types.is_string, pa.types.is_binary, pa.types.is_large_string,
            pa.types.is_large_binary,
        )
    )  # fmt: skip


def _size(column: pa.Array) -> int:
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    lengths = pc.binary_length(column.dictionary).take(column.indices)
    return 8 * len(column) + int(pc.sum(lengths).as_py() or 0)
