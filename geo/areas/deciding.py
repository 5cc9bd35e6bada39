"""What a person decided of the rows of a boundary file, held against the areas of one day."""

from collections.abc import Iterator, Mapping, Sequence

from geo.areas import Area
from geo.areas.editions import Edition, Row
from geo.faults import Fault, ask, note

Decisions = Mapping[str, str | None]  # a row's key: the area that it is, None for no area at all


class Decided(Mapping[int, Area | None]):
    """The area that a person said a row is, by the row's number.

    None where they said that it is no area, or named one that is not in force on the day.
    """

    def __init__(self, rows: Sequence[Row], edition: Edition, decisions: Decisions):
        self._day = edition.day
        self._rows: dict[int, Row] = {}
        self._said: dict[int, str | None] = {}
        for row in rows:
            if key := next((key for key in row.keys if key in decisions), None):
                self._rows[row.number], self._said[row.number] = row, decisions[key]
        self._in_force = {area.id: area for area in edition.areas}

    def __getitem__(self, number: int) -> Area | None:
        return self._in_force.get(self._said[number] or "")

    def __iter__(self) -> Iterator[int]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    def faults(self, free: Sequence[str]) -> Iterator[Fault]:
        """Say each decision; ask again where its area is not in force: `free` have no row yet."""
        for number, area in self.items():
            row, said = self._rows[number], self._said[number]
            values = {"row": number, "found": row.name}
            if area:
                yield note(
                    "joined_by_decision", row.label, **values, area=area.id, known=area.title
                )
            elif said is None:
                yield note("left_out_by_decision", row.label, **values)
            else:
                values |= {"key": row.keys[0], "area": said, "day": self._day}
                yield ask("decision_unfit", row.label, **values, candidates=list(free))
