"""Boundary files whose tables are built in another way than columns of plain values."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
from corpus.bench import ASKED, REFUSED, TAKEN, Bench, Case
from corpus.dbf import encoded

Make = Callable[[Bench], Path]
Value = Callable[[Any], Any]
WORDS = ("code", "name")


def features(bench: Bench) -> list[dict[str, Any]]:
    return list(json.loads(bench.frame().to_json(drop_id=True))["features"])


def collection(held: list[Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": held}


def put(bench: Bench, content: Any, name: str = "communes.geojson") -> Path:
    path = bench.folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, "utf-8")
    return path


def valued(ending: str, change: Value) -> Make:
    """Return how to make a file in which codes and names are something else than texts."""

    def make(bench: Bench) -> Path:
        frame = bench.frame()
        columns = {word: [change(value) for value in frame[word]] for word in WORDS}
        if ending == "geojson":
            held = features(bench)
            for n, one in enumerate(held):
                one["properties"] = {word: columns[word][n] for word in WORDS}
            return put(bench, collection(held))
        if ending == "gpkg":
            texts = {w: [json.dumps(v, ensure_ascii=False) for v in columns[w]] for w in WORDS}
            return bench.written(frame.assign(**texts))
        path = bench.folder / "communes.parquet"
        frame.to_parquet(path)
        table = pq.read_table(path)
        for word in WORDS:
            at = table.column_names.index(word)
            table = table.set_column(at, word, pa.array(columns[word]))
        pq.write_table(table, path)
        return path

    return make


def of_features(change: Callable[[list[dict[str, Any]]], Any]) -> Make:
    return lambda bench: put(bench, change(features(bench)))


def ids_at_the_top(held: list[dict[str, Any]]) -> Any:
    for one in held:
        one["id"] = one["properties"].pop("code")
    return collection(held)


def without(held: list[dict[str, Any]]) -> Any:
    return collection([{**one, "properties": {}} for one in held])


def twice_in_json(bench: Bench) -> Path:
    text = json.dumps(collection(features(bench)), ensure_ascii=False)
    return put(bench, text.replace('"name":', '"name": "zz", "name":'))


def twice_in_a_table(bench: Bench) -> Path:
    path = bench.written(
        bench.frame().rename(columns={"name": "nameA"}).assign(nameB="zz"), "a.shp"
    )
    table = path.with_suffix(".dbf")
    table.write_bytes(
        table.read_bytes().replace(b"nameA\0", b"name\0\0").replace(b"nameB\0", b"name\0\0")
    )
    return path


def twice_the_same(bench: Bench) -> Path:
    frame = bench.frame()
    path = bench.written(
        frame.rename(columns={"name": "nameA"}).assign(nameB=frame["name"]), "a.shp"
    )
    table = path.with_suffix(".dbf")
    table.write_bytes(
        table.read_bytes().replace(b"nameA\0", b"name\0\0").replace(b"nameB\0", b"name\0\0")
    )
    return path


def differing(bench: Bench) -> Path:
    held = features(bench)
    for one in held:
        one["properties"] = {"NAME": "zz", **one["properties"]}
    return put(bench, collection(held))


def called_geometry(ending: str) -> Make:
    def make(bench: Bench) -> Path:
        frame = bench.frame()
        if ending == "geojson":
            held = features(bench)
            for one in held:
                one["properties"]["geometry"] = "?"
            return put(bench, collection(held))
        if ending == "parquet":
            both = frame.assign(geometry2=frame.geometry.centroid)
            both.to_parquet(bench.folder / "a.parquet")
            return bench.folder / "a.parquet"
        return bench.written(frame.rename_geometry("geom").assign(geometry="?"), f"a.{ending}")

    return make


def fewer(ending: str, rows: int) -> Make:
    """Return how to make a shapefile of which one part is that of a shorter one."""

    def make(bench: Bench) -> Path:
        path = bench.written(bench.frame(), "communes.shp")
        short = bench.written(bench.frame().iloc[:rows], "short.shp").with_suffix(ending)
        path.with_suffix(ending).write_bytes(short.read_bytes())
        return path

    return make


def in_charset(charset: str) -> Make:
    def make(bench: Bench) -> Path:
        held = json.dumps(collection(features(bench)), ensure_ascii=False)
        path = bench.folder / "communes.geojson"
        path.write_bytes(b"".join(encoded(c, charset) for c in held))
        return path

    return make


def wide(bench: Bench) -> Path:
    path = put(bench, collection(features(bench)))
    path.write_text(path.read_text("utf-8"), "utf-16")
    return path


def fractions(bench: Bench) -> Path:
    frame: gpd.GeoDataFrame = bench.frame()
    return bench.written(frame.assign(code=[n + 0.1 for n in range(len(frame))]))


def cases() -> Iterator[Case]:
    group = "Tables inside"
    for ending in ("geojson", "gpkg", "parquet"):
        for what, change in (
            ("lists of one value", lambda v: [v]),
            ("lists of lists of one value", lambda v: [[v]]),
            ("structs of one value", lambda v: {"value": v}),
        ):
            yield Case(
                group, f"codes and names are {what}, .{ending}", valued(ending, change), TAKEN
            )
        yield Case(
            group, f"codes and names are structs of two values, .{ending}",
            valued(ending, lambda v: {"vi": v, "en": f"{v}!"}), ASKED, ("column_of_parts",),
            {"code": "code.vi", "name": "name.vi"},
        )  # fmt: skip
        yield Case(
            group, f"codes and names are lists of two values, .{ending}",
            valued(ending, lambda v: [v, "zz"]), ASKED, ("column_of_lists",),
        )  # fmt: skip
    for ending in ("geojson", "gpkg", "parquet", "shp"):
        yield Case(group, f"a column called geometry, .{ending}", called_geometry(ending), TAKEN)
    for title, make in (("a .dbf", twice_in_a_table), ("a GeoJSON", twice_in_json)):
        answer = "name (1)" if make is twice_in_a_table else "name (2)"
        yield Case(
            group, f"two columns called name in {title}", make, ASKED, ("column_twice",),
            {"name": answer},
        )  # fmt: skip
    yield Case(
        group, "columns whose names differ by capitals", differing, ASKED, ("column_twice",),
        {"name": "name"},
    )  # fmt: skip
    yield Case(group, "the same column twice in a .dbf", twice_the_same, TAKEN)
    yield Case(group, "codes that are fractions", fractions, ASKED, ("codes_are_fractions",))
    yield Case(
        group, "codes only at the top of each feature", of_features(ids_at_the_top), TAKEN,
        said={"code": "id"},
    )  # fmt: skip
    yield Case(group, "shapes without any column", of_features(without), REFUSED, ("no_columns",))
    differ = ("shapefile_parts_differ",)
    yield Case(group, "a .dbf with fewer rows than shapes", fewer(".dbf", 9), REFUSED, differ)
    yield Case(
        group, "an .shx with fewer shapes than there are", fewer(".shx", 9), TAKEN,
        ("shapefile_index_restored",),
    )  # fmt: skip
    yield from _of_json(group)


def _of_json(group: str) -> Iterator[Case]:
    for what, change in (
        ("a feature a line", lambda held: "\n".join(map(json.dumps, held))),
        ("records of a sequence", lambda held: "".join(f"\x1e{json.dumps(f)}\n" for f in held)),
        ("a list of features", lambda held: held),
        ("collections in a collection", lambda held: collection([collection([f]) for f in held])),
        ("two collections one after the other",
         lambda held: json.dumps(collection(held[:5])) + json.dumps(collection(held[5:]))),
    ):  # fmt: skip
        yield Case(group, f"GeoJSON: {what}", of_features(change), TAKEN)
    yield Case(group, "GeoJSON in UTF-16", wide, TAKEN)
    for charset in ("TCVN3", "VNI", "VISCII", "cp1258"):
        yield Case(
            group, f"GeoJSON in {charset}", in_charset(charset), ASKED, ("json_not_utf8",),
            {"encoding": charset},
        )  # fmt: skip
    for what, content in (
        ("cut short", '{"type": "FeatureCollection", "features": [{"type": "Feat'),
        ("lists within lists", '{"type": "FeatureCollection", "features": ' + "[" * 200_000),
        ("TopoJSON", '{"type": "Topology", "objects": {}, "arcs": []}'),
        ("Esri JSON", '{"geometryType": "esriGeometryPolygon", "features": [{"attributes": {}}]}'),
        ("no map at all", '{"a": 1}'),
    ):
        code = {"cut short": "json_broken", "lists within lists": "json_too_deep"}
        yield Case(
            group, f"JSON: {what}", lambda bench, text=content: put(bench, text), REFUSED,
            (code.get(what, "json_of_other_kind"),),
        )  # fmt: skip
