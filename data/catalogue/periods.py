"""Half-open periods that a figure belongs to: a year, a quarter, a month, a day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache

_FORM = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Kind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, order=True)
class Period:
    """The days from `start` to `end`, the latter not included."""

    start: date
    end: date
    kind: Kind

    @cached_property  # a file of a country says the same few periods of each of its figures
    def last(self) -> date:
        """Return the last day of the period, on which a stock is observed."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        return self._written

    @cached_property
    def _written(self) -> str:
        whole = self.start.isoformat()  # not strftime: its %Y does not pad years before 1000
        match self.kind:
            case Kind.YEAR:
                return whole[:4]
            case Kind.QUARTER:
                return f"{whole[:4]}-Q{(self.start.month + 2) // 3}"
            case Kind.MONTH:
                return whole[:7]
            case Kind.DAY:
                return whole


@lru_cache(maxsize=4096)
def parse(text: str) -> Period:
    """Return the period written `2018`, `2018-Q2`, `2018-06` or `2018-06-30`; else ValueError."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    year, quarter, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if day is not None and month is not None:
        start = date(year, month, day)
        return Period(start, date.fromordinal(start.toordinal() + 1), Kind.DAY)
    if month is not None:
        return Period(date(year, month, 1), _months_later(year, month, 1), Kind.MONTH)
    if quarter is not None:
        first = 3 * quarter - 2
        return Period(date(year, first, 1), _months_later(year, first, 3), Kind.QUARTER)
    return Period(date(year, 1, 1), date(year + 1, 1, 1), Kind.YEAR)


def lasting(start: date, end: date) -> Period:
    """Return the period of these days, of which the last one given is no longer in it."""
    days = (end - start).days
    lengths = {Kind.DAY: 1, Kind.MONTH: 31, Kind.QUARTER: 92, Kind.YEAR: 366}
    return Period(start, end, next(kind for kind, most in lengths.items() if days <= most))


def month_of(day: date) -> Period:
    """Return the month that holds this day."""
    return parse(day.isoformat()[:7])


def months_before(day: date, count: int) -> date:
    """Return the day this many months earlier, or the month's last one where it has no such day.

    Never a day before the calendar begins.
    """
    whole = max(day.year * 12 + day.month - 1 - count, 12)
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def _months_later(year: int, month: int, count: int) -> date:
    years, rest = divmod(month - 1 + count, 12)
    return date(year + years, rest + 1, 1)


def _days_in(year: int, month: int) -> int:
    return (_months_later(year, month, 1) - date(year, month, 1)).days
