"""Lines that say the unit of a table: with or without a colon, in brackets, above it or beside."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from data.catalogue.vocabulary import Role
from data.intake.understanding.lexicon import Lexicon
from data.intake.understanding.moment import plain


@dataclass(frozen=True)
class UnitLine:
    """What a line says of units: those that it names, or only how it is written."""

    text: str
    units: tuple[str, ...] = ()


def find(text: str, lexicon: Lexicon) -> UnitLine | None:
    """Return what a line says of units; None where it says nothing of them.

    "Đơn vị" is a unit and also an office: what follows it is a unit, or is a scale of one.
    """
    for word in _words(lexicon):
        low = plain(text) if text.isascii() else text.casefold()
        if not (found := re.search(rf"(?<!\w){re.escape(word)}(?!\w)", low)):
            continue
        rest = re.split(r"[)\]]", text[found.end() :])[0].strip(" \t:：.=–-([")
        if units := tuple(_units(rest, lexicon)):
            return UnitLine(rest, units)
        sure = word not in _offices(lexicon) and found.start() < 2
        if rest and (sure or lexicon.units.has_scale(rest)):
            return UnitLine(rest)
    inside = re.search(r"[(\[]([^()\[\]]+)[)\]]\s*$", text)
    if unit := lexicon.unit(inside[1] if inside else text):
        return UnitLine(unit, (unit,))
    return None


def first(texts: Iterable[str], lexicon: Lexicon) -> UnitLine | None:
    """Return what the first of some lines that says something of units says."""
    return next((found for text in texts if (found := find(text, lexicon))), None)


def _units(rest: str, lexicon: Lexicon) -> list[str]:
    """Return the units that a text is, or that it begins with, or that it lists."""
    if lexicon.unit(rest):
        return [rest]
    both = "|".join(map(re.escape, lexicon.words.periods.both)) or "(?!)"
    listed = [lexicon.unit(part) for part in re.split(rf"[,;/]|\s(?:{both})\s", rest)]
    if len(listed) > 1 and all(listed):
        return listed
    words = rest.split()
    begun = (" ".join(words[:n]).rstrip(".,;:") for n in range(len(words) - 1, 0, -1))
    return [unit for unit in (lexicon.unit(b) for b in begun) if unit][:1]


def _words(lexicon: Lexicon) -> list[str]:
    """Return the words for a unit, with and without their marks, the longest first."""
    known = [*lexicon.words.columns.get(Role.UNIT, ()), Role.UNIT.value]
    forms = {form for w in known for form in (w.casefold(), plain(w))}
    return sorted(forms, key=len, reverse=True)


def _offices(lexicon: Lexicon) -> set[str]:
    """Return the words for a unit that also head a column of areas."""
    heads = {w.casefold() for w in lexicon.heads_of_places}
    return heads | {plain(w) for w in heads}
