"""What makes the program about one place: its name, spellings, maps and tolerances."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pyproj
from pydantic import Field, field_validator

from data.catalogue.clock import USUAL, Clock
from data.catalogue.declared import Declared, Text, build, in_force, read
from data.catalogue.vocabulary import Vocabulary
from geo.faults import Faulty

FILE = "workspace.yaml"


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


class CandidateCrs(Declared):
    """A coordinate system without a code: its name here, by which it is chosen, and what it is."""

    name: str
    crs: str  # a PROJ string or WKT

    @field_validator("crs")
    @classmethod
    def _known(cls, said: str) -> str:
        try:
            pyproj.CRS.from_user_input(said)
        except pyproj.exceptions.CRSError:
            raise ValueError("crs_unknown") from None
        return said


class Allowance(Declared):
    """How much the process that reads one file may take."""

    memory_mb: float = Field(ge=256)
    seconds: float = Field(gt=0)


class Limits(Declared):
    """How large a boundary file may be, and how much reading a file of either kind may take."""

    file_mb: float = Field(default=1024, gt=0)
    unpacked_mb: float = Field(default=2048, gt=0)
    ratio: float = Field(default=200, gt=1)  # unpacked to packed
    members: int = Field(default=10_000, gt=0)  # of an archive
    workbook: Allowance = Allowance(memory_mb=1000, seconds=60)
    boundaries: Allowance = Allowance(memory_mb=3000, seconds=600)


class Generation(Declared):
    """One edition of the boundaries, in force from its day."""

    file: str
    title: Text
    source: str
    surveyed: bool = False  # its shapes lie where the areas are: others may be compared with them
    notice: Text | None = None  # said on every map drawn from it
    legal_standing: Text | None = None


class Settings(Declared):
    """The file `workspace.yaml`."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    titles: tuple[Title, ...] = Field(min_length=1)
    emblem: str | None = Field(default=None, pattern=r"^[\w-]+\.(png|jpg|webp)$")  # beside it
    time_zone: str = USUAL.zone  # in which its days begin and its moments are said
    level: str = "commune"  # the level that is mapped
    first_indicator: str | None = None  # shown at first; else the first one with figures
    first_day: date | None = None  # shown when the reader has not chosen; else the latest known
    alike_by: str | None = None  # the indicator whose size says which communes are like each other
    spelling: Spelling = Spelling()
    columns: Mapping[str, tuple[str, ...]] = {}
    metric_crs: str | None = None  # for lengths; a local one is chosen where none is named
    candidate_crs: tuple[str | CandidateCrs, ...] = ()
    candidate_charsets: tuple[str, ...] = ("UTF-8",)
    limits: Limits = Limits()
    tolerances: Tolerances = Tolerances()
    stated_areas: str | None = None  # the indicator that holds the stated areas, in km²
    boundaries: Mapping[date, Generation] = {}
    intake: Vocabulary = Vocabulary()  # the words of tables as offices write them

    @field_validator("time_zone")
    @classmethod
    def _zone_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):  # no name, none of a zone, or that of a folder
            raise ValueError("time_zone_unknown") from None
        return name

    @cached_property
    def clock(self) -> Clock:
        """Return the clock of the place."""
        return Clock(self.time_zone)

    @classmethod
    def of(cls, folder: Path) -> "Settings":
        """Return the settings of a workspace's folder; Faulty with all that is wrong in them."""
        return build(cls, read(folder / FILE), FILE)

    @property
    def crs_names(self) -> tuple[str, ...]:
        """Return the candidates by what chooses them: a code, or the name given here."""
        return tuple(c if isinstance(c, str) else c.name for c in self.candidate_crs)

    @property
    def crs_defined(self) -> Mapping[str, str]:
        """Return what the candidates without a code are, by their names."""
        return {c.name: c.crs for c in self.candidate_crs if isinstance(c, CandidateCrs)}

    def title_on(self, day: date) -> Text:
        """Return what the place is called on this day."""
        return (in_force(self.titles, day) or self.titles[0]).title

    def generation_on(self, day: date) -> date | None:
        """Return the first day of the boundaries in force on this day."""
        return max((d for d in self.boundaries if d <= day), default=None)


def clock_of(folder: Path) -> Clock:
    """Return the clock of a workspace's folder; the usual one where its settings cannot be used."""
    settings = usable(folder)
    return settings.clock if settings else USUAL


def usable(folder: Path) -> Settings | None:
    """Return the settings of a workspace's folder; None where they cannot be used."""
    try:
        return _read(folder, (folder / FILE).stat().st_mtime_ns)
    except (OSError, Faulty):
        return None


@lru_cache(maxsize=8)
def _read(folder: Path, changed: int) -> Settings:  # noqa: ARG001 - a changed file is read again
    return Settings.of(folder)
