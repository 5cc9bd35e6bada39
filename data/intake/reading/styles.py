"""How the cells of an .xlsx are shown: number formats, and what is struck out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from data.intake.reading import formats
from data.intake.reading.formats import BUILT_IN, GENERAL
from data.intake.reading.limits import Allowance
from data.intake.reading.marked import Attributes, Handler

OFF = ("0", "false", "off")  # how an attribute says no


@dataclass(frozen=True)
class Style:
    """How a cell is shown."""

    code: str = GENERAL  # of its number format
    struck: bool = False

    @cached_property
    def plain(self) -> bool:
        """Say whether a number is shown as it is kept."""
        return formats.plain(self.code)


class Styles(Handler):
    """The styles of a workbook; a cell names one by its number."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._path: list[str] = []
        self._codes = dict(BUILT_IN)
        self._struck: list[bool] = []
        self._given: list[tuple[int, int]] = []  # format and font of each style

    @property
    def found(self) -> Sequence[Style]:
        """Return the styles by their numbers."""
        made: Mapping[tuple[int, int], Style] = {g: self._style(*g) for g in set(self._given)}
        return [made[g] for g in self._given]

    def _style(self, code: int, font: int) -> Style:
        struck = font < len(self._struck) and self._struck[font]
        return Style(self._codes.get(code, GENERAL) or GENERAL, struck)

    def start(self, name: str, given: Attributes) -> None:
        """Hear of a format, a font or a style."""
        above = self._path[-1] if self._path else ""
        self._path.append(name)
        if above == "numFmts" and name == "numFmt":
            self._allowance.take("styles")
            self._codes[number(given.get("numFmtId"))] = given.get("formatCode", GENERAL)
        elif above == "fonts" and name == "font":
            self._allowance.take("styles")
            self._struck.append(False)
        elif name == "strike" and self._path[-3:-1] == ["fonts", "font"]:
            self._struck[-1] = given.get("val", "1").lower() not in OFF
        elif above == "cellXfs" and name == "xf":
            self._allowance.take("styles")
            self._given.append((number(given.get("numFmtId")), number(given.get("fontId"))))

    def end(self, _name: str) -> None:
        """Hear that an element ends."""
        self._path.pop()


def number(text: str | None) -> int:
    """Return a whole number that a part gives; 0 where it gives none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
