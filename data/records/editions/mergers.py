"""A merger of areas: the new ones that begin with it, and all of it as one batch."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.catalogue.settings import Generation
from data.figures.snapshot import Snapshot
from data.records.batches import Content
from data.records.editions.generations import generation
from geo.areas import Area
from geo.shapes.boundaries import Inspection
from geo.shapes.succession import Proposal


def merger(
    now: Snapshot, day: date, said: Generation, found: Inspection, proposal: Proposal, legal: str
) -> Content:
    """Return the batch by which the areas of a file begin on a day, as is proposed.

    `proposal` is that of the file's shapes over those in force; `legal` is the text that decided
    it. The file itself is added by who has it.
    """
    assert found.frame is not None, "there is no proposal without shapes"
    passing = {s.predecessor: s.successor for s in proposal.successions(legal)}
    new = [_area(now, day, row, passing) for row in found.frame.itertuples()]
    return generation(now, day, said, found.frame, new=new, passing=passing, legal=legal)


def _area(now: Snapshot, day: date, row: Any, passing: Mapping[str, str]) -> Area:
    """Return a new area: its kind is in its name, or that of most it is made from."""
    kind, name = now.naming.split(row.name)
    before = [now.areas[old] for old, new in passing.items() if new == row.Index]
    kinds = [a.kind for a in before]
    return Area(
        code=row.code,
        name=name,
        kind=kind or max(kinds, key=kinds.count, default=""),
        level=now.settings.level,
        valid_from=day,
        parent=_parent(now, day, before),
    )


def _parent(now: Snapshot, day: date, before: Sequence[Area]) -> str | None:
    """Return what the predecessors belonged to, or what that did, whichever is still in force."""
    above = now.areas.parent(before[0]) if before else None
    while above is not None and not above.exists_on(day):
        above = now.areas.parent(above)
    return above.id if above else None
