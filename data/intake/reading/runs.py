"""The text of a cell of which parts are raised, struck out or on lines of their own."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from data.intake.reading.grid import BREAK, PLAIN, Look, seen

Height = Literal["", "up", "down"]
_UP, _DOWN = "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"
_TO_UP, _TO_DOWN = (str.maketrans("0123456789", d) for d in (_UP, _DOWN))
_FROM_UP = str.maketrans(_UP + "⁺⁻⁽⁾ᵃᵇᶜᵈᵉ", "0123456789+-()abcde")
_NOTE = re.compile(f"[{_UP}⁺⁻⁽⁾ᵃᵇᶜᵈᵉ]+")
_METRES = re.compile(r"(?<![^\W\d_])(?:k|h|da|d|c|m|µ)?m\s*$", re.IGNORECASE)  # m², km², m³
_TEN = re.compile(r"(?<![\d.,])10$")  # of 10³ tấn
_LINES = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_NUMBER = re.compile(r"[\s\d.,%+()−-]*\d[\s\d.,%+()−-]*")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RETURN = re.compile(r"_x000[dDaA]_")
_ODD = re.compile(rf"[\n\r\v\f\x85\u2028\u2029]|_x000|{_NOTE.pattern}")


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a cell's text in one format."""

    text: str
    height: Height = ""
    struck: bool = False


def plain(text: str) -> tuple[str, Look]:
    """Return what a text of one format says, and what is to be seen beside it."""
    if not _ODD.search(text):  # nearly always
        return " ".join(unicodedata.normalize("NFC", seen(text)).split()), PLAIN
    return said([Run(text)])


def said(runs: Iterable[Run]) -> tuple[str, Look]:
    """Return what a text says, and what of it is raised or struck out and so no part of it.

    A text that is struck out as a whole is kept, and flagged; so is one that is nothing but raised.
    """
    whole = [r for r in runs if r.text]
    there = [r for r in whole if r.text.strip()]
    withdrawn = bool(there) and all(r.struck for r in there)
    kept = whole if withdrawn else [r for r in whole if not r.struck]
    struck = "" if withdrawn else _joined(r.text for r in whole if r.struck)
    text, raised = _level(kept)
    value, lines = _of_lines(text)
    return value, replace(PLAIN, raised=raised, struck=struck, withdrawn=withdrawn, lines=lines)


def unescaped(text: str) -> str:
    """Return a text of an .xlsx without the escapes that Excel writes: `_x000D_`, `_x005F_`."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)


def _joined(texts: Iterable[str]) -> str:
    return " ".join(seen("".join(texts)).split())


def _level(runs: Sequence[Run]) -> tuple[str, str]:
    """Return the text on the line, and the marks of notes above or below it.

    The 2 of m² and the 3 of 10³ tấn are no notes, nor is the 2 of CO₂.
    """
    text, notes = "", []
    ahead = "".join(r.text for r in runs if not r.height).strip()
    for n, run in enumerate(runs):
        after = "".join(r.text for r in runs[n + 1 :])
        digits = run.text.strip()
        if not run.height or not ahead:
            on, marks = _typed(text, run.text, after)
            text += on
            notes += marks
        elif run.height == "up" and digits.isdecimal() and _power(text, digits, after):
            text = text.rstrip() + digits.translate(_TO_UP) + " " * run.text.endswith(" ")
        elif run.height == "down" and digits.isdecimal() and text[-1:].isalpha():
            text += digits.translate(_TO_DOWN)
        elif digits:
            notes.append(digits)
            text += " " * (run.text != run.text.rstrip())
    return text, _joined(f"{n} " for n in notes)


def _typed(before: str, text: str, after: str) -> tuple[str, list[str]]:
    """Return a text without the raised figures that were typed as such letters: 120¹."""
    notes: list[str] = []

    def left(found: re.Match[str]) -> str:
        ahead, behind = before + text[: found.start()], text[found.end() :] + after
        digits = found[0].translate(_FROM_UP)
        if not (ahead + behind).strip() or _power(ahead, digits, behind):
            return found[0]
        notes.append(digits)
        return ""

    return _NOTE.sub(left, text), notes


def _power(before: str, digits: str, after: str) -> bool:
    if _METRES.search(before):
        return digits in ("2", "3")
    return bool(_TEN.search(before)) and after[:1] == " " and after.strip()[:1].isalpha()


def _of_lines(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text on one line, and its lines where it has several; numbers are never joined."""
    cut = _LINES.split(_RETURN.sub("\n", text))
    lines = tuple(t for c in cut if (t := " ".join(unicodedata.normalize("NFC", seen(c)).split())))
    if len(lines) < 2:
        return "".join(lines), ()
    apart = sum(bool(_NUMBER.fullmatch(line)) for line in lines) > 1
    return (BREAK if apart else " ").join(lines), lines
