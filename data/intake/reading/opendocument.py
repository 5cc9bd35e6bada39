"""Workbooks of LibreOffice (.ods, and .fods in one piece) read as a stream, as they are shown.

What is repeated counts as it is written; cells that are empty cost nothing, however often.
"""

from io import BytesIO
from xml.parsers.expat import ExpatError

from data.intake.reading.formulas import Formulas
from data.intake.reading.grid import Grid
from data.intake.reading.limits import Allowance
from data.intake.reading.marked import Attributes, Declared, Handler, parse
from data.intake.reading.modern import Application
from data.intake.reading.opendocument_sheet import Book, Sheet
from data.intake.reading.opendocument_styles import Styles
from data.intake.reading.package import Package
from geo.faults import Faulty, refuse

CONTENT = "content.xml"
MARK = b"urn:oasis:names:tc:opendocument"
_CALCULATES = ("LibreOffice", "OpenOffice", "NeoOffice", "MicrosoftOffice", "Gnumeric", "Calligra")
_ASIDE = ("annotation", "frame", "custom-shape", "g", "tracked-changes", "dde-links")


def read(package: Package, name: str) -> list[Grid]:
    """Return the sheets of a workbook; Faulty if it cannot be read."""
    try:
        manifest = Manifest()
        package.tell("META-INF/manifest.xml", manifest)
        if manifest.locked:
            raise Faulty([refuse("workbook_locked", name)])
        application = Application()
        package.try_to_tell("meta.xml", application)
        content = Content(Allowance(name))
        content.formulas.trusted = application.name.strip().startswith(_CALCULATES)
        package.tell("styles.xml", content)
        package.tell(CONTENT, content)
    except Faulty:
        raise
    except (ExpatError, Declared, ValueError, KeyError, OverflowError):
        raise Faulty([refuse("workbook_unreadable", name)]) from None
    return content.formulas.marked(content.grids)


def read_flat(content: bytes, name: str) -> list[Grid]:
    """Return the sheets of a workbook in one piece (.fods); Faulty if it cannot be read."""
    told = Content(Allowance(name))
    try:
        parse(BytesIO(content), told)
    except Faulty:
        raise
    except (ExpatError, Declared, ValueError, KeyError, OverflowError):
        raise Faulty([refuse("workbook_unreadable", name)]) from None
    return told.formulas.marked(told.grids)


class Manifest(Handler):
    """What an archive says of its parts: whether a password is needed."""

    locked = False

    def start(self, name: str, _given: Attributes) -> None:
        """Hear of a part."""
        self.locked = self.locked or name == "encryption-data"


class Content(Handler):
    """The styles and the sheets of a workbook, as they are told."""

    def __init__(self, allowance: Allowance) -> None:
        self.styles, self.formulas = Styles(allowance), Formulas()
        self._book = Book(self.styles, self.formulas, allowance)
        self.grids: list[Grid] = []
        self._sheet: Sheet | None = None
        self._aside = 0  # how deep within what is no cell: notes, drawings

    def start(self, name: str, given: Attributes) -> None:
        """Hear of a sheet, or of a part of one."""
        if self._aside or name in _ASIDE:
            self._aside += 1
        elif self._sheet:
            self._sheet.start(name, given)
        elif name == "table" and "name" in given:
            self._sheet = Sheet(given, len(self.grids), self._book)
        else:
            self.styles.start(name, given)

    def end(self, name: str) -> None:
        """Hear that a sheet is whole, or a part of it."""
        if self._aside:
            self._aside -= 1
        elif self._sheet and name == "table":
            self.grids.append(self._sheet.grid())
            self._sheet = None
        elif self._sheet:
            self._sheet.end(name)
        else:
            self.styles.end(name)

    def text(self, text: str) -> None:
        """Hear a text."""
        if self._aside:
            return
        if self._sheet:
            self._sheet.text(text)
        else:
            self.styles.text(text)
