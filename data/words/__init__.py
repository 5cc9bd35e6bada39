"""Words, numbers and days as a reader of one language expects them."""

import gettext as _gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

if TYPE_CHECKING:  # what is spoken of; to speak needs nothing of it, and it takes long to load
    from data.catalogue.clock import Clock
    from data.catalogue.declared import Text
    from data.catalogue.indicators import Indicator
    from data.catalogue.periods import Period

LOCALE = Path(__file__).parent / "locale"
LANGUAGES: Mapping[str, str] = {"vi": "Tiếng Việt", "en": "English"}  # first: the default
DASH = "–"
HUGE = 1e15  # of nothing that is measured here; only damaged files hold such numbers


class Bare(Decimal):
    """A number to be said without marks of thousands, since it says how another one is read."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own word for "to be translated elsewhere"
    """Mark a message for the catalogue of messages without translating it here."""
    return message


@lru_cache
def _translations(language: str) -> _gettext.NullTranslations:
    """Return the messages of a language, compiled in memory from the text that people edit."""
    path = LOCALE / f"{language}.po"
    if not path.exists():
        return _gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as text:
        write_mo(compiled, read_po(text, locale=language))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)


def translated(language: str, message: str) -> str:
    """Return a message in a language, for what has nothing else to say in it."""
    return _translations(language).gettext(message)


def _usual() -> "Clock":
    from data.catalogue.clock import USUAL

    return USUAL


def _is_nothing(value: Any) -> bool:
    """Say whether a value is none, as pandas has them: not a number, no time."""
    try:
        return bool(value != value)
    except TypeError:  # one that says neither yes nor no
        return True


@dataclass(frozen=True)
class Words:
    """One language in one place: messages, numbers `1.234,5`, days `dd/mm/yyyy`, its moments."""

    language: str = "vi"
    clock: "Clock" = field(default_factory=_usual)

    def __call__(self, message: str, **values: object) -> str:
        """Return a message in this language, its `{names}` filled in."""
        said = _translations(self.language).gettext(message)
        return said.format(**values) if values else said

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the message for one, or that for so many, as this language counts; `{n}` is n."""
        said = _translations(self.language).ngettext(one, many, n)
        return said.format(n=self.number(n), **values)

    def text(self, text: "Text | None", *, one: bool = False) -> str:
        """Return what a workspace says, in this language where it can; `one`: of a single thing."""
        return text.in_(self.language, one=one) if text else ""

    def number(self, value: float | None, decimals: int = 0, *, grouped: bool = True) -> str:
        """Return `1.234,50` with exactly these decimals; a dash where there is no number.

        Not `grouped`: `1234,50`.
        """
        if value is None or _is_nothing(value):
            return DASH
        if abs(value) > HUGE:
            return f"{value:.1e}"
        form = "#,##0" + ("." + "0" * decimals if decimals else "")
        plain = round(float(value), decimals) + 0.0
        return str(format_decimal(plain, form, locale=self.language, group_separator=grouped))

    def day(self, day: date | None) -> str:
        """Return `30/06/2018`; a dash where there is no day."""
        if day is None or _is_nothing(day):
            return DASH
        return str(format_date(day, "dd/MM/yyyy", locale=self.language))

    def moment(self, at: datetime) -> str:
        """Return `30/06/2018 08:15`, as the clock of the place shows it."""
        there = self.clock.there(at)
        return f"{self.day(there)} {there:%H:%M}"

    def period(self, period: "Period") -> str:
        """Return a period as it is spoken of: year 2018, quarter II/2018, month 6/2018, a day."""
        start = period.start
        match period.kind.value:
            case "year":
                return self(N_("year {year}"), year=start.year)
            case "quarter":
                roman = ("I", "II", "III", "IV")[(start.month - 1) // 3]
                return self(N_("quarter {quarter}/{year}"), quarter=roman, year=start.year)
            case "month":
                return self(N_("month {month}/{year}"), month=start.month, year=start.year)
            case _:
                return self.day(start)

    def unit(self, indicator: "Indicator", *, one: bool = False) -> str:
        """Return the unit of an indicator, or of one of it; empty for words."""
        return self.text(indicator.unit, one=one)

    def value(self, indicator: "Indicator", value: float | None, *, unit: bool = True) -> str:
        """Return a value of an indicator: a number with its unit, or the word it stands for."""
        if value is None or _is_nothing(value):
            return DASH
        if indicator.categories:
            return self.text(indicator.categories[int(value)].title)
        said = self.number(value, indicator.decimals)
        return f"{said} {self.unit(indicator, one=said == '1')}".strip() if unit else said
