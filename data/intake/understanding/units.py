"""Units as tables write them: a scale of something that is counted, and one in terms of another."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from data.catalogue.indicators import Indicator
from data.catalogue.vocabulary import Conversion
from geo.areas.names import fold

_NUMBER = re.compile(
    r"[x×]?(?:10\^(?P<power>\d)|(?P<times>10+)|(?P<noughts>0{3}))[x×]?(?P<rest>.*)"
)
_POWERS = str.maketrans({"²": "2", "³": "3", "⁶": "6", "⁹": "9"})
_UNHEEDED = re.compile(r"[\s.,'’]+")
_DEEP = 4  # a scale of a scale of …


@dataclass(frozen=True)
class Amount:
    """So many times a base: a billion đồng."""

    times: Decimal
    base: str


class Units:
    """The units of a catalogue, those that a workspace says more of, and scales of all of them."""

    def __init__(
        self,
        indicators: Iterable[Indicator],
        conversions: Iterable[Conversion],
        scales: Mapping[str, str],
    ):
        known = [u for i in indicators for u in (i.unit.vi, i.unit.en, i.unit.en_one) if u]
        self._known = {same(u): u for u in known}
        self._conversions = {same(c.unit): c for c in conversions}
        self._scales = {same(w): Decimal(times) for w, times in scales.items()}
        self._read: dict[str, Amount | None] = {}

    def amount(self, text: str) -> Amount | None:
        """Return what a text is as a unit; None where it is none."""
        if text not in self._read:
            self._read[text] = self._of(same(text), _DEEP)
        return self._read[text]

    def times(self, unit: str, of: str) -> Decimal | None:
        """Return by what a number in one unit is multiplied to be in another."""
        one, other = self.amount(unit), self.amount(of)
        if one is None or other is None or one.base != other.base:
            return None
        return one.times / other.times

    def has_scale(self, text: str) -> bool:
        """Say whether a text begins with a scale, of whatever it may be."""
        return any(True for _ in self._scaled(same(text)))

    def _of(self, text: str, deep: int) -> Amount | None:
        if not text or not deep:
            return None
        if found := self._conversions.get(text):
            of = self._of(same(found.of), deep - 1)
            return Amount(of.times * Decimal(found.times), of.base) if of else None
        for times, rest in self._scaled(text):
            if base := self._of(rest, deep - 1):
                return Amount(times * base.times, base.base)
        if text in self._bases:
            return Amount(Decimal(1), text)
        marked = self._without_marks.get(text) if text.isascii() else None
        return self._of(marked, deep - 1) if marked else None

    def _scaled(self, text: str) -> Iterator[tuple[Decimal, str]]:
        """Yield each scale that a text may begin with, the longest first, and what it is of."""
        for word in sorted(self._scales, key=len, reverse=True):
            if text.startswith(word) and text != word:
                yield self._scales[word], text.removeprefix(word)
        if (found := _NUMBER.fullmatch(text)) and found["rest"]:
            power = int(found["power"] or len(found["times"] or "") - 1)
            yield Decimal(10) ** (3 if found["noughts"] else power), found["rest"]

    @cached_property
    def _bases(self) -> frozenset[str]:
        """What is counted: a unit of the catalogue, or what its scale is of ("billion VND")."""
        whole = [*self._known.values(), *(c.of for c in self._conversions.values())]
        heads = [unit.partition(" ") for unit in whole]
        rests = {same(rest) for head, _, rest in heads if rest and same(head) in self._scales}
        return frozenset({*map(same, whole)} | rests)

    @cached_property
    def _without_marks(self) -> Mapping[str, str]:
        """Whole units as they are typed without marks: "trieu dong"."""
        scales = {fold(w): w for w in self._scales}
        bases = {fold(b): b for b in (*self._bases, *self._conversions) if fold(b)}
        scaled = {s + b: scales[s] + bases[b] for s in scales for b in bases}
        return {plain: own for plain, own in (scaled | bases).items() if plain != own}


def same(unit: str) -> str:
    """Return a unit as it is compared: "Km2" and "km²", "Tr. đ" and "trđ" are one."""
    plain = re.sub(r"10([³⁶⁹])", r"10^\1", unit.casefold()).translate(_POWERS)
    return _UNHEEDED.sub("", plain)
