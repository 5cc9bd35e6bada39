"""What is exported opens in the programs it is for, and says where each figure is from."""

from datetime import date

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import pytest
from ledgers import OFFICE, figures, signed_up
from told import NA_SON

from data.figures.view import view
from data.ledger.database import Database
from data.outputs.exporting import boundaries, values, write_boundaries, write_values
from data.records.append import append
from data.records.opening import Ledger
from data.words import Words

VI, CATTLE = Words("vi"), "livestock_cattle_head"


@pytest.fixture(scope="module")
def now(filled, files, tmp_path_factory, request):
    """Return what is shown, with one figure that looks like a formula."""
    folder = tmp_path_factory.mktemp("exported")
    ledger = Ledger(Database(filled("sqlite", folder, request), files.settings.id), files)
    office = signed_up(ledger.database, "lan", OFFICE)
    hostile = figures((CATTLE, NA_SON, 2018, -3, "=cmd|' /C calc'!A0"), file="=1+1.xlsx")
    append(ledger.database, ledger.files, office, hostile)
    yield ledger.snapshot()
    ledger.close()


def test_every_figure_and_every_plan_is_in_the_table(now):
    frame = values(now, VI)
    assert frame["value"].notna().sum() + (frame["word"] != "").sum() >= len(now.figures)
    assert (frame["plan"].notna() | frame["plan_word"].fillna("").ne("")).sum() == len(now.targets)
    assert not frame.duplicated(["indicator", "area", "period"]).any()
    assert set(values(now, VI, CATTLE)["indicator"]) == {CATTLE}


def test_a_csv_shows_vietnamese_in_excel_and_runs_nothing(now, tmp_path):
    write_values(values(now, VI), "csv", tmp_path / "out.csv")
    raw = (tmp_path / "out.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "Xã Na Son".encode() in raw
    read = pd.read_csv(tmp_path / "out.csv", dtype=str, keep_default_na=False)
    own = read[read["indicator"] == CATTLE].iloc[0]
    assert own["value"] == "-3.0"
    assert own["qualifier"] == "'=cmd|' /C calc'!A0"
    assert own["where"].startswith("'=1+1")


def test_a_workbook_has_real_numbers_and_no_formula(now, tmp_path):
    write_values(values(now, VI), "xlsx", tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == -3 and cell.data_type == "n" for cell in cells)


def test_parquet_gives_the_table_back(now, tmp_path):
    frame = values(now, VI)
    write_values(frame, "parquet", tmp_path / "out.parquet")
    pd.testing.assert_frame_equal(
        pd.read_parquet(tmp_path / "out.parquet"), frame, check_dtype=False
    )


def test_a_geopackage_has_a_layer_an_edition_with_its_figures(now, tmp_path):
    write_boundaries(boundaries(now), "gpkg", tmp_path / "out.gpkg")
    layers = {str(name) for name, _ in pyogrio.list_layers(tmp_path / "out.gpkg")}
    assert layers == {f"boundaries_{day}" for day in now.generations}
    for day, shapes in now.generations.items():
        read = gpd.read_file(tmp_path / "out.gpkg", layer=f"boundaries_{day}").set_index("area")
        assert list(read.index) == list(shapes.index)
        assert read.crs == "EPSG:4326"
        assert read.geometry.geom_equals(shapes.geometry).all()
        on = date.fromisoformat(read["figures_of"].iloc[0])
        assert now.settings.generation_on(on) == day
        met = view(now, now.catalogue["population"], on)["value"]
        pd.testing.assert_series_equal(read["population"], met, check_names=False)


@pytest.mark.parametrize("form", ["geojson", "parquet"])
def test_one_indicator_on_one_day_is_one_layer(now, tmp_path, form):
    on = date(2018, 12, 31)
    out = tmp_path / f"out.{form}"
    assert write_boundaries(boundaries(now, "ntm_criteria_met", on), form, out) == 14
    read = (gpd.read_parquet if form == "parquet" else gpd.read_file)(out).set_index("area")
    known = view(now, now.catalogue["ntm_criteria_met"], on)
    pd.testing.assert_series_equal(
        read["ntm_criteria_met"], known["value"], check_names=False, check_dtype=False
    )
    assert (read["ntm_criteria_met_status"] == known["standing"]).all()
    assert read["ntm_criteria_met_sample"].any(), "a sample says that it is one"
