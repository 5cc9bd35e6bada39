"""Which areas exist on a given day, what each belongs to, and what became of the others."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from geo.faults import Fault, refuse


@dataclass(frozen=True)
class Area:
    """One territory between two boundary changes.

    A code alone does not name an area, because codes are used again after mergers with another
    meaning: an area is a code together with the day from which it is known. Validity is half-open,
    `[valid_from, valid_to)`.
    """

    code: str
    name: str  # without its kind: "Na Son"
    kind: str  # the workspace's word for it: "xã", "thị trấn"
    level: str  # the workspace's tier: "province", "district", "commune"
    valid_from: date
    valid_to: date | None = None  # the first day on which it is no longer in force
    parent: str | None = None  # id of the area it belongs to

    @cached_property
    def id(self) -> str:
        """Return the code and the day it came into force, such as `03203@2025-07-01`."""
        return f"{self.code}@{self.valid_from}"

    @property
    def title(self) -> str:
        """Return kind and name as a heading has them: "Xã Na Son"."""
        return f"{self.kind[:1].upper()}{self.kind[1:]} {self.name}".strip()

    @property
    def called(self) -> str:
        """Return kind and name as they stand inside a sentence: "xã Na Son"."""
        return f"{self.kind} {self.name}".strip()

    def exists_on(self, day: date) -> bool:
        """Say whether the area is in force on this day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Succession:
    """One area's territory passing, whole, to another on the day the first one ends."""

    predecessor: str  # area id
    successor: str  # area id
    legal: str = ""  # the text that decided it


class Areas:
    """Every area that ever was, by id, with what succeeded what."""

    def __init__(self, areas: Iterable[Area], successions: Iterable[Succession] = ()):
        self._all = tuple(areas)
        self._by_id = {area.id: area for area in self._all}
        self.successions = tuple(successions)

    def __getitem__(self, area_id: str) -> Area:
        return self._by_id[area_id]

    def __contains__(self, area_id: object) -> bool:
        return area_id in self._by_id

    def __iter__(self) -> Iterator[Area]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def alike(self, area: Area) -> bool:
        """Say whether another area that ever was has the same kind and name."""
        return self._titles[area.title] > 1

    def on(self, day: date, level: str | None = None) -> list[Area]:
        """Return the areas in force on this day, of one level or of all, in order of code."""
        found = (a for a in self if a.exists_on(day) and level in (None, a.level))
        return sorted(found, key=lambda a: a.code)

    def bearer(self, code: str, day: date) -> Area | None:
        """Return the area that bore this code on this day."""
        return next((a for a in self._by_code.get(code, ()) if a.exists_on(day)), None)

    def parent(self, area: Area) -> Area | None:
        """Return the area that this one belongs to."""
        return self._by_id.get(area.parent) if area.parent else None

    def children(self, area: Area, day: date) -> list[Area]:
        """Return what belongs to this area and is in force on this day, in order of code."""
        return [a for a in self.on(day) if a.parent == area.id]

    def successors(self, area: Area) -> list[Area]:
        """Return the areas that took over the territory of this one."""
        return list(self._after.get(area.id, ()))

    def predecessors(self, area: Area) -> list[Area]:
        """Return the areas whose territory this one took over."""
        return list(self._before.get(area.id, ()))

    def legal(self, area: Area) -> str:
        """Return the text by which this area succeeded others, or an empty string."""
        return next((s.legal for s in self.successions if s.successor == area.id), "")

    def days(self, level: str) -> list[date]:
        """Return the days on which the set of areas of this level changed, earliest first."""
        mine = [a for a in self if a.level == level]
        return sorted({a.valid_from for a in mine} | {a.valid_to for a in mine if a.valid_to})

    @cached_property
    def _titles(self) -> Counter[str]:
        return Counter(area.title for area in self)

    @cached_property
    def _after(self) -> dict[str, list[Area]]:
        return _grouped((s.predecessor, self[s.successor]) for s in self.successions)

    @cached_property
    def _before(self) -> dict[str, list[Area]]:
        return _grouped((s.successor, self[s.predecessor]) for s in self.successions)

    @cached_property
    def _by_code(self) -> dict[str, list[Area]]:
        return _grouped((area.code, area) for area in self._all)

    def problems(self) -> Iterator[Fault]:
        """Yield what is wrong with the history, one fault a finding."""
        yield from self._overlaps()
        for area in self._all:
            yield from self._own(area)
        for succession in self.successions:
            yield from self._broken(succession)
        for predecessor, count in Counter(s.predecessor for s in self.successions).items():
            if count > 1:
                yield refuse("succession_not_whole", predecessor, count=count)

    def _overlaps(self) -> Iterator[Fault]:
        for sharing in self._by_code.values():
            for a, b in combinations(sorted(sharing, key=lambda area: area.valid_from), 2):
                if a.exists_on(b.valid_from):
                    yield refuse("areas_share_code", b.code, first=a.id, second=b.id)

    def _own(self, area: Area) -> Iterator[Fault]:
        if area.valid_to is not None and area.valid_to <= area.valid_from:
            yield refuse("area_ends_before_start", area.id, end=area.valid_to)
        parent = self._by_id.get(area.parent or "")
        if area.parent and parent is None:
            yield refuse("area_parent_unknown", area.id, parent=area.parent)
        elif parent and not (parent.exists_on(area.valid_from) and _outlives(parent, area)):
            yield refuse("area_parent_not_in_force", area.id, parent=area.parent)

    def _broken(self, s: Succession) -> Iterator[Fault]:
        for area_id in (s.predecessor, s.successor):
            if area_id not in self:
                yield refuse("succession_unknown_area", area_id)
        if s.predecessor not in self or s.successor not in self:
            return
        end = self[s.predecessor].valid_to
        if end is None:
            yield refuse("succession_without_end", s.predecessor, successor=s.successor)
        elif self[s.successor].valid_from != end:
            yield refuse("succession_gap", s.predecessor, end=end, successor=s.successor)


def _grouped(pairs: Iterable[tuple[str, Area]]) -> dict[str, list[Area]]:
    found: dict[str, list[Area]] = {}
    for key, area in pairs:
        found.setdefault(key, []).append(area)
    return found


def _outlives(parent: Area, child: Area) -> bool:
    if parent.valid_to is None:
        return True
    return child.valid_to is not None and child.valid_to <= parent.valid_to
