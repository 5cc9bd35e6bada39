"""What the name of a sheet and the lines above a table say of all its figures."""

import re
from collections.abc import Iterable, Iterator, Sequence

from data.catalogue.periods import Kind
from data.intake.understanding import moment as moments
from data.intake.understanding.lexicon import Lexicon
from data.intake.understanding.moment import Moment
from data.intake.understanding.places import Label

Spoken = Sequence[tuple[str, bool]]  # lines, and whether each is the name of the sheet


def periods(spoken: Spoken, lexicon: Lexicon) -> Iterator[Moment]:
    """Yield what a sheet's name and titles say of the period; the day of a letter is none.

    A day counts where it is said that the figures are of it; the name of a sheet is taken whole.
    """
    untils = [w.casefold() for w in lexicon.words.periods.until]
    for text, is_name in spoken:
        low = text.casefold()
        if is_name and is_school_year(text):
            continue
        for moment in _all_moments(text, lexicon):
            day_of_letter = not is_name and not any(u in low for u in untils)
            if moment.kind is Kind.DAY and day_of_letter:
                continue
            complete = moment.year or moment.number or moment.day
            if complete and (is_name or not lexicon.is_letterhead(text)):
                yield moment


def _all_moments(text: str, lexicon: Lexicon) -> Iterator[Moment]:
    """Yield every period that a line names: of "2018, and the plan for 2019" both."""
    moment, rest = moments.find(text, lexicon.words.periods)
    while moment.kind is not None:
        yield moment
        moment, rest = moments.find(rest, lexicon.words.periods)


def several(spoken: Spoken, lexicon: Lexicon) -> bool:
    """Say whether a line speaks of two periods together: "quarter IV and the year 2019".

    "Quarter IV, 2019" is one; "June, six months of 2019" are two.
    """
    both = "|".join(re.escape(w.casefold()) for w in lexicon.words.periods.both) or "(?!)"
    for text, _ in spoken:
        parts = re.split(rf"(?<!\w)(?:{both})(?!\w)", text.casefold())
        found = [moments.find(part, lexicon.words.periods)[0] for part in parts]
        told = {(m.kind, m.number, m.to_date) for m in found if m.year or m.number}
        every = list(_all_moments(text, lexicon))
        numbered = {(m.kind, m.number, m.to_date) for m in every if m.number}
        if max(len(told), len(numbered)) > 1 and not lexicon.is_letterhead(text):
            return True
    return False


def is_school_year(text: str) -> bool:
    """Say whether what looks like a month may be a year of schools: 2009-10."""
    found = re.fullmatch(r"\s*(?:19|20)(\d\d)\s*[-–/.]\s*(\d\d)\s*", text)
    return bool(found) and (int(found[1]) + 1) % 100 == int(found[2]) if found else False


def labels(spoken: Spoken, lexicon: Lexicon) -> Iterator[Label]:
    """Yield the areas that the lines name."""
    for text, is_name in spoken:
        if is_name and lexicon.is_place(text):
            yield Label(name=text)
        elif not is_name:
            yield from (Label(name=name) for name in lexicon.places_in(text))


def only(slugs: Iterable[str]) -> str:
    """Return the one indicator that is named, or nothing."""
    named = {slug for slug in slugs if slug}
    return named.pop() if len(named) == 1 else ""


def indicator(text: str, lexicon: Lexicon) -> str:
    """Return the indicator that a title names beside periods, places and words of any title."""
    if said := lexicon.said(text).indicator:
        return said
    rest = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", text)
    for name in lexicon.places_in(rest):
        rest = re.sub(r"[\s.]+".join(map(re.escape, re.split(r"[\s.]+", name))), " ", rest)
    rest = _without_words(rest, lexicon)  # "theo tháng" is none, and no month either
    moment, rest = moments.find(rest, lexicon.words.periods)
    while moment.kind is not None:
        moment, rest = moments.find(rest, lexicon.words.periods)
    found = lexicon.said(_without_words(rest, lexicon).replace(",", " ").strip())
    return found.indicator if found.something else ""


def _without_words(text: str, lexicon: Lexicon) -> str:
    """Return a title without the words that every title has."""
    words = sorted(lexicon.words.titles, key=len, reverse=True)
    said = "|".join(re.escape(w.casefold()) for w in words) or "(?!)"
    plain = f" {re.sub(r'[-–:;,.]+', ' , ', text.casefold())} "
    return " ".join(re.sub(rf"(?<=\s)(?:{said}|\d{{1,2}}(?=\s+,))(?=\s)", " ", plain).split())
