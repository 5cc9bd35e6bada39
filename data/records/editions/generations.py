"""A new generation of boundaries: areas that end or begin, and the shapes from that day on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import geopandas as gpd
import pandas as pd

from data.accounts import still
from data.catalogue.settings import Generation
from data.figures.snapshot import Snapshot
from data.ledger import audit
from data.ledger.database import Database, Writing
from data.ledger.rights import Action, Actor, require
from data.ledger.schema import BatchKind
from data.records import areas, batches, editions, successions
from data.records import shapes as kept_shapes
from data.records.append import repeated
from data.records.batches import Content
from data.records.contract import Kind
from data.records.snapshot import shown_in, unfit
from data.words.called import named
from geo.areas import Area, Succession
from geo.faults import Fault, Faulty, refuse, stops
from geo.shapes.boundaries import Inspection


def append_generation(
    database: Database,
    files: Snapshot,
    actor: Actor | None,
    content: Content,
    *,
    again: bool = False,
    then: Callable[[Writing, Actor], None] | None = None,
) -> int:
    """Append areas, successions, spellings and shapes as one batch, and return its id.

    Faulty with all that would be wrong afterwards: areas that do not follow one another, an area
    in force without a shape, a figure of an area after its end. `then` is done in the same
    transaction, or not at all.
    """
    with database.writing() as writing:
        actor = require(still(writing.connection, actor), Action.BOUNDARIES)
        number, faults = _kept(writing, files, actor, content, again=again)
        if stops(faults):
            raise Faulty(faults)
        days = content.of(editions.KIND)["day"].tolist()
        audit.record(writing, actor, "batch_appended", number, file=content.file, boundaries=days)
        if then:
            then(writing, actor)
        return number


def check_generation(
    database: Database,
    files: Snapshot,
    actor: Actor | None,
    content: Content,
    *,
    again: bool = False,
) -> list[Fault]:
    """Return all that would be said of such a batch if it were appended now; nothing is written."""
    try:
        require(actor, Action.BOUNDARIES)
        with database.writing() as writing:
            _, faults = _kept(writing, files, None, content, again=again)
            raise Faulty(faults)  # also where nothing is wrong: so what was tried is undone
    except Faulty as error:
        return list(error.faults)


def _kept(
    writing: Writing, files: Snapshot, actor: Actor | None, content: Content, *, again: bool
) -> tuple[int, list[Fault]]:
    """Write it, and return its id with all that is wrong afterwards."""
    faults = list(repeated(writing.connection, content, again=again))
    before = unfit(writing.connection, files)
    number = batches.keep(writing, BatchKind.BOUNDARIES, content, actor)
    now = shown_in(writing.connection, files)
    faults += [f for f in unfit(writing.connection, files) if f not in before]
    return number, [*faults, *_incomplete(now, content)]


def generation(
    now: Snapshot,
    day: date,
    said: Generation,
    shapes: gpd.GeoDataFrame,
    *,
    new: Sequence[Area] = (),
    passing: Mapping[str, str] | None = None,
    legal: str = "",
) -> Content:
    """Return the batch of a new edition of the boundaries; its file is added by who has it.

    `shapes` by area id, as repaired and accepted, in any CRS. `new` are the areas that begin on
    `day`; `passing` says into which of them each area goes that ends then, by the text `legal`.
    """
    passing = passing or {}
    ended = [replace(now.areas[old], valid_to=day) for old in passing]
    links = [Succession(old, after, legal) for old, after in passing.items()]
    where = legal or said.file
    return Content(
        said.title.vi,
        {
            areas.KIND.name: _long(areas.KIND, [_row(area) for area in (*ended, *new)], where),
            successions.KIND.name: _long(
                successions.KIND, [(s.predecessor, s.successor, s.legal) for s in links], where
            ),
            **table({str(day): said}, {str(day): shapes}),
        },
        file=said.file,
    )


def table(
    said: Mapping[str, Generation], shapes: Mapping[str, gpd.GeoDataFrame]
) -> dict[str, pd.DataFrame]:
    """Return editions and their shapes, each by its first day, as rows to be kept.

    Shapes are by area id, in any CRS.
    """
    own = [(day, one.model_dump_json()) for day, one in said.items()]
    wkb = [
        (day, area, shape)
        for day, frame in shapes.items()
        for area, shape in frame.geometry.to_crs("EPSG:4326").to_wkb().items()
    ]
    made = {
        editions.KIND: pd.DataFrame(own, columns=list(editions.KIND.names)),
        kept_shapes.KIND: pd.DataFrame(wkb, columns=list(kept_shapes.KIND.names)),
    }
    return {kind.name: frame.assign(where="") for kind, frame in made.items()}


def correction(now: Snapshot, said: Generation, found: Inspection) -> Content:
    """Return the batch by which the shapes of areas in force are drawn otherwise, as found."""
    assert found.frame is not None, "something in it can be used"
    assert found.day is not None, "areas were found, so they were in force on some day"
    day = now.settings.generation_on(found.day) or found.day
    return generation(now, day, said, found.frame)


def _row(area: Area) -> tuple[str, ...]:
    ends = str(area.valid_to) if area.valid_to else ""
    names = (area.code, area.name, area.kind, area.level)
    return (*names, str(area.valid_from), ends, area.parent or "")


def _long(kind: Kind, found: list[tuple[str, ...]], where: str) -> pd.DataFrame:
    frame = pd.DataFrame(found, columns=list(kind.names), dtype=str)
    return frame.assign(where=where)


def _incomplete(now: Snapshot, content: Content) -> Iterator[Fault]:
    """Yield each area without a shape that can be drawn, each shape that is of none, each gap."""
    for day, frame in now.generations.items():
        drawn = frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"])
        for area in frame.index[~(drawn & frame.geometry.is_valid)]:
            yield named(now.areas, refuse("edition_without_shape", area, name=area, day=day))
    for day, own in content.of(kept_shapes.KIND).groupby("day"):
        known = now.generations[date.fromisoformat(str(day))].index
        for area in own.loc[~own["area"].isin(known), "area"]:
            yield named(now.areas, refuse("edition_of_another", area, area=area, day=day))
    begun = {a.valid_from for a in now.areas if a.level == now.settings.level}
    first = min(now.settings.boundaries, default=date.max)
    for day in sorted(begun - set(now.settings.boundaries)):
        if day > first:
            yield refuse("edition_missing", day, day=day)
