"""Every row of a table is right or refused, with file and line, and all of it at once."""

import codecs
from datetime import date

import pandas as pd
import pytest
from told import (
    KEO_LOM,
    LUAN_GIOI,
    NA_SON,
    NEW_NA_SON,
    PU_NHI,
    SHIPPED,
    TOWNSHIP,
    faults_of,
    told,
    workspace,
)

from data.catalogue import rows
from data.messages import say
from data.records import store
from data.words import Words
from geo.faults import Faulty, Severity

EN = Words("en")
PRODUCTION = "forest_planted_production_ha"
FIGURES = ",".join(rows.FIGURES)
STATUSES = ",".join(rows.STATUSES)
TARGETS = ",".join(rows.TARGETS)
CALLED = "Xã Pu Nhi (03370, 01/04/2009 to before 01/07/2025)"  # another one was called so later

WRONG = {
    "values/a.csv": {
        f"population,{NA_SON},2018,3514,,final,census_2009,": (),
        f"population,{NA_SON},2019,3514,,final,cencus_2009,": (
            "The source “cencus_2009” is not known.",
            "Did you mean “census_2009”? Write it as the workspace declares it.",
        ),
        f"popluation,{NA_SON},2018,3514,,,census_2009,": (
            "The indicator “popluation” is not known.",
            "Did you mean “population”? Write it as the workspace declares it.",
        ),
        "population,03205@2009-04-11,2018,3514,,,census_2009,": (
            "The area “03205@2009-04-11” is not known.",
            "Did you mean “03205@2009-04-01”? Write it as the workspace declares it.",
        ),
        f"population,{TOWNSHIP},2025-12-31,2410,,,census_2009,": (
            "Thị trấn Điện Biên Đông was not in force on 31/12/2025: "
            "it was from 01/04/2009 until 01/07/2025.",
            "Codes are used again: give the figure to who bore the code that day, “Xã Na Son”.",
        ),
        f"population,{NEW_NA_SON},2019-12-31,2410,,,census_2009,": (
            "Xã Na Son was not in force on 31/12/2019: it was from 01/07/2025 until –.",
            "Codes are used again: give the figure to who bore the code that day, "
            "“Thị trấn Điện Biên Đông”.",
        ),
        f"population,{PU_NHI},2018,4543,,,census_2009,": (
            f"The same figure stands 1 more time(s): Population, {CALLED}, 2018.",
            "Keep one of the rows.",
        ),
        f"population,{PU_NHI},2018,4544,,final,census_2009,": (),
        f"population,{PU_NHI},2018-13,4543,,,census_2009,": (
            "“2018-13” is not a period.",
            "Write 2018, 2018-Q2, 2018-06 or 2018-06-30.",
        ),
        f"area_km2,{PU_NHI},2018,about 100,,,census_2009,": (
            "“about 100” is not a value of “Natural area”.",
            "Write a number with a decimal point and nothing else, or one of: –.",
        ),
        f"area_km2,{KEO_LOM},2018,inf,,,census_2009,": (
            "“inf” is not a value of “Natural area”.",
            "Write a number with a decimal point and nothing else, or one of: –.",
        ),
        f"area_km2,{LUAN_GIOI},2018,100.5,,finall,census_2009,": (
            "“finall” is not a status of a figure.",
            "Use one of: final, provisional.",
        ),
        f"ntm_recognition,{NA_SON},2018,dat,,,census_2009,": (
            "“dat” is not a value of “New-rural recognition”.",
            "Write a number with a decimal point and nothing else, or one of: "
            "chua, co_ban_dat_chuan, dat_chuan, nang_cao, kieu_mau.",
        ),
        f"population_density,{NA_SON},2018,7,,,census_2009,": (
            "“Population density” is made from other figures; 2 row(s) give it directly.",
            "Take these rows out, and give the figures that it is made from.",
        ),
        f"population_density,{PU_NHI},2018,7,,,census_2009,": (),
        f"ntm_recognition,{TOWNSHIP},2018,dat_chuan,,,census_2009,": (
            "“New-rural recognition” does not apply to Thị trấn Điện Biên Đông.",
            "Take the row out, or extend what the indicator applies to.",
        ),
        f"population,{LUAN_GIOI},2018,4.716,gần,,census_2009,a,b": (
            "Cells in the row: 9; columns in the table: 8.",
            "Put texts with commas into quotation marks.",
        ),
        f"{PRODUCTION},{LUAN_GIOI},2018-06,30.000,,,census_2009,": (
            "“30.000” of “Production forest planted” may be a decimal or a number of thousands.",
            "Write thousands without any mark, decimals with a point: 30000, 30.5.",
        ),
        f"{PRODUCTION},{LUAN_GIOI},2018-07,12.500,,,census_2009,": (),
        f"dossiers_on_time_pct,{LUAN_GIOI},2018-07,97.5,,,,": (
            "The source “–” is not known.",
            "Write it as the workspace declares it.",
        ),
    },
    "statuses/a.csv": {
        f"{NA_SON},2018,1,met,census_2009": (),
        f"{NA_SON},2018,20,met,census_2009": (
            "There is no criterion 20 in the set in force that day (qd_1980).",
            "Check the number of the criterion and the day.",
        ),
        f"{NA_SON},2026-03-01,1,met,census_2009": (
            "Xã Na Son was not in force on 01/03/2026: it was from 01/04/2009 until 01/07/2025.",
            "Codes are used again: give the figure to who bore the code that day, “–”.",
        ),
        f"{NEW_NA_SON},2026-03,11,met,census_2009": (
            "There is no criterion 11 in the set in force that day (qd_51_2025).",
            "Check the number of the criterion and the day.",
        ),
        f"{NA_SON},2018,2,đạt,census_2009": (
            "“đạt” is not a status of a criterion.",
            "Use one of: basic, met, not_met; leave out what was not assessed.",
        ),
        f"{TOWNSHIP},2018,1,met,census_2009": (
            "“qd_1980” does not apply to Thị trấn Điện Biên Đông.",
            "Take the row out, or extend what the indicator applies to.",
        ),
        f"{PU_NHI},2018,1,met,census_2009": (
            f"The same figure stands 1 more time(s): {CALLED}, 2018, 1.",
            "Keep one of the rows.",
        ),
        f"{PU_NHI},2018,1,basic,census_2009": (),
    },
    "targets.csv": {
        f"forest_planted_ha,{NA_SON},2018,10,census_2009": (),
        f"forest_planted_ha,{NA_SON},2019,ten,census_2009": (
            "“ten” is not a value of “Forest planted”.",
            "Write a number with a decimal point and nothing else, or one of: –.",
        ),
        f"ntm_criteria_met,{TOWNSHIP},2019,10,census_2009": (
            "“New-rural criteria met” does not apply to Thị trấn Điện Biên Đông.",
            "Take the row out, or extend what the indicator applies to.",
        ),
    },
    "aliases.csv": {
        "03379@2009-04-11,Luân Giới,census_2009": (
            "The area “03379@2009-04-11” is not known.",
            "Did you mean “03379@2009-04-01”? Write it as the workspace declares it.",
        ),
    },
}
HEADS = {
    "values/a.csv": FIGURES,
    "statuses/a.csv": STATUSES,
    "targets.csv": TARGETS,
    "aliases.csv": ",".join(rows.ALIASES),
}
EXPECTED = {
    (f"{file.split('/')[-1]}:{line}", *said)
    for file, lines in WRONG.items()
    for line, said in enumerate(lines.values(), 2)
    if said
}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    """Return all that is wrong with a workspace whose tables are spoiled in every way."""
    texts = {file: "\n".join([HEADS[file], *lines]) for file, lines in WRONG.items()}
    made = "indicators/population_density.yaml"  # one that may not be given directly
    texts[made] = (SHIPPED / made).read_text("utf-8")
    return faults_of(workspace(tmp_path_factory.mktemp("wrong") / "w", texts))


@pytest.mark.parametrize("expected", sorted(EXPECTED), ids=lambda e: e[0])
def test_a_wrong_row_says_where_it_is_what_is_wrong_and_what_to_do(wrong, expected):
    assert expected in {(f.where, *say(f, EN)) for f in wrong}


def test_all_wrong_rows_of_all_tables_are_said_at_once_and_no_right_one(wrong):
    assert {(f.where, *say(f, EN)) for f in wrong} == EXPECTED
    assert len(wrong) == len(EXPECTED)


def test_what_may_be_meant_otherwise_is_asked_and_all_else_refused(wrong):
    asked = {f.code for f in wrong if f.severity is Severity.ASK}
    assert asked == {"values_ambiguous"}
    assert {f.severity for f in wrong} == {Severity.ASK, Severity.REFUSE}


# Files


@pytest.fixture
def read(tmp_path):
    """Return what is read of a CSV of figures with this content."""

    def read(content: bytes | str):
        path = tmp_path / "a.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return rows.read_csv(path, rows.FIGURES)

    return read


ROW = f"population,{NA_SON},2018,3514"


def test_columns_may_come_in_any_order_and_some_may_lack(read):
    table, faults = read(f"value,area,period,indicator\n3514,{NA_SON},2018,population\n")
    assert not faults
    assert list(table.columns) == [*rows.FIGURES, "where"]
    assert table.iloc[0][["indicator", "area", "value", "note"]].tolist() == [
        "population", NA_SON, "3514", "",
    ]  # fmt: skip


def test_a_code_keeps_its_zeros(tmp_path):
    (tmp_path / "areas.csv").write_text("code,name,kind,level,valid_from\n03203,A,xã,c,2009-04-01")
    table, _ = rows.read_csv(tmp_path / "areas.csv", rows.AREAS)
    assert table["code"].tolist() == ["03203"]


def test_blank_lines_and_blanks_round_a_word_say_nothing_and_lines_are_those_of_the_file(read):
    table, faults = read(f"{FIGURES}\n\n  population , {NA_SON},2018,3514,,,,\n,,,,,,,\n{ROW}\n")
    assert not faults
    assert table["where"].tolist() == ["a.csv:3", "a.csv:5"]
    assert table["indicator"].tolist() == ["population", "population"]


def test_a_file_as_excel_saves_it_is_read(read):
    table, faults = read(codecs.BOM_UTF8 + f"{FIGURES},,\r\n{ROW},,,,,,\r\n".encode())
    assert not faults
    assert table["value"].tolist() == ["3514"]


def test_a_text_may_hold_commas_and_lines_within_quotation_marks(read):
    table, faults = read(f'{FIGURES}\n{ROW},,,,"a, b\nc"\n{ROW}\n')
    assert not faults
    assert table["note"].tolist() == ["a, b\nc", ""]
    assert table["where"].tolist() == ["a.csv:3", "a.csv:4"]


def test_a_formula_is_a_text(read):
    table, _ = read(f"{FIGURES}\n{ROW},,,,=cmd|' /C calc'!A0\n")
    assert table["note"].tolist() == ["=cmd|' /C calc'!A0"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("Điện".encode("utf-16"), "The table cannot be read as CSV in UTF-8."),
        (f'{FIGURES}\n"open', "The table cannot be read as CSV in UTF-8."),
        (FIGURES.replace("value", "vaule"), "The column “vaule” is not known."),
        (FIGURES.replace("value", "vaule"), "The column “value” is missing."),
        (FIGURES + ",note", "The column “note” stands twice."),
        ("", "The column “indicator” is missing."),
        (FIGURES.replace(",", ";"), f"The column “{FIGURES.replace(',', ';')}” is not known."),
    ],
)
def test_a_file_that_cannot_be_understood_gives_no_rows_and_says_why(read, content, what):
    table, faults = read(content)
    assert table.empty
    assert what in {say(f, EN)[0] for f in faults}
    assert all(f.where == "a.csv" for f in faults)


def test_areas_that_cannot_be_read_are_said_with_their_line(tmp_path):
    text = "code,name,kind,level,valid_from\n03203,A,xã,commune,01/04/2009\n"
    faults = faults_of(workspace(tmp_path, {"areas.csv": text, "succession.csv": None}))
    assert ("areas.csv:2", "The days of 03203 cannot be read.") in {
        (f.where, say(f, EN)[0]) for f in faults
    }
    assert all("areas.csv" in f.where for f in faults), faults


# Numbers


def test_thousands_are_not_in_doubt_where_another_number_shows_what_a_point_is(tmp_path):
    lines = [f"{PRODUCTION},{NA_SON},2018-0{n},{v},,,census_2009,"
             for n, v in enumerate(("1.250", "30.000", "0.5"), 5)]  # fmt: skip
    folder = workspace(tmp_path, {"values/a.csv": "\n".join([FIGURES, *lines])})
    assert faults_of(folder) == ()
    assert store.load(folder).figures["number"].tolist() == [1.25, 30, 0.5]


def test_a_word_is_its_place_among_the_categories(snapshot):
    now = told(snapshot, figures=[("ntm_recognition", NA_SON, "2018", "dat_chuan")])
    assert now.figures["number"].tolist() == [2]
    assert now.figures["value"].tolist() == ["dat_chuan"]


def test_an_empty_value_is_not_zero_and_not_a_row(snapshot):
    now = told(snapshot, figures=[("population", NA_SON, "2018", ""),
                                  ("population", PU_NHI, "2018", "0")])  # fmt: skip
    assert now.figures[["area", "number"]].values.tolist() == [[PU_NHI, 0]]


@pytest.mark.parametrize("first", ["final", "provisional"])
def test_of_one_period_the_final_figure_stands(snapshot, first):
    said = [("population", NA_SON, "2018", 3000, "", "provisional"),
            ("population", NA_SON, "2018", 3514, "", "final")]  # fmt: skip
    now = told(snapshot, figures=said if first == "provisional" else said[::-1])
    assert now.figures[["number", "provisional"]].values.tolist() == [[3514, False]]


def test_a_figure_has_the_source_of_its_indicator_where_it_names_none(tmp_path):
    folder = workspace(tmp_path, {"values/a.csv": f"{FIGURES}\n{ROW}"})
    assert store.load(folder).figures["source"].tolist() == ["census_2009"]


def test_what_a_sample_source_says_is_marked(snapshot):
    now = told(snapshot, figures=[
        (PRODUCTION, NA_SON, "2018-06", 1, "", "", "sample_forest"),
        (PRODUCTION, PU_NHI, "2018-06", 1, "", "", "census_2009"),
    ])  # fmt: skip
    assert now.figures["sample"].tolist() == [True, False]


def test_a_figure_for_a_year_belongs_to_who_is_in_force_at_its_end(snapshot):
    told(snapshot, figures=[("population", NEW_NA_SON, "2025", 1)])
    with pytest.raises(Faulty):
        told(snapshot, figures=[("population", TOWNSHIP, "2025", 1)])


# The snapshot


def test_the_days_of_a_period_are_days(snapshot):
    now = told(snapshot, figures=[("population", NA_SON, "2018-Q2", 1)])
    row = now.figures.iloc[0]
    assert [row["start"].date(), row["end"].date(), row["last"].date()] == [
        date(2018, 4, 1), date(2018, 7, 1), date(2018, 6, 30),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["figures", "targets", "statuses", "generations"])
def test_nobody_can_write_into_the_frames_that_all_share(snapshot, name):
    def frame():
        got = getattr(snapshot, name)
        return got[min(got)] if name == "generations" else got

    before = frame().copy(deep=True)
    mine = frame()
    for column in list(mine.columns):
        mine.loc[mine.index[0], column] = mine[column].iloc[-1]
    mine["new"] = 1
    mine.index = mine.index[::-1]
    del mine[mine.columns[0]]
    pd.testing.assert_frame_equal(pd.DataFrame(frame()), pd.DataFrame(before))


def test_a_column_of_a_shared_frame_is_read_only_all_the_way_down(snapshot):
    with pytest.raises(ValueError, match="read-only"):
        snapshot.figures["number"].to_numpy()[0] = 5
    with pytest.raises(TypeError):
        snapshot.generations[date(2030, 1, 1)] = None
    with pytest.raises(TypeError):
        snapshot.reported("population")["x"] = ()


def test_a_snapshot_is_known_by_the_state_of_its_files(tmp_path):
    folder = workspace(tmp_path)
    before = store.fingerprint(folder)
    assert store.fingerprint(folder) == before
    (folder / "values" / "a.csv").write_text(FIGURES)
    assert store.fingerprint(folder) != before
