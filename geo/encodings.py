"""The encoding that the texts of a shapefile are in: as told, as declared, or else as it seems."""

import re
import unicodedata
from pathlib import Path

import geopandas as gpd
import pyogrio

from geo.faults import Fault, note, repaired

UNDECLARED = "ISO-8859-1"  # what GDAL takes a shapefile for that does not say, or not clearly
VIETNAMESE = "cp1258"


def shapefile(
    path: Path, told: str | None, where: str, faults: list[Fault]
) -> tuple[gpd.GeoDataFrame, str]:
    """Return the rows of a shapefile, and the encoding that its texts were read in.

    Adds to `faults` what was guessed. UnicodeDecodeError if the texts are not as told or declared.
    """
    beside = path.with_suffix(".cpg")
    declared = told or (beside.read_text("ascii", "replace").strip() if beside.exists() else "")
    if re.search(r"\b(cp|windows-?)?1258\b", declared, re.IGNORECASE):
        return _vietnamese(path), VIETNAMESE
    said = str(pyogrio.read_info(path, encoding=told)["encoding"])
    if told is None and said == UNDECLARED:
        return _undeclared(path, where, faults)
    return pyogrio.read_dataframe(path, encoding=told), told or declared or said


def _undeclared(path: Path, where: str, faults: list[Fault]) -> tuple[gpd.GeoDataFrame, str]:
    """Read a shapefile that does not say its encoding: in UTF-8, if all of it can be."""
    plain = pyogrio.read_dataframe(path, encoding=UNDECLARED)
    try:
        frame = pyogrio.read_dataframe(path, encoding="UTF-8")
    except UnicodeDecodeError:
        faults.append(note("encoding_undeclared", where, used=UNDECLARED))
        return plain, UNDECLARED
    if not frame.drop(columns="geometry").equals(plain.drop(columns="geometry")):
        faults.append(repaired("encoding_guessed", where, used="UTF-8"))
    return frame, "UTF-8"


def _vietnamese(path: Path) -> gpd.GeoDataFrame:
    """Read a shapefile in cp1258 ourselves: GDAL would drop last letters (its #2045)."""
    frame = pyogrio.read_dataframe(path, encoding=UNDECLARED)
    for column in frame.select_dtypes(include=["object", "str"]):
        if column != frame.active_geometry_name:
            frame[column] = frame[column].map(_decoded, na_action="ignore")
    return frame.rename(columns=_decoded)


def _decoded(text: object) -> object:
    if not isinstance(text, str):
        return text
    return unicodedata.normalize("NFC", text.encode(UNDECLARED).decode(VIETNAMESE))
