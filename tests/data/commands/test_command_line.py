"""The command line as an official uses it: a check, a new workspace, the dashboard's own check."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from corpus.bench import Bench
from corpus.boundary_archives import packed, second_layer
from corpus.boundary_letters import lettered
from corpus.boundary_names import named
from corpus.boundary_places import placed
from corpus.boundary_shapes import halves, shaped

from data.__main__ import main
from data.records import store
from data.words import Words

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "data" / "dien_bien_dong"
REAL = ROOT.parent / "shared" / "geodata"
KEYS = {
    "features", "crs", "encoding", "code_column", "name_column", "day", "matched_by", "matched",
    "unmatched", "invalid", "overlaps", "gaps", "area_km2", "faults",
    "encoding_evidence", "crs_candidates",
}  # fmt: skip


def real(name: str) -> Path:
    """Return a real boundary file, or skip where it is absent."""
    if not (REAL / name).exists():
        pytest.skip(f"{name} is not on this machine: real files are not part of the project")
    return REAL / name


def checked(capsys, *arguments):
    """Return the exit code of a check, and the object that it prints."""
    code = main(["check", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_shipped_workspace_is_usable_as_it_is_and_a_check_says_how_much_of_it_was_read(capsys):
    code, said = checked(capsys, SHIPPED)
    held = said["holds"]
    assert (code, held["areas"], held["editions"]) == (0, 22, 2)
    assert held["indicators"] == len(list(SHIPPED.glob("indicators/*.yaml")))
    with (SHIPPED / "values" / "published.csv").open(encoding="utf-8") as text:
        assert held["figures"]["real"] == sum(1 for line in text if line.strip()) - 1
    assert held["statuses"]["real"] == 0
    assert min(held[key]["sample"] for key in ("figures", "plans", "statuses")) > 0

    assert main(["check", str(SHIPPED)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == ["đơn vị hành chính: 22", "bộ ranh giới: 2"]
    figures = {key: Words("vi").number(n) for key, n in held["figures"].items()}
    assert f"số liệu: {figures['real']} thật, {figures['sample']} mẫu" in told


def test_the_shipped_boundaries_are_found_whole(capsys):
    code, said = checked(capsys, SHIPPED / "boundaries" / "2025-07-01.geojson")
    assert code == 0
    assert set(said) == KEYS
    assert said["day"] == "2025-07-01"
    assert said["matched_by"] == "code+name"
    assert len(said["matched"]) == 6
    assert said["overlaps"]["pairs"] == said["gaps"]["count"] == 0


def test_the_real_file_of_the_fourteen_has_known_overlaps_and_gaps(capsys):
    _, said = checked(capsys, real("dbd_communes_14_pre2025_raw_shp.zip"))
    assert (len(said["matched"]), said["unmatched"]) == (14, [])
    assert said["overlaps"]["pairs"] == 26
    assert said["overlaps"]["km2"] == pytest.approx(2.56, abs=0.005)
    assert said["gaps"]["count"] in (61, 62)
    assert said["gaps"]["km2"] == pytest.approx(1.73, abs=0.005)


def test_the_two_communes_without_their_stated_area_are_named(capsys):
    _, said = checked(capsys, real("dbd_successor_communes_6_2025.gpkg"))
    differing = [f["where"] for f in said["faults"] if f["code"] == "area_differs"]
    assert differing == ["03214", "03385"]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("dbd_communes_14_pre2025_raw_shp.zip", 14),
        ("dbd_communes_14_pre2025_clean_shp.zip", 14),
        ("dienbien_communes_130_pre2025_raw_shp.zip", 129),  # one of the 130 has no code
    ],
)
def test_a_workspace_made_from_a_real_file_is_usable(tmp_path, capsys, name, count):
    folder = tmp_path / "made"
    command = [
        "new-workspace", str(folder), "--boundaries", str(real(name)), "--code", "gso_code",
        "--name", "ten_xa", "--valid-from", "2009-04-01",
    ]  # fmt: skip
    if "raw" in name:
        assert main(command) == 1, "what moves much is asked, as by `check`"
        assert not folder.exists()
    assert main([*command, "--accept-repairs"]) == 0, capsys.readouterr().out
    assert main(["check", str(folder)]) == 0, capsys.readouterr().out
    made = store.load(folder)
    assert len(made.on(date(2009, 4, 1))) == count
    assert (folder / "template.xlsx").exists()
    assert made.figures.empty, "figures of the shipped place must not go along"
    settings = (folder / "workspace.yaml").read_text("utf-8")
    assert "\ntime_zone: Asia/Ho_Chi_Minh\n" in settings
    assert not re.search(r"[&*]id\d", settings), "people read and change it"
    (edition,) = made.settings.boundaries.values()
    assert edition.title.vi == f"{count} đơn vị từ ngày 01/04/2009"
    assert made.catalogue.sources[edition.source].title.vi == f"tệp ranh giới {name}"


def test_a_file_that_names_districts_and_provinces_makes_them_areas_where_that_is_said(
    tmp_path, capsys
):
    shapes = [shapely.box(103 + n / 10, 21, 103 + (n + 1) / 10, 21.1) for n in range(4)]
    frame = gpd.GeoDataFrame(
        {"code": ["1", "2", "3", "4"], "name": ["Xã A", "Xã B", "Xã C", "Xã D"],
         "ten_huyen": ["Huyện X", "Huyện X", "Huyện X", ""], "ten_tinh": ["P", "P", "Q", "Q"]},
        geometry=shapes, crs=4326,
    )  # fmt: skip
    frame.to_file(tmp_path / "a.gpkg")
    command = ["new-workspace", str(tmp_path / "one"), "--boundaries", str(tmp_path / "a.gpkg"),
               "--code", "code", "--name", "name", "--valid-from", "2020-01-01"]  # fmt: skip
    assert main(command) == 0
    assert "--parents" in capsys.readouterr().out, "it is proposed"
    assert len(list(store.load(tmp_path / "one").areas)) == 4
    command[1] = str(tmp_path / "two")
    assert main([*command, "--parents"]) == 0, capsys.readouterr().out
    made = store.load(tmp_path / "two").areas
    assert [(a.level, a.kind, a.name) for a in made if a.level == "district"] == [
        ("district", "huyện", "X"), ("district", "huyện", "X"),
    ]  # fmt: skip
    parents = {a.name: made.parent(a) for a in made if a.level == "commune"}
    assert parents["A"] == parents["B"] != parents["C"]
    assert (parents["D"].level, parents["D"].name) == ("province", "Q")
    assert main(["check", str(tmp_path / "two")]) == 0


def test_a_workspace_is_made_from_the_shipped_boundaries_and_filled_in(tmp_path, capsys):
    import openpyxl

    folder = tmp_path / "made"
    file = SHIPPED / "boundaries" / "2025-07-01.geojson"
    code = main(
        ["new-workspace", str(folder), "--boundaries", str(file), "--code", "code",
         "--name", "name", "--valid-from", "2025-07-01", "--kind", "xã"]
    )  # fmt: skip
    assert code == 0, capsys.readouterr().out
    book = openpyxl.load_workbook(folder / "template.xlsx")
    sheet = next(s for s in book.worksheets if s["A1"].value == "figures")
    column = next(c.column for c in sheet[3] if c.value == "population")
    sheet.cell(4, column, "2025")
    sheet.cell(5, column, 1234)
    book.save(folder / "values" / "filled.xlsx")
    assert main(["check", str(folder)]) == 0, capsys.readouterr().out
    filled = store.load(folder).figures
    assert filled[["indicator", "number"]].to_numpy().tolist() == [["population", 1234.0]]


def test_nothing_of_the_shipped_place_goes_along_to_another_one(tmp_path, capsys):
    folder = tmp_path / "made"
    file = SHIPPED / "boundaries" / "2025-07-01.geojson"
    made = ["new-workspace", str(folder), "--boundaries", str(file), "--code", "code", "--name",
            "name", "--valid-from", "2025-07-01", "--kind", "xã", "--title", "Xã A"]  # fmt: skip
    assert main(made) == 0, capsys.readouterr().out
    texts = {p.name: p.read_text("utf-8") for p in folder.rglob("*.yaml")}
    for word in ("Điện Biên Đông", "Luân Giói", "Báo Điện Biên", "article", "13 xã"):
        found = [name for name, text in texts.items() if word in text]
        assert not found, word
    capsys.readouterr()
    code, said = checked(capsys, folder)
    assert (code, [f["code"] for f in said["faults"]]) == (0, ["workspace_good"])
    now = store.load(folder)
    assert list(now.catalogue.sources) == ["own_boundaries"]
    assert {g.title.vi for g in now.catalogue.groups.values()} >= {"Rừng", "Nông thôn mới"}
    assert not [g for g in now.catalogue.groups.values() if g.focus or g.note or g.duties]
    assert (now.settings.first_indicator, now.settings.first_day) == (None, None)
    shipped = store.load(SHIPPED).catalogue
    assert list(now.catalogue.indicators) == list(shipped.indicators)
    assert not [i.slug for i in now.catalogue if i.source or i.local]


def test_a_folder_that_holds_files_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("keep me", "utf-8")
    file = SHIPPED / "boundaries" / "2025-07-01.geojson"
    code = main(
        ["new-workspace", str(tmp_path), "--boundaries", str(file), "--code", "code",
         "--name", "name", "--valid-from", "2025-07-01"]
    )  # fmt: skip
    assert code == 1
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_path_that_leads_nowhere_is_said(capsys):
    code, said = checked(capsys, "nowhere.zip")
    assert code == 1
    assert [f["code"] for f in said["faults"]] == ["path_missing"]


@pytest.mark.parametrize("spoil", ["no zip", "no prj", "no dbf"])
def test_a_bad_file_gets_a_clear_message_and_no_traceback(tmp_path, capsys, spoil, files):
    frame = next(iter(files.generations.values())).reset_index()
    frame = frame.assign(code=frame["area"].str[:5])[["code", "title", "geometry"]]
    file = tmp_path / "communes.shp"
    frame.to_crs("EPSG:9205").to_file(file)
    if spoil == "no zip":
        file = tmp_path / "communes.zip"
        file.write_bytes(b"no zip at all")
    elif spoil == "no prj":
        file.with_suffix(".prj").unlink()
    else:
        file.with_suffix(".dbf").unlink()
    code, said = checked(capsys, file)
    assert code == 1
    wanted = {"no zip": "zip_unreadable", "no prj": "crs_missing", "no dbf": "shapefile_incomplete"}
    found = next(f for f in said["faults"] if f["code"] == wanted[spoil])
    assert found["what"]
    assert found["cure"]
    if spoil == "no prj":
        assert "EPSG:9205" in found["cure"], "the right system is among those proposed"


def test_the_evidence_for_an_encoding_is_told_and_another_can_be_chosen(tmp_path, capsys, files):
    file = lettered("TCVN3", None)(Bench(tmp_path, files))
    code, said = checked(capsys, file)
    assert (code, said["encoding"], len(said["matched"])) == (0, "TCVN3", 14)
    known = {e["encoding"]: e["known"] for e in said["encoding_evidence"]}
    assert known["TCVN3"] == 14
    assert max(n for charset, n in known.items() if charset != "TCVN3") < 5
    (fault,) = [f for f in said["faults"] if f["code"] == "encoding_by_names"]
    assert "14/14" in fault["what"]
    code, said = checked(capsys, file, "--encoding", "VNI")
    assert (code, said["encoding"]) == (1, "VNI")


def test_candidates_for_a_missing_system_are_told_and_answered(tmp_path, capsys, files):
    file = placed("VN2000-103-k0.9996", None)(Bench(tmp_path, files))
    code, said = checked(capsys, file)
    assert code == 1
    best, second = said["crs_candidates"][:2]
    assert (best["crs"], second["crs"]) == ("VN2000-103-k0.9996", "EPSG:9205")
    assert best["off_m"] == pytest.approx(0, abs=0.01)
    assert second["off_m"] == pytest.approx(705.6, abs=1)
    code, said = checked(capsys, file, "--crs", best["crs"])
    assert (code, len(said["matched"])) == (0, 14)
    assert said["crs"].startswith("BOUNDCRS["), "a name of the workspace means nothing elsewhere"


def test_a_workspace_of_a_place_that_is_not_known_asks_for_its_letters(tmp_path, capsys, files):
    file = lettered("TCVN3", None, codes=True)(Bench(tmp_path, files))
    made = ["new-workspace", str(tmp_path / "made"), "--boundaries", str(file), "--code", "MAXA",
            "--name", "Tên xã", "--valid-from", "2009-04-01"]  # fmt: skip
    assert main(made) == 1
    assert "TCVN3: Chiềng Sơ, Háng Lìa, Keo Lôm" in capsys.readouterr().out, "how TCVN3 would read"
    assert main([*made, "--encoding", "TCVN3"]) == 0
    names = {a.name for a in store.load(tmp_path / "made").on(date(2009, 4, 1))}
    assert names == {a.name for a in files.on(date(2009, 4, 1))}


def test_answers_on_the_command_line_make_a_doubtful_file_usable(tmp_path, capsys, files):
    swapped = placed("EPSG:9205", None, swapped=True)(Bench(tmp_path, files))
    code, said = checked(capsys, swapped)
    assert (code, said["crs_candidates"][0]["swapped"]) == (1, True)
    assert checked(capsys, swapped, "--crs", "EPSG:9205", "--swap-axes")[0] == 0
    parts = shaped(halves)(Bench(tmp_path, files))
    assert checked(capsys, parts)[0] == 1
    assert checked(capsys, parts, "--dissolve")[0] == 0
    doubtful = named(None, lambda n: n.replace("Na Son", "Na Sang"))(Bench(tmp_path, files))
    assert checked(capsys, doubtful)[0] == 1
    answers = tmp_path / "answers.json"
    answers.write_text('{"|Na Sang": "03205@2009-04-01"}', "utf-8")
    code, said = checked(capsys, doubtful, "--decisions", answers)
    assert (code, len(said["matched"])) == (0, 14)
    answers.write_text('{"|Na Sang": ""}', "utf-8")
    code, said = checked(capsys, doubtful, "--decisions", answers)
    assert [f["code"] for f in said["faults"] if f["severity"] == "ask"] == ["areas_without_shape"]
    several = packed(more=second_layer)(Bench(tmp_path, files))
    assert checked(capsys, several)[0] == 1
    assert checked(capsys, several, "--layer", "communes.shp")[0] == 0


def test_a_workspace_with_many_faults_says_all_of_them(tmp_path, capsys):
    broken = tmp_path / "broken"
    shutil.copytree(SHIPPED, broken)
    (broken / "values" / "more.csv").write_text(
        "indicator,area,period,value,source\n"
        "populaton,03203@2009-04-01,2018,5,census_2009\n"
        "population,03203@2025-07-01,2018,5,\n"
        "population,03205@2009-04-01,winter,5,\n",
        "utf-8",
    )
    code, said = checked(capsys, broken)
    assert code == 1
    assert {"word_unknown", "area_not_in_force", "period_unreadable"} <= {
        f["code"] for f in said["faults"]
    }
    assert any("population" in f["cure"] for f in said["faults"] if f["code"] == "word_unknown")
