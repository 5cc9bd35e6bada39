"""Tables as offices send them, one file a case, each with what must become of it.

The figures stand here by name of commune, and the ids of the communes beside them: nothing of what
is expected is read from the files. Run it to write the files into a folder and look at them:
`PYTHONPATH=.:tests python -m corpus.workbooks FOLDER`.
"""

import io
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from corpus.looks import page, xlsx_shared, xml2003
from corpus.sheets import Sheet, calculated, delimited, ods, vietnamese, xls, xlsx, zipped

BUFFALO, CATTLE, PIGS, POULTRY = (
    "livestock_buffalo_head", "livestock_cattle_head", "livestock_pig_head", "poultry_head",
)  # fmt: skip
ARREARS, REVENUE, LAND = "arrears_bn_vnd", "budget_revenue_bn_vnd", "land_allocated_ha"
ON_TIME, WORKERS, GRAIN = "dossiers_on_time_pct", "workers_placed", "grain_tonnes"
RECOGNISED, CERTIFICATES = "ntm_recognition", "lurc_certificates"
PRODUCTION = "forest_planted_production_ha"
IDS = {
    "Điện Biên Đông": "03203@2009-04-01", "Na Son": "03205@2009-04-01",
    "Phì Nhừ": "03208@2009-04-01", "Keo Lôm": "03376@2009-04-01", "Luân Giói": "03379@2009-04-01",
    "Xa Dung": "03373@2009-04-01", "Pu Nhi": "03370@2009-04-01", "huyện": "101@2009-04-01",
    "Na Son mới": "03203@2025-07-01",
}  # fmt: skip
HEADS = {"Na Son": 1203, "Phì Nhừ": 987, "Keo Lôm": 1450, "Luân Giói": 64}
HECTARES = {"Na Son": 1234.5, "Phì Nhừ": 98.25, "Keo Lôm": 2010.75, "Luân Giói": 64.0}
Figure = tuple[str, str, str, object]  # indicator, area, period, value


@dataclass(frozen=True)
class Case:
    """One file, and what must be taken, asked and refused of it; then once it is answered."""

    title: str
    name: str
    make: Callable[[], bytes]
    taken: frozenset[Figure] = frozenset()
    asked: frozenset[str] = frozenset()  # codes of faults
    refused: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)  # by the code of the question
    then: frozenset[Figure] | None = None  # what is taken once all is answered
    plans: frozenset[Figure] = frozenset()
    noted: frozenset[str] = frozenset()  # codes of what must be said beside


CASES: list[Case] = []


def case(title: str, name: str, make: Callable[[], bytes], taken: Iterable[Figure] = (),
         asked: str = "", refused: str = "", answers: Mapping[str, str] | None = None,
         then: Iterable[Figure] | None = None, plans: Iterable[Figure] = (),
         noted: str = "") -> None:  # fmt: skip
    CASES.append(
        Case(title, name, make, frozenset(taken), frozenset(asked.split()),
             frozenset(refused.split()), answers or {}, None if then is None else frozenset(then),
             frozenset(plans), frozenset(noted.split()))
    )  # fmt: skip


def of(indicator: str, period: str, values: Mapping[str, object]) -> set[Figure]:
    return {(indicator, IDS[name], period, value) for name, value in values.items()}


def table(head: str, values: Mapping[str, object], title: str = "Số liệu tháng 6 năm 2019"):
    return [
        ["UBND HUYỆN ĐIỆN BIÊN ĐÔNG"], [title], [], ["TT", "Xã, thị trấn", head],
        *[[n, name, value] for n, (name, value) in enumerate(values.items(), 1)],
    ]  # fmt: skip


def comma(number: float, digits: int = 2) -> str:
    return f"{number:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def point(number: float, digits: int = 2) -> str:
    return f"{number:,.{digits}f}"


BUFFALOES = of(BUFFALO, "2019-06", HEADS)
LANDS = of(LAND, "2019-06", HECTARES)
HEAD = table("Tổng đàn trâu (con)", HEADS)
COMMAS = table("Diện tích đất đã giao (ha)", {k: comma(v) for k, v in HECTARES.items()})
POINTS = table("Diện tích đất đã giao (ha)", {k: point(v) for k, v in HECTARES.items()})

# --- each format, separator and encoding -----------------------------------------------------

for ending, write in {"xlsx": xlsx, "xls": xls, "ods": ods}.items():
    case(f"one row a commune, .{ending}", f"trau.{ending}",
         lambda write=write: write(Sheet(HEAD)), BUFFALOES)  # fmt: skip
for word, separator in {"comma": ",", "semicolon": ";", "tab": "\t"}.items():
    for encoding in ("utf-8", "utf-8-sig", "cp1258"):
        case(f".csv, {word}, {encoding}", "dat.csv",
             lambda s=separator, e=encoding: delimited(COMMAS, s, e), LANDS)  # fmt: skip
case(".csv that names its separator", "dat.csv",
     lambda: b"sep=;\r\n" + delimited(COMMAS, ";"), LANDS)  # fmt: skip
case(".csv of one line a figure", "bang.csv", lambda: delimited(
    [["indicator", "area", "period", "value", "status"],
     [BUFFALO, IDS["Na Son"], "2019-06", "1203", "final"],
     [BUFFALO, IDS["Keo Lôm"], "2019-06", "1450", "provisional"],
     [LAND, "03205", "2019-Q2", "12.5", ""]]),
    {(BUFFALO, IDS["Na Son"], "2019-06", 1203), (BUFFALO, IDS["Keo Lôm"], "2019-06", 1450),
     (LAND, IDS["Na Son"], "2019-Q2", 12.5)})  # fmt: skip

# --- numbers ---------------------------------------------------------------------------------

case("numbers as 1.234,5", "dat.xlsx", lambda: xlsx(Sheet(COMMAS)), LANDS)
case("numbers as 1,234.5", "dat.xlsx", lambda: xlsx(Sheet(POINTS)), LANDS)
THOUSANDS = table("Tổng đàn lợn", {"Na Son": "3.203", "Phì Nhừ": "30.000"})
case("nothing but “30.000”", "lon.xlsx", lambda: xlsx(Sheet(THOUSANDS)),
     asked="numbers_ambiguous", answers={"numbers_ambiguous": "1.234,5"},
     then=of(PIGS, "2019-06", {"Na Son": 3203, "Phì Nhừ": 30000}))  # fmt: skip
case("two styles in one column", "dat.xlsx", lambda: xlsx(Sheet(table(
    "Diện tích đất đã giao", {"Na Son": "1.234,5", "Phì Nhừ": "1,234.5", "Keo Lôm": "30"}))),
    of(LAND, "2019-06", {"Keo Lôm": 30}), asked="numbers_ambiguous",
    answers={"numbers_ambiguous": "1.234,5"},
    then=of(LAND, "2019-06", {"Na Son": 1234.5, "Keo Lôm": 30}))  # fmt: skip
case("a herd with a fraction: thousands that Excel took for decimals", "trau.xlsx",
     lambda: xlsx(Sheet(table("Tổng đàn trâu", {"Na Son": 3.203, "Keo Lôm": 900}))),
     of(BUFFALO, "2019-06", {"Keo Lôm": 900}), asked="value_is_a_fraction",
     answers={"value_is_a_fraction": "leave_out"},
     then=of(BUFFALO, "2019-06", {"Keo Lôm": 900}))  # fmt: skip
PER_CENT = table("Tỷ lệ hồ sơ giải quyết đúng hạn (%)", {"Na Son": 0.85, "Keo Lôm": 0.9})
case("percentages as 0,85, shown as 85 %", "ho so.xlsx",
     lambda: xlsx(Sheet(PER_CENT, formats={"C5": "0%", "C6": "0.0%"})),
     of(ON_TIME, "2019-06", {"Na Son": 85, "Keo Lôm": 90}))  # fmt: skip
for ending, write in {"xlsx": xlsx, "xls": xls, "ods": ods}.items():
    case(f"percentages as 0,85 that do not say so, .{ending}", f"ho so.{ending}",
         lambda write=write: write(Sheet(PER_CENT)), asked="percent_ambiguous",
         answers={"percent_ambiguous": "0,85"},
         then=of(ON_TIME, "2019-06", {"Na Son": 85, "Keo Lôm": 90}))  # fmt: skip
case("percentages as 85", "ho so.csv", lambda: delimited(
    table("Tỷ lệ hồ sơ giải quyết đúng hạn", {"Na Son": "85", "Keo Lôm": "92,5%"}), ";"),
    of(ON_TIME, "2019-06", {"Na Son": 85, "Keo Lôm": 92.5}))  # fmt: skip
case("a percentage where heads are counted", "trau.xlsx", lambda: xlsx(Sheet(
    table("Tổng đàn trâu", {"Na Son": 0.85, "Keo Lôm": 900}), formats={"C5": "0%"})),
    of(BUFFALO, "2019-06", {"Keo Lôm": 900}), refused="cell_is_a_share")  # fmt: skip
case("“…”, “x” and blank say that nothing is known", "trau.xlsx", lambda: xlsx(Sheet(table(
    "Tổng đàn trâu", {"Na Son": 1203, "Phì Nhừ": "…", "Keo Lôm": "x", "Luân Giói": None}))),
    of(BUFFALO, "2019-06", {"Na Son": 1203}))  # fmt: skip
DASHED = table("Tổng đàn trâu", {"Na Son": 1203, "Phì Nhừ": "-"})
case("“-” is asked about: missing", "trau.xlsx", lambda: xlsx(Sheet(DASHED)),
     of(BUFFALO, "2019-06", {"Na Son": 1203}), asked="dash_ambiguous",
     answers={"dash_ambiguous": "missing"},
     then=of(BUFFALO, "2019-06", {"Na Son": 1203}))  # fmt: skip
case("“-” is asked about: zero", "trau.xlsx", lambda: xlsx(Sheet(DASHED)),
     of(BUFFALO, "2019-06", {"Na Son": 1203}), asked="dash_ambiguous",
     answers={"dash_ambiguous": "zero"},
     then=of(BUFFALO, "2019-06", {"Na Son": 1203, "Phì Nhừ": 0}))  # fmt: skip
case("a day, words and “about 5” among numbers", "trau.xlsx", lambda: xlsx(Sheet(table(
    "Tổng đàn trâu", {"Na Son": 1203, "Phì Nhừ": date(2019, 6, 5), "Keo Lôm": "khoảng 5",
                      "Luân Giói": "chưa rà soát"}))),
    of(BUFFALO, "2019-06", {"Na Son": 1203}),
    refused="cell_is_a_day cell_is_no_number")  # fmt: skip
case("words of an indicator of words", "cong nhan.xlsx", lambda: xlsx(Sheet(table(
    "Kết quả công nhận xã nông thôn mới",
    {"Na Son": "Cơ bản đạt chuẩn nông thôn mới", "Keo Lôm": "tốt"}))),
    of(RECOGNISED, "2019-06", {"Na Son": "co_ban_dat_chuan"}),
    refused="cell_is_no_word")  # fmt: skip
case("days as dd/mm/yyyy", "rung.csv", lambda: delimited(
    [["Xã", "Thời điểm", "Tổng đàn trâu"], ["Na Son", "02/03/2019", "1203"]], ";"),
    of(BUFFALO, "2019-03-02", {"Na Son": 1203}))  # fmt: skip
case("a unit of another size", "no.xlsx", lambda: xlsx(Sheet(table(
    "Nợ đọng thuế và các khoản thu ngân sách (triệu đồng)", {"Na Son": 1500, "Keo Lôm": 250}))),
    of(ARREARS, "2019-06", {"Na Son": 1.5, "Keo Lôm": 0.25}))  # fmt: skip

# --- formulas --------------------------------------------------------------------------------

SUM = table("Tổng đàn trâu", {"Na Son": "=1200+3", "Keo Lôm": 900})
case("a formula's value is taken", "trau.xlsx",
     lambda: calculated(xlsx(Sheet(SUM)), {"C5": 1203}),
     of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 900}))  # fmt: skip
case("a formula that nobody calculated", "trau.xlsx", lambda: xlsx(Sheet(SUM)),
     of(BUFFALO, "2019-06", {"Keo Lôm": 900}), refused="cell_formula")  # fmt: skip
case("a formula that came to an error", "trau.xlsx", lambda: calculated(xlsx(Sheet(
    table("Tổng đàn trâu", {"Na Son": "=1/0", "Keo Lôm": 900}))), {"C5": "#DIV/0!"}),
    of(BUFFALO, "2019-06", {"Keo Lôm": 900}), refused="cell_error")  # fmt: skip
case("a formula that would start a program", "=cmd.csv", lambda: delimited(table(
    "Tổng đàn trâu", {"Na Son": "=cmd|' /C calc'!A0", "Keo Lôm": "900",
                      "=HYPERLINK(\"http://x\")": "5"}), ";"),
    of(BUFFALO, "2019-06", {"Keo Lôm": 900}), asked="area_unknown",
    refused="cell_is_no_number")  # fmt: skip

# --- layouts ---------------------------------------------------------------------------------

case("merged titles, a heading of two rows", "gia suc.xlsx", lambda: xlsx(Sheet([
    ["BÁO CÁO CHĂN NUÔI THÁNG 6 NĂM 2019"], [],
    ["TT", "Xã, thị trấn", "Chia theo tháng", None, "Ghi chú"],
    [None, None, "Tổng đàn trâu", "Tổng đàn bò", None],
    [1, "Na Son", 1203, 800], [2, "Keo Lôm", 1450, 90]],
    merged=["A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4"])),
    asked="heading_like", answers={"heading_like": "leave_out"}, then=())  # fmt: skip
TWO_ROWS = Sheet([
    ["TÌNH HÌNH CHĂN NUÔI NĂM 2019"],
    ["TT", "Xã, thị trấn", "Tháng 5", None, "Tháng 6", None],
    [None, None, "Tổng đàn trâu", "Tổng đàn bò", "Tổng đàn trâu", "Tổng đàn bò"],
    [1, "Na Son", 1200, 800, 1203, 801], [2, "Keo Lôm", 1440, 90, 1450, 91]],
    merged=["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"])  # fmt: skip
TWO_MONTHS = (
    of(BUFFALO, "2019-05", {"Na Son": 1200, "Keo Lôm": 1440})
    | of(CATTLE, "2019-05", {"Na Son": 800, "Keo Lôm": 90})
    | of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 1450})
    | of(CATTLE, "2019-06", {"Na Son": 801, "Keo Lôm": 91})
)
for ending, write in {"xlsx": xlsx, "xls": xls, "ods": ods}.items():
    case(f"months over indicators, merged, .{ending}", f"gia suc.{ending}",
         lambda write=write: write(TWO_ROWS), TWO_MONTHS)  # fmt: skip
case("months over indicators, in a .csv", "gia suc.csv",
     lambda: delimited(TWO_ROWS.rows, ";"), TWO_MONTHS)  # fmt: skip
case("totals, notes, signatures, empty rows", "trau.xlsx", lambda: xlsx(Sheet([
    *HEAD[:4], [None, "Tổng số", 3704], *HEAD[4:], [], [None, "Ghi chú: số liệu đến 30/6"],
    ["Người lập biểu", None, "TM. UBND HUYỆN"], [None, None, "Điện Biên Đông, ngày 5/7/2019"]])),
    BUFFALOES)  # fmt: skip
case("a total that is not the sum of its rows", "trau.xlsx",
     lambda: xlsx(Sheet([*HEAD, [None, "Tổng cộng", 4000]])), BUFFALOES, asked="total_differs",
     answers={"total_differs": "accept"}, then=BUFFALOES)  # fmt: skip
case("the district among its communes is their total", "trau.xlsx",
     lambda: xlsx(Sheet([*HEAD, [None, "Huyện Điện Biên Đông", 3704]])), BUFFALOES)  # fmt: skip
case("a row of numbers for the columns", "trau.xlsx",
     lambda: xlsx(Sheet([*HEAD[:4], ["(1)", "(2)", "(3)"], *HEAD[4:]])), BUFFALOES)  # fmt: skip
case("thousands of empty formatted rows", "trau.xlsx", lambda: xlsx(Sheet(
    HEAD, formats={f"{c}{r}": "0.00" for c in "ABCDEFGH" for r in range(10, 4000)})),
    BUFFALOES)  # fmt: skip
case("a row with figures and no commune", "trau.xlsx",
     lambda: xlsx(Sheet([*HEAD, [5, None, 77]])), BUFFALOES, asked="row_without_area",
     answers={"row_without_area": "leave_out"}, then=BUFFALOES)  # fmt: skip
case("one sheet a month", "trau.xlsx", lambda: xlsx(
    Sheet(table("Tổng đàn trâu", {"Na Son": 1200}, "Năm 2019"), "Tháng 5"),
    Sheet(table("Tổng đàn trâu", {"Na Son": 1203}, "Năm 2019"), "T6")),
    of(BUFFALO, "2019-05", {"Na Son": 1200})
    | of(BUFFALO, "2019-06", {"Na Son": 1203}))  # fmt: skip
case("one column a month, quarter and year", "trau.xlsx", lambda: xlsx(Sheet([
    ["Tổng đàn trâu năm 2019"],
    ["Xã", "Tháng 5", "T6/2019", "Quý II", "Năm 2018", "06/2018"],
    ["Na Son", 1200, 1203, 1204, 1100, 1105]])),
    of(BUFFALO, "2019-05", {"Na Son": 1200}) | of(BUFFALO, "2019-06", {"Na Son": 1203})
    | of(BUFFALO, "2019-Q2", {"Na Son": 1204}) | of(BUFFALO, "2018", {"Na Son": 1100})
    | of(BUFFALO, "2018-06", {"Na Son": 1105}))  # fmt: skip
case("months that Excel made days of", "trau.xlsx", lambda: xlsx(Sheet([
    ["Xã", datetime(2019, 5, 1), datetime(2019, 6, 1)], ["Na Son", 1200, 1203],
    ["Keo Lôm", 5, 6]], name="Tổng đàn trâu", formats={"B1": "mm/yyyy", "C1": "mmm-yy"})),
    of(BUFFALO, "2019-05", {"Na Son": 1200, "Keo Lôm": 5})
    | of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 6}))  # fmt: skip
case("a month without its year", "trau.xlsx", lambda: xlsx(
    Sheet(table("Tổng đàn trâu", {"Na Son": 1203}, "Báo cáo"), "Tháng 6")),
    asked="year_missing", answers={"year_missing": "2019"},
    then=of(BUFFALO, "2019-06", {"Na Son": 1203}))  # fmt: skip
case("no period at all", "trau.xlsx",
     lambda: xlsx(Sheet(table("Tổng đàn trâu", {"Na Son": 1203}, "Báo cáo"))),
     asked="sheet_without_period", answers={"sheet_without_period": "2019-06"},
     then=of(BUFFALO, "2019-06", {"Na Son": 1203}))  # fmt: skip
case("a sheet of June under a title of May", "trau.xlsx", lambda: xlsx(
    Sheet(table("Tổng đàn trâu", {"Na Son": 1203}, "Báo cáo tháng 5 năm 2019"), "Tháng 6")),
    asked="sheet_of_two_periods", answers={"sheet_of_two_periods": "2019-06"},
    then=of(BUFFALO, "2019-06", {"Na Son": 1203}))  # fmt: skip
case("the day of a letter is no period", "trau.xlsx", lambda: xlsx(Sheet([
    ["(Kèm theo Báo cáo số 12/BC-UBND ngày 05 tháng 7 năm 2019 của UBND huyện)"],
    ["Điện Biên Đông, ngày 05 tháng 7 năm 2019"],
    *table("Tổng đàn trâu", {"Na Son": 1203})])),
    of(BUFFALO, "2019-06", {"Na Son": 1203}))  # fmt: skip
case("men are no year", "lao dong.xlsx", lambda: xlsx(Sheet(
    [["Tháng 6/2019"], ["Xã", "Nam", "Nữ"], ["Na Son", 5, 6]])),
    asked="heading_unknown", answers={"heading_unknown": "leave_out"}, then=())  # fmt: skip
case("a part under its whole is not the whole", "lao dong.xlsx", lambda: xlsx(Sheet(
    [["Tháng 6/2019"], ["Xã", "Tổng đàn trâu", None], [None, "Chung", "Trong đó: nái"],
     ["Na Son", 50, 6]], merged=["A2:A3", "B2:C2"])),
    asked="heading_like", answers={"heading_like": "leave_out"}, then=())  # fmt: skip
case("headings that are not understood", "khac.xlsx", lambda: xlsx(Sheet(
    [["Tháng 6/2019"], ["Xã", "Đàn trâu", "Số hộ có điện"], ["Na Son", 1203, 300]])),
    asked="heading_unknown heading_like",
    answers={"heading_unknown": "leave_out", "heading_like": BUFFALO},
    then=of(BUFFALO, "2019-06", {"Na Son": 1203}))  # fmt: skip
case("a hidden sheet is not read", "trau.xlsx", lambda: xlsx(
    Sheet(HEAD), Sheet(table("Tổng đàn trâu", {"Na Son": 1}), "cũ", hidden=True)),
    BUFFALOES)  # fmt: skip
case("the same figure twice, with two values", "trau.xlsx", lambda: xlsx(
    Sheet(table("Tổng đàn trâu", {"Na Son": 1203}), "a"),
    Sheet(table("Tổng đàn trâu", {"Na Son": 1302}), "b")), asked="figure_twice",
    answers={"figure_twice": "b!C5"}, then=of(BUFFALO, "2019-06", {"Na Son": 1302}))  # fmt: skip
case("what is made from other figures", "ntm.xlsx",
     lambda: xlsx(Sheet(table("Mật độ dân số", {"Na Son": 25}))),
     refused="figure_is_derived")  # fmt: skip
case("an indicator that the township does not have", "ntm.xlsx", lambda: xlsx(Sheet(table(
    "Kết quả công nhận xã nông thôn mới", {"Thị trấn Điện Biên Đông": "Đạt chuẩn nông thôn mới"}))),
    refused="figure_not_applicable")  # fmt: skip
case("criteria by their numbers", "tieu chi.xlsx", lambda: xlsx(Sheet([
    ["KẾT QUẢ ĐÁNH GIÁ TIÊU CHÍ THÁNG 12 NĂM 2018"], ["Xã", "Tiêu chí", None, None],
    [None, 1, 2, 20], ["Na Son", "Đạt", "Chưa đạt", "Đạt"], ["Keo Lôm", "Cơ bản đạt", None, "tốt"]],
    merged=["A2:A3", "B2:D2"])),
    {("1", IDS["Na Son"], "2018-12", "met"), ("2", IDS["Na Son"], "2018-12", "not_met"),
     ("1", IDS["Keo Lôm"], "2018-12", "basic")},
    asked="mark_unknown", refused="criterion_unknown",
    answers={"mark_unknown": "missing"},
    then={("1", IDS["Na Son"], "2018-12", "met"), ("2", IDS["Na Son"], "2018-12", "not_met"),
          ("1", IDS["Keo Lôm"], "2018-12", "basic")})  # fmt: skip
case("communes side by side", "ngang.xlsx", lambda: xlsx(Sheet([
    ["Tháng 6 năm 2019"], ["TT", "Chỉ tiêu", "ĐVT", "Toàn huyện", "Na Son", "Keo Lôm"],
    [1, "Tổng đàn trâu", "con", 2653, 1203, 1450], [2, "Tổng đàn bò", "con", 891, 801, 90]])),
    of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 1450})
    | of(CATTLE, "2019-06", {"Na Son": 801, "Keo Lôm": 90}))  # fmt: skip

MONTHLY = [["Xã", "Tháng", "Năm", "Tổng đàn trâu"], ["Na Son", 5, 2019, 1200],
           ["Na Son", 6, 2019, 1203], ["Na Son", 13, 2019, 7]]  # fmt: skip
case("month and year in columns of their own", "trau.xlsx", lambda: xlsx(Sheet(MONTHLY)),
     of(BUFFALO, "2019-05", {"Na Son": 1200}) | of(BUFFALO, "2019-06", {"Na Son": 1203}),
     refused="period_unreadable")  # fmt: skip
case("two tables in one sheet", "gia suc.xlsx", lambda: xlsx(Sheet([
    ["BÁO CÁO THÁNG 6 NĂM 2019"], ["TT", "Xã", "Tổng đàn trâu"], [1, "Na Son", 1203], [],
    ["Biểu 2"], ["TT", "Xã", "Tổng đàn bò"], [1, "Na Son", 801], [2, "Keo Lôm", 90],
    [None, "Tổng số", 891]])),
    of(BUFFALO, "2019-06", {"Na Son": 1203})
    | of(CATTLE, "2019-06", {"Na Son": 801, "Keo Lôm": 90}))  # fmt: skip
case("a title of how a plan was carried out", "trau.xlsx", lambda: xlsx(Sheet(table(
    "Tổng đàn trâu", {"Na Son": 1203}, "Kết quả thực hiện kế hoạch tháng 6 năm 2019"))),
    of(BUFFALO, "2019-06", {"Na Son": 1203}))  # fmt: skip
case("“carrying out the plan” as a column", "trau.xlsx", lambda: xlsx(Sheet(table(
    "TH KH năm 2019", {"Na Son": 1203}, "Tổng đàn trâu"))),
    asked="heading_unknown", answers={"heading_unknown": "leave_out"}, then=())  # fmt: skip

for ending, write in {"xlsx": xlsx, "xls": xls, "ods": ods}.items():
    case(f"the first of a month as a heading, shown as a day, .{ending}", f"trau.{ending}",
         lambda write=write: write(Sheet([["Xã", date(2019, 6, 1)], ["Na Son", 1203]],
                                         "Tổng đàn trâu")),
         of(BUFFALO, "2019-06-01", {"Na Son": 1203}))  # fmt: skip
case("“indicators” over the indicators", "gia suc.xlsx", lambda: xlsx(Sheet([
    ["Tháng 6 năm 2019"], ["TT", "Xã", "Chỉ tiêu", None], [None, None, "Tổng đàn trâu", "Đàn bò"],
    [1, "Na Son", 1203, 801]], merged=["A2:A3", "B2:B3", "C2:D2"])),
    of(BUFFALO, "2019-06", {"Na Son": 1203}), asked="heading_like",
    answers={"heading_like": CATTLE},
    then=of(BUFFALO, "2019-06", {"Na Son": 1203})
    | of(CATTLE, "2019-06", {"Na Son": 801}))  # fmt: skip
case("plan and result side by side", "trong rung.xlsx", lambda: xlsx(Sheet([
    ["TRỒNG MỚI RỪNG SẢN XUẤT THÁNG 7 NĂM 2020"], ["Đơn vị tính: ha"],
    ["TT", "Xã, thị trấn", "KH năm", "TH tháng", "% so KH", "Cùng kỳ"],
    [1, "Na Son", 12, 3.5, 29.2, 4], [2, "Keo Lôm", 8, 2, 25, 1]])),
    of(PRODUCTION, "2020-07", {"Na Son": 3.5, "Keo Lôm": 2}),
    plans=of(PRODUCTION, "2020", {"Na Son": 12, "Keo Lôm": 8}))  # fmt: skip

case("a title of two years", "gia suc.xlsx", lambda: xlsx(Sheet([
    ["KẾT QUẢ NĂM 2018 VÀ KẾ HOẠCH NĂM 2019"], ["Xã", "TH tổng đàn trâu", "KH tổng đàn trâu"],
    ["Na Son", 1203, 1250]])), asked="sheet_of_two_periods",
    answers={"sheet_of_two_periods": "2018"},
    then=of(BUFFALO, "2018", {"Na Son": 1203}))  # fmt: skip
case("villages are no communes", "ban.xlsx", lambda: xlsx(Sheet([
    ["Tháng 6 năm 2019"], ["TT", "Xã", "Bản", "Tổng đàn trâu"],
    [1, "Na Son", "Bản A", 20], [2, "Keo Lôm", "Bản B", 30]])),
    asked="text_column_unknown", answers={"text_column_unknown": "leave_out"}, then=())  # fmt: skip
case("one heading under two titles", "dien tich.xlsx", lambda: xlsx(
    Sheet([["ĐẤT ĐÃ GIAO THÁNG 6/2019"], ["Xã", "Diện tích (ha)"], ["Na Son", 20]], "a"),
    Sheet([["RỪNG ĐÃ GIAO THÁNG 6/2019"], ["Xã", "Diện tích (ha)"], ["Na Son", 30]], "b")),
    asked="heading_like", answers={"heading_like": "leave_out"}, then=())  # fmt: skip

# --- the official form -----------------------------------------------------------------------

FORM = ["TT", "Chỉ tiêu", "ĐVT", "TH năm trước", "KH năm", "TH tháng", "Lũy kế", "% so KH",
        "% so cùng kỳ", "Ghi chú"]  # fmt: skip


def form(place: str, *rows: list[object], when: str = "tháng 6 năm 2019") -> Sheet:
    return Sheet([
        [f"UBND {place}"], [f"KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU {when}"], ["Đơn vị: như cột 3"], FORM,
        ["I", "Nông nghiệp"], *rows, ["II", "Văn hóa - xã hội"],
    ])  # fmt: skip


case("the official form, district: stocks and plans", "bieu 01.xlsx", lambda: xlsx(form(
    "HUYỆN ĐIỆN BIÊN ĐÔNG",
    [1, "Tổng đàn trâu", "con", 14000, 15000, 14500, None, 96.7, 103.6],
    [2, "Tổng đàn bò", "con", 9000, 9500, 9100, 9100, 95.8, 101.1])),
    of(BUFFALO, "2019-06", {"huyện": 14500}) | of(CATTLE, "2019-06", {"huyện": 9100}),
    plans=of(BUFFALO, "2019", {"huyện": 15000}) | of(CATTLE, "2019", {"huyện": 9500}))  # fmt: skip
case("the official form, one sheet a commune", "bieu 02.xlsx", lambda: xlsx(*(Sheet(form(
    "HUYỆN ĐIỆN BIÊN ĐÔNG",
    [1, "Tổng đàn trâu", "con", None, 1300, n, None, None, None]).rows, name)
    for name, n in {"Na Son": 1203, "Keo Lôm": 1450}.items())),
    of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 1450}),
    plans=of(BUFFALO, "2019", {"Na Son": 1300, "Keo Lôm": 1300}))  # fmt: skip
case("to date beside the month's own figure", "bieu 03.xlsx", lambda: xlsx(form(
    "XÃ NA SON", [1, "Số lao động đi làm việc tại công ty trong nước", "người",
                  None, 60, 7, 31, 51.7, None])),
    of(WORKERS, "2019-06", {"Na Son": 7}), plans=of(WORKERS, "2019", {"Na Son": 60}))  # fmt: skip
case("to date alone, the months before unknown", "bieu 04.xlsx", lambda: xlsx(form(
    "XÃ NA SON", [1, "Số lao động đi làm việc tại công ty trong nước", "người",
                  None, None, None, 31, None, None])),
    refused="to_date_without_months")  # fmt: skip
case("to date of March is the first quarter", "bieu 05.xlsx", lambda: xlsx(form(
    "XÃ NA SON", [1, "Số lao động đi làm việc tại công ty trong nước", "người",
                  None, None, None, 12, None, None], when="tháng 3 năm 2019")),
    of(WORKERS, "2019-Q1", {"Na Son": 12}))  # fmt: skip
case("six months' figure as a column", "lao dong.xlsx", lambda: xlsx(Sheet([
    ["Số lao động đi làm việc tại công ty trong nước năm 2019"],
    ["Xã", "TH 6 tháng đầu năm", "6 tháng cuối năm", "Năm 2018"], ["Na Son", 31, 20, 55]])),
    of(WORKERS, "2018", {"Na Son": 55}), asked="heading_unknown",
    refused="to_date_without_months")  # fmt: skip
case("estimates are provisional", "uoc.xlsx", lambda: xlsx(Sheet(
    [["Xã", "Ước TH tháng 7/2019"], ["Na Son", 1210], ["Keo Lôm", 1460]], name="Tổng đàn trâu")),
    of(BUFFALO, "2019-07", {"Na Son": 1210, "Keo Lôm": 1460}))  # fmt: skip
case("an official form without a place", "bieu 06.xlsx", lambda: xlsx(form(
    "……", [1, "Tổng đàn trâu", "con", None, None, 1203, None, None, None])),
    asked="sheet_without_area", answers={"sheet_without_area": IDS["Na Son"]},
    then=of(BUFFALO, "2019-06", {"Na Son": 1203}))  # fmt: skip
case("a table of plans", "ke hoach.xlsx", lambda: xlsx(Sheet(
    [["GIAO CHỈ TIÊU KẾ HOẠCH NĂM 2020"], ["TT", "Xã, thị trấn", "KH trồng mới rừng sản xuất (ha)"],
     [1, "Na Son", 12], [2, "Keo Lôm", 8.5]])),
    plans=of(PRODUCTION, "2020", {"Na Son": 12, "Keo Lôm": 8.5}))  # fmt: skip
case("a title of plans over columns that do not say", "ke hoach.xlsx", lambda: xlsx(Sheet(
    [["GIAO KẾ HOẠCH NĂM 2020"], ["TT", "Xã, thị trấn", "Tổng đàn trâu"], [1, "Na Son", 1250]])),
    asked="plan_or_actual", answers={"plan_or_actual": "plan"}, then=())  # fmt: skip

# --- areas -----------------------------------------------------------------------------------

case("codes that lost their zeros", "ma.xlsx", lambda: xlsx(Sheet(
    [["Tháng 6/2019"], ["Mã xã", "Tên xã", "Tổng đàn trâu"], [3205, "Xã Na Son", 1203],
     ["3376.0", "Keo Lôm", 1450]])),
    of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 1450}))  # fmt: skip
case("an old code with a new name", "ma.xlsx", lambda: xlsx(Sheet(
    [["Tháng 6/2019"], ["Mã xã", "Tên xã", "Tổng đàn trâu"], ["03203", "Na Son", 1203]])),
    asked="area_contradicts", answers={"area_contradicts": IDS["Na Son"]},
    then=of(BUFFALO, "2019-06", {"Na Son": 1203}))  # fmt: skip
case("the code of before with the month of after", "ma.xlsx", lambda: xlsx(Sheet(
    [["Tháng 8/2025"], ["Mã xã", "Tổng đàn trâu"], ["03203", 1203], ["03205", 5]])),
    asked="area_of_another_day sheet_of_another_generation")  # fmt: skip
case("a commune that ended before the period", "cu.xlsx", lambda: xlsx(Sheet(
    [["Tháng 8/2025"], ["Xã", "Tổng đàn trâu"], ["Keo Lôm", 900], ["Na Son", 3000]])),
    asked="area_of_another_day sheet_of_another_generation",
    answers={"area_of_another_day": "leave_out", "sheet_of_another_generation": "accept"},
    then=of(BUFFALO, "2025-08", {"Na Son mới": 3000}))  # fmt: skip
case("other spellings, Ð for Đ, no marks, decomposed, prefixes", "ten.xlsx", lambda: xlsx(Sheet(
    [["Tháng 6/2019"], ["Đơn vị", "Tổng đàn trâu"], ["TT. Ðiện Biên Ðông", 5],
     ["Luân Giới", 6], ["Pú Nhi", 7], ["Xa Keo Lom", 8], ["XÃ NA SON", 9],
     ["Phi\u0300 Nhu\u031b\u0300", 10]])),
    of(BUFFALO, "2019-06", {"Điện Biên Đông": 5, "Luân Giói": 6, "Pu Nhi": 7, "Keo Lôm": 8,
                            "Na Son": 9, "Phì Nhừ": 10}))  # fmt: skip
case("a name with a wrong mark, one like another, one of nowhere", "ten.xlsx", lambda: xlsx(Sheet(
    [["Tháng 6/2019"], ["Xã", "Tổng đàn trâu"], ["Keo Lồm", 5], ["Na Sơn", 6], ["Hà Nội", 7],
     ["Pu Nhi", 8]])), of(BUFFALO, "2019-06", {"Pu Nhi": 8}),
    asked="area_unsure area_unknown")  # fmt: skip
case("a name that district and township share", "ten.xlsx", lambda: xlsx(Sheet(
    [["Tháng 6/2019"], ["Xã, thị trấn", "Tổng đàn trâu"], ["Điện Biên Đông", 5], ["Na Son", 6]])),
    of(BUFFALO, "2019-06", {"Na Son": 6}), asked="area_unsure",
    answers={"area_unsure": IDS["Điện Biên Đông"]},
    then=of(BUFFALO, "2019-06", {"Na Son": 6, "Điện Biên Đông": 5}))  # fmt: skip
case("names with <script>", "<script>.xlsx", lambda: xlsx(Sheet(
    [["Tháng 6/2019"], ["Xã", "Tổng đàn trâu"], ["<script>alert(1)</script>", 5], ["Na Son", 6]],
    name="<b>T6")), of(BUFFALO, "2019-06", {"Na Son": 6}), asked="area_unknown")  # fmt: skip

# --- what is strange -------------------------------------------------------------------------

case("negative", "no.xlsx", lambda: xlsx(Sheet(table("Tổng đàn trâu", {"Na Son": -5}))),
     asked="value_negative", answers={"value_negative": "accept"},
     then=of(BUFFALO, "2019-06", {"Na Son": -5}))  # fmt: skip
case("over 100 %", "ho so.xlsx", lambda: xlsx(Sheet(table(
    "Tỷ lệ hồ sơ giải quyết đúng hạn", {"Na Son": 850, "Keo Lôm": 90}))),
    of(ON_TIME, "2019-06", {"Keo Lôm": 90}), asked="value_over_hundred",
    answers={"value_over_hundred": "leave_out"},
    then=of(ON_TIME, "2019-06", {"Keo Lôm": 90}))  # fmt: skip
case("a plan of more criteria than there are", "ntm.xlsx", lambda: xlsx(Sheet(
    [["GIAO CHỈ TIÊU KẾ HOẠCH NĂM 2019"], ["TT", "Xã", "KH số tiêu chí nông thôn mới đạt"],
     [1, "Na Son", 21], [2, "Keo Lôm", 19]])),
    plans=of("ntm_criteria_met", "2019", {"Keo Lôm": 19}), asked="value_over_criteria",
    answers={"value_over_criteria": "accept"}, then=())  # fmt: skip
case("a count of criteria met, be it 21 of 19 or 12", "ntm.xlsx", lambda: xlsx(Sheet(table(
    "Số tiêu chí nông thôn mới đạt", {"Na Son": 21, "Keo Lôm": 12}))),
    of("ntm_criteria_met", "2019-06", {"Keo Lôm": 12}), asked="value_over_criteria",
    answers={"value_over_criteria": "leave_out"},
    then=of("ntm_criteria_met", "2019-06", {"Keo Lôm": 12}))  # fmt: skip
case("ten times the last period", "dan so.xlsx", lambda: xlsx(Sheet(table(
    "Dân số", {"Na Son": 351, "Keo Lôm": 5900}, "31/12/2019"), "31.12.2019")),
    of("population", "2019-12-31", {"Keo Lôm": 5900}), asked="value_jumps",
    answers={"value_jumps": "accept"},
    then=of("population", "2019-12-31", {"Keo Lôm": 5900, "Na Son": 351}))  # fmt: skip
case("planted more than the plan allows", "rung.xlsx", lambda: xlsx(Sheet(table(
    "Trồng mới rừng sản xuất", {"Na Son": 11}, "Năm 2020"), "x"), Sheet(
    [["Năm 2020"], ["Xã", "KH trồng mới rừng sản xuất"], ["Na Son", 10]], "y")),
    asked="value_over_plan", answers={"value_over_plan": "accept"},
    then=of(PRODUCTION, "2020", {"Na Son": 11}),
    plans=of(PRODUCTION, "2020", {"Na Son": 10}))  # fmt: skip

# --- files that are not what they seem -------------------------------------------------------

BOOK = xlsx(Sheet(HEAD))
case("0 bytes", "a.xlsx", lambda: b"", refused="file_empty")
case("an empty workbook", "a.xlsx", lambda: xlsx(Sheet([])),
     refused="workbook_without_cells")  # fmt: skip
case("a program named .xlsx", "a.xlsx", lambda: b"MZ\x90\0" + bytes(600),
     refused="workbook_unreadable")  # fmt: skip
case("a program named .csv", "a.csv", lambda: b"MZ\x90\0" + bytes(600), refused="text_unreadable")
case("a web page without a table named .xls", "a.xls",
     lambda: b"<!DOCTYPE html><html><p>1</p></html>", refused="workbook_is_a_page")  # fmt: skip
case("a table of a web page named .xls", "trau.xls", lambda: page(HEAD), BUFFALOES)
case("the XML of Excel 2003 named .xls", "trau.xls", lambda: xml2003(HEAD), BUFFALOES)
case("a text named .xls", "trau.xls", lambda: delimited(HEAD, "\t", "utf-16"), BUFFALOES)
case("backslashes in the archive, Strict, an empty fill, a prefix", "trau.xlsx",
     lambda: xlsx_shared(HEAD), BUFFALOES)  # fmt: skip
case("a workbook behind a password", "a.xlsx", lambda: bytes.fromhex("d0cf11e0a1b11ae1")
     + bytes(504) + "EncryptedPackage".encode("utf-16-le"), refused="workbook_locked")  # fmt: skip
case("a workbook cut in the middle", "a.xlsx", lambda: BOOK[: len(BOOK) // 2],
     refused="workbook_unreadable")  # fmt: skip
case("an archive that is no workbook", "a.xlsx", lambda: zipped([("x.txt", b"x")]),
     refused="workbook_unreadable")  # fmt: skip
case("a zip bomb", "a.xlsx", lambda: zipped(
    [("xl/workbook.xml", b""), ("xl/worksheets/sheet1.xml", bytes(110_000_000))]),
    refused="workbook_is_a_bomb")  # fmt: skip
case("entities that unfold", "a.xlsx", lambda: zipped([("xl/workbook.xml",
     b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><workbook>&b;</workbook>')]),
     refused="workbook_unreadable")  # fmt: skip
case("a workbook named .csv", "trau.csv", lambda: BOOK, BUFFALOES)
case("an old workbook named .xlsx", "trau.xlsx", lambda: xls(Sheet(HEAD)), BUFFALOES)
case("text without a table", "a.csv", lambda: "Kính gửi UBND huyện".encode(),
     refused="file_without_figures")  # fmt: skip
case("numbers without a heading", "a.xlsx", lambda: xlsx(Sheet([[1, 2], [3, 4]])),
     refused="sheet_without_heading")  # fmt: skip
case("a name that climbs out of its folder", "../../x.xlsx", lambda: BOOK, BUFFALOES)
case("two old sheets, one of text", "trau.xls", lambda: xls(Sheet(HEAD), Sheet([["lời"]], "b")),
     BUFFALOES)  # fmt: skip
case("letters of Windows' Vietnamese", "x.csv", lambda: vietnamese(
    "Xã;Tổng đàn trâu tháng 6/2019\r\nPhì Nhừ;5\r\nLuân Giói;6\r\n"),
    of(BUFFALO, "2019-06", {"Phì Nhừ": 5, "Luân Giói": 6}))  # fmt: skip


def main(folder: Path) -> None:
    """Write every file of the corpus into a folder, numbered."""
    folder.mkdir(parents=True, exist_ok=True)
    for n, one in enumerate(CASES, 1):
        name = "".join(c if c.isalnum() or c in " ." else "_" for c in Path(one.name).name)
        (folder / f"{n:03} {name}").write_bytes(io.BytesIO(one.make()).getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
