"""The texts of an .xlsx with their runs, shared by its cells or written in one of them."""

from data.intake.reading import runs
from data.intake.reading.grid import PLAIN, Look
from data.intake.reading.limits import LONGEST, Allowance
from data.intake.reading.marked import Attributes, Handler
from data.intake.reading.runs import Height, Run, unescaped
from data.intake.reading.styles import OFF

Text = tuple[str, Look]
_HEIGHTS: dict[str, Height] = {"superscript": "up", "subscript": "down"}


class Rich:
    """One text as it is told: its runs, and nothing of how it is pronounced."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self.begin()

    def begin(self) -> None:
        """Hear that a text begins."""
        self._runs: list[Run] = []
        self._height: Height = ""
        self._struck = self._listening = self._aside = False
        self._length = 0

    def start(self, name: str, given: Attributes) -> None:
        """Hear of a run, of its look, or that a text begins."""
        if name == "t":
            self._listening = not self._aside
        elif name == "r":
            self._height, self._struck = "", False
        elif name == "vertAlign":
            self._height = _HEIGHTS.get(given.get("val", ""), "")
        elif name == "strike":
            self._struck = given.get("val", "1").lower() not in OFF
        elif name == "rPh":
            self._aside = True

    def end(self, name: str) -> None:
        """Hear that a text ends."""
        if name == "t":
            self._listening = False
        elif name == "rPh":
            self._aside = False

    def text(self, text: str) -> None:
        """Hear a text."""
        if self._listening:
            self._length += len(text)
            if self._length > LONGEST:
                raise self._allowance.exhausted()
            self._runs.append(Run(text, self._height, self._struck))

    def said(self) -> Text:
        """Return what the text says, with its look."""
        if len(self._runs) == 1 and not self._height and not self._struck:  # nearly always
            return runs.plain(unescaped(self._runs[0].text))
        if not self._runs:
            return "", PLAIN
        whole = [Run(unescaped(r.text), r.height, r.struck) for r in self._runs]
        if all(not r.height and not r.struck for r in whole):
            return runs.plain("".join(r.text for r in whole))
        return runs.said(whole)


class Strings(Handler):
    """The texts that the cells of a workbook share, by their numbers."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._rich = Rich(allowance)
        self._within = False
        self.found: list[Text] = []

    def start(self, name: str, given: Attributes) -> None:
        """Hear of a text, or of a part of it."""
        if name == "si":
            self._allowance.take("texts")
            self._rich.begin()
            self._within = True
        elif self._within:
            self._rich.start(name, given)

    def end(self, name: str) -> None:
        """Hear that a text is whole."""
        if name == "si":
            self.found.append(self._rich.said())
            self._within = False
        elif self._within:
            self._rich.end(name)

    def text(self, text: str) -> None:
        """Hear a part of a text."""
        if self._within:
            self._rich.text(text)
