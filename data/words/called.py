"""Areas as a reader calls them: kind and name, with code and days only where two are called alike.

What programs know an area by, its id, stands in no sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.words import N_, Words
from geo.areas import Area, Areas
from geo.faults import Fault


@dataclass(frozen=True)
class Called:
    """An area within a sentence; `alike`: another one that ever was has its kind and name."""

    area: Area
    alike: bool

    def said(self, words: Words) -> str:
        """Return what it is called in a language."""
        area, since = self.area, words.day(self.area.valid_from)
        if not self.alike:
            return area.title
        if area.valid_to is None:
            form = N_("{title} ({code}, from {since})")
            return words(form, title=area.title, code=area.code, since=since)
        form, until = N_("{title} ({code}, {since} to before {until})"), words.day(area.valid_to)
        return words(form, title=area.title, code=area.code, since=since, until=until)


def called(areas: Areas, area: Area) -> Called:
    """Return an area to be named among all that ever were."""
    return Called(area, areas.alike(area))


def named(areas: Areas, fault: Fault, new: Mapping[str, str] | None = None) -> Fault:
    """Return a fault that calls areas by their names where it has their ids.

    `new` are the names of areas that a file brings, by id.
    """

    def told(value: object) -> object:
        match value:
            case str() if value in areas:
                return called(areas, areas[value])
            case str():
                return (new or {}).get(value, value)
            case Mapping():
                return {told(key): told(one) for key, one in value.items()}
            case list() | tuple():
                return [told(one) for one in value] if _texts(value) else value
            case _:
                return value

    where = areas[fault.where].title if fault.where in areas else fault.where
    values = {key: told(value) for key, value in fault.values.items()}
    return replace(fault, where=(new or {}).get(where, where), values=values)


def _texts(several: list[object] | tuple[object, ...]) -> bool:
    return all(isinstance(one, str) for one in several)
