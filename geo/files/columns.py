"""Which column of a layer holds the codes and which the names, and what a code was meant to be."""

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from geo.areas.names import fold
from geo.faults import Fault, ask, note, repaired

DBF_NAME = 10  # a column's name in a shapefile is cut here


def named(column: str, columns: Sequence[str]) -> str | None:
    """Return the column of this name, or the only one that has it but for case and marks."""
    alike = [c for c in columns if fold(c) == fold(column)]
    if column in columns:
        return column
    return alike[0] if len(alike) == 1 else None


def guess(columns: Iterable[str], aliases: Iterable[str]) -> str | None:
    """Return the column with the first of these names, whatever its case, marks and spaces."""
    by_key: dict[str, str] = {}
    for column in columns:
        by_key.setdefault(fold(column), column)
    for alias in aliases:
        for key in (fold(alias), fold(alias[:DBF_NAME])):
            if found := by_key.get(key):
                return found
    return None


def parts(columns: Sequence[str], aliases: Iterable[str]) -> list[str]:
    """Return the columns that a value with one of these names was made of: `name.vi`, `name.en`."""
    whole = guess((c.partition(".")[0] for c in columns if "." in c), aliases)
    return [c for c in columns if whole and c.startswith(f"{whole}.")]


def texts(column: pd.Series) -> list[str]:
    """Return a column as text without outer spaces; an empty text where there is nothing."""
    return ["" if pd.isna(v) else _text(v) for v in column.astype(object)]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def codes(column: pd.Series, known: Iterable[str]) -> tuple[list[str], list[Fault]]:
    """Return a column as codes, with what was repaired: zeros lost in front, "3208.0" for a code.

    Zeros are put back only where the known codes are all of one width; where none are known, a
    column of numbers is noted.
    """
    found = texts(column)
    where = str(column.name)
    if broken := [text for text in found if re.fullmatch(r"\d+\.\d*[1-9]\d*", text, re.ASCII)]:
        tell = [ask("codes_are_fractions", where, found=broken[0], count=len(broken))]
        return found, tell if pd.api.types.is_numeric_dtype(column) else []
    widths = {len(code) for code in known}
    width = widths.pop() if len(widths) == 1 else 0
    used = [_code(text, width) for text in found]
    changed = [(f, u) for f, u in zip(found, used, strict=True) if f != u]
    if not changed:
        numbers = not width and pd.api.types.is_numeric_dtype(column)
        return used, [note("codes_are_numbers", where)] if numbers else []
    first, meant = changed[0]
    return used, [repaired("codes_repaired", where, count=len(changed), found=first, used=meant)]


def _code(text: str, width: int) -> str:
    figures = re.fullmatch(r"(\d+)(?:\.0+)?", text, re.ASCII)
    return figures[1].zfill(width) if figures else text
