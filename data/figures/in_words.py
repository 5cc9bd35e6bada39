"""Areas in a sentence: by name where they are few, else by number; each with what it has."""

from typing import Any

import pandas as pd

from data.catalogue.indicators import Indicator
from data.figures.cell import DIGITS
from data.words import N_, Words

WHOLE = 100  # percent of a plan
FEW = 3  # so many are named; more are counted


def named(words: Words, indicator: Indicator, row: Any) -> str:
    """Return an area with its share of the plan, or with its value where it has no plan."""
    return f"{row.name} ({_measure(words, indicator, row)})"


def listed(words: Words, indicator: Indicator, rows: pd.DataFrame) -> str:
    """Return areas one after the other, each with what it has, as they stand in brackets."""
    return ", ".join(f"{r.name} {_measure(words, indicator, r)}" for r in rows.itertuples())


def tied(words: Words, indicator: Indicator, rows: pd.DataFrame) -> str:
    """Return areas of one value, and the value."""
    names = ", ".join(rows["name"]) if len(rows) <= FEW else count(words, rows)
    return f"{names} ({words.value(indicator, rows['value'].iloc[0])})"


def count(words: Words, rows: pd.DataFrame, n: int | None = None) -> str:
    """Return a number of areas, by their kind where all of these rows are of one."""
    n = len(rows) if n is None else n
    kinds = set(rows["kind"])
    if len(kinds) == 1:
        return f"{words.number(n)} {kinds.pop()}"
    return words.plural("{n} unit", "{n} units", n)


def part(words: Words, rows: pd.DataFrame, n: int, of: int) -> str:
    """Return `8/11 xã`."""
    return f"{words.number(n)}/{count(words, rows, of)}"


def kind(words: Words, rows: pd.DataFrame) -> str:
    """Return the word for one of these areas."""
    kinds = set(rows["kind"])
    return str(kinds.pop()) if len(kinds) == 1 else words(N_("unit"))


def percent(words: Words, share: float, decimals: int = 0) -> str:
    """Return a share of a plan as a number, with as many decimals as tell it from the whole.

    Who has reached 99.7 of 100 has missed the plan, and is not said to have reached all of it.
    """
    share = round(share, DIGITS)
    while share != WHOLE and round(share, decimals) == WHOLE:
        decimals += 1
    return words.number(share, decimals)


def _measure(words: Words, indicator: Indicator, row: Any) -> str:
    if pd.isna(row.plan) or not row.plan:
        return words.value(indicator, row.value)
    return words(N_("{n} %"), n=percent(words, 100 * row.value / row.plan))
