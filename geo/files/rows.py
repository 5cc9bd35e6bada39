"""The rows of a layer as its file has them: columns with one name each, values that are plain."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj

from geo.files.rings import Mending, Shapes

SHAPE = "geometry"  # what the column of shapes is called, unless a column of the file is
MOST = 12  # keys of a value that become columns of their own


@dataclass(frozen=True)
class Rows:
    """A layer as its file has it: a row a feature, in the file's CRS.

    `twice` are the names that several columns had, which are numbered now; `lists` an example of
    each column whose cells hold several values at once.
    """

    frame: gpd.GeoDataFrame
    mending: Mending = field(default_factory=Mending)
    twice: frozenset[str] = frozenset()
    lists: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()  # what there is besides polygons, where the file says


def rows(columns: Sequence[tuple[str, Any]], shapes: Shapes, crs: object, mending: Mending) -> Rows:
    """Return columns of any names and values as a table with its shapes."""
    plain: list[tuple[str, Any]] = []
    lists: dict[str, str] = {}
    for name, values in columns:
        plain += _plain(str(name), values, lists)
    named, twice = _apart(plain)
    shape = SHAPE
    while shape in named:
        shape = f"_{shape}"
    table = pd.DataFrame(
        {name: pd.Series(v) for name, v in named.items()}, index=range(len(shapes))
    )
    frame = gpd.GeoDataFrame(table.assign(**{shape: shapes}), geometry=shape, crs=_known(crs))
    return Rows(frame, mending, frozenset(twice), lists)


def _known(crs: object) -> pyproj.CRS | None:
    """Return a coordinate system, or None for what nobody can make one of."""
    try:
        return None if crs is None else pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError:
        return None


def _apart(columns: Iterable[tuple[str, Any]]) -> tuple[dict[str, Any], set[str]]:
    """Return columns by name, those of one name numbered; the same column twice is one."""
    several: dict[str, list[Any]] = {}
    for name, values in columns:
        held = several.setdefault(name, [])
        if not any(pd.Series(values).equals(pd.Series(v)) for v in held):
            held.append(values)
    named, twice = {}, set()
    for name, held in several.items():
        for number, values in enumerate(held, start=1):
            named[name if len(held) == 1 else f"{name} ({number})"] = values
        if len(held) > 1:
            twice.add(name)
    return named, twice


def _plain(name: str, values: Any, lists: dict[str, str]) -> list[tuple[str, Any]]:
    """Return a column as columns of plain values: a list of one is that one, a struct its parts."""
    if isinstance(values, np.ndarray) and values.dtype != object:
        return [(name, values)]
    found = [_opened(value) for value in values]
    keys = Counter(str(k) for value in found if isinstance(value, dict) for k in value)
    if not keys:
        several = next((v for v in found if isinstance(v, list)), None)
        if several is not None:
            lists[name] = _text(several)
        return [(name, [_text(v) if isinstance(v, list) else v for v in found])]
    if len(keys) > MOST:
        lists[name] = _text(next(v for v in found if isinstance(v, dict)))
        return [(name, [_text(v) if isinstance(v, list | dict) else v for v in found])]
    made: list[tuple[str, Any]] = []
    rest = [None if isinstance(v, dict) else v for v in found]
    if any(v is not None for v in rest):
        made += _plain(name, rest, lists)
    for key in keys:
        inner = [v.get(key) if isinstance(v, dict) else None for v in found]
        made += _plain(name if len(keys) == 1 and not made else f"{name}.{key}", inner, lists)
    return made


def _opened(value: object) -> object:
    """Return what a cell holds: JSON in a text as its content, what is alone in a list without."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return value
    if isinstance(value, tuple | set):
        value = list(value)
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list):
        return _opened(value[0]) if len(value) == 1 else value or None
    return value or None if isinstance(value, dict) else value


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
