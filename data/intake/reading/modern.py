"""Workbooks of today's Excel (.xlsx): values as last calculated, as they are shown, never run.

Read as a stream by ourselves: a library that reads whole workbooks gives one up for the colour of a
cell, and one that reads fast makes a rectangle of a sheet with two cells and tells no runs.
"""

from dataclasses import replace
from xml.parsers.expat import ExpatError

from data.intake.reading.formats import EPOCH, EPOCH_1904
from data.intake.reading.formulas import Formulas
from data.intake.reading.grid import Grid
from data.intake.reading.limits import Allowance
from data.intake.reading.marked import Attributes, Declared, Handler
from data.intake.reading.package import Package, parts_like
from data.intake.reading.strings import Strings
from data.intake.reading.styles import OFF, Styles
from data.intake.reading.worksheet import Book, Worksheet
from geo.faults import Faulty, refuse

MAIN = "xl/workbook.xml"
_CALCULATES = ("LibreOffice", "Gnumeric", "WPS", "Calligra", "OnlyOffice", "ONLYOFFICE")


def read(package: Package, name: str) -> list[Grid]:
    """Return the sheets of a workbook; Faulty if it cannot be read."""
    try:
        return _sheets(package, name)
    except Faulty:
        raise
    except (ExpatError, Declared, ValueError, KeyError, OverflowError):
        raise Faulty([refuse("workbook_unreadable", name)]) from None


def main_part(package: Package) -> str:
    """Return the part that names the sheets; an empty text where there is none."""
    named = [r.target for r in package.relations("").values() if r.kind == "officeDocument"]
    return next((t for t in [*named, MAIN] if package.find(t) and t.endswith(".xml")), "")


def _sheets(package: Package, name: str) -> list[Grid]:
    main, allowance = main_part(package), Allowance(name)
    contents = Contents()
    package.tell(main, contents)
    relations = package.relations(main)
    by_kind = {r.kind.lower(): r.target for r in relations.values()}
    texts, styles = Strings(allowance), Styles(allowance)
    package.tell(by_kind.get("sharedstrings", "xl/sharedStrings.xml"), texts)
    known = package.try_to_tell(by_kind.get("styles", "xl/styles.xml"), styles)
    formulas = Formulas(trusted=_calculated(package), asks=contents.asks)
    epoch = EPOCH_1904 if contents.since_1904 else EPOCH
    book = Book(texts.found, styles.found, epoch, formulas, allowance)
    unnamed = list(parts_like(package, "xl/worksheets/", ".xml"))
    made: list[Grid] = []
    for title, key, hidden in contents.sheets:
        if relation := relations.get(key):
            part = relation.target if relation.kind.lower() == "worksheet" else ""
        else:  # the part that names it is damaged or missing: in their order, then
            part = unnamed[len(made)] if len(made) < len(unnamed) and not relations else ""
            if not part:  # what stood in it may say what the others mean
                raise Faulty([refuse("workbook_lacks_sheet", name, sheet=title)])
        if part:
            sheet = Worksheet(len(made), book)
            package.tell(part, sheet)
            made.append(sheet.grid(title, hidden))
    if not made:
        raise Faulty([refuse("workbook_unreadable", name)])
    return [replace(g, formats=known) for g in formulas.marked(made)]


def _calculated(package: Package) -> bool:
    """Say whether a program that calculates has saved the workbook."""
    if package.find("xl/calcChain.xml"):  # Excel's own list of the formulas
        return True
    application = Application()
    package.try_to_tell("docProps/app.xml", application)
    return application.name.strip().startswith(_CALCULATES)


class Contents(Handler):
    """What the main part says: the sheets, the epoch, whether it asks to be calculated."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []  # title, key of its part, hidden
        self.since_1904 = self.asks = False

    def start(self, name: str, given: Attributes) -> None:
        """Hear of a sheet or a setting."""
        if name == "sheet":
            hidden = given.get("state", "visible") != "visible"
            self.sheets.append((given.get("name", ""), given.get("id", ""), hidden))
        elif name == "workbookPr":
            self.since_1904 = given.get("date1904", "0").lower() not in OFF
        elif name == "calcPr":
            self.asks = given.get("fullCalcOnLoad", "0").lower() not in OFF


class Application(Handler):
    """The program that has saved a workbook, as it says."""

    def __init__(self) -> None:
        self.name = ""
        self._listening = False

    def start(self, name: str, _given: Attributes) -> None:
        """Hear of an element."""
        self._listening = name in ("Application", "generator")

    def end(self, _name: str) -> None:
        """Hear that it ends."""
        self._listening = False

    def text(self, text: str) -> None:
        """Hear the name."""
        if self._listening:
            self.name += text
