"""The layers that a file holds, and the one among them that can be the boundaries."""

import re
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import shapely

from geo.faults import Faulty, ask, refuse
from geo.files import gdal, geopackages
from geo.files.bundles import Bundle
from geo.files.contents import foreign

BROKEN = (  # what a damaged file makes a library raise
    OSError, ValueError, RuntimeError, TypeError, KeyError, IndexError, OverflowError,
    MemoryError, struct.error, sqlite3.Error, shapely.errors.ShapelyError,
)  # fmt: skip
HINTS = re.compile(  # of GDAL, for those who call it
    r"driver|GDAL|pyogrio|set_|config|--|ogr|\b[A-Z]+_[A-Z_]+\b|prefix", re.IGNORECASE
)
PATHS = re.compile(r"""(?:[A-Za-z]:)?[/\\][^\s'",;:()]*[/\\][^\s'",;:()]*""")
LONGEST = 120


@dataclass(frozen=True)
class Layer:
    """A layer of a bundle; `kind` is GDAL's word for its geometry, None where it has none."""

    bundle: Bundle
    name: str | None
    kind: str | None

    @property
    def title(self) -> str:
        """Return what a person calls it: the layer of a database, or the file."""
        several = self.bundle.path.suffix in (".gpkg", ".gdb")
        return self.name if self.name and several else self.bundle.name

    @property
    def may_hold_polygons(self) -> bool:
        """Say whether there can be polygons in it, going by its declared kind."""
        words = ("Polygon", "Surface", "Collection", "Unknown", "TIN", "Triangle")
        return self.kind is not None and any(word in self.kind for word in words)


def layers(bundle: Bundle) -> list[Layer]:
    """Return the layers of a bundle; of a text or a GeoParquet the kind is not yet known.

    Faulty for a file that is inside no such thing as its ending says: GDAL is not asked about it.
    """
    if found := [*foreign(bundle.path, bundle.name)]:
        raise Faulty(found)
    if bundle.path.suffix in (".parquet", ".geojson", ".json", ".kml"):
        return [Layer(bundle, None, "Unknown")]
    with readable(bundle.name, None), _restoring(bundle):
        listed = geopackages.layers if bundle.path.suffix == ".gpkg" else gdal.list_layers
        return [Layer(bundle, name, kind) for name, kind in listed(bundle.path)]


def chosen(held: Sequence[Layer], name: str | None, where: str) -> Layer:
    """Return the layer the caller named, or the only one that may hold polygons; else Faulty."""
    titles = [found.title for found in held]
    if name is not None:
        held = [found for found in held if found.title == name]
        if not held:
            raise Faulty([refuse("layer_unknown", name, layers=titles)])
    fit = [found for found in held if found.may_hold_polygons]
    if not fit:
        kinds = sorted({found.kind or "none" for found in held})
        raise Faulty([refuse("no_polygons", where, found=kinds)])
    if len(fit) > 1:
        raise Faulty([ask("several_layers", where, layers=[found.title for found in fit])])
    return fit[0]


@contextmanager
def _restoring(bundle: Bundle) -> Iterator[None]:
    """Let GDAL write the index of a shapefile that came without one, beside our own copy."""
    if bundle.path.suffix != ".shp" or bundle.path.with_suffix(".shx").exists():
        yield
        return
    gdal.set_gdal_config_options({"SHAPE_RESTORE_SHX": True})
    try:
        yield
    finally:
        gdal.set_gdal_config_options({"SHAPE_RESTORE_SHX": None})


@contextmanager
def readable(where: str, encoding: str | None) -> Iterator[None]:
    """Turn whatever a library raises on a damaged file into one fault."""
    try:
        yield
    except Faulty:
        raise
    except UnicodeDecodeError as error:
        used = encoding or error.encoding
        raise Faulty([refuse("encoding_wrong", where, encoding=used)]) from error
    except UnboundLocalError as error:  # of pyogrio, by a .prj that GDAL cannot read
        raise Faulty([refuse("file_unreadable", where, reason=".prj")]) from error
    except BROKEN as error:
        raise Faulty([refuse("file_unreadable", where, reason=plain(str(error)))]) from error


def plain(said: str) -> str:
    """Return what a library says without paths of this computer and hints for its own callers."""
    kept = (s for s in re.split(r"(?<=[.;:!])\s+|\n", said) if not HINTS.search(s))
    text = " ".join(PATHS.sub("…", s).strip() for s in kept)
    return text[:LONGEST].strip(" .:;'\"") or "–"
