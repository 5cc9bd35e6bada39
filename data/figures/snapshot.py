"""What pages show: one state of a workspace, frozen, and shared by all who read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import pandas as pd

from data.catalogue import Catalogue
from data.catalogue.settings import Settings
from data.figures import reports
from data.figures.reports import Appraisal, ByArea, Figure
from geo.areas import Area, Areas
from geo.areas.names import Naming
from geo.faults import Fault


class Lent:
    """A frame, or several by key, of which every reader gets a copy to do with as they like.

    The copies are shallow and cost next to nothing: pandas copies a column when it is written to.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._key = f"_{name}"

    def __set__(self, snapshot: object, kept: Any) -> None:
        vars(snapshot)[self._key] = kept

    def __get__(self, snapshot: object, owner: type) -> Any:
        if snapshot is None:
            raise AttributeError(self._key)
        kept = vars(snapshot)[self._key]
        if isinstance(kept, Mapping):
            return MappingProxyType({key: frame.copy(deep=False) for key, frame in kept.items()})
        return kept.copy(deep=False)


@dataclass(frozen=True, repr=False)
class Snapshot:
    """One state of a workspace, shared by all readers; nobody can write into its frames.

    `figures`, `targets` and `statuses` are as `data.tables` makes them; `generations` holds, by the
    first day of each edition of the boundaries, its shapes by area id (`title`, `geometry` in
    EPSG:4326), in official order.
    """

    settings: Settings
    catalogue: Catalogue
    areas: Areas
    naming: Naming
    generations: Mapping[date, gpd.GeoDataFrame] = Lent()  # type: ignore[assignment]
    figures: pd.DataFrame = Lent()
    targets: pd.DataFrame = Lent()
    statuses: pd.DataFrame = Lent()
    faults: tuple[Fault, ...] = ()  # what was repaired or is good to know
    version: str = ""  # changes with any file of the workspace
    revision: int = 0  # of the ledger; 0: the files alone

    def __getstate__(self) -> Mapping[str, Any]:
        """Return what goes along to another process: what is only worked out from it does not."""
        kept = (key for key in vars(self) if type(vars(Snapshot).get(key)) is not cached_property)
        return {key: vars(self)[key] for key in kept}

    def reported(self, slug: str) -> ByArea[Figure]:
        """Return what was reported of an indicator by area id, the latest last."""
        return self._reported.get(slug, {})

    def planned(self, slug: str) -> ByArea[Figure]:
        """Return the plans of an indicator by area id."""
        return self._planned.get(slug, {})

    def appraised(self, area_id: str) -> Sequence[Appraisal]:
        """Return the appraisals of an area's criteria, the latest last."""
        return self._appraised.get(area_id, ())

    @cached_property
    def _reported(self) -> Mapping[str, ByArea[Figure]]:
        return reports.figures(self.figures)

    @cached_property
    def _planned(self) -> Mapping[str, ByArea[Figure]]:
        return reports.figures(self.targets)

    @cached_property
    def _appraised(self) -> ByArea[Appraisal]:
        return reports.appraisals(self.statuses)

    def on(self, day: date) -> list[Area]:
        """Return the areas of the mapped level in force on this day, in official order."""
        return self.areas.on(day, self.settings.level)

    def editions(self) -> list[date]:
        """Return the first day of each edition of the boundaries, the earliest first."""
        return sorted(self.settings.boundaries)

    def shapes_of(self, first: date) -> gpd.GeoDataFrame:
        """Return the shapes of the edition that begins on this day."""
        return self.generations[first]

    def shapes_on(self, day: date) -> gpd.GeoDataFrame | None:
        """Return the shapes in force on this day, or None before the first boundaries."""
        first = self.settings.generation_on(day)
        return None if first is None else self.shapes_of(first)
