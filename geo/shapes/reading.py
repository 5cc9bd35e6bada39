"""One layer of polygons read from a file, as received, with what is wrong with the file itself."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from geo.faults import Fault, Faulty, Severity, ask, note, refuse, repaired
from geo.files import encodings, geojson, geopackages, jsontext, kml, parquets
from geo.files.bundles import Limits, opened
from geo.files.charsets import UTF8, canonical
from geo.files.counting import Count
from geo.files.encodings import Evidence, Expected, Texts
from geo.files.layers import Layer, chosen, layers, plain, readable
from geo.files.rings import Mending
from geo.files.rows import Rows
from geo.shapes.measures import turned, with_area
from geo.shapes.shifts import shifted

EXAMPLES = 5  # rows that a fault names of many


@dataclass(frozen=True)
class Reading:
    """A layer as received.

    `frame` has every column of the file, a row a feature, in the file's CRS (None where it names
    none): geometry is Polygon, MultiPolygon, or None where the feature has no polygon. `cut` are
    the texts that may have lost their end.
    """

    frame: gpd.GeoDataFrame
    encoding: str
    faults: tuple[Fault, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    cut: frozenset[str] = frozenset()
    twice: frozenset[str] = frozenset()  # names that several columns had, which are numbered now
    lists: Mapping[str, str] = field(default_factory=dict)  # columns of several values a cell


@dataclass(frozen=True)
class Place:
    """What reading must know of the place that files come from.

    `crs` are systems that have no code, by the name that the place gives them.
    """

    expected: Expected = field(default_factory=Expected)
    crs: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


def read(
    path: Path,
    *,
    layer: str | None = None,
    crs: str | None = None,
    encoding: str | None = None,
    swap_axes: bool = False,
    place: Place | None = None,
) -> Reading:
    """Read a shapefile, GeoPackage, GeoJSON, GeoParquet, MapInfo table, KML … plain or zipped.

    `layer`, `crs` and `encoding` are said by the caller and go before what the file says;
    `swap_axes` says that it has its northings first.
    Faulty, with every fault found until then, for a file that gives no layer of polygons.
    """
    place, faults = place or Place(), list[Fault]()
    told = canonical(encoding) if encoding else None
    if encoding and told is None:
        known = list(place.expected.charsets)
        raise Faulty([refuse("encoding_unknown", encoding, known=known)])
    with (
        opened(path, place.limits, place.expected.charsets) as bundles,
        _heard(path.name, faults),
    ):
        source = chosen([found for b in bundles for found in layers(b)], layer, path.name)
        faults += source.bundle.faults
        if any(f.severity is Severity.REFUSE for f in faults):
            raise Faulty(faults)
        texts = _loaded(source, told, place, faults)
    held = texts.held
    frame = _polygons(held, source.title, faults)
    faults += _mended(held.mending, source.title)
    if swap_axes:
        frame = frame.set_geometry(turned(np.asarray(frame.geometry.array)), crs=frame.crs)
        faults.append(note("axes_swapped", source.title))
    frame = _placed(frame, crs, place.crs, source.title, faults)
    return Reading(
        frame, texts.encoding, tuple(faults), texts.evidence, texts.cut, held.twice, held.lists
    )


@contextmanager
def _heard(where: str, faults: list[Fault]) -> Iterator[None]:
    """Turn what GDAL warns of into notes; other warnings go on to whoever listens."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", RuntimeWarning)
        yield
    texts = [plain(str(w.message)) for w in said if issubclass(w.category, RuntimeWarning)]
    if texts:
        faults.append(note("reader_warned", where, said=texts[0], count=len(texts)))
    for w in said:
        if not issubclass(w.category, RuntimeWarning):
            warnings.warn_explicit(w.message, w.category, w.filename, w.lineno)


def _loaded(layer: Layer, told: str | None, place: Place, faults: list[Fault]) -> Texts:
    """Return the rows of a layer, and what its texts were read in: UTF-8, but for two kinds."""
    path, where, expected = layer.bundle.path, layer.title, place.expected
    count = Count(where, path.stat().st_size, place.limits)
    with readable(where, told):
        match path.suffix:
            case ".parquet":
                return Texts(parquets.read(path, count), UTF8)
            case ".gpkg":
                return Texts(geopackages.read(path, layer.name or "", count), UTF8)
            case ".geojson" | ".json":
                used, evidence, doubt = jsontext.letters(path, told, expected, where)
                faults += doubt
                return Texts(geojson.read(path, count, used), used, evidence)
            case ".kml":
                return Texts(kml.read(path, count), UTF8)
            case ".fgb" | ".gdb":
                return Texts(encodings.of_gdal(path, layer.name, count), UTF8)
            case _:
                return encodings.shapefile(path, told, expected, count, faults)


def _polygons(held: Rows, where: str, faults: list[Fault]) -> gpd.GeoDataFrame:
    """Keep the polygons of each feature, flat; Faulty if no feature has any."""
    frame = held.frame
    if frame.empty and not len(frame):
        raise Faulty([*faults, refuse("layer_empty", where)])
    received = np.asarray(frame.geometry.array)
    shapes = with_area(shapely.force_2d(received))
    broken = held.mending.broken
    if (shapely.is_missing(shapes) | shapely.is_empty(shapes)).all() and not broken:
        found = sorted({s.geom_type for s in received if s is not None} | {*held.kinds})
        raise Faulty([*faults, refuse("no_polygons", where, found=found or ["none"])])
    return frame.set_geometry(gpd.GeoSeries(shapes, crs=frame.crs))


def _mended(mending: Mending, where: str) -> Iterator[Fault]:
    """Say which rings were closed or left out, and ask about each shape that is none."""
    for code, of in (("rings_closed", mending.closed), ("rings_left_out", mending.dropped)):
        if of:
            rows = [n + 1 for n in of][:EXAMPLES]
            yield repaired(code, where, count=sum(of.values()), rows=rows)
    for row, why in sorted(mending.broken.items()):
        code = "shape_not_numbers" if why == "numbers" else "shape_unreadable"
        yield ask(code, f"#{row + 1}", row=row + 1)


def _placed(
    frame: gpd.GeoDataFrame,
    crs: str | None,
    named: Mapping[str, str],
    where: str,
    faults: list[Fault],
) -> gpd.GeoDataFrame:
    """Put the frame into the CRS that the caller says it is in, if any."""
    if crs is None:
        return frame
    try:
        same = frame.crs is not None and crs == frame.crs.name
        told = frame.crs if same else shifted(crs) or pyproj.CRS(named.get(crs, crs))
    except pyproj.exceptions.CRSError as error:
        raise Faulty([*faults, refuse("crs_unknown", crs, known=list(named))]) from error
    if frame.crs is not None and frame.crs != told:
        faults.append(note("crs_overridden", where, found=frame.crs.name, used=crs))
    return frame.set_crs(told, allow_override=True)
