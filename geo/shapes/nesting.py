"""Units that lie in another one: a town whose hole was not drawn, a level above, a remnant."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.areas.editions import Row
from geo.areas.names import fold
from geo.faults import Fault, ask, note, repaired
from geo.shapes.measures import Shapes, Sizes
from geo.shapes.survey import Survey

MOST = 0.5  # of a unit: where more than this lies in a larger one, it lies in it
SAME = 0.9  # of the larger one: then both are the same ground
MADE_OF = 0.8  # of a unit that several others fill: it is a level above them
SMALL, TINY = 1e-3, 0.01  # of the middle unit, and km²: less than both is no commune
EXAMPLES = 10
LEVELS = {  # how columns are called that say of which level a row is
    "level", "levlcode", "adminlevel", "admlevel", "adminlvl", "lvl", "cap", "caphanhchinh",
    "capdvhc",
}  # fmt: skip
Pair = tuple[int, int]  # positions: what lies in what


@dataclass(frozen=True)
class Nesting:
    """Which units of a layer lie in which, all by their positions.

    `inside` are holes that were not drawn; `above` what each unit of a higher level is made of, and
    `levels` the level of each unit then, 1 for the largest.
    """

    rows: Sequence[Row]
    ids: Sequence[str | None]
    sizes: Sizes
    inside: tuple[Pair, ...] = ()
    same: tuple[Pair, ...] = ()
    above: Mapping[int, Sequence[int]] = field(default_factory=dict)
    levels: Mapping[int, int] = field(default_factory=dict)
    tiny: tuple[int, ...] = ()

    def kept(self, level: int | None) -> list[str | None]:
        """Return which areas the units are, where a person said which level is meant."""
        if level is None or not self.levels:
            return list(self.ids)
        last = max(self.levels.values())
        return [
            area if self.levels.get(n) == level or (level == last and n not in self.above) else None
            for n, area in enumerate(self.ids)
        ]

    def faults(
        self, where: str, level: int | None, confirmed: Collection[str] = ()
    ) -> Iterator[Fault]:
        """Yield what is asked or said; a tiny row that is `confirmed` (its key) is an area."""
        if self.above:
            yield self._several_levels(where, level)
        for inner, outer in self.same[:EXAMPLES]:
            one, other = self._called(inner), self._called(outer)
            yield ask("units_on_same_ground", self.rows[inner].label, one=one, other=other)
        holes = [(i, o) for i, o in self.inside if i not in self.tiny]
        if holes and not self.above:
            inside = {self._called(i): self._called(o) for i, o in holes[:EXAMPLES]}
            km2 = float(self.sizes[[i for i, _ in holes]].sum())
            yield repaired("units_inside", where, count=len(holes), inside=inside, km2=km2)
        for n in self.tiny:
            if not set(self.rows[n].keys) & set(confirmed):
                yield self._tiny(n)

    def _several_levels(self, where: str, level: int | None) -> Fault:
        large = sorted(self.above, key=lambda n: -self.sizes[n])
        levels = sorted(Counter(self.levels.values()).items())
        below = [n for n in self.above[large[0]] if self.levels[n] == self.levels[large[0]] + 1]
        parts = below or self.above[large[0]]
        tell = ask if level is None else note
        return tell(
            "levels_in_one_layer",
            where,
            count=len(large),
            larger=[self._called(n) for n in large[:EXAMPLES]],
            first=self._called(large[0]),
            parts=[self._called(n) for n in parts[:EXAMPLES]],
            of=len(parts),
            levels={str(number): count for number, count in levels},
            options=[str(number) for number, _ in levels],
        )

    def _tiny(self, n: int) -> Fault:
        row, m2 = self.rows[n], 1e6 * float(self.sizes[n])
        known = {"row": row.number, "name": row.name, "found": row.name, "key": row.keys[0]}
        return ask("unit_tiny", row.label, **known, m2=m2, candidates=[self.ids[n]])

    def _called(self, n: int) -> str:
        row = self.rows[n]
        return f"{row.name} ({row.code})" if row.code and row.name else row.label


def nesting(measured: Survey, ids: Sequence[str | None], frame: gpd.GeoDataFrame) -> Nesting:
    """Say which of the units that are areas (`ids`) lie in another."""
    rows, sizes = measured.rows, measured.km2
    if sizes is None:
        return Nesting(rows, ids, np.zeros(len(rows)))
    inside, same = list[Pair](), list[Pair]()
    for (a, b), shared in zip(measured.pairs.tolist(), measured.shared.tolist(), strict=True):
        inner, outer = (a, b) if (sizes[a], a) < (sizes[b], b) else (b, a)
        if ids[inner] and ids[outer] and shared > MOST * sizes[inner]:
            (same if shared > SAME * sizes[outer] else inside).append((inner, outer))
    above = _above(inside, measured, frame)
    parts = {inner for inners in above.values() for inner in inners}
    holes = tuple((i, o) for i, o in inside if o not in above or i not in parts)
    tiny = _tiny(sizes, ids)
    return Nesting(rows, ids, sizes, holes, tuple(same), above, _levels(above), tiny)


def _tiny(sizes: Sizes, ids: Sequence[str | None]) -> tuple[int, ...]:
    """Return the areas that are far too small to be one."""
    drawn = [n for n, area in enumerate(ids) if area and sizes[n] > 0]
    middle = float(np.median(sizes[drawn])) if drawn else 0.0
    return tuple(n for n in drawn if sizes[n] < min(TINY, SMALL * middle))


def _above(
    pairs: Sequence[Pair], measured: Survey, frame: gpd.GeoDataFrame
) -> dict[int, Sequence[int]]:
    """Return the units that are made of others: filled by them, or so by codes or a column."""
    held: dict[int, list[int]] = defaultdict(list)
    for inner, outer in pairs:
        held[outer].append(inner)
    told = _column(frame) if held else None
    found: dict[int, Sequence[int]] = {}
    for outer, inners in held.items():
        code = measured.rows[outer].code
        codes = [measured.rows[i].code for i in inners]
        by_code = bool(code) and all(c.startswith(code) and c != code for c in codes)
        by_column = told is not None and all(told[i] != told[outer] for i in inners)
        shapes = measured.shapes
        if (
            by_code
            or by_column
            or (len(inners) > 1 and _filled(shapes[outer], shapes[inners]) >= MADE_OF)
        ):
            found[outer] = inners
    return found


def _filled(outer: shapely.Geometry, inners: Shapes) -> float:
    """Return how much of a unit others fill together."""
    whole = shapely.make_valid(outer)
    together = shapely.union_all(shapely.make_valid(inners))
    return float(shapely.intersection(whole, together).area / max(whole.area, 1e-300))


def _column(frame: gpd.GeoDataFrame) -> list[object] | None:
    """Return what a column says of the level of each row, if there is one that tells several."""
    for name in frame.columns.drop(frame.active_geometry_name):
        if fold(str(name)) in LEVELS and frame[name].nunique() > 1:
            return list(pd.Series(frame[name]))
    return None


def _levels(above: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Return the level of each unit that is made of others or a part of one, 1 for the largest."""
    depth: dict[int, int] = {}
    larger: dict[int, list[int]] = defaultdict(list)
    for outer, inners in above.items():
        for inner in inners:
            larger[inner].append(outer)

    def of(unit: int) -> int:
        if unit not in depth:
            depth[unit] = 1 + max((of(one) for one in larger.get(unit, ())), default=0)
        return depth[unit]

    return {unit: of(unit) for unit in {*above, *larger}}


def with_holes(shapes: Shapes, inside: Sequence[Pair]) -> Shapes:
    """Return shapes in which each unit that lies in a larger one keeps its ground."""
    held: dict[int, list[int]] = defaultdict(list)
    for inner, outer in inside:
        held[outer].append(inner)
    made = shapes.copy()
    for outer, inners in held.items():
        made[outer] = shapely.difference(shapes[outer], shapely.union_all(shapes[inners]))
    return made
