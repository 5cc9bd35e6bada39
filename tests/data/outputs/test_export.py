"""What people take away: numbers stay numbers, what a file once said stays text, all is said."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from told import NA_SON, PU_NHI, TOWNSHIP, told

from data.catalogue.periods import month_of
from data.figures import describe
from data.figures.view import view
from data.intake.deciding.intake import take
from data.outputs import csvw, export
from data.outputs.taken import Taken
from data.words import Words
from data.words.spreadsheets import plain
from geo.areas import Areas

VI, EN = Words("vi"), Words("en")
END = date(2018, 12, 31)
PRODUCTION, MET = "forest_planted_production_ha", "ntm_criteria_met"
EVIL = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")
HEAD = export.HEAD


def of(now, slug=PRODUCTION, words=EN, day=END, **more) -> Taken:
    """Return a view as it is taken away."""
    indicator = now.catalogue[slug]
    rows = describe.table(words, indicator, day, view(now, indicator, day))
    return Taken(words, now, indicator, day, rows, **more)


def sheet_of(taken):
    return openpyxl.load_workbook(io.BytesIO(export.to_xlsx(taken))).active


def rows_of(taken):
    text = csvw.to_csv(taken).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def column(sheet, heading, names="Commune"):
    """Return the cells below a heading, by the name of the commune in their row."""
    place = {c.value: c.column for c in sheet[HEAD]}
    last = next(
        r for r in range(HEAD + 1, sheet.max_row + 2) if not sheet.cell(r, place[names]).value
    )
    return {
        sheet.cell(r, place[names]).value: sheet.cell(r, place[heading])
        for r in range(HEAD + 1, last)
    }


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
    sheet = sheet_of(of(planted, filters=("Only Na Son",)))
    above = [sheet.cell(n, 1).value for n in range(1, 5)]
    assert above == ["Production forest planted", "Điện Biên Đông district",
                     "Figures up to 31/12/2018", "Filter: Only Na Son"]  # fmt: skip
    assert sheet.freeze_panes == f"A{HEAD + 1}"


def test_a_workbook_says_below_its_table_whose_it_is_of_when_and_where_it_can_be_seen(planted):
    address = "http://10.0.0.5:8501/map?day=2018-12-31"
    taken = of(planted, sources=("Report 12",), notes=("SAMPLE figures",), address=address)
    sheet = sheet_of(taken)
    below = [sheet.cell(n, 1).value for n in range(sheet.max_row - 3, sheet.max_row + 1)]
    today = EN.day(planted.settings.clock.today())
    made = f"Taken on {today}; later changes are not in this file."
    assert below == ["Source: Report 12", "SAMPLE figures", made, address]


def test_a_workbook_can_be_filtered_and_printed(planted):
    sheet = sheet_of(of(planted))
    last = HEAD + 14
    assert sheet.auto_filter.ref.startswith(f"A{HEAD}:")
    assert sheet.auto_filter.ref.endswith(str(last)), "what is said below is no row of the table"
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
    assert sheet.print_area.endswith(f"${sheet.max_row}")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_codes_are_seen_as_people_know_them_and_the_key_of_an_area_is_not(planted):
    sheet = sheet_of(of(planted))
    key = column(sheet, "Area id")["Xã Na Son"]
    assert column(sheet, "Commune code")["Xã Na Son"].value == "03205"
    assert key.value == NA_SON
    assert sheet.column_dimensions[key.column_letter].hidden
    assert not sheet.column_dimensions["A"].hidden


def test_numbers_stay_numbers_and_what_is_missing_stays_empty(planted):
    sheet = sheet_of(of(planted))
    values = column(sheet, "Production forest planted (ha)")
    plans = column(sheet, "Plan of 2018: Production forest planted (ha)")
    assert values["Xã Na Son"].value == 1234.5
    assert values["Xã Na Son"].number_format == "#,##0.00"
    assert values["Xã Pu Nhi"].value == 7
    assert plans["Xã Na Son"].value == 1000
    assert values["Thị trấn Điện Biên Đông"].value is None
    place = column(sheet, "Place")["Xã Pu Nhi"]
    assert (place.value, place.number_format) == (2, "#,##0")


def test_the_rows_keep_their_order(planted):
    taken = of(planted)
    turned = replace(taken, rows=taken.rows[::-1])
    titles = list(column(sheet_of(turned), "Commune"))
    assert titles == list(taken.rows["title"][::-1])
    assert len(titles) == 14


def test_a_word_is_exported_as_its_word_and_not_as_its_number(snapshot):
    now = told(snapshot, [("ntm_recognition", NA_SON, "2018", "dat_chuan")])
    sheet = sheet_of(of(now, "ntm_recognition"))
    assert (
        column(sheet, "New-rural recognition")["Xã Na Son"].value == "Meets the new-rural standard"
    )
    assert column(sheet, "New-rural recognition")["Xã Pu Nhi"].value is None
    assert column(sheet, "Class")["Xã Pu Nhi"].value == "No data"


def test_a_sample_is_marked_in_what_is_taken_away(snapshot):
    taken = of(snapshot)
    notes = [c.value for c in column(sheet_of(taken), "Note").values() if c.value]
    assert notes
    assert all("sample figure" in n for n in notes)
    assert csvw.to_csv(taken).decode().count("sample figure") == len(notes)


def test_nothing_in_a_workbook_is_a_formula(evil):
    sheet = sheet_of(of(evil, filters=EVIL, sources=EVIL, notes=EVIL))
    assert {c.data_type for r in sheet.iter_rows() for c in r} <= {"s", "inlineStr", "n"}
    assert column(sheet, "Note")["Xã Na Son"].value == EVIL[0]
    assert EVIL[0] in column(sheet, "Note")


def test_a_name_that_is_an_error_of_spreadsheets_is_a_text_in_a_workbook(snapshot):
    sheet = sheet_of(of(told(snapshot, [(PRODUCTION, NA_SON, "2018", 1, "#REF!")])))
    cell = column(sheet, "Note")["Xã Na Son"]
    assert (cell.value, cell.data_type) == ("#REF!", "s")


def test_characters_that_no_workbook_can_hold_are_left_out(snapshot):
    now = told(snapshot, [(PRODUCTION, NA_SON, "2018", 1, "gần\x0b\x00")])
    assert column(sheet_of(of(now)), "Note")["Xã Na Son"].value == "gần"


# CSV


def test_a_csv_is_utf_8_with_a_mark_so_that_excel_shows_the_letters(planted):
    content = csvw.to_csv(of(planted, words=VI))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert "Xã Na Son" in content.decode("utf-8-sig")


def test_a_csv_has_its_headings_first_and_a_row_for_each_area(planted):
    heads, *lines = rows_of(of(planted))
    assert heads[:4] == ["Place", "Commune code", "Commune", "Production forest planted (ha)"]
    assert heads[-1] == "Area id"
    assert len(lines) == 14
    [own] = [line for line in lines if line[-1] == NA_SON]
    assert own[:4] == ["1", "03205", "Xã Na Son", "1234.5"]


def test_beside_a_csv_stands_what_each_of_its_columns_is(planted):
    taken = of(planted, name="planted", filters=("Only Na Son",), sources=("Report 12",))
    packed = zipfile.ZipFile(io.BytesIO(csvw.to_zip(taken)))
    assert packed.namelist() == ["planted.csv", "planted.csv-metadata.json"]
    said = json.loads(packed.read("planted.csv-metadata.json"))
    assert said["url"] == "planted.csv"
    assert said["dc:source"] == ["Report 12"]
    assert "Filter: Only Na Son" in said["rdfs:comment"]
    columns = said["tableSchema"]["columns"]
    assert [c["titles"]["en"] for c in columns] == rows_of(taken)[0]
    kinds = {c["name"]: c["datatype"] for c in columns}
    assert (kinds["value"], kinds["code"], kinds["place"]) == ("decimal", "string", "integer")
    assert said["tableSchema"]["primaryKey"] in kinds


def test_nothing_in_a_csv_is_run_by_a_spreadsheet(evil):
    title = evil.catalogue[PRODUCTION].title.model_copy(update={"en": EVIL[0]})
    indicator = evil.catalogue[PRODUCTION].model_copy(update={"title": title})
    rows = describe.table(EN, indicator, END, view(evil, indicator, END))
    for line in rows_of(Taken(EN, evil, indicator, END, rows)):
        assert not [cell for cell in line if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert f"'{EVIL[0]}" in {cell for line in rows_of(of(evil)) for cell in line}


@given(st.text())
@example(EVIL[-2])
@example(EVIL[-1])
def test_a_text_in_a_csv_is_kept_and_never_begins_as_a_formula(text):
    kept = plain(text)
    assert kept in (text, f"'{text}")
    assert not kept.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain(-5.0) == -5.0


# Brought again


@pytest.mark.parametrize("words", [VI, EN], ids=["vi", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_was_taken_away_is_read_again_with_its_own_values_and_days(snapshot, form, words):
    for slug in (MET, "population", "ntm_recognition"):
        taken = of(snapshot, slug, words, name=f"{slug}_{END}")
        content = export.to_xlsx(taken) if form == "xlsx" else csvw.to_csv(taken)
        found = take(content, f"{taken.name}.{form}", snapshot, day=date(2026, 1, 1))
        assert not found.doubtful, (slug, [d.fault.code for d in found.doubtful])
        assert not found.refused, (slug, [r.fault.code for r in found.refused])
        shown = view(snapshot, snapshot.catalogue[slug], END)
        known = shown[shown["standing"] == "value"]
        assert {t.area for t in found.taken} == set(known.index)
        categories = snapshot.catalogue[slug].categories
        for one in found.taken:
            value = known.loc[one.area, "value"]
            if categories:
                assert one.value == categories[int(value)].id
            else:
                assert float(one.value) == value


def test_a_plan_that_was_taken_away_is_read_again_as_the_plan_of_its_year(planted):
    taken = of(planted, words=VI)
    found = take(export.to_xlsx(taken), "a.xlsx", planted, day=date(2026, 1, 1))
    plans = [(t.area, t.period, float(t.value)) for t in found.taken if t.kind == "targets"]
    assert plans == [(NA_SON, "2018", 1000.0)]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_month_alone_is_read_again_as_that_month_and_never_as_the_year_so_far(snapshot, form):
    now = told(
        snapshot,
        [(PRODUCTION, NA_SON, "2018-01", 5), (PRODUCTION, NA_SON, "2018-02", 3)],
        [(PRODUCTION, NA_SON, "2018", 90), (PRODUCTION, NA_SON, "2018-02", 7)],
    )
    indicator, day = now.catalogue[PRODUCTION], date(2018, 2, 28)
    rows = describe.table(VI, indicator, day, view(now, indicator, day, "month"))
    taken = Taken(VI, now, indicator, day, rows, month=month_of(day))
    content = export.to_xlsx(taken) if form == "xlsx" else csvw.to_csv(taken)
    found = take(content, f"a.{form}", now, day=date(2026, 1, 1))
    said = {(t.kind, t.period, float(t.value)) for t in found.taken}
    assert said <= {("figures", "2018-02", 3.0), ("targets", "2018-02", 7.0)}
    assert said or found.doubtful


def test_nought_is_a_number_in_a_workbook_and_not_an_empty_cell(snapshot):
    now = told(snapshot, [(PRODUCTION, NA_SON, "2018", 0)])
    taken = of(now)
    cells = column(sheet_of(taken), taken.heads(["value"])[0])
    assert cells["Xã Na Son"].value == 0
