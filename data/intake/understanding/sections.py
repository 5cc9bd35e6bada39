"""Rows that stand over others and say what those are of: plans, a month, another indicator."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from data.catalogue.vocabulary import Role
from data.intake.reading.grid import Cell
from data.intake.understanding import unit_lines
from data.intake.understanding.layout import Layout
from data.intake.understanding.lexicon import Lexicon, Said
from data.intake.understanding.lines import Line, Sort
from data.intake.understanding.moment import plain
from data.intake.understanding.places import Label

_LEVELS = (  # how sections are numbered, from the widest to the narrowest
    re.compile(r"\(?[A-Z][.)]?"),
    re.compile(r"\(?[IVX]+[.)]?"),
    re.compile(r"\(?\d+(?:\.\d+)*[.)]?"),
    re.compile(r"\(?[^\W\d_][.)]"),
)
_NUMBERED = re.compile(r"\(?([IVX]+|\d+(?:\.\d+)*|[^\W\d_])(?:[.)]|\s?[:/–-])\s+")
_LAST = len(_LEVELS)


@dataclass
class Sections:
    """What holds for the rows of a table as one goes down it."""

    layout: Layout
    lexicon: Lexicon
    _open: dict[int, tuple[Said, Label, str]] = field(default_factory=dict)  # by level

    def told(self, rows: Sequence[Line]) -> Iterator[Line]:
        """Yield the rows, each with what stands over it; a section with numbers is a total."""
        last = max((line.row for line in rows if line.sort is Sort.VALUES), default=0)
        if self.layout.kind:  # a template has none
            last = 0
        for line in rows:
            if line.row < last and line.sort is Sort.TEXT:
                if not self._is_empty(line):
                    self._begin(_texts(line))
                yield line
            elif line.row < last and self._is_headed(line):
                self._begin(_texts(line))
                yield replace(self._under(line), sort=Sort.TOTAL)
            else:
                yield self._under(line)

    def _begin(self, texts: Sequence[str]) -> None:
        """Open a section in place of those as wide as it, and of the narrower ones."""
        number, text = _number(texts)
        if not text or self._is_note(text) or self.lexicon.is_total(text):
            return
        level = _level(number)
        self._open = {k: v for k, v in self._open.items() if k < level}
        if self.lexicon.is_place(text):
            self._open[level] = (Said(), Label(name=text), text)
            return
        said = self.lexicon.said(text)
        if not said.something and (unit := unit_lines.find(text, self.lexicon)):
            said = Said(unit=unit.text if unit.units else "", rest="" if unit.units else text)
        self._open[level] = (said, Label(), text)

    def _is_empty(self, line: Line) -> bool:
        """Say whether a row is a commune without figures: by its name, or by its number's turn."""
        if not self._by_place:
            return False
        if line.label.code or self.lexicon.is_place(line.label.name):
            return True
        column = self.layout.roles.get(Role.NUMBER)
        if column is None:
            return False
        above, own = (self.layout.grid.text(row, column) for row in (line.row - 1, line.row))
        return own.isdecimal() and above.isdecimal() and int(own) == int(above) + 1

    def _is_headed(self, line: Line) -> bool:
        """Say whether a row with numbers is a section with its total: "A. Plan" among communes."""
        if line.sort is not Sort.VALUES or not self._by_place or line.label.code:
            return False
        text = _number([line.label.name])[1]
        known = self.lexicon.said(text)
        return bool(text) and not self.lexicon.is_place(text) and known.something

    def _under(self, line: Line) -> Line:
        over = [self._open[level] for level in sorted(self._open)]
        context, label, strange = Said(), Label(), ""
        for said, place, text in over:
            context, label = _within(said, context), place or label
            strange = strange if place or said.something else text
        if not self._by_place and strange and not self._is_part(strange):
            strange = ""  # rows that name their indicators need no section for it
        named = replace(context, indicator="", criterion="") if line.text else context
        own = label if label and not line.label and not self._by_place else line.label
        under = over[-1][2] if over else ""
        return replace(line, said=_within(line.said, named), label=own, context=named,
                       under=under, over=strange)  # fmt: skip

    def _is_part(self, text: str) -> bool:
        low = plain(text)
        return any(low.startswith(plain(w)) for w in self.lexicon.words.parts)

    def _is_note(self, text: str) -> bool:
        low = text.casefold().lstrip(" (*-–")
        return any(low.startswith(w) for w in self.lexicon.words.notes)

    @property
    def _by_place(self) -> bool:
        return any(r in self.layout.roles for r in (Role.AREA, Role.CODE, Role.NAME))


def _texts(line: Line) -> list[str]:
    cells: list[Cell] = sorted((*line.others, *line.values), key=lambda c: c.column)
    told = [c for c in cells if line.sort is Sort.TEXT or c in line.others]
    return list(dict.fromkeys(c.text for c in told if c.text))


def _number(texts: Sequence[str]) -> tuple[str, str]:
    """Return the number of a section, and its text: "II" beside it, or "II." before it."""
    if len(texts) > 1 and any(level.fullmatch(texts[0]) for level in _LEVELS):
        return texts[0], " ".join(texts[1:])
    text = " ".join(texts).strip("*-–•+ ")
    found = _NUMBERED.match(text)
    return (found[1] if found else "", text[found.end() :] if found else text)


def _level(number: str) -> int:
    """Return how wide a section is; a lone I, V or X is a Roman number."""
    if re.fullmatch(r"\(?[IVX][.)]?", number):
        return 1
    return next((n for n, level in enumerate(_LEVELS) if level.fullmatch(number)), _LAST)


def _within(own: Said, wider: Said) -> Said:
    """Return what a row says, and of what it does not say what the rows over it say."""
    return Said(
        own.indicator or wider.indicator,
        own.criterion or wider.criterion,
        own.measure or wider.measure,
        own.moment.within(wider.moment),
        own.unit or wider.unit,
        own.provisional or wider.provisional,
        own.rest,
    )
