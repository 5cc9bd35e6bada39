"""Laws of the intake: what is written is read back, whoever reads it, and answers keep."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from corpus.sheets import Sheet, delimited, xlsx
from corpus.workbooks import BUFFALO, CASES, HEAD, IDS, PRODUCTION
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError
from told import LUAN_GIOI, MUONG_LUAN, NA_SON, TOWNSHIP, told

from data.catalogue import rows
from data.catalogue.periods import Kind, parse
from data.catalogue.vocabulary import Measure
from data.figures import filled_in, tables, templates
from data.figures.tables import Context
from data.intake.deciding import typed
from data.intake.deciding.answers import described
from data.intake.deciding.intake import Intake, take
from data.intake.reading.grid import Cell, Grid
from data.intake.understanding import numbers, outliers
from data.intake.understanding.beside import Figure
from data.intake.understanding.lexicon import Lexicon
from data.intake.understanding.moment import find
from data.intake.understanding.numbers import Style
from data.messages import say
from data.words import Words
from geo.faults import ask

DAY = date(2019, 7, 15)
VI, EN = Words("vi"), Words("en")
decimals = st.decimals(-(10**9), 10**9, places=3)
styles = st.sampled_from(list(Style))


def open_(content: bytes, snapshot, name="a.xlsx", **decisions: str) -> Intake:
    return take(content, name, snapshot, day=DAY, decisions=decisions)


# Numbers


@given(decimals, styles)
def test_a_number_written_in_a_style_is_read_back_in_it(number, style):
    assert numbers.read(numbers.shown(number, style), style) == number


@given(st.lists(decimals, min_size=1), styles)
def test_a_column_is_never_taken_for_the_other_style(column, style):
    texts = [numbers.shown(n, style) for n in column]
    decided = numbers.style(texts)
    read = [numbers.read(t, decided) for t in texts] if decided else None
    assert read is None or read == column


@given(decimals)
def test_a_number_as_the_long_tables_have_it_is_itself(number):
    text = numbers.written(number)
    assert Decimal(text) == number
    assert "E" not in text


@pytest.mark.parametrize("text", ["1.23.456", "1,2,3", "12.34.5", "1.234.5", "0.850,1,", "5 con"])
def test_what_is_no_number_is_none_in_either_style(text):
    assert numbers.readings(text) == {}


@pytest.mark.parametrize(
    ("text", "read"),
    [("1.234,5", {Style.COMMA: "1234.5"}), ("1 234,5", {Style.COMMA: "1234.5"}),
     ("1\u00a0234.5", {Style.POINT: "1234.5"}), ("0,850", {Style.COMMA: "0.850"}),
     ("−5", {Style.COMMA: "-5", Style.POINT: "-5"}),
     ("30.000", {Style.COMMA: "30000", Style.POINT: "30.000"})],
)  # fmt: skip
def test_a_text_is_what_it_can_be_in_each_style(text, read):
    assert numbers.readings(text) == {style: Decimal(n) for style, n in read.items()}


# Periods


@given(st.integers(1990, 2030), st.integers(1, 12))
def test_a_month_is_read_however_it_is_written(snapshot, year, month):
    spans = snapshot.settings.intake.periods
    for text in (f"Tháng {month}/{year}", f"tháng {month:02} năm {year}", f"T{month}/{year}",
                 f"{month:02}.{year}", f"thang {month} nam {year}", f"{year}-{month:02}",
                 f"TH tháng {month} năm {year}"):  # fmt: skip
        assert str(find(text, spans)[0].period) == f"{year}-{month:02}", text


@pytest.mark.parametrize(
    ("text", "kind", "to_date"),
    [("6 tháng đầu năm", Kind.MONTH, True), ("9 tháng", Kind.MONTH, True),
     ("6 tháng cuối năm", Kind.YEAR, False), ("Quý II", Kind.QUARTER, False),
     ("KH năm", Kind.YEAR, False), ("Nam", None, False), ("giai đoạn 2016 - 2020", None, False),
     ("Tháng 13", None, False), ("32/01/2019", None, False)],
)  # fmt: skip
def test_what_a_heading_says_of_a_period(snapshot, text, kind, to_date):
    found, _ = find(text, snapshot.settings.intake.periods)
    assert (found.kind, found.to_date) == (kind, to_date)


# Headings


def test_every_indicator_is_found_by_its_title_with_and_without_marks(snapshot):
    lexicon = Lexicon(snapshot)
    for indicator in snapshot.catalogue:
        unit = f" ({indicator.unit.vi})" if indicator.unit.vi else ""
        for text in (indicator.title.vi, indicator.title.vi.upper(), indicator.slug,
                     f"1. {indicator.title.vi}{unit}", indicator.title.en):  # fmt: skip
            assert lexicon.said(text).indicator == indicator.slug, text


@pytest.mark.parametrize(
    ("text", "measure"),
    [("KH năm", Measure.PLAN), ("TH tháng", Measure.ACTUAL), ("Lũy kế", Measure.TO_DATE),
     ("% so KH", Measure.SHARE), ("TH năm trước", Measure.BEFORE), ("So sánh TH/KH", Measure.SHARE),
     ("% so cùng kỳ", Measure.SHARE), ("TH KH năm", None)],
)  # fmt: skip
def test_every_column_of_the_official_form_is_understood(snapshot, text, measure):
    assert Lexicon(snapshot).said(text).measure == measure


# Templates


@given(st.dictionaries(st.sampled_from([NA_SON, LUAN_GIOI, MUONG_LUAN]),
                       st.integers(0, 900), min_size=1))  # fmt: skip
def test_a_template_that_was_filled_in_comes_back_as_it_was(snapshot, filled):
    content = blank(snapshot, "2019-06", filled)
    found = open_(content, snapshot)
    assert not found.doubtful
    assert not found.refused
    assert {t.area: int(t.value) for t in found.taken} == filled
    assert {(t.indicator, t.period) for t in found.taken} == {(BUFFALO, "2019-06")}


def blank(snapshot, period: str, filled) -> bytes:
    indicators = [snapshot.catalogue[s] for s in (BUFFALO, PRODUCTION, "forest_planted_ha")]
    areas = snapshot.on(DAY)
    book = openpyxl.load_workbook(BytesIO(templates.blank(areas, indicators, parse(period), VI)))
    sheet = book.worksheets[0]
    for n, area in enumerate(areas):
        if area.id in filled:
            sheet.cell(5 + n, 3).value = filled[area.id]
    into = BytesIO()
    book.save(into)
    return into.getvalue()


def test_a_template_is_read_alike_as_a_workspaces_file_and_as_an_upload(snapshot, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(blank(snapshot, "2019", {NA_SON: 5, TOWNSHIP: 7}))
    found, faults = filled_in.read(path)
    assert not faults
    ours = take(path, "a.xlsx", snapshot, day=DAY).rows("figures")
    columns = ["indicator", "area", "period", "value", "where"]
    assert ours[columns].values.tolist() == found[rows.FIGURES][columns].values.tolist()


def test_a_template_has_only_what_can_be_filled_in(snapshot):
    areas, criteria = snapshot.on(DAY), snapshot.catalogue.criteria_on(DAY)
    content = templates.blank(areas, list(snapshot.catalogue), parse("2019-Q2"), EN, criteria)
    figures, targets, statuses = openpyxl.load_workbook(BytesIO(content)).worksheets
    slugs = [c.value for c in figures[3][2:]]
    assert slugs == [i.slug for i in snapshot.catalogue if i.is_given]
    assert {c.value for sheet in (figures, targets, statuses) for c in sheet[4][2:]} == {"2019-Q2"}
    assert open_(content, snapshot).refused[0].fault.code == "file_without_figures"


def test_criteria_come_back_from_a_template_in_the_words_of_the_law(snapshot):
    criteria = snapshot.catalogue.criteria_on(DAY)
    content = templates.blank(snapshot.on(DAY), [], parse("2019-06"), VI, criteria)
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    assert sheet["A6"].value == NA_SON
    sheet["C6"], sheet["D6"] = "Đạt", "cơ bản đạt"
    into = BytesIO()
    book.save(into)
    found = open_(into.getvalue(), snapshot)
    assert [(t.criterion, t.area, t.period, t.value) for t in found.taken] == [
        ("1", NA_SON, "2019-06", "met"), ("2", NA_SON, "2019-06", "basic"),
    ]  # fmt: skip


# What others build on


def test_what_is_taken_passes_the_checks_of_every_long_table(snapshot):
    found = open_(xlsx(Sheet(HEAD)), snapshot, "bao cao.xlsx")
    frame = found.rows("figures")
    assert list(frame) == [*rows.FIGURES, "where"]
    assert set(frame["where"]) == set(frame["source"]) == {
        f"bao cao.xlsx:Sheet1!C{n}" for n in range(5, 9)
    }  # fmt: skip
    context = Context(snapshot.catalogue, snapshot.areas, snapshot.settings.level)
    checked, faults = tables.figures(frame, context)
    assert not faults
    assert len(checked) == len(found.taken)
    assert found.rows("targets").empty


def test_answers_keep_when_another_cell_is_corrected(snapshot):
    def book(third: object) -> bytes:
        return xlsx(Sheet([["Tháng 6/2019"], ["Xã", "Đàn trâu"], ["Na Son", "30.000"],
                           ["Keo Lồm", "2.100"], ["Phì Nhừ", third]]))  # fmt: skip

    first = open_(book("năm trăm"), snapshot)
    asked = {d.fault.code: d for d in first.doubtful}
    assert set(asked) == {"heading_like", "area_unsure", "numbers_ambiguous"}
    answers = {
        asked["heading_like"].key: BUFFALO,
        asked["area_unsure"].key: IDS["Keo Lôm"],
        asked["numbers_ambiguous"].key: "1.234,5",
    }
    assert {r.cell for r in open_(book("năm trăm"), snapshot, **answers).refused} == {"Sheet1!B5"}
    last = open_(book("500"), snapshot, **answers)
    assert last.whole
    assert sorted(int(t.value) for t in last.taken) == [500, 2100, 30000]


def test_every_answer_that_is_offered_settles_its_question(snapshot):
    content = xlsx(Sheet([["Tháng 6/2019"], ["Xã", "Đàn trâu"], ["Na Son", "30.000"],
                          ["Điện Biên Đông", "-"]]))  # fmt: skip
    for doubt in open_(content, snapshot).doubtful:
        assert doubt.answers
        for answer in doubt.answers:
            left = open_(content, snapshot, **{doubt.key: answer}).doubtful
            assert doubt.key not in {d.key for d in left}, (doubt.key, answer)


def test_months_before_are_subtracted_where_all_are_known(snapshot):
    now = told(snapshot, [("workers_placed", NA_SON, f"2019-0{n}", 4) for n in range(1, 6)])
    head = "Lũy kế số lao động đi làm việc tại công ty trong nước"
    sheet = Sheet([["Tháng 6/2019"], ["Xã", head], ["Na Son", 26]])
    (taken,) = open_(xlsx(sheet), now).taken
    assert (taken.period, taken.value, taken.as_written) == ("2019-06", "6", "26")
    assert taken.note == "26 - 20"


def test_a_to_date_figure_that_contradicts_its_months_is_asked_about(snapshot):
    now = told(snapshot, [("workers_placed", NA_SON, f"2019-0{n}", 4) for n in range(1, 6)])
    head = "số lao động đi làm việc tại công ty trong nước"
    sheet = Sheet([["Tháng 6/2019"], ["Xã", f"TH {head}", f"Lũy kế {head}"], ["Na Son", 6, 30]])
    found = open_(xlsx(sheet), now)
    assert [(t.period, t.value) for t in found.taken] == [("2019-06", "6")]
    assert [d.fault.code for d in found.doubtful] == ["to_date_differs"]


def test_what_was_planted_before_counts_towards_the_plan(snapshot):
    now = told(snapshot, [(PRODUCTION, NA_SON, "2019-05", 6)], [(PRODUCTION, NA_SON, "2019", 10)])
    sheet = Sheet([["Tháng 6/2019"], ["Xã", "Trồng mới rừng sản xuất"], ["Na Son", 5]])
    (doubt,) = open_(xlsx(sheet), now).doubtful
    assert doubt.fault.code == "value_over_plan"
    assert doubt.fault.values["found"] == Decimal(11)


def test_a_plan_of_more_criteria_than_there_are_is_taken_once_somebody_says_that_it_is_right(
    snapshot,
):
    head = ["Xã", "KH số tiêu chí nông thôn mới đạt"]
    content = xlsx(Sheet([["Năm 2019"], head, ["Na Son", 21], ["Keo Lôm", 19]]))
    first = open_(content, snapshot)
    (doubt,) = first.doubtful
    assert [(t.kind, t.value) for t in first.taken] == [("targets", "19")]
    what, _ = say(doubt.fault, VI)
    assert "21 tiêu chí" in what and "19 tiêu chí" in what
    last = open_(content, snapshot, **{doubt.key: "accept"})
    assert last.whole
    assert sorted(t.value for t in last.taken) == ["19", "21"]
    left = open_(content, snapshot, **{doubt.key: "leave_out"})
    assert [t.value for t in left.taken] == ["19"]


def test_the_criteria_of_a_plan_are_those_in_force_in_its_year(snapshot):
    head = ["Xã", "KH số tiêu chí nông thôn mới đạt"]
    content = xlsx(Sheet([["Năm 2026"], head, ["Xa Dung", 11], ["Pu Nhi", 10]]))
    (doubt,) = open_(content, snapshot).doubtful
    assert (doubt.fault.code, doubt.fault.values["most"]) == ("value_over_criteria", 10)


def test_a_column_that_can_be_read_in_two_ways_shows_its_own_numbers_in_both(snapshot):
    head = ["Xã", "Tổng đàn lợn"]
    rows_ = [["Na Son", "3.203"], ["Phì Nhừ", "30.000"], ["Keo Lôm", "75"]]
    (doubt,) = open_(xlsx(Sheet([["Tháng 6/2019"], head, *rows_])), snapshot).doubtful
    vi, _ = say(doubt.fault, VI)
    assert "“3.203”: 3203; “30.000”: 30000." in vi, "as it is read in Vietnam"
    assert "“3.203”: 3,203; “30.000”: 30." in vi, "as it is read in England, said in Vietnamese"
    en, _ = say(doubt.fault, EN)
    assert "“3.203”: 3203; “30.000”: 30000." in en and "“3.203”: 3.203; “30.000”: 30." in en
    chosen = {answer: described(VI, snapshot, answer) for answer in doubt.answers}
    assert "Việt Nam" in chosen["1.234,5"] and "Anh" in chosen["1,234.5"]


def test_an_area_is_named_and_its_days_are_said_only_where_another_is_called_alike(snapshot):
    labels = ["Keo Lồm", "Na Sơn"]
    rows_ = [["Tháng 6/2019"], ["Xã", "Tổng đàn trâu"], *([label, 5] for label in labels)]
    first, second = open_(xlsx(Sheet(rows_)), snapshot).doubtful
    assert say(first.fault, VI)[0].endswith("Xã Keo Lôm.")
    since = "Xã Na Son (03205, từ 01/04/2009 đến trước 01/07/2025)"
    assert say(second.fault, VI)[0].endswith(f"{since}.")
    assert since in {described(VI, snapshot, a) for a in second.answers}


def test_no_sentence_about_a_file_has_an_id_in_it(snapshot):
    for case in CASES:
        found = take(case.make(), case.name, snapshot, day=DAY)
        for words in (VI, EN):
            answers = (a for d in found.doubtful for a in d.answers)
            told_ = [text for f in found.faults for text in say(f, words)]
            told_ += [described(words, snapshot, a) for a in answers]
            assert not [text for text in told_ if re.search(r"\d@\d{4}-", text)], case.title


def test_a_refused_cell_is_told_by_titles_and_no_ids(snapshot):
    sheet = Sheet([["Tháng 6/2019"], ["Xã", "Mật độ dân số"], ["Na Son", 21]])
    (refusal,) = open_(xlsx(sheet), snapshot).refused
    what, _ = say(refusal.fault, VI)
    assert "“Mật độ dân số”" in what


def test_progress_is_told_from_nothing_to_all(snapshot):
    steps = []
    take(xlsx(Sheet(HEAD), Sheet(HEAD, "b")), "a.xlsx", snapshot,
         progress=lambda step, share: steps.append((step, share)))  # fmt: skip
    shares = [share for _, share in steps]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert {"Sheet1", "b"} <= {step for step, _ in steps}


def test_a_workspace_without_words_still_takes_its_own_tables(snapshot):
    """No vocabulary: the long table and the template need none."""
    bare = snapshot.settings.model_copy(
        update={"intake": type(snapshot.settings.intake)(), "columns": {}}
    )
    now = told(snapshot)
    object.__setattr__(now, "settings", bare)
    table = delimited([rows.FIGURES[:4], [BUFFALO, NA_SON, "2019-06", "1203"]])
    assert [t.value for t in open_(table, now, "a.csv").taken] == ["1203"]
    assert len(open_(blank(snapshot, "2019", {NA_SON: 5}), now).taken) == 1


def test_a_cell_is_where_the_officer_sees_it():
    grid = Grid("Tháng 6", {(5, 28): Cell(5, 28, 1)}, ((5, 28, 6, 29),))
    assert grid.address(grid.cells[5, 28]) == "Tháng 6!AB5"
    assert grid.at(6, 29) == grid.cells[5, 28]
    assert grid.at(7, 29) is None


def test_one_heading_under_two_titles_is_two_questions(snapshot):
    """An answer about “area” under one title is none about “area” under another."""

    def book(title: str, month: int) -> bytes:
        head = [[f"{title} THÁNG {month}/2019"], ["Xã", "Diện tích (ha)"]]
        return xlsx(Sheet([*head, ["Na Son", 20]]))

    (first,) = open_(book("ĐẤT ĐÃ GIAO", 6), snapshot).doubtful
    answers = {first.key: "land_allocated_ha"}
    assert open_(book("ĐẤT ĐÃ GIAO", 7), snapshot, **answers).whole
    assert not open_(book("RỪNG ĐÃ GIAO", 7), snapshot, **answers).taken


class Looked(Figure):
    """A figure that counts how often any of them is looked at."""

    looks = 0

    def __getattribute__(self, name):
        Looked.looks += 1
        return super().__getattribute__(name)


def test_a_figure_is_held_against_its_year_and_not_against_every_other_figure(snapshot):
    def looks(times: int) -> int:
        indicator, area = snapshot.catalogue[PRODUCTION], snapshot.areas[NA_SON]
        months = [parse(f"2017-{month:02}") for month in range(1, 13)] * times
        several = [Looked(indicator, area, month, Measure.ACTUAL, Decimal(1), f"A{n}")
                   for n, month in enumerate(months)]  # fmt: skip
        Looked.looks = 0
        list(outliers.strange(several, snapshot))
        return Looked.looks

    assert looks(times=8) <= 2 * looks(times=4)


@pytest.mark.parametrize(
    ("kind", "period", "number"), [("figures", "2016-06", "0,5"), ("targets", "2016", "1,234")]
)
def test_a_number_typed_by_hand_is_that_number_whatever_it_measures(snapshot, kind, period, number):
    bare = told(snapshot)
    for indicator in bare.catalogue:
        if indicator.origin or not indicator.covers(bare.areas[NA_SON].kind):
            continue
        value = indicator.categories[-1].id if indicator.categories else number
        book = typed.workbook(kind, indicator, parse(period), {NA_SON: value}, "provisional")
        read = open_(book, bare)
        assert not read.refused, indicator.slug
        asked = {d.fault.code for d in read.doubtful}
        assert asked <= {"value_is_a_fraction", "numbers_ambiguous"}, indicator.slug
        assert ("numbers_ambiguous" in asked) == (number == "1,234" and not indicator.categories)
        if not asked:
            (taken,) = read.taken
            said = value if indicator.categories else number.replace(",", ".")
            assert (taken.indicator, taken.value) == (indicator.slug, said)
            assert (taken.kind, taken.area, taken.period) == (kind, NA_SON, period)
            assert (taken.status == "provisional") == (kind == "figures")


@given(st.one_of(
    st.text("0123456789.,-% xk", max_size=9), st.text(max_size=6),
    st.sampled_from(["1,5", "1.234,5", "1,234.5", "30.000", "1 234", "=1+1", "1e5", "12\n3", "½"]),
))  # fmt: skip
def test_whatever_is_typed_by_hand_is_taken_as_typed_or_asked_or_refused(snapshot, text):
    indicator = snapshot.catalogue[BUFFALO]
    try:
        book = typed.workbook("figures", indicator, parse("2019-06"), {NA_SON: text}, "final")
    except IllegalCharacterError:
        return  # nobody types a control character
    read = open_(book, snapshot)
    meant = set(numbers.readings(text).values())
    for taken in read.taken:
        assert meant == {Decimal(taken.value)}
    assert read.taken or read.doubtful or read.refused


def test_what_is_proposed_is_said_in_the_reader_s_language(snapshot):
    # Titles, units and periods: none is Vietnamese on an English page.
    head = "indicator,area,period,value\n"
    odd = open_(f"{head}Forest plantedd,{NA_SON},2017,3\n".encode(), snapshot, "a.csv")
    (doubt,) = odd.doubtful
    proposed = list(doubt.fault.values["proposed"])
    assert proposed
    for words in (VI, EN):
        what, _ = say(doubt.fault, words)
        assert all(words.text(title) in what for title in proposed)
    assert say(ask("sheet_of_two_periods", sheet="T6", found=[parse("2018-06")]), EN)[0].endswith(
        "month 6/2018."
    )
