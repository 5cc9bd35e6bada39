"""Files that are small and would fill the memory: read as what is there, or refused in words."""

import io
import struct
import tracemalloc
from zipfile import ZipFile

import pytest
import xlwt
from corpus.looks import xls
from corpus.sheets import Sheet, zipped
from corpus.sheets import xlsx as book_of

from data.intake.reading import opening
from data.messages import say
from data.words import Words
from geo.faults import Faulty

MB = 1 << 20
ONE, LAST = '<c r="A1"><v>1</v></c>', '<row r="1048576"><c r="{}1048576"><v>2</v></c></row>'


def xlsx(rows: str, after: str = "", **parts: str) -> bytes:
    named = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Type="t/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": '<worksheet><dimension ref="A1:B2"/>'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>",
    }
    named |= {f"xl/{name}.xml": text for name, text in parts.items()}
    return zipped((name, text.encode()) for name, text in named.items())


def ods(rows: str) -> bytes:
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped([("content.xml", content.encode())])


def row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def cells(times: int, value: str = ' office:value-type="float" office:value="5"') -> str:
    return f'<table:table-cell{value} table:number-columns-repeated="{times}"/>'


def far_apart_xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    sheet.write(0, 0, 1)
    sheet.write(65535, 255, 2)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


TWO = {
    "XFD1048576 of an .xlsx": (
        lambda: xlsx(f'<row r="1">{ONE}</row>{LAST.format("XFD")}'),
        "XFD1048576",
    ),
    "ZZ1048576 of an .xlsx": (
        lambda: xlsx(f'<row r="1">{ONE}</row>{LAST.format("ZZ")}'),
        "ZZ1048576",
    ),
    "the last of an .xls": (far_apart_xls, "IV65536"),
    "the last of an .ods": (
        lambda: ods(
            row(cells(1)) + row(cells(16384, ""), 1048574) + row(cells(16383, "") + cells(1))
        ),
        "XFD1048576",
    ),
    "the last of a .csv": (lambda: b"1" + b"\n" * 9999 + b"," * 9999 + b"2", "NTP10000"),
}


def opened(content: bytes, name: str):
    """Return what is read of a file and the most memory that this took."""
    tracemalloc.start()
    try:
        return opening.read(content, name)[0], tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("what", TWO)
def test_two_cells_at_the_ends_of_a_sheet_are_two_cells(what):
    make, last = TWO[what]
    grids, peak = opened(make(), f"a{what[-5:].strip()}")
    assert [c.place for c in grids[0].cells.values()] == ["A1", last]
    assert len(grids[0].rows) == 2 and len(grids[0].columns) == 2
    assert peak < 20 * MB


@pytest.mark.parametrize(
    "content",
    [
        lambda: xlsx(
            f'<row r="1">{ONE}</row>',
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
        lambda: ods(
            row(
                '<table:table-cell office:value-type="float" office:value="1" '
                'table:number-columns-spanned="16384" table:number-rows-spanned="1048576"/>'
            )
        ),
    ],
    ids=[".xlsx", ".ods"],
)
def test_what_is_merged_over_a_whole_sheet_costs_nothing_and_is_seen_everywhere(content):
    grids, peak = opened(content(), "a")
    assert grids[0].text(1048576, 16384) == "1"
    assert peak < 10 * MB


def test_repeated_cells_of_an_ods_count_as_they_are_written_and_empty_ones_for_nothing():
    grids, _ = opened(ods(row(cells(3) + cells(100, "") + cells(1), 2)), "a.ods")
    assert len(grids[0].cells) == 8
    assert grids[0].columns == [1, 2, 3, 104]


MANY = "x" * 40
TOO_MUCH = {
    "cells repeated in an .ods": lambda: ods(row(cells(16384), 1048576)),
    "ranges merged over and over": lambda: xlsx(
        f'<row r="1">{ONE}</row>', '<mergeCell ref="A1:XFD1999"/>' * 2000
    ),
    "texts that are shared": lambda: xlsx(
        f'<row r="1">{ONE}</row>', sharedStrings=f"<sst>{'<si/>' * 2_000_001}</sst>"
    ),
    "one text": lambda: xlsx(
        f'<row r="1">{ONE}</row>', sharedStrings=f"<sst><si><t>{MANY * 500_000}</t></si></sst>"
    ),
    "styles": lambda: xlsx(
        f'<row r="1">{ONE}</row>',
        styles=f"<styleSheet><cellXfs>{'<xf/>' * 5_000_000}</cellXfs></styleSheet>",
    ),
    "elements within elements": lambda: xlsx("<a>" * 5_000_000),
    "entities, far down": lambda: xlsx(
        "", styles=f"<!--{MANY * 500}--><!DOCTYPE a [<!ENTITY b 'c'>]><styleSheet>&b;</styleSheet>"
    ),
    "a line of 45 MB": lambda: b"1," * 22_500_000,
    "a line of 131,072 letters": lambda: b"x" * 131_072,
    "a text of 40 MB in quotes": lambda: b'"' + b"x" * 40_000_000 + b'"',
    "a quote over millions of lines": lambda: b'"' + b"x\n" * 3_000_000,
    "empty lines": lambda: b"1" + b"\n" * 1_100_000,
    "a page of one cell over all": lambda: b'<table><tr><td colspan="99999" rowspan="99999">1',
}


LONG = ("texts that are shared", "empty lines", "a quote over millions of lines")  # to be traced


@pytest.mark.parametrize("what", TOO_MUCH)
def test_what_would_fill_the_memory_is_refused_in_words(what):
    content = TOO_MUCH[what]()
    name = "a.csv" if content[:2] != b"PK" else "a.ods" if b"content.xml" in content else "a.xlsx"
    if what not in LONG:
        tracemalloc.start()
    with pytest.raises(Faulty) as caught:
        opening.read(content, name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150 * MB + 2 * len(content)
    for fault in caught.value.faults:
        assert fault.code not in ("file_empty",)
        assert all(say(fault, Words("vi")))


def test_an_old_workbook_that_is_damaged_is_still_no_traceback():
    content = bytearray(xls([["Xã", "Số"], ["Na Son", 5]]))
    for at in range(512, len(content), 97):
        damaged = bytes(content[:at]) + struct.pack("<I", 0xFFFFFFFF) + bytes(content[at + 4 :])
        try:
            opening.read(damaged, "a.xls")
        except Faulty as error:
            assert error.faults


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('TT;Xã;Trâu\n1;Na Son;5\n2;"Phì Nhừ;6\n3;Keo Lôm;7\n', 3),
        ('TT;Xã;Trâu\n1;"Na Son;5\n2;Phì Nhừ";6\n3;Keo Lôm;7\n', 2),
        ('TT,Xã,Trâu\n1,Na Son,"5\n2,Phì Nhừ,6\n', 2),
        ('Xã;Trâu\n"Na Son;5\nPhì Nhừ;6\nKeo Lôm";7\n', 2),
    ],
)
def test_a_quote_that_swallows_lines_is_refused_with_its_line(text, line):
    with pytest.raises(Faulty) as caught:
        opening.read(text.encode(), "a.csv")
    assert [(f.code, f.values["line"]) for f in caught.value.faults] == [("quote_not_closed", line)]


def test_quotes_that_are_closed_hold_separators_lines_and_quotes():
    text = 'TT;Xã;Trâu\n1;"Na ""S"" Son; mới";="05"\n2;Bản "Nà" Son;"120\r\n135"\n'
    grids, _ = opening.read(text.encode(), "a.csv")
    assert [c.text for c in grids[0].cells.values()][3:] == [
        "1", 'Na "S" Son; mới', "05", "2", 'Bản "Nà" Son', "120 ⏎ 135",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Tháng 6/2019,,,\nTT,Xã,Trâu,Đất\n1,Na Son,5,12,5\n2,Phì Nhừ,6,7\n", "C3 D3 E3"),
        ("Năm,2019\nKỳ,6\nTT,Xã,Đất,\n1,Na Son,12,5\n2,Phì Nhừ,7,\n", "C4 D4"),
        ("TT,Xã,Đất,Ghi chú\n1,Na Son,12,5,tốt\n2,Phì Nhừ,7,tốt\n", "C2 D2"),
        ("TT;Xã;Trâu\n1;Na; Son;5\n2;Phì Nhừ;6\n", "D2"),
        ("TT,Xã,Trâu\n1,Na Son,5,tốt\n2,Phì Nhừ,6\n", ""),
        ("TT;Xã;Đất\n1;Na Son;12,5\n2;Phì Nhừ;6\n", ""),
        ('TT,Xã,Đất\n1,Na Son,"12,5"\n2,Phì Nhừ,6\n', ""),
    ],
)
def test_a_line_that_a_separator_made_wider_than_its_heading_has_no_numbers(text, moved):
    grids, _ = opening.read(text.encode(), "a.csv")
    lacking = [c.place for c in grids[0].cells.values() if c.lacking == "moved"]
    assert lacking == moved.split()


def test_a_workbook_with_a_damaged_part_that_can_be_done_without_is_read():
    row = '<row r="1"><c r="A1" s="1"><v>0.85</v></c></row>'
    grids, _ = opening.read(xlsx(row, styles="<styleSheet><cellXfs>"), "a.xlsx")
    assert grids[0].at(1, 1).value == 0.85
    assert not grids[0].formats, "how it is shown is not known, and that is said"


def test_a_workbook_that_has_lost_its_texts_is_refused():
    with pytest.raises(Faulty) as caught:
        opening.read(xlsx('<row r="1"><c r="A1" t="s"><v>3</v></c></row>'), "a.xlsx")
    assert [f.code for f in caught.value.faults] == ["workbook_unreadable"]


def test_a_workbook_that_has_lost_a_sheet_is_refused_and_the_sheet_named():
    whole = book_of(Sheet([["Thực hiện", 11]], "TH"), Sheet([["Kế hoạch", 10]], "KH 2020"))
    with ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    del parts["xl/worksheets/sheet2.xml"]
    with pytest.raises(Faulty) as error:
        opening.read(zipped(parts.items()), "a.xlsx")
    (fault,) = error.value.faults
    assert (fault.code, fault.values["sheet"]) == ("workbook_lacks_sheet", "KH 2020")


def test_a_workbook_in_excel_s_binary_form_is_told_what_to_do():
    content = zipped([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"\x83\x01")])
    with pytest.raises(Faulty) as caught:
        opening.read(content, "a.xlsb")
    assert [f.code for f in caught.value.faults] == ["workbook_is_binary"]


def test_an_old_workbook_whose_rows_are_all_as_wide_as_can_be_is_refused():
    book = xlwt.Workbook()
    for n in range(2):
        sheet = book.add_sheet(f"S{n}")
        for r in range(0, 65536, 3):
            sheet.write(r, 255, 1)
    into = io.BytesIO()
    book.save(into)
    with pytest.raises(Faulty) as caught:
        opening.read(into.getvalue(), "a.xls")
    assert [f.code for f in caught.value.faults] == ["workbook_too_large"]
