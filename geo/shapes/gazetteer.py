"""What is known of a place before a boundary file of it is read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from geo.areas import Areas
from geo.areas.names import Index, Naming
from geo.files.bundles import Limits
from geo.files.charsets import UTF8
from geo.files.encodings import Expected
from geo.shapes.candidates import Bounds, Centre, Known, country, meets
from geo.shapes.reading import Place


@dataclass(frozen=True)
class Gazetteer:
    """What is known of a place before its boundaries are read; given by the workspace.

    Without areas nothing is matched: a feature is then what its own code says.
    """

    areas: Areas = field(default_factory=lambda: Areas(()))
    level: str = "commune"
    naming: Naming = field(default_factory=Naming)
    columns: Mapping[str, Sequence[str]] = field(
        default_factory=dict
    )  # "code", "name": usual names
    crs: Sequence[str] = ()  # what a file that names no CRS may be in
    crs_defined: Mapping[str, str] = field(default_factory=dict)  # those of them without a code
    charsets: Sequence[str] = (UTF8,)  # what the texts of a shapefile may be in
    extent: Bounds | None = None  # west, south, east, north; degrees
    centres: Mapping[str, Centre] = field(default_factory=dict)  # area id: of its present shape
    surveyed: Collection[str] = ()  # area ids whose present shapes lie where they are in truth
    stated: Mapping[str, float] = field(default_factory=dict)  # area id: km² by an official text
    limits: Limits = field(default_factory=Limits)

    def place(self) -> Place:
        """Return what reading a file must know of the place."""
        mine = [area for area in self.areas if area.level == self.level]
        knows = Index(self.naming, mine).spelled if mine else None
        return Place(Expected(self.charsets, knows), self.crs_defined, self.limits)

    def naming_at(self, place: Bounds | None) -> Naming:
        """Return how names are written there: in another country as they stand in the file."""
        own = country(self.known)
        return Naming() if own and place and not meets(place, own) else self.naming

    @property
    def known(self) -> Known:
        """Return where the place is."""
        return Known(self.crs, self.crs_defined, self.extent, self.centres, self.surveyed)
