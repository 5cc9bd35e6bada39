"""What people take away: numbers stay numbers, and what a file once said stays text."""

import csv
import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from told import NA_SON, PU_NHI, TOWNSHIP, told

from data.figures import describe
from data.figures.view import view
from data.outputs import export
from data.words import Words
from geo.areas import Areas

VI, EN = Words("vi"), Words("en")
END = date(2018, 12, 31)
PRODUCTION = "forest_planted_production_ha"
EVIL = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")


def taken(now, slug=PRODUCTION, words=EN, day=END):
    """Return the table of a view, as CSV and as a sheet."""
    indicator = now.catalogue[slug]
    table = describe.table(words, indicator, day, view(now, indicator, day))
    book = openpyxl.load_workbook(io.BytesIO(export.to_xlsx(words, now, indicator, day, table)))
    return export.to_csv(words, now, indicator, day, table), book.active


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def column(sheet, heading):
    place = next(c.column for c in sheet[4] if c.value == heading)
    return {sheet.cell(r, 3).value: sheet.cell(r, place) for r in range(5, sheet.max_row + 1)}


@pytest.fixture
def planted(snapshot):
    return told(snapshot, [(PRODUCTION, NA_SON, "2018", 1234.5), (PRODUCTION, PU_NHI, "2018", 7)],
                [(PRODUCTION, NA_SON, "2018", 1000)])  # fmt: skip


@pytest.fixture
def evil(snapshot):
    """Return a workspace in which a qualifier and a name are what a spreadsheet would run."""
    now = told(snapshot, [(PRODUCTION, NA_SON, "2018", 1, EVIL[0])])
    areas = [replace(a, kind="", name=EVIL[0]) if a.id == TOWNSHIP else a for a in now.areas]
    return replace(now, areas=Areas(areas, now.areas.successions))


# Workbook


def test_a_workbook_says_what_it_is_above_its_table(planted):
    _, sheet = taken(planted)
    assert sheet["A1"].value == "Production forest planted – Điện Biên Đông district – 31/12/2018"
    assert sheet["A2"].value == "Unit: ha"
    assert sheet.freeze_panes == "A5"


def test_numbers_stay_numbers_and_what_is_missing_stays_empty(planted):
    _, sheet = taken(planted)
    values, plans = column(sheet, "Value"), column(sheet, "Plan")
    assert values["Xã Na Son"].value == 1234.5
    assert values["Xã Na Son"].number_format == "#,##0.00"
    assert values["Xã Pu Nhi"].value == 7
    assert plans["Xã Na Son"].value == 1000
    assert values["Thị trấn Điện Biên Đông"].value is None
    assert column(sheet, "Place")["Xã Pu Nhi"].value == 2


def test_the_best_comes_first_and_who_has_no_value_last(planted):
    _, sheet = taken(planted)
    titles = [sheet.cell(r, 3).value for r in range(5, 19)]
    assert titles[:3] == ["Xã Na Son", "Xã Pu Nhi", "Thị trấn Điện Biên Đông"]
    assert len(titles) == 14


def test_a_code_keeps_its_zeros(planted):
    _, sheet = taken(planted)
    assert column(sheet, "Area id")["Xã Na Son"].value == NA_SON


def test_a_word_is_exported_as_its_word_and_not_as_its_number(snapshot):
    now = told(snapshot, [("ntm_recognition", NA_SON, "2018", "dat_chuan")])
    _, sheet = taken(now, "ntm_recognition")
    assert column(sheet, "Value")["Xã Na Son"].value is None
    assert column(sheet, "Class")["Xã Na Son"].value == "Meets the new-rural standard"


def test_a_sample_is_marked_in_what_is_taken_away(snapshot):
    content, sheet = taken(snapshot)
    notes = [c.value for c in column(sheet, "Note").values() if c.value]
    assert notes
    assert all("sample figure" in n for n in notes)
    assert content.decode().count("sample figure") == len(notes)


def test_nothing_in_a_workbook_is_a_formula(evil):
    _, sheet = taken(evil)
    assert {c.data_type for r in sheet.iter_rows() for c in r} <= {"s", "inlineStr", "n"}
    assert column(sheet, "Note")["Xã Na Son"].value == EVIL[0]
    assert EVIL[0] in column(sheet, "Note")


def test_a_name_that_is_an_error_of_spreadsheets_is_a_text_in_a_workbook(snapshot):
    _, sheet = taken(told(snapshot, [(PRODUCTION, NA_SON, "2018", 1, "#REF!")]))
    cell = column(sheet, "Note")["Xã Na Son"]
    assert (cell.value, cell.data_type) == ("#REF!", "s")


def test_characters_that_no_workbook_can_hold_are_left_out(snapshot):
    now = told(snapshot, [(PRODUCTION, NA_SON, "2018", 1, "gần\x0b\x00")])
    _, sheet = taken(now)
    assert column(sheet, "Note")["Xã Na Son"].value == "gần"


# CSV


def test_a_csv_is_utf_8_with_a_mark_so_that_excel_shows_the_letters(planted):
    content, _ = taken(planted, words=VI)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert "Xã Na Son" in content.decode("utf-8-sig")


def test_a_csv_has_its_title_its_heads_and_a_row_for_each_area(planted):
    title, heads, *lines = rows_of(taken(planted)[0])
    assert title == ["Production forest planted – Điện Biên Đông district – 31/12/2018"]
    assert heads[:4] == ["Place", "Area id", "Commune", "Value"]
    assert len(lines) == 14
    assert lines[0][:4] == ["1", NA_SON, "Xã Na Son", "1234.5"]


def test_a_title_with_quotation_marks_and_commas_is_one_cell(planted):
    title = planted.catalogue[PRODUCTION].title.model_copy(update={"en": 'Say "ha", or not'})
    indicator = planted.catalogue[PRODUCTION].model_copy(update={"title": title})
    table = describe.table(EN, indicator, END, view(planted, indicator, END))
    first = rows_of(export.to_csv(EN, planted, indicator, END, table))[0]
    assert first == ['Say "ha", or not – Điện Biên Đông district – 31/12/2018']


def test_nothing_in_a_csv_is_run_by_a_spreadsheet(evil):
    title = evil.catalogue[PRODUCTION].title.model_copy(update={"en": EVIL[0]})
    indicator = evil.catalogue[PRODUCTION].model_copy(update={"title": title})
    table = describe.table(EN, indicator, END, view(evil, indicator, END))
    assert rows_of(export.to_csv(EN, evil, indicator, END, table))[0][0].startswith("'=cmd")
    for line in rows_of(taken(evil)[0]):
        assert not [cell for cell in line if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert f"'{EVIL[0]}" in {cell for line in rows_of(taken(evil)[0]) for cell in line}


@given(st.text())
@example(EVIL[-2])
@example(EVIL[-1])
def test_a_text_in_a_csv_is_kept_and_never_begins_as_a_formula(text):
    plain = export.plain(text)
    assert plain in (text, f"'{text}")
    assert not plain.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert export.plain(-5.0) == -5.0
