"""What a person sees of a cell is what is read of it, whatever the format of the file."""

from datetime import date

import pytest
from corpus.looks import DOWN, NUMBERED, RICH, STRUCK, UP, Made
from hypothesis import given
from hypothesis import strategies as st

from data.intake.reading import formats, opening, runs
from data.intake.reading.grid import Look, tidy
from data.intake.reading.runs import Run

in_every_format = pytest.mark.parametrize("form", RICH)
in_every_numbered_format = pytest.mark.parametrize("form", NUMBERED)


def read(form: str, *rows, merged=()):
    """Return the one sheet of a file in this format with these rows."""
    grids, _ = opening.read(RICH[form](rows, merged), f"a{form.split()[-1]}")
    return grids[0]


@in_every_format
@pytest.mark.parametrize(
    ("parts", "value", "look"),
    [
        (["120", ("1", UP)], "120", Look(raised="1")),
        (["98,5", (" (2)", UP)], "98,5", Look(raised="(2)")),
        (["Tháng 1", ("1", UP), " năm 2019"], "Tháng 1 năm 2019", Look(raised="1")),
        (["Diện tích (km", ("2", UP), ")"], "Diện tích (km²)", Look()),
        (["10", ("3", UP), " tấn"], "10³ tấn", Look()),
        (["CO", ("2", DOWN)], "CO₂", Look()),
        ([("120", STRUCK), "135"], "135", Look(struck="120")),
        ([("98,5", STRUCK), " 101,5"], "101,5", Look(struck="98,5")),
        ([("64", STRUCK)], "64", Look(withdrawn=True)),
        (["120¹"], "120", Look(raised="1")),
        (["Diện tích (m²)"], "Diện tích (m²)", Look()),
        (["12\n135"], "12 ⏎ 135", Look(lines=("12", "135"))),
        (["Tổng\nđàn trâu"], "Tổng đàn trâu", Look(lines=("Tổng", "đàn trâu"))),
        (["\u200b12\ufeff03\u200e"], "1203", Look()),
        (["1203_x000D_"], "1203", Look()),
        (["  Na \u00a0 Son "], "Na Son", Look()),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_what_is_raised_struck_out_or_unseen_is_no_part_of_a_text(form, parts, value, look):
    cell = read(form, ["Xã", "Số"], ["Na Son", Made(runs=parts)]).at(2, 2)
    assert (cell.value, cell.look) == (value, look)


@in_every_numbered_format
@pytest.mark.parametrize(
    ("code", "number", "value", "percent", "look"),
    [
        ("General", 1203, 1203, False, Look()),
        ("0.0%", 0.85, 0.85, True, Look()),
        ("0.0\\%", 0.8, 0.8, False, Look(unit="%")),
        ('0" triệu đồng"', 1500, 1500, False, Look(unit="triệu đồng")),
        ("0.0,,", 1500000, 1.5, False, Look(thousands=2)),
        ("yyyy", date(2018, 1, 1), "2018", False, Look()),
        ('"Năm "yyyy', date(2018, 1, 1), "Năm 2018", False, Look()),
        ("mm/yyyy", date(2018, 6, 1), "2018-06", False, Look()),
        ("dd/mm/yyyy", date(2018, 6, 1), date(2018, 6, 1), False, Look()),
    ],
)
def test_a_number_is_what_its_format_shows(form, code, number, value, percent, look):
    cell = read(form, ["Xã"], [Made(number, code=code)]).at(2, 1)
    assert (cell.value, cell.percent, cell.look) == (value, percent, look)


@in_every_format
def test_a_cell_that_is_struck_out_as_a_whole_keeps_its_value_and_says_so(form):
    grid = read(form, ["Xã", Made(64 if form in NUMBERED else "64", struck=True)])
    assert (grid.at(1, 2).text, grid.at(1, 2).look) == ("64", Look(withdrawn=True))
    assert grid.at(1, 1).look == Look()


@in_every_format
def test_what_is_merged_is_known(form):
    rows = [["Xã", "A"], ["Na Son", "60"], ["Phì Nhừ", None], ["Keo Lôm", None]]
    grid = read(form, *rows, merged=["B2:B4"])
    assert grid.merged == ((2, 2, 4, 2),)
    assert grid.text(4, 2) == "60"
    assert grid.box(4, 2) == (2, 2, 4, 2) and grid.box(1, 1) is None


@pytest.mark.parametrize("form", [f for f in NUMBERED if f != "shared .xlsx"])
def test_a_formula_that_nobody_calculated_is_none_of_the_numbers(form):
    grid = read(form, ["Na Son", Made(formula="1200+3")], ["Phì Nhừ", Made(5)])
    assert grid.at(1, 2).lacking == "formula"
    assert grid.at(2, 2).value == 5 and not grid.at(2, 2).lacking


@pytest.mark.parametrize("form", ["shared .xlsx", ".ods", "2003 .xls"])
def test_a_zero_that_a_library_stored_for_every_formula_is_not_a_result(form):
    zero = read(form, [Made(0, formula="1200+3")], [Made(0, formula="A1+1")], [Made(0)])
    assert [zero.at(r, 1).lacking for r in (1, 2, 3)] == ["formula", "formula", ""]
    some = read(form, [Made(0, formula="5-5")], [Made(7, formula="A1+7")])
    assert [some.at(r, 1).value for r in (1, 2)] == [0, 7], "where one has a result, all have"


@pytest.mark.parametrize(
    ("code", "number", "seen"),
    [
        ('_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', 0, (0, False, Look())),
        ("0;-0;;@", 0, (0, False, Look(unseen=True))),
        (";;;", 7, (7, False, Look(unseen=True))),
        ('[=1]"Đạt";[=0]"Không đạt"', 1, ("Đạt", False, Look())),
        ('[=1]"Đạt";[=0]"Không đạt"', 0, ("Không đạt", False, Look())),
        ("[$₫-42A]#,##0", 5, (5, False, Look(unit="₫"))),
        ('[>=1000000]0.0,,"tr";0', 2500000, (2.5, False, Look(unit="tr", thousands=2))),
        ('[>=1000000]0.0,,"tr";0', 25, (25, False, Look())),
        ("[Red]0.0%;[Blue]-0.0%", -0.1, (-0.1, True, Look())),
        ('#,##0".000"', 5, (5, False, Look(unit=".000"))),
        ("0.00E+00", 5, (5, False, Look())),
        ("d-mmm-yy", 43252, (date(2018, 6, 1), False, Look())),
        ('"Tháng "mm/yyyy', 43252, ("Tháng 06/2018", False, Look())),
        ('"Tháng "m', 43252, ("Tháng 6", False, Look())),
        ("mmm-yy", 43252, ("2018-06", False, Look())),
        ("m/d/yy", -4, ("#####", False, Look())),
        ("yyyy", 1e9, ("#####", False, Look())),
    ],
)
def test_a_format_is_applied_as_a_spreadsheet_applies_it(code, number, seen):
    assert formats.shown(number, code) == seen


@given(st.text(), st.floats(allow_nan=False, allow_infinity=False))
def test_whatever_a_format_is_a_number_is_shown_by_it_in_some_way(code, number):
    value, percent, look = formats.shown(number, code)
    assert value != "" or look == Look()
    if not percent and look == Look() and isinstance(value, float):
        assert value == number


@given(st.lists(st.tuples(st.text(max_size=5), st.sampled_from(["", UP, DOWN]), st.booleans())))
def test_what_is_not_in_the_text_of_a_cell_is_said_beside_it(parts):
    value, look = runs.said(Run(text, height, struck) for text, height, struck in parts)
    whole = "".join(text for text, _, _ in parts)
    assert bool(tidy(whole)) <= bool(value or look.raised or look.struck)
    assert not (look.withdrawn and look.struck)
