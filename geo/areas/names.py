"""Names of places as people and machines write them, brought to forms that can be compared."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache

from geo.areas import Area

MANY = 100  # names to be compared with each of a country's 11,000: four seconds
KEPT = 50_000  # names that were split, of which what was found is known
NEAR = 0.7  # how alike two keys must be to be worth proposing; "nason" and "nasang" are 0.73


@dataclass(frozen=True)
class Naming:
    """How names are written in one place; all of it is given by the workspace.

    A name has two forms. The exact one keeps its marks, so that two places that differ by a mark
    alone stay two; the key has letters and figures only, for text that lost its marks on the way.
    """

    prefixes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # kind: how it is written
    equivalences: Mapping[str, str] = field(default_factory=dict)  # a letter: the one it stands for
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # area id: other spellings
    # What was split before: the same names come again with every row.
    _known: dict[str, tuple[str, str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def tidy(self, name: str) -> str:
        """Return the name fit to be shown: NFC, the right letters, single spaces, no more."""
        text = unicodedata.normalize("NFC", name)
        for letter, meant in self.equivalences.items():
            text = text.replace(letter, meant)
        if not text.isprintable():  # it may hold zero-width letters, or a BOM
            text = "".join(c for c in text if unicodedata.category(c) != "Cf")
        return " ".join(unicodedata.normalize("NFC", text).split())

    def split(self, name: str) -> tuple[str, str]:
        """Return the kind of place that the name begins with, or nothing, and the name without it.

        Only a prefix with its marks or its dot is one: "Xa" of "Xa Dung" is part of the name.
        """
        if name not in self._known:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[name] = self._split(self.tidy(name))
        return self._known[name]

    def _split(self, text: str) -> tuple[str, str]:
        for kind, pattern in self._marked.items():
            if found := pattern.match(text):
                return kind, found["rest"]
        return "", text

    def exact(self, name: str) -> str:
        """Return the words of a name without its kind, each as its letters and then its marks.

        Marks follow their word and not their letter: "hòa" and "hoà" are one word.
        """
        return " ".join(_words(self.split(name)[1]))

    def key(self, name: str) -> str:
        """Return a name without its kind as plain letters and figures: "Xã Phì Nhừ" is `phinhu`."""
        return fold(self.split(name)[1])

    def has_marks(self, name: str) -> bool:
        """Say whether the name is written with any mark, or has lost them all."""
        return self.exact(name).replace(" ", "") != self.key(name)

    def readings(self, name: str) -> Iterator[str]:
        """Yield the name, and then without what may be a prefix that lost its marks or its dot."""
        whole = self.split(name)[1]
        yield whole
        words = whole.split(" ")
        for n in range(1, len(words)):
            if fold("".join(words[:n])) in self._plain:
                yield " ".join(words[n:])

    def names(self, area: Area) -> tuple[str, ...]:
        """Return the name of an area, and its other spellings."""
        return (area.name, *self.aliases.get(area.id, ()))

    def suggest(self, name: str, known: Iterable[str], count: int = 3) -> list[str]:
        """Return the known names nearest to this one, for a person to choose from."""
        by_key: dict[str, str] = {}
        for other in known:
            by_key.setdefault(self.key(other), other)
        return [by_key[key] for key in self.near(name, by_key)][:count]

    def near(self, name: str, keys: Mapping[str, object]) -> list[str]:
        """Return the keys that are like that of the name, the most alike first."""
        found = (get_close_matches(fold(r), keys, 3, NEAR) for r in self.readings(name))
        return list(dict.fromkeys(key for some in found for key in some))

    @cached_property
    def _marked(self) -> dict[str, re.Pattern[str]]:
        patterns = {}
        for kind, spellings in self.prefixes.items():
            written = [unicodedata.normalize("NFC", s) for s in spellings]
            dotted = [re.escape(s) + r"\s*" for s in written if s.endswith(".")]
            whole = [re.escape(s) + r"\s+" for s in written if not (s.isascii() or s[-1] == ".")]
            if forms := "|".join(dotted + whole):
                patterns[kind] = re.compile(rf"(?:{forms})(?P<rest>\S.*)", re.IGNORECASE)
        return patterns

    @cached_property
    def _plain(self) -> frozenset[str]:
        return frozenset(fold(s) for spellings in self.prefixes.values() for s in spellings)


class Index:
    """Areas found by any spelling of their names."""

    def __init__(self, naming: Naming, areas: Iterable[Area]):
        self._naming = naming
        self._found: dict[str, list[Area]] = {}  # what was asked before
        self._exact: dict[str, list[Area]] = {}
        self._key: dict[str, list[Area]] = {}
        for area in areas:
            names = naming.names(area)
            for exact in dict.fromkeys(naming.exact(n) for n in names):
                self._exact.setdefault(exact, []).append(area)
            for key in dict.fromkeys(naming.key(n) for n in names):
                self._key.setdefault(key, []).append(area)

    def find(self, name: str) -> list[Area]:
        """Return the areas of this name: mark for mark, and only where there is none without."""
        if name not in self._found:
            found = (
                self._exact.get(self._naming.exact(text)) or self._key.get(fold(text))
                for text in self._naming.readings(name)
            )
            self._found[name] = next(filter(None, found), [])
        return self._found[name]

    def spelled(self, name: str) -> bool:
        """Say whether the name is, mark for mark, one that is known."""
        return any(self._naming.exact(text) in self._exact for text in self._naming.readings(name))

    def certain(self, name: str) -> bool:
        """Say whether the name is spelled as known, or so but for marks it has all lost."""
        return self.spelled(name) or not self._naming.has_marks(name)

    def begins(self, name: str, area: Area) -> bool:
        """Say whether a name of the area, mark for mark, begins with this one."""
        start = self._naming.split(name)[1].casefold()
        names = (self._naming.tidy(n).casefold() for n in self._naming.names(area))
        return bool(start) and any(n.startswith(start) for n in names)

    def near(self, name: str) -> list[Area]:
        """Return the areas of this name, or else with one like it, the most alike first.

        Among very many names only the same is found: likeness is measured name by name.
        """
        found = self.find(name)
        if found or len(self._key) > MANY:
            return found
        near = (a for key in self._naming.near(name, self._key) for a in self._key[key])
        return list(dict.fromkeys(near))


@lru_cache(maxsize=100_000)  # the same headings and names come again with every row
def fold(text: str) -> str:
    """Return the letters and figures of a text, in lower case and without marks."""
    return "".join(_base(c) for word in _words(text) for c in word)


@lru_cache(maxsize=100_000)
def _words(text: str) -> tuple[str, ...]:
    found: list[str] = []
    letters: list[str] = []
    marks: list[str] = []
    plain = unicodedata.normalize("NFKC", text).casefold()
    for c in unicodedata.normalize("NFD", plain) + " ":
        category = unicodedata.category(c)
        if category[0] in "LN":
            letters.append(c)
        elif category[0] == "M":
            marks.append(c)
        elif category != "Cf" and letters:
            found.append("".join(letters + sorted(marks)))
            letters, marks = [], []
    return tuple(found)


def strokes(texts: Iterable[str], equivalences: Mapping[str, str]) -> dict[str, str]:
    """Return each letter of texts that is more than one with marks, and the plain letter for it.

    With it whoever can take marks off, as a browser can, folds as `fold` does.
    """
    letters = {c for text in texts for c in unicodedata.normalize("NFC", text).casefold()}
    meant = {a.casefold(): fold(b) for a, b in equivalences.items()}
    bare = {c: unicodedata.normalize("NFD", c)[0] for c in letters if c.isalpha()}
    stroked = {base: _base(base) for base in bare.values() if _base(base) != base}
    return dict(sorted((stroked | meant).items()))


@cache
def _base(c: str) -> str:
    """Return the letter under a stroke, which Unicode takes for part of it; nothing for a mark."""
    if unicodedata.category(c)[0] == "M":
        return ""
    stroked = re.match(r"LATIN SMALL LETTER ([A-Z]) WITH ", unicodedata.name(c, ""))
    return stroked[1].lower() if stroked else c
