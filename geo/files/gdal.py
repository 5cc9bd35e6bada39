"""The one door to GDAL: it reads four kinds of file, each from itself alone, and asks no network.

GDAL chooses how to read a file by its content, and some kinds only say what else to read: another
file of this machine, an address. So all kinds are put away but those that are needed here.
"""

from pyogrio import list_drivers, list_layers, read_dataframe, read_info, set_gdal_config_options
from pyogrio.core import _register_drivers
from pyogrio.raw import read

__all__ = [
    "KINDS",
    "list_layers",
    "read",
    "read_dataframe",
    "read_info",
    "set_gdal_config_options",
]

KINDS = frozenset(
    {"ESRI Shapefile", "MapInfo File", "FlatGeobuf", "OpenFileGDB", *("GPKG", "GeoJSON")}
)  # the last two to be written: they are read without it
NOWHERE = "none://none"  # a proxy of no known kind: every request fails before it is made
CONFINED = {
    "CPL_VSIL_CURL_ALLOWED_FILENAME": "",  # no address is a file
    "GDAL_HTTP_PROXY": NOWHERE,  # of a CRS that is an address, in a GeoJSON
    "GDAL_HTTPS_PROXY": NOWHERE,
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": False,
    "SPATIALITE_LOAD": False,  # its virtual tables read other files
}


def _confine() -> None:
    """Put away every kind of file but ours: GDAL drops what it is to skip when it registers."""
    set_gdal_config_options(CONFINED | {"GDAL_SKIP": ",".join({*list_drivers()} - KINDS)})
    _register_drivers()
    if left := {*list_drivers()} - KINDS:
        raise RuntimeError(f"GDAL still reads {sorted(left)}")


_confine()
