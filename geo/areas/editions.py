"""The areas in force on one day, and how well the features of a file fit them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geo.areas import Area
from geo.areas.names import Index, Naming

CODE, NAME, BOTH = "code", "name", "code+name"  # what features are joined by


@dataclass(frozen=True)
class Row:
    """What a feature says of itself; `number` counts features from 1, "" stands for not said.

    `cut`: its name may have lost its end, since its column could hold no more.
    """

    number: int
    code: str
    name: str
    cut: bool = False

    @property
    def label(self) -> str:
        """Return what a reader can find it by."""
        return self.code or self.name or f"#{self.number}"

    @property
    def keys(self) -> tuple[str, ...]:
        """Return what a decision about it may be kept under: by its words, else by its number."""
        said = (f"{self.code}|{self.name}",) if self.code or self.name else ()
        return (*said, f"#{self.number}")


class Edition:
    """The areas in force on one day."""

    def __init__(self, day: date, areas: Sequence[Area], naming: Naming):
        self.day = day
        self.areas = areas
        self.by_code = {area.code: area for area in areas}
        self.names = Index(naming, areas)

    def agreed(self, row: Row, by: str) -> Area | None:
        """Return the area that a row is without doubt.

        By code: the bearer of its code, if it has the row's name too, or its cut name begins that
        of the area, or the row says no name.
        By name: the only area of that name, if no more than all its marks were lost.
        """
        if by == NAME:
            found = self.names.find(row.name)
            return found[0] if len(found) == 1 and self.names.certain(row.name) else None
        area = self.by_code.get(row.code)
        return area if area and (not row.name or self.bears(area, row)) else None

    def bears(self, area: Area, row: Row) -> bool:
        """Say whether an area has the name of a row, or one that begins with what is left of it."""
        if area in self.names.find(row.name):
            return True
        return row.cut and self.names.begins(row.name, area)

    def count(self, rows: Sequence[Row], by: str) -> int:
        """Return how many areas have a row that is it without doubt."""
        return len({area.id for row in rows if (area := self.agreed(row, by))})

    def fit(self, rows: Sequence[Row], by: str) -> tuple[int, int]:
        """Return two numbers, greater is better: areas agreed on, and less all areas."""
        agreed = self.count(rows, by)
        return agreed, agreed - len(self.areas)


def joined_by(rows: Sequence[Row], editions: Sequence[Edition]) -> str:
    """Return what rows can be joined by; codes that no area ever bore are codes of another kind."""
    if not any(row.code in edition.by_code for edition in editions for row in rows):
        return NAME
    return BOTH if any(row.name for row in rows) else CODE
