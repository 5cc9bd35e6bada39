"""How the cells and texts of an .ods are shown; its number formats as an .xlsx would write them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log10

from data.intake.reading.formats import GENERAL
from data.intake.reading.limits import Allowance
from data.intake.reading.marked import Attributes, Handler
from data.intake.reading.runs import Height
from data.intake.reading.styles import Style
from data.intake.reading.worksheet import numeric

_FORMATS = {
    "number-style", "currency-style", "percentage-style", "date-style", "time-style", "text-style",
    "boolean-style",
}  # fmt: skip
_DEEPEST = 20  # styles that are made after others
_RAISED = 5  # per cent of the line; LibreOffice raises by 33


@dataclass(frozen=True)
class Texture:
    """How a part of a text is shown."""

    height: Height = ""
    struck: bool = False


@dataclass
class Told:
    """What one style says, and after which it is made."""

    parent: str = ""
    format: str = ""  # the name of a number format
    struck: bool | None = None
    height: Height | None = None
    hides: bool = False  # a sheet
    conditions: list[tuple[str, str]] = field(default_factory=list)


class Styles(Handler):
    """The styles of a workbook by their names, whatever they are for."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._told: dict[str, Told] = {}
        self._own = Told()
        self._codes: dict[str, str] = {}
        self._maps: dict[str, list[tuple[str, str]]] = {}  # condition and format
        self._named = ""  # the number format that is being told
        self._percent = self._listening = False
        self._cells: dict[str, Style] = {}

    def start(self, name: str, given: Attributes) -> None:
        """Hear of a style or a number format, or of a part of it."""
        if name == "style" or name == "default-style":
            self._allowance.take("styles")
            family = given.get("family", "")
            self._own = Told(given.get("parent-style-name", ""), given.get("data-style-name", ""))
            self._told[given.get("name", f"\0{family}")] = self._own
        elif name == "text-properties":
            self._texture(given)
        elif name == "table-properties":
            self._own.hides = given.get("display") == "false"
        elif name in _FORMATS:
            self._allowance.take("styles")
            self._named, self._percent = given.get("name", ""), name == "percentage-style"
            self._codes[self._named] = ""
        elif self._named:
            self._part(name, given)

    def _texture(self, given: Attributes) -> None:
        line = given.get("text-line-through-style") or given.get("text-line-through-type")
        if line is not None:
            self._own.struck = line != "none"
        if position := given.get("text-position", "").split():
            share = numeric(position[0].rstrip("%")) or 0
            up = position[0] == "super" or share > _RAISED
            down = position[0] == "sub" or share < -_RAISED
            self._own.height = "up" if up else "down" if down else ""

    def _part(self, name: str, given: Attributes) -> None:
        long = given.get("style") == "long"
        match name:
            case "number" | "scientific-number" | "fraction":
                factor = numeric(given.get("display-factor", "1")) or 1
                code = "0" + "," * (round(log10(factor) / 3) if factor > 1 else 0)
            case "text" | "currency-symbol" | "fill-character":
                self._listening, code = name != "fill-character", ""
            case "year":
                code = "yyyy" if long else "yy"
            case "month":
                code = "mmm" if given.get("textual") == "true" else "mm" if long else "m"
            case "day":
                code = "dd" if long else "d"
            case "day-of-week":
                code = "ddd"
            case "hours" | "minutes" | "seconds":
                code = {"hours": "h", "minutes": "[mm]", "seconds": "s"}[name]
            case "text-content" | "boolean":
                code = "@"
            case "map":
                condition = given.get("condition", "").removeprefix("value()")
                self._maps.setdefault(self._named, []).append(
                    (condition, given.get("apply-style-name", ""))
                )
                code = ""
            case _:
                code = ""
        self._codes[self._named] += code

    def text(self, text: str) -> None:
        """Hear letters that a number format adds."""
        if self._listening:
            self._codes[self._named] += _literal(text, self._percent)

    def end(self, name: str) -> None:
        """Hear that a number format is whole."""
        self._listening = False
        if name in _FORMATS:
            self._named = ""

    def cell(self, name: str) -> Style:
        """Return how the cells of a style are shown."""
        if name not in self._cells:
            chain = list(self._chain(name))
            code = next((self._code(t.format) for t in chain if t.format), GENERAL)
            struck = next((t.struck for t in chain if t.struck is not None), False)
            self._cells[name] = Style(code or GENERAL, struck)
        return self._cells[name]

    def texture(self, name: str, above: Texture) -> Texture:
        """Return how the texts of a style are shown, within others."""
        chain = list(self._chain(name))
        height = next((t.height for t in chain if t.height is not None), above.height)
        struck = next((t.struck for t in chain if t.struck is not None), above.struck)
        return Texture(height, struck)

    def hides(self, name: str) -> bool:
        """Say whether a sheet of this style is not shown."""
        return any(t.hides for t in self._chain(name))

    def _chain(self, name: str) -> list[Told]:
        found: list[Told] = []
        while (own := self._told.get(name)) and len(found) < _DEEPEST:
            found.append(own)
            name = own.parent
        return found

    def _code(self, name: str) -> str:
        maps: Mapping[str, str] = dict(self._maps.get(name, [])[:2])
        others = [f"[{when}]{self._codes.get(own, '')}" for when, own in maps.items()]
        return ";".join([*others, self._codes.get(name, "")])


def _literal(text: str, percent: bool) -> str:
    """Return letters as a code has them: a % is one that counts where the format is of shares."""
    quoted = [f'"{part}"' if part else "" for part in text.replace('"', "").split("%")]
    return ("%" if percent else '"%"').join(quoted)
