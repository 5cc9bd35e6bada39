"""What the words of a table mean here: columns, indicators, measures, periods, units."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from data.catalogue import Catalogue
from data.catalogue.criteria import Status
from data.catalogue.vocabulary import Measure, Role, Vocabulary
from data.figures.assess import VERDICTS, Verdict
from data.figures.snapshot import Snapshot
from data.intake.understanding import moment as moments
from data.intake.understanding.indicator_names import BARE, IndicatorNames, unnumbered
from data.intake.understanding.measures import Measures
from data.intake.understanding.moment import NONE, Moment
from data.intake.understanding.units import Units
from data.words import LANGUAGES, Words
from geo.areas.names import Index, fold

_INSIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_LAST = re.compile(r"[,;–-]\s*([^,;–()-]+)$")  # what stands last in a heading, after a mark
_STRENGTH = (Measure.SHARE, Measure.BEFORE, Measure.TO_DATE, Measure.PLAN, Measure.ACTUAL)
_LONGEST = 7  # words of a name with its kind
_SHORT = 3  # letters: so short a word without its marks may be another


@dataclass(frozen=True)
class Said:
    """What one heading says of the figures beside it; `rest` is what was not understood."""

    indicator: str = ""  # slug
    criterion: str = ""
    measure: Measure | None = None
    moment: Moment = NONE
    unit: str = ""
    provisional: bool = False
    rest: str = ""

    @property
    def something(self) -> bool:
        """Say whether anything was understood, and nothing was not."""
        return not self.rest and self != Said()


class Lexicon:
    """The words of one workspace; what was read once is remembered."""

    def __init__(self, snapshot: Snapshot):
        self.words: Vocabulary = snapshot.settings.intake
        self.catalogue: Catalogue = snapshot.catalogue
        self.indicators = IndicatorNames(snapshot.catalogue)
        self.units = Units(snapshot.catalogue, self.words.units, self.words.scales)
        self._measures = Measures(snapshot.settings.intake)
        self._columns = snapshot.settings.columns
        self._naming = snapshot.naming
        self._places = Index(snapshot.naming, snapshot.areas)
        self._read: dict[str, Said] = {}

    def role(self, text: str) -> Role | None:
        """Return what a column under this heading holds beside values, if it holds that."""
        if len(text) > self._longest_role or not any(map(str.isalpha, text)):
            return None
        exact, folded = self._roles
        role = exact.get(BARE.exact(text))
        if role is None and not BARE.has_marks(text) and len(fold(text)) > _SHORT:
            role = folded.get(fold(text))
        return role

    def said(self, text: str) -> Said:
        """Return all that a heading says."""
        if text not in self._read:
            self._read[text] = self._reading(text)
        return self._read[text]

    @property
    def heads_of_places(self) -> tuple[str, ...]:
        """The headings under which areas stand by their names."""
        return (*self.words.columns.get(Role.NAME, ()), *self._columns.get(Role.NAME, ()))

    def is_place(self, text: str) -> bool:
        """Say whether a text is, without doubt, the name of some area of any day."""
        return bool(text) and self._places.certain(text) and bool(self._places.find(text))

    def places_in(self, text: str) -> list[str]:
        """Return the areas that a line names with their kind, each as it is written."""
        words = text.replace(",", " ").replace(".", ". ").split()
        found = []
        for start in range(len(words)):
            for end in range(min(len(words), start + _LONGEST), start + 1, -1):
                name = " ".join(words[start:end])
                kind, rest = self._naming.split(name)
                if kind and rest and self.is_place(name):
                    found.append(name)
                    break
        return found

    def is_total(self, text: str) -> bool:
        """Say whether a row or column of this name is a sum of the others."""
        bare = _INSIDE.sub("", unnumbered(text))
        return bool(text) and fold(bare) in self._totals

    def is_letterhead(self, text: str) -> bool:
        """Say whether a line is of the letter that the table came with: its day is not a period."""
        low = text.casefold()
        return any(word.casefold() in low for word in self.words.letterhead)

    def unit(self, text: str) -> str:
        """Return a text that is a unit, at whatever scale; an empty text where it is none."""
        return text.strip() if self.units.amount(text) else ""

    def criterion(self, text: str) -> str:
        """Return the number of a criterion: as it is, after its word, or by its title."""
        plain = text.removesuffix(".0").strip()
        if plain.isdecimal():
            return plain
        found = self._numbered.fullmatch(plain.casefold())
        numbers = self._criteria.get(fold(unnumbered(plain)), set())
        return found["n"] if found else next(iter(numbers)) if len(numbers) == 1 else ""

    def status(self, text: str) -> Status | None:
        """Return the status of a criterion that a word stands for, in any language."""
        return self._statuses.get(text.casefold())

    def _reading(self, text: str) -> Said:
        if BARE.exact(text) in self._values:  # of what, another line says
            return Said()
        if self.indicators.named(text):
            return self._of(text, Said())
        said, rest = self._unit(text)
        if rest and self.indicators.named(rest):
            return self._of(rest, said)
        if (part := self._part(rest)) and self.indicators.named(part):
            return self._of(part, said)
        if found := self._numbered.fullmatch(rest.casefold()):
            return replace(said, criterion=found["n"])
        if measure := self._measures.comparison(rest):
            return replace(said, measure=measure)
        moment, rest = moments.find(rest, self.words.periods)
        said = replace(said, moment=moment)
        if rest and self.indicators.named(rest):
            return self._of(rest, said)
        return self._measured(said, rest)

    def _part(self, text: str) -> str:
        """Return what is named as a part of something else: "of which: cattle"."""
        low = text.casefold()
        word = next((w for w in self.words.parts if low.startswith(w.casefold())), "")
        return text[len(word) :].strip(" :-–") if word else ""

    def _of(self, text: str, said: Said) -> Said:
        found = self.indicators.named(text)
        return replace(said, indicator=found.slug) if found else said

    def _unit(self, text: str) -> tuple[Said, str]:
        if unit := self.unit(self._lone_unit(text)):
            return Said(unit=unit), ""
        for found in (*_INSIDE.finditer(text), *_LAST.finditer(text)):
            inside = next((g for g in found.groups() if g), "")
            if unit := self.unit(self._lone_unit(inside)):
                rest = f"{text[: found.start()]} {text[found.end() :]}"
                return Said(unit=unit), " ".join(rest.split())
        return Said(), text

    def _lone_unit(self, text: str) -> str:
        """Return what stands after "unit:", or the text itself."""
        head, colon, tail = text.partition(":")
        return tail.strip() if colon and self.role(head.strip()) is Role.UNIT else text

    def _measured(self, said: Said, text: str) -> Said:
        """Take the words of measures out of what is left of a heading, the longest first."""
        measures, provisional, left = self._measures.taken_out(text)
        if {Measure.PLAN} < measures:  # "carrying out the plan": either of the two, or neither
            return replace(said, rest=text)
        measure = next((m for m in _STRENGTH if m in measures), None)
        if said.moment.to_date and measure in (None, Measure.ACTUAL):
            measure = Measure.TO_DATE
        said = replace(said, measure=measure, provisional=provisional)
        if self.indicators.named(left.strip(" .,:;-–/")):
            return self._of(left.strip(" .,:;-–/"), said)
        words = [w for w in re.split(r"[\s.,:;/()–-]+", left) if w.casefold() not in self._fillers]
        return replace(said, rest=" ".join(words).strip())

    def speaks_of_plans(self, text: str) -> bool:
        """Say whether a title speaks of plans alone, and not of how they were carried out."""
        return self._measures.taken_out(text)[0] == {Measure.PLAN}

    @cached_property
    def _roles(self) -> tuple[Mapping[str, Role], Mapping[str, Role]]:
        """Return the headings of columns by their exact form, and without marks."""
        places = {Role(r): self._columns.get(r, ()) for r in ("name", "code")}
        own = {role: (role.value,) for role in Role}
        found = [(w, r) for given in (own, self.words.columns, places)
                 for r, several in given.items() for w in several]  # fmt: skip
        exact = {BARE.exact(w.replace("_", " ")): r for w, r in found}
        return exact, {fold(w): r for w, r in found}

    @cached_property
    def _longest_role(self) -> int:
        """Twice the length of the longest heading: letters may come apart from their marks."""
        return 2 * max(map(len, self._roles[0]))

    @cached_property
    def _values(self) -> frozenset[str]:
        return frozenset(BARE.exact(w) for w in self.words.values)

    @cached_property
    def _totals(self) -> frozenset[str]:
        return frozenset(fold(w) for w in self.words.totals)

    @cached_property
    def _fillers(self) -> frozenset[str]:
        return frozenset({"", *(w.casefold() for w in self.words.fillers)})

    @cached_property
    def _numbered(self) -> re.Pattern[str]:
        words = "|".join(
            re.escape(w.casefold()) for w in self.words.columns.get(Role.CRITERION, ())
        )
        return re.compile(rf"(?:{words or '(?!)'})\s*(?P<n>\d{{1,2}})")

    @cached_property
    def _criteria(self) -> Mapping[str, set[str]]:
        """The numbers of criteria by their titles, in whichever set."""
        found: dict[str, set[str]] = {}
        for one in (c for s in self.catalogue.criteria_sets.values() for c in s.criteria):
            for title in (one.title.vi, one.title.en):
                found.setdefault(fold(title), set()).add(str(one.number))
        return found

    @cached_property
    def _statuses(self) -> Mapping[str, Status]:
        own = {status.value: status for status in Status}
        for words in map(Words, LANGUAGES):
            own |= {words(VERDICTS[Verdict(s)]).casefold(): s for s in Status}
        others = self.words.standings.items()
        return own | {w.casefold(): s for s, several in others for w in several}
