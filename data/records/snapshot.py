"""What pages show: the catalogue of the workspace's files, and all else as the ledger has it."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
import sqlalchemy as sa
from sqlalchemy import Connection

from data import territory
from data.catalogue.settings import Generation, Settings
from data.figures.snapshot import Snapshot
from data.figures.tables import Checked, Context
from data.ledger import schema
from data.ledger.database import Database
from data.records import aliases, closing, editions, registry, shapes, shown, successions
from data.records import areas as areas_of
from data.records.checks import checked
from data.records.contract import Kind
from geo.areas import Areas
from geo.faults import Fault, Faulty, Severity, note

HIDDEN = "ledger_rows_hidden"  # which the files no longer allow


def snapshot(database: Database, files: Snapshot) -> Snapshot:
    """Return what is shown now, as one state; `files` is the workspace as its files are.

    Rows have `batch`, and `late`: they say another thing than when their period was closed. A row
    that the files as they are now do not allow is left out, and that is said.
    """
    with database.reading() as connection:
        return shown_in(connection, files)


def shown_in(connection: Connection, files: Snapshot) -> Snapshot:
    """Return what is shown in the state that a connection sees; Faulty if it cannot be so."""
    areas, faults = _areas(connection)
    if any(f.severity is Severity.REFUSE for f in faults):
        raise Faulty(faults)
    settings, generations = _generations(connection, files.settings, areas)
    context = Context(files.catalogue, areas, settings.level)
    made = {}
    for name, kind in registry.SHOWN.items():
        made[name], told = long_table(connection, kind, context)
        faults += told
    return replace(
        files,
        settings=settings,
        areas=areas,
        naming=territory.named(shown.long(connection, aliases.KIND), settings.spelling),
        generations=generations,
        **made,
        faults=(*files.faults, *faults),
        version=_state(connection, files),
        revision=revision(connection),
    )


def long_table(connection: Connection, kind: Kind, context: Context) -> Checked:
    """Return the rows of one kind that are shown, and what is to be said of them."""
    frame = shown.long(connection, kind)
    late = closing.changed_after(connection, kind, frame, context.catalogue.sums)
    return _allowed(kind, frame.assign(late=late).drop(columns="revision"), context)


def revision(connection: Connection) -> int:
    """Return the number that every write of something shown makes greater."""
    return int(connection.execute(sa.select(schema.ledger.c.revision)).scalar_one())


def context(connection: Connection, files: Snapshot) -> Context:
    """Return what rows may name in the state that a connection sees."""
    return Context(files.catalogue, _areas(connection)[0], files.settings.level)


def _areas(connection: Connection) -> tuple[Areas, list[Fault]]:
    table, links = (shown.long(connection, t) for t in (areas_of.KIND, successions.KIND))
    areas, unreadable, problems = territory.built(table, links)
    return areas, [*unreadable, *problems]


def unfit(connection: Connection, files: Snapshot) -> list[Fault]:
    """Return why rows are hidden in the state that a connection sees."""
    known, found = context(connection, files), []
    for kind in registry.SHOWN.values():
        found += checked(kind, shown.long(connection, kind), known)[1]
    return [f for f in found if f.severity is Severity.REFUSE]


def _allowed(kind: Kind, frame: pd.DataFrame, context: Context) -> Checked:
    """Return the rows that may be shown, ready to be looked up, and a note of the others."""
    made, faults = checked(kind, frame, context)
    hidden: list[Fault] = []
    if any(f.severity is Severity.REFUSE for f in faults):
        reasons = _refused(kind, frame, context)
        strange = frame.loc[list(reasons)].assign(of=list(reasons.values()))
        hidden = [
            note(
                HIDDEN, name, rows=len(own), batches=", ".join(map(str, sorted(set(own["batch"]))))
            )
            for name, own in strange.groupby("of")
        ]
        made, faults = checked(kind, frame.drop(strange.index).reset_index(drop=True), context)
    return made, [*hidden, *(f for f in faults if f.severity is not Severity.ASK)]


def _refused(kind: Kind, frame: pd.DataFrame, context: Context) -> Mapping[int, str]:
    """Return each row that is refused by its place, and the indicator or the area to look at.

    A fault is said once a file; so each row is checked as a file of its own.
    """
    alone = frame.index.to_series().astype(str)
    source = frame["source"].mask(frame["source"] == frame["where"], alone)
    faults = checked(kind, frame.assign(where=alone, source=source), context)[1]
    places = {int(f.where): f for f in faults if f.severity is Severity.REFUSE}
    what = frame["indicator"] if "indicator" in frame else frame["area"]
    return {
        n: str(frame["area"][n] if f.values.get("what") == "area" else what[n])
        for n, f in sorted(places.items())
    }


def _generations(
    connection: Connection, settings: Settings, areas: Areas
) -> tuple[Settings, dict[date, gpd.GeoDataFrame]]:
    """Return the settings with the editions shown, and the shapes of each, in official order."""
    said: dict[date, Generation] = {}
    made = {}
    for row in sorted(shown.first(connection, editions.KIND), key=lambda r: r.day):
        day = date.fromisoformat(row.day)
        said[day] = Generation.model_validate_json(row.said)
        made[day] = _shapes(connection, row, [a.id for a in areas.on(day, settings.level)], areas)
    return settings.model_copy(update={"boundaries": said}), made


def _shapes(
    connection: Connection, row: sa.Row[Any], ids: list[str], areas: Areas
) -> gpd.GeoDataFrame:
    table = shapes.KIND.table
    asked = sa.select(table.c.area, table.c.geometry).filter_by(batch=row.batch, day=row.day)
    wkb = {row.area: row.geometry for row in connection.execute(asked)}
    geometry = shapely.from_wkb([wkb.get(i) for i in ids])
    frame = gpd.GeoDataFrame(
        geometry=geometry, index=pd.Index(ids, name="area", dtype=str), crs="EPSG:4326"
    )
    return frame.assign(title=[areas[i].name for i in ids])


def _state(connection: Connection, files: Snapshot) -> str:
    """Return the revision, and what differs between any two ledgers and any two states of files."""
    row = connection.execute(sa.select(schema.ledger.c.revision, schema.ledger.c.secret)).one()
    both = f"{row.secret} {files.version}".encode()
    return f"{row.revision}-{hashlib.blake2b(both, digest_size=6).hexdigest()}"
