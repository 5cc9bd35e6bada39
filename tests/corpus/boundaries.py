"""Boundary files as they really arrive, made of the shipped ones, each with what must come of it.

`python -m tests.corpus.boundaries` writes the table of the results into docs/boundary-files.md.
"""

import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from shapely import affinity

from data import store
from data.shapes import inspect_file
from data.store import Snapshot
from geo.boundaries import Choices, Inspection
from geo.faults import Severity, stops
from geo.measures import km2

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from corpus.dbf import encoded, table  # noqa: E402

BEFORE, AFTER = date(2009, 4, 1), date(2025, 7, 1)
PAGE = ROOT / "docs" / "boundary-files.md"
MARKS = "<!-- corpus -->", "<!-- end of corpus -->"
TAKEN, ASKED, REFUSED = "taken", "asked", "refused"
CENTIMETRE = 0.01
TM103 = (
    'PROJCS["TM_103",GEOGCS["{name}",DATUM["{datum}",SPHEROID["WGS_1984",6378137.0,298.257223563]'
    '{shift}],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
    'PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",103.0],'
    'PARAMETER["Scale_Factor",{k}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
WRONG_SIGNS = (
    "-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278"
)
K9996 = "VN2000-103-k0.9996"
NEAREST = "nearest"  # an answer: the candidate that is proposed first


@dataclass(frozen=True)
class Case:
    """A file, what must be said of it, and what a person would answer.

    `codes` must be among the faults. `moved` is how many metres a shape may lie off the truth, once
    the file is taken; `areas` the ids that it then gives, all of the day if None.
    """

    group: str
    title: str
    make: Callable[["Bench"], Path]
    outcome: str
    codes: tuple[str, ...] = ()
    answer: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)  # from the start
    best: str | None = None  # the candidate that must be proposed first
    encoding: str | None = None
    moved: float = CENTIMETRE
    day: date = BEFORE
    without: tuple[str, ...] = ()  # codes of areas that the file rightly does not give
    changed: tuple[str, ...] = ()  # codes of areas whose shape is not the true one, rightly
    surveyed: bool = False


@dataclass(frozen=True)
class Bench:
    """Where files are made, and what of."""

    folder: Path
    now: Snapshot

    def frame(self, day: date = BEFORE, **columns: Any) -> gpd.GeoDataFrame:
        """Return the true shapes of a day with their codes and full names."""
        shapes = self.now.generations[day]
        areas = [self.now.areas[i] for i in shapes.index]
        own = {"code": [a.code for a in areas], "name": [a.name for a in areas], **columns}
        return gpd.GeoDataFrame(own, geometry=shapes.geometry.array, crs=shapes.crs)

    def written(self, frame: gpd.GeoDataFrame, name: str = "communes.gpkg", **how: Any) -> Path:
        """Write a frame, shapefiles in UTF-8 unless told otherwise."""
        path = self.folder / name
        plain = {"encoding": "UTF-8"} if path.suffix == ".shp" else {}
        frame.to_file(path, **plain | how)
        return path


@dataclass(frozen=True)
class Result:
    """What came of a case: each look at the file, the last one after the answer, if any."""

    case: Case
    first: Inspection
    last: Inspection
    wrong: tuple[str, ...] = ()


def results(now: Snapshot) -> Iterator[Result]:
    """Make every file, look at it, answer what is asked, and hold what is taken against truth."""
    for case in CASES:
        yield result(case, now)


def result(case: Case, now: Snapshot) -> Result:
    """Look at the file of one case, with and without the answer."""
    bench_now = surveyed(now) if case.surveyed else now
    with TemporaryDirectory() as folder:
        path = case.make(Bench(Path(folder), now))
        first = inspect_file(bench_now, path, Choices(**case.said))
        answer = case.answer | _nearest(case, first)
        last = inspect_file(bench_now, path, Choices(**case.said | answer)) if answer else first
    return Result(case, first, last, tuple(_wrong(case, first, last, bool(answer), now)))


def surveyed(now: Snapshot) -> Snapshot:
    """Return the workspace as if its boundaries had been surveyed."""
    kept = {d: g.model_copy(update={"surveyed": True}) for d, g in now.settings.boundaries.items()}
    return replace(now, settings=now.settings.model_copy(update={"boundaries": kept}))


def _nearest(case: Case, found: Inspection) -> dict[str, Any]:
    if case.best is None or not found.crs_candidates:
        return {}
    first = found.crs_candidates[0]
    return {"crs": first.crs, "swap_axes": first.swapped}


def _wrong(
    case: Case, first: Inspection, last: Inspection, answered: bool, now: Snapshot
) -> Iterator[str]:
    """Yield what did not come as it must."""
    grave = {f.severity for f in first.faults}
    outcome = REFUSED if Severity.REFUSE in grave else ASKED if Severity.ASK in grave else TAKEN
    if outcome != case.outcome:
        yield f"{outcome}, not {case.outcome}: {[f.code for f in first.faults]}"
    if missing := set(case.codes) - {f.code for f in first.faults}:
        yield f"does not say {sorted(missing)}, but {[f.code for f in first.faults]}"
    if case.best and [c.answer for c in first.crs_candidates[:1]] != [case.best]:
        yield f"proposes {first.crs_candidates}"
    if case.encoding and last.encoding != case.encoding:
        yield f"read in {last.encoding}"
    if outcome == TAKEN or answered:
        yield from _untrue(case, last, now)


def _untrue(case: Case, found: Inspection, now: Snapshot) -> Iterator[str]:
    """Yield how what was taken differs from the truth: areas, names, sizes, positions."""
    if stops(found.faults) or found.frame is None:
        yield f"not taken after the answer: {[f.code for f in found.faults]}"
        return
    true = now.generations[case.day]
    areas = [i for i in true.index if i.partition("@")[0] not in case.without]
    if sorted(found.frame.index) != sorted(areas):
        yield f"takes {sorted(found.frame.index)}"
        return
    names = {i: now.areas[i].name for i in areas}
    if dict(found.frame["name"]) != names:
        yield f"names {dict(found.frame['name'])}"
    same = [i for i in areas if i.partition("@")[0] not in case.changed]
    given, wanted = (
        np.asarray(gpd.GeoSeries(f.loc[same].geometry).to_crs(9205).array)
        for f in (found.frame, true)
    )
    apart = shapely.hausdorff_distance(given, wanted).max()
    if apart > case.moved:
        yield f"lies {apart:.3f} m off"
    sizes = km2(given, "EPSG:9205"), km2(wanted, "EPSG:9205")
    if not np.allclose(*sizes, rtol=max(1e-6, case.moved * 1e-3)):
        yield f"has {sizes[0].sum():.4f} km² of {sizes[1].sum():.4f}"


# --- letters --------------------------------------------------------------------------------

FULL = "Thị trấn Điện Biên Đông"
RIGHT = {"UTF-8": "UTF-8", "TCVN3": "TCVN3", "VNI": "VNI", "VISCII": "VISCII", "cp1258": "1258"}
WRONG = {
    "UTF-8": "1258",
    "TCVN3": "UTF-8",
    "VNI": "ISO-8859-1",
    "VISCII": "UTF-8",
    "cp1258": "UTF-8",
}


def lettered(
    charset: str, cpg: str | None, *, width: int = 60, codes: bool = False
) -> Callable[[Bench], Path]:
    """Return how to make a shapefile with names, and a column's name, in a charset."""

    def make(bench: Bench) -> Path:
        frame = bench.frame()
        path = bench.written(frame[["geometry"]].assign(x="x"), "communes.shp")
        named = [
            FULL if c == "03203" else n for c, n in zip(frame["code"], frame["name"], strict=True)
        ]
        columns = {encoded("Tên xã", charset): [encoded(n, charset) for n in named]}
        if codes:
            columns[b"MAXA"] = [c.encode() for c in frame["code"]]
        path.with_suffix(".dbf").write_bytes(table(columns, width=width))
        path.with_suffix(".cpg").unlink()
        if cpg:
            path.with_suffix(".cpg").write_text(cpg)
        return path

    return make


def letters() -> Iterator[Case]:
    for charset in RIGHT:
        for how, cpg in (
            ("no .cpg", None), ("a right .cpg", RIGHT[charset]), ("a wrong .cpg", WRONG[charset]),
        ):  # fmt: skip
            said: tuple[str, ...] = ()
            if how != "a right .cpg":
                known = WRONG[charset] != "ISO-8859-1" and how == "a wrong .cpg"
                said = ("encoding_otherwise" if known else "encoding_by_names",)
            make = lettered(charset, cpg)
            yield Case("Letters", f"{charset}, {how}", make, TAKEN, said, encoding=charset)
    for how, cpg in (("no .cpg", None), ("a right .cpg", "UTF-8"), ("a wrong .cpg", "1258")):
        yield Case(
            "Letters", f"UTF-8 cut in the middle of a letter, {how}",
            lettered("UTF-8", cpg, width=29, codes=True), TAKEN, ("names_cut",), encoding="UTF-8",
        )  # fmt: skip
    yield Case(
        "Letters", "UTF-8 cut in the middle of a letter, names without codes",
        lettered("UTF-8", "UTF-8", width=29), ASKED, ("row_unknown", "areas_without_shape"),
        {"decisions": {"|Thị trấn Điện Biên Đ": f"03203@{BEFORE}"}}, encoding="UTF-8",
    )  # fmt: skip
    yield Case(
        "Letters", "cp1258 cut between two letters", lettered("cp1258", "1258", width=22, codes=True),
        TAKEN, ("names_cut",), encoding="cp1258",
    )  # fmt: skip
    yield Case(
        "Letters", "TCVN3, and the person names VNI", lettered("TCVN3", None), ASKED,
        ("columns_unknown",), {"encoding": "TCVN3"}, {"encoding": "VNI"}, encoding="TCVN3",
    )  # fmt: skip
    yield Case(
        "Letters", "TCVN3, and the person names what no one knows", lettered("TCVN3", None), REFUSED,
        ("encoding_unknown",), {"encoding": "TCVN3"}, {"encoding": "TCVN4"}, encoding="TCVN3",
    )  # fmt: skip


# --- place on Earth -------------------------------------------------------------------------


def placed(
    crs: object, prj: str | None = "own", *, swapped: bool = False
) -> Callable[[Bench], Path]:
    """Return how to make a shapefile in a CRS, with its own .prj, none, or another one."""

    def make(bench: Bench) -> Path:
        there = bench.now.settings.crs_defined.get(str(crs), crs)
        frame = bench.frame().to_crs(there)
        if swapped:
            frame = frame.set_geometry(
                shapely.transform(np.asarray(frame.geometry.array), lambda xy: xy[:, ::-1]),
                crs=frame.crs,
            )
        path = bench.written(frame, "communes.shp")
        if prj is None:
            path.with_suffix(".prj").unlink()
        elif prj != "own":
            path.with_suffix(".prj").write_text(prj)
        return path

    return make


def esri(crs: int) -> str:
    return str(pyproj.CRS(crs).to_wkt("WKT1_ESRI"))


def tm(datum: str, k: float = 0.9999, shift: str = "", name: str = "GCS") -> str:
    shift = f",TOWGS84[{shift}]" if shift else ""
    return TM103.format(datum=datum, k=k, shift=shift, name=name)


def places() -> Iterator[Case]:
    group = "Place"
    zones = ["EPSG:9205", K9996, "EPSG:3405", "EPSG:5896", "EPSG:5897", "EPSG:9206", "EPSG:32648",
             "EPSG:4326", "EPSG:4756"]  # fmt: skip
    for crs in zones:
        if crs != K9996:
            yield Case(group, f"{crs} with its .prj", placed(crs), TAKEN, ("position_unchecked",))
        yield Case(
            group, f"{crs} without .prj", placed(crs, None), ASKED,
            ("crs_missing",), best=crs,
        )  # fmt: skip
    vietnam = "D_Vietnam_2000"
    yield Case(group, "103°00′, k 0.9996 with its .prj", placed(K9996, tm(vietnam, 0.9996)), TAKEN)
    for crs in ("EPSG:9205", K9996, "EPSG:3405", "EPSG:4326"):
        answer = f"{crs} --swap-axes"
        yield Case(
            group, f"{crs} with X and Y exchanged, without .prj", placed(crs, None, swapped=True),
            ASKED, ("crs_missing",), best=answer,
        )  # fmt: skip
    yield Case(
        group, "EPSG:9205 with X and Y exchanged, with its .prj",
        placed("EPSG:9205", swapped=True), ASKED, ("crs_elsewhere",), best="EPSG:9205 --swap-axes",
    )  # fmt: skip
    yield Case(
        group, "EPSG:4326 with X and Y exchanged, with its .prj",
        placed("EPSG:4326", swapped=True), REFUSED, ("crs_wrong",), best="EPSG:4326 --swap-axes",
    )  # fmt: skip
    yield Case(
        group, "EPSG:9205, its towgs84 with the wrong signs",
        placed("EPSG:9205", tm("Vietnam_2000", shift=WRONG_SIGNS, name="VN-2000")), TAKEN,
        ("crs_nearly",), moved=0.8,
    )  # fmt: skip
    yield Case(
        group, "WGS 84 in degrees declared on VN-2000 metres", placed("EPSG:9205", esri(4326)),
        REFUSED, ("crs_wrong",), best="EPSG:9205",
    )  # fmt: skip
    yield Case(
        group, "WGS 84 with the projection of EPSG:9205 declared on VN-2000 metres",
        placed("EPSG:9205", tm("D_WGS_1984", name="GCS_WGS_1984")), ASKED, ("crs_datum_doubtful",),
        best="EPSG:9205",
    )  # fmt: skip
    yield Case(
        group, "a datum that nobody knows", placed("EPSG:9205", tm("D_somewhere")), ASKED,
        ("crs_shift_unknown",), best="EPSG:9205",
    )  # fmt: skip
    yield Case(
        group, "the zone beside it declared", placed("EPSG:9205", esri(9206)), ASKED,
        ("crs_elsewhere",), best="EPSG:9205",
    )  # fmt: skip
    yield Case(
        group, "k 0.9999 declared on k 0.9996, against surveyed boundaries",
        placed(K9996, esri(9205)), ASKED, ("crs_shifted",), best=K9996, surveyed=True,
    )  # fmt: skip
    yield Case(
        group, "WGS 84 / UTM 48N declared on VN-2000 / UTM 48N, against surveyed boundaries",
        placed("EPSG:3405", esri(32648)), ASKED, ("crs_shifted",), best="EPSG:3405", surveyed=True,
    )  # fmt: skip
    yield Case(
        group, "a right file against surveyed boundaries", placed("EPSG:9205"), TAKEN, surveyed=True
    )
    yield Case(
        group, "a CRS that is none, named by the person", placed("EPSG:9205", None), REFUSED,
        ("crs_unknown",), {"crs": "EPSG:9205"}, {"crs": "EPSG:0"},
    )  # fmt: skip


# --- shapes ---------------------------------------------------------------------------------

KEO_LOM, NA_SON = "03376", "03205"
Change = Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]


def shaped(change: Change, name: str = "communes.gpkg") -> Callable[[Bench], Path]:
    """Return how to make a file in EPSG:9205 of shapes that were changed."""

    def make(bench: Bench) -> Path:
        return bench.written(change(bench.frame().to_crs(9205)), name)

    return make


def one(code: str, change: Callable[[Any], Any]) -> Change:
    """Return how to change the shape of one commune."""

    def made(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        shapes = [
            change(s) if c == code else s
            for c, s in zip(frame["code"], frame.geometry, strict=True)
        ]
        return frame.set_geometry(shapes, crs=frame.crs)

    return made


def crossed(shape: shapely.Polygon) -> shapely.Polygon:
    """Return a polygon with a loop of 50 m at its first corner, by which it crosses itself."""
    (x, y), *rest = shape.exterior.coords
    loop = [(x, y), (x + 50, y), (x, y + 50), (x + 50, y + 50)]
    return shapely.Polygon([*loop, (x, y), *rest])


def halves(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer with a commune in two rows, one at its place and one at the end."""
    (whole,) = frame.geometry[frame["code"] == KEO_LOM]
    west, south, east, north = whole.bounds
    left = shapely.box(west, south, (west + east) / 2, north)
    first = one(KEO_LOM, lambda shape: shape.intersection(left))(frame)
    second = one(KEO_LOM, lambda shape: shape.difference(left))(frame)
    return _stacked(first, second[second["code"] == KEO_LOM])


def _stacked(*frames: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=frames[0].crs)


def turned_rings(bench: Bench) -> Path:
    """Make a shapefile whose rings go the wrong way round, byte by byte: GDAL would put them right."""
    path = bench.written(bench.frame().to_crs(9205), "communes.shp")
    content = bytearray(path.read_bytes())
    at = 100
    while at < len(content):
        size = 2 * int.from_bytes(content[at + 4 : at + 8], "big")
        parts, points = np.frombuffer(content, "<i4", 2, at + 8 + 36)
        starts = [*np.frombuffer(content, "<i4", parts, at + 8 + 44), points]
        xy = np.frombuffer(content, "<f8", 2 * points, at + 8 + 44 + 4 * parts).reshape(-1, 2)
        rings = [xy[a:b][::-1] for a, b in zip(starts, starts[1:], strict=False)]
        content[at + 8 + 44 + 4 * parts : at + 8 + size] = np.vstack(rings).tobytes()
        at += 8 + size
    path.write_bytes(content)
    return path


def shapes() -> Iterator[Case]:
    group = "Shapes"
    yield Case(
        group, "one commune 10 m over its neighbours", shaped(one(KEO_LOM, lambda s: s.buffer(10))),
        TAKEN, ("overlaps", "borders_mended"), moved=30,
    )  # fmt: skip
    yield Case(
        group, "one commune 300 m over its neighbours",
        shaped(one(KEO_LOM, lambda s: s.buffer(300))), ASKED, ("overlaps", "border_moved_much"),
        {"accept_repairs": True}, moved=900,
    )  # fmt: skip
    yield Case(
        group, "a gap of 10 m round one commune", shaped(one(KEO_LOM, lambda s: s.buffer(-10))),
        TAKEN, moved=30,
    )  # fmt: skip
    yield Case(
        group, "slivers of 5 cm between neighbours", shaped(one(KEO_LOM, lambda s: s.buffer(-0.05))),
        TAKEN, moved=0.1,
    )  # fmt: skip
    yield Case(
        group, "a hole that no commune covers",
        shaped(one(KEO_LOM, lambda s: s.difference(s.representative_point().buffer(200)))),
        TAKEN, ("gaps",), changed=(KEO_LOM,),
    )  # fmt: skip
    yield Case(group, "rings the wrong way round, in a shapefile", turned_rings, TAKEN)
    yield Case(
        group, "rings the wrong way round, in a GeoPackage",
        shaped(lambda f: f.set_geometry([s.reverse() for s in f.geometry], crs=f.crs)), TAKEN,
    )  # fmt: skip
    yield Case(
        group, "a border that crosses itself", shaped(one(KEO_LOM, crossed)), TAKEN,
        ("shape_invalid",), moved=75,
    )  # fmt: skip
    yield Case(
        group, "one commune in two rows", shaped(halves), ASKED, ("area_in_parts",),
        {"dissolve": True},
    )  # fmt: skip
    yield Case(
        group, "the same commune twice", shaped(lambda f: _stacked(f, f[f["code"] == KEO_LOM])),
        ASKED, ("area_in_parts", "overlaps"), {"dissolve": True},
    )  # fmt: skip
    for name in ("communes.shp", "communes.gpkg"):
        yield Case(
            group, f"heights (Z) in a {name.rpartition('.')[2]}",
            shaped(lambda f: f.set_geometry(shapely.force_3d(f.geometry, 700.0)), name), TAKEN,
        )  # fmt: skip
    yield Case(
        group, "polygons, points and collections in one layer",
        shaped(
            lambda f: _stacked(
                one(KEO_LOM, lambda s: shapely.GeometryCollection([s, s.centroid]))(f),
                f.iloc[:1].assign(code="", name="", geometry=f.geometry.iloc[:1].centroid),
            )
        ),
        TAKEN, ("shape_missing",),
    )  # fmt: skip
    for what, shape in (("an empty shape", shapely.Polygon()), ("no shape at all", None)):
        yield Case(
            group, f"a commune with {what}", shaped(one(KEO_LOM, lambda s, shape=shape: shape)),
            ASKED, ("shape_missing",),
        )  # fmt: skip
    yield Case(
        group, "a commune that is not there", shaped(lambda f: f[f["code"] != KEO_LOM]), ASKED,
        ("areas_without_shape",),
    )  # fmt: skip
    yield Case(
        group, "lines instead of areas",
        shaped(lambda f: f.set_geometry(f.geometry.boundary, crs=f.crs), "communes.shp"), REFUSED,
        ("no_polygons",),
    )  # fmt: skip


# --- codes and names ------------------------------------------------------------------------


def named(
    code: Callable[[str], Any] | None = str,
    name: Callable[[str], Any] | None = str,
    *,
    day: date = BEFORE,
    rows: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame] = lambda f: f,
    file: str = "communes.gpkg",
) -> Callable[[Bench], Path]:
    """Return how to make a file with its codes and names written otherwise, or not at all."""

    def make(bench: Bench) -> Path:
        frame = rows(bench.frame(day).to_crs(9205))
        for column, change in (("code", code), ("name", name)):
            if change is None:
                frame = frame.drop(columns=column)
            else:
                frame[column] = [change(v) for v in frame[column]]
        return bench.written(frame, file)

    return make


def swap(**names: str) -> Callable[[str], str]:
    """Return how to write some names otherwise: `swap(Na_Son="Na Sơn")`."""
    said = {key.replace("_", " "): text for key, text in names.items()}
    return lambda name: said.get(name, name)


def codes() -> Iterator[Case]:
    group = "Codes and names"
    both = "codes and names"
    yield Case(group, both, named(), TAKEN)
    yield Case(group, "the six communes of after July 2025", named(day=AFTER), TAKEN, day=AFTER)
    for what, change in (
        ("without their zeros", int), ("as floats (3208.0)", float),
        ("as text with a point", lambda c: f"{int(c)}.0"),
    ):  # fmt: skip
        yield Case(group, f"codes {what}", named(change), TAKEN, ("codes_repaired",))
    yield Case(
        group, "codes as floats in a shapefile", named(float, file="communes.shp"), TAKEN,
        ("codes_repaired",),
    )  # fmt: skip
    yield Case(group, "codes alone", named(name=None), TAKEN, ("names_unchecked",))
    yield Case(
        group, "codes alone, after July 2025 as before: the day is asked",
        named(name=None, rows=lambda f: f[f["code"].isin(["03203", "03208", "03214"])]), ASKED,
        ("day_ambiguous",),
    )  # fmt: skip
    ways: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
        "with Ð (U+00D0) for Đ": (lambda n: n.replace("Đ", "Ð"), ()),
        "with letters and marks apart (NFD)": (lambda n: unicodedata.normalize("NFD", n), ()),
        "in capitals with their kind": (lambda n: f"XÃ {n.upper()}" if n != "Điện Biên Đông" else n, ()),
        "with a short kind (X.)": (lambda n: f"X. {n}" if n != "Điện Biên Đông" else f"TT. {n}", ()),
        "with hard blanks and zero-width marks": (lambda n: n.replace(" ", "\u00a0") + "\u200b", ()),
        "with the mark on the other vowel": (lambda n: n.replace("ìa", "ià"), ()),
        "as older lists spell them": (
            swap(Luân_Giói="Luân Giới", Pu_Nhi="Pú Nhi", Nong_U="Noong U"), (),
        ),
        "as the oldest lists spell them": (swap(Pu_Nhi="Pù Nhi"), ()),
        "without any marks": (plain, ("names_spelled_otherwise",)),
    }  # fmt: skip
    for what, (change, said) in ways.items():
        yield Case(group, f"codes, and names {what}", named(name=change), TAKEN, said)
        said = (*said, "position_unchecked")
        yield Case(group, f"names {what}, no codes", named(None, change), TAKEN, said)
    yield Case(
        group, "codes of another kind, with names", named(lambda c: f"DB{c[-2:]}"), TAKEN,
        ("codes_unrelated",),
    )  # fmt: skip
    yield from _doubtful(group)


def plain(name: str) -> str:
    """Return a name without any marks, as a sign painter or an old machine writes it."""
    text = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in text if not unicodedata.combining(c))


def _doubtful(group: str) -> Iterator[Case]:
    """Yield files that a person must decide about, and the decision."""
    yield Case(
        group, "a code of before July 2025 with a name of after",
        named(name=swap(Điện_Biên_Đông="Na Son", Na_Son="Na Sơn")), ASKED, ("code_name_disagree",),
        {"decisions": {"03203|Na Son": f"03203@{BEFORE}", "03205|Na Sơn": f"03205@{BEFORE}"}},
    )  # fmt: skip
    yield Case(
        group, "codes and names of two communes exchanged",
        named(name=swap(Keo_Lôm="Phì Nhừ", Phì_Nhừ="Keo Lôm")), ASKED, ("code_name_disagree",),
        {"decisions": {"03376|Phì Nhừ": f"03376@{BEFORE}", "03208|Keo Lôm": f"03208@{BEFORE}"}},
    )  # fmt: skip
    yield Case(
        group, "the fourteen taken for the six", named(), ASKED,
        ("day_fits_worse", "code_name_disagree"), {"day": BEFORE}, {"day": AFTER},
    )  # fmt: skip
    yield Case(
        group, "a misspelt name without a code", named(None, swap(Keo_Lôm="Keo Lomm")), ASKED,
        ("row_unknown",), {"decisions": {"|Keo Lomm": f"03376@{BEFORE}"}},
    )  # fmt: skip
    yield Case(
        group, "a name like another's (Na Sang)", named(None, swap(Na_Son="Na Sang")), ASKED,
        ("row_unknown",), {"decisions": {"|Na Sang": f"03205@{BEFORE}"}},
    )  # fmt: skip
    yield Case(
        group, "a decision for a commune that is not in force", named(None, swap(Na_Son="Na Sang")),
        ASKED, ("decision_unfit",), {"decisions": {"|Na Sang": f"03205@{BEFORE}"}},
        {"decisions": {"|Na Sang": f"03203@{AFTER}"}},
    )  # fmt: skip
    yield Case(
        group, "a wrong code with a known name",
        named(lambda c: "03299" if c == KEO_LOM else c), ASKED, ("row_unknown",),
        {"decisions": {"03299|Keo Lôm": f"03376@{BEFORE}"}},
    )  # fmt: skip
    yield Case(
        group, "a neighbour from outside, left out by decision",
        named(rows=lambda f: _stacked(f, f.iloc[:1].assign(code="", name="Keo Lom 2",
            geometry=[affinity.translate(f.geometry.iloc[0], 90_000)]))),
        TAKEN, ("left_out_by_decision",), said={"decisions": {"#15": None}},
    )  # fmt: skip
    yield Case(
        group, "a code twice, with two spellings",
        named(lambda c: NA_SON if c == KEO_LOM else c, swap(Keo_Lôm="Xã Na Son")), REFUSED,
        ("code_twice",),
    )  # fmt: skip
    yield Case(
        group, "columns that nobody knows", renamed, ASKED, ("columns_unknown",), {"code": "k", "name": "t"},
    )  # fmt: skip
    yield Case(group, "communes of another province", elsewhere, REFUSED, ("nothing_matches",))


def renamed(bench: Bench) -> Path:
    return bench.written(bench.frame().rename(columns={"code": "k", "name": "t"}))


def elsewhere(bench: Bench) -> Path:
    frame = bench.frame()
    return bench.written(frame.assign(code=[f"9{c[1:]}" for c in frame["code"]], name="Không đâu"))


# --- archives -------------------------------------------------------------------------------


def packed(
    names: Callable[[str], str] = lambda n: n, more: Callable[[ZipFile, Path], None] | None = None
) -> Callable[[Bench], Path]:
    """Return how to zip a shapefile under other names, with something beside it."""

    def make(bench: Bench) -> Path:
        path = bench.written(bench.frame().to_crs(9205), "communes.shp")
        archive = bench.folder / "communes.zip"
        with ZipFile(archive, "w", ZIP_DEFLATED) as into:
            for part in sorted(bench.folder.glob("communes.*")):
                if part != archive:
                    into.write(part, names(part.name))
            if more:
                more(into, path)
        return archive

    return make


def beside(name: str, content: bytes = b"x") -> Callable[[ZipFile, Path], None]:
    return lambda into, path: into.writestr(name, content)


def second_layer(into: ZipFile, path: Path) -> None:
    """Add a layer of the same communes, shrunk, under another name."""
    frame = gpd.read_file(path)
    other = path.with_name("districts.shp")
    frame.set_geometry(frame.buffer(-500), crs=frame.crs).to_file(other, encoding="UTF-8")
    for part in sorted(path.parent.glob("districts.*")):
        into.write(part, part.name)


def old_names(bench: Bench) -> Path:
    """Make an archive whose names are UTF-8 without saying so, as many tools do."""
    path = packed(lambda n: f"ranh giới/xã{n[8:]}", second_layer)(bench)
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags + 1] &= ~0x08
            at = content.find(mark, at + 4)
    path.write_bytes(content)
    return path


def lying(bench: Bench) -> Path:
    """Make an archive that says that a part of it is smaller than it is."""
    path = packed()(bench)
    size = (bench.folder / "communes.shp").stat().st_size
    content = path.read_bytes()
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (size - 99).to_bytes(4, "little")))
    return path


def archives() -> Iterator[Case]:
    group = "Archives"
    yield Case(group, "a zip of a shapefile", packed(), TAKEN)
    yield Case(group, "in a nested folder", packed(lambda n: f"a/b c/{n}"), TAKEN)
    yield Case(group, "with Vietnamese names", packed(lambda n: f"Bản đồ/Xã{n[8:]}"), TAKEN)
    yield Case(
        group, "with several layers", packed(more=second_layer), ASKED, ("several_layers",),
        {"layer": "communes.shp"},
    )  # fmt: skip
    yield Case(
        group, "with Vietnamese names that do not say that they are UTF-8", old_names, ASKED,
        ("several_layers",), {"layer": "xã.shp"},
    )  # fmt: skip
    yield Case(
        group, "with a layer that is not there", packed(), REFUSED, ("layer_unknown",),
        {"layer": "communes.shp"}, {"layer": "xa.shp"},
    )  # fmt: skip
    yield Case(group, "with what a Mac adds", packed(more=beside("__MACOSX/._communes.shp")), TAKEN)
    yield Case(group, "with a text beside the layer", packed(more=beside("đọc tôi.txt")), TAKEN)
    for name in ("../../x.shp", "/etc/x.shp", "..\\x.shp", "C:\\x.shp"):
        yield Case(
            group, f"with the path {name}", packed(more=beside(name)), REFUSED, ("zip_unsafe",)
        )
    yield Case(
        group, "that would grow a thousand times",
        packed(more=beside("zeros.dbf", b"\0" * (100 * 2**20))), REFUSED, ("zip_bomb",),
    )  # fmt: skip
    yield Case(group, "that says it is smaller than it is", lying, REFUSED, ("zip_unreadable",))
    yield Case(group, "of more files than a map has", packed(more=many), REFUSED, ("zip_too_many",))
    yield Case(group, "that is none", nonsense, REFUSED, ("zip_unreadable",))
    yield Case(
        group, "with nothing to read", packed(lambda n: f"{n}.bak"), REFUSED, ("zip_without_layer",)
    )
    yield Case(
        group, "without the .dbf", packed(lambda n: n.replace(".dbf", ".bak")), REFUSED,
        ("shapefile_incomplete",),
    )  # fmt: skip
    yield Case(
        group, "without the .shx", packed(lambda n: n.replace(".shx", ".bak")), TAKEN,
        ("shapefile_index_restored",),
    )  # fmt: skip


def many(into: ZipFile, path: Path) -> None:
    for n in range(10_001):
        into.writestr(f"{path.stem}/{n}", b"")


def nonsense(bench: Bench) -> Path:
    path = bench.folder / "communes.zip"
    path.write_bytes(b"PK and no more")
    return path


CASES: tuple[Case, ...] = (*letters(), *places(), *shapes(), *codes(), *archives())


# --- the table ------------------------------------------------------------------------------


def page(found: list[Result]) -> str:
    """Return the page of the documentation with the table of these results in it."""
    before, _, rest = PAGE.read_text("utf-8").partition(MARKS[0])
    return f"{before}{MARKS[0]}\n{_tables(found)}\n{MARKS[1]}{rest.partition(MARKS[1])[2]}"


def _tables(found: list[Result]) -> str:
    groups = dict.fromkeys(r.case.group for r in found)
    return "\n".join(
        f"\n### {group}\n\n| file | at first | said | answered with | then |\n|---|---|---|---|---|\n"
        + "\n".join(_line(r) for r in found if r.case.group == group)
        for group in groups
    )


def _line(result: Result) -> str:
    case = result.case
    grave = {f.severity for f in result.first.faults}
    first = REFUSED if Severity.REFUSE in grave else ASKED if Severity.ASK in grave else TAKEN
    said = ", ".join(f"`{f}`" for f in dict.fromkeys(f.code for f in result.first.faults))
    answer = case.answer or _nearest(case, result.first)
    then = "" if not answer else ASKED if stops(result.last.faults) else TAKEN
    return f"| {case.title} | {first} | {said} | {_words(answer)} | {then} |"


def _words(answer: dict[str, Any]) -> str:
    """Return an answer as the command line takes it; decisions are taken by pages alone."""
    if "decisions" in answer:
        return "a decision"
    said = {k.replace("_", "-"): v for k, v in answer.items() if v is not False}
    return " ".join(f"`--{k}`" if v is True else f"`--{k} {v}`" for k, v in said.items())


if __name__ == "__main__":
    made = page(list(results(store.load(ROOT / "data" / "dien_bien_dong"))))
    PAGE.write_text(made, "utf-8")
