"""The words that say what a figure is: a plan, what was done, to date, a share, of another year."""

import re
from collections.abc import Mapping
from functools import cached_property

from data.catalogue.vocabulary import Measure, Vocabulary
from data.intake.understanding.moment import plain


class Measures:
    """The words for measures, and for estimates, of one workspace."""

    def __init__(self, words: Vocabulary):
        self._words = words

    def taken_out(self, text: str) -> tuple[set[Measure], bool, str]:
        """Return the measures that a text names, whether it is an estimate, and what is left."""
        measures: set[Measure] = set()
        provisional = False
        while found := self._phrase(text):
            start, end, meaning = found
            provisional |= meaning is None
            measures |= {meaning} if meaning else set()
            text = f"{text[:start]} {text[end:]}"
        return measures, provisional, " ".join(text.split())

    def comparison(self, text: str) -> Measure | None:
        """Return whether a column is made of others or of another year."""
        low = self._without_references(text.casefold())
        found = {m for phrase, m in self._phrases[low.isascii()] if phrase.search(low)}
        return next((m for m in (Measure.SHARE, Measure.BEFORE) if m in found), None)

    def _phrase(self, text: str) -> tuple[int, int, Measure | None] | None:
        low = self._without_references(text.casefold())
        for phrase, meaning in self._phrases[low.isascii()]:
            if found := phrase.search(low):
                return found.start(), found.end(), meaning
        return None

    def _without_references(self, low: str) -> str:
        """Return a text with blanks for "at prices compared": they compare nothing with a plan."""
        for reference in self._references[low.isascii()]:
            low = reference.sub(lambda found: " " * len(found[0]), low)
        return low

    @cached_property
    def _references(self) -> Mapping[bool, list[re.Pattern[str]]]:
        words = self._words.periods.reference
        return {a: [_whole(f(w)) for w in words] for a, f in ((False, str.casefold), (True, plain))}

    @cached_property
    def _phrases(self) -> Mapping[bool, list[tuple[re.Pattern[str], Measure | None]]]:
        given: list[tuple[str, Measure | None]] = [(w, None) for w in self._words.provisional]
        given += [("value", Measure.ACTUAL), ("target", Measure.PLAN)]  # as the long tables have it
        given += [(w, m) for m, several in self._words.measures.items() for w in several]
        given.sort(key=lambda pair: len(pair[0]), reverse=True)
        forms = {False: str.casefold, True: plain}
        return {a: [(_whole(form(w)), m) for w, m in given] for a, form in forms.items()}


def _whole(phrase: str) -> re.Pattern[str]:
    before = r"(?<!\w)" if phrase[:1].isalnum() else ""
    return re.compile(rf"{before}{re.escape(phrase)}(?!\w)")
