"""The words by which a country's tables are understood: a part of the workspace's settings."""

from collections.abc import Mapping
from enum import StrEnum

from data.catalogue.criteria import Status
from data.catalogue.declared import Declared


class Role(StrEnum):
    """What a column holds that is no value; each role is also its own heading, in English."""

    CODE = "code"
    NAME = "name"
    AREA = "area"
    INDICATOR = "indicator"
    CRITERION = "criterion"
    PERIOD = "period"
    UNIT = "unit"
    NUMBER = "number"
    QUALIFIER = "qualifier"
    STATUS = "status"
    SOURCE = "source"
    NOTE = "note"


class Measure(StrEnum):
    """What a number says of an indicator in a period."""

    ACTUAL = "actual"
    PLAN = "plan"
    TO_DATE = "to_date"  # since the start of the year
    SHARE = "share"  # of a plan, of another year: made from other cells
    BEFORE = "before"  # another year, for comparison


class Conversion(Declared):
    """A unit that tables use, and what it is of the catalogue's unit."""

    unit: str
    of: str
    times: str  # a decimal: 0.001


class Marks(Declared):
    """What stands in a cell instead of a number."""

    missing: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()  # missing to some and zero to others: a person says


class Spans(Declared):
    """How periods are spoken of."""

    year: tuple[str, ...] = ()
    quarter: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    start: tuple[str, ...] = ()  # after a count of months: those that the year begins with
    rest: tuple[str, ...] = ()  # after a count of months: those that it ends with
    until: tuple[str, ...] = ()  # before a day that the figures are of
    both: tuple[str, ...] = ()  # between two periods that a line speaks of together
    reference: tuple[str, ...] = ()  # before a year that is of a law, of prices, of an inventory
    school: tuple[str, ...] = ()  # before a year that is of a school


class Vocabulary(Declared):
    """The words of tables; all of it may be left out."""

    columns: Mapping[Role, tuple[str, ...]] = {}
    measures: Mapping[Measure, tuple[str, ...]] = {}
    periods: Spans = Spans()
    provisional: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    letterhead: tuple[str, ...] = ()  # lines whose days are those of letters
    fillers: tuple[str, ...] = ()  # say nothing beside the others
    marks: Marks = Marks()
    units: tuple[Conversion, ...] = ()
    scales: Mapping[str, str] = {}  # of any unit, as decimals: "nghìn" is "1000"
    values: tuple[str, ...] = ()  # headings that say only that there are values below
    parts: tuple[str, ...] = ()  # before what is a part of something above or beside it
    titles: tuple[str, ...] = ()  # words of a title that say nothing of the figures
    notes: tuple[str, ...] = ()  # lines that are about the table and not of it
    standings: Mapping[Status, tuple[str, ...]] = {}  # how else standings are written
