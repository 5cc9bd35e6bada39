"""The areas above those of a new workspace, as columns of district and province name them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count

from geo.areas import Area
from geo.areas.names import Naming
from geo.faults import Fault, note
from geo.shapes.above import Above

Belonging = Mapping[str, Sequence[Above]]  # an area's id: what it belongs to, from the nearest on


def belonging(areas: Sequence[Area], above: Belonging, naming: Naming) -> list[Area]:
    """Return areas with their parents, the largest first; two of one code are told by theirs."""
    made: dict[tuple[Above, ...], Area] = {}
    taken = {area.code for area in areas}

    def parent(path: tuple[Above, ...], below: Area) -> str | None:
        if not path:
            return None
        if path not in made:
            over = parent(path[1:], below)
            kind, name = naming.split(path[0].name)
            code = _free(path[0], over, taken)
            made[path] = Area(code, name, kind, path[0].level, below.valid_from, parent=over)
        return made[path].id

    owned = [replace(area, parent=parent(tuple(above.get(area.id, ())), area)) for area in areas]
    return [*made.values(), *owned]


def _free(one: Above, over: str | None, taken: set[str]) -> str:
    """Return a code that no other area has."""
    tried = chain(
        (one.code, f"{one.code}, {(over or '').partition('@')[0]}"),
        (f"{one.code} ({number})" for number in count(2)),
    )
    code = next(c for c in tried if c not in taken)
    taken.add(code)
    return code


def proposed(above: Belonging, where: str, *, taken: bool) -> Iterator[Fault]:
    """Say which levels above a file names, and how many of each."""
    counts: dict[str, set[Sequence[Above]]] = {}
    for path in above.values():
        for n, one in enumerate(path):
            counts.setdefault(one.level, set()).add(tuple(path[n:]))
    if counts:
        said = {level: len(some) for level, some in counts.items()}
        yield note("parents_taken" if taken else "parents_proposed", where, levels=said)
