"""What indicators are called: the one that a text names, and those with a title like it."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property

from data.catalogue import Catalogue
from data.catalogue.indicators import Indicator
from geo.areas.names import Naming, fold

_NUMBERED = re.compile(r"^\s*(?:[-+*•–]|(?:\d+(?:\.\d+)*|[^\W\d_]|[ivx]+)[.)])\s*", re.IGNORECASE)
_LIKE = 0.6  # how alike a heading and a title must be to be worth proposing
BARE = Naming()  # of no place: letters as they are


class IndicatorNames:
    """The titles, slugs and aliases of a catalogue."""

    def __init__(self, catalogue: Catalogue):
        self._catalogue = catalogue
        self._near: dict[str, tuple[str, ...]] = {}

    def named(self, text: str) -> Indicator | None:
        """Return the indicator of this title, slug or alias: mark for mark, or with none."""
        for form in (text, unnumbered(text)):
            slugs = self._exact.get(BARE.exact(form), set())
            if not slugs and not BARE.has_marks(form):
                slugs = self._folded.get(fold(form), set())
            if len(slugs) == 1:
                return self._catalogue[next(iter(slugs))]
        return None

    def near(self, text: str) -> tuple[str, ...]:
        """Return the slugs of indicators with a title like this text, the most alike first."""
        if text not in self._near:
            self._near[text] = self._alike(fold(unnumbered(text)))
        return self._near[text]

    def _alike(self, key: str) -> tuple[str, ...]:
        alike = get_close_matches(key, self._folded, 4, _LIKE)
        within = [k for k in self._folded if len(key) > 3 and (key in k or k in key)]
        return tuple(dict.fromkeys(s for k in (*alike, *within) for s in sorted(self._folded[k])))

    @cached_property
    def _titles(self) -> list[tuple[str, str]]:
        return [
            (name, i.slug)
            for i in self._catalogue
            for name in (i.title.vi, i.title.en, i.slug, *i.aliases)
            if name
        ]

    @cached_property
    def _exact(self) -> Mapping[str, set[str]]:
        return _grouped((BARE.exact(name), slug) for name, slug in self._titles)

    @cached_property
    def _folded(self) -> Mapping[str, set[str]]:
        return _grouped((fold(name), slug) for name, slug in self._titles)


def unnumbered(text: str) -> str:
    """Return a text without the number or the bullet that it begins with."""
    return _NUMBERED.sub("", text)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, slug in pairs:
        found.setdefault(key, set()).add(slug)
    return found
