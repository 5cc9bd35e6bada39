"""`python -m data import`: a dry run that says all, then a batch; figures, editions, mergers."""

import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import geopandas as gpd
import pytest
import shapely
from corpus.sheets import Sheet, xlsx
from corpus.workbooks import BUFFALO, HEAD, table
from ledgers import ADMINISTRATOR, OFFICE, signed_up
from places import MERGED, SHARED
from told import NA_SON, SHIPPED

from data.__main__ import main
from data.commands import workspaces
from data.ledger.rights import Right, Role
from data.records import opening, originals
from data.records.batches import batches
from data.records.withdraw import withdraw

BEFORE, AFTER = date(2009, 4, 1), date(2025, 7, 1)
MISSPELT = Sheet(table("Tổng đàn trâu (con)", {"Na Sonn": 30, "Phì Nhừ": 987}))
LEGAL = "1661/NQ-UBTVQH15"
RAW, CLEAN = "dbd_communes_14_pre2025_raw_shp.zip", "dbd_communes_14_pre2025_clean_shp.zip"
SIX = "dbd_successor_communes_6_2025.gpkg"


def real(name: str) -> Path:
    """Return a real boundary file, or skip where it is absent."""
    if not (SHARED / "geodata" / name).exists():
        pytest.skip(f"{name} is not on this machine: real files are not part of the project")
    return SHARED / "geodata" / name


@pytest.fixture
def kept(kept_in_var):  # noqa: ARG001 - the commands find it by themselves
    """Use a ledger of the shipped workspace, with three accounts."""
    yield from accounts()


def accounts():
    ledger = opening.open_ledger(workspaces.chosen())
    signed_up(ledger.database, "lan", OFFICE)
    signed_up(ledger.database, "minh", ADMINISTRATOR)
    signed_up(ledger.database, "ke_toan", Right(Role.GROUP_EDITOR, "WG2"))
    yield ledger
    ledger.close()


@pytest.fixture
def told(capsys):
    """Return how to run a command: its exit code, and the object that it prints."""

    def run(*arguments):
        code = main([*map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def book(tmp_path):
    """Return how to write a workbook of one sheet."""

    def write(sheet: Sheet, name: str = "trau.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(xlsx(sheet))
        return path

    return write


def count(ledger) -> int:
    with ledger.database.reading() as connection:
        return len(batches(connection))


# --- figures ----------------------------------------------------------------------------------


def test_a_dry_run_says_what_check_says_and_what_the_ledger_would_and_writes_nothing(
    kept, told, book
):
    before = count(kept)
    path = book(Sheet(HEAD))
    checked, imported = told("check", path), told("import", "values", path)
    assert imported == (0, checked[1] | {"ledger": [], "batch": None})
    assert checked[0] == 0
    assert count(kept) == before


def test_a_file_is_kept_in_somebody_s_name_once_and_once_more_where_that_is_said(kept, told, book):
    path = book(Sheet(HEAD))
    code, said = told("import", "values", path, "--commit", "--as", "lan")
    assert (code, said["batch"]) == (0, count(kept))
    shown = kept.snapshot().figures.set_index(["indicator", "area", "period"])
    assert shown.loc[(BUFFALO, NA_SON, "2019-06"), ["value", "where"]].tolist() == [
        "1203", "trau.xlsx:Sheet1!C5",
    ]  # fmt: skip
    with kept.database.reading() as connection:
        assert batches(connection)[0].who == "lan"

    code, said = told("import", "values", path, "--commit", "--as", "lan")
    assert (code, said["batch"]) == (1, None)
    assert [f["code"] for f in said["ledger"]] == ["batch_again"]
    assert told("import", "values", path, "--commit", "--as", "lan", "--again")[0] == 0


@pytest.mark.usefixtures("kept")
def test_a_doubtful_name_waits_for_its_answer_which_holds_for_the_next_file(told, book, tmp_path):
    asked = told("import", "values", book(MISSPELT), "--commit", "--as", "lan")
    assert (asked[0], asked[1]["batch"], len(asked[1]["doubtful"])) == (1, None, 1)
    (doubt,) = asked[1]["doubtful"]
    assert NA_SON in doubt["answers"]
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({doubt["key"]: NA_SON}), "utf-8")
    code, said = told(
        "import", "values", book(MISSPELT), "--decisions", answers, "--commit", "--as", "lan"
    )
    assert (code, said["doubtful"]) == (0, [])
    later = Sheet(table("Tổng đàn trâu (con)", {"Na Sonn": 44}))
    code, said = told("import", "values", book(later, "sau.xlsx"), "--commit", "--as", "lan")
    assert (code, [t["area"] for t in said["taken"]]) == (0, [NA_SON])
    assert [n["code"] for n in said["notes"]] == ["answer_reused"]
    assert "Na Sonn" in said["notes"][0]["what"]

    answers.write_text(json.dumps({doubt["key"]: ""}), "utf-8")
    code, said = told("import", "values", book(later, "nua.xlsx"), "--decisions", answers)
    assert (code, said["taken"], len(said["doubtful"]), said["notes"]) == (1, [], 1, [])


def test_what_is_refused_holds_all_of_it_back_or_is_left_out(kept, told, book):
    path = book(Sheet(table("Tổng đàn trâu (con)", {"Na Son": 30, "Phì Nhừ": "nhiều"})))
    before = count(kept)
    code, said = told("import", "values", path, "--commit", "--as", "lan")
    assert (code, len(said["refused"]), said["batch"], count(kept)) == (1, 1, None, before)
    code, said = told("import", "values", path, "--commit", "--as", "lan", "--leave-out-refused")
    assert (code, len(said["refused"]), said["batch"]) == (0, 1, before + 1)


@pytest.mark.usefixtures("kept")
def test_a_file_of_which_nothing_is_left_is_refused(told, book):
    path = book(Sheet(table("Tổng đàn trâu (con)", {"Phì Nhừ": "nhiều"})))
    assert told("import", "values", path, "--leave-out-refused")[0] == 1


@pytest.mark.parametrize(
    ("named", "code"),
    [
        (["--commit"], "account_not_named"),
        (["--commit", "--as", "nobody"], "account_unknown"),
        (["--as", "nobody"], "account_unknown"),
    ],
)
def test_who_writes_must_be_known(kept, told, book, named, code):
    before = count(kept)
    rc, said = told("import", "values", book(Sheet(HEAD)), *named)
    assert (rc, [f["code"] for f in said["faults"]]) == (1, [code])
    assert count(kept) == before


@pytest.mark.parametrize("commit", [[], ["--commit"]], ids=["dry run", "commit"])
def test_who_may_not_write_it_is_told_so_before_and_then(kept, told, book, commit):
    before = count(kept)
    rc, said = told("import", "values", book(Sheet(HEAD)), "--as", "ke_toan", *commit)
    assert (rc, {f["code"] for f in said["ledger"]}) == (1, {"not_allowed"})
    assert count(kept) == before


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("what", "endings"),
    [("values", (".xlsx", ".csv", ".zip", "")), ("boundaries", (".zip", ".gpkg", ".shp"))],
)
def test_what_is_no_such_file_is_refused_in_words(told, tmp_path, what, endings):
    assert told("import", what, tmp_path / "none.xlsx")[0] == 1, "there is none"
    for ending in endings:
        path = tmp_path / f"x{ending}"
        for content in (b"", b"PK\x03\x04 no archive", b"\xff\xfe\x00" * 99):
            path.write_bytes(content)
            assert told("import", what, path)[0] == 1, (ending, content)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("what", ["values", "boundaries"])
def test_a_folder_and_answers_that_are_none_are_refused_in_words(told, book, tmp_path, what):
    assert told("import", what, tmp_path)[0] == 1
    answers = tmp_path / "answers.json"
    answers.write_text("[1, 2", "utf-8")
    code, said = told("import", what, book(Sheet(HEAD)), "--decisions", answers)
    assert (code, [f["code"] for f in said["faults"]]) == (1, ["decisions_unreadable"])


@pytest.mark.usefixtures("kept")
def test_a_person_reads_sentences(capsys, book):
    arguments = ["import", "values", str(book(MISSPELT)), "--lang", "en"]
    assert main(arguments) == 1
    said = capsys.readouterr().out
    assert "Nothing was written." in said
    assert "--decisions" in said


# --- the areas in force ------------------------------------------------------------------------


def test_the_fourteen_as_published_correct_their_edition(kept, told):
    path = real(RAW)
    code, said = told("import", "boundaries", path, "--commit", "--as", "minh")
    assert (code, said["batch"], len(said["matched"])) == (1, None, 14)
    assert {f["code"] for f in said["faults"] if f["severity"] == "ask"} == {"border_moved_much"}

    before = kept.snapshot()
    code, said = told(
        "import", "boundaries", path, "--accept-repairs", "--title", "Bản đồ 1:250.000",
        "--surveyed", "--commit", "--as", "minh",
    )  # fmt: skip
    assert (code, said["ledger"], said["batch"]) == (0, [], 3)
    now = kept.snapshot()
    edition = now.settings.boundaries[BEFORE]
    assert (edition.title.vi, edition.surveyed) == ("Bản đồ 1:250.000", True)
    assert edition.notice is not None
    assert "tham khảo" in edition.notice.vi, "surveyed shapes are no sketch, and no legal text"
    shapes = now.generations[BEFORE]
    assert shapely.coverage_is_valid(shapes.geometry.to_numpy())
    assert shapes.to_crs(9205).area.sum() / 1e6 == pytest.approx(1204.3, abs=0.5)
    assert now.generations[AFTER].geom_equals(before.generations[AFTER]).all()

    minh = signed_up(kept.database, "minh_2", ADMINISTRATOR)
    withdraw(kept.database, kept.files, minh, said["batch"], "thử")
    assert kept.snapshot().generations[BEFORE].geom_equals(before.generations[BEFORE]).all()


def swapped(tmp_path) -> Path:
    """Write the fourteen with two codes that bear the names of others, as a plain shapefile."""
    frame = gpd.read_file(SHIPPED / "boundaries" / f"{BEFORE}.geojson")[
        ["code", "name", "geometry"]
    ]
    names = {"Điện Biên Đông": "Na Son", "Na Son": "Na Sơn"}
    frame["name"] = frame["name"].replace(names)
    frame.to_file(tmp_path / "xa.shp", encoding="UTF-8")
    return tmp_path / "xa.shp"


@pytest.mark.usefixtures("kept")
def test_what_was_decided_of_a_row_is_kept_and_holds_for_the_next_file(told, tmp_path):
    path = swapped(tmp_path)
    assert told("import", "boundaries", path, "--day", BEFORE)[0] == 1
    answers = tmp_path / "answers.json"
    said = {"03203|Na Son": f"03203@{BEFORE}", "03205|Na Sơn": f"03205@{BEFORE}"}
    answers.write_text(json.dumps(said), "utf-8")
    code, _ = told(
        "import", "boundaries", path, "--day", "2018-12-31", "--decisions", answers,
        "--commit", "--as", "minh",
    )  # fmt: skip
    assert code == 0
    assert told("import", "boundaries", path, "--day", BEFORE)[0] == 0, "the answers are known"


def test_a_plain_shapefile_is_kept_with_all_its_parts(kept, told, tmp_path):
    frame = gpd.read_file(SHIPPED / "boundaries" / f"{BEFORE}.geojson")
    frame[["code", "name", "geometry"]].to_file(tmp_path / "xã.shp", encoding="UTF-8")
    code, said = told("import", "boundaries", tmp_path / "xã.shp", "--commit", "--as", "minh")
    assert code == 0
    with kept.database.reading() as connection:
        (found,) = batches(connection, [said["batch"]])
    hoa = signed_up(kept.database, "hoa")
    received = tmp_path / found.file
    received.write_bytes(b"".join(originals.given(kept.database, hoa, said["batch"])[1]))
    assert {Path(n).suffix for n in ZipFile(received).namelist()} >= {
        ".shp",
        ".shx",
        ".dbf",
        ".prj",
    }
    assert told("import", "boundaries", received)[0] == 0


@pytest.mark.usefixtures("kept")
def test_a_day_before_all_boundaries_is_refused(told):
    path = SHIPPED / "boundaries" / f"{BEFORE}.geojson"
    code, said = told("import", "boundaries", path, "--day", "1999-01-01")
    assert (code, [f["code"] for f in said["faults"]]) == (1, ["edition_unknown"])


def test_only_an_administrator_brings_boundaries(kept, told):
    path, before = SHIPPED / "boundaries" / f"{BEFORE}.geojson", count(kept)
    for commit in ([], ["--commit"]):
        code, said = told("import", "boundaries", path, "--as", "lan", *commit)
        assert (code, [f["code"] for f in said["ledger"]]) == (1, ["not_allowed"])
    assert count(kept) == before


# --- a merger ----------------------------------------------------------------------------------


@pytest.fixture
def before_the_merger(tmp_path, monkeypatch, capsys):
    """Return how to use a workspace of the fourteen alone, made from a file: its ledger."""
    monkeypatch.setenv("ATLAS_VAR", str(tmp_path / "var"))
    opened = []

    def made(path: Path, code: str, name: str):
        folder = tmp_path / "muoi_bon"
        command = ["new-workspace", folder, "--boundaries", path, "--code", code, "--name", name]
        assert main([*map(str, command), "--valid-from", str(BEFORE), "--kind", "xã"]) == 0
        capsys.readouterr()
        monkeypatch.setenv("ATLAS_WORKSPACE", str(folder))
        opened.append(accounts())
        return next(opened[-1])

    yield made
    for accounts_ in opened:
        next(accounts_, None)


def succession(said) -> dict[str, list[str]]:
    """Return the codes that each new area is made from, by its code."""
    return {
        one["area"][:5]: tuple(sorted(p["area"][:5] for p in one["predecessors"]))
        for one in said["succession"]
    }


@pytest.mark.parametrize("files", ["published", "schematic"])
def test_the_six_succeed_the_fourteen_as_the_resolution_says(before_the_merger, told, files):
    if files == "published":
        ledger, six = before_the_merger(real(CLEAN), "gso_code", "ten_xa"), real(SIX)
    else:
        ledger = before_the_merger(SHIPPED / "boundaries" / f"{BEFORE}.geojson", "code", "name")
        six = SHIPPED / "boundaries" / f"{AFTER}.geojson"
    merger = ["import", "boundaries", six, "--new", "--valid-from", AFTER]
    code, said = told(*merger)
    assert (code, said["batch"], said["ledger"]) == (0, None, [])
    assert succession(said) == MERGED
    assert len(ledger.snapshot().generations) == 1, "a dry run writes nothing"

    code, said = told(*merger, "--legal", LEGAL, "--commit", "--as", "minh")
    assert (code, succession(said)) == (0, MERGED)
    now = ledger.snapshot()
    assert list(now.generations) == [BEFORE, AFTER]
    for new in now.on(AFTER):
        assert new.kind == "xã", "as most of what it is made from"
        assert now.areas.legal(new) == LEGAL
        assert tuple(sorted(a.code for a in now.areas.predecessors(new))) == MERGED[new.code]
    assert {a.valid_to for a in now.on(BEFORE)} == {AFTER}


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ([], ["merger_without_day"]),
        (["--commit", "--as", "minh"], ["merger_without_day", "merger_without_text"]),
        (["--valid-from", AFTER, "--commit", "--as", "minh"], ["merger_without_text"]),
    ],
)
@pytest.mark.usefixtures("kept")
def test_a_merger_needs_its_day_and_its_text(told, arguments, codes):
    path = SHIPPED / "boundaries" / f"{AFTER}.geojson"
    code, said = told("import", "boundaries", path, "--new", *arguments)
    assert (code, [f["code"] for f in said["faults"]]) == (1, codes)


def test_an_area_that_was_split_is_asked_about_and_taken_as_proposed_where_that_is_said(
    before_the_merger, told, tmp_path
):
    before_the_merger(SHIPPED / "boundaries" / f"{BEFORE}.geojson", "code", "name")
    old = gpd.read_file(SHIPPED / "boundaries" / f"{BEFORE}.geojson").to_crs(9205)
    whole = old.union_all()
    west, south, east, north = whole.bounds
    halves = [shapely.box(west, south, (west + east) / 2, north),
              shapely.box((west + east) / 2, south, east, north)]  # fmt: skip
    frame = gpd.GeoDataFrame(
        {"code": ["03901", "03902"], "name": ["Xã Tây", "Xã Đông"]},
        geometry=[whole.intersection(h) for h in halves], crs=9205,
    )  # fmt: skip
    frame.to_file(tmp_path / "hai.gpkg")
    merger = ["import", "boundaries", tmp_path / "hai.gpkg", "--new", "--valid-from", AFTER,
              "--legal", LEGAL, "--commit", "--as", "minh"]  # fmt: skip
    code, said = told(*merger)
    assert (code, said["batch"]) == (1, None)
    assert {f["code"] for f in said["faults"] if f["severity"] == "ask"} == {"predecessor_split"}
    assert told(*merger, "--as-proposed")[0] == 0


def test_a_merger_of_before_the_present_areas_is_refused_in_words(kept, told):
    path, before = SHIPPED / "boundaries" / f"{AFTER}.geojson", count(kept)
    code, said = told(
        "import", "boundaries", path, "--new", "--valid-from", "2012-01-01", "--legal", LEGAL,
        "--commit", "--as", "minh",
    )  # fmt: skip
    assert (code, said["batch"], count(kept)) == (1, None, before)
    assert said["ledger"]
