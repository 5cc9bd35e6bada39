"""What is filled into the template comes back as it was meant, cell by cell."""

import unicodedata
from datetime import date, datetime
from functools import partial

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula
from told import LUAN_GIOI, NA_SON, TOWNSHIP, faults_of, workspace

from data.catalogue import rows
from data.catalogue.criteria import Status
from data.figures import filled_in, templates
from data.figures.assess import VERDICTS, Verdict
from data.messages import say
from data.records import store
from data.words import Words
from geo.areas import Area
from geo.faults import Severity

DAY = date(2019, 12, 31)
VI, EN = Words("vi"), Words("en")
PRODUCTION = "forest_planted_production_ha"
KINDS = ("figures", "targets", "statuses")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Return the path of an empty template."""
    folder = workspace(tmp_path_factory.mktemp("template") / "w")
    now = store.load(folder)
    templates.write(folder / "template.xlsx", now.on(DAY), now.catalogue, DAY, VI)
    return folder / "template.xlsx"


@pytest.fixture
def folder(tmp_path):
    return workspace(tmp_path / "w")


@pytest.fixture
def fill(folder, template):
    """Return how to fill cells of the template and put it where it is read."""
    return partial(filled, template, folder)


def filled(template, folder, *cells, name="filled.xlsx"):
    """Put a filled template among the values of a workspace, and return its path."""
    book = openpyxl.load_workbook(template)
    for kind, area, measured, period, value, *form in cells:
        where = cell(book, kind, area, measured, period)
        where.value = value
        if form:
            where.number_format = form[0]
    book.save(folder / "values" / name)
    return folder / "values" / name


def cell(book, kind, area, measured, period=None):
    """Return the cell of an area and of what is measured; the column gets this period."""
    sheet = book.worksheets[KINDS.index(kind)]
    row = next(c.row for c in sheet["A"] if c.value == area)
    column = next(c.column for c in sheet[3] if str(c.value) == str(measured))
    if period is not None:
        sheet.cell(4, column).value = period
    return sheet.cell(row, column)


def said(folder):
    return {(f.where, say(f, EN)[0]) for f in faults_of(folder)}


# The empty template


def test_a_template_has_a_row_for_each_area_and_a_column_for_each_thing_reported(template):
    book = openpyxl.load_workbook(template)
    assert [s["A1"].value for s in book] == list(KINDS)
    figures, _, criteria = book.worksheets
    assert [c.value for c in figures["A"][4:]][:2] == [TOWNSHIP, NA_SON]
    assert len(figures["A"]) == 4 + 14
    slugs = [c.value for c in figures[3][2:]]
    assert PRODUCTION in slugs
    assert "forest_planted_pct" not in slugs  # it is made from others
    assert [c.value for c in criteria[3][2:]] == [str(n) for n in range(1, 20)]
    for sheet in book:  # of when the figures are is for whoever fills it in to say
        assert {c.value for c in sheet[4][2:]} <= {None, ""}


def test_an_empty_template_says_nothing(template):
    found, faults = filled_in.read(template)
    assert not faults
    assert set(found) == {rows.FIGURES, rows.TARGETS, rows.STATUSES}
    assert all(table.empty for table in found.values())


def test_a_period_stays_text_so_that_no_spreadsheet_makes_a_day_of_it(template):
    book = openpyxl.load_workbook(template)
    assert {c.number_format for s in book for c in s[4]} == {"@"}


def test_no_name_of_a_place_is_a_formula(tmp_path, snapshot):
    area = Area("00001", "=1+1", "", "commune", date(2009, 4, 1))
    templates.write(tmp_path / "x.xlsx", [area], snapshot.catalogue, DAY, VI)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert (sheet["B5"].value, sheet["B5"].data_type) == ("=1+1", "s")


# Filled in


def test_what_is_filled_in_comes_back(folder, fill):
    fill(
        ("figures", NA_SON, PRODUCTION, "2019-06", 11.9),
        ("figures", LUAN_GIOI, PRODUCTION, "2019-06", 0),
        ("figures", NA_SON, "ntm_recognition", 2019, "co_ban_dat_chuan"),
        ("targets", NA_SON, PRODUCTION, "2019", 12),
    )
    now = store.load(folder)
    found = now.figures[["indicator", "area", "period", "number"]].values.tolist()
    assert sorted(found) == [
        [PRODUCTION, NA_SON, "2019-06", 11.9],
        [PRODUCTION, LUAN_GIOI, "2019-06", 0],
        ["ntm_recognition", NA_SON, "2019", 1],
    ]
    assert now.targets[["area", "number"]].values.tolist() == [[NA_SON, 12]]


def test_an_empty_cell_is_not_zero(folder, fill):
    fill(("figures", NA_SON, PRODUCTION, "2019-06", 0),
         ("figures", LUAN_GIOI, PRODUCTION, "2019-06", "  "))  # fmt: skip
    assert store.load(folder).figures["area"].tolist() == [NA_SON]


def test_a_cell_is_its_own_source(folder, fill):
    fill(("figures", NA_SON, PRODUCTION, "2019-06", 1.5))
    row = store.load(folder).figures.iloc[0]
    assert row["source"].startswith("filled.xlsx:Số liệu!")
    assert row["source"].endswith("6")  # the second area's row
    assert not row["sample"]


@pytest.mark.parametrize("words", [VI, EN], ids=["vi", "en"])
def test_statuses_may_be_written_in_words_of_any_language(folder, fill, words):
    written = {status: words(VERDICTS[Verdict(status)]) for status in Status}
    fill(
        ("statuses", NA_SON, 1, "2019-12", written[Status.MET]),
        ("statuses", NA_SON, 2, "2019-12", written[Status.BASIC].upper()),
        ("statuses", NA_SON, 3, "2019-12", f" {written[Status.NOT_MET]} "),
        ("statuses", NA_SON, 19, "2019-12", "met"),
    )
    now = store.load(folder)
    assert now.statuses[["criterion", "status"]].values.tolist() == [
        [1, "met"], [2, "basic"], [3, "not_met"], [19, "met"],
    ]  # fmt: skip


def test_words_typed_on_a_mac_are_the_same_words(folder, fill):
    fill(("statuses", NA_SON, 1, "2019-12", unicodedata.normalize("NFD", "đạt")))  # NFD
    assert store.load(folder).statuses["status"].tolist() == ["met"]


def test_workbooks_and_csv_together_are_one_table(folder, fill):
    fill(("figures", NA_SON, PRODUCTION, "2019-06", 1))
    row = f"{PRODUCTION},{NA_SON},2019-06,2,,,census_2009,"
    (folder / "values" / "a.csv").write_text(",".join(rows.FIGURES) + "\n" + row)
    ((_, what),) = said(folder)
    assert what == (
        "The same figure stands 1 more time(s): Production forest planted, "
        "Xã Na Son (03205, 01/04/2009 to before 01/07/2025), 2019-06."
    )


# Filled in wrongly


WRONG = {
    "a formula": (("figures", NA_SON, PRODUCTION, "2019-06", "=1+2"),
                  "“=1+2” is not a value of “Production forest planted”."),
    "a formula over several cells": (
        ("figures", NA_SON, PRODUCTION, "2019-06", ArrayFormula("C6", "=SUM(A1:A2)")),
        "“=SUM(A1:A2)” is not a value of “Production forest planted”."),
    "an error": (("figures", NA_SON, PRODUCTION, "2019-06", "#DIV/0!"),
                 "“#DIV/0!” is not a value of “Production forest planted”."),
    "a word": (("figures", NA_SON, PRODUCTION, "2019-06", "khoảng 5"),
               "“khoảng 5” is not a value of “Production forest planted”."),
    "a share": (("figures", NA_SON, "dossiers_on_time_pct", "2019-06", 0.85, "0%"),
                "“85.000000%” is not a value of “Dossiers settled on time”."),
    "a day": (("figures", NA_SON, PRODUCTION, "2019-06", datetime(2019, 6, 1), "dd/mm/yyyy"),
              "“2019-06-01” is not a value of “Production forest planted”."),
    "a kind it does not apply to": (
        ("figures", TOWNSHIP, "ntm_recognition", "2019", "dat_chuan"),
        "“New-rural recognition” does not apply to Thị trấn Điện Biên Đông."),
    "criteria of the township": (("statuses", TOWNSHIP, 1, "2019-12", "đạt"),
                                 "“qd_1980” does not apply to Thị trấn Điện Biên Đông."),
    "a status that is none": (("statuses", NA_SON, 1, "2019-12", "tốt"),
                              "“tốt” is not a status of a criterion."),
    "a period that is none": (("figures", NA_SON, PRODUCTION, "tháng 6", 1),
                              "“tháng 6” is not a period."),
    "a day after the merger": (
        ("figures", NA_SON, PRODUCTION, "2025-07", 1),
        "Xã Na Son was not in force on 31/07/2025: "
        "it was from 01/04/2009 until 01/07/2025."),
}  # fmt: skip


@pytest.fixture(scope="module")
def wrong(template, tmp_path_factory):
    """Return a workspace with a workbook for each way of being wrong, and all its faults."""
    folder = workspace(tmp_path_factory.mktemp("wrong") / "w")
    for name, (cells, _) in WRONG.items():
        filled(template, folder, cells, name=f"{name}.xlsx")
    return folder, faults_of(folder)


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_meant_is_refused_with_its_cell(wrong, name):
    folder, faults = wrong
    (fault,) = (f for f in faults if f.where.startswith(f"{name}.xlsx:"))
    assert say(fault, EN)[0] == WRONG[name][1]
    sheet, _, place = fault.where.partition(":")[2].partition("!")
    book = openpyxl.load_workbook(folder / "values" / f"{name}.xlsx")
    assert book[sheet][place].value is not None


def test_all_that_is_wrong_in_all_workbooks_is_said_at_once(wrong):
    assert len(wrong[1]) == len(WRONG)


def test_a_month_that_excel_made_a_day_of_is_the_month(folder, fill):
    fill(("figures", NA_SON, PRODUCTION, datetime(2019, 6, 1), 1.5))
    book = openpyxl.load_workbook(folder / "values" / "filled.xlsx")
    column = next(c.column for c in book.worksheets[0][3] if c.value == PRODUCTION)
    book.worksheets[0].cell(4, column).number_format = "mmm-yy"
    book.save(folder / "values" / "filled.xlsx")
    assert store.load(folder).figures["period"].tolist() == ["2019-06"]


def test_a_row_without_its_area_is_not_dropped_in_silence(folder, fill):
    path = fill(("figures", NA_SON, PRODUCTION, "2019-06", 1))
    book = openpyxl.load_workbook(path)
    here = cell(book, "figures", NA_SON, PRODUCTION)
    sheet = book.worksheets[0]
    sheet.cell(here.row, 1).value = "03205"
    sheet.cell(here.row + 20, here.column).value = 5  # a total, say
    book.save(path)
    assert {what for _, what in said(folder)} == {
        "The area “03205” is not known.",
        "The area “–” is not known.",
    }


@pytest.mark.parametrize("spoil", ["no workbook", "not a zip", "empty zip"])
def test_a_file_that_is_no_workbook_is_said_once(folder, spoil):
    content = {"no workbook": b"", "not a zip": b"PK\x03\x04broken", "empty zip": EMPTY_ZIP}[spoil]
    (folder / "values" / "a.xlsx").write_bytes(content)
    (fault,) = faults_of(folder)
    assert fault.where == "a.xlsx"
    assert say(fault, EN)[0] == "The file is not a workbook that can be read."


EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


def test_a_workbook_that_is_no_template_is_said_once(folder):
    openpyxl.Workbook().save(folder / "values" / "a.xlsx")
    (fault,) = faults_of(folder)
    assert say(fault, EN) == (
        "No sheet says in A1 what it holds.",
        "Fill in the template; A1 must be one of: figures, targets, statuses.",
    )


def test_a_sheet_without_its_row_of_periods_says_which_word_is_missing(folder, fill):
    path = fill(("figures", NA_SON, PRODUCTION, "2019-06", 1))
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A4"].value = "kỳ"
    book.save(path)
    assert said(folder) == {("filled.xlsx:Số liệu", "Column A has no row “period”.")}


def test_the_lock_that_excel_leaves_is_no_workbook(folder, fill):
    fill(("figures", NA_SON, PRODUCTION, "2019-06", 1))
    (folder / "values" / "~$filled.xlsx").write_bytes(b"lock")
    assert [f for f in faults_of(folder) if f.severity is Severity.REFUSE] == []


def test_a_workbook_may_end_in_capitals(folder, fill):
    fill(("figures", NA_SON, PRODUCTION, "2019-06", 1), name="THANG 6.XLSX")
    assert len(store.load(folder).figures) == 1
