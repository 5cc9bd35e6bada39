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

from geo.faults import Fault, Faulty, Severity, note, refuse
from geo.files import encodings, gdal
from geo.files.bundles import Limits, opened
from geo.files.charsets import UTF8, canonical
from geo.files.encodings import Evidence, Expected, Texts
from geo.files.layers import Layer, chosen, layers, readable
from geo.shapes.measures import turned, with_area


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
    """Read a shapefile, GeoPackage, GeoJSON or GeoParquet, plain or zipped.

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
        texts = _loaded(source, told, place.expected, faults)
    frame = _polygons(texts.frame, source.title, faults)
    if swap_axes:
        frame = frame.set_geometry(turned(np.asarray(frame.geometry.array)), crs=frame.crs)
        faults.append(note("axes_swapped", source.title))
    frame = _placed(frame, crs, place.crs, source.title, faults)
    return Reading(frame, texts.encoding, tuple(faults), texts.evidence, texts.cut)


@contextmanager
def _heard(where: str, faults: list[Fault]) -> Iterator[None]:
    """Turn what GDAL warns of into notes; other warnings go on to whoever listens."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", RuntimeWarning)
        yield
    texts = [str(w.message) for w in said if issubclass(w.category, RuntimeWarning)]
    if texts:
        faults.append(note("reader_warned", where, said=texts[0], count=len(texts)))
    for w in said:
        if not issubclass(w.category, RuntimeWarning):
            warnings.warn_explicit(w.message, w.category, w.filename, w.lineno)


def _loaded(layer: Layer, told: str | None, expected: Expected, faults: list[Fault]) -> Texts:
    """Return the rows of a layer, and what its texts were read in: UTF-8, but for shapefiles."""
    path = layer.bundle.path
    with readable(layer.title, told):
        if path.suffix == ".parquet":
            return Texts(gpd.read_parquet(path), UTF8)
        if path.suffix == ".shp":
            return encodings.shapefile(path, told, expected, layer.title, faults)
        return Texts(gdal.read_dataframe(path, layer=layer.name), UTF8)


def _polygons(frame: gpd.GeoDataFrame, where: str, faults: list[Fault]) -> gpd.GeoDataFrame:
    """Keep the polygons of each feature, flat; Faulty if no feature has any."""
    if frame.empty:
        raise Faulty([*faults, refuse("layer_empty", where)])
    if not isinstance(frame, gpd.GeoDataFrame) or frame.active_geometry_name is None:
        raise Faulty([*faults, refuse("no_polygons", where, found=["none"])])
    received = np.asarray(frame.geometry.array)
    shapes = with_area(shapely.force_2d(received))
    if (shapely.is_missing(shapes) | shapely.is_empty(shapes)).all():
        found = sorted({s.geom_type for s in received if s is not None}) or ["none"]
        raise Faulty([*faults, refuse("no_polygons", where, found=found)])
    columns = frame.drop(columns=frame.active_geometry_name)
    columns.columns = [str(c) for c in columns.columns]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=frame.crs)


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
        told = pyproj.CRS.from_user_input(named.get(crs, crs))
    except pyproj.exceptions.CRSError as error:
        raise Faulty([*faults, refuse("crs_unknown", crs, known=list(named))]) from error
    if frame.crs is not None and frame.crs != told:
        faults.append(note("crs_overridden", where, found=frame.crs.name, used=crs))
    return frame.set_crs(told, allow_override=True)
