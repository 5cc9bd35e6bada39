"""Files that would take a computer's memory or time from whoever opens them, by name and content.

`SHEETS` and `LAYERS` are made when they are asked for: some are large.
"""

import io
import json
import sqlite3
import struct
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

MB = 2**20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TABLE = '<a r="1"/>'


@dataclass(frozen=True)
class Bomb:
    """A file, what is wrong with it, and how it is made."""

    file: str
    make: Callable[[], bytes]


def zipped(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def xlsx(rows: str, *, more: str = "", sheets: int = 1, **parts: str) -> bytes:
    """Return a workbook of these rows of XML, what comes after them, and these parts beside."""
    names = [f"sheet{n}.xml" for n in range(1, sheets + 1)]
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{LINKS}/worksheet" Target="worksheets/{name}"/>'
        for n, name in enumerate(names, 1)
    ) + "".join(
        f'<Relationship Id="x{part}" Type="{LINKS}/{part}" Target="{part}.xml"/>' for part in parts
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/{name}" ContentType="{KINDS}.worksheet+xml"/>'
        for name in names
    ) + "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{KINDS}.{part}+xml"/>' for part in parts
    )
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{more}</worksheet>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KINDS}.sheet.main+xml"/>'
        f"{kinds}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        "</Relationships>",
        **{f"xl/worksheets/{name}": sheet for name in names},
        **{f"xl/{part}.xml": text for part, text in parts.items()},
    }
    return zipped({name: text.encode() for name, text in files.items()})


def cell(place: str, value: object = 1) -> str:
    return f'<c r="{place}"><v>{value}</v></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def far(place: str) -> bytes:
    last = int("".join(filter(str.isdigit, place)))
    return xlsx(row(1, cell("A1")) + row(last, cell(place)))


def strings(content: str) -> str:
    return f'<sst xmlns="{MAIN}">{content}</sst>'


ODS = "urn:oasis:names:tc:opendocument:xmlns"


def ods(table: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{short}="{ODS}:{short}:1.0"' for short in ("office", "table", "text", "style")
    )
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{ODS}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{kind.decode()}"/></manifest:manifest>'
    )
    parts = {"mimetype": kind, "content.xml": content.encode()}
    return zipped(parts | {"META-INF/manifest.xml": manifest.encode()})


def repeated(columns: int = 1, rows: int = 1, value: str = "") -> str:
    held = f'office:value-type="float" office:value="{value}"' if value else ""
    inside = f"<text:p>{value}</text:p>" if value else ""
    return (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell {held} '
        f'table:number-columns-repeated="{columns}">{inside}</table:table-cell></table:table-row>'
    )


def lying_archive() -> bytes:
    """Return a workbook whose main part says that it is small."""
    made = bytearray(xlsx(row(1, cell("A1", "1" * 20 * MB))))
    at = made.rfind(b"xl/worksheets/sheet1.xml") - 46 + 24
    made[at : at + 4] = struct.pack("<I", 100)
    return bytes(made)


SHEETS = {
    bomb.file: bomb
    for bomb in (
        Bomb("far.xlsx", lambda: far("XFD1048576")),
        Bomb("stray.xlsx", lambda: far("ZZ1048576")),
        Bomb("deep.xlsx", lambda: far("A1048576")),
        Bomb("wide.xlsx", lambda: xlsx(row(1, cell("A1"), cell("XFD1")))),
        Bomb(
            "diagonal.xlsx", lambda: xlsx("".join(row(n, cell(f"XFD{n}")) for n in range(1, 9999)))
        ),
        Bomb(
            "all merged.xlsx",
            lambda: xlsx(
                row(1, cell("A1")), more='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            ),
        ),
        Bomb(
            "much merged.xlsx",
            lambda: xlsx(
                row(1, cell("A1")),
                more="<mergeCells>"
                + "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 50_000))
                + "</mergeCells>",
            ),
        ),
        Bomb("row beyond.xlsx", lambda: xlsx(row(2**31, cell(f"A{2**31}")))),
        Bomb("row before.xlsx", lambda: xlsx(row(-5, cell("A-5")) + row(0, cell("A0")))),
        Bomb("many sheets.xlsx", lambda: xlsx(row(1, cell("A1")), sheets=5_000)),
        Bomb("blanks.xlsx", lambda: xlsx(row(1, cell("A1")) + " " * 60 * MB)),
        Bomb("ninety MB.xlsx", lambda: xlsx(row(1, cell("A1", "9" * 90 * MB)))),
        Bomb("two GB.xlsx", lambda: zipped({"xl/workbook.xml": b"", "x": b"\0" * 150 * MB})),
        Bomb("lying size.xlsx", lying_archive),
        Bomb(
            "many strings.xlsx",
            lambda: xlsx(
                row(1, '<c r="A1" t="s"><v>0</v></c>'),
                sharedStrings=strings("<si><t/></si>" * 3_000_000),
            ),
        ),
        Bomb(
            "one string.xlsx",
            lambda: xlsx(
                row(1, *('<c t="s"><v>0</v></c>' for _ in range(5_000))),
                sharedStrings=strings(f"<si><t>{'x' * 30 * MB}</t></si>"),
            ),
        ),
        Bomb(
            "runs.xlsx",
            lambda: xlsx(
                row(1, '<c r="A1" t="s"><v>0</v></c>'),
                sharedStrings=strings(f"<si>{'<r><t>1</t></r>' * 2_000_000}</si>"),
            ),
        ),
        Bomb(
            "styles.xlsx",
            lambda: xlsx(
                row(1, cell("A1")),
                styles=(
                    f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 3_000_000}</cellXfs>'
                    "</styleSheet>"
                ),
            ),
        ),
        Bomb("nested.xlsx", lambda: xlsx(row(1, cell("A1")) + "<a>" * 900_000 + "</a>" * 900_000)),
        Bomb(
            "entities.xlsx",
            lambda: xlsx(
                row(1, cell("A1")),
                sharedStrings=(
                    "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'>"
                    + "".join(
                        f"<!ENTITY b{n} '&b{n - 1 or ''};&b{n - 1 or ''};&b{n - 1 or ''};'>"
                        for n in range(1, 40)
                    )
                    + f"]>{strings('<si><t>&b39;</t></si>')}"
                ),
            ),
        ),
        Bomb(
            "attributes.xlsx",
            lambda: xlsx("<row " + " ".join(f'a{n}="1"' for n in range(900_000)) + "/>"),
        ),
        Bomb(
            "much.xlsx",
            lambda: xlsx(
                "".join(row(n, *("<c><v>1</v></c>" for _ in range(200))) for n in range(1, 20_000))
            ),
        ),
        Bomb("repeated.ods", lambda: ods(repeated(16384, 1048576, "1"))),
        Bomb("repeated rows.ods", lambda: ods(repeated(1, 2**31, "1"))),
        Bomb("repeated empty.ods", lambda: ods(repeated(16384, 1048576) + repeated(1, 1, "1"))),
        Bomb("repeated without end.ods", lambda: ods(repeated(10**18, 10**18, "1"))),
        Bomb("repeated by rows.ods", lambda: ods(repeated(1024, 1, "1") * 20_000)),
        Bomb("repeated less than none.ods", lambda: ods(repeated(-1, -1, "1"))),
        Bomb(
            "groups.ods",
            lambda: ods("<table:table-row-group>" * 200_000 + "</table:table-row-group>" * 200_000),
        ),
        Bomb("commas.csv", lambda: b"1," * (22 * MB)),
        Bomb("lines.csv", lambda: b"1\n" * (22 * MB)),
        Bomb("nothing.csv", lambda: b"," * (45 * MB)),
        Bomb("letters.csv", lambda: "Xã,Số\n".encode() + b"x" * 131_073 + b",1\n"),
        Bomb("quote.csv", lambda: b'Xa,"' + b"1,2\n" * (8 * MB)),
        Bomb("zeros.csv", lambda: b"\0" * (40 * MB)),
        Bomb("digits.csv", lambda: "Xã,Số\nPhì Nhừ,".encode() + b"9" * (8 * MB)),
        Bomb(
            "exponents.csv",
            lambda: "Xã,Tổng đàn trâu (con) năm 2019\n".encode() + b"Phi Nhu,1e999999999\n" * 99,
        ),
        Bomb("old.xls", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * (4 * MB)),
    )
}


def geojson(features: str) -> bytes:
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def feature(geometry: str, **properties: object) -> str:
    told = json.dumps(properties)
    return f'{{"type":"Feature","properties":{told},"geometry":{geometry}}}'


SQUARE = '{"type":"Polygon","coordinates":[[[103,21],[103.1,21],[103.1,21.1],[103,21]]]}'


def parquet(rows: int, *, vertices: int = 4) -> bytes:
    """Return one shape said again and again, which a dictionary holds once."""
    turns = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    ring = np.column_stack([103 + np.cos(turns) / 10, 21 + np.sin(turns) / 10])
    shape = shapely.to_wkb(shapely.polygons(ring))
    table = pa.table(
        {
            "code": pa.DictionaryArray.from_arrays(np.zeros(rows, "int32"), ["03203"]).cast(
                "string"
            ),
            "geometry": pa.DictionaryArray.from_arrays(np.zeros(rows, "int32"), [shape]),
        }
    )
    told = {
        "version": "1.0.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}},
    }
    made = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(told)}), made)
    return made.getvalue()


def package(*statements: str) -> bytes:
    """Return a GeoPackage of one commune to which these statements were said."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        frame = gpd.GeoDataFrame(
            {"code": ["03203"], "name": ["Phì Nhừ"]},
            geometry=[shapely.box(103, 21, 103.1, 21.1)],
            crs=4326,
        )
        frame.to_file(path, layer="communes")
        with closing(sqlite3.connect(path)) as made, made:
            for one in statements:
                made.execute(one)
        return path.read_bytes()


VIEW = "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) {}"
SHOWN = "INSERT INTO gpkg_contents SELECT 'endless', data_type, 'endless', description, last_change, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents LIMIT 1"  # noqa: E501
DRAWN = "INSERT INTO gpkg_geometry_columns SELECT 'endless', column_name, geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns LIMIT 1"  # noqa: E501


def shapefile(*, length: int = 50, count: int = 4, table_rows: int = 1) -> bytes:
    """Return a zipped shapefile that says how long its record is, and how many rows it has."""
    points = [(103.0, 21.0), (103.1, 21.0), (103.1, 21.1), (103.0, 21.0)]
    box = struct.pack("<4d", 103, 21, 103.1, 21.1)
    record = struct.pack("<i", 5) + box + struct.pack("<3i", 1, count, 0)
    record += b"".join(struct.pack("<2d", *point) for point in points)
    body = struct.pack(">2i", 1, length) + record
    head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 50 + len(body) // 2)
    head += struct.pack("<2i", 1000, 5) + box + b"\0" * 32
    index = head[:24] + struct.pack(">i", 54) + head[28:] + struct.pack(">2i", 50, length)
    dbf = struct.pack("<4BIHH20x", 3, 119, 1, 1, table_rows, 65, 6)
    dbf += b"code".ljust(11, b"\0") + b"C" + b"\0" * 4 + bytes([5, 0]) + b"\0" * 14 + b"\r"
    return zipped({"a.shp": head + body, "a.shx": index, "a.dbf": dbf + b" 03203"})


LAYERS = {
    bomb.file: bomb
    for bomb in (
        Bomb("dictionary.parquet", lambda: parquet(3_000_000)),
        Bomb("round.parquet", lambda: parquet(20_000, vertices=20_000)),
        Bomb(
            "endless.gpkg",
            lambda: package(
                VIEW.format("SELECT i AS fid, (SELECT geom FROM communes) AS geom FROM n"),
                SHOWN,
                DRAWN,
            ),
        ),
        Bomb(
            "view.gpkg",
            lambda: package(
                VIEW.format("SELECT count(*) AS fid, NULL AS geom FROM n"), SHOWN, DRAWN
            ),
        ),
        Bomb(
            "trigger.gpkg",
            lambda: package(
                "CREATE TRIGGER t AFTER UPDATE ON communes BEGIN DELETE FROM communes; END"
            ),
        ),
        Bomb("virtual.gpkg", lambda: package("CREATE VIRTUAL TABLE v USING fts4(a)")),
        Bomb("blob.gpkg", lambda: package("CREATE TABLE b AS SELECT zeroblob(30000000) AS a")),
        Bomb(
            "nested.geojson", lambda: b'{"type":"FeatureCollection","features":' + b"[" * 2_000_000
        ),
        Bomb("nested objects.geojson", lambda: b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000),
        Bomb("many.geojson", lambda: geojson(",".join([feature(SQUARE, code="03203")] * 300_000))),
        Bomb(
            "columns.geojson",
            lambda: geojson(feature(SQUARE, **{f"c{n}": n for n in range(200_000)})),
        ),
        Bomb(
            "vertices.geojson",
            lambda: geojson(
                feature(
                    '{"type":"Polygon","coordinates":[['
                    + ",".join(["[103,21]"] * 3_000_000)
                    + "]]}"
                )
            ),
        ),
        Bomb(
            "parts.geojson",
            lambda: geojson(
                feature(
                    '{"type":"MultiPolygon","coordinates":['
                    + ",".join(["[[[103,21],[103.1,21],[103.1,21.1],[103,21]]]"] * 200_000)
                    + "]}"
                )
            ),
        ),
        Bomb("numbers.geojson", lambda: geojson(feature(SQUARE.replace("103.1", "1e400")))),
        Bomb("long record.zip", lambda: shapefile(length=2**31 - 1)),
        Bomb("many points.zip", lambda: shapefile(count=2**31 - 1)),
        Bomb("many rows.zip", lambda: shapefile(table_rows=2**31 - 1)),
        Bomb("packed.zip", lambda: zipped({"a.geojson": b" " * 300 * MB})),
        Bomb("packed twice.zip", lambda: zipped({"a.zip": zipped({"a.geojson": b" " * 99 * MB})})),
        Bomb("many members.zip", lambda: zipped({f"{n}.shp": b"" for n in range(20_000)})),
    )
}
