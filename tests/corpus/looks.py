"""Cells that look like something, the same ones in each format: .xlsx, .xls, .ods, XML, page."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlwt
from corpus.sheets import zipped
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, range_boundaries

UP, DOWN, STRUCK = "up", "down", "struck"
EPOCH = date(1899, 12, 30)


@dataclass(frozen=True)
class Made:
    """A cell: its value or its runs (a text, or a text and how it looks), its format."""

    value: Any = None
    runs: Sequence[str | tuple[str, str]] = ()
    code: str = "General"
    struck: bool = False
    formula: str = ""

    @property
    def parts(self) -> list[tuple[str, str]]:
        return [(r, "") if isinstance(r, str) else r for r in self.runs]


Rows = Sequence[Sequence[Made | str | None]]
Writer = Callable[..., bytes]


def made(cell: Made | str | None) -> Made:
    return cell if isinstance(cell, Made) else Made(cell)


# --- .xlsx: texts in the cells, as openpyxl writes runs, or shared, as Excel does --------------


def xlsx(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for r, row in enumerate(rows, 1):
        for c, own in enumerate(map(made, row), 1):
            cell = sheet.cell(r, c)
            cell.value = _rich(own) if own.runs else f"={own.formula}" if own.formula else own.value
            cell.number_format = own.code
            if own.struck:
                cell.font = Font(strike=True)
    for box in merged:
        sheet.merge_cells(box)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def _rich(own: Made) -> CellRichText:
    fonts = {
        UP: InlineFont(vertAlign="superscript"), DOWN: InlineFont(vertAlign="subscript"),
        STRUCK: InlineFont(strike=True), "": InlineFont(b=True),
    }  # fmt: skip
    return CellRichText(*(TextBlock(fonts[look], text) for text, look in own.parts))


def xlsx_shared(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    """Write what Excel writes, part by part, with a prefix before every name and strange paths."""
    strings: list[str] = []
    styles = [("General", False)]
    lines = []
    for r, row in enumerate(rows, 1):
        cells = "".join(_shared(r, c, made(v), strings, styles) for c, v in enumerate(row, 1))
        lines.append(f'<x:row r="{r}">{cells}</x:row>')
    codes = [f'<x:numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>'
             for n, (code, _) in enumerate(styles)]  # fmt: skip
    xfs = [f'<x:xf numFmtId="{164 + n}" fontId="{int(struck)}"/>'
           for n, (_, struck) in enumerate(styles)]  # fmt: skip
    boxes = "".join(f'<x:mergeCell ref="{box}"/>' for box in merged)
    main = 'xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"'
    parts = {
        r"xl\workbook.xml": f'<x:workbook {main} xmlns:r="r"><x:sheets>'
        '<x:sheet name="Sheet1" sheetId="1" r:id="a"/></x:sheets></x:workbook>',
        r"xl\_rels\workbook.xml.rels": "<Relationships>"
        '<Relationship Id="a" Type="t/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        '<Relationship Id="b" Type="t/styles" Target="styles.xml"/>'
        '<Relationship Id="c" Type="t/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        r"xl\worksheets\sheet1.xml": f'<x:worksheet {main}><x:dimension ref="A1"/><x:sheetData>'
        f"{''.join(lines)}</x:sheetData><x:mergeCells>{boxes}</x:mergeCells></x:worksheet>",
        r"xl\styles.xml": f"<x:styleSheet {main}><x:numFmts>{''.join(codes)}</x:numFmts>"
        "<x:fonts><x:font/><x:font><x:strike/></x:font></x:fonts><x:fills><x:fill/></x:fills>"
        f"<x:cellXfs>{''.join(xfs)}</x:cellXfs></x:styleSheet>",
        r"xl\sharedStrings.xml": f"<x:sst {main}>{''.join(strings)}</x:sst>",
    }
    return zipped((name, text.encode()) for name, text in parts.items())


def _shared(r: int, c: int, own: Made, strings: list[str], styles: list[tuple[str, bool]]) -> str:
    look = (own.code, own.struck)
    if look not in styles:
        styles.append(look)
    head = f'<x:c r="{get_column_letter(c)}{r}" s="{styles.index(look)}"'
    if own.formula:
        value = "" if own.value is None else f"<x:v>{own.value}</x:v>"
        return f"{head}><x:f>{escape(own.formula)}</x:f>{value}</x:c>"
    if isinstance(own.value, date):
        return f"{head}><x:v>{(own.value - EPOCH).days}</x:v></x:c>"
    if isinstance(own.value, int | float):
        return f"{head}><x:v>{own.value}</x:v></x:c>"
    if own.value is None and not own.runs:
        return ""
    marks = {
        UP: '<x:vertAlign val="superscript"/>', DOWN: '<x:vertAlign val="subscript"/>',
        STRUCK: "<x:strike/>", "": "",
    }  # fmt: skip
    runs = own.parts or [(str(own.value), "")]
    told = "".join(f"<x:r><x:rPr>{marks[look]}</x:rPr><x:t>{escape(text)}</x:t></x:r>"
                   for text, look in runs)  # fmt: skip
    strings.append(f"<x:si>{told}<x:rPh><x:t>đọc</x:t></x:rPh></x:si>")
    return f'{head} t="s"><x:v>{len(strings) - 1}</x:v></x:c>'


# --- .xls ------------------------------------------------------------------------------------


def xls(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1", cell_overwrite_ok=True)
    fonts = {look: xlwt.Font() for look in (UP, DOWN, STRUCK, "")}
    fonts[UP].escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    fonts[DOWN].escapement = xlwt.Font.ESCAPEMENT_SUBSCRIPT
    fonts[STRUCK].struck_out = True
    styles: dict[tuple[str, bool], xlwt.XFStyle] = {}
    for box in merged:
        left, top, right, bottom = range_boundaries(box)
        sheet.merge(top - 1, bottom - 1, left - 1, right - 1)
    for r, row in enumerate(rows):
        for c, own in enumerate(map(made, row)):
            style = _style(styles, own)
            if own.runs:
                told = [(text, fonts[look]) for text, look in own.parts]
                sheet.write_rich_text(r, c, told, style)
            elif own.formula:
                sheet.write(r, c, xlwt.Formula(own.formula), style)
            elif own.value is not None:
                sheet.write(r, c, own.value, style)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def _style(styles: dict[tuple[str, bool], xlwt.XFStyle], own: Made) -> xlwt.XFStyle:
    """Return one style for all cells that look alike: an .xls has room for four thousand."""
    if (own.code, own.struck) not in styles:
        style = styles[own.code, own.struck] = xlwt.XFStyle()
        style.num_format_str = own.code
        style.font.struck_out = own.struck
    return styles[own.code, own.struck]


# --- .ods ------------------------------------------------------------------------------------

_SPANS = {
    UP: 'style:text-position="super 58%"', DOWN: 'style:text-position="sub 58%"',
    STRUCK: 'style:text-line-through-style="solid"', "": 'fo:font-weight="bold"',
}  # fmt: skip
_NUMBER = '<number:number number:decimal-places="1"/>'
_ODS: Mapping[str, tuple[str, str]] = {  # formats of the corpus as LibreOffice has them
    "0.0%": ("percentage", _NUMBER + "<number:text>%</number:text>"),
    "0.0\\%": ("number", _NUMBER + "<number:text>%</number:text>"),
    '0" triệu đồng"': ("number", _NUMBER + "<number:text> triệu đồng</number:text>"),
    "0.0,,": ("number", '<number:number number:display-factor="1000000"/>'),
    "yyyy": ("date", '<number:year number:style="long"/>'),
    '"Năm "yyyy': ("date", '<number:text>Năm </number:text><number:year number:style="long"/>'),
    "mm/yyyy": ("date", '<number:month number:style="long"/><number:text>/</number:text>'
                '<number:year number:style="long"/>'),
    "dd/mm/yyyy": ("date", "<number:day/><number:text>/</number:text><number:month/>"
                   "<number:text>/</number:text><number:year/>"),
    "General": ("", ""),
}  # fmt: skip


def ods(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    boxes = [range_boundaries(box) for box in merged]
    lines, styles = "", ""
    for code, (kind, parts) in _ODS.items():
        n = list(_ODS).index(code)
        if kind:
            styles += f'<number:{kind}-style style:name="N{n}">{parts}</number:{kind}-style>'
        for struck in (0, 1):
            line = f"<style:text-properties {_SPANS[STRUCK]}/>" if struck else ""
            styles += (f'<style:style style:name="c{n}{struck}" style:family="table-cell" '
                       f'style:data-style-name="N{n}">{line}</style:style>')  # fmt: skip
    for look, how in _SPANS.items():
        styles += (f'<style:style style:name="T{look}" style:family="text">'
                   f"<style:text-properties {how}/></style:style>")  # fmt: skip
    for r, row in enumerate(rows, 1):
        cells = "".join(_ods_cell(r, c, made(v), boxes) for c, v in enumerate(row, 1))
        lines += f"<table:table-row>{cells}</table:table-row>"
    names = ("office", "table", "text", "style", "number", "fo", "dc")
    spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in names)
    content = (f"<office:document-content {spaces}><office:automatic-styles>{styles}"
               "</office:automatic-styles><office:body><office:spreadsheet>"
               f'<table:table table:name="Sheet1">{lines}</table:table>'
               "</office:spreadsheet></office:body></office:document-content>")  # fmt: skip
    return zipped([("content.xml", content.encode())])


def _ods_cell(r: int, c: int, own: Made, boxes: Sequence[tuple[int, int, int, int]]) -> str:
    name, more = "table-cell", f' table:style-name="c{list(_ODS).index(own.code)}{own.struck:d}"'
    for left, top, right, bottom in boxes:
        if (r, c) == (top, left):
            more += (f' table:number-columns-spanned="{right - left + 1}"'
                     f' table:number-rows-spanned="{bottom - top + 1}"')  # fmt: skip
        elif top <= r <= bottom and left <= c <= right:
            name = "covered-table-cell"
    if own.formula:
        more += f" table:formula={quoteattr('of:=' + own.formula)}"
    text = ""
    if isinstance(own.value, date):
        more += f' office:value-type="date" office:date-value="{own.value}"'
    elif isinstance(own.value, int | float):
        kind = "percentage" if own.code.endswith("0%") else "float"
        more += f' office:value-type="{kind}" office:value="{own.value}"'
    elif own.runs or own.value is not None:
        more += ' office:value-type="string"'
        runs = own.parts or [(str(own.value), "")]
        text = "".join(f'<text:span text:style-name="T{look}">{escape(run)}</text:span>'
                       for run, look in runs).replace("\n", "<text:line-break/>")  # fmt: skip
        beside = "<office:annotation><text:p>ghi chú</text:p></office:annotation>"
        text = f"<text:p>{text}</text:p>{beside}"
    return f"<table:{name}{more}>{text}</table:{name}>"


# --- the XML of 2003, and a web page ---------------------------------------------------------


def xml2003(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    boxes = {(b[1], b[0]): b for b in map(range_boundaries, merged)}
    styles, lines = "", ""
    codes: list[tuple[str, bool]] = []
    for r, row in enumerate(rows, 1):
        cells = ""
        for c, own in enumerate(map(made, row), 1):
            if own.value is None and not own.runs and not own.formula and (r, c) not in boxes:
                continue
            codes.append((own.code, own.struck))
            across = boxes[r, c][2] - c if (r, c) in boxes else 0
            down = boxes[r, c][3] - r if (r, c) in boxes else 0
            more = f' ss:Formula="={own.formula}"' if own.formula else ""
            cells += (f'<Cell ss:Index="{c}" ss:StyleID="s{len(codes)}" ss:MergeAcross="{across}" '
                      f'ss:MergeDown="{down}"{more}>{_data(own)}</Cell>')  # fmt: skip
        lines += f'<Row ss:Index="{r}">{cells}</Row>'
    for n, (code, struck) in enumerate(codes, 1):
        styles += (f'<Style ss:ID="s{n}"><NumberFormat ss:Format={quoteattr(code)}/>'
                   f'<Font ss:StrikeThrough="{struck:d}"/></Style>')  # fmt: skip
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Styles>{styles}'
            f'</Styles><Worksheet ss:Name="Sheet1"><Table>{lines}</Table></Worksheet></Workbook>'
            ).encode()  # fmt: skip


def _data(own: Made) -> str:
    if isinstance(own.value, date):
        return f'<Data ss:Type="DateTime">{own.value}T00:00:00.000</Data>'
    if isinstance(own.value, int | float):
        return f'<Data ss:Type="Number">{own.value}</Data>'
    marks = {UP: "Sup", DOWN: "Sub", STRUCK: "S", "": "B"}
    runs = own.parts or ([(str(own.value), "")] if own.value is not None else [])
    text = "".join(f"<{marks[look]}>{escape(run)}</{marks[look]}>" for run, look in runs)
    text = text.replace("\n", "&#10;")
    return f'<ss:Data ss:Type="String">{text}</ss:Data>' if text else ""


def page(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    """Write what is seen: only texts, since a page has no others."""
    boxes = {(b[1], b[0]): b for b in map(range_boundaries, merged)}
    covered = set()
    for left, top, right, bottom in boxes.values():
        covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    covered -= set(boxes)
    marks = {UP: "sup", DOWN: "sub", STRUCK: "s", "": "b"}
    lines = ""
    for r, row in enumerate(rows, 1):
        lines += "<tr>"
        for c, own in enumerate(map(made, row), 1):
            if (r, c) in covered:
                continue
            runs = own.parts or [("" if own.value is None else str(own.value), "")]
            text = "".join(f"<{marks[look]}>{escape(run)}</{marks[look]}>" for run, look in runs)
            text = text.replace("\n", "<br>")
            style = ' style="text-decoration: line-through"' if own.struck else ""
            if (r, c) in boxes:
                left, top, right, bottom = boxes[r, c]
                style += f' colspan="{right - left + 1}" rowspan="{bottom - top + 1}"'
            lines += f"<td{style}>{text}"
        lines += "</tr>"
    return f'<html><meta charset="utf-8"><table>{lines}</table></html>'.encode()


RICH: Mapping[str, Writer] = {
    ".xlsx": xlsx, "shared .xlsx": xlsx_shared, ".xls": xls, ".ods": ods, "2003 .xls": xml2003,
    "page .xls": page,
}  # fmt: skip
NUMBERED: Mapping[str, Writer] = {k: w for k, w in RICH.items() if w is not page}
