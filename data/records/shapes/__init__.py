"""Shapes of areas in an edition of the boundaries: WKB in EPSG:4326, as accepted."""

from data.ledger.rights import Action
from data.records.contract import Column, Kind, texts
from data.words import N_

KIND = Kind(
    name="shapes",
    title=N_("Shapes"),
    stored="shape",
    columns=(*texts("day", "area"), Column("geometry", binary=True)),
    key=("day", "area"),
    append=Action.BOUNDARIES,
    withdraw=Action.BOUNDARIES,
    located=False,
)
