"""Workbooks in the XML of Excel 2003, which programs of other offices write and name .xls."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from xml.parsers.expat import ExpatError

from data.intake.reading import formats, runs
from data.intake.reading.formulas import Formulas, lacking
from data.intake.reading.grid import PLAIN, Box, Cell, Grid, Look, tidy
from data.intake.reading.limits import MOST_COLUMNS, MOST_ROWS, Allowance
from data.intake.reading.marked import Attributes, Declared, Handler, parse
from data.intake.reading.runs import Height, Run
from data.intake.reading.styles import Style, number
from data.intake.reading.worksheet import numeric
from geo.faults import Faulty, refuse

MARK = b"urn:schemas-microsoft-com:office:spreadsheet"
_NAMED: Mapping[str, str] = {  # formats that are called by a name
    "Percent": "0.00%", "Fixed": "0.00", "Standard": "#,##0.00", "Scientific": "0.00E+00",
    "General Date": "dd/mm/yyyy", "Short Date": "dd/mm/yyyy", "Medium Date": "dd-mmm-yy",
    "Long Date": "dd/mm/yyyy", "Short Time": "h:mm", "Long Time": "h:mm",
    "Currency": "#,##0.00", "Euro Currency": "#,##0.00",
}  # fmt: skip
_HEIGHTS: Mapping[str, Height] = {
    "Superscript": "up", "Subscript": "down", "Sup": "up", "Sub": "down"
}  # fmt: skip


def read(content: bytes, name: str) -> list[Grid]:
    """Return the sheets of a workbook; Faulty if it cannot be read."""
    told = Workbook(Allowance(name))
    try:
        parse(BytesIO(content), told)
    except Faulty:
        raise
    except (ExpatError, Declared, ValueError, OverflowError):
        raise Faulty([refuse("workbook_unreadable", name)]) from None
    return told.formulas.marked(told.grids)


@dataclass
class Open:
    """The cell that is being told."""

    style: Style
    kind: str = ""
    formula: str | None = None
    runs: tuple[Run, ...] = ()


class Workbook(Handler):
    """The styles and the sheets, as they are told."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self.formulas = Formulas()
        self.grids: list[Grid] = []
        self._styles: dict[str, Style] = {"": Style()}
        self._style = ""
        self._title, self._hidden = "", False
        self._cells: dict[tuple[int, int], Cell] = {}
        self._boxes: list[Box] = []
        self._row = self._column = self._across = 0
        self._open: Open | None = None
        self._textures: list[Run] = []
        self._path: list[str] = []

    def start(self, name: str, given: Attributes) -> None:
        """Hear of a style, a sheet, a row, a cell or a part of it."""
        self._path.append(name)
        if "Comment" in self._path:
            return
        match name:
            case "Style":
                self._allowance.take("styles")
                self._style = given.get("ID", "")
                self._styles[self._style] = self._styles.get(given.get("Parent", ""), Style())
            case "NumberFormat" if "Style" in self._path:
                code = given.get("Format", "")
                own = self._styles[self._style]
                self._styles[self._style] = replace(own, code=_NAMED.get(code, code))
            case "Font" if "Style" in self._path:
                own = self._styles[self._style]
                self._styles[self._style] = replace(own, struck=given.get("StrikeThrough") == "1")
            case "Worksheet":
                self._title, self._hidden, self._row = given.get("Name", ""), False, 0
                self._cells, self._boxes = {}, []
            case "Row":
                self._allowance.take("visited")
                self._row = number(given.get("Index")) or self._row + 1
                self._column, self._across = 0, 0
            case "Cell":
                self._begin(given)
            case _ if self._open:
                self._part(name, given)

    def _begin(self, given: Attributes) -> None:
        self._allowance.take("visited")
        self._column = number(given.get("Index")) or self._column + 1 + self._across
        self._across = number(given.get("MergeAcross"))
        if self._column > MOST_COLUMNS or self._row > MOST_ROWS:
            raise self._allowance.exhausted()
        down = number(given.get("MergeDown"))
        if self._across or down:
            bottom, right = self._row + down, self._column + self._across
            self._boxes.append((self._row, self._column, bottom, right))
        style = self._styles.get(given.get("StyleID", ""), Style())
        self._open = Open(style, formula=given.get("Formula"))

    def _part(self, name: str, given: Attributes) -> None:
        """Hear of the data of a cell, or of a part of them that looks otherwise."""
        assert self._open
        if name == "Data":
            self._open.kind = given.get("Type", "String")
            self._textures = [Run("")]
        elif self._textures:
            above = self._textures[-1]
            height = _HEIGHTS.get(name, above.height)
            self._textures.append(Run("", height, above.struck or name == "S"))

    def text(self, text: str) -> None:
        """Hear a text."""
        if self._open and self._textures and "Comment" not in self._path:
            self._open.runs += (replace(self._textures[-1], text=text),)

    def end(self, name: str) -> None:
        """Hear that a part, a cell or a sheet is whole."""
        commented = "Comment" in self._path
        self._path.pop()
        if commented:
            return
        if name == "Cell" and self._open:
            self._keep(self._open)
            self._open, self._textures = None, []
        elif name == "Visible":
            self._hidden = True  # it is told of sheets alone that are not
        elif name == "Worksheet":
            merged = self._allowance.merged(self._boxes)
            self.grids.append(Grid(self._title, self._cells, merged, self._hidden).uncovered())
        elif self._open and self._textures:
            self._textures.pop()

    def _keep(self, own: Open) -> None:
        made = self._made(own)
        if own.formula is not None and made is None and own.kind != "String":
            made = lacking(self._row, self._column, tidy(own.formula))
        elif own.formula is not None and made is not None:
            place = (len(self.grids), self._row, self._column)
            self.formulas.calculated(place, made.value, tidy(own.formula))
        if made is not None:
            self._allowance.take("cells")
            if own.style.struck:
                made = replace(made, look=replace(made.look, withdrawn=True))
            self._cells[self._row, self._column] = made

    def _made(self, own: Open) -> Cell | None:
        text = "".join(run.text for run in own.runs)
        found = numeric(text) if own.kind == "Number" else None
        if found is not None:
            value, percent, look = formats.shown(found, own.style.code)
            return Cell(self._row, self._column, value, percent, look=look)
        if own.kind == "DateTime":
            return Cell(self._row, self._column, formats.written(text, own.style.code))
        if own.kind == "Error":
            return Cell(self._row, self._column, tidy(text), lacking="error")
        if own.kind == "Boolean":
            return Cell(self._row, self._column, str(text.strip() == "1"))
        said, look = _said(own.runs, text)
        return Cell(self._row, self._column, said, look=look) if said else None


def _said(parts: tuple[Run, ...], text: str) -> tuple[str, Look]:
    if any(run.height or run.struck for run in parts):
        return runs.said(parts)
    return runs.plain(text) if text else ("", PLAIN)
