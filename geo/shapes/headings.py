"""Which columns of a layer hold the codes and the names, and what is doubtful about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd

from geo.areas.names import fold
from geo.faults import Fault, ask, refuse
from geo.files import columns
from geo.shapes.gazetteer import Gazetteer
from geo.shapes.reading import Reading


@dataclass(frozen=True)
class Headings:
    """The columns of codes and names, None where there is none or it is asked which."""

    code: str | None = None
    name: str | None = None
    faults: tuple[Fault, ...] = ()


def headings(
    reading: Reading, gazetteer: Gazetteer, code: str | None, name: str | None, where: str
) -> Headings:
    """Return the columns as the caller says (`code`, `name`), else by their usual names."""
    frame = reading.frame
    held = [str(c) for c in frame.columns if c != frame.active_geometry_name]
    if not held:
        return Headings(faults=(refuse("no_columns", where, count=len(frame)),))
    table = _Table(reading, held, gazetteer)
    found = [table.column(*which) for which in (("code", code), ("name", name))]
    if not table.faults and found == [None, None]:
        table.faults.append(ask("columns_unknown", where, columns=held))
    return Headings(found[0], found[1], tuple(table.faults))


@dataclass(frozen=True)
class _Table:
    reading: Reading
    held: Sequence[str]
    gazetteer: Gazetteer
    faults: list[Fault] = field(default_factory=list)

    def column(self, what: str, told: str | None) -> str | None:
        """Return the column of the codes or the names; adds what is asked of it to `faults`."""
        every = [*self.held, *self.reading.twice]
        found = self._usual(what, every) if told is None else columns.named(told, every)
        if found is None:
            if told is not None:
                near = self.gazetteer.naming.suggest(told, self.held)
                self.faults.append(refuse("column_missing", told, columns=self.held, nearest=near))
            return None
        if several := self._several(found, told):
            said = {"columns": several, "option": f"--{what}"}
            self.faults.append(ask("column_twice", found, **said))
            return None
        if found in self.reading.lists:
            said = {"found": self.reading.lists[found], "columns": self.held}
            self.faults.append(ask("column_of_lists", found, **said))
            return None
        return found

    def _usual(self, what: str, every: Sequence[str]) -> str | None:
        usual = self.gazetteer.columns.get(what, ())
        found = columns.guess(every, usual)
        if parts := [] if found else columns.parts(self.held, usual):
            said = {"columns": parts, "option": f"--{what}"}
            self.faults.append(ask("column_of_parts", parts[0].partition(".")[0], **said))
        return found

    def _several(self, found: str, told: str | None) -> list[str]:
        """Return the columns that have this name, but for capitals, and hold something else."""
        if found in self.reading.twice:
            return [c for c in self.held if c.startswith(f"{found} (")]
        alike = [c for c in self.held if fold(c) == fold(found)]
        return [] if found == told or _the_same(self.reading.frame, alike) else alike


def _the_same(frame: gpd.GeoDataFrame, several: Sequence[str]) -> bool:
    return all(frame[several[0]].equals(frame[other]) for other in several[1:])
