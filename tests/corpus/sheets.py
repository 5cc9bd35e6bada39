"""Writers of test files: the same rows as .xlsx, .xls, .ods and .csv."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl.utils import range_boundaries

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet; `merged` as "A1:D1", `formats` by address."""

    rows: Rows
    name: str = "Sheet1"
    merged: Sequence[str] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False


def xlsx(*sheets: Sheet) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        for row in sheet.rows:
            made.append(list(row))
        for merged in sheet.merged:
            made.merge_cells(merged)
        for place, shown in sheet.formats.items():
            made[place].number_format = shown
        if sheet.hidden:
            made.sheet_state = "hidden"
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def calculated(content: bytes, values: Mapping[str, object]) -> bytes:
    """Return a workbook whose formulas have been calculated: as Excel leaves it."""
    kept = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/"):
                text = data.decode()
                for place, value in values.items():
                    head, cell, tail = text.partition(f'r="{place}"')
                    kind = ' t="e"' if str(value).startswith("#") else ""
                    tail = tail.replace("<v />", f"<v>{value}</v>", 1).replace(
                        "<v></v>", f"<v>{value}</v>", 1
                    )
                    text = head + cell + kind + tail
                data = text.encode()
            new.writestr(name, data)
    return kept.getvalue()


def xls(*sheets: Sheet) -> bytes:
    book = xlwt.Workbook()
    for sheet in sheets:
        made = book.add_sheet(sheet.name)
        boxes = {}
        for merged in sheet.merged:
            left, top, right, bottom = range_boundaries(merged)
            boxes[top, left] = (top - 1, bottom - 1, left - 1, right - 1)
        for r, row in enumerate(sheet.rows, 1):
            for c, value in enumerate(row, 1):
                if value is None:
                    continue
                shown = sheet.formats.get(f"{chr(64 + c)}{r}", "General")
                shown = "dd/mm/yyyy" if isinstance(value, date | datetime) else shown
                style = xlwt.easyxf(num_format_str=shown)
                if isinstance(value, str) and value.startswith("="):
                    value = xlwt.Formula(value[1:])
                if (r, c) in boxes:
                    made.write_merge(*boxes[r, c], value, style)
                else:
                    made.write(r - 1, c - 1, value, style)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def ods(*sheets: Sheet) -> bytes:
    book = OpenDocumentSpreadsheet()
    for sheet in sheets:
        table = Table(name=sheet.name)
        spans = {}
        for merged in sheet.merged:
            left, top, right, bottom = range_boundaries(merged)
            spans[top, left] = (right - left + 1, bottom - top + 1)
        covered = {
            (r, c)
            for (top, left), (wide, high) in spans.items()
            for r in range(top, top + high)
            for c in range(left, left + wide)
        } - set(spans)
        for r, row in enumerate(sheet.rows, 1):
            line = TableRow()
            for c, value in enumerate(row, 1):
                line.addElement(_cell(value, spans.get((r, c)), (r, c) in covered))
            table.addElement(line)
        book.spreadsheet.addElement(table)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def _cell(value: Any, span: tuple[int, int] | None, covered: bool) -> Any:
    wide = {"numbercolumnsspanned": span[0], "numberrowsspanned": span[1]} if span else {}
    if covered:
        return CoveredTableCell()
    if value is None:
        return TableCell(**wide)
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=value, **wide)
    if isinstance(value, date):
        return TableCell(valuetype="date", datevalue=value.isoformat(), **wide)
    cell = TableCell(valuetype="string", **wide)
    cell.addElement(P(text=str(value)))
    return cell


def delimited(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    into = io.StringIO(newline="")
    lines = csv.writer(into, delimiter=separator)
    lines.writerows([["" if v is None else v for v in row] for row in rows])
    text = into.getvalue()
    return vietnamese(text) if encoding == "cp1258" else text.encode(encoding)


def vietnamese(text: str) -> bytes:
    """Return a text in Windows' cp1258: its letters, and five marks of their own."""
    made = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            made += letter.encode("cp1258")
        except UnicodeEncodeError:  # the mark of the tone stands after its letter
            base, marks = _parts(letter)
            made += base.encode("cp1258") + marks.encode("cp1258")
    return made


def _parts(letter: str) -> tuple[str, str]:
    whole = unicodedata.normalize("NFD", letter)
    tones = "".join(c for c in whole if c in "\u0300\u0301\u0303\u0309\u0323")
    rest = "".join(c for c in whole if c not in tones)
    return unicodedata.normalize("NFC", rest), tones


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    into = io.BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return into.getvalue()
