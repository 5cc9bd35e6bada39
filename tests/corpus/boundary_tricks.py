"""Boundary files that name another file, or an address, to be read in their place."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

from corpus.bench import REFUSED, Bench, Case

ENDINGS = (".shp", ".gpkg", ".geojson", ".json", ".parquet")
KINDS = ["plain", "zipped"]
OTHER, ADDRESS = ("file_of_other_kind",), "http://127.0.0.1:9"
VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{}</SrcDataSource>'
    "</OGRVRTLayer></OGRVRTDataSource>"
)
PIPELINE = "gdal vector pipeline ! read {} ! write streamed"
Trick = Callable[[str, str], str]  # of another file's path and an address, the text of a file


def streamed(what: str) -> str:
    """Return what GDAL takes for the result of a command of its own."""
    return json.dumps({"type": "gdal_streamed_alg", "command_line": PIPELINE.format(what)})


TRICKS: dict[str, Trick] = {
    "a list of other files": lambda file, _: VRT.format(file),
    "a list of other files, as a table": lambda file, _: VRT.format(f"CSV:{file}"),
    "a list of addresses": lambda _, url: VRT.format(f"/vsicurl/{url}/x.geojson"),
    "a command on another file": lambda file, _: streamed(file),
    "a command on an address": lambda _, url: streamed(f"/vsicurl/{url}/x.geojson"),
    "a map service": lambda _, url: f"<OGRWFSDataSource><URL>{url}/wfs</URL></OGRWFSDataSource>",
    "an address": lambda _, url: f"{url}/x.geojson",
}
JSON_TRICKS = ("a command on another file", "a command on an address")  # JSON as they should be


def named(kind: str, value: str) -> dict[str, object]:
    return {"type": kind, "properties": {"href": value, "url": value, "name": value}}


def escaped(text: str) -> str:
    """Return JSON with the letters of "crs" hidden."""
    return text.replace('"crs"', '"\\u0063R\\u0073"')


def with_crs(text: str, crs: dict[str, object]) -> str:
    """Return a GeoJSON with its coordinate system said in the way of old ones."""
    return json.dumps({"type": "FeatureCollection", "crs": crs} | _without_crs(text))


def _without_crs(text: str) -> dict[str, object]:
    return {k: v for k, v in json.loads(text).items() if k != "crs"}


def put(folder: Path, ending: str, content: str, *, zipped: bool) -> Path:
    """Write a file under an ending, with what a shapefile needs, and pack it if asked."""
    path = folder / f"trick{ending}"
    path.write_text(content, "utf-8")
    if ending == ".shp":
        path.with_suffix(".dbf").write_bytes(b"\x03" + bytes(31) + b"\r")
        path.with_suffix(".shx").write_bytes(b"")
    return packed(path) if zipped else path


def packed(path: Path) -> Path:
    with ZipFile(path.with_suffix(".zip"), "w") as into:
        for part in sorted(path.parent.glob(f"{path.stem}.*")):
            if part.suffix != ".zip":
                into.write(part, part.name)
    return path.with_suffix(".zip")


def with_table(path: Path, module: str) -> Path:
    """Add a table to a GeoPackage of which the rows are in another file."""
    with sqlite3.connect(path) as database:
        database.execute("pragma writable_schema = on")
        database.execute(
            "insert into sqlite_master(type, name, tbl_name, rootpage, sql) values"
            " ('table', 'secret', 'secret', 0, ?)",
            [f"CREATE VIRTUAL TABLE secret USING {module}"],
        )
        database.execute(
            "insert into gpkg_contents(table_name, data_type, identifier)"
            " values ('secret', 'features', 'secret')"
        )
        database.execute(
            "insert into gpkg_geometry_columns values"
            " ('secret', 'geometry', 'MULTIPOLYGON', 4326, 0, 0)"
        )
    database.close()
    return path


def _trick(title: str, ending: str, *, zipped: bool) -> Callable[[Bench], Path]:
    def make(bench: Bench) -> Path:
        other = bench.written(bench.frame(), "secret.geojson")
        return put(bench.folder, ending, TRICKS[title](str(other), ADDRESS), zipped=zipped)

    return make


def _table(zipped: bool) -> Callable[[Bench], Path]:
    def make(bench: Bench) -> Path:
        other = bench.written(bench.frame(), "secret.geojson")
        path = with_table(bench.written(bench.frame()), f"VirtualGeoJSON('{other}')")
        return packed(path) if zipped else path

    return make


def _addressed(ending: str, hide: Callable[[str], str] = str) -> Callable[[Bench], Path]:
    def make(bench: Bench) -> Path:
        true = bench.written(bench.frame(), "true.geojson").read_text("utf-8")
        text = hide(with_crs(true, named("link", ADDRESS)))
        return put(bench.folder, ending, text, zipped=False)

    return make


def _part(ending: str, content: bytes) -> Callable[[Bench], Path]:
    def make(bench: Bench) -> Path:
        path = bench.written(bench.frame(), "communes.shp")
        path.with_suffix(ending).write_bytes(content)
        return path

    return make


def cases() -> Iterator[Case]:
    group = "Files that name another file or an address"
    for ending in ENDINGS:
        for kind in KINDS:
            yield Case(
                group, f"a list of other files as {ending}, {kind}",
                _trick("a list of other files", ending, zipped=kind == "zipped"), REFUSED, OTHER,
            )  # fmt: skip
    for title in [*TRICKS][1:]:
        code = "json_of_other_kind" if title in JSON_TRICKS else "file_of_other_kind"
        yield Case(
            group, f"{title} as .json", _trick(title, ".json", zipped=False), REFUSED, (code,)
        )
    for kind in KINDS:
        yield Case(
            group, f"a GeoPackage with a table that is another file, {kind}",
            _table(kind == "zipped"), REFUSED, ("layer_is_no_table",), said={"layer": "secret"},
        )  # fmt: skip
    for ending in (".geojson", ".json"):
        yield Case(
            group, f"a coordinate system that is an address, in a {ending}", _addressed(ending),
            REFUSED, ("crs_is_an_address",),
        )  # fmt: skip
    yield Case(
        group, "a coordinate system that is an address, its letters hidden",
        _addressed(".geojson", escaped), REFUSED, ("crs_is_an_address",),
    )  # fmt: skip
    vrt = VRT.format("/etc/hostname").encode()
    for ending in (".shx", ".dbf"):
        yield Case(group, f"a list of files as {ending}", _part(ending, vrt), REFUSED, OTHER)
    for ending in (".prj", ".cpg"):
        yield Case(group, f"a {ending} of a megabyte", _part(ending, b" " * 2**20), REFUSED, OTHER)
        yield Case(group, f"a {ending} that is no text", _part(ending, b"\0x"), REFUSED, OTHER)
