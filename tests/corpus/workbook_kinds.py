"""Kinds of tables that were once read wrongly, each with its siblings: format by variant.

It adds its files to those of `corpus.workbooks`; what is expected stands beside each as there.
"""

from collections.abc import Callable, Mapping

from corpus.sheets import Sheet, delimited, ods, xls, xlsx
from corpus.workbooks import (
    BUFFALO,
    CASES,
    CATTLE,
    IDS,
    LAND,
    ON_TIME,
    PRODUCTION,
    REVENUE,
    case,
    of,
    table,
)

__all__ = ["CASES"]
PROTECTION, INDUSTRY, PEOPLE = "forest_planted_protection_ha", "industry_value_bn", "population"
WRITERS: Mapping[str, Callable[[Sheet], bytes]] = {
    "xlsx": xlsx, "xls": xls, "ods": ods, "csv": lambda sheet: delimited(sheet.rows, ";"),
}  # fmt: skip
LAND_HEAD, MONEY = "Diện tích đất đã giao", "Thu ngân sách trên địa bàn"


def family(title: str, rows: object, *given: object, forms: str = "xlsx xls ods csv",
           merged: tuple[str, ...] = (), **said: object) -> None:  # fmt: skip
    """Add a case in each format that can hold it."""
    for form in forms.split():
        write = WRITERS[form]
        case(f"{title}, .{form}", f"a.{form}",
             lambda write=write: write(Sheet(rows, merged=merged)), *given, **said)  # fmt: skip


def lined(line: str, head: str, values: Mapping[str, object], title: str = "Số liệu năm 2018"):
    return [[title], [None, None, line], ["TT", "Xã, thị trấn", head],
            *[[n, name, value] for n, (name, value) in enumerate(values.items(), 1)]]  # fmt: skip


# --- a line about the unit: a scale of a unit, with a colon or without ---------------------------

MONEYS = of(REVENUE, "2018", {"Na Son": 1.5, "Keo Lôm": 0.25})
for line, times in {
    "Đơn vị tính: nghìn đồng": 10**6, "ĐVT: 1.000 đồng": 10**6, "(Đơn vị tính 1000 đ)": 10**6,
    "Đơn vị tính Triệu đồng": 1000, "ĐVT: trđ": 1000, "Đơn vị: tr.đồng": 1000,
    "Don vi tinh: trieu dong": 1000, "Unit: Mill. dongs": 1000, "triệu đồng": 1000,
    "Đơn vị tính: đồng": 10**9, "ĐVT: tỷ VNĐ": 1,
}.items():  # fmt: skip
    family(f"“{line}” above the table", lined(
        line, MONEY, {"Na Son": int(1.5 * times) if times > 1 else 1.5,
                      "Keo Lôm": int(0.25 * times) if times > 1 else 0.25}),
        MONEYS, forms="xlsx csv" if times == 1000 else "xlsx")  # fmt: skip
for line, times in {"Đơn vị: nghìn ha": 0.001, "ĐVT: m2": 10_000, "ĐVT: km²": 0.01,
                    "Đơn vị tính: héc ta": 1}.items():  # fmt: skip
    family(f"“{line}” above the table", lined(
        line, LAND_HEAD, {"Na Son": 120 * times, "Keo Lôm": 350 * times}),
        of(LAND, "2018", {"Na Son": 120, "Keo Lôm": 350}), forms="xlsx ods")  # fmt: skip
case("a unit in the corner of the table", "a.xlsx", lambda: xlsx(Sheet([
    ["Số liệu năm 2018"], ["ĐVT: triệu đồng", MONEY], ["Na Son", 1500], ["Keo Lôm", 250]])),
    MONEYS)  # fmt: skip
case("a unit after the title", "a.xlsx", lambda: xlsx(Sheet(table(
    MONEY, {"Na Son": 1500, "Keo Lôm": 250}, "Kết quả năm 2018 (ĐVT: triệu đồng)"))),
    MONEYS)  # fmt: skip
case("a line of a unit that nobody knows", "a.xlsx", lambda: xlsx(Sheet(lined(
    "Đơn vị tính: lô", LAND_HEAD, {"Na Son": 3, "Keo Lôm": 4}))),
    asked="unit_unknown", answers={"unit_unknown": "leave_out"}, then=())  # fmt: skip
case("“Đơn vị” that is an office", "a.xlsx", lambda: xlsx(Sheet(lined(
    "Đơn vị: Phòng Nông nghiệp", MONEY, {"Na Son": 1.5, "Keo Lôm": 0.25}))),
    MONEYS)  # fmt: skip
case("a unit that another column does not have", "a.xlsx", lambda: xlsx(Sheet([
    ["Số liệu năm 2018"], ["ĐVT: triệu đồng"], ["Xã", MONEY, "Dân số"], ["Na Son", 1500, 3600]])),
    of(REVENUE, "2018", {"Na Son": 1.5}), asked="unit_differs", answers={"unit_differs": "1"},
    then=of(REVENUE, "2018", {"Na Son": 1.5}) | of(PEOPLE, "2018", {"Na Son": 3600}))  # fmt: skip

# --- rows that stand over others -----------------------------------------------------------------

BOTH = [["Số liệu năm 2019"], ["TT", "Xã, thị trấn", f"{LAND_HEAD} (ha)"],
        ["A", "Kế hoạch"], [1, "Na Son", 10], [2, "Keo Lôm", 20],
        ["B", "Thực hiện"], [1, "Na Son", 8], [2, "Keo Lôm", 19]]  # fmt: skip
PLANNED = of(LAND, "2019", {"Na Son": 10, "Keo Lôm": 20})
DONE = of(LAND, "2019", {"Na Son": 8, "Keo Lôm": 19})
family("“A. Plan” and “B. Result” over the rows", BOTH, DONE, plans=PLANNED)
family(
    "a commune without figures between those under a plan",
    [
        ["Số liệu năm 2019"],
        ["Xã", f"{LAND_HEAD} (ha)"],
        ["Kế hoạch"],
        ["Na Son", 10],
        ["Phì Nhừ"],
        ["Keo Lôm", 20],
    ],
    plans=PLANNED,
)
family("a misspelled commune without figures", [
    ["Số liệu năm 2019"], ["TT", "Xã", f"{LAND_HEAD} (ha)"], [1, "Na Son", 8], [2, "Phỉ Nhừ"],
    [3, "Keo Lôm", 19]], DONE, forms="xlsx")  # fmt: skip
family("“A. Plan” with its total", [[*r, 30] if r[1:] == ["Kế hoạch"] else r for r in BOTH],
       DONE, plans=PLANNED, forms="xlsx")  # fmt: skip
family("months over the rows", [
    ["Tổng đàn trâu năm 2019"], ["TT", "Xã", "Số lượng"], [None, "Tháng 5"], [1, "Na Son", 1200],
    [2, "Keo Lôm", 1440], [None, "Tháng 6"], [1, "Na Son", 1203], [2, "Keo Lôm", 1450]],
    of(BUFFALO, "2019-05", {"Na Son": 1200, "Keo Lôm": 1440})
    | of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 1450}))  # fmt: skip
family(
    "another indicator over the rows",
    [
        ["Trồng rừng sản xuất năm 2019"],
        ["TT", "Xã, thị trấn", "Kế hoạch", "Thực hiện"],
        ["I", "Trồng rừng sản xuất"],
        [1, "Na Son", 10, 8],
        ["II", "Trồng rừng phòng hộ"],
        [1, "Keo Lôm", 5, 4],
    ],
    of(PRODUCTION, "2019", {"Na Son": 8}) | of(PROTECTION, "2019", {"Keo Lôm": 4}),
    plans=of(PRODUCTION, "2019", {"Na Son": 10}) | of(PROTECTION, "2019", {"Keo Lôm": 5}),
)
family("groups of communes over the rows", [
    ["Số liệu tháng 6 năm 2019"], ["TT", "Xã", "Tổng đàn trâu"], ["I", "Các xã vùng cao"],
    [1, "Na Son", 1203], ["II", "Các xã vùng thấp"], [1, "Keo Lôm", 1450]],
    asked="section_unknown", answers={"section_unknown": "accept"},
    then=of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 1450}), forms="xlsx csv")  # fmt: skip
for over in ("A - Kế hoạch", "*Kế hoạch*", "II/ Kế hoạch năm 2019:"):
    family(f"“{over}” over the rows", [
        ["Số liệu năm 2019"], ["Xã", f"{LAND_HEAD} (ha)"], [over], ["Na Son", 10],
        ["Keo Lôm", 20]], plans=PLANNED, forms="xlsx")  # fmt: skip
family(
    "a plan over the rows, by other words",
    [["Số liệu năm 2019"], ["Xã", f"{LAND_HEAD} (ha)"], ["Kế hoạch tỉnh giao"], ["Na Son", 10]],
    asked="section_of_plans",
    answers={"section_of_plans": "plan"},
    then=(),
    forms="xlsx csv",
)
family("“of which women” over the rows", [
    ["Số liệu năm 2019"], ["TT", "Xã", "Dân số"], [1, "Na Son", 3600], [None, "Trong đó: nữ"],
    [1, "Keo Lôm", 1700]],
    of(PEOPLE, "2019", {"Na Son": 3600}), asked="section_unknown",
    answers={"section_unknown": "leave_out"}, then=of(PEOPLE, "2019", {"Na Son": 3600}),
    forms="xlsx")  # fmt: skip
family("a commune over the rows of its indicators", [
    ["Huyện Điện Biên Đông, tháng 6 năm 2019"], ["TT", "Chỉ tiêu", "ĐVT", "Thực hiện"],
    ["I", "Xã Na Son"], [1, "Tổng đàn trâu", "con", 1203], [2, "Tổng đàn bò", "con", 801],
    ["II", "Xã Keo Lôm"], [1, "Tổng đàn trâu", "con", 1450]],
    of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 1450})
    | of(CATTLE, "2019-06", {"Na Son": 801}), forms="xlsx csv")  # fmt: skip
family(
    "a month over the rows that a column contradicts",
    [["TT", "Xã", "Tổng đàn trâu tháng 6 năm 2019"], [None, "Tháng 5"], [1, "Na Son", 1200]],
    asked="section_unknown",
    answers={"section_unknown": "leave_out"},
    then=(),
    forms="xlsx",
)

# --- years that are no period --------------------------------------------------------------------

for words in ("giá so sánh 2010", "giá cố định 1994"):
    family(f"“{words}” in a heading", [
        ["Kết quả năm 2018"],
        ["TT", "Xã", f"Giá trị sản xuất công nghiệp, tiểu thủ công nghiệp ({words})"],
        [1, "Na Son", 1.5], [2, "Keo Lôm", 2.5]],
        asked="heading_like", answers={"heading_like": INDUSTRY},
        then=of(INDUSTRY, "2018", {"Na Son": 1.5, "Keo Lôm": 2.5}), forms="xlsx")  # fmt: skip
for words in ("theo Luật Đất đai 2013", "theo Quyết định số 1980/QĐ-TTg ngày 17/10/2016",
              "theo kiểm kê năm 2014", "giai đoạn 2016-2020"):  # fmt: skip
    family(f"“{words}” in a heading", table(
        f"{LAND_HEAD} {words} (ha)", {"Na Son": 1.5, "Keo Lôm": 2.5}, "Kết quả năm 2018"),
        asked="heading_like", answers={"heading_like": LAND},
        then=of(LAND, "2018", {"Na Son": 1.5, "Keo Lôm": 2.5}), forms="xlsx")  # fmt: skip
    if "/" not in words:  # a line with the number of a paper is of the paper
        family(f"“{words}” in a title", table(
            LAND_HEAD, {"Na Son": 1.5, "Keo Lôm": 2.5}, f"Đất đã giao {words}, năm 2018"),
            of(LAND, "2018", {"Na Son": 1.5, "Keo Lôm": 2.5}), forms="xlsx")  # fmt: skip
family("the year of an inventory, and no other", table(
    LAND_HEAD, {"Na Son": 1.5, "Keo Lôm": 2.5}, "Kết quả kiểm kê đất đai năm 2014"),
    asked="sheet_without_period", answers={"sheet_without_period": "2014"},
    then=of(LAND, "2014", {"Na Son": 1.5, "Keo Lôm": 2.5}), forms="xlsx")  # fmt: skip
for title in ("Kết quả Quý IV và năm 2019", "Kết quả tháng 6 và 6 tháng đầu năm 2019"):
    family(f"two spans in one line: “{title}”", table(
        "Tổng đàn trâu", {"Na Son": 1203, "Keo Lôm": 1450}, title),
        asked="sheet_of_two_periods", answers={"sheet_of_two_periods": "2019-06"},
        then=of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 1450}), forms="xlsx")  # fmt: skip
for title in ("Năm học 2009-10", "Năm học 2018-2019", "Số liệu năm học 2018 - 2019"):
    family(f"a year of schools: “{title}”", table(
        "Tổng số trường", {"Na Son": 3, "Keo Lôm": 4}, title),
        asked="sheet_without_period", answers={"sheet_without_period": "2019"},
        then=of("schools_total", "2019", {"Na Son": 3, "Keo Lôm": 4}), forms="xlsx")  # fmt: skip

# --- values that are of several, and marks -------------------------------------------------------

SHARED = table("Diện tích đất đã giao (ha)", {"Na Son": 60, "Phì Nhừ": None, "Keo Lôm": 7.5})
family("one value merged over two communes", SHARED,
       of(LAND, "2019-06", {"Keo Lôm": 7.5}), asked="cells_merged", merged=("C5:C6",),
       answers={"cells_merged": "leave_out"}, then=of(LAND, "2019-06", {"Keo Lôm": 7.5}),
       forms="xlsx xls ods")  # fmt: skip
family("one value merged over two months", [
    ["Tổng đàn trâu năm 2019"], ["TT", "Xã", "Tháng 5", "Tháng 6"], [1, "Na Son", 1200, None],
    [2, "Keo Lôm", 1440, 1450]],
    of(BUFFALO, "2019-05", {"Keo Lôm": 1440}) | of(BUFFALO, "2019-06", {"Keo Lôm": 1450}),
    asked="cells_merged", merged=("C3:D3",), answers={"cells_merged": "leave_out"},
    then=of(BUFFALO, "2019-05", {"Keo Lôm": 1440}) | of(BUFFALO, "2019-06", {"Keo Lôm": 1450}),
    forms="xlsx xls ods")  # fmt: skip
family(
    "a value over the two columns of its own heading",
    [["Số liệu tháng 6 năm 2019"], ["Xã", "Tổng đàn trâu", None], ["Na Son", 1203, None]],
    of(BUFFALO, "2019-06", {"Na Son": 1203}),
    merged=("B2:C2", "B3:C3"),
    forms="xlsx xls ods",
)


def marked(yes: object, no: object):
    return [["Kết quả thực hiện các tiêu chí nông thôn mới đến 31/12/2018"],
            ["TT", "Xã", "Tiêu chí 1", "Tiêu chí 2"], [1, "Na Son", yes, no],
            [2, "Phì Nhừ", no, yes]]  # fmt: skip


def met(*numbers_and_names: tuple[str, str], status: str = "met"):
    return {(n, IDS[name], "2018-12-31", status) for n, name in numbers_and_names}


YES, NO = (("1", "Na Son"), ("2", "Phì Nhừ")), (("2", "Na Son"), ("1", "Phì Nhừ"))
for mark in ("x", "✓", "V", 1, "Có"):
    family(f"criteria marked with “{mark}”", marked(mark, None), asked="mark_unknown",
           answers={"mark_unknown": "met"}, then=met(*YES), forms="xlsx csv")  # fmt: skip
family("criteria that are met or “not met”", marked("Đạt", "Không đạt"),
       met(*YES) | met(*NO, status="not_met"))  # fmt: skip
family("a total of each row", [
    ["Tổng đàn trâu tháng 6 năm 2019"], ["Chỉ tiêu", "Na Son", "Keo Lôm", "Tổng số"],
    ["Tổng đàn trâu", 1203, 1450, 2653], ["Tổng đàn bò", 801, 90, 900]],
    of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 1450})
    | of(CATTLE, "2019-06", {"Na Son": 801, "Keo Lôm": 90}),
    asked="total_differs", answers={"total_differs": "accept"},
    then=of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 1450})
    | of(CATTLE, "2019-06", {"Na Son": 801, "Keo Lôm": 90}), forms="xlsx csv")  # fmt: skip
SHARES = [["Diện tích đất đã giao năm 2019"], ["Xã", "KH", "TH", "% KH"], ["Na Son", 10, 8, 80],
          ["Keo Lôm", 20, 19, 59]]  # fmt: skip
family(
    "a share of the plan that is another",
    SHARES,
    DONE,
    plans=PLANNED,
    asked="share_differs",
    answers={"share_differs": "accept"},
    then=DONE,
    forms="xlsx csv",
)
family(
    "shares of the plan that are right",
    [
        [*r[:3], 0.95 if r[3:] == [59] else r[3] if r[3:] != [80] else 0.8] if len(r) > 1 else r
        for r in SHARES
    ],
    DONE,
    plans=PLANNED,
    forms="xlsx",
)
family("a row that stands there twice", [
    ["Số liệu tháng 6 năm 2019"], ["Xã", "Tổng đàn trâu"], ["Na Son", 1203], ["Keo Lôm", 1450],
    ["Na Son", 1203]], of(BUFFALO, "2019-06", {"Na Son": 1203, "Keo Lôm": 1450}),
    noted="figures_repeated", forms="xlsx csv")  # fmt: skip
family("percentages as 0,85 beside 92", table(
    "Tỷ lệ hồ sơ giải quyết đúng hạn (%)", {"Na Son": 0.85, "Keo Lôm": 92}),
    of(ON_TIME, "2019-06", {"Keo Lôm": 92}), asked="percent_mixed",
    answers={"percent_mixed": "0,85"}, then=of(ON_TIME, "2019-06", {"Na Son": 85, "Keo Lôm": 92}),
    forms="xlsx xls ods")  # fmt: skip

# --- wholes and parts, months side by side, criteria down the rows ------------------------------

WHOLE = [["Số liệu năm 2019"], ["TT", "Xã, thị trấn", "Dân số (người)", None, None],
         [None, None, "Tổng số", "Trong đó: nữ", "Nam"], [1, "Na Son", 3600, 1800, 1800],
         [2, "Keo Lôm", 3000, 1500, 1500]]  # fmt: skip
family("a whole and its parts under one heading", WHOLE,
       of(PEOPLE, "2019", {"Na Son": 3600, "Keo Lôm": 3000}), asked="heading_like",
       answers={"heading_like": "leave_out"}, merged=("A2:A3", "B2:B3", "C2:E2"),
       then=of(PEOPLE, "2019", {"Na Son": 3600, "Keo Lôm": 3000}), forms="xlsx xls")  # fmt: skip
family("a whole without a heading over it", [
    ["Dân số năm 2019"], ["TT", "Xã", "Tổng số", "Nam", "Nữ"], [1, "Na Son", 3600, 1800, 1800]],
    of(PEOPLE, "2019", {"Na Son": 3600}), asked="heading_unknown",
    answers={"heading_unknown": "leave_out"}, then=of(PEOPLE, "2019", {"Na Son": 3600}),
    forms="xlsx csv")  # fmt: skip
family("a total of herds, and the herds of which it is", [
    ["Đàn gia súc tháng 6/2019"], ["TT", "Xã", "Tổng số", "Trong đó: tổng đàn trâu", "Tổng đàn bò"],
    [1, "Na Son", 2004, 1203, 801]],
    of(BUFFALO, "2019-06", {"Na Son": 1203}) | of(CATTLE, "2019-06", {"Na Son": 801}),
    forms="xlsx csv")  # fmt: skip
for title in ("Tổng đàn trâu các xã năm 2019", "Thống kê tổng đàn trâu theo tháng - năm 2019",
              "Báo cáo tổng đàn trâu trên địa bàn huyện Điện Biên Đông, năm 2019"):  # fmt: skip
    family(f"a month a column under “{title}”", [
        [title], ["TT", "Xã", "Tháng 1", "T2"], [1, "Na Son", 1203, 1204]],
        of(BUFFALO, "2019-01", {"Na Son": 1203}) | of(BUFFALO, "2019-02", {"Na Son": 1204}),
        forms="xlsx")  # fmt: skip
family("a long table whose values are under “Giá trị”", [
    ["Xã", "Chỉ tiêu", "Ngày", "Giá trị"], ["Na Son", "Tổng đàn trâu", "05/06/2019", "1203"],
    ["Keo Lôm", "Tổng đàn bò", "02/07/2019", "145"]],
    of(BUFFALO, "2019-06-05", {"Na Son": 1203}) | of(CATTLE, "2019-07-02", {"Keo Lôm": 145}),
    forms="csv")  # fmt: skip
family("years of schools as columns", [
    ["Tổng số trường"], ["TT", "Xã", "2009-10", "2010-11"], [1, "Na Son", 3, 4]],
    asked="heading_unknown sheet_without_period", forms="xlsx csv")  # fmt: skip
DOWN = [["Kết quả thực hiện các tiêu chí nông thôn mới đến 31/12/2018"],
        ["TT", "Tiêu chí", "Na Son", "Phì Nhừ"], [1, "Tiêu chí 1", "x", None],
        [2, "Giao thông", None, "x"]]  # fmt: skip
family("criteria down the rows, under another heading", [
    DOWN[0], ["TT", "Nội dung", "Na Son", "Phì Nhừ"], [1, "Quy hoạch", "Có", None],
    [2, "Giao thông", None, "Có"]], asked="mark_unknown",
    answers={"mark_unknown": "met"}, then=met(*YES), forms="xlsx csv")  # fmt: skip
family("criteria down the rows, by number and by name", DOWN, asked="mark_unknown",
       answers={"mark_unknown": "met"}, then=met(*YES), forms="xlsx csv")  # fmt: skip

# --- days that have not come, and communes of another generation ---------------------------------

family(
    "figures of 2045",
    table("Tổng đàn trâu", {"Na Son": 1203}, "Số liệu năm 2045"),
    asked="period_ahead",
    answers={"period_ahead": "leave_out"},
    then=(),
    forms="xlsx csv",
)
family("old communes in a sheet of 2026", table("Tổng đàn trâu", {
    "Na Son": 1203, "Keo Lôm": 1450, "Phì Nhừ": 987, "Pu Nhi": 64}, "Số liệu tháng 6 năm 2026"),
    asked="area_of_another_day sheet_of_another_generation",
    answers={"area_of_another_day": "leave_out", "sheet_of_another_generation": "leave_out"},
    then=(), forms="xlsx csv")  # fmt: skip

# --- figures that cannot well be, where nothing was planned --------------------------------------

PLANTED = {"Na Son": 14, "Phì Nhừ": 12, "Keo Lôm": 15, "Luân Giói": 13}
family("400 ha where 15 are usual", table(
    "Trồng rừng sản xuất (ha)", PLANTED | {"Xa Dung": 400}, "Số liệu năm 2021"),
    of(PRODUCTION, "2021", PLANTED), asked="value_unusual", answers={"value_unusual": "leave_out"},
    then=of(PRODUCTION, "2021", PLANTED), forms="xlsx csv")  # fmt: skip
family("more forest than the commune has ground", table(
    LAND_HEAD, {"Na Son": 7359, "Keo Lôm": 13971}, "Số liệu năm 2021"),
    of(LAND, "2021", {"Na Son": 7359}), asked="value_over_whole",
    answers={"value_over_whole": "leave_out"}, then=of(LAND, "2021", {"Na Son": 7359}),
    forms="xlsx")  # fmt: skip
family("planted in a year whose plan is only a sample", table(
    "Trồng rừng sản xuất (ha)", PLANTED, "Số liệu năm 2019"),
    of(PRODUCTION, "2019", PLANTED), forms="xlsx")  # fmt: skip

# --- totals without their parts ------------------------------------------------------------------

for head in ("Số tiêu chí đạt chuẩn năm 2018", "Số tiêu chí NTM đạt"):
    family(f"a count of criteria as “{head}”", table(
        head, {"Na Son": 12, "Keo Lôm": 7}, "Số liệu năm 2018"),
        of("ntm_criteria_met", "2018", {"Na Son": 12, "Keo Lôm": 7}), forms="xlsx")  # fmt: skip
family("a total that its parts beside it contradict", [
    ["Số liệu năm 2021"], ["Xã", "Diện tích rừng trồng mới (ha)", "Trồng rừng sản xuất",
                           "Trồng rừng phòng hộ", "Trồng rừng đặc dụng"],
    ["Na Son", 14, 8, 4, 2], ["Keo Lôm", 15, 8, 4, 1]],
    of("forest_planted_ha", "2021", {"Na Son": 14})
    | of(PRODUCTION, "2021", {"Na Son": 8, "Keo Lôm": 8})
    | of(PROTECTION, "2021", {"Na Son": 4, "Keo Lôm": 4})
    | of("forest_planted_special_ha", "2021", {"Na Son": 2, "Keo Lôm": 1}),
    asked="value_contradicts", forms="xlsx")  # fmt: skip
