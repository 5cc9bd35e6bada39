"""What makes the program about one place: its name, spellings, maps and tolerances."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from data.catalogue import in_force
from data.declared import Declared, Text
from data.intake.vocabulary import Vocabulary


class Title(Declared):
    """What the place is called from a day on."""

    since: date
    title: Text


class Spelling(Declared):
    """How names of places are written here: what stands before a name, what is the same letter."""

    prefixes: Mapping[str, tuple[str, ...]] = {}  # kind of area: how it is written before a name
    equivalences: Mapping[str, str] = {}


class Tolerances(Declared):
    """How much may differ before a person is asked."""

    stated_area: float = Field(default=0.05, ge=0)  # of the stated area
    moved: float = Field(default=0.01, ge=0)  # of an area, by a repair of its borders
    gap_width: float = Field(default=0.0, ge=0)  # metres; gaps narrower than this are closed


class Generation(Declared):
    """One edition of the boundaries, in force from its day."""

    file: str
    title: Text
    source: str
    notice: Text | None = None  # said on every map drawn from it
    legal_standing: Text | None = None


class Settings(Declared):
    """The file `workspace.yaml`."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    titles: tuple[Title, ...] = Field(min_length=1)
    level: str = "commune"  # the level that is mapped
    first_indicator: str
    first_day: date | None = None  # shown when the reader has not chosen; else the latest known
    spelling: Spelling = Spelling()
    columns: Mapping[str, tuple[str, ...]] = {}
    metric_crs: str | None = None  # for lengths; a local one is chosen where none is named
    candidate_crs: tuple[str, ...] = ()
    tolerances: Tolerances = Tolerances()
    stated_areas: str | None = None  # the indicator that holds the stated areas, in km²
    boundaries: Mapping[date, Generation] = {}
    intake: Vocabulary = Vocabulary()  # the words of tables as offices write them

    def title_on(self, day: date) -> Text:
        """Return what the place is called on this day."""
        return (in_force(self.titles, day) or self.titles[0]).title

    def generation_on(self, day: date) -> date | None:
        """Return the first day of the boundaries in force on this day."""
        return max((d for d in self.boundaries if d <= day), default=None)
