"""Small files that hold endless layers are refused while they are counted, and nothing is run."""

import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from places import OLD, layer, written

from geo.faults import Fault, Faulty, Severity
from geo.files.bundles import Limits
from geo.shapes.reading import Place, read

ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n)"
SQUARE = shapely.to_wkb(shapely.box(103, 21, 104, 22))
HEADED = b"GP\0\x01" + struct.pack("<i", 4326) + SQUARE


def refused(path: Path, **limits: int) -> Fault:
    with pytest.raises(Faulty) as error:
        read(path, place=Place(limits=Limits(**limits)))
    (fault,) = error.value.faults
    assert fault.severity is Severity.REFUSE
    return fault


def parquet(path: Path, **columns: pa.Array) -> Path:
    """Write columns as the layer of a GeoParquet."""
    layer().iloc[:1].to_parquet(path)
    said = pq.read_schema(path).metadata
    pq.write_table(pa.table(columns).replace_schema_metadata(said), path, compression="zstd")
    return path


def repeated(value: bytes | str, times: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(
        pa.array(np.zeros(times, dtype=np.int32)), pa.array([value])
    )


def test_a_text_in_every_row_of_a_geoparquet_is_counted_and_not_unpacked(tmp_path: Path) -> None:
    rows = 20_000
    name = pa.array(["x" * 2**20]).dictionary_encode()
    name = pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, dtype=np.int32)), name.dictionary)
    path = parquet(tmp_path / "a.parquet", name=name, geometry=repeated(SQUARE, rows))
    assert path.stat().st_size < 300_000
    assert refused(path).code == "layer_bomb"


def test_a_shape_of_many_corners_in_every_row_is_counted_and_not_unpacked(tmp_path: Path) -> None:
    circle = shapely.to_wkb(shapely.Point(103, 21).buffer(0.1, quad_segs=5_000))
    path = parquet(tmp_path / "a.parquet", geometry=repeated(circle, 20_000))
    assert path.stat().st_size < 600_000
    assert refused(path).code == "layer_bomb"


def test_rows_of_nothing_are_counted_too(tmp_path: Path) -> None:
    rows = 3_000_000
    path = parquet(tmp_path / "a.parquet", code=pa.nulls(rows), geometry=repeated(b"", rows))
    assert path.stat().st_size < 300_000
    assert refused(path).code == "layer_too_many_features"


def sql(path: Path, *statements: str) -> Path:
    """Write a GeoPackage and change it by SQL."""
    written(layer(), path, layer="communes")
    with sqlite3.connect(path) as database:
        for statement in statements:
            database.execute(statement)
    database.close()
    return path


VIEWED = (
    "insert into gpkg_contents(table_name, data_type, identifier) values ('v', 'features', 'v')",
    "insert into gpkg_geometry_columns values ('v', 'geom', 'MULTIPOLYGON', 4326, 0, 0)",
    "delete from gpkg_geometry_columns where table_name = 'communes'",
)


@pytest.mark.parametrize(
    "view",
    [
        f"create view v as {ENDLESS} select i as fid, x'{HEADED.hex()}' as geom from n",
        "create view v as select fid, geom, zeroblob(1000000000) as code from communes",
        "create view v as select a.fid, a.geom from communes a, communes b, communes c, communes d,"
        " communes e, communes f, communes g, communes h",
        "create view v as select * from v",
    ],
    ids=["endless", "a text of a gigabyte", "a product", "of itself"],
)
def test_a_view_of_a_geopackage_is_never_asked(tmp_path: Path, view: str) -> None:
    fault = refused(sql(tmp_path / "a.gpkg", view, *VIEWED))
    assert (fault.code, fault.values["layer"]) == ("layer_is_no_table", "v")


@pytest.mark.parametrize(
    "also",
    [
        f"create view w as {ENDLESS} select i from n",
        "create trigger t after update on communes begin delete from communes; end",
        "create table other(a, b as (zeroblob(1000000000)))",
    ],
    ids=["a view", "a trigger", "a table that is calculated"],
)
def test_what_stands_beside_a_layer_does_it_no_harm(tmp_path: Path, also: str) -> None:
    reading = read(sql(tmp_path / "a.gpkg", also))
    assert list(reading.frame["code"]) == list(OLD)


def test_columns_that_are_calculated_are_not(tmp_path: Path) -> None:
    calculated = "alter table communes add column big as (zeroblob(1000000000))"
    reading = read(sql(tmp_path / "a.gpkg", calculated))
    assert "big" not in reading.frame
    assert len(reading.frame) == 14


def shared_pages(path: Path) -> Path:
    """Make a table of a GeoPackage whose pages are each other's children, without end."""
    fill = f"insert into communes(geom, code, name) {ENDLESS} select x'{HEADED.hex()}', i, i from n"
    with sqlite3.connect(written(layer(), path, layer="communes")) as database:
        for (name,) in database.execute(
            "select name from sqlite_master where type = 'trigger'"
        ).fetchall():
            database.execute(f'drop trigger "{name}"')
        database.execute(f"{fill} limit 20000")
        (root,) = database.execute(
            "select rootpage from sqlite_master where name = 'communes'"
        ).fetchone()
        (size,) = database.execute("pragma page_size").fetchone()
    database.close()
    content = bytearray(path.read_bytes())
    page = content[(root - 1) * size : root * size]
    cells = struct.unpack_from(">H", page, 3)[0]
    places = struct.unpack_from(f">{cells}H", page, 12)
    first = page[places[0] : places[0] + 4]
    for place in places:  # every child is the first one
        at = (root - 1) * size + place
        content[at : at + 4] = first
    path.write_bytes(content)
    return path


def test_pages_that_are_read_again_and_again_are_counted(tmp_path: Path) -> None:
    assert refused(shared_pages(tmp_path / "a.gpkg"), features=1_000).code == (
        "layer_too_many_features"
    )


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.parquet"])
def test_features_are_counted_in_every_kind_of_file(tmp_path: Path, name: str) -> None:
    path = written(layer(), tmp_path / name)
    assert refused(path, features=13).code == "layer_too_many_features"
    assert len(read(path, place=Place(limits=Limits(features=14))).frame) == 14


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.parquet", "a.shp"])
def test_columns_are_counted_in_every_kind_of_file(tmp_path: Path, name: str) -> None:
    many = layer(**{f"c{n}": [n] * 14 for n in range(20)})
    assert refused(written(many, tmp_path / name), columns=10).code == "layer_too_many_columns"


@pytest.mark.parametrize(
    "text",
    [
        '{"type":"FeatureCollection","features":' + "[" * 100_000,
        '{"type":"Feature","geometry":' + '{"type":"GeometryCollection","geometries":[' * 20_000,
        '{"type":"Feature","properties":' + '{"a":' * 100_000,
    ],
    ids=["lists", "collections", "objects"],
)
def test_json_within_json_is_refused_before_it_ends_the_program(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(text, "utf-8")
    assert refused(path).code in ("json_too_deep", "json_broken")


def damaged(path: Path, change: Callable[[bytearray], None]) -> Path:
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["a.gpkg", "a.parquet", "a.shp", "a.geojson"])
@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_file_is_refused_without_a_path_or_a_hint_for_programmers(
    tmp_path: Path, name: str, seed: int
) -> None:
    path = written(layer(), tmp_path / name)
    spots = np.random.default_rng(seed).integers(0, path.stat().st_size, 200).tolist()

    def change(content: bytearray) -> None:
        for spot in spots:
            content[spot] = (content[spot] * 7 + 13) % 256

    try:
        said = str([f.values for f in read(damaged(path, change)).faults])
    except Faulty as error:
        said = str(error)
    for word in (str(tmp_path), "/tmp/", "Traceback", "GDAL", "driver", "pyogrio", "OGR"):
        assert word not in said
