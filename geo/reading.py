"""One layer of polygons read from a file, as received, with what is wrong with the file itself."""

import codecs
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pyproj
import shapely

from geo import encodings
from geo.bundles import opened
from geo.faults import Fault, Faulty, Severity, note, refuse
from geo.layers import Layer, chosen, layers, readable
from geo.measures import with_area


@dataclass(frozen=True)
class Reading:
    """A layer as received.

    `frame` has every column of the file, a row a feature, in the file's CRS (None where it names
    none): geometry is Polygon, MultiPolygon, or None where the feature has no polygon.
    """

    frame: gpd.GeoDataFrame
    encoding: str
    faults: tuple[Fault, ...] = ()


def read(
    path: Path, *, layer: str | None = None, crs: str | None = None, encoding: str | None = None
) -> Reading:
    """Read a shapefile, GeoPackage, GeoJSON or GeoParquet, plain or zipped.

    `layer`, `crs` and `encoding` are said by the caller and go before what the file says.
    Faulty, with every fault found until then, for a file that gives no layer of polygons.
    """
    faults: list[Fault] = []
    if encoding is not None and not _exists(encoding):
        raise Faulty([refuse("encoding_unknown", encoding)])
    with opened(path) as bundles, _heard(path.name, faults):
        source = chosen([found for b in bundles for found in layers(b)], layer, path.name)
        faults += source.bundle.faults
        if any(f.severity is Severity.REFUSE for f in faults):
            raise Faulty(faults)
        frame, used = _loaded(source, encoding, faults)
    frame = _polygons(frame, source.title, faults)
    return Reading(_placed(frame, crs, source.title, faults), used, tuple(faults))


def _exists(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


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


def _loaded(
    layer: Layer, encoding: str | None, faults: list[Fault]
) -> tuple[gpd.GeoDataFrame, str]:
    """Return the rows of a layer, and the encoding that its texts were read in."""
    path = layer.bundle.path
    if path.suffix == ".parquet":
        with readable(layer.title, None):
            return gpd.read_parquet(path), "UTF-8"
    with readable(layer.title, encoding):
        if path.suffix == ".shp":
            return encodings.shapefile(path, encoding, layer.title, faults)
        said = str(pyogrio.read_info(path, layer=layer.name, encoding=encoding)["encoding"])
        return pyogrio.read_dataframe(path, layer=layer.name, encoding=encoding), said


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
    frame: gpd.GeoDataFrame, crs: str | None, where: str, faults: list[Fault]
) -> gpd.GeoDataFrame:
    """Put the frame into the CRS that the caller says it is in, if any."""
    if crs is None:
        return frame
    try:
        told = pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError as error:
        raise Faulty([*faults, refuse("crs_unknown", crs)]) from error
    if frame.crs is not None and frame.crs != told:
        faults.append(note("crs_overridden", where, found=frame.crs.name, used=told.name))
    return frame.set_crs(told, allow_override=True)
