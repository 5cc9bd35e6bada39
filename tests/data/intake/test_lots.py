"""Lots of a forest inventory are summed by commune; what cannot be summed is said."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from corpus.bench import surveyed
from pyproj import CRS
from shapely.geometry import box

from data.__main__ import main
from data.catalogue import lot_layout
from data.commands.workspaces import SHIPPED
from data.figures.known import stated_areas
from data.figures.snapshot import Snapshot
from data.intake.boundaries import lots
from data.intake.boundaries.lots import Lots
from geo.faults import Severity
from geo.shapes.boundaries import Choices

DAY = date(2018, 12, 31)
PHI_NHU, KEO_LOM = "03208@2009-04-01", "03376@2009-04-01"


def lot(
    now: Snapshot, area: str, ha: float, maldlr: int, malr3: int = 3, namtr: int = 0, nqh: int = 0
) -> dict[str, Any]:
    """Return a square lot in the middle of a commune, with its codes as such layers have them."""
    frame = now.shapes_on(DAY)
    assert frame is not None
    spot = frame.to_crs(9205).geometry[area].representative_point()
    half = (ha * 10_000) ** 0.5 / 2
    shape = box(spot.x - half, spot.y - half, spot.x + half, spot.y + half)
    code = float(area.partition("@")[0])
    return {"maxa": code, "dtich": ha, "maldlr": maldlr, "malr3": malr3, "namtr": namtr,
            "nqh": nqh, "geometry": shape}  # fmt: skip


def layer(folder: Path, *rows: dict[str, Any], xa: bool = False) -> Path:
    path = folder / "lots.shp"
    frame = gpd.GeoDataFrame(pd.DataFrame(rows), crs=9205)
    if xa:
        frame["xa"] = "Phì Nhừ"
    frame.to_file(path, encoding="UTF-8")
    return path


def summed(now: Snapshot, path: Path, **said: Any) -> Lots:
    year = said.pop("year", None)
    return lots.inspect(
        now, lot_layout.layout(SHIPPED), path, Choices(**{"day": DAY} | said), year=year
    )


def codes(found: Lots) -> dict[str, Severity]:
    return {f.code: f.severity for f in found.faults}


def test_every_indicator_that_lots_give_is_one_of_the_workspace(snapshot: Snapshot) -> None:
    given = {s.indicator for s in lot_layout.layout(SHIPPED).sums.values() if s.indicator}
    assert given
    assert given <= set(snapshot.catalogue.indicators)


def test_lots_are_summed_by_what_their_codes_mean(snapshot: Snapshot, tmp_path: Path) -> None:
    now = snapshot
    found = summed(now, layer(
        tmp_path,
        lot(now, PHI_NHU, 10, 1, malr3=1), lot(now, PHI_NHU, 5, 59, malr3=2),
        lot(now, PHI_NHU, 4, 60, namtr=2018), lot(now, PHI_NHU, 3, 72, namtr=2018),
        lot(now, PHI_NHU, 2, 71, namtr=2017, nqh=1), lot(now, PHI_NHU, 1, 82),
        lot(now, KEO_LOM, 7, 77, malr3=1, namtr=2018),
    ))  # fmt: skip
    row = found.sums.loc[PHI_NHU]
    assert row.drop("cover").to_dict() == pytest.approx({
        "forest": 21, "natural": 15, "planted": 6, "planted_not_yet": 3, "protection": 10,
        "special": 5, "production": 4, "planted_protection": 0, "planted_special": 0,
        "planted_production": 7,
    })  # fmt: skip
    assert found.sums.loc[KEO_LOM, "forest"] == 0, "planted, and not yet forest"
    assert found.sums.loc[KEO_LOM, "planted_protection"] == 7
    assert (found.day, found.year, found.features) == (DAY, 2018, 7)
    assert found.total == found.joined == pytest.approx(32)
    assert found.drawn == pytest.approx(32, rel=1e-3)
    assert codes(found) == {"codes_repaired": Severity.REPAIRED, "names_unchecked": Severity.NOTE}


def test_forest_cover_is_of_the_stated_area(snapshot: Snapshot, tmp_path: Path) -> None:
    known = stated_areas(snapshot)
    found = summed(snapshot, layer(tmp_path, lot(snapshot, PHI_NHU, 100, 5)))
    whole = known.get(PHI_NHU)
    cover = found.sums.loc[PHI_NHU, "cover"]
    assert cover == pytest.approx(100 / whole) if whole else pd.isna(cover)


def test_what_is_in_no_sum_is_said(snapshot: Snapshot, tmp_path: Path) -> None:
    strange = lot(snapshot, PHI_NHU, 9, 1) | {"maxa": 9999.0}
    empty = lot(snapshot, PHI_NHU, 1, 1) | {"dtich": None}
    odd = lot(snapshot, PHI_NHU, 2, 99)
    found = summed(snapshot, layer(tmp_path, lot(snapshot, PHI_NHU, 5, 1), strange, empty, odd))
    said = {f.code: f.values for f in found.faults}
    assert (said["lots_commune_unknown"]["count"], said["lots_commune_unknown"]["ha"]) == (1, 9.0)
    assert said["lots_commune_unknown"]["codes"] == ["09999"]
    assert said["lots_area_missing"]["rows"] == [3]
    assert said["lots_class_unknown"]["rows"] == [4]
    assert (found.total, found.joined) == pytest.approx((16, 7))
    assert {codes(found)[c] for c in ("lots_commune_unknown", "lots_area_missing")} == {
        Severity.ASK
    }


def test_a_lot_that_measures_otherwise_is_noted(snapshot: Snapshot, tmp_path: Path) -> None:
    twice = lot(snapshot, PHI_NHU, 5, 1) | {"dtich": 10.0}
    found = summed(snapshot, layer(tmp_path, twice, lot(snapshot, KEO_LOM, 3, 1)))
    (fault,) = [f for f in found.faults if f.code == "lots_area_differs"]
    assert fault.values["rows"] == [1]
    assert found.sums.loc[PHI_NHU, "forest"] == 10, "what it says is what is summed"


def test_a_lot_outside_its_commune_is_noted_and_asked_where_borders_are_surveyed(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    astray = lot(snapshot, PHI_NHU, 5, 1) | {"maxa": 3376.0}
    path = layer(tmp_path, astray, lot(snapshot, PHI_NHU, 5, 1))
    for now, severity in ((snapshot, Severity.NOTE), (surveyed(snapshot), Severity.ASK)):
        (fault,) = [f for f in summed(now, path).faults if f.code == "lots_outside"]
        assert (fault.severity, fault.values["rows"], fault.values["ha"]) == (severity, [1], 5.0)


@pytest.mark.parametrize("prj", [None, 4326], ids=["none", "degrees"])
def test_lots_are_summed_where_nobody_knows_where_they_lie(
    snapshot: Snapshot, tmp_path: Path, prj: int | None
) -> None:
    path = layer(tmp_path, lot(snapshot, PHI_NHU, 5, 1))
    path.with_suffix(".prj").unlink()
    if prj:
        path.with_suffix(".prj").write_text(CRS(prj).to_wkt("WKT1_ESRI"))
    found = summed(snapshot, path)
    assert (found.sums.loc[PHI_NHU, "forest"], found.drawn) == (5, None)
    assert "lots_unplaced" in codes(found)
    assert summed(snapshot, path, crs="EPSG:9205").drawn == pytest.approx(5, rel=1e-3)


def test_codes_of_both_generations_need_a_day(snapshot: Snapshot, tmp_path: Path) -> None:
    path = layer(tmp_path, lot(snapshot, PHI_NHU, 5, 1))
    found = summed(snapshot, path, day=None)
    assert codes(found)["day_ambiguous"] is Severity.ASK
    assert codes(found)["lots_year_unknown"] is Severity.ASK
    named = summed(snapshot, layer(tmp_path, lot(snapshot, PHI_NHU, 5, 1), xa=True), day=None)
    assert list(named.sums.index) == [PHI_NHU], "with its name, 03208 is of before 2025"


def test_a_layer_without_the_columns_is_refused(snapshot: Snapshot, tmp_path: Path) -> None:
    path = layer(tmp_path, {"ma": 1, "geometry": box(0, 0, 1, 1)})
    (fault,) = summed(snapshot, path).faults
    assert (fault.code, fault.values["missing"]) == ("lots_column_missing", ["maxa", "dtich"])


def test_a_sum_without_its_column_is_left_out_and_said(snapshot: Snapshot, tmp_path: Path) -> None:
    row = lot(snapshot, PHI_NHU, 5, 1)
    del row["malr3"]
    found = summed(snapshot, layer(tmp_path, row))
    left = [f.where for f in found.faults if f.code == "lots_sum_left_out"]
    assert "protection" in left
    assert "protection" not in found.sums
    assert found.sums.loc[PHI_NHU, "forest"] == 5


def test_the_command_line_sums_lots(
    snapshot: Snapshot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(layer(tmp_path, lot(snapshot, PHI_NHU, 5, 61, namtr=2018)))
    assert main(["check", path, "--lots", "--day", "2018-12-31", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    (row,) = said["communes"]
    assert (row["area"], row["forest"], row["planted_production"]) == (PHI_NHU, 5.0, 5.0)
    assert main(["check", path, "--lots", "--day", "2018-12-31"]) == 0
    assert "Diện tích có rừng (ha): 5,00" in capsys.readouterr().out
