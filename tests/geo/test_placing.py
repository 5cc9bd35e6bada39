"""A layer that lies off where its communes are known to be is doubted, if it can be known."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from places import BEFORE, GAZETTEER, OLD, layer, written

from geo.faults import Fault, Severity
from geo.shapes.boundaries import Choices, Inspection, inspect
from geo.shapes.candidates import Known, candidates

CENTRES = {
    f"{code}@{BEFORE}": (float(p.x), float(p.y))
    for code, p in zip(OLD, shapely.centroid(np.asarray(layer().geometry.array)), strict=True)
}
DRAWN = replace(GAZETTEER, centres=CENTRES)
SURVEYED = replace(DRAWN, surveyed=frozenset(CENTRES))


def moved(east: Any, north: Any) -> gpd.GeoDataFrame:
    """Return the communes, each as many metres off."""
    frame = layer().to_crs(9205)
    east, north = (np.broadcast_to(v, len(frame)) for v in (east, north))
    shapes = [
        shapely.transform(s, lambda xy, by=by: xy + by)
        for s, by in zip(frame.geometry, np.column_stack([east, north]), strict=True)
    ]
    return frame.set_geometry(shapes, crs=9205)


def looked_at(frame: gpd.GeoDataFrame, folder: Path, known: Any, **said: Any) -> Inspection:
    return inspect(written(frame, folder / "a.gpkg"), known, Choices(**said))


def shifted(found: Inspection) -> list[Fault]:
    return [f for f in found.faults if f.code == "crs_shifted"]


def test_a_layer_that_lies_off_as_a_whole_is_asked_about(tmp_path: Path) -> None:
    (fault,) = shifted(looked_at(moved(30, -40), tmp_path, SURVEYED))
    assert (fault.severity, fault.values["count"]) == (Severity.ASK, 14)
    said = [fault.values[key] for key in ("metres", "east", "north")]
    assert said == pytest.approx([50, 30, -40], abs=0.5)


def test_a_person_who_names_the_system_is_told_and_not_asked(tmp_path: Path) -> None:
    (fault,) = shifted(looked_at(moved(30, -40), tmp_path, SURVEYED, crs="EPSG:9205"))
    assert fault.severity is Severity.NOTE


def test_a_few_metres_are_as_far_as_two_surveys_differ(tmp_path: Path) -> None:
    assert looked_at(moved(3, -4), tmp_path, SURVEYED).faults == ()


def test_communes_that_lie_off_each_its_own_way_are_no_wrong_system(tmp_path: Path) -> None:
    ways = np.arange(14) * 2.4
    found = looked_at(moved(100 * np.cos(ways), 100 * np.sin(ways)), tmp_path, SURVEYED)
    assert not shifted(found)


def test_where_boundaries_are_drawn_by_hand_nothing_is_concluded(tmp_path: Path) -> None:
    found = looked_at(moved(30, -40), tmp_path, DRAWN)
    (fault,) = [f for f in found.faults if f.code.startswith(("crs", "position"))]
    assert (fault.code, fault.severity) == ("position_unchecked", Severity.NOTE)


def test_candidates_are_told_by_communes_and_else_by_the_middle_of_the_layer() -> None:
    frame = gpd.GeoDataFrame(geometry=layer().to_crs(9205).geometry.array.to_numpy())
    by_communes = Known(GAZETTEER.crs, {}, GAZETTEER.extent, CENTRES)
    (first,) = candidates(frame, list(CENTRES), by_communes)
    assert (first.answer, first.title) == ("EPSG:9205", "VN-2000 / TM-3 103-00")
    assert first.off_m == pytest.approx(0, abs=0.01)
    (second,) = candidates(frame, [None] * 14, by_communes)
    assert second.off_m is not None
    assert second.off_m > 1000, "the communes are squares in one corner of the known extent"


def test_axes_are_taken_for_exchanged_only_where_nothing_else_fits() -> None:
    frame = layer().to_crs(9205)
    turned = shapely.transform(np.asarray(frame.geometry.array), lambda xy: xy[:, ::-1])
    known = Known(GAZETTEER.crs, {}, GAZETTEER.extent, CENTRES)
    for shapes, swapped in ((frame.geometry.array.to_numpy(), False), (turned, True)):
        found = candidates(gpd.GeoDataFrame(geometry=shapes), list(CENTRES), known)
        assert {c.swapped for c in found} == {swapped}
