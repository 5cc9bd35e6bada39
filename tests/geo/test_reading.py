"""Every kind of boundary file is read; every broken one gets one clear fault and no traceback."""

import contextlib
import io
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import geopandas as gpd
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from places import OLD, layer, written, zipped
from shapely.geometry import LineString, Point

from geo.faults import Fault, Faulty, Severity
from geo.files.bundles import PIECE, Limits, _poured
from geo.files.encodings import Expected
from geo.shapes.reading import Place, Reading, read

REFUSE, ASK = Severity.REFUSE, Severity.ASK


def refused(path: Path, **said: Any) -> Fault:
    """Return the one fault for which a file is not read."""
    with pytest.raises(Faulty) as error:
        read(path, **said)
    assert len(error.value.faults) == 1
    return error.value.faults[0]


def codes(reading: Reading) -> list[str]:
    return [fault.code for fault in reading.faults]


@pytest.mark.parametrize("name", ["a.shp", "a.gpkg", "a.geojson", "a.json", "a.parquet"])
@pytest.mark.parametrize("pack", [False, True], ids=["plain", "zipped"])
def test_every_kind_of_file_gives_the_same_layer(tmp_path: Path, name: str, pack: bool) -> None:
    frame = layer()
    how = {"driver": "GeoJSON"} if name == "a.json" else {}
    path = written(frame, tmp_path / name, **how)
    reading = read(zipped(path, folder="ranh giới/xã/") if pack else path)
    assert list(reading.frame["name"]) == list(OLD.values())
    assert list(reading.frame["code"]) == list(OLD)
    assert shapely.equals_exact(reading.frame.geometry, frame.geometry, 1e-9, normalize=True).all()
    assert reading.frame.crs == frame.crs
    assert reading.encoding == "UTF-8"
    assert reading.faults == ()


def test_endings_in_capitals_are_endings(tmp_path: Path) -> None:
    for part in list(written(layer(), tmp_path / "a.shp").parent.iterdir()):
        part.rename(tmp_path / part.name.upper())
    assert len(read(tmp_path / "A.SHP").frame) == 14
    assert len(read(zipped(tmp_path / "A.SHP")).frame) == 14


def test_what_a_mac_adds_to_a_zip_is_no_layer(tmp_path: Path) -> None:
    archive = zipped(written(layer(), tmp_path / "a.shp"))
    with ZipFile(archive, "a") as into:
        into.writestr("__MACOSX/._a.shp", b"\0" * 120)
    assert len(read(archive).frame) == 14


def test_nothing_is_written_beside_a_shapefile_that_lacks_its_index(tmp_path: Path) -> None:
    path = written(layer(), tmp_path / "a.shp")
    path.with_suffix(".shx").unlink()
    for source in (path, zipped(path)):
        reading = read(source)
        assert codes(reading) == ["shapefile_index_restored"]
        assert list(reading.frame["name"]) == list(OLD.values())
    assert not path.with_suffix(".shx").exists()


@pytest.mark.parametrize("pack", [False, True], ids=["plain", "zipped"])
def test_a_shapefile_without_its_dbf_is_refused(tmp_path: Path, pack: bool) -> None:
    path = written(layer(), tmp_path / "a.shp")
    path.with_suffix(".dbf").unlink()
    fault = refused(zipped(path) if pack else path)
    assert (fault.code, fault.severity, fault.where) == ("shapefile_incomplete", REFUSE, "a.shp")
    assert fault.values["missing"] == ".dbf"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.shp").code == "file_missing"


def test_an_unknown_ending_is_refused_and_the_known_ones_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.dgn").write_bytes(b"x")
    fault = refused(tmp_path / "a.dgn")
    assert (fault.code, fault.values["found"]) == ("ending_unknown", ".dgn")
    assert {".shp", ".gpkg", ".tab", ".kml", ".zip"} <= set(fault.values["known"])  # type: ignore[call-overload]


def test_a_zip_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK but no more")
    assert refused(tmp_path / "a.zip").code == "zip_unreadable"


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    archive = zipped(written(layer(), tmp_path / "a.shp"))
    content = bytearray(archive.read_bytes())
    content[60:90] = b"\xff" * 30
    archive.write_bytes(content)
    assert refused(archive).code == "zip_unreadable"


@settings(max_examples=40)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_whatever_is_damaged_in_a_zip_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: int
) -> None:
    archive = zipped(written(layer(), tmp_path_factory.mktemp("zip") / "a.shp"))
    content = bytearray(archive.read_bytes())
    content[at % len(content)] = byte
    archive.write_bytes(content)
    with contextlib.suppress(Faulty):
        assert read(archive).frame is not None


def test_a_zip_without_a_layer_is_refused_and_says_what_it_holds(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as into:
        into.writestr("đọc tôi.txt", "x")
    fault = refused(tmp_path / "a.zip")
    assert (fault.code, fault.values["found"]) == ("zip_without_layer", ["đọc tôi.txt"])


@pytest.mark.parametrize(
    "name", ["../../a.shp", "/etc/a.shp", "..\\a.shp", "C:\\a.shp", "x/../../a"]
)
def test_a_path_that_climbs_out_of_a_zip_is_refused(tmp_path: Path, name: str) -> None:
    archive = zipped(written(layer(), tmp_path / "a.shp"))
    with ZipFile(archive, "a") as into:
        into.writestr(name, b"x")
    fault = refused(archive)
    assert (fault.code, fault.values["member"]) == ("zip_unsafe", name)


def bomb(path: Path, size: int, *, said: int | None = None) -> Path:
    """Write a zip of zeros, which may say of itself that there are fewer of them."""
    with ZipFile(path, "w", ZIP_DEFLATED) as into:
        into.writestr("a.shp", b"\0" * size)
    if said is not None:
        content = path.read_bytes()
        path.write_bytes(content.replace(size.to_bytes(4, "little"), said.to_bytes(4, "little")))
    return path


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(unpacked=100_000_000), "zip_too_large"),
        (Limits(), "zip_bomb"),
        (Limits(file=1_000), "file_too_large"),
        (Limits(members=0), "zip_too_many"),
    ],
)
def test_a_zip_that_would_fill_the_disk_is_refused_before_it_is_unpacked(
    tmp_path: Path, limits: Limits, code: str
) -> None:
    fault = refused(bomb(tmp_path / "a.zip", 2**27), place=Place(limits=limits))
    assert (fault.code, fault.severity, fault.where) == (code, REFUSE, "a.zip")


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    archive = bomb(tmp_path / "a.zip", 100_001, said=9)
    assert refused(archive).code == "zip_unreadable"


def test_what_comes_out_of_a_zip_is_counted(tmp_path: Path) -> None:
    assert _poured(io.BytesIO(b"\0" * 5 * PIECE), tmp_path / "a", PIECE) == 2 * PIECE


def test_of_several_layers_a_person_chooses(tmp_path: Path) -> None:
    for name in ("xa", "huyen"):
        written(layer(), tmp_path / f"{name}.shp")
    with ZipFile(tmp_path / "a.zip", "w") as into:
        for part in tmp_path.glob("*.[sdpc]*"):
            into.write(part, part.name)
    fault = refused(tmp_path / "a.zip")
    assert (fault.code, fault.severity) == ("several_layers", ASK)
    assert sorted(fault.values["layers"]) == ["huyen.shp", "xa.shp"]  # type: ignore[call-overload]
    assert len(read(tmp_path / "a.zip", layer="xa.shp").frame) == 14
    assert refused(tmp_path / "a.zip", layer="xã.shp").code == "layer_unknown"


def test_of_several_layers_the_only_one_with_polygons_is_read(tmp_path: Path) -> None:
    path = written(layer(), tmp_path / "a.gpkg", layer="communes")
    layer().set_geometry(layer().representative_point()).to_file(path, layer="offices")
    assert len(read(path).frame) == 14
    written(layer(), path, layer="villages")
    fault = refused(path)
    assert fault.values["layers"] == ["communes", "villages"]


def test_an_incomplete_layer_that_nobody_asked_for_does_no_harm(tmp_path: Path) -> None:
    written(layer(), tmp_path / "xa.shp")
    points = layer().set_geometry(layer().representative_point())
    written(points, tmp_path / "diem.shp").with_suffix(".dbf").unlink()
    with ZipFile(tmp_path / "a.zip", "w") as into:
        for part in tmp_path.glob("*.[sdpc]*"):
            into.write(part, part.name)
    assert len(read(tmp_path / "a.zip").frame) == 14


@pytest.mark.parametrize("name", ["a.shp", "a.gpkg", "a.parquet"])
def test_an_empty_layer_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(written(layer().iloc[:0], tmp_path / name)).code in {
        "layer_empty",
        "no_polygons",
    }


@pytest.mark.parametrize("name", ["a.shp", "a.gpkg", "a.geojson", "a.parquet"])
def test_a_layer_of_lines_is_refused_and_says_so(tmp_path: Path, name: str) -> None:
    lines = layer().set_geometry([LineString([(103, 21), (103, 22)])] * 14, crs=4326)
    fault = refused(written(lines, tmp_path / name))
    assert fault.code == "no_polygons"
    assert "LineString" in str(fault.values["found"])


def test_among_polygons_other_shapes_are_none(tmp_path: Path) -> None:
    frame = layer().to_crs(4326)
    frame.loc[3, "geometry"] = Point(103, 21)
    frame.loc[4, "geometry"] = shapely.GeometryCollection([frame.geometry[4], Point(103, 21)])
    shapes = read(written(frame, tmp_path / "a.geojson")).frame.geometry
    assert shapes[3] is None
    assert shapes[4].equals(layer().geometry[4])


def test_heights_are_left_out(tmp_path: Path) -> None:
    frame = layer()
    frame = frame.set_geometry(gpd.GeoSeries(shapely.force_3d(frame.geometry, 700.0), crs=4326))
    assert not read(written(frame, tmp_path / "a.gpkg")).frame.geometry.has_z.any()


@pytest.mark.parametrize("name", ["a.shp", "a.gpkg", "a.geojson", "a.parquet"])
def test_a_file_of_something_else_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"not what the ending says" * 20)
    if name == "a.shp":
        path.with_suffix(".dbf").write_bytes(b"x" * 200)
    assert refused(path).code == "file_of_other_kind"


def test_a_table_cut_short_is_refused(tmp_path: Path) -> None:
    table = written(layer(), tmp_path / "a.shp").with_suffix(".dbf")
    table.write_bytes(table.read_bytes()[:-300])
    assert refused(tmp_path / "a.shp").code == "shapefile_parts_differ"


def test_shapes_that_were_cut_off_are_none(tmp_path: Path) -> None:
    path = written(layer(), tmp_path / "a.shp")
    path.write_bytes(path.read_bytes()[:-300])
    assert [i for i, s in enumerate(read(path).frame.geometry) if s is None] == [11, 12, 13]


def test_a_shapefile_that_does_not_say_utf8_is_read_in_it_and_says_so(tmp_path: Path) -> None:
    path = written(layer(), tmp_path / "a.shp")
    for cpg in (None, "65001"):
        if cpg is None:
            path.with_suffix(".cpg").unlink()
        else:
            path.with_suffix(".cpg").write_text(cpg)
        reading = read(path)
        assert list(reading.frame["name"]) == list(OLD.values())
        assert codes(reading) == ["encoding_guessed"]
        assert reading.encoding == "UTF-8"


def test_utf8_that_is_declared_as_something_else_is_still_utf8(tmp_path: Path) -> None:
    path = written(layer(), tmp_path / "a.shp")
    path.with_suffix(".cpg").write_text("1258")
    reading = read(path)
    assert list(reading.frame["name"]) == list(OLD.values())
    assert (reading.encoding, codes(reading)) == ("UTF-8", ["encoding_by_form"])


def test_a_text_of_a_place_that_is_not_known_is_asked_with_how_each_charset_reads(
    tmp_path: Path,
) -> None:
    path = written(layer({"03208": "Ph× Nhõ"}), tmp_path / "a.shp", encoding="ISO-8859-1")
    place = Place(Expected(("UTF-8", "TCVN3", "cp1258")))
    for cpg in ("ANSI 1252", "ISO-8859-1", "no charset"):
        path.with_suffix(".cpg").write_text(cpg)
        (fault,) = read(path, place=place).faults
        assert (fault.code, fault.severity) == ("encoding_undeclared", ASK)
        assert fault.values["samples"] == {"TCVN3": ("Phì Nhừ",), "cp1258": ("Ph× Nhơ",)}
        said = read(path, encoding="TCVN3", place=place)
        assert said.frame["name"][0] == "Phì Nhừ"


def test_a_shapefile_in_an_old_encoding_is_read_as_it_is_and_says_so(tmp_path: Path) -> None:
    path = written(layer({"03208": "Phé"}), tmp_path / "a.shp", encoding="ISO-8859-1")
    path.with_suffix(".cpg").unlink()
    reading = read(path)
    assert codes(reading) == ["encoding_undeclared"]
    assert (reading.encoding, reading.frame["name"][0]) == ("ISO-8859-1", "Phé")


@pytest.mark.parametrize("cpg", ["1258", "CP1258", "windows-1258", "ANSI 1258", None])
def test_no_letter_is_lost_from_texts_in_cp1258(tmp_path: Path, cpg: str | None) -> None:
    path = written(layer({"03376": "placeholder"}), tmp_path / "a.shp", encoding="ISO-8859-1")
    table = path.with_suffix(".dbf")
    name = "Keo Lôm, Xã Phì Nhừ".replace("ì", "i\u0300").replace("ừ", "ư\u0300")
    coded = name.replace("ã", "a\u0303").encode("cp1258")
    table.write_bytes(table.read_bytes().replace(b"placeholder".ljust(len(coded)), coded))
    path.with_suffix(".cpg").write_text(cpg or "UTF-8")
    reading = read(path, encoding=None if cpg else "cp1258")
    assert reading.frame["name"][0] == "Keo Lôm, Xã Phì Nhừ"
    assert reading.encoding == "cp1258"


def test_texts_that_are_not_in_the_encoding_named_are_refused(tmp_path: Path) -> None:
    path = written(layer({"03208": "Phé"}), tmp_path / "a.shp", encoding="ISO-8859-1")
    path.with_suffix(".cpg").write_text("UTF-8")
    fault = refused(path)
    assert (fault.code, fault.values["encoding"]) == ("encoding_wrong", "UTF-8")
    assert read(path, encoding="ISO-8859-1").frame["name"][0] == "Phé"
    assert refused(path, encoding="TCVN4").code == "encoding_unknown"


def test_a_crs_that_is_told_goes_before_that_of_the_file(tmp_path: Path) -> None:
    path = written(layer().to_crs(9205), tmp_path / "a.gpkg")
    reading = read(path, crs="EPSG:3405")
    assert reading.frame.crs.to_epsg() == 3405
    assert codes(reading) == ["crs_overridden"]
    assert read(path, crs="EPSG:9205").faults == ()
    assert refused(path, crs="EPSG:0").code == "crs_unknown"


def test_what_the_reader_warns_of_is_one_note(tmp_path: Path) -> None:
    path = written(layer(area=[1.5] * 14), tmp_path / "a.shp")
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"1.500000", b"1.5x0000"))
    (fault,) = read(path).faults
    assert (fault.code, fault.severity) == ("reader_warned", Severity.NOTE)
    assert fault.values["count"] == 14
    assert "1.5x0000" in str(fault.values["said"])


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = written(layer(), tmp_path / "a.gpkg")
    before = path.read_bytes()
    assert read(path).frame.equals(read(path).frame)
    assert path.read_bytes() == before
    assert pyogrio.list_layers(path).shape[0] == 1
