"""Which area a row is, by its code and its name on a day; nothing doubtful is joined silently."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from data.figures.snapshot import Snapshot
from data.intake.understanding.findings import LEAVE_OUT, Decisions
from data.words.called import Called, called
from geo.areas import Area
from geo.areas.names import MANY, Index, fold
from geo.faults import Fault, ask


@dataclass(frozen=True)
class Label:
    """What a row or a column says of its area: a code, a name, either."""

    code: str = ""
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.code or self.name)

    def __str__(self) -> str:
        return " ".join(t for t in (self.code, self.name) if t)


@dataclass(frozen=True)
class Placed:
    """The area that a label means, or a question: its fault, its key and its answers."""

    area: Area | None = None
    fault: Fault | None = None
    key: str = ""
    answers: tuple[str, ...] = ()

    @property
    def left_out(self) -> bool:
        """Say whether a person has said that the label is no area."""
        return self.area is None and self.fault is None


class Places:
    """The areas of a workspace; what was asked once is remembered."""

    def __init__(self, snapshot: Snapshot, decisions: Decisions):
        self._now, self._decisions = snapshot, decisions
        self._days = snapshot.areas.days(snapshot.settings.level)
        self._indexes: dict[date, tuple[Index, Index]] = {}
        self._since: dict[date, date] = {}
        self._foreign: dict[tuple[Label, date], bool] = {}
        self._found: dict[tuple[Label, date], Placed] = {}
        codes = {len(a.code) for a in snapshot.areas if a.level == snapshot.settings.level}
        self._width = codes.pop() if len(codes) == 1 else 0
        prefixes = snapshot.naming.prefixes.items()
        self._kinds = {fold(s): kind for kind, several in prefixes for s in several}

    def find(self, label: Label, day: date) -> Placed:
        """Return the area that a label means on a day, or what a person must say."""
        since = self.since(day)
        if (label, since) not in self._found:
            self._found[label, since] = self._find(label, day, since)
        return self._found[label, since]

    def known(self, area_id: str) -> Area | None:
        """Return the area of an id, such as a person answers."""
        areas = self._now.areas
        return areas[area_id] if area_id and area_id in areas else None

    def ids(self, day: date) -> list[str]:
        """Return the ids of the areas of the mapped level on a day, unless they are very many."""
        found = [a.id for a in self._now.on(day)]
        return found if len(found) <= MANY else []

    def called(self, areas: Iterable[Area]) -> list[Called]:
        """Return areas, each once, to be named in a sentence."""
        return [called(self._now.areas, area) for area in dict.fromkeys(areas)]

    def is_mapped(self, area: Area) -> bool:
        """Say whether an area is of the level that is mapped."""
        return area.level == self._now.settings.level

    def is_foreign(self, label: Label, day: date) -> bool:
        """Say whether a row is called as no area is on a day, and as one is on another."""
        key = (label, self.since(day))
        if key not in self._foreign:
            here = self._bearer(label.code, day) or self._named(label.name, day)
            known = label.code in self._now.areas
            self._foreign[key] = not here and not known and bool(self._elsewhere(label))
        return self._foreign[key]

    def is_shared(self, label: Label, area: Area) -> bool:
        """Say whether what a row is called by is also what an area of another day was called."""
        if label.code in self._now.areas:
            return False
        if label.code and label.name:  # no other area had this code and this name
            by_name = self._elsewhere(Label(name=label.name))
            return any(o != area and o.code == area.code for o in by_name)
        return any(other != area for other in self._elsewhere(label))

    def since(self, day: date) -> date:
        """Return the day since which the areas of this day have been the same."""
        if day not in self._since:
            self._since[day] = max((d for d in self._days if d <= day), default=day)
        return self._since[day]

    def _find(self, label: Label, day: date, since: date) -> Placed:
        if label.code in self._now.areas:  # an id says its day itself
            return Placed(self._now.areas[label.code])
        key = f"area:{since}:{fold(label.code)}:{fold(label.name)}"
        if answer := self._decisions.get(key):
            return Placed(self.known(answer))
        by_code = self._bearer(label.code, day)
        named = self._named(label.name, day) if label.name else []
        if label.name and by_code and by_code in named:
            return Placed(by_code)
        if by_code and not label.name:
            return Placed(by_code)
        sure = len(named) == 1 and any(i.certain(label.name) for i in self._index(day))
        if sure and not label.code:
            return Placed(named[0])
        return self._question(label, day, key, by_code, named)

    def _question(
        self, label: Label, day: date, key: str, by_code: Area | None, named: list[Area]
    ) -> Placed:
        near = named or (self._index(day)[0].near(label.name) if label.name else [])
        proposed = [*([by_code] if by_code else []), *near]
        answers = tuple(dict.fromkeys(a.id for a in proposed))
        here = self._now.on(day)
        others = tuple(a.id for a in here if a.id not in answers) if len(here) <= MANY else ()
        code, named_ = "area_unknown", proposed
        gone = [] if proposed else self._elsewhere(label)
        if by_code and named:
            code = "area_contradicts"
        elif gone:
            code, named_ = "area_of_another_day", gone
        elif proposed:
            code = "area_unsure"
        fault = ask(code, found=str(label), day=day, proposed=self.called(named_))
        return Placed(None, fault, key, (*answers, *others, LEAVE_OUT))

    def _bearer(self, code: str, day: date) -> Area | None:
        text = code.removesuffix(".0")
        if not text.isdecimal():
            return None
        areas = self._now.areas
        return areas.bearer(text.zfill(self._width), day) or areas.bearer(text, day)

    def _named(self, name: str, day: date) -> list[Area]:
        """Return the areas of this name, and of the kind that the name begins with if it does."""
        mapped, others = self._index(day)
        found = [*mapped.find(name), *others.find(name)]
        kind = self._now.naming.split(name)[0] or self._kinds.get(fold(name.split(" ")[0]), "")
        alike = [a for a in found if a.kind == kind]
        return alike or ([] if kind and self._now.naming.split(name)[0] else found)

    def _elsewhere(self, label: Label) -> list[Area]:
        """Return areas of other days with this code or name."""
        name = fold(self._now.naming.split(label.name)[1])
        code = label.code.removesuffix(".0").zfill(self._width) if label.code else ""
        return list(dict.fromkeys([*self._ever.get(name, ()), *self._ever.get(code, ())]))

    @cached_property
    def _ever(self) -> Mapping[str, list[Area]]:
        """Areas of the mapped level of any day, by code and by folded name."""
        found: dict[str, list[Area]] = {}
        for area in self._now.areas:
            if area.level == self._now.settings.level:
                found.setdefault(area.code, []).append(area)
                found.setdefault(fold(area.name), []).append(area)
        return found

    def _index(self, day: date) -> tuple[Index, Index]:
        """Return the areas of the mapped level on a day, and those of the other levels."""
        since = self.since(day)
        if since not in self._indexes:
            mapped, naming = self._now.on(day), self._now.naming
            others = [a for a in self._now.areas.on(day) if not self.is_mapped(a)]
            self._indexes[since] = (Index(naming, mapped), Index(naming, others))
        return self._indexes[since]
