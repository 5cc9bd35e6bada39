"""What is known of one area on one day, and how several of these become one."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import inf
from typing import Any, NamedTuple

DIGITS = 9  # sums of decimals are rounded here, so that 11.9 is not short of a plan of 11.9


class Cell(NamedTuple):
    """A value of one area on one day: how sure it is, and where it comes from."""

    value: float  # what is known
    upper: float  # the most that it can be: the same where it is exact
    known: float = 1  # how much of it is known: days of a year, criteria of a set, parts
    of: float = 1
    as_of: date | None = None  # its own day
    provisional: bool = False
    sample: bool = False
    rebuilt: bool = False  # made from the areas that this one succeeded
    qualifier: str = ""  # "almost", "over"
    sources: tuple[str, ...] = ()
    late: bool = False  # changed after its period was closed
    stated: bool = False  # as it was reported, although it is made from others where they are known
    contradicted: bool = False  # made from others, and another figure was reported

    @property
    def exact(self) -> bool:
        """Say whether nothing of it is missing."""
        return self.value == self.upper


def total(parts: Sequence[Cell | None], *, flow: bool) -> Cell:
    """Return the sum of parts; where one is missing, the sum of the others is a least value.

    Of sums over time, one that ends before the others is not known up to their day.
    """
    there = [p for p in parts if p]
    days = [p.as_of for p in there if p.as_of]
    last = max(days)
    sure = [p for p in there if p.as_of == last or not flow]
    whole = len(sure) == len(parts)
    doubt = next((p for p in sure if not p.exact), sure[0])
    return Cell(
        round(sum(p.value for p in there), DIGITS),
        round(sum(p.upper for p in there), DIGITS) if whole else inf,
        doubt.known if whole else len(sure),
        doubt.of if whole else len(parts),
        last if flow else min(days),
        **inherited(there),
    )


def ratio(part: Cell, divisor: Cell, times: float) -> Cell | None:
    """Return part by divisor; nothing where that is zero.

    The more a divisor may be than is known of it, the less the ratio may be.
    """
    if divisor.value <= 0:
        return None
    doubt = part if divisor.exact else divisor
    return Cell(
        round(part.value * times / divisor.upper, DIGITS),
        round(part.upper * times / divisor.value, DIGITS),
        doubt.known,
        doubt.of,
        min(c.as_of for c in (part, divisor) if c.as_of),
        **inherited([part, divisor]),
    )


def merged(cells: Sequence[Cell]) -> Cell:
    """Return the cells of several areas as the one cell of the area that succeeded them."""
    return Cell(
        round(sum(c.value for c in cells), DIGITS),
        round(sum(c.upper for c in cells), DIGITS),
        min(c.known for c in cells),
        max(c.of for c in cells),
        min(c.as_of for c in cells if c.as_of),
        **inherited(cells) | {"rebuilt": True},
    )


def inherited(cells: Sequence[Cell]) -> dict[str, Any]:
    """Return what a cell made of several has from all of them."""
    return {
        "provisional": any(c.provisional for c in cells),
        "sample": any(c.sample for c in cells),
        "rebuilt": any(c.rebuilt for c in cells),
        "late": any(c.late for c in cells),
        "stated": any(c.stated for c in cells),
        "contradicted": any(c.contradicted for c in cells),
        "sources": distinct(c.sources for c in cells),
    }


def distinct(sources: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return each source once, in order."""
    return tuple(dict.fromkeys(s for own in sources for s in own))
