"""Where on Earth a layer is: its CRS, whether that can be true, and what it may be otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import numpy as np
import pyproj

from geo.faults import Fault, ask, note, refuse
from geo.shapes.candidates import (  # fmt: skip
    Bounds,
    Candidate,
    Known,
    candidates,
    extent,
    meets,
    off_of,
    offsets,
    transformer,
    twins,
)
from geo.shapes.measures import km2, polygons
from geo.shapes.shifts import Shift, is_shifted, shifted, shifts

ENOUGH = 3  # areas that lie off alike show that the whole layer does
ALIKE = 0.1  # of the shift: as far as one area may differ from it
FAR = 0.5  # of a unit's width: no sketch of the place is drawn as far off as that, all alike
MOST = 0.75  # of the areas, which must lie off nearly alike
ROUGH = 5.0  # metres: a way from an old datum that is no truer is asked about
DATUM = 2.0  # metres by which two ways from one datum differ at most


@dataclass(frozen=True)
class Placing:
    """What is wrong with the CRS of a layer, and the CRSs that are proposed for it."""

    faults: tuple[Fault, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@cache
def title(crs: pyproj.CRS) -> str:
    """Return the shortest name that says which CRS it is: "EPSG:9205", else its own name."""
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.name)


@cache
def exact(crs: pyproj.CRS) -> str:
    """Return a CRS so that any program takes it for the same: its code if that is it, or WKT 2."""
    authority = crs.to_authority()
    if authority and crs.equals(pyproj.CRS.from_authority(*authority), ignore_axis_order=True):
        return ":".join(authority)
    return str(crs.to_wkt())


def place(
    frame: gpd.GeoDataFrame,
    ids: Sequence[str | None],
    known: Known,
    where: str,
    *,
    told: bool = False,
    tolerance: float = 10.0,
) -> Placing:
    """Doubt the CRS of a layer where its place, or `ids` (which areas its features are), say so.

    `told`: a person named the CRS, who is not asked again for what is only unlikely. `tolerance`
    is how many metres a layer may lie off surveyed boundaries.
    """
    doubt = _Doubt(frame, tuple(ids), known, where)
    if frame.crs is None:
        return doubt.missing()
    there = extent(frame, frame.crs)
    if there is None:
        return doubt.proposing("crs_wrong", tell=refuse)
    if known.extent and not meets(there, known.extent):
        return doubt.proposing("crs_elsewhere", found_at=there, expected=known.extent)
    way, metres = _shift(frame.crs, there)
    if "Ballpark" in way or (metres >= ROUGH and not told):
        return doubt.by_shift()
    return doubt.twin() or doubt.shifted(tolerance, told=told)


def possible(frame: gpd.GeoDataFrame) -> bool:
    """Say whether the layer names a CRS, and lies somewhere on Earth in it."""
    return frame.crs is not None and extent(frame, frame.crs) is not None


@dataclass(frozen=True)
class _Doubt:
    """A layer and what is known of its place."""

    frame: gpd.GeoDataFrame
    ids: tuple[str | None, ...]
    known: Known
    where: str

    def missing(self) -> Placing:
        fits = candidates(self.frame, self.ids, self.known)
        tell = ask if fits else refuse
        bounds = tuple(float(b) for b in self.frame.total_bounds)
        fault = tell(
            "crs_missing", self.where, bounds=bounds, known=list(self.known.crs), **_offered(fits)
        )
        return Placing((fault, *self._roughly(fits)), fits)

    def proposing(self, code: str, tell: object = ask, **values: object) -> Placing:
        fits = candidates(self.frame, self.ids, self.known)
        bounds = values.pop("found_at", tuple(float(b) for b in self.frame.total_bounds))
        said = {"found": title(self.frame.crs), "bounds": bounds, **values, **_offered(fits)}
        fault = tell(code, self.where, **said)  # type: ignore[operator]
        return Placing((fault, *self._roughly(fits)), fits)

    def by_shift(self) -> Placing:
        """Ask about an old datum, and propose the ways from it to WGS 84 that are published."""
        ways = shifts(self.frame.crs)
        datum = self.frame.crs.geodetic_crs.name
        if not ways:
            return self.proposing("crs_shift_unknown", datum=datum)
        own = tuple(self._going(way) for way in ways)
        fits = (*own, *candidates(self.frame, self.ids, self.known))
        said = {"found": title(self.frame.crs), "datum": datum, "first": ways[0].answer}
        named = {w.answer: f"{w.name}, ± {w.metres:.0f} m" for w in ways}
        fault = ask("crs_shift_rough", self.where, **said, ways=named, **_offered(fits))
        return Placing((fault, *self._roughly(fits)), fits)

    def _going(self, way: Shift) -> Candidate:
        off = off_of(self.frame, shifted(way.answer) or self.frame.crs, self.ids, self.known)
        return Candidate(way.answer, way.name, off_m=off)

    def twin(self) -> Placing | None:
        """Doubt a CRS of someone's own making that is a usual one but for its datum."""
        if self.frame.crs.to_authority() or is_shifted(self.frame.crs):
            return None
        for name in twins(self.frame.crs, self.known):
            apart = _apart(self.frame, self.frame.crs, self.known.definition(name))
            said = {"found": title(self.frame.crs), "twin": name, "metres": apart}
            if apart > DATUM:
                fits = candidates(self.frame, self.ids, self.known)
                fault = ask("crs_datum_doubtful", self.where, **said, **_offered(fits))
                return Placing((fault, *self._roughly(fits)), fits)
            return Placing((note("crs_nearly", self.where, **said),))
        return None

    def shifted(self, tolerance: float, *, told: bool) -> Placing:
        """Doubt a layer all of whose areas lie off surveyed ones by the same way."""
        true = {a: c for a, c in self.known.centres.items() if a in self.known.surveyed}
        if not true:
            return self._shifted_far(told=told)
        away = offsets(self.frame, self.ids, true)
        if len(away) < ENOUGH:
            return Placing()
        east, north = (float(v) for v in np.median(away, axis=0))
        metres = float(np.hypot(east, north))
        apart = float(np.hypot(*(away - (east, north)).T).max())
        if metres <= tolerance or apart > max(ALIKE * metres, tolerance):
            return Placing()
        fits = tuple(
            c for c in candidates(self.frame, self.ids, self.known) if (c.off_m or 0) < metres / 2
        )
        tell = note if told else ask
        said = {"metres": metres, "east": east, "north": north, "count": len(away)}
        found = title(self.frame.crs)
        return Placing(
            (tell("crs_shifted", self.where, found=found, **said, **_offered(fits)),), fits
        )

    def _shifted_far(self, *, told: bool) -> Placing:
        """Doubt a layer that lies off a sketch alike by more than a sketch can explain."""
        if not any(a in self.known.centres for a in self.ids):
            return Placing()
        away = offsets(self.frame, self.ids, self.known.centres)
        unchecked = Placing((note("position_unchecked", self.where),))
        if len(away) < ENOUGH:
            return unchecked
        east, north = (float(v) for v in np.median(away, axis=0))
        metres = float(np.hypot(east, north))
        scatter = float(np.quantile(np.hypot(*(away - (east, north)).T), MOST))
        if metres <= FAR * self._unit() or scatter > metres / 2:
            return unchecked
        fits = candidates(self.frame, self.ids, self.known)
        fits = tuple(c for c in fits if (c.off_m or 0) < metres / 2)
        tell = note if told else ask
        said = {"metres": metres, "east": east, "north": north, "count": len(away)}
        found = title(self.frame.crs)
        fault = tell("crs_shifted_far", self.where, found=found, **said, **_offered(fits))
        return Placing((fault,), fits)

    def _unit(self) -> float:
        """Return how many metres wide the middle one of the areas is."""
        areas = [n for n, area in enumerate(self.ids) if area in self.known.centres]
        shapes = polygons(np.asarray(self.frame.geometry.array)[areas])
        return 1e3 * float(np.sqrt(np.median(km2(shapes, self.frame.crs))))

    def _roughly(self, fits: Sequence[Candidate]) -> Iterator[Fault]:
        """Say that the distances show little where the known boundaries are not surveyed."""
        drawn = [a for a in self.ids if a in self.known.centres and a not in self.known.surveyed]
        if len(fits) > 1 and drawn:
            yield note("crs_compared_roughly", self.where)


def _offered(fits: Sequence[Candidate]) -> dict[str, object]:
    """Return what a fault says of candidates: the answers, and the metres that each is off."""
    return {
        "fits": [c.answer for c in fits],
        "offs": {c.answer: c.off_m for c in fits},
    }


def _apart(frame: gpd.GeoDataFrame, one: pyproj.CRS, other: pyproj.CRS) -> float:
    """Return how many metres lie between the middles of a layer read in two CRSs."""
    x, y = ((b[0] + b[1]) / 2 for b in np.reshape(frame.total_bounds, (2, 2)).T)
    first, second = transformer(one).transform(x, y), transformer(other).transform(x, y)
    return float(pyproj.Geod(ellps="WGS84").inv(*first, *second)[2])


def _shift(crs: pyproj.CRS, there: Bounds) -> tuple[str, float]:
    """Return the way from the datum to WGS 84 that PROJ goes here, and how true it is in metres.

    "Ballpark" where it knows none and takes them for one: for VN-2000 that would be 223 m, and
    nothing would be seen of it.
    """
    to_degrees = transformer(crs)
    lon, lat = (there[0] + there[2]) / 2, (there[1] + there[3]) / 2
    to_degrees.transform(lon, lat, direction="INVERSE")
    try:
        used = to_degrees.get_last_used_operation()
    except pyproj.exceptions.ProjError:  # there was nothing to do
        return "", 0.0
    return str(used.description), float(used.accuracy)
