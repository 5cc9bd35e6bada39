"""A new generation of areas laid over the old one: what became of what, going by the ground."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo.areas import Succession
from geo.faults import Fault, ask, note
from geo.shapes.measures import DEGREES, NOISE, Shapes, km2, polygons, with_area

ELSEWHERE = 0.2  # of an old area: if more of it lies in other new ones, it may have been split
HALF = 0.5
SLIVER = 0.02  # of an old area: as far as two drawings of one border differ
ALIKE = 0.05  # of a new area: more than this on other ground than its predecessors is said


@dataclass(frozen=True)
class Share:
    """The part of an old area that lies in a new one."""

    old: str  # area id
    new: str  # area id
    km2: float
    part: float  # of the old area


@dataclass(frozen=True)
class Successor:
    """A new area with the old ones that it is proposed to succeed.

    `km2` is its own size, `km2_before` that of its predecessors together; `gained` is its ground
    outside them, `lost` is theirs outside it.
    """

    area: str
    predecessors: tuple[Share, ...]
    km2: float
    km2_before: float
    gained: float
    lost: float


@dataclass(frozen=True)
class Proposal:
    """Every new area with its predecessors, and what a person must decide."""

    successors: tuple[Successor, ...]
    shares: tuple[Share, ...]  # all of them, also the small ones
    faults: tuple[Fault, ...] = ()

    def successions(self, legal: str) -> list[Succession]:
        """Return what is proposed as successions, by the text that decided it."""
        return [Succession(p.old, s.area, legal) for s in self.successors for p in s.predecessors]


def propose(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> Proposal:
    """Propose which old areas each new one succeeds: those that lie in it more than in any other.

    Both frames have one polygon an area, by area id, in any CRS. An old area of which less than
    half lies in new ones is left out, as the new file does not show its place.
    """
    before, after = _valid(old), _valid(new)
    sizes = dict(zip(old.index, km2(before, DEGREES).tolist(), strict=True))
    shares = tuple(_shares(old, new, before, after, sizes))
    chosen = _chosen(shares)
    successors = tuple(
        _successor(area, shape, [s for s in chosen.values() if s.new == area], old, before)
        for area, shape in zip(new.index, after, strict=True)
    )
    faults = (
        *_split(shares, chosen),
        *_outside(old, shares, chosen, successors),
        *_differing(successors),
    )
    return Proposal(successors, shares, faults)


def _valid(frame: gpd.GeoDataFrame) -> Shapes:
    return polygons(np.asarray(frame.geometry.to_crs(DEGREES).array))


def _shares(
    old: gpd.GeoDataFrame,
    new: gpd.GeoDataFrame,
    before: Shapes,
    after: Shapes,
    sizes: Mapping[str, float],
) -> Iterator[Share]:
    pairs = shapely.STRtree(after).query(before, predicate="intersects")
    shared = with_area(shapely.intersection(before[pairs[0]], after[pairs[1]]))
    for (i, j), size in zip(pairs.T, km2(shared, DEGREES).tolist(), strict=True):
        area = old.index[i]
        if size > NOISE and sizes[area]:
            yield Share(area, new.index[j], size, size / sizes[area])


def _chosen(shares: tuple[Share, ...]) -> dict[str, Share]:
    """Return the largest share of each old area, where new ones hold half of it in all."""
    held: dict[str, list[Share]] = {}
    for share in shares:
        held.setdefault(share.old, []).append(share)
    return {
        area: max(parts, key=lambda s: s.part)
        for area, parts in held.items()
        if sum(s.part for s in parts) >= HALF
    }


def _successor(
    area: str, shape: shapely.Geometry, parts: list[Share], old: gpd.GeoDataFrame, before: Shapes
) -> Successor:
    places = old.index.get_indexer([s.old for s in parts])
    union = shapely.union_all(before[places]) if parts else shapely.Polygon()
    measured = np.array([shape, union, shape.difference(union), union.difference(shape)])
    own, together, gained, lost = km2(with_area(measured), DEGREES).tolist()
    return Successor(area, tuple(parts), own, together, gained, lost)


def _split(shares: tuple[Share, ...], chosen: Mapping[str, Share]) -> Iterator[Fault]:
    """Ask about each old area that does not lie whole in one new area."""
    for area, best in chosen.items():
        own = sorted((s for s in shares if s.old == area), key=lambda s: -s.part)
        if sum(s.part for s in own if s is not best) <= ELSEWHERE:
            continue
        parts = {s.new: 100 * s.part for s in own if s.part > SLIVER}
        yield ask("predecessor_split", area, into=parts, best=best.new, candidates=list(parts))


def _outside(
    old: gpd.GeoDataFrame,
    shares: tuple[Share, ...],
    chosen: Mapping[str, Share],
    successors: tuple[Successor, ...],
) -> Iterator[Fault]:
    """Tell old areas that the new ones leave out, and new ones that have no predecessor."""
    left = [area for area in old.index if area not in chosen]
    if left:
        touched = sorted({s.old for s in shares} & set(left))
        yield note("areas_not_succeeded", left[0], count=len(left), areas=left, touched=touched)
    for successor in successors:
        if not successor.predecessors:
            yield ask("successor_without_predecessors", successor.area, km2=successor.km2)


def _differing(successors: tuple[Successor, ...]) -> Iterator[Fault]:
    """Note each new area whose ground is not that of its predecessors together."""
    for s in successors:
        if s.predecessors and max(s.gained, s.lost) > ALIKE * s.km2:
            said = {"km2": s.km2, "before": s.km2_before, "gained": s.gained, "lost": s.lost}
            yield note("successor_differs", s.area, **said)
