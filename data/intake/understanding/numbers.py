"""Numbers as they were typed: which mark is the decimal one is decided for a whole column."""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from data.words import Bare


class Style(StrEnum):
    """How a column writes its numbers, named by an example."""

    COMMA = "1.234,5"
    POINT = "1,234.5"


_FORMS = {
    Style.COMMA: re.compile(r"-?(?:[1-9]\d{0,2}(?:[. ]\d{3})+|\d+)(?:,\d+)?", re.ASCII),
    Style.POINT: re.compile(r"-?(?:[1-9]\d{0,2}(?:[, ]\d{3})+|\d+)(?:\.\d+)?", re.ASCII),
}
_MARKS = {Style.COMMA: (".", ","), Style.POINT: (",", ".")}  # of thousands, of decimals
DIGITS = 15  # as many as a spreadsheet keeps


def read(text: str, style: Style) -> Decimal | None:
    """Return the number that a text is in a style, or None; its percent sign is not heeded."""
    tidy = _tidy(text)
    if not _FORMS[style].fullmatch(tidy):
        return None
    thousands, decimals = _MARKS[style]
    return Decimal(tidy.replace(" ", "").replace(thousands, "").replace(decimals, "."))


def readings(text: str) -> dict[Style, Decimal]:
    """Return what a text is in each style in which it is a number at all."""
    found = {style: read(text, style) for style in Style}
    return {style: number for style, number in found.items() if number is not None}


def style(texts: Iterable[str]) -> Style | None:
    """Return the style that a column's texts are written in; None where a person must say.

    One text that is a number in one style only decides for all; texts that are the same number in
    both decide nothing, and ask nothing.
    """
    found = [r for text in texts if (r := readings(text))]
    decisive = {next(iter(r)) for r in found if len(r) == 1}
    if len(decisive) == 1:
        return decisive.pop()
    if decisive or any(len(set(r.values())) > 1 for r in found):
        return None
    return Style.COMMA


def examples(texts: Iterable[str], own: Style, most: int = 3) -> dict[str, Bare | None]:
    """Return what some of a column's texts are in a style, of those that depend on it.

    None stands beside a text that is no number in this style.
    """
    some = list(dict.fromkeys(t for t in texts if unsure(t)))[:most]
    read_ = {text: read(text, own) for text in some}
    return {f"“{t}”": None if n is None else Bare(written(n)) for t, n in read_.items()}


def unsure(text: str) -> bool:
    """Say whether the number that a text is depends on the style."""
    found = readings(text)
    return len(found) == 1 or len(set(found.values())) > 1


def exact(number: float) -> Decimal:
    """Return a spreadsheet's number as it is shown there, without the noise of binary fractions."""
    return Decimal(f"{number:.{DIGITS}g}")


def written(number: Decimal) -> str:
    """Return a number as the long tables have it: `1234.5`, `30000`, never `3E+4`."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def plain(number: Decimal) -> Decimal:
    """Return a number with no more decimals than it needs, to be put into words."""
    return Decimal(written(number))


def shown(number: Decimal, style: Style) -> str:
    """Return a number written in a style, with marks of thousands."""
    thousands, decimals = _MARKS[style]
    whole, _, rest = f"{number:,f}".partition(".")
    return whole.replace(",", thousands) + (decimals + rest if rest else "")


def _tidy(text: str) -> str:
    plain = " ".join(text.replace("−", "-").replace("\u00a0", " ").split())
    return plain.removesuffix("%").strip().removeprefix("+")
