"""The whole life of a made workspace, as the person lives it who keeps one running, by commands."""

import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from commands import done, run
from corpus.sheets import Sheet, xlsx
from corpus.workbooks import table
from people import PASSWORD
from shapely.geometry import box

pytestmark = [pytest.mark.clock, pytest.mark.usefixtures("quick_passwords")]
LAW = "12/NQ-HĐND"
BEGUN, MERGED = date(2018, 1, 1), date(2018, 9, 1)
FOUR = {"90001": "Xã Sông", "90002": "Xã Núi", "90003": "Xã Đồi", "90004": "Xã Suối"}
TWO = {"90001": "Xã Sông Núi", "90003": "Xã Đồi Suối"}
SONG, NUI, DOI, SUOI = (f"{code}@{BEGUN}" for code in FOUR)
WELLS = """\
title: {vi: "Giếng nước", en: "Wells"}
aliases: ["Số giếng"]
unit: {vi: "giếng", en: "wells"}
description: {vi: "Số giếng đang dùng cuối kỳ.", en: "Wells in use at the end of the period."}
group: WG6
direction: higher
over_areas: sum
over_time: last
classes: {breaks: [10, 20, 40]}
"""


class Place:
    """A workspace with its ledger, and whoever sits at its terminal."""

    def __init__(self, folder: Path, var: Path, capsys):
        self.folder, self.var, self.capsys = folder, var, capsys

    @property
    def environment(self) -> dict[str, str]:
        return {"ATLAS_WORKSPACE": str(self.folder), "ATLAS_VAR": str(self.var)}

    def moved(self, var: Path) -> "Place":
        """Return the same workspace on another computer, where no ledger is yet."""
        return Place(self.folder, var, self.capsys)

    def does(self, *command: object) -> str:
        """Run a command that must succeed, and return what it says."""
        self.capsys.readouterr()
        done(*map(str, command), "--lang", "en", given=PASSWORD.encode(), **self.environment)
        return self.capsys.readouterr().out

    def cannot(self, *command: object) -> str:
        """Run a command that must fail, and return what it says."""
        self.capsys.readouterr()
        told = (*map(str, command), "--lang", "en")
        assert run(*told, **self.environment) == 1, command
        return self.capsys.readouterr().out

    def may_not(self, *command: object) -> set[str]:
        """Run an import that is refused, and return the codes of what is against it."""
        return {fault["code"] for fault in json.loads(self.cannot(*command, "--json"))["ledger"]}

    def brings(self, book: Path, name: str) -> int:
        """Import a workbook in somebody's name, and return the number of its batch."""
        self.capsys.readouterr()
        command = ("import", "values", book, "--commit", "--as", name, "--json")
        done(*map(str, command), **self.environment)
        return json.loads(self.capsys.readouterr().out)["batch"]

    def shows(self) -> dict[tuple[str, str], float]:
        """Return the wells of each area and period, as an export has them."""
        rows = self.exported().itertuples()
        return {(row.area, row.period): row.value for row in rows}

    def exported(self) -> pd.DataFrame:
        file = self.var / "wells.csv"
        self.does("export", "values", "--indicator", "wells", "--format", "csv", file)
        return pd.read_csv(file, dtype={"period": str})

    def drawn(self, day: date) -> dict[str, float]:
        """Return the wells of each area on the boundaries of a day."""
        file = self.var / "wells.geojson"
        asked = ("--indicator", "wells", "--day", day, "--format", "geojson")
        self.does("export", "boundaries", *asked, file)
        frame = gpd.read_file(file)
        return dict(zip(frame["name"], frame["wells"], strict=True))


def boundaries(file: Path, communes: dict[str, str], wide: int) -> Path:
    """Write neighbouring areas of three by so many kilometres, from west to east."""
    shapes = [
        box(500_000 + n * wide, 2_400_000, 500_000 + (n + 1) * wide, 2_403_000)
        for n in range(len(communes))
    ]
    said = {"code": list(communes), "name": list(communes.values())}
    gpd.GeoDataFrame(said, geometry=shapes, crs="EPSG:9205").to_file(file)
    return file


def book(file: Path, month: int, wells: dict[str, int]) -> Path:
    rows = table("Số giếng (giếng)", wells, f"Số liệu tháng {month} năm 2018")
    file.write_bytes(xlsx(Sheet(rows)))
    return file


def test_a_workspace_is_made_filled_corrected_closed_merged_saved_and_opened_elsewhere(
    tmp_path, capsys
):
    here = Place(tmp_path / "huyen_moi", tmp_path / "var", capsys)
    here.var.mkdir()

    # It is made from a boundary file, and says what it measures.
    four = boundaries(tmp_path / "four.gpkg", FOUR, 2000)
    columns = ("--code", "code", "--name", "name", "--valid-from")
    made = here.does("new-workspace", here.folder, "--boundaries", four, *columns, BEGUN)
    assert "4 communes" in made
    (here.folder / "indicators" / "wells.yaml").write_text(WELLS, "utf-8")
    assert "areas: 4" in here.does("check", here.folder)

    # People get accounts, each by somebody who may let others in.
    first = ("--role", "administrator", "--password-stdin")
    here.does("user", "add", "lan", *first)
    office = ("--role", "office", "--password-stdin", "--as", "lan")
    here.does("user", "add", "hoa", *office)
    editor = ("--role", "group_editor", "--scope", "WG6", "--password-stdin", "--as", "lan")
    here.does("user", "add", "nam", *editor)

    # The group brings its months; one file was wrong and is taken back.
    may = book(tmp_path / "may.xlsx", 5, dict(zip(FOUR.values(), (1, 2, 3, 4), strict=True)))
    assert here.may_not("import", "values", may, "--commit", "--as", "lan") == {"not_allowed"}
    here.brings(may, "nam")
    slip = here.brings(book(tmp_path / "slip.xlsx", 5, {"Xã Sông": 5}), "nam")
    assert here.shows()[SONG, "2018-05"] == 5
    here.does("withdraw", slip, "--as", "nam", "--reason", "another year's")
    assert here.shows() == {
        (SONG, "2018-05"): 1, (NUI, "2018-05"): 2, (DOI, "2018-05"): 3, (SUOI, "2018-05"): 4,
    }  # fmt: skip

    # What was agreed is closed; after that the office corrects it, and that is marked.
    here.does("close", "2018-Q2", "--as", "hoa")
    right = book(tmp_path / "right.xlsx", 5, {"Xã Sông": 7})
    closed = here.may_not("import", "values", right, "--commit", "--as", "nam")
    assert closed == {"period_closed"}
    here.brings(right, "hoa")
    frame = here.exported()
    assert here.shows()[SONG, "2018-05"] == 7
    assert frame.loc[frame["late"], "area"].tolist() == [SONG]
    told = here.does("history", "wells", SONG, "2018-05").splitlines()
    assert [(line[0], line.split()[line.startswith("*")]) for line in told] == [
        ("*", "7"), (" ", "5"), (" ", "1"),
    ]  # fmt: skip
    assert "withdrawn" in told[1]

    # The communes merge. Each keeps its own figures; the new ones have those of their parts.
    two = boundaries(tmp_path / "two.gpkg", TWO, 4000)
    merger = ("import", "boundaries", two, "--new", "--valid-from", MERGED, "--legal", LAW)
    assert here.may_not(*merger, "--commit", "--as", "hoa") == {"not_allowed"}
    here.does(*merger, "--commit", "--as", "lan")
    before = here.drawn(date(2018, 5, 31))
    assert before == {"Xã Sông": 7, "Xã Núi": 2, "Xã Đồi": 3, "Xã Suối": 4}
    assert here.drawn(MERGED) == {"Xã Sông Núi": 7 + 2, "Xã Đồi Suối": 3 + 4}
    assert {area for area, _ in here.shows()} == {SONG, NUI, DOI, SUOI}, "no figure moved by code"

    # All of it is saved, and opened on another computer, where work goes on.
    here.does("backup", tmp_path / "saved.zip")
    there = here.moved(tmp_path / "other")
    there.var.mkdir()
    there.does("restore", tmp_path / "saved.zip")
    assert there.does("batches") == here.does("batches")
    assert there.does("user", "list", "--as", "lan") == here.does("user", "list", "--as", "lan")
    pd.testing.assert_frame_equal(there.exported(), here.exported())
    assert "already holds" in there.cannot("restore", tmp_path / "saved.zip")
    there.brings(book(tmp_path / "july.xlsx", 7, {"Xã Sông": 2}), "nam")
    assert (there.shows()[SONG, "2018-07"], (SONG, "2018-07") in here.shows()) == (2, False)
    there.does("check", there.folder)
