"""Periods as headings speak of them, often only in part: a month without its year, "to date"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from data.catalogue.periods import Kind, Period, parse
from data.catalogue.vocabulary import Spans
from geo.areas.names import fold

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ISO = re.compile(r"\d{4}(-q[1-4]|-\d{2}(-\d{2})?)?")
_RANGE = re.compile(r"\b(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\b")  # a plan's five years
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CLAUSE = re.compile(r"[^,;()\n]{0,80}")  # what still belongs to a word before it
_NUMBERED = re.compile(
    r"\d+\w?/[^\s/]*[^\W\d][^\s,;]*"  # of a paper: 1980/QĐ-TTg
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
    r"|(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d)(?!\d))?"
)
_NO_YEAR = "\N{ARABIC-INDIC DIGIT ZERO}"  # a digit to every pattern, and of no year or month


@dataclass(frozen=True)
class Moment:
    """What one text says of a period: how long it is, and as much of the rest as it says."""

    kind: Kind | None = None
    year: int | None = None
    number: int | None = None  # of the quarter, or of the month
    day: date | None = None
    to_date: bool = False  # since the start of the year

    def within(self, wider: "Moment") -> "Moment":
        """Return this moment with what it does not say itself taken from a wider one."""
        if self.kind is not None and wider == NONE:
            return self
        if self.kind is None:
            return replace(wider, to_date=self.to_date or wider.to_date)
        same = self.kind == wider.kind
        number = self.number if self.number is not None or not same else wider.number
        day = self.day or (wider.day if same else None)
        return replace(self, year=self.year or wider.year, number=number, day=day)

    @cached_property  # that of a column is asked for by each of its cells
    def period(self) -> Period | None:
        """Return the period, if the moment says all of it."""
        text = None
        match self.kind:
            case Kind.DAY:
                text = self.day.isoformat() if self.day else None
            case Kind.YEAR:
                text = f"{self.year:04}" if self.year else None
            case Kind.MONTH | Kind.QUARTER if self.year and self.number:
                sign = f"-{self.number:02}" if self.kind is Kind.MONTH else f"-Q{self.number}"
                text = f"{self.year:04}{sign}"
        try:
            return parse(text) if text else None
        except ValueError:
            return None


NONE = Moment()


def of_period(period: Period) -> Moment:
    """Return the moment that says all of a period."""
    first = period.start
    number = {Kind.MONTH: first.month, Kind.QUARTER: (first.month + 2) // 3}.get(period.kind)
    return Moment(period.kind, first.year, number, first if period.kind is Kind.DAY else None)


def plain(text: str) -> str:
    """Return a text in lower case and without marks, its blanks and signs kept."""
    return "".join(_plain(c) for c in text)


@lru_cache(maxsize=4096)
def _plain(c: str) -> str:
    return fold(c) or c.casefold()


def find(text: str, spans: Spans) -> tuple[Moment, str]:
    """Return what a text says of a period, and the text without that.

    A text that has lost all its marks is read without marks.
    """
    lower = _masked(text.casefold().strip(), spans)
    if _ISO.fullmatch(lower):
        try:
            return of_period(parse(lower.upper())), ""
        except ValueError:
            return NONE, text
    for pattern, meaning in _patterns(spans, lower.isascii()):
        if (found := pattern.search(lower)) and (moment := _meant(meaning, found)):
            rest = f"{text.strip()[: found.start()]} {text.strip()[found.end() :]}"
            return moment, " ".join(rest.split())
    return NONE, text


def _masked(lower: str, spans: Spans) -> str:
    """Return a text without the years that are no period: of a law, of prices, of a school.

    Whatever takes their place is as long, so that what is found stands where it stood.
    """
    for found in _RANGE.finditer(lower):
        lower = _without(lower, found.start(), found.end())
    for word in _references(spans, lower.isascii()).finditer(lower):
        clause = _CLAUSE.match(lower, word.end())
        end = clause.end() if clause else len(lower)
        for number in _NUMBERED.finditer(lower, word.end(), end):
            lower = _without(lower, number.start(), number.end())
            if not any(map(str.isalpha, number[0])):
                break  # after the number of a paper comes its day
    return lower


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + re.sub(r"\d", _NO_YEAR, text[start:end]) + text[end:]


@lru_cache(maxsize=16)
def _references(spans: Spans, ascii_only: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either((*spans.reference, *spans.school), ascii_only)})(?!\w)")


@lru_cache(maxsize=16)
def _patterns(spans: Spans, ascii_only: bool) -> list[tuple[re.Pattern[str], str]]:
    year, quarter, month, day, start, rest = (
        _either(getattr(spans, name), ascii_only)
        for name in ("year", "quarter", "month", "day", "start", "rest")
    )
    sep = r"[\s./-]*"
    of_year = rf"(?:{sep}(?:{year})?{sep}{_YEAR})?(?!\d)"
    found = [
        (r"(?<!\d)(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<year>\d{4})(?!\d)", "day"),
        (rf"(?:{day})\s*(?P<d>\d{{1,2}})\s*(?:{month})\s*(?P<m>\d{{1,2}})\s*(?:{year})\s*{_YEAR}",
         "day"),
        (rf"(?<![\d/])0?(?P<n>\d{{1,2}})\s+(?:{month})(?![\w/]|\s*\d{{1,2}}(?!\d)"
         rf"|\s*(?:{rest}))(?:\s+(?:{start}))?{of_year}", "ytd"),
        (rf"\b(?:{month})\s*\.?0?(?P<n>\d{{1,2}}){of_year}", "month"),
        (rf"\b(?:{quarter})\s*(?P<n>iv|i{{1,3}}|[1-4])\b{of_year}", "quarter"),
        (r"^0?(?P<n>\d{1,2})[./-](?P<year>(?:19|20)\d\d)$", "month"),
        (r"^(?P<year>(?:19|20)\d\d)[./-]0?(?P<n>\d{1,2})$", "month"),
        (rf"(?:\b(?:{year})\s*)?(?<![\d.,/])\b{_YEAR}(?![\d.,/]|\s*-\s*\d)", "year"),
    ]  # fmt: skip
    if not ascii_only:  # without its mark the word may be another: "nam" is a man
        found += [
            (rf"\b(?:{_either(_long(w), ascii_only)})\b(?!\s*\d)", name)
            for w, name in (
                (spans.year, "a year"),
                (spans.quarter, "a quarter"),
                (spans.month, "a month"),
            )
        ]
    return [(re.compile(p), name) for p, name in found]


def _either(words: Iterable[str], ascii_only: bool) -> str:
    forms = [*_forms(words, ascii_only)]
    return "|".join(re.escape(w) for w in sorted(forms, key=len, reverse=True)) or r"(?!)"


def _long(words: Iterable[str]) -> list[str]:
    """Return the words that are no abbreviations: those say nothing without a number."""
    return [w for w in words if len(w) > 2]


def _forms(words: Iterable[str], ascii_only: bool) -> Iterator[str]:
    for word in words:
        yield plain(word) if ascii_only else word.casefold()


def _meant(meaning: str, found: re.Match[str]) -> Moment | None:
    given = found.groupdict()
    year = int(given["year"]) if given.get("year") else None
    match meaning:
        case "day":
            try:
                day = date(year or 0, int(given["m"]), int(given["d"]))
            except ValueError:
                return None
            return Moment(Kind.DAY, year, day=day)
        case "ytd" | "month":
            number = int(given["n"])
            ytd = meaning == "ytd"
            return Moment(Kind.MONTH, year, number, to_date=ytd) if 1 <= number <= 12 else None
        case "quarter":
            return Moment(Kind.QUARTER, year, ROMAN.get(given["n"]) or int(given["n"]))
        case "year":
            return Moment(Kind.YEAR, year)
        case "a year" | "a quarter" | "a month":
            return Moment(Kind(meaning[2:]))
    return None
